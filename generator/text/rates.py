"""Exchange rates by day, as the European Central Bank publishes them: 1 EUR = so many units of a currency.

Rates are "for information only" and exist for banking days; another day takes the last earlier one, at most `REACH`
days back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from generator.text import yamltree
from generator.text.money import CURRENCIES
from generator.text.once import Once
from generator.text.problems import Position, Problem

BASE = "EUR"
"""The currency against which all rates are given."""
REACH = 5
"""How many days back a rate is looked for: a weekend with holidays on both sides."""
HEADER = "date,base,quote,rate"
"""The first line of a file of rates."""
_LINE = re.compile(
    rf"(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}),{BASE},"
    r"(?P<quote>[A-Z]{3}),(?P<rate>[0-9]{1,9}(?:\.[0-9]{1,9})?)"
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The rate at which one currency was converted to another: 1 `source` = `factor` `target`."""

    source: str
    """The currency converted from: "EUR"."""
    target: str
    """The currency converted to: "USD"."""
    factor: Decimal
    """Units of `target` for one unit of `source`: 1.1919."""
    day: date
    """The day whose rates were used; at most `REACH` days before the day that was asked for."""


@dataclass(frozen=True, slots=True)
class Rates:
    """All known exchange rates."""

    table: Mapping[tuple[str, date], Decimal]
    """Units per euro, by currency and day: {("USD", 2026-01-30): 1.1919}."""
    once: Once = field(init=False, default_factory=Once, compare=False, repr=False)
    """What follows from the table and is wanted again and again."""

    def history(self, source: str, target: str) -> tuple[tuple[date, Conversion], ...]:
        """The conversion to use on each day of the table that has one, the newest day first."""
        return self.once.get((source, target), lambda: tuple(self._history(source, target)))

    def _history(self, source: str, target: str) -> Iterator[tuple[date, Conversion]]:
        for day in sorted({day for _, day in self.table}, reverse=True):
            conversion = self.conversion(source, target, day)
            if conversion:
                yield day, conversion

    def conversion(self, source: str, target: str, day: date) -> Conversion | None:
        """The conversion to use on a day, None if no rate is near enough; both rates are of one and the same day."""
        for back in range(REACH + 1):
            on = day - timedelta(days=back)
            units = [Decimal(1) if code == BASE else self.table.get((code, on)) for code in (source, target)]
            if units[0] is not None and units[1] is not None:
                return Conversion(source, target, units[1] / units[0], on)
        return None


def read(path: str, raw: bytes) -> tuple[Rates, tuple[Problem, ...]]:
    """The rates of one CSV file with the columns date, base, quote, rate; no cell is quoted."""
    text, found = yamltree.decode(path, raw)
    problems = list(found)
    table: dict[tuple[str, date], Decimal] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if number == 1 and text and line != HEADER:
            problems.append(Problem(Position(path), "bad-rate", f"expected the header {HEADER}, found '{line[:60]}'"))
        elif number > 1 and line:
            entry = _entry(line)
            if entry:
                table[entry[0]] = entry[1]
            else:
                message = f"expected a line such as 2026-01-30,EUR,USD,1.1919; found '{line[:60]}'"
                problems.append(Problem(Position(path, number), "bad-rate", message))
    return Rates(table), tuple(problems)


def _entry(line: str) -> tuple[tuple[str, date], Decimal] | None:
    match = _LINE.fullmatch(line)
    if not match or match["quote"] not in CURRENCIES or not Decimal(match["rate"]):
        return None
    try:
        return (match["quote"], date.fromisoformat(match["date"])), Decimal(match["rate"])
    except ValueError:
        return None
