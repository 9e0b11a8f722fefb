"""How things look in a language: words, amounts, dates, counts. Rounding happens here and nowhere else.

A `Locale` is a value; nothing global is set, so two languages can be rendered side by side. Dates, decimals and
plural rules come from CLDR through Babel; the forms of large amounts are our own data, because CLDR's
("50 Mrd. $" in German, but "$50B" in English) are not what a financial page prints. No language has a line of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from babel import dates, numbers
from babel.core import Locale as Cldr
from babel.lists import format_list

from generator.text.catalogue import Catalogue
from generator.text.dates import PartialDate
from generator.text.forms import Forms, any_of
from generator.text.money import UNKNOWN_CURRENCY, Interval, Quantity
from generator.text.rates import Conversion

NBSP = "\u00a0"
NARROW = "\u202f"
"""The narrow no-break space in CLDR's French numbers. The faces of pages and charts lack it, so a wide one is shown."""
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
COMPUTED_DIGITS = 3
RATE_DIGITS = 4
_SIGNS = r"%|[$€£](?!\d)|[GM]W\b"
"""Units that every language writes alike; a symbol before a number belongs to that number."""


@dataclass(frozen=True, slots=True)
class Locale:
    """One language: its code, CLDR's rules, and what its catalogue says."""

    language: str
    """The code in addresses and in `languages:` of publication.yml, "de"."""

    cldr: Cldr
    """CLDR's data for it."""

    words: Mapping[str, str]
    """The words of the interface by key, with `{name}` where something is filled in."""

    forms: Forms
    """How it writes amounts, and what in a text stays together."""

    joints: re.Pattern[str] = field(repr=False)
    """Every white space of a text at which no line may break."""

    def t(self, key: str, **values: object) -> str:
        """The interface word for `key` with `{name}` filled in; an unknown key is our bug and raises KeyError."""
        return self.words[key].format(**values)

    def plural(self, key: str, n: int) -> str:
        """The word for `n` things, by the language's plural rule.

        "1 Quelle", "3 Quellen": `key.one`, `key.other`, each with {n}; a language with more forms has `key.few` too.
        """
        form = self.cldr.plural_form(n)
        chosen = f"{key}.{form}"
        return self.t(chosen if chosen in self.words else f"{key}.other", n=self.number(n))

    @property
    def own_name(self) -> str:
        """What the language calls itself, as it stands alone: "Deutsch", "Français"."""
        name = str(Cldr.parse(self.language).languages[self.language])
        return name[:1].upper() + name[1:]

    def name_of(self, language: str) -> str:
        """What this language calls another inside a sentence: "allemand"."""
        return str(self.cldr.languages[language])

    def number(self, value: int | Decimal) -> str:
        """A plain number with the language's marks."""
        return numbers.format_decimal(value, locale=self.cldr).replace(NARROW, NBSP)

    def date(self, day: Date | PartialDate) -> str:
        """ "30. Januar 2026", "Januar 2026", "um Oktober 2025", "30.–31. Oktober 2025": as much as is known.

        No line breaks inside a day.
        """
        return self._told(_partial(day), "long")

    def short_date(self, day: Date | PartialDate) -> str:
        """For tables: "30.01.2026" or "30 Jan 2026"."""
        return self._told(_partial(day), "medium")

    def unbroken(self, text: str) -> str:
        """Prose in which a day stays with its month and a number with its unit, as `date` and `quantity` write them.

        "bis zum 30. Juni 2026 rund 5 GW": both spaces after a number become no-break spaces.
        """
        return self.joints.sub(NBSP, text)

    def moment(self, moment: datetime) -> str:
        """A machine's form for <time datetime>."""
        return moment.isoformat()

    def join(self, parts: Iterable[str]) -> str:
        """ "A, B und C"."""
        return format_list(list(parts), locale=self.cldr)

    def percent(self, probability: Decimal) -> str:
        """0.7 as "70 %", with the language's space."""
        return self._with_unit(self._digits((probability * 100).normalize()), "%")

    def whole_percent(self, share: Decimal) -> str:
        """0.8865 as "89 %": for a computed share, which is no more exact than that."""
        return self._with_unit(self._digits((share * 100).quantize(Decimal(1), ROUND_HALF_EVEN)), "%")

    def quantity(self, value: Quantity) -> str:
        """The number as it was said: bound, number, unit or currency.

        "mindestens 50 Mrd. $", "10 bis 20 Mrd. €", "rund 11 %"; an undisclosed one in words.
        """
        if value.low is None:
            return self.t("amount.undisclosed") if value.figures is None else self.t("amount.figures", n=value.figures)
        ends = [value.low] if value.high is None else [value.low, value.high]
        return self._bound(value, self._numbers(ends, value.unit or UNKNOWN_CURRENCY))

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
        return self._bound(value, self._numbers(ends, conversion.target))

    def rate(self, conversion: Conversion) -> str:
        """ "1 € = 1,1919 $ am 30. Januar 2026"; the euro, where it takes part, is the one that is 1."""
        source, target, factor = conversion.source, conversion.target, conversion.factor
        if target == "EUR":
            source, target, factor = target, source, 1 / factor
        step = Decimal(1).scaleb(-RATE_DIGITS)
        return self.t(
            "rate",
            one=self._money("1", "", source),
            other=self._money(self._digits(factor.quantize(step, ROUND_HALF_EVEN)), "", target),
            date=self.date(conversion.day),
        )

    def pseudo(self) -> Locale:
        """The same locale with every word in ⟦ ⟧: what lacks the marks on a page escaped translation."""
        scales = tuple((power, f"⟦{word}⟧") for power, word in self.forms.scales)
        words = {key: f"⟦{word}⟧" for key, word in self.words.items()}
        return replace(self, words=words, forms=replace(self.forms, scales=scales))

    def _told(self, known: PartialDate, length: str) -> str:
        """A date with the word that says how sure it is, or an interval by its two ends."""
        if known.until:
            return self._between(known, known.until, length)
        if known.day is None:
            length = "long"
        breaks = 1 if length == "long" else -1
        text = self._date(known, length).replace(" ", NBSP, breaks)
        return self.t("date.about" if known.day is None else "date.about.day", date=text) if known.about else text

    def _between(self, start: PartialDate, end: PartialDate, length: str) -> str:
        """Two ends of one interval, what they share said once where CLDR knows how: "30.–31. Oktober 2025"."""
        level = "y" if start.month is None else ("yMMMM" if start.day is None else "yMMMd")
        alike = (start.month is None, start.day is None) == (end.month is None, end.day is None)
        if not alike or (level == "yMMMd" and "MMM" not in self._pattern(length)):
            return self.unbroken(f"{self._date(start, length)}{NBSP}– {self._date(end, length)}")
        differs = "y" if start.year != end.year else ("M" if start.month != end.month else "d")
        both = self.cldr.interval_formats[level][differs]
        if length == "long":
            both = [re.sub(r"(?<!M)MMM(?!M)", "MMMM", part) for part in both]
        days = (start.beginning, end.beginning)
        texts = [dates.format_date(day, part, locale=self.cldr) for day, part in zip(days, both, strict=True)]
        return self.unbroken("".join(texts).replace("\u2009", " ").replace(" –", f"{NBSP}–"))

    def _pattern(self, length: str) -> str:
        return str(self.cldr.date_formats[length].pattern)

    def _date(self, known: PartialDate, length: str) -> str:
        """As much of a date as is known, in the order and with the words of CLDR."""
        if known.day is not None:
            pattern = self._pattern(length)
            if known.day == 1 and self.forms.first_of_month and "dd" not in pattern:
                pattern = pattern.replace("d", f"'{self.forms.first_of_month}'", 1)
        else:
            pattern = str(self.cldr.datetime_skeletons["yMMMM"].pattern) if known.month else "y"
        return dates.format_date(known.beginning, pattern, locale=self.cldr)

    def _bound(self, value: Quantity, text: str) -> str:
        """The number with the word for its bound, "at least"; an exact one and a range have none."""
        key = value.qualifier.replace(" ", "_")
        return text if key in ("exact", "range") else self.t(f"bound.{key}", amount=text)

    def _numbers(self, ends: list[Decimal], unit: str) -> str:
        """One number or two; two share their unit where they can: "10 bis 20 Mrd. €"."""
        if unit == "x":
            return self.t("times", n=self._span(ends))
        if unit in ("%", "GW", "MW"):
            return self._with_unit(self._span(ends), unit)
        scales = [self._scale(end) for end in ends]
        digits = [self._digits(end.scaleb(-power)) for end, (power, _) in zip(ends, scales, strict=True)]
        if len(ends) > 1 and self.forms.range_shares_unit and scales[0] == scales[1]:
            return self._money(self.t("range", low=digits[0], high=digits[1]), scales[0][1], unit)
        amounts = [self._money(digit, word, unit) for digit, (_, word) in zip(digits, scales, strict=True)]
        return amounts[0] if len(amounts) == 1 else self.t("range", low=amounts[0], high=amounts[1])

    def _money(self, digits: str, scale: str, currency: str) -> str:
        """ "50 Mrd. $" in German, "$50bn" in English; a code where the symbol could mean several currencies."""
        forms, symbol = self.forms.money, SYMBOLS.get(currency)
        if currency == UNKNOWN_CURRENCY:
            return self.t("amount.no_currency", amount=_filled(forms.plain, number=digits, scale=scale))
        pattern = forms.symbol if symbol else forms.code
        return _filled(pattern, number=digits, scale=scale, currency=symbol or currency)

    def _scale(self, value: Decimal) -> tuple[int, str]:
        """The power of ten that names the amount, with its word: (9, "Mrd."), or (0, "") for a number written out."""
        size = value.adjusted()
        return next(((power, word) for power, word in self.forms.scales if size >= power), (0, ""))

    def _digits(self, value: Decimal) -> str:
        """A number with all its digits."""
        return _written(str(value), str(self.cldr))

    def _span(self, ends: list[Decimal]) -> str:
        """One number or "5,4 bis 6"."""
        shown = [self._digits(end.normalize()) for end in ends]
        return shown[0] if len(shown) == 1 else self.t("range", low=shown[0], high=shown[1])

    def _with_unit(self, digits: str, unit: str) -> str:
        if unit != "%":
            return f"{digits}{NBSP}{unit}"
        pattern = self.cldr.percent_formats[None]
        return f"{pattern.prefix[0]}{digits}{pattern.suffix[0]}".replace(NARROW, NBSP)


