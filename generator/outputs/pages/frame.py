"""What every page has: its front matter, its way to the same page in the other language, its template."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from babel.core import get_global

from generator.outputs.pages import structured
from generator.text import paths
from generator.text.templating import Verbatim
from generator.views.edition import Artifact, Edition
from generator.views.social import HEIGHT, WIDTH, Card, of_site
from generator.views.writer import Writer

TABLE, COPY, COMMENTS = "table.js", "copy.js", "comments.js"
"""The scripts that a page may ask for; without them it is whole."""


def page(edition: Edition, template: str, address: str, meta: Mapping[str, Any], **values: Any) -> Artifact:
    """One Markdown file: front matter as JSON, which is YAML without its traps, then the template.

    `meta` holds title, description and kind of page, and what the theme should hide, and the scripts that the page uses; where there is more to say, the
    page's `card`, its `things` for machines, the days it was `published` and `modified`, and how `search` finds it.
    """
    publication = edition.archive.publication
    front = {
        "title": meta["title"],
        "description": meta["description"],
        "kind": meta["kind"],
        "lang": edition.language,
        "switch": _switch(edition, address),
        "feeds": [*meta.get("feeds", ()), *feeds(edition, paths.HOME, publication.title)],
        "hide": meta.get("hide", ["navigation", "toc"]),
        "social": _social(edition, address, meta),
        "structured": structured.block(
            [*meta.get("things", ()), *structured.breadcrumbs(edition, address, meta["title"])]
        ),
        "search": meta.get("search", {}),
    }
    if meta.get("scripts"):
        front["scripts"] = [f"assets/{name}" for name in meta["scripts"]]
    if publication.demonstration:
        front["robots"] = "noindex"
    shared = {"t": edition.locale.t, "locale": edition.locale}

    def block(name: str, **more: Any) -> Verbatim:
        """A finished piece of HTML; Markdown leaves alone what begins and ends with a block's tag."""
        return Verbatim(edition.templates.render(f"site/_{name}.html.j2", {**shared, **more}).strip())

    body = edition.templates.render(
        f"site/{template}.md.j2", {**shared, "block": block, "anchor": _anchor, "title": meta["title"], **values}
    )
    text = f"---\n{json.dumps(front, ensure_ascii=False, indent=1)}\n---\n\n{body.strip()}\n"
    return Artifact(paths.docs_file(edition.language, address), text.encode())


def feeds(edition: Edition, address: str, title: str) -> list[dict[str, str]]:
    """The feeds of a page in every format, as a reader that is given the page finds them; a page's own come first."""
    return [
        {
            "type": paths.FEED_TYPES[form],
            "title": edition.locale.t("feed.format", title=title, format=edition.locale.t(f"feed.{form}")),
            "href": edition.url(paths.feed(address, form)),
        }
        for form in paths.FEED_FILES
    ]


def _social(edition: Edition, address: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    """What a shared link to the page shows: Open Graph's properties in their order, and the name of the card."""
    card: Card = meta.get("card") or of_site(edition)
    properties = [
        ("og:type", "article" if "published" in meta else "website"),
        ("og:title", meta["title"]),
        ("og:description", meta["description"]),
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
    properties += [(f"article:{key}_time", meta[key]) for key in ("published", "modified") if key in meta]
    return {"properties": [{"name": name, "value": value} for name, value in properties], "card": "summary_large_image"}


def _territory(language: str) -> str:
    """The language where most people speak it, as Open Graph wants it: "de_DE"."""
    likely = get_global("likely_subtags").get(language, language).split("_")
    return "_".join(dict.fromkeys((likely[0], likely[-1])))


def _anchor(name: str) -> Verbatim:
    """A heading's own id, so that its address outlives its words."""
    return Verbatim(f"{{#{name}}}")


def list_page(edition: Edition, kind: str, address: str, scripts: Sequence[str] = (), **values: Any) -> Artifact:
    """An index page; its title and its sentence are interface words."""
    t = edition.locale.t
    meta = {"title": t(f"{kind}.title"), "description": t(f"{kind}.description"), "kind": "list", "scripts": scripts}
    return page(edition, kind, address, meta, description=meta["description"], **values)


def option(value: str, text: str, order: str = "") -> dict[str, str]:
    """A choice of a list's filter; `order` says what the empty one sorts by."""
    return {"value": value, "text": text, "order": order}


def writer_at(edition: Edition, here: str, numbers: Mapping[str, int] | None = None) -> Writer:
    """The writer of a page that knows what is known today."""
    return Writer(edition=edition, knowledge=edition.today, here=here, numbers=numbers or {})


def _switch(edition: Edition, address: str) -> list[dict[str, Any]]:
    """The way to the same page in each other language, or to the nearest page above it that exists there."""
    found = []
    for language, addresses in edition.others.items():
        target = address
        while target not in addresses:
            above = target.rstrip("/").rpartition("/")[0]
            target = f"{above}/" if above else paths.HOME
        kind = "same" if target == address else "nearest"
        found.append(
            {
                "lang": language,
                "href": paths.relative(f"{edition.language}/{address}", f"{language}/{target}"),
                "label": edition.locale.t(f"language.{language}"),
                "title": edition.locale.t(f"switch.{kind}.{language}"),
                "same": target == address,
                **({} if target == address else {"notes": [edition.locale.t("switch.note")]}),
            }
        )
    return found
