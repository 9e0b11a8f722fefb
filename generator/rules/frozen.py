"""Rules about what is published: a frozen issue's figures stand or are corrected in the open, its forecasts stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from generator.analysis import freezing, frozen
from generator.analysis.frozen import Departure
from generator.analysis.knowledge import Knowledge
from generator.content.records import Issue, Snapshot
from generator.content.records.section import Forecast
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.problems import Position, Problem

GRACE = timedelta(days=14)
"""How long after its day a forecast may wait for somebody to write down how it came out."""
Way = tuple[str | int, ...]
"""The way to a field in its file: `("sections", 2, "forecasts", 0)`."""
Fault = tuple[Way, str, str]
"""Where in an issue something is wrong, what, and what to do."""


@rule("published-figure-changed", each="briefings")
def published_figures_stand(facts: Facts, name: str) -> Iterator[Problem]:
    """What a frozen issue showed still follows from the content, or a correction tells readers what changed and why.

    Passes: a claim or a step that became known after the issue. Fails: another value under an old claim's id. What
    several issues showed is told once, by the first of them.
    """
    archive = facts.archive
    for departure in facts.once(_departures, "briefings", name):
        # Only where something is wrong are other issues looked at.
        showed = [other for other in archive.snapshots if departure in facts.once(_departures, "briefings", other)]
        if showed[0] != name:
            continue
        snapshots = [archive.snapshots[other] for other in showed]
        issues = ", ".join(f"'{snapshot.issue}'" for snapshot in snapshots)
        now = "is no longer there" if departure.now == frozen.GONE else f"is now '{departure.now}'"
        entry = _entry(facts, departure, snapshots)
        owner = "in the issue or a deal that uses it" if departure.deal == frozen.PAGES else "in this deal"
        yield Problem(
            _place(facts, departure, snapshots[0]),
            "published-figure-changed",
            f"{issues} showed '{departure.was}' for {departure.name}; it {now}",
            f"restore '{departure.was}'; or tell readers, {owner}: corrections: [{entry}]",
        )


def _departures(facts: Facts, name: str) -> tuple[Departure, ...]:
    """Where the content no longer says what an issue showed, and no correction explains it; each once."""
    snapshot = facts.archive.snapshots.get(name)
    if snapshot is None:
        return ()
    entries = frozen.corrections_for(facts.archive, snapshot)
    found = dict.fromkeys(frozen.departures(snapshot, facts.archive, facts.then[name]))
    return tuple(departure for departure in found if not frozen.is_explained(departure, entries, snapshot))


@rule("forecast-changed", each="briefings")
def forecasts_stand(facts: Facts, name: str) -> Iterator[Problem]:
    """A published forecast keeps its claim, probability, day and criteria; a later view is a line in `revisions`."""
    archive = facts.archive
    snapshot = archive.snapshots.get(name)
    if snapshot is None:
        return
    issue = archive.issues[name]
    there = list(_forecasts(issue))
    faults = [fault for way, forecast in there for fault in _forecast_faults(way, forecast, snapshot, facts.today)]
    faults += _lost_forecasts(snapshot, {forecast.id for _, forecast in there})
    if snapshot.scored != (issue.reconstructed is None) and snapshot.forecasts:
        why = "whether this issue's forecasts count was settled when it was published"
        faults.append(
            (("reconstructed",), why, "remove `reconstructed`" if snapshot.scored else "restore `reconstructed`")
        )
    for way, message, hint in faults:
        yield Problem(archive.at("briefings", name, *way), "forecast-changed", message, hint)


@rule("forecast-overdue", each="briefings")
def forecasts_are_resolved(facts: Facts, name: str) -> Iterator[Problem]:
    """A forecast says how it came out at most 14 days after its day; examples of reconstructed issues may wait."""
    archive, today = facts.archive, facts.today.as_of
    issue = archive.issues[name]
    if issue.status != "published" or issue.reconstructed:
        return
    for way, forecast in _forecasts(issue):
        if forecast.resolution is None and forecast.resolves_by + GRACE < today:
            due = f"'{forecast.id}' was to be decided by {forecast.resolves_by}"
            yield Problem(
                archive.at("briefings", name, *way, "resolves_by"),
                "forecast-overdue",
                f"{due}; it is {today}, and no resolution is there",
                "add: resolution: {outcome: happened, date: …, src: …}; else did_not_happen, or void",
            )


def _forecasts(issue: Issue) -> Iterator[tuple[Way, Forecast]]:
    """Every forecast of an issue with its place in the file."""
    for index, section in enumerate(issue.sections):
        for number, forecast in enumerate(section.forecasts):
            yield ("sections", index, "forecasts", number), forecast


def _forecast_faults(way: Way, forecast: Forecast, snapshot: Snapshot, today: Knowledge) -> Iterator[Fault]:
    """What of a forecast is another than when it was published."""
    was, now = snapshot.forecasts.get(forecast.id), freezing.frozen_forecast(forecast)
    if was is None:
        message = f"the forecast '{forecast.id}' was not in the issue when it was published"
        yield (*way, "id"), message, "make it in the next issue"
        return
    for key in ("claim", "criteria", "probability", "resolves_by"):
        before, after = getattr(was, key), getattr(now, key)
        if isinstance(before, dict):
            # A later translation tells readers of the same forecast.
            after = {language: text for language, text in after.items() if language in before}
        if _letters(before) == _letters(after):
            continue
        hint = "restore it"
        if key == "probability":
            hint += f"; or add: revisions: [{{date: {frozen.first_day(snapshot, today.as_of)}, probability: {after}}}]"
        published = f"{key} of '{forecast.id}' was {_said(before)} when it was published"
        yield (*way, key), f"{published}; it is now {_said(after)}", hint


def _lost_forecasts(snapshot: Snapshot, there: Collection[str]) -> Iterator[Fault]:
    """Published forecasts that the issue no longer has."""
    for lost in sorted(snapshot.forecasts.keys() - there):
        message = f"the published forecast '{lost}' is gone: {_said(snapshot.forecasts[lost].claim)}"
        hint = "restore it; one that cannot be decided any more gets resolution: {outcome: void, …}"
        yield ("sections",), message, hint


def _place(facts: Facts, departure: Departure, snapshot: Snapshot) -> Position:
    """Where what departs stands today; the issue, where its deal is gone."""
    archive = facts.archive
    if departure.deal == frozen.PAGES:
        return archive.at("sources", departure.field, *departure.way)
    if departure.deal in archive.deals:
        return archive.at("deals", departure.deal, *departure.way)
    return archive.at("briefings", snapshot.issue)


def _entry(facts: Facts, departure: Departure, snapshots: list[Snapshot]) -> str:
    """The correction that would explain a departure, as YAML."""
    reason = ", ".join(f"{language}: …" for language in facts.archive.publication.languages)
    day = max(frozen.first_day(snapshot, facts.today.as_of) for snapshot in snapshots)
    field = departure.name if departure.deal == frozen.PAGES else departure.field
    return (
        f'{{date: {day}, field: "{field}", was: "{departure.was}", now: "{departure.now}", '
        f"reason: {{{reason}}}, severity: correction}}"
    )


def _letters(value: object) -> object:
    """The characters of a text that are compared; an apostrophe is the same one straight or curved."""
    return {key: text.replace("’", "'") for key, text in value.items()} if isinstance(value, dict) else value


def _said(value: object) -> str:
    return f"'{'; '.join(value.values())}'" if isinstance(value, dict) else f"'{value}'"