@lru_cache(maxsize=16_384)
def _written(value: str, cldr: str) -> str:
    """A decimal number with all its digits; kept, because few numbers are printed often."""
    return numbers.format_decimal(Decimal(value), locale=cldr, decimal_quantization=False).replace(NARROW, NBSP)


def make(language: str, catalogue: Catalogue) -> Locale:
    """The locale of a language that has a catalogue and is known to CLDR."""
    cldr = Cldr.parse(catalogue.forms.cldr)
    return Locale(language, cldr, catalogue.words, catalogue.forms, _joints(cldr, catalogue.forms))


def _partial(day: Date | PartialDate) -> PartialDate:
    return day if isinstance(day, PartialDate) else PartialDate(day.year, day.month, day.day)


def _filled(pattern: str, **parts: str) -> str:
    """A pattern of money with its parts; an empty one takes the space beside it along."""
    for name, text in parts.items():
        pattern = pattern if text else pattern.replace(f"{{{name}}}", "")
    return " ".join(pattern.split()).replace(" ", NBSP).format(**parts)


def _round(value: Decimal, digits: int = COMPUTED_DIGITS) -> Decimal:
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return value.quantize(step, ROUND_HALF_EVEN)


def _joints(cldr: Cldr, forms: Forms) -> re.Pattern[str]:
    """The white space between a number and what belongs to it, "30. Juni", "5 %", and beside a language's own signs."""
    words = any_of([*forms.scale_words, *forms.unit_words])
    parts = [rf"(?<=\d)[ \n](?={_SIGNS}|{words}(?!\w))"]
    if order := re.search(r"d([^dMLy]*?) ([^MLy]*)[ML]{4}", cldr.date_formats["long"].pattern):
        before, between = (re.escape(text.replace("'", "")) for text in order.groups())
        month = rf"[ \n](?={between}{any_of(cldr.months['format']['wide'].values())}\b)"
        parts += [rf"(?<={day}){month}" for day in (rf"\d{before}", re.escape(forms.first_of_month)) if day]
    if forms.no_break_before:
        # Not in a table's line of dashes, "| :-- |", and not before a picture, "![…]".
        parts.append(rf"(?<=[\w.)\]»*_’%$€£]) (?=[{re.escape(forms.no_break_before)}](?![-\[]))")
    if forms.no_break_after:
        parts.append(rf"(?<=[{re.escape(forms.no_break_after)}]) ")
    return re.compile("|".join(f"(?:{part})" for part in parts))
