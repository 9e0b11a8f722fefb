"""Numbers that a page converted itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import KnownClaim, same_digits
from generator.analysis.origins import UNSTATED
from generator.rules.comparisons import Compared, every_group
from generator.rules.days import CLOSE
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.wording import about, named
from generator.rules.worth import digits, is_worth, number, rate
from generator.text.rates import Rates


def check(row: Compared) -> Iterator[Finding]:
    """A page that converts an amount repeats it and adds nothing: the number in its first currency is the report.

    Of two claims of one origin with one worth, the conversion is the one that says "about"; else the one that fewer
    pages print; else the one with more digits, for what was chosen is round and what was converted is not. If none of
    that decides, an editor is asked which. A number that was known first is no conversion of the other.
    """
    told: set[str] = set()
    for pair in combinations(row.claims, 2):
        if not _are_one(*pair, row.rates):
            continue
        claim, original = _conversion_first(*pair)
        earlier = claim.known and original.known and claim.known < original.known
        if claim.id in told or (earlier and _doubt(claim) != _doubt(original)):
            continue
        told.add(claim.id)
        yield _finding(claim, original, row.rates)


def _are_one(one: KnownClaim, other: KnownClaim, rates: Rates) -> bool:
    """Whether two claims in two currencies are of one origin, of one story and of one worth."""
    shared = set(one.origins) & set(other.origins) - {UNSTATED}
    if not shared or one.value.unit == other.value.unit or same_digits(one, other):
        return False
    if one.known and other.known and abs(one.known - other.known) > timedelta(days=CLOSE):
        return False
    bounds = {claim.value.qualifier for claim in (one, other)}
    return (bounds <= {"exact", "about"} or len(bounds) == 1) and is_worth(one, other, rates)


def _conversion_first(one: KnownClaim, other: KnownClaim) -> tuple[KnownClaim, KnownClaim]:
    """The conversion and the original; the later in the file first if nothing decides."""
    return (one, other) if _doubt(one) > _doubt(other) else (other, one)


def _doubt(claim: KnownClaim) -> tuple[bool, int, int]:
    """The larger, the likelier was it converted."""
    return claim.value.qualifier == "about", -len(claim.reports), digits(number(claim) or claim.value.step)


def _finding(claim: KnownClaim, original: KnownClaim, rates: Rates) -> Finding:
    worth = about((number(claim) or Decimal(0)) * (rate(claim, original, rates) or 1), original.value.unit)
    if _doubt(claim) == _doubt(original):
        message = f"and {named(original)} are of one origin and of one worth: one of the two is a conversion"
        return at_claim(
            claim, message, "look which one the origin says; leave the other out, or ignore it with the reason"
        )
    message = f"is {worth} at the day's rate, that is {named(original)} of the same origin, converted"
    return at_claim(claim, message, f"quote '{original.id}'; leave this claim out, or ignore it with the reason")


DETECTOR = Detector(
    code="converted-by-relay",
    rows=every_group,
    check=check,
    examples=(
        Example(
            "a page that converts its origin's number",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: about 100mn EUR, src: via-agency}
            """,
            told=("{id: b",),
            says="quote 'a'",
        ),
        Example(
            "a rounded number in the subject's own currency is the conversion of an exact one that two pages print",
            """
            amount:
              claims:
                - {id: a, value: about 24mn USD, src: via-agency}
                - {id: b, value: 20mn EUR, src: [agency, also-via-agency]}
            """,
            told=("{id: a",),
            says="quote 'b'",
        ),
        Example(
            "the one with more digits was converted, whatever the subject reports in",
            """
            amount:
              claims:
                - {id: a, value: 59.5mn USD, src: via-agency}
                - {id: b, value: 50mn EUR, src: agency}
            """,
            told=("{id: a",),
        ),
        Example(
            "where nothing decides, both are named",
            """
            amount:
              claims:
                - {id: a, value: 31mn USD, src: via-agency}
                - {id: b, value: 26mn EUR, src: agency}
            """,
            told=("{id: b",),
            says="one of the two is a conversion",
        ),
        Example(
            "the same worth, but of another origin",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: about 100mn EUR, src: daily}
            """,
        ),
        Example(
            "two numbers of one origin that are worth something else",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: over 130mn EUR, src: via-agency}
            """,
        ),
        Example(
            "half a year later the origin may have said something of its own",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency, as_of: 2025-06-02}
                - {id: b, value: about 108mn EUR, src: via-agency}
            """,
            files={"rates/ecb.csv": "date,base,quote,rate\n2025-06-02,EUR,USD,1.1\n2026-01-28,EUR,USD,1.1\n"},
        ),
        Example(
            "a relay that rounds in the same currency",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: about 120mn USD, src: via-agency}
            """,
        ),
    ),
)
