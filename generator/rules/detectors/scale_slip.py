"""Numbers ten, a thousand or a million times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import KnownClaim
from generator.rules.comparisons import Measured, every_measure, near, weaker
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.wording import named
from generator.rules.worth import RATE, is_one, is_rounded, is_worth, number, printed_digits, rate
from generator.text.rates import Rates

SLIPS = (1000, 1000000)
"""German "Billion" is 10¹², English "billion" 10⁹; "Mrd." and "Mio." are one letter apart, as "GW" and "MW" are."""
MISPLACED = 10
"""A decimal mark that moved, or a zero too many. Two reports of one thing seldom differ by just that for any other
reason, but a company may grow tenfold."""
ANY_RATE = Decimal("0.15")
"""How far a thousandfold may be from exactly that, as a share: another day's rate, or a number that differs besides."""
GROWTH = timedelta(days=365)
"""Two numbers with one digit further apart than that may be ten times apart because something grew: one deal is seldom
in the news for longer."""


def check(row: Measured) -> Iterator[Finding]:
    """The same digits ten, a thousand or a million times larger are a slip of the decimal mark, of "Mio.", "Mrd.",
    "billion" or "Billion". Amounts in two currencies are converted first.
    """
    told: set[str] = set()
    for pair in combinations(row.claims, 2):
        times = _times(*pair, row.rates)
        claim, other = _weaker(*pair, row)
        if times and claim.id not in told:
            told.add(claim.id)
            message = f"has the digits of {named(other)}, {times} times apart"
            yield at_claim(claim, message, "correct it, or if the page prints it so: flag: typo")


def _weaker(one: KnownClaim, other: KnownClaim, row: Measured) -> tuple[KnownClaim, KnownClaim]:
    """Both claims, the likelier mistake first: the one that fewer others confirm, else as elsewhere."""

    def support(claim: KnownClaim) -> int:
        others = [rival for rival in row.claims if rival is not claim and set(rival.origins) != set(claim.origins)]
        return sum(is_worth(claim, rival, row.rates) for rival in others)

    if support(one) != support(other):
        return (one, other) if support(one) < support(other) else (other, one)
    return weaker(one, other, next(group for group in row.groups if one in group.claims))


def _times(one: KnownClaim, other: KnownClaim, rates: Rates) -> int | None:
    """How many times one is the other, if that is one of the slips that people make."""
    a, b = number(one), number(other)
    if not a or not b or (one.value.unit == other.value.unit and is_one(a, b)):
        return None
    factor = rate(one, other, rates)
    for slip in (*SLIPS, MISPLACED):
        swapped = is_one(a, b * slip) or is_one(b, a * slip)
        worth = is_worth(one, other, rates, slip) or is_worth(other, one, rates, slip)
        if worth or (swapped and _are_money(one, other)):
            return slip if slip != MISPLACED or _is_misplaced(one, other, rates) else None
        if slip in SLIPS and factor and one.record.scope == other.record.scope:
            low, high = sorted((a * factor, b))
            if near(low * slip, high, ANY_RATE):
                return slip
    return None


def _are_money(one: KnownClaim, other: KnownClaim) -> bool:
    """Whether both are in currencies, one of which may be wrong besides."""
    return not {one.value.unit, other.value.unit} & {"GW", "MW", "%"}


def _is_misplaced(one: KnownClaim, other: KnownClaim, rates: Rates) -> bool:
    """Whether ten times is a slip here: of one scope, not grown over a year, and not by a conversion of few digits."""
    if one.record.scope != other.record.scope:
        return False
    few, many = sorted(printed_digits(number(claim) or claim.value.step) for claim in (one, other))
    if few > 1:
        return True
    grown = one.known and other.known and abs(one.known - other.known) > GROWTH
    return not grown and (one.value.unit == other.value.unit or (many > 1 and _is_ten_times(one, other, rates)))


