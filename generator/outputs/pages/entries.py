"""A line about something that was said or is to come, with its sources: conditions, dates, replies."""

from __future__ import annotations

from dataclasses import dataclass

from generator.views.sources import SourceLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of such a list."""

    kind: str
    """Its sort, in a word: "Zustimmung der Behörden"."""
    text: str
    """A sentence about it; "" if the word says all."""
    date: str = ""
    """Its day, or by when it is expected, in words; "" if it has none."""
    sources: tuple[SourceLink, ...] = ()
    """Its sources on this page."""
