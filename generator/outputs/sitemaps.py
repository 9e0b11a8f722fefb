"""Sitemaps for search engines: every page in all languages, and the latest issues as news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from lxml import etree

from generator.text import paths
from generator.views import modified
from generator.views.edition import Artifact, Edition, Unit

LIMIT = 50_000
"""As many addresses as one file may hold (sitemaps.org)."""
NEWS_DAYS = timedelta(days=2)
"""For so long an issue is news to search engines."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemaps(edition: Edition) -> Iterator[Unit]:
    """`sitemap.xml`, divided where one file may not hold all pages; `news-sitemap.xml` if a publication asks for it.

    They are the same for all languages, so the default one makes them.
    """
    if edition.language == edition.archive.publication.default_language:
        yield Unit("all", partial(_files, edition))


def _files(edition: Edition) -> Iterator[Artifact]:
    yield from _of_pages(edition)
    if edition.archive.publication.news_sitemap:
        yield Artifact("site/news-sitemap.xml", _written("urlset", _news(edition), {"news": _NEWS}))


def _of_pages(edition: Edition) -> Iterator[Artifact]:
    """Every page with its translations and the day its content last changed.

    A link to the translations in each head would be fetched by the theme's script.
    """
    entries = list(_pages(edition))
    if len(entries) <= LIMIT:
        yield Artifact("site/sitemap.xml", _written("urlset", entries, {"xhtml": _XHTML}))
        return
    parts = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Artifact(f"site/{name}", _written("urlset", part, {"xhtml": _XHTML}))
    listed = [_located("sitemap", edition.archive.publication.home + name) for name in names]
    yield Artifact("site/sitemap.xml", _written("sitemapindex", listed, {}))


def _pages(edition: Edition) -> Iterator[Any]:
    publication = edition.archive.publication
    pages = {edition.language: edition.addresses, **edition.others}
    for language in publication.languages:
        days = modified.pages(edition.translated(language))
        for address in sorted(pages[language]):
            versions = {
                other: edition.url(address, other) for other in publication.languages if address in pages[other]
            }
            yield _page(versions[language], days.get(address), versions)


def _page(url: str, changed: date | None, versions: Mapping[str, str]) -> Any:
    """A page by its whole address, with the day of its last change and its whole addresses by language."""
    entry = _located("url", url)
    if changed:
        etree.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = changed.isoformat()
    for language, href in versions.items():
        etree.SubElement(entry, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": href})
    return entry


def _news(edition: Edition) -> Iterator[Any]:
    """The issues of the last two days, as search engines for news ask for them."""
    publication = edition.archive.publication
    for language in publication.languages:
        here = edition.translated(language)
        for name, issue in here.issues:
            if edition.as_of - issue.date > NEWS_DAYS:
                continue
            entry = _located("url", here.url(paths.page("briefings", name)))
            news = etree.SubElement(entry, f"{{{_NEWS}}}news")
            of = etree.SubElement(news, f"{{{_NEWS}}}publication")
            etree.SubElement(of, f"{{{_NEWS}}}name").text = publication.title
            etree.SubElement(of, f"{{{_NEWS}}}language").text = language
            etree.SubElement(news, f"{{{_NEWS}}}publication_date").text = here.published(issue).isoformat()
            etree.SubElement(news, f"{{{_NEWS}}}title").text = issue.title.any(language)
            yield entry


def _located(tag: str, url: str) -> Any:
    """An entry that begins with an address."""
    entry = etree.Element(f"{{{_SITEMAP}}}{tag}")
    etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = url
    return entry


def _written(tag: str, entries: Iterable[Any], spaces: Mapping[str, str]) -> bytes:
    """A file with an entry a line; `spaces` are the prefixes of other vocabularies and what they stand for."""
    root = etree.Element(f"{{{_SITEMAP}}}{tag}", nsmap={None: _SITEMAP} | dict(spaces))
    root.text = "\n"
    for entry in entries:
        entry.tail = "\n"
        root.append(entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"
