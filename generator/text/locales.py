"""How things look in a language: words, amounts, dates, counts. Rounding happens here and nowhere else.

A `Locale` is a value; nothing global is set, so two languages can be rendered side by side. Dates, decimals and
plural rules come from CLDR through Babel; the short forms of large amounts are our own small table, because CLDR's
("50 Mrd. $" in German, but "$50B" in English) are not what a financial page prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel import dates, numbers
from babel.core import Locale as Cldr
from babel.lists import format_list

from generator.text.dates import PartialDate
from generator.text.money import UNKNOWN_CURRENCY, Interval, Quantity
from generator.text.rates import Conversion

NBSP = "\u00a0"
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
COMPUTED_DIGITS = 3
RATE_DIGITS = 4
_UNITS = r"%|[$€£](?!\d)|(?:Prozent|per ?cent|Mrd|Mio|Bio|Milliarden?|Millionen?|Billionen?|(?:b|m|tr)illion|[GM]W|[Gg]igawatts?)\b"


@dataclass(frozen=True, slots=True)
class Locale:
    """One language: its code, CLDR rules and the words of `templates/locale/<language>.yml`."""

    language: str
    cldr: Cldr
    words: Mapping[str, str]

    def t(self, key: str, **values: object) -> str:
        """The interface word for `key` with `{name}` filled in; an unknown key is our bug and raises KeyError."""
        return self.words[key].format(**values)

    def plural(self, key: str, n: int) -> str:
        """The word for `n` things, by the language's plural rule.

        "1 Quelle", "3 Quellen": `key.one`, `key.other`, each with {n}.
        """
        form = self.cldr.plural_form(n)
        chosen = f"{key}.{form}"
        return self.t(chosen if chosen in self.words else f"{key}.other", n=self.number(n))

    def number(self, value: int | Decimal) -> str:
        """A plain number with the language's marks."""
        return numbers.format_decimal(value, locale=self.cldr)

    def date(self, day: Date | PartialDate) -> str:
        """ "30. Januar 2026", "Januar 2026" or "2026": as much as is known, with no break inside the day."""
        known = day if isinstance(day, PartialDate) else PartialDate(day.year, day.month, day.day)
        pattern = "d. MMMM y" if self.language == "de" else "d MMMM y"
        if known.day is None:
            pattern = "MMMM y" if known.month else "y"
        return dates.format_date(known.last, pattern, locale=self.cldr).replace(" ", NBSP, 1)

    def short_date(self, day: Date | PartialDate) -> str:
        """For tables: "30.01.2026" or "30 Jan 2026"."""
        known = day if isinstance(day, PartialDate) else PartialDate(day.year, day.month, day.day)
        if known.day is None:
            return self.date(known)
        pattern = "dd.MM.y" if self.language == "de" else "d MMM y"
        return dates.format_date(known.last, pattern, locale=self.cldr).replace(" ", NBSP)

    def unbroken(self, text: str) -> str:
        """Prose in which a day stays with its month and a number with its unit, as `date` and `quantity` write them.

        "bis zum 30. Juni 2026 rund 5 GW": both spaces after a number become no-break spaces.
        """
        return _after_numbers(self.language).sub(NBSP, text)

    def moment(self, moment: datetime) -> str:
        """A machine's form for <time datetime>."""
        return moment.isoformat()

    def join(self, parts: Iterable[str]) -> str:
        """ "A, B und C"."""
        return format_list(list(parts), locale=self.cldr)

    def percent(self, probability: Decimal) -> str:
        """0.7 as "70 %", with the language's space."""
        return self._with_unit((probability * 100).normalize(), "%")

    def whole_percent(self, share: Decimal) -> str:
        """0.8865 as "89 %": for a computed share, which is no more exact than that."""
        return self._with_unit((share * 100).quantize(Decimal(1), ROUND_HALF_EVEN), "%")

    def quantity(self, value: Quantity) -> str:
        """The number as it was said: bound, number, unit or currency.

        "mindestens 50 Mrd. $", "10 bis 20 Mrd. €", "rund 11 %"; an undisclosed one in words.
        """
        if value.low is None:
            return self.t("amount.undisclosed") if value.figures is None else self.t("amount.figures", n=value.figures)
        ends = [value.low] if value.high is None else [value.low, value.high]
        text = self._numbers(ends, value.unit or UNKNOWN_CURRENCY)
        key = value.qualifier.replace(" ", "_")
        return text if key in ("exact", "range") else self.t(f"bound.{key}", amount=text)

    def interval(self, value: Interval, unit: str) -> str:
        """A computed interval, rounded to three significant digits, its open ends in words."""
        digits = 2 if unit in ("%", "x") else COMPUTED_DIGITS
        low, high = _round(value.low, digits), None if value.high is None else _round(value.high, digits)
        if high is None:
            return self.t("bound.over" if value.low_open else "bound.at_least", amount=self._numbers([low], unit))
        if value.low == 0:
            return self.t("bound.under" if value.high_open else "bound.up_to", amount=self._numbers([high], unit))
        if low == high:
            return self._numbers([low], unit)
        text = self._numbers([low, high], unit)
        return self.t("bound.over", amount=text) if value.low_open else text

    def converted(self, value: Quantity, conversion: Conversion) -> str:
        """The number in the other currency, to as many digits as it was said with, at least two."""
        if value.low is None:
            return ""
        digits = max(2, len(value.low.normalize().as_tuple().digits))
        ends = [_round(end * conversion.factor, digits) for end in (value.low, value.high) if end is not None]
        text = self._numbers(ends, conversion.target)
        key = value.qualifier.replace(" ", "_")
        return text if key in ("exact", "range") else self.t(f"bound.{key}", amount=text)

    def rate(self, conversion: Conversion) -> str:
        """ "1 € = 1,1919 $ am 30. Januar 2026"; the euro, where it takes part, is the one that is 1."""
        source, target, factor = conversion.source, conversion.target, conversion.factor
        if target == "EUR":
            source, target, factor = target, source, 1 / factor
        step = Decimal(1).scaleb(-RATE_DIGITS)
        shown = numbers.format_decimal(
            factor.quantize(step, ROUND_HALF_EVEN), locale=self.cldr, decimal_quantization=False
        )
        return self.t(
            "rate",
            one=self._money("1", "", source),
            other=self._money(shown, "", target),
            date=self.date(conversion.day),
        )

    def pseudo(self) -> Locale:
        """The same locale with every word in ⟦ ⟧: what lacks the marks on a page escaped translation."""
        return replace(self, words={key: f"⟦{word}⟧" for key, word in self.words.items()})

    def _numbers(self, ends: list[Decimal], unit: str) -> str:
        """One number or two; two share their unit where they can: "10 bis 20 Mrd. €"."""
        if unit == "x":
            return self.t("times", n=self._span(ends))
        if unit in ("%", "GW", "MW"):
            return self._with_unit_text(self._span(ends), unit)
        scales = [_scale(end) for end in ends]
        digits = [self._digits(end.scaleb(-scale)) for end, scale in zip(ends, scales, strict=True)]
        words = [self.t(f"unit.{scale}") if scale else "" for scale in scales]
        if len(ends) > 1 and self.language == "de" and scales[0] == scales[1]:
            return self._money(self.t("range", low=digits[0], high=digits[1]), words[0], unit)
        amounts = [self._money(digit, word, unit) for digit, word in zip(digits, words, strict=True)]
        return amounts[0] if len(amounts) == 1 else self.t("range", low=amounts[0], high=amounts[1])

    def _money(self, digits: str, scale: str, currency: str) -> str:
        """ "50 Mrd. $" in German, "$50bn" in English; a code where the symbol could mean several currencies."""
        symbol = SYMBOLS.get(currency)
        if currency == UNKNOWN_CURRENCY:
            return self.t("amount.no_currency", amount=NBSP.join(part for part in (digits, scale) if part))
        if self.language == "de":
            return NBSP.join(part for part in (digits, scale, symbol or currency) if part)
        return f"{symbol}{digits}{scale}" if symbol else f"{currency}{NBSP}{digits}{scale}"

    def _digits(self, value: Decimal) -> str:
        return numbers.format_decimal(value, locale=self.cldr, decimal_quantization=False)

    def _span(self, ends: list[Decimal]) -> str:
        """One number or "5,4 bis 6"."""
        numbers = [self._digits(end.normalize()) for end in ends]
        return numbers[0] if len(numbers) == 1 else self.t("range", low=numbers[0], high=numbers[1])

    def _with_unit(self, value: Decimal, unit: str) -> str:
        return self._with_unit_text(self._digits(value), unit)

    def _with_unit_text(self, digits: str, unit: str) -> str:
        space = "" if unit == "%" and self.language != "de" else NBSP
        return f"{digits}{space}{unit}"


def make(language: str, words: Mapping[str, str]) -> Locale:
    """The locale of a language code that CLDR knows."""
    return Locale(language, Cldr.parse("en_GB" if language == "en" else language), words)


def _scale(value: Decimal) -> int:
    """The power of ten that names the amount: 12, 9, 6, or 0 for a number written out."""
    size = value.adjusted()
    return next((power for power in (12, 9, 6) if size >= power), 0)


def _round(value: Decimal, digits: int = COMPUTED_DIGITS) -> Decimal:
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return value.quantize(step, ROUND_HALF_EVEN)


@cache
def _after_numbers(language: str) -> re.Pattern[str]:
    """The space between a number and what belongs to it: "30. Juni", "30 June", "5 %"."""
    months = "|".join(dates.get_month_names("wide", locale=language).values())
    dot = r"\." if language == "de" else ""
    return re.compile(rf"(?:(?<=\d{dot})[ \n](?=(?:{months})\b))|(?:(?<=\d)[ \n](?={_UNITS}))")
