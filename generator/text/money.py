"""Numbers as reports give them: with bound, unit and currency, and what they mean as intervals.

    money = "undisclosed" [ " (" N " figures)" ] / [ qualifier " " ] number [ unit ] [ " to " number [ unit ] ] " " CUR
    share = "undisclosed" / [ qualifier " " ] number [ " to " number ] " %"          power = … " GW" / … " MW"

Everything is `Decimal`; the exponent is kept, because "50bn" is said to the nearest billion and "50.0bn"
to the nearest hundred million. Rounding for readers happens in `locales` alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from babel.core import Locale as CldrLocale

Qualifier = Literal["exact", "at least", "over", "up to", "under", "about", "range", "undisclosed"]
Measure = Literal["money", "share", "power"]

UNITS: dict[str, int] = {"k": 3, "mn": 6, "bn": 9, "tn": 12}
"""How many zeros a unit stands for."""
CURRENCIES = frozenset(CldrLocale("en").currencies)
"""Every currency code that CLDR knows."""
UNKNOWN_CURRENCY = "XXX"
"""The code of ISO 4217 for no currency: the source names none."""
ABOUT = Decimal("0.05")
"""How far "about" reaches to either side, as a share of the number."""


class NotANumber(ValueError):
    """The text is no number of the grammar; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, such as "at least 50bn" allows."""

    low: Decimal
    """Lower end: 5.0E+10 for "at least 50bn", 0 for "up to 50bn"."""
    high: Decimal | None
    """Upper end; None if there is none, as for "at least 50bn"."""
    low_open: bool = False
    """True if `low` itself is excluded, as for "over 50bn"."""
    high_open: bool = False
    """True if `high` itself is excluded, as for "under 50bn"."""

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def width(self) -> Decimal:
        """high - low, infinite if there is no upper end."""
        return Decimal("Infinity") if self.high is None else self.high - self.low

    def meet(self, other: Interval) -> Interval:
        """The numbers in both; `empty` if there are none.

        >>> Interval(Decimal(10), None, low_open=True).meet(Interval(Decimal(0), Decimal(50))).high
        Decimal('50')
        """
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        ends = [(i.high, not i.high_open) for i in (self, other) if i.high is not None]
        if not ends:
            return Interval(low, None, low_open)
        high, closed = min(ends)
        return Interval(low, high, low_open, not closed)

    def times(self, factor: Decimal) -> Interval:
        """Both ends times a positive factor."""
        high = None if self.high is None else self.high * factor
        return Interval(self.low * factor, high, self.low_open, self.high_open)

    def plus(self, other: Interval) -> Interval:
        """The sum of any number here and any number there."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def minus(self, other: Interval) -> Interval:
        """The difference; what would fall below zero is cut off there, for amounts are never negative."""
        low = Decimal(0) if other.high is None else max(self.low - other.high, Decimal(0))
        high = None if self.high is None else max(self.high - other.low, Decimal(0))
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def over(self, other: Interval) -> Interval | None:
        """The quotient: [low / other's high, high / other's low]; None if everything is possible."""
        low = Decimal(0) if other.high is None or other.high == 0 else self.low / other.high
        high = None if self.high is None or other.low == 0 else self.high / other.low
        if low == 0 and high is None:
            return None
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = min((self.low, self.low_open), (other.low, other.low_open))
        if self.high is None or other.high is None:
            return Interval(low, None, low_open)
        high, closed = max((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low, high, low_open, not closed)

    def widen(self, by: Decimal) -> Interval:
        """Both ends pushed out by `by`, the lower one never below zero."""
        high = None if self.high is None else self.high + by
        return Interval(max(self.low - by, Decimal(0)), high, self.low_open, self.high_open)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as somebody gave it, never negative."""

    qualifier: Qualifier
    """How it was bounded: "at least", "about", …; "exact" for a bare number, "range" for two, "undisclosed" for
    none."""
    low: Decimal | None
    """The number, or the lower one of a range, written out in full: 5.0E+10 for "50bn"; None if undisclosed."""
    high: Decimal | None
    """The upper number of a range; None for everything else."""
    unit: str | None
    """A currency of ISO 4217, "%", "GW" or "MW"; None if undisclosed."""
    figures: int | None = None
    """The number of digits, if that much was said of an undisclosed amount: 9 for "a nine-figure sum"; else None."""

    @property
    def step(self) -> Decimal:
        """The worth of the last digit given: 1bn for "50bn", 0.1bn for "4.5bn"."""
        if self.low is None:
            return Decimal(0)
        return Decimal(1).scaleb(min(_exponent(end) for end in (self.low, self.high) if end is not None))

    @property
    def interval(self) -> Interval:
        """The numbers that the words allow; "about" is ± max(5 %, half the last digit), for comparison only."""
        if self.low is None:
            if self.figures is None:
                return Interval(Decimal(0), None)
            return Interval(Decimal(10) ** (self.figures - 1), Decimal(10) ** self.figures - 1)
        low = self.low
        match self.qualifier:
            case "at least":
                return Interval(low, None)
            case "over":
                return Interval(low, None, low_open=True)
            case "up to":
                return Interval(Decimal(0), low)
            case "under":
                return Interval(Decimal(0), low, high_open=True)
            case "about":
                return Interval(low, low).widen(max(low * ABOUT, self.step / 2))
            case _:
                return Interval(low, self.high if self.high is not None else low)

    def __str__(self) -> str:
        """The canonical text; `parse` gives the same quantity back."""
        if self.low is None:
            return "undisclosed" if self.figures is None else f"undisclosed ({self.figures} figures)"
        ends = [end for end in (self.low, self.high) if end is not None]
        scaled = self.unit not in ("%", "GW", "MW")
        units = [_unit_for(end) if scaled else "" for end in ends]
        # "900 to 1.1k" would leave the lower end without a unit, which the grammar refuses.
        if "" in units:
            units = [""] * len(units)
        numbers = " to ".join(_write(end, unit) for end, unit in zip(ends, units, strict=True))
        words = f"{self.qualifier} " if self.qualifier not in ("exact", "range") else ""
        return f"{words}{numbers} {self.unit}"


def parse(text: str, measure: Measure) -> Quantity:
    """The quantity that `text` says; raises `NotANumber` with a hint.

    >>> parse("at least 50bn USD", "money").interval.low
    Decimal('5.0E+10')
    """
    if measure == "money":
        return _parse_money(text)
    if text == "undisclosed":
        return Quantity("undisclosed", None, None, None)
    units = {"share": ("%",), "power": ("GW", "MW")}[measure]
    example = {"share": "'about 11 %'", "power": "'at least 2 GW'"}[measure]
    found = re.fullmatch(rf"(?:({_QUALIFIERS}) )?({_NUMBER})(?: to ({_NUMBER}))? ({'|'.join(units)})", text)
    if not found:
        raise NotANumber(f"expected a {measure} such as {example}, found '{text}'", _share_hint(text))
    return _quantity(text, found[1], Decimal(found[2]), Decimal(found[3]) if found[3] else None, found[4])


_QUALIFIERS = "at least|over|up to|under|about"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_MONEY = re.compile(
    rf"(?:({_QUALIFIERS}) )?({_NUMBER})({'|'.join(UNITS)})?(?: to ({_NUMBER})({'|'.join(UNITS)})?)? ([A-Z]{{3}})"
)


def _parse_money(text: str) -> Quantity:
    if text == "undisclosed":
        return Quantity("undisclosed", None, None, None)
    if figures := re.fullmatch(r"undisclosed \(([0-9]{1,2}) figures\)", text):
        if not 1 <= int(figures[1]) <= 15:
            raise NotANumber(f"expected between 1 and 15 figures, found '{text}'")
        return Quantity("undisclosed", None, None, None, int(figures[1]))
    found = _MONEY.fullmatch(text)
    # "50.000 EUR" is fifty to one reader and fifty thousand to another.
    if not found or re.search(r"\d\.\d{3} ", text):
        raise NotANumber(f"expected an amount such as 'at least 50bn USD', found '{text}'", _money_hint(text))
    qualifier, low, low_unit, high, high_unit, currency = found.groups()
    if currency not in CURRENCIES:
        raise NotANumber(
            f"'{currency}' is no currency of ISO 4217", "write USD, EUR, …, or XXX if the source names no currency"
        )
    if high and not low_unit and high_unit:
        raise NotANumber(
            f"the lower end of '{text}' has no unit", f"write '{low}{high_unit} to {high}{high_unit} {currency}'"
        )
    return _quantity(text, qualifier, _scale(low, low_unit), _scale(high, high_unit) if high else None, currency)


def _scale(number: str, unit: str | None) -> Decimal:
    return Decimal(number).scaleb(UNITS[unit] if unit else 0)


def _quantity(text: str, qualifier: str | None, low: Decimal, high: Decimal | None, unit: str) -> Quantity:
    if high is not None and qualifier:
        raise NotANumber(f"'{text}' has both a bound and a range", f"write the range without '{qualifier}'")
    if high is not None and high <= low:
        raise NotANumber(f"the range '{text}' does not rise", "write the smaller number first")
    if low.adjusted() > 18 or (high is not None and high.adjusted() > 18):
        raise NotANumber(f"'{text}' is larger than all the money there is")
    if high is not None:
        return Quantity("range", low, high, unit)
    known: dict[str, Qualifier] = {
        "at least": "at least",
        "over": "over",
        "up to": "up to",
        "under": "under",
        "about": "about",
    }
    return Quantity(known[qualifier] if qualifier else "exact", low, None, unit)


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def _write(number: Decimal, unit: str) -> str:
    return f"{number.scaleb(-UNITS[unit]) if unit else number:f}{unit}"


def _unit_for(number: Decimal) -> str:
    """The largest unit the number reaches, or the next one if only there its last digit can be written."""
    names = ["", *UNITS]
    place = max((index for index, name in enumerate(names) if number.adjusted() >= UNITS.get(name, 0)), default=0)
    while place < len(UNITS) and _exponent(number) - UNITS.get(names[place], 0) > 0:
        place += 1
    # "5.123 USD" is refused: thousands or decimals?
    if names[place] == "" and _exponent(number) == -3:
        place = 1
    return names[place]


# What editors type out of habit, and what it should be. The rewriting is only ever offered, never applied.
_WORDS = {
    r"mind(?:estens|\.)": "at least",
    "ab": "at least",
    ">=|≥": "at least",
    "minimum": "at least",
    r"über|mehr als|more than|>": "over",
    r"bis zu|höchstens|max\.|maximal|<=|≤": "up to",
    r"unter|weniger als|less than|below|<": "under",
    r"rund|etwa|ca\.|circa|knapp|~|≈|around|roughly": "about",
}
_SCALES = {r"Mrd\.?|Milliarden?": "bn", r"Mio\.?|Millionen?|million": "mn", r"Tsd\.?|Tausend|thousand": "k"}
_MONEYS = {r"US-Dollars?|Dollars?": "USD", r"Euros?|€": "EUR", r"Franken": "CHF", r"Pfund|£": "GBP"}


def _money_hint(text: str) -> str:
    if re.search(r"(?i)\b(billion|billionen|trillion|trillionen)\b", text):
        return "'Billion' means 10⁹ in English and 10¹² in German: write 'bn' for 10⁹ or 'tn' for 10¹²"
    if re.search(r"-\s*\d", text) and not re.search(r"\d\s*-", text):
        return "an amount is never negative"
    if re.search(r"\d[.,]\d{3}(?!\d)(?![a-z])", text):
        return "is the mark for thousands or decimals? write '50k', '50mn' or, with a decimal point, '50.5k'"
    if "$" in text:
        return "which dollar? write the code after the number: '50bn USD'"
    if re.search(r"\d\s*m\b", text) and not re.search(r"\d\s*mn\b", text):
        return "write 'mn' for million"
    rewritten = _rewrite(text)
    if rewritten:
        return f"write '{rewritten}'"
    if re.fullmatch(r"[\d.,eE+_ ]+(k|mn|bn|tn)?", text.strip()):
        return "write the currency too: '50bn USD', or '50bn XXX' if the source names none"
    return "write [at least|over|up to|under|about] NUMBER[k|mn|bn|tn] [to NUMBER] CURRENCY, or 'undisclosed'"


def _rewrite(text: str) -> str:
    """The canonical form of a German or symbolic spelling, or "" if it is not clear."""
    new = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    for pattern, word in _WORDS.items():
        new = re.sub(rf"(?i)^(?:{pattern})\s*(?=\d)", f"{word} ", new)
    new = re.sub(r"(\d)\s*(?:-|–|bis)\s*(\d)", r"\1 to \2", new)
    new = re.sub(r"(\d),(\d{1,2})(?!\d)", r"\1.\2", new)
    for pattern, unit in _SCALES.items():
        new = re.sub(rf"(\d)\s*(?:{pattern})(?=\s|$|€|£)", rf"\1{unit}", new)
    new = re.sub(r"(\d)\s+(k|mn|bn|tn)\b", r"\1\2", new)
    for pattern, code in _MONEYS.items():
        new = re.sub(rf"\s*(?:{pattern})$", f" {code}", new)
    range_without_unit = re.fullmatch(rf"({_NUMBER}) to ({_NUMBER})(k|mn|bn|tn) ([A-Z]{{3}})", new)
    if range_without_unit:
        low, high, unit, code = range_without_unit.groups()
        new = f"{low}{unit} to {high}{unit} {code}"
    return new if new != text and _MONEY.fullmatch(new) else ""


def _share_hint(text: str) -> str:
    if re.search(r"\d%", text):
        return "write a space before %: '" + re.sub(r"(\d)%", r"\1 %", text) + "'"
    if re.search(r"\d,\d", text):
        return f"write a decimal point: '{text.replace(',', '.')}'"
    return "write [at least|over|up to|under|about] NUMBER [to NUMBER] and the unit"
