"""The frame of every page: its front matter, its way to the same page in the other language, its template."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from babel.core import get_global

from generator.outputs.pages import structured
from generator.outputs.pages.structured import Thing
from generator.text import paths
from generator.text.templating import Verbatim, members
from generator.views.edition import Artifact, Edition
from generator.views.social import HEIGHT, WIDTH, Card, of_site
from generator.views.writer import Writer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TABLE, COPY, COMMENTS = "table.js", "copy.js", "comments.js"
"""The scripts that a page may ask for; without them it is whole."""
PageKind = Literal["home", "briefing", "deal", "organisation", "topic", "author", "list", "data", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that a page names in its head."""

    type: str
    """Its media type: "application/rss+xml"."""
    title: str
    """Its title in a reader's program: "Kapitalbrief: OpenAI (RSS)"."""
    href: str
    """Its whole address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The front matter of a page, for the engine, the theme, the search and machines."""

    title: str
    """The page's own title, without the publication's."""
    description: str
    """The page's subject in a sentence of plain text, for search engines and shared links."""
    kind: PageKind
    """The sort of page, by which the theme lays it out."""
    hide: tuple[str, ...] = ("navigation", "toc")
    """Parts that the theme leaves out; a page without "toc" here has its headings listed at its side."""
    scripts: tuple[str, ...] = ()
    """The scripts that the page asks for; without them it is whole."""
    feeds: tuple[Feed, ...] = ()
    """The page's own feeds; those of the whole language follow by themselves."""
    things: tuple[Thing, ...] = ()
    """Structured data of the page, in schema.org's words; the way from home is added."""
    search: Mapping[str, object] = field(default_factory=dict)
    """How the search finds the page; empty if it does not."""
    card: Card | None = None
    """The card of a shared link; None for the publication's own."""
    published: str | None = None
    """When an article appeared, as ISO 8601; None for a page that is no article."""
    modified: str | None = None
    """When an article last changed for its readers, as ISO 8601; None for a page that is no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Link to a page in another language."""

    lang: str
    """The language that it leads to: "en"."""
    href: str
    """The link, relative to the page."""
    label: str
    """The language's name in the language of this page."""
    title: str
    """The link in words: that it leads to the same page, or to the nearest one above it."""
    same: bool
    """Whether it is the same page; else that language lacks it, and the link leads to the nearest page above."""
    notes: tuple[str, ...]
    """Remarks beside the label where the page is another one; () where it is the same."""


def page(edition: Edition, template: str, address: str, head: Head, body: DataclassInstance) -> Artifact:
    """One Markdown file: front matter as JSON, which is YAML without its traps, then the template.

    The template reads the fields of `body` by their names, and beside them `title` and `description` of the head.
    """
    shared: dict[str, object] = {"t": edition.locale.t, "locale": edition.locale}
    values = {
        **shared,
        "block": _blocks(edition, shared),
        "anchor": _anchor,
        "title": head.title,
        "description": head.description,
        **members(body),
    }
    text = edition.templates.render(f"site/{template}.md.j2", values).strip()
    front = json.dumps(_front(edition, address, head), ensure_ascii=False, indent=1)
    return Artifact(paths.docs_file(edition.language, address), f"---\n{front}\n---\n\n{text}\n".encode())


def feeds(edition: Edition, address: str, title: str) -> tuple[Feed, ...]:
    """The feeds of a page in every format, as a reader that is given the page finds them; a page's own come first."""
    return tuple(
        Feed(
            type=paths.FEED_TYPES[form],
            title=edition.locale.t("feed.format", title=title, format=edition.locale.t(f"feed.{form}")),
            href=edition.url(paths.feed(address, form)),
        )
        for form in paths.FEED_FILES
    )


def list_page(
    edition: Edition, kind: str, address: str, body: DataclassInstance, scripts: tuple[str, ...] = ()
) -> Artifact:
    """An index page; its title and its sentence are interface words."""
    t = edition.locale.t
    head = Head(title=t(f"{kind}.title"), description=t(f"{kind}.description"), kind="list", scripts=scripts)
    return page(edition, kind, address, head, body)


