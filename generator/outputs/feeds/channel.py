"""The feeds of a language, and the documents that each is divided into."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from generator.outputs.feeds import entries
from generator.outputs.feeds.entries import Entry
from generator.text import paths
from generator.views.edition import Edition

NEWEST = 50
"""How many entries a feed shows; what is older is in archives alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed in all its formats."""

    id: str
    """A URN that outlives the feed's address."""
    title: str
    """Its title in readers' programs."""
    description: str
    """Its content, in a sentence."""
    address: str
    """The page that it belongs to: "topics/ai-labs/"."""
    entries: tuple[Entry, ...]
    """All its entries, newest first."""
    began: datetime
    """When the first issue appeared: the date of a feed that has no entry yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a feed: the newest entries, or the archive of a year."""

    year: int | None
    """The year of an archive; None for the feed itself."""
    entries: tuple[Entry, ...]
    """The entries in it, newest first."""
    updated: datetime
    """When the latest of them changed."""
    older: int | None
    """The year of the next older archive; None if there is none."""
    newer: int | None
    """The year of the next newer archive; None if there is none."""


Kind = Literal["topics", "organisations"]
"""What a feed of its own can be of."""


def everything(edition: Edition) -> Channel:
    """The feed of all issues and of the corrections of substance."""
    tagline = edition.archive.publication.tagline.any(edition.language)
    return _channel(edition, "issues", paths.HOME, titled(edition), tagline, _entries(edition))


def part(edition: Edition, kind: Kind, name: str, title: str) -> Channel:
    """The feed of a topic or an organisation, of its title in the language."""
    text = edition.locale.t("feed.part.text", site=edition.archive.publication.title, name=title)
    wanted = _entries(edition, kind, name)
    return _channel(edition, f"{kind}/{name}", paths.page(kind, name), titled(edition, title), text, wanted)


def corrections(edition: Edition) -> Channel:
    """The feed of all corrections."""
    t = edition.locale.t
    heading, about = titled(edition, t("corrections.title")), t("corrections.description")
    found = entries.corrections(edition, "all")
    return _channel(edition, "corrections", paths.index("corrections"), heading, about, found)


def _entries(edition: Edition, kind: Kind | None = None, name: str = "") -> tuple[Entry, ...]:
    """The entries of a topic or an organisation, of all things without one, newest first."""
    told = [one for one in entries.corrections(edition, "material") if not kind or name in getattr(one, kind)]
    stand = {issue: entries.standing(edition, issue) for issue, _ in edition.issues}
    here = [issue for issue, place in stand.items() if not kind or name in getattr(place, kind)]
    found = [*(entries.issue(edition, issue) for issue in here), *told]
    return tuple(sorted(found, key=lambda entry: (-entry.published.timestamp(), entry.id)))


def _channel(
    edition: Edition, name: str, address: str, title: str, description: str, wanted: Iterable[Entry]
) -> Channel:
    """A feed; its id is made of `name`, which never changes."""
    first = (entries.standing(edition, issue).published for issue, _ in edition.issues)
    return Channel(
        id=identity(edition, name),
        title=title,
        description=entries.clean(description),
        address=address,
        entries=tuple(wanted),
        began=min(first, default=edition.midnight(edition.as_of)),
    )


def titled(edition: Edition, name: str = "") -> str:
    """A feed's title, the same in the feed and in the list of all feeds.

    It is the publication's, with what the feed is of if not of everything, and the language unless it is the default:
    readers' programs show nothing else, and may show both languages in one list.
    """
    publication, t = edition.archive.publication, edition.locale.t
    title = t("feed.part", site=publication.title, name=name) if name else publication.title
    if edition.language != publication.default_language:
        title = t("feed.in", title=title, language=edition.locale.own_name)
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


def _latest(found: Iterable[Entry], began: datetime) -> datetime:
    return max((entry.updated for entry in found), default=began)
