"""Which feeds a language has, and into which documents each is divided."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from generator.outputs.feeds import entries
from generator.outputs.feeds.entries import Entry
from generator.text import paths
from generator.views import modified
from generator.views.edition import Edition

NEWEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed in all its formats, entries newest first. `address` is the page that it belongs to; `began` serves as the
    date of a feed that has no entry yet."""

    id: str
    title: str
    description: str
    address: str
    entries: tuple[Entry, ...]
    began: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a feed: the newest entries, or the archive of a year. `older` and `newer` are years of archives."""

    year: int | None
    entries: tuple[Entry, ...]
    updated: datetime
    older: int | None
    newer: int | None


def channels(edition: Edition) -> tuple[Channel, ...]:
    """Everything first, then topics and organisations by id, corrections last."""
    publication, t, language = edition.archive.publication, edition.locale.t, edition.language
    told = modified.corrections(edition)
    corrected = tuple(entries.corrections(edition, told))
    issues = tuple(entries.issues(edition, told))
    material = [entry for entry, view in zip(corrected, told, strict=True) if view.record.is_material]
    everything = _sorted([*issues, *material])
    days = [entry.published for entry in issues]
    began = min(days, default=edition.midnight(edition.as_of))
    tagline = publication.tagline.any(language)

    def channel(address: str, title: str, description: str, wanted: Iterable[Entry], name: str = "") -> Channel:
        return Channel(
            id=identity(edition, name or address),
            title=title,
            description=entries.clean(description),
            address=address,
            entries=tuple(wanted),
            began=began,
        )

    def part(name: str, title: str, address: str, wanted: Iterable[Entry]) -> Channel:
        text = t("feed.part.text", site=publication.title, name=title)
        return channel(address, titled(edition, title), text, wanted, name)

    topics = [
        part(f"topics/{name}", title, paths.page("topics", name), [e for e in everything if name in e.topics])
        for name, title in edition.own_feeds("topics")
    ]
    organisations = [
        part(
            f"organisations/{name}",
            title,
            paths.page("organisations", name),
            [e for e in everything if name in e.organisations],
        )
        for name, title in edition.own_feeds("organisations")
    ]
    return (
        channel(paths.HOME, titled(edition), tagline, everything, "issues"),
        *topics,
        *organisations,
        channel(
            paths.index("corrections"),
            titled(edition, t("corrections.title")),
            t("corrections.description"),
            corrected,
            "corrections",
        ),
    )


def titled(edition: Edition, name: str = "") -> str:
    """A feed's title, the same in the feed and in the list of all: the publication's, what it is of if not of everything,
    and the language unless it is the default. Readers show nothing else, and may show both languages in one list."""
    publication, t = edition.archive.publication, edition.locale.t
    title = t("feed.part", site=publication.title, name=name) if name else publication.title
    if edition.language != publication.default_language:
        title = t("feed.in", title=title, language=t(f"language.{edition.language}"))
    return entries.clean(title)


def documents(channel: Channel, as_of: date, *, everything: bool = False) -> Iterator[Document]:
    """The feed and its archives, the latest year first. Each entry is in the feed, in an archive, or in both.

    `everything` keeps all entries in one document.
    """
    newest = channel.entries if everything else channel.entries[:NEWEST]
    beyond = {entry.published.year for entry in channel.entries[len(newest) :]}
    over = {entry.published.year for entry in channel.entries if entry.published.year < as_of.year}
    years = [] if everything else sorted(beyond | over, reverse=True)
    yield Document(
        year=None, entries=newest, updated=_latest(newest, channel.began), older=years[0] if years else None, newer=None
    )
    for place, year in enumerate(years):
        of_year = tuple(entry for entry in channel.entries if entry.published.year == year)
        yield Document(
            year=year,
            entries=of_year,
            updated=_latest(of_year, channel.began),
            older=years[place + 1] if place + 1 < len(years) else None,
            newer=years[place - 1] if place else None,
        )


def identity(edition: Edition, name: str) -> str:
    """The feed's own id: of the host and its name only, so that it outlives its address."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{edition.host}/{edition.language}/{name}").urn


def _sorted(found: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(found, key=lambda entry: (-entry.published.timestamp(), entry.id)))


def _latest(found: Iterable[Entry], began: datetime) -> datetime:
    return max((entry.updated for entry in found), default=began)
