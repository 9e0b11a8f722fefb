"""Dates as sources give them: a day, a month, a year, one of these about, or one between two.

A date that is not exact has two bounds, the first and the last day that it can mean. What follows from it takes the
bound that cannot be wrong: it is known from its last day on, and lies before another only if all its days do.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import total_ordering

ABOUT = "about "
"""What an editor writes before a date that a source gives roughly."""
BETWEEN = "/"
"""What stands between the two ends of an interval, as ISO 8601 has it."""
SLACK_OF_DAY, SLACK_OF_MONTH, SLACK_OF_YEAR = timedelta(days=3), timedelta(days=15), timedelta(days=183)
"""How far "about" reaches to both sides: half a week, half a month, half a year."""
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ROUGHLY = re.compile(r"(?:about|around|circa|ca\.?|c\.|etwa|um|~|vers)\s*(\S+)|(\S+?)\s*~", re.IGNORECASE)
_SPAN = re.compile(r"(?:from |between )?([\d-]+)\s*(?:/|to|until|and|or|–|—|bis|oder|\.\.)\s*([\d-]+)", re.IGNORECASE)


class NotADate(ValueError):
    """A text that is no date, with what was expected and what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """As much of a date as a source gave: a day, a month or a year, about one of these, or one between two.

    Dates are sorted by the first day that they can mean, then by the last: a month stands before its own days and
    between those of its neighbours. Whether one thing surely came before another is asked of `precedes`.

    >>> sorted([PartialDate(2025, 11, 1), PartialDate(2025, 10, 5), PartialDate(2025, 10)])[0]
    PartialDate(year=2025, month=10, day=None, about=False, until=None)
    """

    year: int
    """The year, 2026."""
    month: int | None = None
    """1 to 12; None if only the year is known."""
    day: int | None = None
    """The day of the month; None if only the month or the year is known."""
    about: bool = False
    """Whether the source gives it roughly: "about October 2025"."""
    until: PartialDate | None = None
    """The end of an interval that this date begins; None for one date. It happened once, on a day between the two."""

    @property
    def first(self) -> date:
        """The first day it can mean.

        >>> PartialDate(2026, 2).first, PartialDate(2025, 10, about=True).first
        (datetime.date(2026, 2, 1), datetime.date(2025, 9, 16))
        """
        return self.beginning - self._slack

    @property
    def beginning(self) -> date:
        """The first day of what is named, however roughly: October 1 of "about October"."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean, from which on it is known.

        >>> PartialDate(2026, 2).last, PartialDate(2025, 10, about=True).last
        (datetime.date(2026, 2, 28), datetime.date(2025, 11, 15))
        """
        if self.until:
            return self.until.last
        month = 12 if self.month is None else self.month
        day = calendar.monthrange(self.year, month)[1] if self.day is None else self.day
        return date(self.year, month, day) + self._slack

    @property
    def is_plain(self) -> bool:
        """Whether it is a day, a month or a year, neither about nor an interval."""
        return not self.about and self.until is None

    @property
    def is_day(self) -> bool:
        """Whether it is one day and no other."""
        return self.is_plain and self.day is not None

    @property
    def plain(self) -> PartialDate:
        """The same without "about", for calendars, which know no roughly: there an event stands on the date named."""
        return replace(self, about=False)

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it, for data: "2025-10", "2025-10-30/2025-10-31"; "2025-10~" is about October (8601-2)."""
        return f"{str(self).removeprefix(ABOUT)}~" if self.about else str(self)

    def precedes(self, other: PartialDate) -> bool:
        """Whether it surely lies before the other: its last day before the other's first.

        >>> [PartialDate(2025, month).precedes(PartialDate(2025, 10, 5)) for month in (9, 10)]
        [True, False]
        """
        return self.last < other.first

    @property
    def _slack(self) -> timedelta:
        if not self.about:
            return timedelta()
        if self.month is None:
            return SLACK_OF_YEAR
        return SLACK_OF_MONTH if self.day is None else SLACK_OF_DAY

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first, self.last, str(self)) < (other.first, other.last, str(other))

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        text = "-".join(parts)
        return f"{ABOUT if self.about else ''}{text}{f'{BETWEEN}{self.until}' if self.until else ''}"


def parse(text: str) -> PartialDate:
    """The date that an editor's text is: "2026-01-30", "2026-01", "2026", "about 2025-10", "2025-10-30/2025-10-31".

    Raises `NotADate`, which says what to write instead.
    """
    if text.startswith(ABOUT) and BETWEEN not in text:
        return replace(_plain(text.removeprefix(ABOUT), text), about=True)
    start, slash, end = text.partition(BETWEEN)
    if not slash:
        return _plain(text, text)
    begins, ends = _plain(start, text), _plain(end, text)
    if not begins.precedes(ends):
        hint = f"write {ends}{BETWEEN}{begins}" if ends.precedes(begins) else f"write {begins}"
        raise NotADate(f"expected an interval that ends after it begins, found '{text}'", hint)
    return replace(begins, until=ends)


def _plain(part: str, whole: str) -> PartialDate:
    """A day, a month or a year; `whole` is the text that the message quotes."""
    match = _PLAIN.fullmatch(part)
    if not match:
        raise NotADate(f"expected a date such as 2026-01-30, found '{whole}'", _hint(whole))
    year, month, day = (int(found) if found else None for found in match.groups())
    found = PartialDate(year or 0, month, day)
    try:
        found.last  # noqa: B018 - a day that no month has is refused by the calendar
    except (ValueError, calendar.IllegalMonthError):
        raise NotADate(f"'{part}' is no day of the calendar") from None
    return found


def _hint(text: str) -> str:
    """What to write instead: the likely meaning if it is one, else the ways in which a date can be written."""
    if found := _LOOSE.fullmatch(text):
        year, month, day = found.groups()
        return f"write {year}-{int(month):02}-{int(day):02}"
    if found := _GERMAN.fullmatch(text):
        day, month, year = found.groups()
        return f"write {year}-{int(month):02}-{int(day):02}"
    if (rough := _ROUGHLY.fullmatch(text)) and _PLAIN.fullmatch(named := rough[1] or rough[2]):
        return f"write {ABOUT}{named}"
    if (span := _SPAN.fullmatch(text)) and _PLAIN.fullmatch(span[1]) and _PLAIN.fullmatch(span[2]):
        return f"write {span[1]}{BETWEEN}{span[2]}"
    return 'write 2026-01-30, or 2026-01 or "2026" if no more is known, about 2026-01, or 2026-01-30/2026-01-31'
