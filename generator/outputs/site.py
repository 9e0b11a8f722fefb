"""The files around the pages: the root's error page, and what machines read. The engine makes the root's own page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from generator import paths
from generator.edition import Artifact, Edition
from generator.policy import policy

_WAYS: tuple[paths.Kind, ...] = ("briefings", "deals", "organisations", "topics", "archive")


def site(edition: Edition) -> Iterator[Artifact]:
    """The root's files; they are the same for all languages, so the default one makes them."""
    publication = edition.archive.publication
    if edition.language != publication.default_language:
        return
    yield Artifact("site/404.html", _missing(edition).encode())
    yield Artifact("site/sitemap.xml", _sitemap(edition).encode())
    yield Artifact("site/robots.txt", _robots(edition).encode())
    yield Artifact("site/.nojekyll", b"")


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


def _sitemap(edition: Edition) -> str:
    """Every page with its translations, because a link to them in each head would be fetched by the theme's script."""
    publication = edition.archive.publication
    pages = {edition.language: edition.addresses, **edition.others}
    entries = []
    for language in publication.languages:
        for address in sorted(pages[language]):
            versions = [other for other in publication.languages if address in pages[other]]
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other}" href="{escape(paths.absolute(publication.home, other, address))}"/>'
                for other in versions
            )
            entries.append(
                f"<url><loc>{escape(paths.absolute(publication.home, language, address))}</loc>{links}</url>"
            )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(entries)
        + "\n</urlset>\n"
    )


def _robots(edition: Edition) -> str:
    publication = edition.archive.publication
    rule = "Disallow: /" if publication.demonstration else "Allow: /"
    return f"User-agent: *\n{rule}\nSitemap: {publication.home}sitemap.xml\n"
