"""The page of all corrections."""

from __future__ import annotations

from dataclasses import dataclass

from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import Feed, Head, page, writer_at
from generator.text import paths
from generator.views import corrections as correction_views
from generator.views.corrections import CorrectionView
from generator.views.edition import Artifact, Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """The page of all corrections."""

    corrections: tuple[CorrectionView, ...]
    """Newest first."""
    feed: str
    """The whole address of their feed."""
    methodology_file: str
    """Link to the Markdown file of the methodology."""


def corrections(edition: Edition) -> Artifact:
    """Every correction, newest first, each at an address of its own, with the feed of them."""
    address = paths.index("corrections")
    writer, t = writer_at(edition, address), edition.locale.t
    feed = Feed(type=paths.FEED_TYPES["rss"], title=t("corrections.title"), href=edition.url(paths.CORRECTIONS_FEED))
    head = Head(
        title=t("corrections.title"),
        description=t("corrections.description"),
        kind="list",
        search=findable(edition, "page", t("corrections.title")),
        feeds=(feed,),
    )
    body = CorrectionsPage(
        corrections=correction_views.every(writer),
        feed=feed.href,
        methodology_file=writer.href(paths.static("methodology"), "file"),
    )
    return page(edition, "corrections", address, head, body)
