"""Whether two claims can both be right: numbers agree if one of them rounds to the other.

Claims in one unit are compared as they were said. Only claims in two currencies need a rate, and so a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from generator.analysis.claims import KnownClaim
from generator.text.money import UNKNOWN_CURRENCY, Interval, Qualifier, Quantity
from generator.text.rates import Conversion, Rates

ROUNDED = Decimal("0.03")
"""How far two numbers may be apart, as a share of the larger one, and still be one number told more and less
exactly."""
CONVERTED = Decimal("0.015")
"""How far a converted number may be from the rate of its day, as a share: who converts takes the rate of the week or of
the report that is passed on, and the dollar seldom moves by more within two weeks."""
SAME_DIGITS = Decimal("0.005")
"""How far two numbers may be apart, as a share of one, and still be printed alike."""
NEAR_PARITY = Decimal("0.03")
"""Below this distance from 1, two currencies cannot be told apart by their numbers."""
POWER: Mapping[str | None, Decimal] = {"GW": Decimal(1000), "MW": Decimal(1)}
"""Units of power in megawatts."""
_UPPER: tuple[Qualifier, ...] = ("up to", "under")
_LOWER: tuple[Qualifier, ...] = ("at least", "over")


def in_unit(
    value: Quantity, unit: str | None, day: date | None, rates: Rates
) -> tuple[Interval | None, Conversion | None]:
    """The interval in `unit`, at the rate of the day; None without a day or a rate, and for an unknown currency."""
    if value.low is None:
        return None, None
    if unit is None or value.unit == unit:
        return value.interval, None
    if day is None or value.unit is None or value.unit == UNKNOWN_CURRENCY:
        return None, None
    conversion = rates.conversion(value.unit, unit, day)
    return (value.interval.times(conversion.factor), conversion) if conversion else (None, None)


def comparable(one: KnownClaim, other: KnownClaim) -> bool:
    """True if both are in one unit, or could be converted to one. What names no currency compares with nothing."""
    return _in_one_unit(one, other) or (one.compared is not None and other.compared is not None)


def exclude(one: KnownClaim, other: KnownClaim) -> bool:
    """True if no number fits both claims, rounding allowed for; False where they cannot be compared."""
    if _in_one_unit(one, other):
        return apart(one.value, other.value)
    if one.compared is None or other.compared is None:
        return False
    return apart(one.value, other.value, (_factor(one), _factor(other)))


def apart(one: Quantity, other: Quantity, factors: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))) -> bool:
    """True if no number fits both; `factors` bring both into one unit.

    The numbers that face each other across the gap may be one number told more and less exactly: the exact 99.6 and
    "at least 100". How wide "about" is says the word itself. Nothing is both below and above the same number. Of two
    currencies nobody knows at which rate somebody converted, so there the gap may be wider.
    """
    a, b = one.interval.times(factors[0]), other.interval.times(factors[1])
    if not a.meet(b).empty:
        return False
    (below, f), (above, g) = (one, factors[0]), (other, factors[1])
    if a.high is None or a.low > b.low:
        (below, f), (above, g), a, b = (above, g), (below, f), b, a
    x, y = below.high or below.low, above.low
    if x is None or y is None:
        return True
    money = one.unit != other.unit and not {one.unit, other.unit} & set(POWER)
    if "about" in (one.qualifier, other.qualifier):
        return not (money and a.high is not None and b.low - a.high <= CONVERTED * b.low)
    if x * f == y * g:
        return below.qualifier in _UPPER and above.qualifier in _LOWER
    return not (converts_to(x, y, (f, g)) if money else rounds_to(x, y, (f, g)))


def rounds_to(one: Decimal, other: Decimal, factors: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))) -> bool:
    """True if one number is the other rounded to the digits that were said, and at most `ROUNDED` apart.

    >>> rounds_to(Decimal("4.46"), Decimal("4.5")), rounds_to(Decimal(586), Decimal(600))
    (True, True)
    >>> rounds_to(Decimal(500), Decimal(586)), rounds_to(Decimal("4.46"), Decimal("4.50"))
    (False, False)
    """
    a, b = one * factors[0], other * factors[1]
    gap = abs(a - b)
    if gap > ROUNDED * max(a, b):
        return False
    return 2 * gap <= max(last_digit(one) * factors[0], last_digit(other) * factors[1])


def converts_to(one: Decimal, other: Decimal, factors: tuple[Decimal, Decimal]) -> bool:
    """True if one number is the other, converted at a rate that may be `CONVERTED` off and rounded to the digits that
    were said. Two digits may be rounded as they are; one digit alone by at most `ROUNDED`.

    >>> euros = (Decimal(1), Decimal("1.16"))
    >>> converts_to(Decimal("2.0"), Decimal("1.70"), euros), converts_to(Decimal("2.0"), Decimal("1.55"), euros)
    (True, False)
    """
    a, b = one * factors[0], other * factors[1]
    gap, largest = abs(a - b), max(a, b)
    step, number = max((last_digit(one) * factors[0], one), (last_digit(other) * factors[1], other))
    rounding = step / 2 if number >= 10 * last_digit(number) else min(step / 2, ROUNDED * largest)
    return gap <= CONVERTED * largest + rounding


def same_number(one: KnownClaim, other: KnownClaim) -> bool:
    """True if both name one number with no bound, rounding allowed for."""
    if {one.value.qualifier, other.value.qualifier} - {"exact", "about"} or not comparable(one, other):
        return False
    x, y = one.value.low, other.value.low
    factors = (Decimal(1), Decimal(1)) if _in_one_unit(one, other) else (_factor(one), _factor(other))
    return x is not None and y is not None and rounds_to(x, y, factors)


def both_labels(
    valuations: Sequence[KnownClaim], amounts: Sequence[KnownClaim]
) -> tuple[tuple[KnownClaim, KnownClaim], ...]:
    """Pairs of valuations that give one number both before and after the new money, though that is more than rounding.

    The new money is the smallest number that is given for the same scope and part, else for any. Flagged claims do not
    count, and without an amount nothing is known to be wrong.
    """
    found = []
    unflagged = [claim for claim in valuations if claim.record.flag is None]
    for before, after in product(unflagged, repeat=2):
        if (before.record.basis, after.record.basis) != ("pre_money", "post_money"):
            continue
        here, there = ((claim.record.scope, claim.record.what) for claim in (before, after))
        if here == there and same_number(before, after):
            of_it = [amount for amount in amounts if (amount.record.scope, amount.record.what) == here]
            if _matters(before, of_it or amounts):
                found.append((before, after))
    return tuple(found)


def _matters(valuation: KnownClaim, amounts: Iterable[KnownClaim]) -> bool:
    """Whether the smallest of the amounts changes a valuation by more than rounding; False if none can be compared."""
    value, own = valuation.value.low, _factor(valuation)
    paid = [
        amount.value.low if _in_one_unit(valuation, amount) else amount.value.low * _factor(amount) / own
        for amount in amounts
        if amount.record.flag is None and amount.value.low and comparable(valuation, amount)
    ]
    return bool(value and paid and not rounds_to(value, value + min(paid)))


def same_digits(one: KnownClaim, other: KnownClaim) -> bool:
    """True if two claims print one number in two currencies that are not near parity."""
    a, b = one.value, other.value
    if a.low is None or b.low is None or a.unit == b.unit or (a.high is None) != (b.high is None):
        return False
    factors = [claim.conversion.factor for claim in (one, other) if claim.conversion]
    parted = any(abs(factor - 1) >= NEAR_PARITY for factor in factors)
    return parted and all(
        abs(x - y) <= SAME_DIGITS * y for x, y in ((a.low, b.low), (a.high or a.low, b.high or b.low))
    )


def turned(one: KnownClaim, other: KnownClaim) -> bool:
    """True if a relay prints its origin's number with the opposite bound."""
    if one.value.low != other.value.low or one.value.unit != other.value.unit:
        return False
    bounds = (one.value.qualifier, other.value.qualifier)
    return (bounds[0] in _UPPER and bounds[1] in _LOWER) or (bounds[0] in _LOWER and bounds[1] in _UPPER)


def _in_one_unit(one: KnownClaim, other: KnownClaim) -> bool:
    return one.value.unit == other.value.unit and one.value.unit not in (None, UNKNOWN_CURRENCY)


def _factor(claim: KnownClaim) -> Decimal:
    """What brings a claim's number into the unit of comparison: its rate, or megawatts."""
    return claim.conversion.factor if claim.conversion else POWER.get(claim.value.unit, Decimal(1))


def last_digit(number: Decimal) -> Decimal:
    """The worth of the last digit that was said: that of 4.5bn is 0.1bn, that of 4.50bn is 0.01bn.

    Zeros at the end of a whole number are no digits, because nobody knows whether 500 was counted or rounded. A number
    is kept with the exponent in which it was written, and k, mn, bn stand for three zeros each: an exponent between
    them tells of digits behind a decimal point, and a zero there was written on purpose.
    """
    exponent = int(number.as_tuple().exponent)
    written = exponent if exponent < 0 or exponent % 3 else int(number.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(written) if number else Decimal(0)
