"""Numbers in words that somebody else printed, in whatever language: what "up to $50 billion" may mean.

It proves or keeps silent: where a sign may mean two things, both are possible; a number without a unit is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.text.money import Quantity

_SCALES = {
    r"thousand|tausend|tsd\.?|mille|k": (3,),
    r"mln\.?|millions?|millionen|mio\.?|mn|m": (6,),
    r"milliards?|milliarden?|mrd\.?|mds?|bn|b": (9,),
    r"billions?": (9, 12),
    r"billionen?": (12,),
    r"tn|t": (12,),
    r"trillions?": (12, 18),
}
"""The powers of ten that a word may stand for: an English billion is a German "Milliarde"."""
_DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "SGD", "TWD", "NZD"})
_CURRENCIES = {
    r"us\$|us-dollars?|usd": frozenset({"USD"}),
    r"\$|dollars?": _DOLLARS,
    r"€|euros?|eur": frozenset({"EUR"}),
    r"£|pounds?|pfund|livres?|gbp": frozenset({"GBP"}),
    r"¥|yen|yuan|rmb|jpy|cny": frozenset({"JPY", "CNY"}),
    r"chf|franken": frozenset({"CHF"}),
}
_SHARES = "%|percent|per cent|prozent|pour cent"
_POWERS = {"gigawatts?|gw": "GW", "megawatts?|mw": "MW"}
_NUMBER = r"\d(?:[\d.,\u00a0\u202f]*\d)?(?:[ \u00a0\u202f]\d{3}(?!\d))*"
_TO = r"\s*(?:to|bis|à|[-–—])\s*"
_ANY_SCALE, _ANY_CURRENCY = "|".join(_SCALES), "|".join(_CURRENCIES)
_MONEY = re.compile(
    rf"(?:(?P<before>{_ANY_CURRENCY})\s*)?(?P<low>{_NUMBER})(?:\s*(?P<lower>{_ANY_SCALE})\b)?"
    rf"(?:{_TO}(?:{_ANY_CURRENCY})?\s*(?P<high>{_NUMBER}))?[\s-]*"
    rf"(?:(?P<scale>{_ANY_SCALE})(?!\w)\.?)?(?:[\s-]*(?:of|de|d’)?\s*(?P<behind>{_ANY_CURRENCY})(?!\w))?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?[\s-]*(?P<unit>{_SHARES}|{'|'.join(_POWERS)})(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumber:
    """A number in the words, and all that it may mean."""

    text: str
    """The words that it is made of: "$50 billion"."""
    values: frozenset[Decimal]
    """What it may be, written out in full; of a range both ends."""
    units: frozenset[str]
    """The currencies or the unit that it may be in; empty where none is named."""


def numbers(words: str) -> tuple[PrintedNumber, ...]:
    """Every number with a unit, a currency or a word for a power of ten; bare numbers may be years."""
    return (*_of_other(words), *_of_money(words))


def fits(value: Quantity, printed: PrintedNumber) -> bool:
    """True if a number that is printed may be one end of the value, as exactly as the less exact one is told."""
    if printed.units and value.unit not in printed.units and value.unit != "XXX":
        return False
    ends = [end for end in (value.low, value.high) if end is not None]
    return any(_agree(end, other) for end in ends for other in printed.values)


def _of_money(words: str) -> Iterator[PrintedNumber]:
    for found in _MONEY.finditer(words):
        sign, word = found["before"] or found["behind"], found["scale"] or found["lower"]
        if not sign and not word:
            continue
        powers = _powers(word)
        lower = _powers(found["lower"]) if found["lower"] else powers
        values = {n.scaleb(power) for n in _readings(found["low"]) for power in lower}
        values |= {n.scaleb(power) for n in _readings(found["high"] or "") for power in powers}
        units = next((codes for sign_, codes in _CURRENCIES.items() if sign and _is(sign_, sign)), frozenset())
        yield PrintedNumber(text=found[0].strip(), values=frozenset(values), units=units)


def _of_other(words: str) -> Iterator[PrintedNumber]:
    for found in _OTHER.finditer(words):
        values = {*_readings(found["low"]), *_readings(found["high"] or "")}
        unit = next((code for word, code in _POWERS.items() if _is(word, found["unit"])), "%")
        # A gigawatt may be told as 1,000 megawatts.
        thousand = {"GW": {"MW": 3}, "MW": {"GW": -3}}.get(unit, {})
        yield PrintedNumber(text=found[0], values=frozenset(values), units=frozenset({unit}))
        for other, power in thousand.items():
            scaled = frozenset(value.scaleb(power) for value in values)
            yield PrintedNumber(text=found[0], values=scaled, units=frozenset({other}))


def _powers(word: str | None) -> tuple[int, ...]:
    return next((powers for words, powers in _SCALES.items() if word and _is(words, word)), (0,))


def _is(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def _readings(text: str) -> set[Decimal]:
    """What digits with points, commas or spaces may be: "1,500" is one and a half to one reader."""
    plain = re.sub(r"[ \u00a0\u202f]", "", text)
    if not plain:
        return set()
    found = {Decimal(re.sub(r"[.,]", "", plain))}
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        decimal = re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
        grouped = len(plain) - last == 4
        found = {*(found if grouped else set()), Decimal(decimal)}
    return found


def _agree(one: Decimal, other: Decimal) -> bool:
    """True if one number rounds to the other, at the digits of whichever has fewer."""
    if not one or not other:
        return one == other
    digits = min(len(n.normalize().as_tuple().digits) for n in (one, other))
    rounded = [n.quantize(Decimal(1).scaleb(n.adjusted() - digits + 1)) for n in (one, other)]
    return rounded[0] == rounded[1] and abs(one - other) <= max(one, other) * Decimal("0.03")
