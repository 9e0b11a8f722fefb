"""All feeds of the site as OPML 2.0, which feed readers import: one group per language."""

from __future__ import annotations

from html import escape
from typing import Any

from lxml import etree

from generator import changed, paths
from generator.edition import Edition
from generator.outputs.feeds.entries import clean


def write(edition: Edition) -> bytes:
    """The list; its date is the last change of the content."""
    publication = edition.archive.publication
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(publication.title)
    day = changed.anything(edition)
    if day:
        etree.SubElement(head, "dateModified").text = f"{edition.midnight(day):%a, %d %b %Y %H:%M:%S %z}"
    body = etree.SubElement(root, "body")
    for language in publication.languages:
        t = edition.in_language(language).t
        group = etree.SubElement(body, "outline", text=t(f"language.{language}"))
        _feed(edition, group, language, publication.title, paths.HOME, paths.feed(paths.HOME, "rss"))
        corrections = t("corrections.feed", site=publication.title)
        _feed(edition, group, language, corrections, paths.index("corrections"), paths.CORRECTIONS_FEED)
        for kind in ("topics", "organisations"):
            part = etree.SubElement(group, "outline", text=t(f"{kind}.title"))
            for name, title in edition.own_feeds(kind, language):
                address = paths.page(kind, name)
                _feed(edition, part, language, title, address, paths.feed(address, "rss"))
    return bytes(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"))


def _feed(edition: Edition, group: Any, language: str, title: str, address: str, name: str) -> None:
    title = clean(title)
    # OPML 2.0: "The text attribute … may contain encoded HTML markup", so a sign that would open markup is written as
    # HTML, and in `title` alike, which importers show in its place.
    text = escape(title, quote=False) if "<" in title else title
    etree.SubElement(
        group, "outline", {"type": "rss", "text": text, "title": text},
        language=language, xmlUrl=edition.url(name, language), htmlUrl=edition.url(address, language),
    )  # fmt: skip