def _is_ten_times(one: KnownClaim, other: KnownClaim, rates: Rates) -> bool:
    """Whether one amount is ten times another in another currency, but for the day's rate and for rounding of the one
    with more digits: to one digit much is ten times as large."""
    a, b, factor = number(one), number(other), rate(one, other, rates)
    if not a or not b or not factor:
        return False
    worth, said = (a * factor, b) if printed_digits(b) > printed_digits(a) else (b / factor, a)
    times = Decimal(MISPLACED)
    return any(near(x, said, RATE) or is_rounded(x, said) for x in (worth * times, worth / times))


DETECTOR = Detector(
    code="scale-slip",
    rows=every_measure,
    check=check,
    examples=(
        Example(
            "a thousandfold",
            """
            amount:
              claims:
                - {id: a, value: 50mn USD, src: agency}
                - {id: b, value: 50bn USD, src: no-origin}
            """,
            told=("{id: b",),
            says="1000 times apart",
        ),
        Example(
            "a thousandfold in another currency",
            """
            amount:
              claims:
                - {id: a, value: 59mn USD, src: agency}
                - {id: b, value: 50bn EUR, src: no-origin}
            """,
            told=("{id: b",),
            says="1000 times apart",
        ),
        Example(
            "a tenth of a round number, converted",
            """
            amount:
              claims:
                - {id: a, value: 4bn USD, src: agency}
                - {id: b, value: 336mn EUR, src: daily}
            """,
            told=("{id: b",),
            says="10 times apart",
        ),
        Example(
            "ten times a round number, converted and rounded to two digits",
            """
            amount:
              claims:
                - {id: a, value: 3bn USD, src: agency}
                - {id: b, value: about 26bn EUR, src: no-origin}
            """,
            told=("{id: b",),
            says="10 times apart",
        ),
        Example(
            "a thousandth, converted at the rate of another year",
            """
            amount:
              claims:
                - {id: a, value: 4bn USD, src: agency}
                - {id: b, value: about 3.7mn EUR, src: no-origin}
            """,
            told=("{id: b",),
            says="1000 times apart",
        ),
        Example(
            "two numbers of one digit in two currencies may be ten times apart as they are",
            """
            amount:
              claims:
                - {id: a, value: 5bn USD, src: agency}
                - {id: b, value: 400mn EUR, src: daily}
            """,
        ),
        Example(
            "a thousandfold of what was sought",
            """
            amount:
              claims:
                - {id: a, value: up to 4.46bn USD, src: agency, scope: sought}
                - {id: b, value: 4.5mn USD, src: no-origin}
            """,
            told=("{id: b",),
        ),
        Example(
            "the decimal mark moved",
            """
            valuation:
              claims:
                - {id: a, value: 11.7bn USD, src: agency, basis: unstated}
                - {id: b, value: 117bn USD, src: daily, basis: post_money}
                - {id: c, value: about 11.7bn USD, src: no-origin, basis: unstated}
            """,
            told=("{id: b",),
            says="10 times apart",
        ),
        Example(
            "megawatts for gigawatts",
            """
            kind: compute_contract
            capacity:
              claims:
                - {id: a, value: 2 GW, src: agency}
                - {id: b, value: 2 MW, src: no-origin}
                - {id: c, value: 2000 MW, src: daily}
            """,
            told=("{id: b",),
        ),
        Example(
            "twelve times is a disagreement, and so is a rounded number that is nearly ten times as large",
            """
            amount:
              claims:
                - {id: a, value: 5bn USD, src: agency}
                - {id: b, value: 60bn USD, src: daily}
                - {id: c, value: over 5.5bn USD, src: via-agency}
            """,
        ),
        Example(
            "a round that grew tenfold in years",
            """
            amount:
              claims:
                - {id: a, value: 5bn USD, src: agency-2022}
                - {id: b, value: 50bn USD, src: daily}
            """,
        ),
        Example(
            "a part that is a tenth of the whole",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: 5bn USD, src: daily, scope: part, what: first}
            parts: {first: {de: eins, en: one}}
            """,
        ),
        Example(
            "one number in two currencies",
            """
            amount:
              claims:
                - {id: a, value: 59mn USD, src: agency}
                - {id: b, value: 50mn EUR, src: daily}
            """,
        ),
    ),
)
