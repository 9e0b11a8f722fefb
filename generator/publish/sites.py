"""The site of an edition as an engine must know it: its navigation, and the words that the theme prints."""

from __future__ import annotations

from typing import Any

from generator.analysis.public import STATIC
from generator.outputs.policy import policy
from generator.publish import search
from generator.publish.engine import Site
from generator.text import paths
from generator.views.edition import Edition


def site(edition: Edition) -> Site:
    """The site of an edition, for the engine."""
    t = edition.locale.t
    publication = edition.archive.publication
    sections = [
        ("home.nav", paths.HOME),
        *(
            (f"{kind}.title", paths.index(kind))
            for kind in ("briefings", "deals", "organisations", "topics", "archive")
        ),
    ]
    return Site(
        language=edition.language,
        title=publication.title,
        url=edition.url(paths.HOME),
        navigation=tuple((t(key), f"{address}index.md") for key, address in sections),
        words={
            "site": publication.title,
            "tagline": publication.tagline.any(edition.language),
            "policy": policy(publication),
            "search": _search_words(edition) if search.available() else {},
            "demonstration": t("demonstration") if publication.demonstration else "",
            "legal": t("footer.legal"),
            "footer_links": [
                *({"title": t(f"{kind}.title"), "href": paths.index(kind)} for kind in paths.REFERENCE_PAGES),
                *(
                    {"title": edition.page_title(name), "href": paths.static(name)}
                    for name in dict.fromkeys([*STATIC, *edition.archive.pages])
                ),
            ],
            "words": {key: t(f"theme.{key}") for key in ("menu", "close", "sections", "theme", "toc")}
            | {"back": t("footer.back")},
            "missing": {"title": t("missing.title"), "text": t("missing.text")},
        },
    )


def _search_words(edition: Edition) -> dict[str, Any]:
    """The texts of the search's window; the theme prints neither window nor button without them."""
    t = edition.locale.t
    said = ("title", "close", "label", "all", "none", "one", "other", "failed", "more", "slash", "control")
    return {name: t(f"search.{name}", **({"n": "{n}"} if name in ("one", "other") else {})) for name in said} | {
        "filters": [
            {"name": name, "label": t(f"search.filter.{name}")} for name in ("type", "organisation", "topic", "year")
        ]
    }
