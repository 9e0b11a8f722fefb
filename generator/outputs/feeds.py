"""The RSS feeds of a language: every issue whole, and every correction, with ids that never change.

feedgen 1.0.0 writes the XML. What it does unasked is set or kept away here: it stamps the time of the build where a
date is missing, it reverses the order of entries, it takes the last link for the channel's own address, and it drops
an author who has no e-mail address.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from generator import history, issue, paths
from generator.edition import Artifact, Edition
from generator.history import CorrectionView
from generator.writer import Writer

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
    """The language's `feed.xml` and `corrections.xml`."""
    yield Artifact(paths.site_file(edition.language, "feed.xml"), _issues(edition))
    yield Artifact(paths.site_file(edition.language, "corrections.xml"), _corrections(edition))


def entry_id(edition: Edition, name: str) -> str:
    """A tag: URI (RFC 4151) made of the issue's id, which never changes; the domain is the one of its first day."""
    return _tag(edition, edition.archive.briefings[name].date.year, f"briefings/{name}")


def _tag(edition: Edition, year: int, thing: str) -> str:
    return f"tag:{edition.host},{year}:{edition.language}/{thing}"


def _issues(edition: Edition) -> bytes:
    publication = edition.archive.publication
    newest = edition.briefings[:NEWEST]
    updated = _moment(edition, newest[0][0]) if newest else _midnight(edition, edition.as_of)
    feed = _channel(
        edition, publication.title, publication.tagline.any(edition.language), "feed.xml", paths.HOME, updated
    )
    for name, _ in newest:
        _add(feed, edition, name)
    return bytes(feed.rss_str(pretty=True))


def _corrections(edition: Edition) -> bytes:
    """Every correction as an entry of its own: what it said, what it says now, and why."""
    address, t = paths.index("corrections"), edition.locale.t
    writer = Writer(edition=edition, knowledge=edition.today, here=address, numbers={}, web=True)
    entries = history.corrections(writer)
    title = t("corrections.feed", site=edition.archive.publication.title)
    newest = entries[0].record.date if entries else edition.as_of
    feed = _channel(
        edition, title, t("corrections.description"), "corrections.xml", address, _midnight(edition, newest)
    )
    for entry in entries:
        _add_correction(feed, edition, entry)
    return bytes(feed.rss_str(pretty=True))


def _channel(
    edition: Edition, title: str, description: str, name: str, address: str, updated: datetime
) -> FeedGenerator:
    """A feed without entries: `name` is its file, `address` the page it belongs to."""
    feed = FeedGenerator()
    feed.register_extension("kb", _Feed, _Entry)
    feed.title(title)
    feed.description(description)
    feed.language(edition.language)
    feed.generator("Kapitalbrief")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=edition.url(name), rel="self", type="application/rss+xml")
    # The channel's <link> is the last one told.
    feed.link(href=edition.url(address), rel="alternate", type="text/html")
    feed.updated(updated)
    return feed


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


def _add_correction(feed: FeedGenerator, edition: Edition, told: CorrectionView) -> None:
    body = edition.templates.render("feed/correction.html.j2", {"t": edition.locale.t, "correction": told})
    entry = feed.add_entry(order="append")
    entry.guid(_tag(edition, told.record.date.year, f"corrections/{told.id}"), permalink=False)
    entry.title(edition.locale.t("correction.title", word=told.word, title=told.title))
    entry.link(href=edition.url(paths.correction(told.id)))
    entry.summary(edition.locale.t("correction.change", was=told.was, now=told.now))
    entry.content(body, type="CDATA")
    entry.published(_midnight(edition, told.record.date))
    entry.updated(_midnight(edition, told.record.date))


def _midnight(edition: Edition, day: date) -> datetime:
    return datetime.combine(day, time(), edition.archive.publication.zone)


def _moment(edition: Edition, name: str) -> datetime:
    return edition.published(edition.archive.briefings[name])
