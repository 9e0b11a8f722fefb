"""How a language writes numbers, amounts and texts, as far as CLDR does not say it.

It stands in `templates/locale/<language>/forms.yml`.
A space in a pattern stands for a no-break space, and is left out together with what is empty beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache

from babel.core import Locale as Cldr

from generator.text.templating import TemplateFault
from generator.text.yamltree import Fields, Items, Node, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyForms:
    """Patterns of an amount, with `{number}`, `{scale}` and `{currency}`; with a space between two of them or none."""

    symbol: str
    """With a currency's symbol: "{number} {scale} {currency}" makes "50 Mrd. $"."""

    code: str
    """With a currency's code, where no symbol means it alone: "{currency} {number}{scale}" makes "CHF 50bn"."""

    plain: str
    """Where the source names no currency: "{number} {scale}" makes "50 Mrd."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeForms:
    """Words by which a text says that something came later; none of them is needed, without them nothing is found."""

    counts: Mapping[str, str]
    """How many a word in front of a unit of time means at least: {"ein": 1, "wenige": 3}."""

    units: Mapping[str, str]
    """Units of time in every form, with their days: {"Woche": 7, "Monate": 30}."""

    later: tuple[str, ...]
    """Words behind a span that count it from what the text tells of: "später"."""

    since: tuple[str, ...]
    """Words for all that came after it: "seither", "inzwischen"."""

    ahead: tuple[str, ...]
    """Words that put a date ahead of the text: "bis", "soll", "geplant"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The written forms of one language."""

    cldr: str
    """The locale of CLDR that everything else comes from, "en_GB": dates, decimal marks, plurals, lists, names."""

    iso639_3: str
    """The language's code of three letters, "deu", as catalogues of data name it."""

    words_a_minute: int
    """How many words a reader gets through in a minute; long words make it fewer."""

    money: MoneyForms
    """How number, scale and currency make an amount."""

    scales: tuple[tuple[int, str], ...]
    """The short words for powers of ten in amounts, the largest first: (9, "Mrd."). Smaller amounts are written out."""

    range_shares_unit: bool
    """Whether both ends of a range share their unit where it is one: "10 bis 20 Mrd. €", but "€10bn to €20bn"."""

    first_of_month: str
    """How a date writes the first day, "1er"; empty where it is a number like the others."""

    scale_words: tuple[str, ...]
    """Words for powers of ten as editors type them behind a number, "Milliarden" and "Mrd."; the dot may be missing."""

    unit_words: tuple[str, ...]
    """Other words that must not be torn from the number before them, "per cent"."""

    currency_words: tuple[str, ...]
    """Names of currencies as editors type them behind an amount, in any case of letters."""

    time: TimeForms
    """How it says that something came later."""

    no_break_before: str
    """Signs that keep the space before them: ":;!?»" in French."""

    no_break_after: str
    """Signs that keep the space after them: "«" in French."""

    typed_as: Mapping[str, str]
    """Letters by what people type who do not have them on their keyboard; a search finds both."""

    @property
    def spaces_thousands(self) -> bool:
        """Whether a space divides thousands, "1 200 000", as CLDR has it."""
        symbols = Cldr.parse(self.cldr).number_symbols
        return str(symbols.get("latn", symbols)["group"]).isspace()


def read(path: str, root: Fields) -> Forms:
    """The forms that a file's fields describe; raises TemplateFault at a field that is missing, too many or wrong."""
    entries = _Entries(path, root)
    entries.expect(field.name for field in fields(Forms))
    money = _Entries(path, entries.fields("money"))
    money.expect(field.name for field in fields(MoneyForms))
    time = _Entries(path, entries.fields("time"))
    time.expect(field.name for field in fields(TimeForms))
    scales = {int(power): word for power, word in entries.texts("scales").items()}
    return Forms(
        cldr=entries.text("cldr"),
        iso639_3=entries.text("iso639_3"),
        words_a_minute=int(entries.text("words_a_minute")),
        money=MoneyForms(symbol=money.text("symbol"), code=money.text("code"), plain=money.text("plain")),
        scales=tuple(sorted(scales.items(), reverse=True)),
        range_shares_unit=entries.text("range_shares_unit") == "true",
        first_of_month=entries.text("first_of_month"),
        scale_words=entries.words("scale_words"),
        unit_words=entries.words("unit_words"),
        currency_words=entries.words("currency_words"),
        time=TimeForms(
            counts=time.texts("counts"),
            units=time.texts("units"),
            later=time.words("later"),
            since=time.words("since"),
            ahead=time.words("ahead"),
        ),
        no_break_before=entries.text("no_break_before"),
        no_break_after=entries.text("no_break_after"),
        typed_as=entries.texts("typed_as"),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for each of the words, the longest first; a dot at the end may be missing, a space may be any.

    >>> any_of(["Mio.", "Milliarde"])
    '(?:Milliarde|Mio\\\\.?)'
    """
    return _any_of(frozenset(words))


@cache
def _any_of(words: frozenset[str]) -> str:
    spelled = [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]
    parts = [re.sub(r"\\\.$", r"\\.?", word).replace(r"\ ", r"[ \u00a0\u202f\n]") for word in spelled]
    return f"(?:{'|'.join(parts) if parts else '(?!)'})"


@dataclass(frozen=True, slots=True)
class _Entries:
    """Reads one mapping of the file, and says what it should have been."""

    path: str
    """The file, for the message."""

    root: Fields
    """The mapping."""

    def expect(self, names: Iterable[str]) -> None:
        """Raises TemplateFault unless the mapping has these fields and no other."""
        expected = list(names)
        for name in expected:
            if name not in self.root.fields:
                raise TemplateFault(f"{self.path}:{self.root.at.line}: expected the field '{name}'")
        for name, at in self.root.keys.items():
            if name not in expected:
                raise TemplateFault(f"{self.path}:{at.line}: there is no field '{name}' here")

    def text(self, name: str) -> str:
        """The text of a field, "" if it is empty."""
        return _text(self.root.fields[name])

    def words(self, name: str) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(_text(node) for node in self._items(name))

    def fields(self, name: str) -> Fields:
        """The mapping in a field."""
        node = self.root.fields[name]
        if not isinstance(node, Fields):
            raise TemplateFault(f"{self.path}:{node.at.line}: expected fields in '{name}'")
        return node

    def texts(self, name: str) -> dict[str, str]:
        """The texts of the mapping in a field."""
        return {key: _text(node) for key, node in self.fields(name).fields.items()}

    def _items(self, name: str) -> Iterator[Node]:
        node = self.root.fields[name]
        if not isinstance(node, Items):
            raise TemplateFault(f"{self.path}:{node.at.line}: expected a list in '{name}'")
        yield from node.items


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise TemplateFault(f"{node.at.path}:{node.at.line}: expected a text")
    return node.text or ""
