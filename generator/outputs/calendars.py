"""Calendars to subscribe to (RFC 5545, RFC 7986): one per language, and one per organisation that has dates.

Days are whole days, so no zone is needed. DTSTAMP and LAST-MODIFIED are the day on which an entry last changed, and
SEQUENCE counts its changes: nothing depends on when the file was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from functools import partial
from typing import TYPE_CHECKING

from generator.text import paths
from generator.views import agenda
from generator.views.agenda import Entry
from generator.views.edition import Artifact, Edition, Unit

if TYPE_CHECKING:
    from icalendar import Event


def calendars(edition: Edition) -> Iterator[Unit]:
    """`calendar.ics` of the language and of its organisations, one unit; none where nothing has a date."""
    yield Unit("all", partial(_calendars, edition))


def _calendars(edition: Edition) -> Iterator[Artifact]:
    found = agenda.entries(edition)
    publication = edition.archive.publication
    if not found:
        return
    name = paths.calendar_file(paths.HOME)
    title = f"{publication.title}: {edition.locale.t('calendar.title')}"
    yield Artifact(paths.site_file(edition.language, name), _calendar(edition, name, title, found))
    own: dict[str, list[Entry]] = {}
    for entry in found:
        for org in entry.organisations:
            own.setdefault(org, []).append(entry)
    for org, word in agenda.organisations(edition, found):
        name = paths.calendar_file(paths.page("organisations", org))
        yield Artifact(paths.site_file(edition.language, name), _calendar(edition, name, f"{title}: {word}", own[org]))


def _calendar(edition: Edition, name: str, title: str, entries: Sequence[Entry]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Kapitalbrief//{edition.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("uid", f"{edition.language}/{name}@{edition.host}")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("description", edition.locale.t("calendar.description"))
    calendar.add("url", edition.url(paths.index("calendar")))
    calendar.add("source", edition.url(name), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("last-modified", max(entry.changed for entry in entries).astimezone(UTC))
    for entry in entries:
        calendar.add_component(_event(edition, entry))
    return bytes(calendar.to_ical())


def _event(edition: Edition, entry: Entry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{edition.language}.{entry.key}@{edition.host}")
    event.add("dtstamp", entry.changed.astimezone(UTC))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.first)
    # The end is the first day after (RFC 5545, 3.6.1).
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.text)
    event.add("categories", [entry.category])
    event.add("status", entry.state.upper())
    event.add("transp", "TRANSPARENT")
    event.add("url", entry.url)
    return event
