"""A line of time: from days to pixels, with the years that have room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.charts.marks import Label, Line, Mark

_AIR = 8
"""The room at both ends, in pixels, so that a dot on the first day is whole."""
_HALF = 16
"""Half the width of a year's number, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Days as places from left to right."""

    start: date
    """The first day."""
    end: date
    """The last day; it may be the first."""
    left: float
    """Where the line begins, in pixels."""
    right: float
    """Where it ends."""

    def x(self, day: date) -> float:
        """Where a day lies, in pixels from the left."""
        room = self.right - self.left - 2 * _AIR
        return self.left + _AIR + room * (day - self.start).days / max((self.end - self.start).days, 1)

    def grid(self, top: float, bottom: float) -> list[Mark]:
        """The first days of years; their numbers only where they have room."""
        found: list[Mark] = []
        taken = float("-inf")
        for year in range(self.start.year + 1, self.end.year + 1):
            x = self.x(date(year, 1, 1))
            found.append(Line(points=((x, top), (x, bottom)), css="c-grid"))
            if x - taken > 44:
                # The number of a year that begins at the very end would be cut off.
                inside = min(max(x, self.left + _HALF), self.right - _HALF)
                found.append(Label(x=inside, y=14, text=str(year), css="c-mute", small=True, anchor="middle"))
                taken = x
        return found
