"""Dates as sources give them: a day, a month or a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year: as much as a source gave. Where one day is needed, it is the last one it can mean."""

    year: int
    """The year, 2026."""
    month: int | None = None
    """1 to 12; None if only the year is known."""
    day: int | None = None
    """The day of the month; None if only the month or the year is known."""

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
