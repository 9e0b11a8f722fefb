"""Forecasts as pages, feeds and mails show them: what was said, how it came out, and how good that was."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.analysis.forecasts import Score, Standing, resolution_by, score, standing
from generator.content.records.section import Forecast, Resolution
from generator.text import paths
from generator.views.edition import Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastView:
    """A forecast in words; its texts keep their references."""

    id: str
    """Its name in the publication."""
    href: str
    """The way to it on the page of all forecasts."""
    claim: str
    """What is to come about."""
    probability: str
    """How likely it was said to be: "60 %"."""
    share: str
    """The same for a <meter>, from 0 to 1: "0.6"."""
    by: str
    """The day by which it is decided, in words."""
    criteria: str
    """What decides it."""
    addendum: str
    """How it came out; "" if that is not known today. It is later than the issue, so only the page adds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """A score in words."""

    value: str
    """The Brier score: "0,12"; 0 is best."""
    n: str
    """From how many forecasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A forecast that had come out by an issue's date."""

    forecast: ForecastView
    """What was said; its addendum is "" here."""
    outcome: str
    """How it came out: "Entschieden am 27. Februar 2026: eingetreten"."""
    unscored: bool
    """Whether it counts in no score, as one that can no longer be decided."""
    writer: Writer
    """Writes its texts, which are those of the issue that made it and know what that issue knew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """How forecasts had come out by an issue's date, worked examples left out."""

    resolved: tuple[Resolved, ...]
    """Those that were decided, the earliest first."""
    score: ScoreView | None
    """What that says of them together; None if none counts."""


def forecast_view(writer: Writer, forecast: Forecast) -> ForecastView:
    """A forecast as its issue and the list of all forecasts show it."""
    edition, locale = writer.edition, writer.edition.locale
    resolution = resolution_by(forecast, edition.as_of)
    return ForecastView(
        id=forecast.id,
        href=writer.href(paths.forecast(forecast.id)),
        claim=forecast.claim.any(edition.language),
        probability=locale.percent(forecast.probability),
        share=str(forecast.probability),
        by=locale.date(forecast.resolves_by),
        criteria=forecast.criteria.any(edition.language),
        addendum=_outcome(edition, resolution) if resolution else "",
    )


def score_words(edition: Edition, found: Score | None) -> ScoreView | None:
    """The score and its n as words; None if there is no score."""
    if found is None:
        return None
    return ScoreView(value=edition.locale.number(found.value), n=edition.locale.number(found.n))


def scorecard(writer: Writer, issue: str) -> Scorecard:
    """The forecasts of this issue and the earlier ones, as far as its date knew how they came out."""
    edition, names = writer.edition, list(writer.edition.then)
    day = edition.archive.issues[issue].date
    made = standing(edition.archive, names[: names.index(issue) + 1], day)
    items = [item for item in made if item.resolution and not item.example]
    items.sort(key=lambda item: (item.resolution.date if item.resolution else day, item.record.id))
    return Scorecard(
        resolved=tuple(_resolved(writer, item, item.resolution) for item in items if item.resolution),
        score=score_words(edition, score(items)),
    )


def _resolved(writer: Writer, item: Standing, resolution: Resolution) -> Resolved:
    then = replace(writer, knowledge=writer.edition.then[item.issue], numbers={})
    return Resolved(
        forecast=replace(forecast_view(writer, item.record), addendum=""),
        outcome=_outcome(writer.edition, resolution),
        unscored=not item.scored,
        writer=then,
    )


def _outcome(edition: Edition, resolution: Resolution) -> str:
    t = edition.locale.t
    return t("forecast.resolved", date=edition.locale.date(resolution.date), outcome=t(f"outcome.{resolution.outcome}"))
