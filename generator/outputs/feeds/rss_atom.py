"""RSS 2.0 and Atom 1.0 by feedgen 1.0.0. What it does wrong or unasked is set right here, and only here:

- it stamps the time of the build where a date is missing: every date is given;
- it puts new entries first: `order="append"`;
- the channel's own address is the last link told: the page's is told last; one generator serves one format;
- RSS drops an author who has no e-mail address: Dublin Core names them;
- Atom's entry links lose every attribute but the address: they are written again;
- RSS has no links but its own, and nothing of RFC 5005: they are added;
- content of type CDATA is not Atom: there it is html;
- its `media` extension wraps one picture in a group, which the specification forbids: one element is written;
- "&" and "<" in plain texts are entities, which some readers undo twice: they become references by number, as the RSS
  Advisory Board's profile asks for titles;
- a category's word is not told apart from its term in RSS: the word is given, the term is Atom's and JSON's.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from generator.outputs.feeds.channel import Channel, Document
from generator.outputs.feeds.entries import Entry, Picture
from generator.text import paths
from generator.text.paths import FEED_TYPES, FeedForm
from generator.views.edition import Edition

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
Link = dict[str, str]
_PLAIN = re.compile(rb"<((?:media:)?(?:title|description))(?: [^>]*)?>[^<]*</\1>")


class _Feed(BaseExtension):  # type: ignore[misc]  # because feedgen has no type hints
    """A feed's members that feedgen lacks: its other links, and that it is an archive."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.archive = False

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE, "media": MEDIA, "fh": HISTORY}

    def extend_rss(self, rss: Any) -> Any:
        channel = rss[0]
        for link in self.links:
            etree.SubElement(channel, f"{{{ATOM}}}link", link)
        if self.archive:
            etree.SubElement(channel, f"{{{HISTORY}}}archive")
        return rss

    def extend_atom(self, feed: Any) -> Any:
        if self.archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        return feed


class _Entry(BaseEntryExtension):  # type: ignore[misc]  # because feedgen has no type hints
    """An entry's members that feedgen lacks: authors by name, the day of its correction, a picture, whole links."""

    def __init__(self) -> None:
        self.creators: tuple[str, ...] = ()
        self.updated: datetime | None = None
        self.picture: Picture | None = None
        self.links: list[Link] = []

    def extend_rss(self, entry: Any) -> Any:
        for name in self.creators:
            etree.SubElement(entry, f"{{{DUBLIN_CORE}}}creator").text = name
        if self.updated:
            etree.SubElement(entry, f"{{{ATOM}}}updated").text = self.updated.isoformat()
        if self.picture:
            picture = self.picture
            content = etree.SubElement(
                entry,
                f"{{{MEDIA}}}content",
                url=picture.url,
                medium="image",
                type=picture.type,
                width=str(picture.width),
                height=str(picture.height),
            )
            if picture.bytes is not None:
                content.set("fileSize", str(picture.bytes))
            etree.SubElement(content, f"{{{MEDIA}}}description", type="plain").text = picture.alt
        return entry

    def extend_atom(self, entry: Any) -> Any:
        for link in [node for node in entry if node.tag == "link"]:
            entry.remove(link)
        for attributes in self.links:
            etree.SubElement(entry, "link", attributes)
        return entry


def rss(edition: Edition, channel: Channel, document: Document, name: str) -> bytes:
    """The document as RSS 2.0; `name` is its file below the language's root."""
    feed = _feed(edition, channel, document, name, "rss")
    feed.kb.links = _links(edition, channel, document, "rss")
    for entry in document.entries:
        item = _entry(feed, edition, entry)
        item.guid(entry.id, permalink=False)
        item.link(href=entry.url)
        item.content(entry.html, type="CDATA")
        item.kb.creators = entry.authors
        item.kb.updated = entry.updated if entry.is_changed else None
        item.kb.picture = entry.picture
        for category in entry.categories:
            item.category(term=category.label, scheme=edition.url(paths.index("topics")))
        if entry.picture and entry.picture.bytes is not None:
            item.enclosure(entry.picture.url, str(entry.picture.bytes), entry.picture.type)
    return _PLAIN.sub(_as_plain, bytes(feed.rss_str(pretty=True)))


def atom(edition: Edition, channel: Channel, document: Document, name: str) -> bytes:
    """The document as Atom 1.0."""
    feed = _feed(edition, channel, document, name, "atom")
    for link in _links(edition, channel, document, "atom"):
        feed.link(**link)
    for entry in document.entries:
        item = _entry(feed, edition, entry)
        item.id(entry.id)
        item.content(entry.html, type="html")
        for author in entry.authors:
            item.author(name=author)
        for category in entry.categories:
            item.category(term=category.term, label=category.label, scheme=edition.url(paths.index("topics")))
        item.kb.links = [{"rel": "alternate", "type": "text/html", "hreflang": edition.language, "href": entry.url}]
        if entry.picture and entry.picture.bytes is not None:
            picture = entry.picture
            item.kb.links.append(
                {"rel": "enclosure", "type": picture.type, "length": str(picture.bytes), "href": picture.url}
            )
    return bytes(feed.atom_str(pretty=True))


def _feed(edition: Edition, channel: Channel, document: Document, name: str, form: FeedForm) -> FeedGenerator:
    feed = FeedGenerator()
    feed.register_extension("kb", _Feed, _Entry)
    feed.id(channel.id)
    feed.title(channel.title if document.year is None else f"{channel.title} {document.year}")
    feed.subtitle(channel.description)
    feed.description(channel.description)
    feed.language(edition.language)
    feed.generator("Kapitalbrief")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.author(name=edition.archive.publication.editor.name)
    feed.kb.archive = document.year is not None
    feed.link(href=edition.url(name), rel="self", type=FEED_TYPES[form])
    feed.link(href=edition.url(channel.address), rel="alternate", type="text/html")
    feed.updated(document.updated)
    return feed


def _as_plain(found: re.Match[bytes]) -> bytes:
    return found[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")


def _entry(feed: FeedGenerator, edition: Edition, entry: Entry) -> Any:
    item = feed.add_entry(order="append")
    item.title(entry.title)
    item.summary(entry.summary)
    item.published(entry.published)
    item.updated(entry.updated)
    return item


def _links(edition: Edition, channel: Channel, document: Document, form: FeedForm) -> list[Link]:
    """The hub, and the ways between a feed and its archives (RFC 5005, section 4)."""

    def link(rel: str, year: int | None) -> Link:
        return {"rel": rel, "type": FEED_TYPES[form], "href": edition.url(paths.feed(channel.address, form, year))}

    found = []
    hub = edition.archive.publication.websub
    if hub and document.year is None:
        found.append({"rel": "hub", "href": hub})
    if document.year is not None:
        found.append(link("current", None))
    if document.older is not None:
        found.append(link("prev-archive", document.older))
    if document.newer is not None:
        found.append(link("next-archive", document.newer))
    return found
