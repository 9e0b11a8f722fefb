"""Numbers that a page converted at a rate that was not the day's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from generator.analysis.agreement import last_digit
from generator.analysis.figures import KnownClaim, exclude
from generator.analysis.origins import UNSTATED
from generator.rules.comparisons import Measured, ends, every_measure
from generator.rules.days import CLOSE
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.relayed import SAME_STORY
from generator.rules.wording import about, named, short
from generator.rules.worth import RATE, is_conversion, is_one, printed_digits
from generator.text.rates import Rates

NEAR_DAYS = timedelta(days=5)
"""A page may take the rate of the last banking day, or of the day of the report that it passes on."""
UNLIKE = Decimal("0.15")
"""From this distance on, as a share, it is no rate of a few years ago either: then two numbers were reported. The euro
and the dollar moved by less than that in most years. Three digits that are right on some day tell more."""
TELLING = 3
"""From this many digits on, a number next to a round one is no number that somebody chose: it was converted."""
FORMERLY = "date,base,quote,rate\n2025-06-02,EUR,USD,1.1\n2026-01-28,EUR,USD,1.19\n"
"""For examples: a euro was 1.10 dollars half a year before their day, and 1.19 then."""
EXACT = Decimal("0.001")
"""How far from the reference rate, as a share, the rate of another day may be that four digits and more betray."""


def check(row: Measured) -> Iterator[Finding]:
    """A page that converts an amount takes the rate of its own day, not one of a year ago.

    Told of two claims of one thing in two currencies whose ratio is no rate near their days. If three digits fit the
    rate of another day, they need not share an origin, for a number that somebody chose has fewer. Two digits must be
    off by 3 to 15 %, and without such a day it must be one story of one origin. Silent where any other claim explains
    the conversion.
    """
    told: set[str] = set()
    for one, other in combinations(row.claims, 2):
        claim, original = (one, other) if _doubt(one) > _doubt(other) else (other, one)
        factors = _factors_near(claim, original, row.rates) if _of_one_thing(claim, original) else ()
        if claim.id in told or not factors or _is_explained(claim, row):
            continue
        ratio = _ratio(claim, original)
        off = min(abs(ratio / factor - 1) for factor in factors)
        if off <= RATE or (off >= UNLIKE and _digits(claim) < TELLING):
            continue
        then = _other_day(claim, original, row.rates)
        if _is_betrayed(claim, original, off, then):
            told.add(claim.id)
            yield _finding(claim, original, factors[0], then)


def _digits(claim: KnownClaim) -> int:
    """How many digits a claim prints; of a range, those of the longer end."""
    return max(printed_digits(end) for end in ends(claim.value))


def _doubt(claim: KnownClaim) -> tuple[int, bool, int, int]:
    """The larger, the likelier was it converted: more digits, of which "about" hides one; then further from its origin,
    then on fewer pages."""
    is_about = claim.value.qualifier == "about"
    return _digits(claim) + is_about, is_about, min(report.hops for report in claim.reports), -len(claim.reports)


def _of_one_thing(claim: KnownClaim, original: KnownClaim) -> bool:
    """Whether both say in two currencies of one thing how much it is, within two months, and do not print one number.

    Bounds must be alike; only of one origin may a page that converts have dropped one, which its digits show.
    """
    a, b = claim.value, original.value
    apart = abs(claim.known - original.known) if claim.known and original.known else timedelta(0)
    bases = {claim.record.basis, original.record.basis} - {"unstated"}
    one_thing = claim.record.scope == original.record.scope and len(bases) < 2
    if not one_thing or a.unit == b.unit or apart > timedelta(days=CLOSE) or len(ends(a)) != len(ends(b)):
        return False
    if not all(ends(a)) or not all(ends(b)) or any(map(is_one, ends(a), ends(b))):
        return False
    alike = {a.qualifier, b.qualifier} <= {"exact", "about"} or a.qualifier == b.qualifier or exclude(claim, original)
    return alike or bool(_shared(claim, original) and _digits(claim) >= TELLING)


def _shared(claim: KnownClaim, original: KnownClaim) -> set[str]:
    return set(claim.origins) & set(original.origins) - {UNSTATED}


def _is_betrayed(claim: KnownClaim, original: KnownClaim, off: Decimal, then: date | None) -> bool:
    """Whether the distance from the day's rate tells of a conversion, and not of two reports."""
    if then and _digits(claim) >= TELLING:
        return True
    days = [day for day in (claim.known, original.known) if day]
    if off >= UNLIKE or max(days) - min(days) > SAME_STORY:
        return False
    if _shared(claim, original):
        return then is not None or off > 2 * RATE
    bare = {claim.value.qualifier, original.value.qualifier} <= {"exact", "about"}
    return bool(then) and bare and off > 2 * RATE and _digits(claim) > 1


def _factors_near(claim: KnownClaim, original: KnownClaim, rates: Rates) -> Sequence[Decimal]:
    """What one unit of the claim was in the original's currency, on each day near the two."""
    days = [day for day in (claim.known, original.known) if day]
    if not days:
        return ()
    first, last = min(days) - NEAR_DAYS, max(days) + NEAR_DAYS
    span = [max(days), *(first + timedelta(days=count) for count in range((last - first).days + 1))]
    found = [rates.conversion(claim.value.unit or "", original.value.unit or "", day) for day in span]
    return [conversion.factor for conversion in found if conversion]


