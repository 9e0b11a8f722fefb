"""Dates as sources give them: a day, a month or a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year: as much as a source gave. It counts from its last day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def last(self) -> date:
        """The last day it can mean.

        >>> PartialDate(2026, 2).last
        datetime.date(2026, 2, 28)
        """
        month = 12 if self.month is None else self.month
        return date(self.year, month, calendar.monthrange(self.year, month)[1] if self.day is None else self.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
