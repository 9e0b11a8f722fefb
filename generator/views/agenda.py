"""Entries for calendars: events that are expected in deals, and the days that decide forecasts.

An entry's key is made of ids that never change; its revision counts what was said of it. So a date that moves keeps its
entry, and a calendar that has the old date moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from generator.analysis import expectations, forecasts
from generator.analysis.expectations import Expected, Told
from generator.analysis.forecasts import Standing
from generator.text import markup, paths
from generator.views import modified, timing
from generator.views.edition import Edition
from generator.views.writer import Writer

State = Literal["tentative", "confirmed", "cancelled"]
"""Tentative until the deal's own steps settle it; confirmed if it happened, cancelled if the deal failed."""
ANYTHING = "other"
"""The kind of event that is none of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a calendar, over whole days."""

    key: str
    """Its name for ever: "openai-round-2026.close", "forecast.<id>"."""
    first: date
    """Its first day."""
    last: date
    """Its last day, that day included."""
    summary: str
    """One line: "Abschluss: OpenAIs Runde"."""
    text: str
    """Everything else, in lines: the words of the deal's file, by when, the sources, the dates told before."""
    category: str
    """The kind of event, in words."""
    url: str
    """The whole address of the page that tells of it."""
    state: State
    """Whether it is still open: calendars print it as the status of the entry."""
    revision: int
    """How many times something new was said of it, 0 at first."""
    changed: datetime
    """When anything about it last became known, at midnight in the publication's zone; never the time of the build."""
    organisations: frozenset[str]
    """Ids of the organisations in whose calendars it stands."""


def entries(edition: Edition) -> tuple[Entry, ...]:
    """Every entry, past ones too, by first day."""
    found = [*_expected(edition), *_forecasts(edition)]
    return tuple(sorted(found, key=lambda entry: (entry.first, entry.key)))


def organisations(edition: Edition, found: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """The organisations that have a calendar, with their names: one without an entry is no calendar (RFC 5545, 3.4)."""
    concerned = {org for entry in found for org in entry.organisations}
    return tuple((name, title) for name, title in edition.own_feeds("organisations") if name in concerned)


def _expected(edition: Edition) -> Iterator[Entry]:
    for event in expectations.expectations(edition.archive, edition.today):
        entry, settled = event.latest.entry, event.settled
        address = paths.page("deals", event.deal.id)
        writer = Writer(edition=edition, knowledge=edition.today, here=paths.HOME, numbers={}, web=True)
        word = edition.archive.vocabulary.word("event", entry.event, edition.language)
        # "Event" says nothing in a calendar full of them; what is expected does.
        what = edition.text(entry.text) if entry.event == ANYTHING and entry.text else word
        state: State = "tentative"
        first, last = _days(event.latest)
        if settled:
            state = "confirmed" if settled.to == "closed" else "cancelled"
            if state == "confirmed" and settled.date and (settled.date.is_day or settled.date.until):
                first, last = settled.date.beginning, settled.date.last
        yield Entry(
            key=f"{event.deal.id}.{event.name}",
            first=first,
            last=last,
            summary=f"{what}: {writer.name(event.deal.id)}",
            text="\n".join(_told(edition, event)),
            category=word,
            url=edition.url(f"{address}#expected", edition.elsewhere(address)),
            state=state,
            revision=event.moves + (1 if settled else 0),
            changed=edition.midnight(_latest(event) or modified.deal(edition, event.deal) or _began(edition)),
            organisations=frozenset(event.deal.parties),
        )


def _told(edition: Edition, event: Expected) -> Iterator[str]:
    """The lines of an entry's text."""
    locale, archive = edition.locale, edition.archive
    entry = event.latest.entry
    if entry.text:
        yield edition.text(entry.text)
    yield timing.when(locale, entry)
    names = [archive.sources[src].label.any(edition.language) for src in entry.src]
    if names:
        yield locale.t("agenda.sources", sources="; ".join(names))
    before = [timing.when(locale, told.entry) for told in event.told[:-1]]
    if before:
        yield locale.t("agenda.before", dates="; ".join(dict.fromkeys(before)))
    if event.settled:
        yield timing.outcome(locale, event.settled)


def _forecasts(edition: Edition) -> Iterator[Entry]:
    locale, archive = edition.locale, edition.archive
    for item in forecasts.standing(archive, edition.then, edition.as_of):
        record, resolution = item.record, item.resolution
        writer = Writer(edition=edition, knowledge=edition.then[item.issue], here=paths.HOME, numbers={}, web=True)
        claim = writer.plain(record.claim.any(edition.language))
        lines = [
            f"{locale.t('forecast.probability')}: {locale.percent(record.probability)}",
            f"{locale.t('forecast.criteria')} {writer.plain(record.criteria.any(edition.language))}",
        ]
        if item.example:
            lines.append(f"{locale.t('forecast.example.label')}: {locale.t('forecast.unscored')}")
        if resolution:
            word = locale.t(f"outcome.{resolution.outcome}")
            lines.append(locale.t("forecast.resolved", outcome=word, date=locale.date(resolution.date)))
        revised = [entry.date for entry in record.revisions if entry.date <= edition.as_of]
        # A worked example is written later than its date; that is not when it became known.
        made = record.made if record.made <= edition.as_of else archive.issues[item.issue].date
        days = [made, *revised, *([resolution.date] if resolution else [])]
        yield Entry(
            key=f"forecast.{record.id}",
            first=record.resolves_by,
            last=record.resolves_by,
            summary=f"{locale.t('calendar.forecast')}: {claim}",
            text="\n".join(lines),
            category=locale.t("calendar.forecast"),
            url=edition.url(paths.forecast(record.id)),
            state="confirmed",
            revision=len(revised) + (1 if resolution else 0),
            changed=edition.midnight(max(days)),
            organisations=frozenset(_named(edition, item)),
        )


def _named(edition: Edition, item: Standing) -> Iterator[str]:
    """The organisations that a forecast speaks of, by name or by a deal of theirs."""
    texts = (*item.record.claim.root.values(), *item.record.criteria.root.values())
    for reference in (reference for text in texts for reference in markup.references(text)):
        if reference.target in edition.archive.organisations:
            yield reference.target
        elif reference.target in edition.today.deals:
            yield from edition.today.deals[reference.target].parties


def _days(told: Told) -> tuple[date, date]:
    """From the first day of a span to its last; a date by which something happens is its last day alone.

    An entry that is expected about October stands on the last day of October: a calendar knows no roughly.
    """
    entry = told.entry
    assert entry.due is not None, "what has no day is no event"
    last = entry.due.plain.last
    begins = entry.from_ or (entry.due if entry.due.until else None)
    return (begins.beginning if begins else last), last


def _began(edition: Edition) -> date:
    """The day of the first issue, where nothing about a deal has a date."""
    return min((edition.archive.issues[name].date for name in edition.then), default=edition.as_of)


def _latest(event: Expected) -> date | None:
    """The last day on which something about the event became known, None if nothing of it has a date."""
    days = [told.known for told in event.told if told.known]
    if event.settled and event.settled.date:
        days.append(event.settled.date.last)
    return max(days, default=None)