def writer_at(edition: Edition, here: str, numbers: Mapping[str, int] | None = None) -> Writer:
    """The writer of a page that knows what is known today."""
    return Writer(edition=edition, knowledge=edition.today, here=here, numbers=numbers or {})


def _front(edition: Edition, address: str, head: Head) -> dict[str, object]:
    """The front matter in the theme's words."""
    publication = edition.archive.publication
    front: dict[str, object] = {
        "title": head.title,
        "description": head.description,
        "kind": head.kind,
        "lang": edition.language,
        "switch": [_said(switch) for switch in _switches(edition, address)],
        "feeds": [asdict(feed) for feed in (*head.feeds, *feeds(edition, paths.HOME, publication.title))],
        "hide": head.hide,
        "social": _social(edition, address, head),
        "structured": structured.block([*head.things, *structured.breadcrumbs(edition, address, head.title)]),
        "search": head.search,
    }
    if head.scripts:
        front["scripts"] = [f"assets/{name}" for name in head.scripts]
    if publication.demonstration:
        front["robots"] = "noindex"
    return front


def _blocks(edition: Edition, shared: Mapping[str, object]) -> Callable[..., Verbatim]:
    """The function that a page's template calls as `block(name, …)`."""

    def block(name: str, **values: object) -> Verbatim:
        """A finished piece of HTML; Markdown leaves alone what begins and ends with a block's tag."""
        return Verbatim(edition.templates.render(f"site/_{name}.html.j2", {**shared, **values}).strip())

    return block


def _social(edition: Edition, address: str, head: Head) -> dict[str, object]:
    """Open Graph's properties of a shared link, in their order, and the name of its card."""
    card = head.card or of_site(edition)
    properties = [
        ("og:type", "article" if head.published else "website"),
        ("og:title", head.title),
        ("og:description", head.description),
        ("og:url", edition.url(address)),
        ("og:site_name", edition.archive.publication.title),
        ("og:locale", _territory(edition.language)),
        *(("og:locale:alternate", _territory(other)) for other, pages in edition.others.items() if address in pages),
        ("og:image", edition.url(card.path)),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", card.alt),
    ]
    for name, moment in (("published", head.published), ("modified", head.modified)):
        if moment:
            properties.append((f"article:{name}_time", moment))
    return {"properties": [{"name": name, "value": value} for name, value in properties], "card": "summary_large_image"}


def _territory(language: str) -> str:
    """The language where most people speak it, as Open Graph wants it: "de_DE"."""
    likely = get_global("likely_subtags").get(language, language).split("_")
    return "_".join(dict.fromkeys((likely[0], likely[-1])))


def _anchor(name: str) -> Verbatim:
    """A heading's own id, so that its address outlives its words."""
    return Verbatim(f"{{#{name}}}")


def _switches(edition: Edition, address: str) -> list[Switch]:
    """Link to the same page in each other language, or to the nearest page above it that exists there."""
    found = []
    for language, addresses in edition.others.items():
        target = address
        while target not in addresses:
            above = target.rstrip("/").rpartition("/")[0]
            target = f"{above}/" if above else paths.HOME
        same = target == address
        found.append(
            Switch(
                lang=language,
                href=paths.relative(f"{edition.language}/{address}", f"{language}/{target}"),
                label=edition.in_language(language).own_name,
                title=edition.locale.t(
                    f"switch.{'same' if same else 'nearest'}", language=edition.locale.name_of(language)
                ),
                same=same,
                notes=() if same else (edition.locale.t("switch.note"),),
            )
        )
    return found


def _said(switch: Switch) -> dict[str, object]:
    """The switch for the theme; without notes it has no such member."""
    return {name: value for name, value in asdict(switch).items() if name != "notes" or value}
