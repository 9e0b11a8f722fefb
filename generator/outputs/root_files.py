"""The files around the pages: the root's error page, and what machines read. The engine makes the root's own page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from generator.outputs.policy import policy
from generator.text import paths
from generator.text.templating import one_line
from generator.views import modified
from generator.views.edition import Artifact, Edition

SITEMAP_LIMIT = 50_000
"""As many addresses as one file may hold (sitemaps.org)."""
NEWS_DAYS = timedelta(days=2)
NEWLINE = "\n"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

_WAYS: tuple[paths.Kind, ...] = ("briefings", "deals", "organisations", "topics", "archive")


def site(edition: Edition) -> Iterator[Artifact]:
    """The root's files; they are the same for all languages, so the default one makes them."""
    publication = edition.archive.publication
    if edition.language != publication.default_language:
        return
    yield Artifact("site/404.html", _missing(edition).encode())
    yield from _sitemaps(edition)
    if publication.news_sitemap:
        yield Artifact("site/news-sitemap.xml", _news(edition))
    yield Artifact("site/llms.txt", _llms(edition).encode())
    yield Artifact("site/robots.txt", _robots(edition).encode())
    yield Artifact("site/.nojekyll", b"")
    yield from _pictures(edition)


def _pictures(edition: Edition) -> Iterator[Artifact]:
    """The pictures of published issues, each once for all languages; one that no issue shows stays unpublished."""
    for name in edition.then:
        hero = edition.archive.issues[name].hero
        if hero:
            yield Artifact(f"site/{paths.picture(name, hero.file)}", edition.archive.images[name, hero.file])


def _missing(edition: Edition) -> str:
    """The error page in every language. It is served at any depth, so its links begin at the host."""
    publication = edition.archive.publication
    base = urlsplit(publication.home).path
    choices: list[dict[str, Any]] = []
    for language in publication.languages:
        t = edition.in_language(language).t
        ways = [(t("home.nav"), paths.HOME), *((t(f"{kind}.title"), paths.index(kind)) for kind in _WAYS)]
        choices.append(
            {
                "language": language,
                "heading": t("missing.title"),
                "text": t("missing.text"),
                "links": [{"title": title, "href": f"{base}{language}/{address}"} for title, address in ways],
            }
        )
    return edition.templates.render(
        "site/root.html.j2",
        {
            "language": publication.default_language,
            "title": f"404 – {publication.title}",
            "site": publication.title,
            "home": base,
            "policy": policy(publication),
            "assets": f"{base}{publication.default_language}/assets/",
            "choices": choices,
        },
    )


def _sitemaps(edition: Edition) -> Iterator[Artifact]:
    """Every page with its translations and the day its content last changed; divided where one file may not hold them.

    A link to the translations in each head would be fetched by the theme's script.
    """
    entries = list(_entries(edition))
    if len(entries) <= SITEMAP_LIMIT:
        yield Artifact("site/sitemap.xml", _urlset(entries))
        return
    home = edition.archive.publication.home
    parts = [entries[start : start + SITEMAP_LIMIT] for start in range(0, len(entries), SITEMAP_LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Artifact(f"site/{name}", _urlset(part))
    listed = "\n".join(f"<sitemap><loc>{escape(home + name)}</loc></sitemap>" for name in names)
    yield Artifact("site/sitemap.xml", f'{_XML}<sitemapindex xmlns="{_SITEMAP}">\n{listed}\n</sitemapindex>\n'.encode())


def _entries(edition: Edition) -> Iterator[str]:
    publication = edition.archive.publication
    pages = {edition.language: edition.addresses, **edition.others}
    for language in publication.languages:
        days = modified.pages(edition.translated(language))
        for address in sorted(pages[language]):
            versions = [other for other in publication.languages if address in pages[other]]
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other}" href="{escape(edition.url(address, other))}"/>'
                for other in versions
            )
            last = f"<lastmod>{days[address].isoformat()}</lastmod>" if address in days else ""
            yield f"<url><loc>{escape(edition.url(address, language))}</loc>{last}{links}</url>"


def _urlset(entries: Sequence[str]) -> bytes:
    spaces = f'xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{_XML}<urlset {spaces}>\n{NEWLINE.join(entries)}\n</urlset>\n".encode()


def _news(edition: Edition) -> bytes:
    """The issues of the last two days, as search engines for news ask for them."""
    publication = edition.archive.publication
    entries = []
    for language in publication.languages:
        here = edition.translated(language)
        for name, issue in here.issues:
            if edition.as_of - issue.date > NEWS_DAYS:
                continue
            entries.append(
                f"<url><loc>{escape(here.url(paths.page('briefings', name)))}</loc><news:news><news:publication>"
                f"<news:name>{escape(publication.title)}</news:name><news:language>{language}</news:language>"
                f"</news:publication><news:publication_date>{here.published(issue).isoformat()}"
                f"</news:publication_date><news:title>{escape(issue.title.any(language))}</news:title></news:news></url>"
            )
    spaces = f'xmlns="{_SITEMAP}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"{_XML}<urlset {spaces}>\n{NEWLINE.join(entries)}\n</urlset>\n".encode()


def _llms(edition: Edition) -> str:
    """A way in for language models (llmstxt.org): what this is, then lists of links. Per language, the default first."""
    publication = edition.archive.publication
    lines = [f"# {one_line(publication.title)}", ""]
    lines += [f"> {one_line(publication.tagline.any(edition.language))}", ""]
    for language in publication.languages:
        here = edition.translated(language)
        t = here.locale.t
        lines += [f"## {t(f'language.{language}')}", ""]
        for name, issue in here.issues:
            lines.append(
                _linked(
                    issue.title.any(language),
                    here.url(paths.page("briefings", name)),
                    here.locale.date(issue.date),
                )
            )
        kinds: tuple[paths.Kind, ...] = (
            "deals",
            "organisations",
            "topics",
            "calendar",
            "forecasts",
            "corrections",
            "data",
        )
        lines += [_linked(t(f"{kind}.title"), here.url(paths.index(kind)), t(f"{kind}.description")) for kind in kinds]
        lines.append(_linked(here.page_title("methodology"), here.url(paths.static("methodology")), ""))
        lines += [_linked(t(f"feed.{form}"), here.url(paths.feed(paths.HOME, form)), "") for form in paths.FEED_FILES]
        lines.append("")
    t = edition.locale.t
    lines += [f"## {t('data.title')}", ""]
    for name in ("deals.json", "deals.sqlite", "datapackage.json"):
        lines.append(_linked(name, publication.home + paths.data_file(name), ""))
    return "\n".join(lines) + "\n"


def _linked(words: str, href: str, text: str) -> str:
    words = re.sub(r"([\\\[\]])", r"\\\1", one_line(words))
    return f"- [{words}]({href})" + (f": {one_line(text)}" if text else "")


def _robots(edition: Edition) -> str:
    publication = edition.archive.publication
    rule = "Disallow: /" if publication.demonstration else "Allow: /"
    news = f"Sitemap: {publication.home}news-sitemap.xml\n" if publication.news_sitemap else ""
    return f"User-agent: *\n{rule}\nSitemap: {publication.home}sitemap.xml\n{news}"
