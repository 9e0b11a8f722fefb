"""The page of all corrections."""

from __future__ import annotations

from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page, writer_at
from generator.text import paths
from generator.views import changes as change_views
from generator.views.edition import Artifact, Edition


def corrections(edition: Edition) -> Artifact:
    """Every correction, newest first, each at an address of its own, with the feed of them."""
    address = paths.index("corrections")
    writer, t = writer_at(edition, address), edition.locale.t
    feed = {"type": "application/rss+xml", "title": t("corrections.title"), "href": edition.url("corrections.xml")}
    return page(
        edition,
        "corrections",
        address,
        {
            "title": t("corrections.title"),
            "description": t("corrections.description"),
            "kind": "list",
            "search": findable(edition, "page", t("corrections.title")),
            "feeds": [feed],
        },
        corrections=change_views.corrections(writer),
        feed=feed["href"],
        methodology_file=writer.href(paths.static("methodology"), "file"),
    )
