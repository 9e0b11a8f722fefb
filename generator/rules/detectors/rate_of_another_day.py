"""Numbers that a page converted at a rate that was not the day's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import KnownClaim, exclude
from generator.analysis.origins import UNSTATED
from generator.rules.comparisons import Compared, every_group
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.relayed import SAME_STORY
from generator.rules.wording import about, named, short
from generator.rules.worth import RATE, digits, is_conversion, is_one, number
from generator.text.rates import Rates

NEAR_DAYS = timedelta(days=5)
"""A page may take the rate of the last banking day, or of the day of the report that it passes on."""
UNLIKE = Decimal("0.15")
"""From this distance on, as a share, it is no rate of a few years ago either: then two numbers were reported. The euro
and the dollar moved by less than that in most years."""


def check(row: Compared) -> Iterator[Finding]:
    """A page that converts an amount takes the rate of its own day, not one of a year ago.

    Told of two claims of one origin and one story in two currencies, whose ratio is no rate near their days, but is the
    rate of another day, or up to 15 % off. Silent where another claim of the same origin explains the conversion.
    """
    for one, other in combinations(row.claims, 2):
        claim, original = (one, other) if _doubt(one) > _doubt(other) else (other, one)
        factors = _factors_near(claim, original, row.rates) if _of_one_story(claim, original) else ()
        if not factors or _is_explained(claim, row):
            continue
        off = min((abs(_ratio(claim, original) / factor - 1) for factor in factors), default=Decimal(0))
        then = _other_day(claim, original, row.rates)
        if off > RATE and off < UNLIKE and (then or off > 2 * RATE):
            yield _finding(claim, original, factors[0], then)


def _doubt(claim: KnownClaim) -> tuple[bool, int, int]:
    """The larger, the likelier was it converted."""
    return claim.value.qualifier == "about", digits(number(claim) or Decimal(1)), -len(claim.reports)


def _of_one_story(claim: KnownClaim, original: KnownClaim) -> bool:
    """Whether both pass on one origin's single number, in two currencies, within days."""
    shared = set(claim.origins) & set(original.origins) - {UNSTATED}
    units = {claim.value.unit, original.value.unit}
    bounds = {claim.value.qualifier, original.value.qualifier}
    apart = abs(claim.known - original.known) if claim.known and original.known else timedelta(0)
    if not shared or len(units) == 1 or apart > SAME_STORY or not number(claim) or not number(original):
        return False
    converted = max(digits(number(one) or Decimal(1)) for one in (claim, original)) > 2
    alike = bounds <= {"exact", "about"} or len(bounds) == 1 or converted or exclude(claim, original)
    return alike and not is_one(number(claim) or Decimal(0), number(original) or Decimal(0))


def _factors_near(claim: KnownClaim, original: KnownClaim, rates: Rates) -> Sequence[Decimal]:
    """What one unit of the claim was in the original's currency, on each day near the two."""
    days = [day for day in (claim.known, original.known) if day]
    if not days:
        return ()
    first, last = min(days) - NEAR_DAYS, max(days) + NEAR_DAYS
    span = [max(days), *(first + timedelta(days=count) for count in range((last - first).days + 1))]
    found = [rates.conversion(claim.value.unit or "", original.value.unit or "", day) for day in span]
    return [conversion.factor for conversion in found if conversion]


def _is_explained(claim: KnownClaim, row: Compared) -> bool:
    """Whether the claim is the worth of any claim of its origins in another currency, at a rate near its day."""
    for other in row.claims:
        if other.value.unit == claim.value.unit or not set(other.origins) & set(claim.origins):
            continue
        a, b = number(claim), number(other)
        near_days = _factors_near(claim, other, row.rates)
        if a and b and any(is_conversion(a, b, factor) for factor in near_days):
            return True
    return False


def _ratio(claim: KnownClaim, original: KnownClaim) -> Decimal:
    return (number(original) or Decimal(1)) / (number(claim) or Decimal(1))


def _other_day(claim: KnownClaim, original: KnownClaim, rates: Rates) -> date | None:
    """The nearest earlier day at whose rate one number is the other; None if there is none in the table."""
    last = max(day for day in (claim.known, original.known) if day)
    days = sorted({day for _, day in rates.table if day <= last}, reverse=True)
    a, b = number(claim) or Decimal(1), number(original) or Decimal(1)
    for day in days:
        conversion = rates.conversion(claim.value.unit or "", original.value.unit or "", day)
        if conversion and is_conversion(a, b, conversion.factor):
            return day
    return None


def _finding(claim: KnownClaim, original: KnownClaim, factor: Decimal, then: date | None) -> Finding:
    worth = about((number(claim) or Decimal(0)) * factor, original.value.unit)
    rate = f"1 {claim.value.unit} was {short(factor)} {original.value.unit}"
    message = f"is {worth} at the day's rate ({rate}), but {named(original)} is of the same origin"
    when = f"; at the rate of {then} they are one number" if then else ""
    hint = f"if it is a conversion, quote '{original.id}' and leave this claim out; else read both pages again"
    return at_claim(claim, message + when, hint)


DETECTOR = Detector(
    code="rate-of-another-day",
    rows=every_group,
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
            files={"rates/ecb.csv": "date,base,quote,rate\n2025-06-02,EUR,USD,1.1\n2026-01-28,EUR,USD,1.19\n"},
        ),
        Example(
            "another origin disagrees, and converts nothing",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: 46.3bn EUR, src: daily}
            """,
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
                - {id: d, value: 42bn EUR, src: also-via-agency}
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
