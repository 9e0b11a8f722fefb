"""What a number is worth in another currency, and whether two printed numbers are one.

People round to a few digits, and they round before or after they convert. So two numbers are held to be one if the
longer one, shortened to the digits of the shorter one, is the shorter one.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from generator.analysis.agreement import last_digit
from generator.analysis.figures import KnownClaim
from generator.rules.comparisons import near
from generator.text.money import UNKNOWN_CURRENCY
from generator.text.rates import Rates

ROUNDING = Decimal("0.03")
"""How far rounding may move a number and still leave it the same to a reader, as a share: 1.46 is printed as 1.5, but
nobody prints 1.4 as 1."""
RATE = Decimal("0.015")
"""How far a careful conversion may be from the day's reference rate, as a share: pages take the rate of the hour or of
the day before, and the dollar seldom moves by more within a day or two."""
SHORT = Decimal("0.05")
"""How far "about" with fewer digits may be from the number that it was made of, as a share: 6.3 becomes "about 6"."""
NARROW = Decimal("1.5")
"""Times its lower end that the upper end of a range may be and still be one number, told less exactly."""
MANY = 16384
"""Numbers of which it is kept how many digits they have: every one is held against many."""
MEGAWATTS = {("GW", "MW"): Decimal(1000), ("MW", "GW"): Decimal("0.001")}
"""Units of power that need no rate."""


def number(claim: KnownClaim) -> Decimal | None:
    """The one number that a claim prints, bounds included; None for a range and for an undisclosed one."""
    return claim.value.low if claim.value.high is None and claim.value.low else None


@lru_cache(MANY)
def digits(value: Decimal) -> int:
    """How many digits somebody chose: zeros at the end count for none.

    >>> digits(Decimal("119E+6")), digits(Decimal(500)), digits(Decimal("1.50"))
    (3, 1, 2)
    """
    return len(value.normalize().as_tuple().digits)


def printed_digits(value: Decimal) -> int:
    """How many digits somebody printed: a zero behind the decimal point is one, zeros before it are none.

    >>> printed_digits(Decimal("8.00E+9")), printed_digits(Decimal("500E+6")), printed_digits(Decimal("1.5E+9"))
    (3, 1, 2)
    """
    return value.adjusted() - last_digit(value).adjusted() + 1


@lru_cache(MANY)
def shortened(value: Decimal, to: Decimal) -> Decimal:
    """The value rounded to as many digits as another number has.

    >>> str(shortened(Decimal("42.3"), Decimal(50)))
    '4E+1'
    """
    place = value.adjusted() - digits(to) + 1
    return value.quantize(Decimal(1).scaleb(place)) if value else value


def is_one(one: Decimal, other: Decimal, slack: Decimal = Decimal("0.005")) -> bool:
    """Whether two numbers in one unit are the same but for `slack` and for rounding to two digits or more.

    >>> is_one(Decimal("4.46"), Decimal("4.5")), is_one(Decimal("4.4"), Decimal("4.5"))
    (True, False)
    """
    if near(one, other, slack):
        return True
    short, long = sorted((one, other), key=digits)
    return digits(short) > 1 and near(one, other, ROUNDING) and shortened(long, short) == short


def rate(one: KnownClaim, other: KnownClaim, rates: Rates) -> Decimal | None:
    """What one unit of the first claim is in the unit of the second, at the rate of the first one's day, else of the
    other's; 1 for equal units, None without a rate."""
    source, target = one.value.unit, other.value.unit
    if source is None or target is None or UNKNOWN_CURRENCY in (source, target):
        return None
    if source == target:
        return Decimal(1)
    if (source, target) in MEGAWATTS:
        return MEGAWATTS[source, target]
    return next(iter(_by_day(one, other, rates)), None)


def _by_day(one: KnownClaim, other: KnownClaim, rates: Rates) -> tuple[Decimal, ...]:
    """The rates from the first claim's currency to the second's on the day of each, as far as they are known."""
    source, target = one.value.unit or "", other.value.unit or ""
    found = [rates.conversion(source, target, day) for day in (one.known, other.known) if day]
    return tuple(conversion.factor for conversion in found if conversion)


def is_retold(claim: KnownClaim, other: KnownClaim, rates: Rates) -> bool:
    """Whether a claim may print the other's number: as it is, rounded, as a narrow range around it, or converted.

    Who passes a number on may convert it at the rate of that day or of the day on which it was first told.
    """
    first = rate(claim, other, rates)
    if first is None:
        return False
    if first == 1 or claim.value.unit in ("GW", "MW"):
        return _is_told(claim, other, first)
    return any(_is_told(claim, other, factor) for factor in _by_day(claim, other, rates))


def _is_told(claim: KnownClaim, other: KnownClaim, factor: Decimal) -> bool:
    a, b = number(claim), number(other)
    if a and b:
        return is_conversion(a, b, factor) if factor != 1 else is_one(a, b) or _is_short_for(claim, b)
    low, high = ((end or Decimal(0)) * factor for end in (claim.value.low, claim.value.high))
    if a or not low or high > NARROW * low:
        return False
    if b:
        return low <= b <= high
    same = near(low, other.value.low or Decimal(0)), near(high, other.value.high or Decimal(0))
    return other.value.high is not None and all(same)


def _is_short_for(claim: KnownClaim, of: Decimal) -> bool:
    """Whether a claim prints a single digit, or "about", for a number that has more digits."""
    a = claim.value.low or Decimal(0)
    within = SHORT if claim.value.qualifier == "about" else ROUNDING
    return digits(a) < digits(of) and near(a, of, within) and shortened(of, a) == a


def is_worth(one: KnownClaim, other: KnownClaim, rates: Rates, times: int = 1) -> bool:
    """Whether the first claim's number is the second's times that much, in one unit or at the day's rate.

    A converted number may be rounded to its own digits, on either side.
    """
    a, b, factor = number(one), number(other), rate(one, other, rates)
    if not a or not b or not factor:
        return False
    if factor == 1 or one.value.unit in ("GW", "MW"):
        return is_one(a * factor, b * times)
    return is_conversion(a, b * times, factor)


def is_conversion(a: Decimal, b: Decimal, factor: Decimal) -> bool:
    """Whether `b` is `a` times the factor, but for the day's rate and for rounding to the digits of either.

    >>> is_conversion(Decimal("2.3"), Decimal(2), Decimal("0.84")), is_conversion(Decimal(2), Decimal(2), Decimal(1.1))
    (True, False)
    """
    if near(a * factor, b, RATE):
        return True
    rounded = is_rounded(a * factor, b) or is_rounded(b / factor, a)
    # Who converts to one digit starts from few: nobody makes 32.3 of 27.1 and prints 30.
    few, many = sorted((digits(a), digits(b)))
    return rounded and near(a * factor, b, ROUNDING if few == 1 and many > 2 else 2 * ROUNDING)


def is_rounded(value: Decimal, to: Decimal) -> bool:
    """Whether a number is the other one, rounded to as many digits as that has, at a rate that may be slightly off."""
    return any(shortened(value * (1 + off), to) == to for off in (Decimal(0), RATE, -RATE))
