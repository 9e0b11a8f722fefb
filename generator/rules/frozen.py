"""Rules about what is published: a frozen issue's figures stand or are corrected in the open, its forecasts stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.analysis import frozen
from generator.analysis.frozen import Departure
from generator.content.records import Snapshot
from generator.rules.facts import Facts
from generator.text.problems import Problem

GRACE = timedelta(days=14)
"""How long after its day a forecast may wait for somebody to write down how it came out."""


def published_figures_stand(facts: Facts) -> Iterator[Problem]:
    """What a frozen issue showed still follows from the content, or a correction tells readers what changed and why.

    Passes: a claim or a step that became known after the issue. Fails: another value under an old claim's id.
    """
    archive = facts.archive
    broken: dict[Departure, list[Snapshot]] = {}
    for name, snapshot in archive.snapshots.items():
        entries = frozen.corrections_for(archive, snapshot)
        for departure in frozen.departures(snapshot, archive, facts.then[name]):
            if not frozen.is_explained(departure, entries, snapshot):
                broken.setdefault(departure, []).append(snapshot)
    for departure, snapshots in broken.items():
        issues = ", ".join(f"'{snapshot.issue}'" for snapshot in snapshots)
        now = "is no longer there" if departure.now == frozen.GONE else f"is now '{departure.now}'"
        at = (
            archive.at("deals", departure.deal, *departure.way)
            if departure.deal in archive.deals
            else archive.at("briefings", snapshots[0].issue)
        )
        yield Problem(
            at,
            "published-figure-changed",
            f"{issues} showed '{departure.was}' for {departure.deal}/{departure.field}; it {now}",
            f"restore '{departure.was}'; or tell readers, in this deal: corrections: [{_entry(facts, departure, snapshots)}]",
        )


def forecasts_stand(facts: Facts) -> Iterator[Problem]:
    """A published forecast keeps its claim, probability, day and criteria; a later view is a line in `revisions`."""
    archive = facts.archive
    for name, snapshot in archive.snapshots.items():
        found: set[str] = set()
        issue = archive.issues[name]
        for index, section in enumerate(issue.sections):
            for number, forecast in enumerate(section.forecasts):
                found.add(forecast.id)
                way = ("sections", index, "forecasts", number)
                was, now = snapshot.forecasts.get(forecast.id), frozen.frozen_forecast(forecast)
                if was is None:
                    yield Problem(
                        archive.at("briefings", name, *way, "id"),
                        "forecast-changed",
                        f"the forecast '{forecast.id}' was not in the issue when it was published",
                        "make it in the next issue",
                    )
                    continue
                for key in ("claim", "criteria", "probability", "resolves_by"):
                    before, after = getattr(was, key), getattr(now, key)
                    if _letters(before) != _letters(after):
                        hint = "restore it"
                        if key == "probability":
                            hint += f"; or add: revisions: [{{date: {_day(facts, snapshot)}, probability: {after}}}]"
                        yield Problem(
                            archive.at("briefings", name, *way, key),
                            "forecast-changed",
                            f"{key} of '{forecast.id}' was {_said(before)} when it was published; it is now {_said(after)}",
                            hint,
                        )
        for lost in sorted(snapshot.forecasts.keys() - found):
            yield Problem(
                archive.at("briefings", name, "sections"),
                "forecast-changed",
                f"the published forecast '{lost}' is gone: {_said(snapshot.forecasts[lost].claim)}",
                "restore it; one that cannot be decided any more gets resolution: {outcome: void, …}",
            )
        if snapshot.scored != (issue.reconstructed is None) and snapshot.forecasts:
            yield Problem(
                archive.at("briefings", name, "reconstructed"),
                "forecast-changed",
                "whether this issue's forecasts count was settled when it was published",
                "remove `reconstructed`" if snapshot.scored else "restore `reconstructed`",
            )


def forecasts_are_resolved(facts: Facts) -> Iterator[Problem]:
    """A forecast says how it came out at most 14 days after its day; worked examples of reconstructed issues may wait."""
    archive, today = facts.archive, facts.today.as_of
    for name, issue in archive.issues.items():
        if issue.status != "published" or issue.reconstructed:
            continue
        for index, section in enumerate(issue.sections):
            for number, forecast in enumerate(section.forecasts):
                if forecast.resolution is None and forecast.resolves_by + GRACE < today:
                    yield Problem(
                        archive.at("briefings", name, "sections", index, "forecasts", number, "resolves_by"),
                        "forecast-overdue",
                        f"'{forecast.id}' was to be decided by {forecast.resolves_by}; it is {today}, and no resolution is there",
                        "add: resolution: {outcome: happened, date: …, src: …}; else did_not_happen, or void",
                    )


def _entry(facts: Facts, departure: Departure, snapshots: list[Snapshot]) -> str:
    """The correction that would explain a departure, as YAML."""
    reason = ", ".join(f"{language}: …" for language in facts.archive.publication.languages)
    day = max(_day(facts, snapshot) for snapshot in snapshots)
    return (
        f'{{date: {day}, field: "{departure.field}", was: "{departure.was}", now: "{departure.now}", '
        f"reason: {{{reason}}}, severity: correction}}"
    )


def _day(facts: Facts, snapshot: Snapshot) -> date:
    """Today, or the first day that is later than the issue."""
    return max(facts.today.as_of, snapshot.date + timedelta(days=1))


def _letters(value: object) -> object:
    """What is compared of a text: its signs, but for an apostrophe, which is the same one straight or curved."""
    return {key: text.replace("’", "'") for key, text in value.items()} if isinstance(value, dict) else value


def _said(value: object) -> str:
    return f"'{'; '.join(value.values())}'" if isinstance(value, dict) else f"'{value}'"
