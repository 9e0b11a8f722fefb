"""The files around the pages: the root's choice of language, its error page, and what machines read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from generator import paths
from generator.edition import Artifact, Edition


def site(edition: Edition) -> Iterator[Artifact]:
    """The root's files; they are the same for all languages, so the default one makes them."""
    publication = edition.archive.publication
    if edition.language != publication.default_language:
        return
    yield Artifact("site/index.html", _root(edition, "home").encode())
    yield Artifact("site/404.html", _root(edition, "missing").encode())
    yield Artifact("site/sitemap.xml", _sitemap(edition).encode())
    yield Artifact("site/robots.txt", _robots(edition).encode())
    yield Artifact("site/.nojekyll", b"")
    yield from _pictures(edition)


def _pictures(edition: Edition) -> Iterator[Artifact]:
    """The pictures of published issues, each once for all languages; one that no issue shows stays unpublished."""
    for name in edition.then:
        hero = edition.archive.briefings[name].hero
        if hero:
            yield Artifact(f"site/{paths.picture(name, hero.file)}", edition.archive.images[name, hero.file])


def _root(edition: Edition, page: str) -> str:
    """A page with one paragraph per language. The error page is served at any depth, so its links are whole."""
    publication = edition.archive.publication
    languages = publication.languages
    home = publication.home if page == "missing" else ""
    choices: list[dict[str, Any]] = []
    for language in languages:
        t = edition.in_language(language).t
        tagline = publication.tagline.any(language)
        choices.append(
            {
                "language": language,
                "heading": t("missing.title") if page == "missing" else publication.title,
                "text": t("missing.text") if page == "missing" else tagline,
                "href": f"{home}{language}/",
                "link": t(f"language.{language}"),
            }
        )
    return edition.templates.render(
        "site/root.html.j2",
        {
            "language": publication.default_language,
            "title": publication.title if page == "home" else f"404 – {publication.title}",
            "description": publication.tagline.any(publication.default_language),
            "robots": "noindex" if publication.demonstration or page == "missing" else "",
            "canonical": publication.home if page == "home" else "",
            "assets": f"{home}{publication.default_language}/",
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
