"""The calendar: what is expected, what was, and the days that decide forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from generator.analysis import expectations as days
from generator.analysis.expectations import LOOK_BACK, Event
from generator.analysis.forecasts import Standing, standing
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import Head, page, writer_at
from generator.text import paths
from generator.views import timing
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A day in the calendar: an expected event, or the day that decides a forecast."""

    iso: str
    """The day by which it is settled, for machines: "2026-06-30"."""
    date: str
    """The same in words: "bis 30. Juni 2026", "1. bis 30. Juni 2026"."""
    kind: str
    """The event in a word: "Abschluss", "Prognose"."""
    text: str
    """The event in a sentence; the word again if nothing was written."""
    title: str
    """The deal, or the issue that made the forecast."""
    href: str
    """Link to it."""
    outcome: str
    """Its outcome in words; printed once the day is over."""
    tentative: bool = False
    """Whether the day is only expected."""
    example: bool = False
    """Whether it is a worked example and no forecast of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of the calendar."""

    year: str
    """The year: "2026"."""
    rows: tuple[Row, ...]
    """Its days, the next first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """The page of the calendar."""

    as_of: str
    """The day whose knowledge it shows, in words."""
    years: tuple[Year, ...]
    """The days to come."""
    passed: tuple[Row, ...]
    """Days that are over, at most for 90 days, the latest first."""
    since: str
    """The first of these days, in words."""


def calendar(edition: Edition) -> Artifact:
    """The days to come, by year, and those of the last 90 days."""
    address = paths.index("calendar")
    writer, t = writer_at(edition, address), edition.locale.t
    forecasts = standing(edition.archive, edition.then, edition.as_of)
    since = edition.as_of - LOOK_BACK
    behind = sorted(
        [
            *_expected(writer, days.passed(edition.today)),
            *(_forecast(writer, item) for item in forecasts if since <= _day(item) < edition.as_of),
        ],
        key=lambda row: row.iso,
        reverse=True,
    )
    head = Head(
        title=t("calendar.title"),
        description=t("calendar.description"),
        kind="list",
        search=findable(edition, "page", t("calendar.title")),
    )
    body = CalendarPage(
        as_of=edition.locale.date(edition.as_of),
        years=tuple(
            Year(year=year, rows=tuple(rows)) for year, rows in groupby(ahead(writer), key=lambda row: row.iso[:4])
        ),
        passed=tuple(behind),
        since=edition.locale.date(since),
    )
    return page(edition, "calendar", address, head, body)


def ahead(writer: Writer) -> list[Row]:
    """The days to come, the next first: expected events, and the days that decide forecasts."""
    edition = writer.edition
    open_forecasts = (
        item
        for item in standing(edition.archive, edition.then, edition.as_of)
        if item.state != "resolved" and _day(item) >= edition.as_of
    )
    rows = [*_expected(writer, days.upcoming(edition.today)), *(_forecast(writer, item) for item in open_forecasts)]
    return sorted(rows, key=lambda row: row.iso)


def _day(item: Standing) -> date:
    return item.record.resolves_by


def _expected(writer: Writer, events: Iterable[Event]) -> Iterator[Row]:
    edition = writer.edition
    for event in events:
        address = paths.page("deals", event.deal.id)
        if not edition.has(address):
            continue
        entry = event.entry
        word = edition.archive.vocabulary.word("event", event.kind, edition.language)
        yield Row(
            iso=event.end.plain.last.isoformat(),
            date=timing.when(edition.locale, entry, short=True),
            kind=word,
            text=edition.text(entry.text) if entry.text else word,
            tentative=event.tentative,
            title=writer.name(event.deal.id),
            href=writer.href(f"{address}#expected"),
            outcome=_outcome(writer, event),
        )


def _outcome(writer: Writer, event: Event) -> str:
    """The outcome of an event, as far as the deal's status tells."""
    locale = writer.edition.locale
    settled = event.settled
    if settled:
        return timing.outcome(locale, settled)
    state = locale.t(f"status.{event.deal.state}") if event.deal.state else locale.t("status.unknown")
    return locale.t("calendar.unsettled", state=state)


def _forecast(writer: Writer, item: Standing) -> Row:
    edition = writer.edition
    locale, forecast, resolution = edition.locale, item.record, item.resolution
    then = replace(writer, knowledge=edition.then[item.issue])
    outcome = locale.t("calendar.undecided")
    if resolution:
        state = locale.t(f"outcome.{resolution.outcome}")
        outcome = locale.t("calendar.settled", state=state, date=locale.date(resolution.date))
    return Row(
        iso=forecast.resolves_by.isoformat(),
        date=locale.t("expected.by", date=locale.short_date(forecast.resolves_by)),
        kind=locale.t("calendar.forecast"),
        text=then.plain(forecast.claim.any(edition.language)),
        title=edition.archive.issues[item.issue].title.any(edition.language),
        href=writer.href(paths.forecast(forecast.id)),
        outcome=outcome,
        example=item.example,
    )
