"""Exchange rates by day, as the European Central Bank publishes them: 1 EUR = rate units.

Rates are "for information only" and exist for banking days; another day takes the last earlier one,
at most `REACH` days back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from generator.problems import Position, Problem

BASE = "EUR"
REACH = 5
HEADER = ["date", "base", "quote", "rate"]


@dataclass(frozen=True, slots=True)
class Conversion:
    """How one currency became another: 1 `source` = `factor` `target`, at the rates of `day`."""

    source: str
    target: str
    factor: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Rates:
    """Units per euro, by currency and day."""

    table: Mapping[tuple[str, date], Decimal]

    def conversion(self, source: str, target: str, day: date) -> Conversion | None:
        """The rate to use for `day`, None if none is near enough; cross rates are of one and the same day."""
        for back in range(REACH + 1):
            on = day - timedelta(days=back)
            units = [Decimal(1) if code == BASE else self.table.get((code, on)) for code in (source, target)]
            if units[0] is not None and units[1] is not None:
                return Conversion(source, target, units[1] / units[0], on)
        return None


def read(path: str, raw: bytes) -> tuple[Rates, tuple[Problem, ...]]:
    """The rates of one CSV file with the columns date, base, quote, rate."""
    problems: list[Problem] = []
    table: dict[tuple[str, date], Decimal] = {}
    text = raw.decode("utf-8", "replace").lstrip("\ufeff")
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        if number == 1:
            if row != HEADER:
                problems.append(
                    Problem(
                        Position(path), "bad-rate", f"expected the header {','.join(HEADER)}, found {','.join(row)}"
                    )
                )
            continue
        if not row:
            continue
        try:
            day, base, quote, rate = row
            value = Decimal(rate)
            if base != BASE or not value.is_finite() or value <= 0:
                raise ValueError
            table[quote, date.fromisoformat(day)] = value
        except (ValueError, InvalidOperation):
            problems.append(
                Problem(
                    Position(path, number),
                    "bad-rate",
                    f"expected a line such as 2026-01-30,EUR,USD,1.1919; found '{','.join(row)[:60]}'",
                )
            )
    return Rates(table), tuple(problems)