def _is_explained(claim: KnownClaim, row: Measured) -> bool:
    """Whether the claim is the worth of any claim in another currency, at a rate near its day."""
    for other in row.claims:
        if other.value.unit == claim.value.unit or len(ends(other.value)) != len(ends(claim.value)):
            continue
        pairs = tuple(zip(ends(claim.value), ends(other.value), strict=True))
        if any(
            all(a and b and is_conversion(a, b, factor) for a, b in pairs)
            for factor in _factors_near(claim, other, row.rates)
        ):
            return True
    return False


def _ratio(claim: KnownClaim, original: KnownClaim) -> Decimal:
    return ends(original.value)[0] / ends(claim.value)[0]


def _other_day(claim: KnownClaim, original: KnownClaim, rates: Rates) -> date | None:
    """The nearest earlier day at whose rate one number is the other, to its last digit; None if there is none in the
    table."""
    last = max(day for day in (claim.known, original.known) if day)
    pairs = [
        (a, b, max(last_digit(a) / 2, EXACT * a)) for a, b in zip(ends(claim.value), ends(original.value), strict=True)
    ]
    for day, conversion in rates.history(original.value.unit or "", claim.value.unit or ""):
        if day <= last and all(abs(b * conversion.factor - a) <= within for a, b, within in pairs):
            return day
    return None


def _finding(claim: KnownClaim, original: KnownClaim, factor: Decimal, then: date | None) -> Finding:
    worth = about(ends(claim.value)[0] * factor, original.value.unit)
    rate = f"1 {claim.value.unit} was {short(factor)} {original.value.unit}"
    shared = "is of the same origin" if _shared(claim, original) else "is said of the same thing"
    message = f"is {worth} at the day's rate ({rate}), but {named(original)} {shared}"
    when = f"; at the rate of {then} they are one number" if then else ""
    hint = f"if it is a conversion, quote '{original.id}' and leave this claim out; else read both pages again"
    return at_claim(claim, message + when, hint)


DETECTOR = Detector(
    code="rate-of-another-day",
    rows=every_measure,
    check=check,
    examples=(
        Example(
            "a conversion at the rate of another year",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: 46.3bn EUR, src: via-agency}
            """,
            told=("{id: b",),
            says="55.1bn USD at the day's rate",
        ),
        Example(
            "a conversion at the rate of a day that the table has",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: about 108mn EUR, src: via-agency}
            """,
            told=("{id: b",),
            says="at the rate of 2025-06-02 they are one number",
            files={"rates/ecb.csv": FORMERLY},
        ),
        Example(
            "a page of another origin whose three digits betray the conversion, three weeks later",
            """
            amount:
              claims:
                - {id: a, value: about 50bn USD, src: agency, as_of: 2026-01-09}
                - {id: b, value: 45.5bn EUR, src: daily}
            """,
            told=("{id: b",),
            says="is said of the same thing; at the rate of 2025-06-02 they are one number",
            files={"rates/ecb.csv": FORMERLY + "2026-01-09,EUR,USD,1.18\n"},
        ),
        Example(
            "two digits next to one, by a page that does not state its origin",
            """
            amount:
              claims:
                - {id: a, value: 5bn USD, src: agency}
                - {id: b, value: about 4.5bn EUR, src: no-origin}
            """,
            told=("{id: b",),
            files={"rates/ecb.csv": FORMERLY},
        ),
        Example(
            "a range of which both ends were converted, on a valuation whose basis the page leaves out",
            """
            valuation:
              claims:
                - {id: a, value: 50bn to 60bn USD, src: agency, basis: post_money}
                - {id: b, value: 45.5bn to 54.5bn EUR, src: no-origin, basis: unstated}
            """,
            told=("{id: b",),
            files={"rates/ecb.csv": FORMERLY},
        ),
        Example(
            "a rate of a year when the euro was cheap, without a date",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: 48.1bn EUR, src: via-weekly-undated}
            """,
            told=("{id: b",),
            files={"rates/ecb.csv": "date,base,quote,rate\n2022-08-01,EUR,USD,1.04\n2026-01-28,EUR,USD,1.19\n"},
        ),
        Example(
            "another origin disagrees: at no rate of the table are the two one number",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: 46.3bn EUR, src: daily}
            """,
            files={"rates/ecb.csv": FORMERLY},
        ),
        Example(
            "two bounds of two origins that nobody converted",
            """
            amount:
              claims:
                - {id: a, value: over 500bn USD, src: agency}
                - {id: b, value: over 450bn EUR, src: daily}
            """,
            files={"rates/ecb.csv": FORMERLY},
        ),
        Example(
            "two things, each in a currency",
            """
            valuation:
              claims:
                - {id: a, value: 50bn USD, src: agency, basis: pre_money}
                - {id: b, value: 45.5bn EUR, src: daily, basis: post_money}
            """,
            files={"rates/ecb.csv": FORMERLY},
        ),
        Example(
            "a conversion that was rounded to one digit",
            """
            amount:
              claims:
                - {id: a, value: 51bn USD, src: agency, said: company}
                - {id: b, value: over 40bn EUR, src: via-agency}
            """,
        ),
        Example(
            "what the origin said in both currencies explains both",
            """
            amount:
              claims:
                - {id: a, value: over 50bn USD, src: agency}
                - {id: b, value: over 46bn EUR, src: via-agency}
                - {id: c, value: 54.7bn USD, src: also-via-agency}
                - {id: d, value: about 42bn EUR, src: also-via-agency}
            """,
        ),
        Example(
            "two months later the origin says more",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: 46.3bn EUR, src: via-weekly-in-march}
            """,
            files={"rates/ecb.csv": "date,base,quote,rate\n2026-01-28,EUR,USD,1.19\n2026-03-30,EUR,USD,1.18\n"},
        ),
    ),
)
