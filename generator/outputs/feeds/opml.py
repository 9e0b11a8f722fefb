"""All feeds of the site as OPML 2.0, which feed readers import: one group per language."""

from __future__ import annotations

from html import escape
from typing import Any

from lxml import etree

from generator.outputs.feeds.channel import titled
from generator.outputs.feeds.entries import clean
from generator.text import paths
from generator.views import modified
from generator.views.edition import Edition


def write(edition: Edition) -> bytes:
    """The list; its date is the last change of the content."""
    publication = edition.archive.publication
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(publication.title)
    day = modified.anything(edition)
    if day:
        etree.SubElement(head, "dateModified").text = f"{edition.midnight(day):%a, %d %b %Y %H:%M:%S %z}"
    body = etree.SubElement(root, "body")
    for language in publication.languages:
        here = edition.translated(language)
        t = here.locale.t
        group = etree.SubElement(body, "outline", text=here.locale.own_name)
        _feed(here, group, titled(here), paths.HOME, paths.feed(paths.HOME, "rss"))
        corrections = titled(here, t("corrections.title"))
        _feed(here, group, corrections, paths.index("corrections"), paths.CORRECTIONS_FEED)
        for kind in ("topics", "organisations"):
            part = etree.SubElement(group, "outline", text=t(f"{kind}.title"))
            for name, title in here.own_feeds(kind):
                address = paths.page(kind, name)
                _feed(here, part, titled(here, title), address, paths.feed(address, "rss"))
    return bytes(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"))


def _feed(edition: Edition, group: Any, title: str, address: str, name: str) -> None:
    """A line of the list. Importers show its title and not the feed's, so it is the feed's."""
    # OPML 2.0: "The text attribute … may contain encoded HTML markup". So a character that would open markup is written
    # as HTML, and in `title` alike, which importers show in its place.
    text = escape(title, quote=False) if "<" in title else title
    etree.SubElement(
        group,
        "outline",
        {"type": "rss", "text": text, "title": text},
        language=edition.language,
        xmlUrl=edition.url(name),
        htmlUrl=edition.url(address),
    )
