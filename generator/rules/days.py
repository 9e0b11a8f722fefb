"""Days side by side, as detectors need them: what a date can mean, and how far two are apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from generator.content.records.source import Source
from generator.text.dates import PartialDate

A_YEAR = 300
"""Days from which on two dates of one story are far apart. A year mistyped by one is a year less the days between."""
CLOSE = 60
"""Days within which two dates speak of one story."""
SAME_DAY = 7
"""Days within which two dates of different years are the same day of the year, as one mistypes the year alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days that a date can mean."""

    first: date
    """The first one."""
    last: date
    """The last one; the same for a day."""

    def after(self, other: Span) -> int:
        """How many days it surely lies after another; 0 if it may be as early."""
        return max((self.first - other.last).days, 0)

    def apart(self, other: Span) -> int:
        """How many days lie between two at least, whichever comes first; 0 if they may be one day."""
        return max(self.after(other), other.after(self))


def span(when: PartialDate | datetime | date) -> Span:
    """The days that a date can mean."""
    if isinstance(when, PartialDate):
        return Span(first=when.first, last=when.last)
    day = when.date() if isinstance(when, datetime) else when
    return Span(first=day, last=day)


def is_vague(one: Span) -> bool:
    """Whether a date says less than a season, such as a year alone: it lies close to far too much."""
    return (one.last - one.first).days > CLOSE


def moved(one: Span, years: int) -> Span:
    """A date in another year."""
    by = timedelta(days=365 * years)
    return Span(first=one.first + by, last=one.last + by)


def year_before(one: Span, others: Iterable[Span]) -> str:
    """The next year, if in it a date would be the same day as one of the others: "2026"; "" if not."""
    later = [other for other in others if not is_vague(other) and moved(one, 1).apart(other) <= SAME_DAY]
    return str(min(other.first for other in later).year) if later else ""


def published(source: Source) -> Span | None:
    """The days on which a page may have appeared; None if it bears no date."""
    return span(source.published) if source.published else None


def far_from_all(one: Span, others: Iterable[Span]) -> bool:
    """Whether a date is far from every other one; False if there is no other."""
    found = [one.apart(other) for other in others]
    return bool(found) and min(found) >= A_YEAR


def year_off(one: Span, others: Iterable[Span]) -> str:
    """What a date would be in another year in which it lies close to the others: "2026"; "" if there is none."""
    close = {
        str(other.first.year)
        for other in others
        for shift in (-1, 1)
        if (one.first.year + shift) in (other.first.year, other.last.year)
        and abs((one.first - other.first).days + 365 * shift) <= CLOSE
    }
    return min(close, default="")
