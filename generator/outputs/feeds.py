"""The RSS feed of a language: every issue whole, with an id that never changes.

feedgen 1.0.0 writes the XML. What it does unasked is set or kept away here: it stamps the time of the build where a
date is missing, it reverses the order of entries, it takes the last link for the channel's own address, and it drops
an author who has no e-mail address.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from generator import issue, paths
from generator.edition import Artifact, Edition

NEWEST = 50
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class _Feed(BaseExtension):  # type: ignore[misc]  # because feedgen has no type hints
    """Declares the namespace of the creators below."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE}


class _Entry(BaseEntryExtension):  # type: ignore[misc]  # because feedgen has no type hints
    """Names authors without e-mail, which RSS's own <author> cannot."""

    def __init__(self) -> None:
        self.creators: list[str] = []

    def extend_rss(self, entry: Any) -> Any:
        for name in self.creators:
            etree.SubElement(entry, f"{{{DUBLIN_CORE}}}creator").text = name
        return entry


def feeds(edition: Edition) -> Iterator[Artifact]:
    """The language's `feed.xml`."""
    yield Artifact(paths.site_file(edition.language, "feed.xml"), _rss(edition))


def entry_id(edition: Edition, name: str) -> str:
    """A tag: URI (RFC 4151) made of the issue's id, which never changes; the domain is the one of its first day."""
    return f"tag:{edition.host},{edition.archive.briefings[name].date.year}:{edition.language}/briefings/{name}"


def _rss(edition: Edition) -> bytes:
    publication = edition.archive.publication
    feed = FeedGenerator()
    feed.register_extension("kb", _Feed, _Entry)
    feed.title(publication.title)
    feed.description(publication.tagline.any(edition.language))
    feed.language(edition.language)
    feed.generator("Kapitalbrief")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=edition.url("feed.xml"), rel="self", type="application/rss+xml")
    # The channel's <link> is the last one told.
    feed.link(href=edition.url(paths.HOME), rel="alternate", type="text/html")
    newest = edition.briefings[:NEWEST]
    feed.updated(
        _moment(edition, newest[0][0]) if newest else datetime.combine(edition.as_of, time(), publication.zone)
    )
    for name, _ in newest:
        _add(feed, edition, name)
    return bytes(feed.rss_str(pretty=True))


def _add(feed: FeedGenerator, edition: Edition, name: str) -> None:
    shown, writer = issue.read(edition, name, web=True)
    body = edition.templates.render(
        "feed/entry.html.j2", {"t": edition.locale.t, "issue": shown, "w": writer, "locale": edition.locale}
    )
    entry = feed.add_entry(order="append")
    entry.guid(entry_id(edition, name), permalink=False)
    entry.title(shown.title)
    entry.link(href=shown.url)
    entry.summary(writer.plain(shown.summary))
    entry.content(body, type="CDATA")
    entry.published(_moment(edition, name))
    entry.updated(_moment(edition, name))
    authors = edition.archive.authors
    entry.kb.creators = [authors[author].name.any(edition.language) for author in shown.record.authors]
    for topic in dict.fromkeys(t for deal in shown.record.deals for t in edition.archive.deals[deal].topics):
        entry.category(term=topic, label=writer.name(topic), scheme=edition.url(paths.index("topics")))


def _moment(edition: Edition, name: str) -> datetime:
    return edition.published(edition.archive.briefings[name])
