"""The pages that an editor writes by hand, and the imprint, which the publication file fills."""

from __future__ import annotations

import re
from typing import Any, Literal

from generator.mail import signup
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page, writer_at
from generator.text import paths
from generator.views import agenda
from generator.views.edition import Artifact, Edition


def static_page(edition: Edition, name: str) -> Artifact:
    """A page from `content/pages`; the ones every publication has exist without a file too."""
    record = edition.archive.pages.get(name)
    address = paths.static(name)
    writer = writer_at(edition, address)
    summary = record.summary.any(edition.language) if record and record.summary else ""
    beside = edition.archive.prose.get(("pages", name, name, edition.language))
    in_place = record.body.get(edition.language) if record and record.body else None
    publication = edition.archive.publication
    return page(
        edition,
        name if name in ("imprint", "subscribe") else "page",
        address,
        {
            "title": edition.page_title(name),
            "description": writer.plain(summary) or edition.page_title(name),
            "kind": "text",
            "hide": ["navigation"],
            "search": findable(edition, "page", edition.page_title(name)),
        },
        w=writer,
        summary=summary,
        body=beside.text if beside else in_place or "",
        site=publication.title,
        legal=publication.legal,
        editor=publication.editor,
        demonstration=publication.demonstration,
        form=signup.form(publication.newsletter, edition.language),
        privacy_href=writer.href(paths.static("privacy")),
        subscribe=_subscribe(edition, address) if name == "subscribe" else None,
        flows_file=writer.href(paths.FLOWS, "file") if name == "methodology" else "",
    )


def _subscribe(edition: Edition, here: str) -> dict[str, Any]:
    """Every feed and calendar of the language, as whole addresses that can be copied."""
    t = edition.locale.t
    found = agenda.entries(edition)
    dated = {name for name, _ in agenda.organisations(edition, found)}

    def feed(address: str) -> list[dict[str, str]]:
        forms = ((t(f"feed.{form}"), edition.url(paths.feed(address, form))) for form in paths.FEED_FILES)
        return [{"word": word, "href": href} for word, href in forms]

    def parts(kind: Literal["topics", "organisations"]) -> list[dict[str, Any]]:
        rows = [
            {
                "title": title,
                "feeds": feed(paths.page(kind, name)),
                "calendar": edition.url(paths.calendar_file(paths.page(kind, name))) if name in dated else "",
            }
            for name, title in edition.own_feeds(kind)
        ]
        return sorted(rows, key=lambda row: str(row["title"]).casefold())

    calendar = edition.url(paths.calendar_file(paths.HOME))
    main = [
        ("feeds", feed(paths.HOME)),
        ("corrections", [{"word": t("feed.rss"), "href": edition.url(paths.CORRECTIONS_FEED)}]),
        # A calendar's plain address is only read in once; programs that know webcal: subscribe to it.
        (
            "calendar",
            [
                {"word": t("subscribe.calendar.follow"), "href": re.sub("^https?:", "webcal:", calendar)},
                {"word": t("subscribe.calendar.file"), "href": calendar},
            ],
        ),
        ("opml", [{"word": t("subscribe.opml.file"), "href": paths.from_root(here, "feeds.opml")}]),
    ]
    return {
        "main": [
            {"title": t(f"subscribe.{key}.title"), "text": t(f"subscribe.{key}.about"), "feeds": ways}
            for key, ways in main
            if found or key != "calendar"
        ],
        "parts": [
            {"title": t(f"{kind}.title"), "rows": parts(kind)}
            for kind in ("topics", "organisations")
            if edition.own_feeds(kind)
        ],
    }
