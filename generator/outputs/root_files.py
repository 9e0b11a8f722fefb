"""Files at the root of the site: the error page, and what robots and language models read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from generator.outputs.policy import policy
from generator.text import paths
from generator.text.templating import members, one_line
from generator.views.edition import Artifact, Edition, Unit

_WAYS: tuple[paths.Kind, ...] = ("briefings", "deals", "organisations", "topics", "archive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way on from the error page."""

    title: str
    """The name of the page that it leads to."""
    href: str
    """Its address from the host on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The error page in one language."""

    language: str
    """The language: "de"."""
    heading: str
    """The heading: there is no such page."""
    text: str
    """Advice on how to go on."""
    links: tuple[Way, ...]
    """Pages from which all others can be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """The error page."""

    language: str
    """The language of its title."""
    title: str
    """Its title."""
    site: str
    """The publication's title."""
    home: str
    """The root of the site, from the host on."""
    policy: str
    """The content security policy."""
    assets: str
    """The folder of style sheets and scripts, from the host on."""
    choices: tuple[Choice, ...]
    """Its words in each language, the default one first."""


def site(edition: Edition) -> Iterator[Unit]:
    """The root's files; they are the same for all languages, so the default one makes them."""
    if edition.language != edition.archive.publication.default_language:
        return
    texts = {"site/404.html": _missing, "site/llms.txt": _llms, "site/robots.txt": _robots}
    for path, text in texts.items():
        yield Unit(path, partial(_file, edition, path, text))
    yield Unit("site/.nojekyll", lambda: (Artifact("site/.nojekyll", b""),))
    yield Unit("pictures", partial(_pictures, edition))


def _file(edition: Edition, path: str, text: Callable[[Edition], str]) -> Iterator[Artifact]:
    yield Artifact(path, text(edition).encode())


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
    body = MissingPage(
        language=publication.default_language,
        title=f"404 – {publication.title}",
        site=publication.title,
        home=base,
        policy=policy(publication),
        assets=f"{base}{publication.default_language}/assets/",
        choices=tuple(_choice(edition, language) for language in publication.languages),
    )
    return edition.templates.render("site/root.html.j2", members(body))


def _choice(edition: Edition, language: str) -> Choice:
    t, base = edition.in_language(language).t, urlsplit(edition.archive.publication.home).path
    ways = [(t("home.nav"), paths.HOME), *((t(f"{kind}.title"), paths.index(kind)) for kind in _WAYS)]
    return Choice(
        language=language,
        heading=t("missing.title"),
        text=t("missing.text"),
        links=tuple(Way(title=title, href=f"{base}{language}/{address}") for title, address in ways),
    )


def _llms(edition: Edition) -> str:
    """A way in for language models (llmstxt.org): a title, a sentence, lists of links by language, default first."""
    publication = edition.archive.publication
    lines = [f"# {one_line(publication.title)}", ""]
    lines += [f"> {one_line(publication.tagline.any(edition.language))}", ""]
    for language in publication.languages:
        here = edition.translated(language)
        t = here.locale.t
        lines += [f"## {here.locale.own_name}", ""]
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
