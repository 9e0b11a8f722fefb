"""The state of forecasts on a date, and their Brier score, over those that may be scored and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.content.archive import Archive
from generator.content.records.section import Forecast, Resolution

State = Literal["open", "due", "resolved"]
"""Before its day, past its day without an outcome, or with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A forecast of a public issue, as of a date."""

    issue: str
    """Id of the issue that made it."""
    record: Forecast
    """The forecast as it was written."""
    authors: tuple[str, ...]
    """Ids of the issue's authors."""
    example: bool
    """True if the issue was written after its own date: its forecasts are worked examples, in no score."""
    state: State
    """ "open" before the day that decides it, then "due" until its outcome is known, then "resolved"."""
    resolution: Resolution | None
    """Its outcome; None if it was not known by the date."""
    condition_met: bool
    """False if it depends on another forecast that has not happened; else True."""

    @property
    def scored(self) -> bool:
        """True if it counts: resolved, not void, its condition met, and made before its outcome could be known."""
        decided = self.resolution is not None and self.resolution.outcome != "void"
        return decided and self.condition_met and not self.example

    @property
    def happened(self) -> bool:
        """True if what it claims came about; False if not, and while nobody knows."""
        return self.resolution is not None and self.resolution.outcome == "happened"


@dataclass(frozen=True, slots=True)
class Score:
    """A Brier score, the mean of (p - o)²: 0 is best, 0.25 is what always saying 50 % gets, 1 is worst."""

    n: int
    """The number of forecasts, at least one."""
    value: Decimal
    """The score, from 0 to 1."""


def standing(archive: Archive, public: Iterable[str], as_of: date) -> tuple[Standing, ...]:
    """Every forecast of the public issues, by the day that decides it, then by id."""
    made = [
        (name, archive.issues[name], forecast)
        for name in public
        for section in archive.issues[name].sections
        for forecast in section.forecasts
    ]
    known = {forecast.id: resolution_by(forecast, as_of) for _, _, forecast in made}
    happened = {name for name, resolution in known.items() if resolution and resolution.outcome == "happened"}
    found = []
    for name, issue, forecast in made:
        resolution = known[forecast.id]
        state: State = "resolved" if resolution else "due" if forecast.resolves_by <= as_of else "open"
        found.append(
            Standing(
                issue=name,
                record=forecast,
                authors=issue.authors,
                example=issue.reconstructed is not None,
                state=state,
                resolution=resolution,
                condition_met=forecast.conditional_on is None or forecast.conditional_on in happened,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.record.resolves_by, item.record.id)))


def resolution_by(forecast: Forecast, as_of: date) -> Resolution | None:
    """The outcome of a forecast, None if it was not known by the date."""
    return forecast.resolution if forecast.resolution and forecast.resolution.date <= as_of else None


def score(items: Iterable[Standing]) -> Score | None:
    """The score of those that count; None if none does. The probability is the published one, never a revised one."""
    return brier((item.record.probability, item.happened) for item in items if item.scored)


def brier(forecasts: Iterable[tuple[Decimal, bool]]) -> Score | None:
    """Brier's mean squared error for two classes, of which only one is summed; his sum of 1950 is twice as large.

    >>> brier([(Decimal("0.7"), True), (Decimal("0.4"), True)])
    Score(n=2, value=Decimal('0.225'))
    """
    errors = [(probability - (1 if happened else 0)) ** 2 for probability, happened in forecasts]
    return Score(len(errors), sum(errors, Decimal(0)) / len(errors)) if errors else None
