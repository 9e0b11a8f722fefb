"""Charts for other sites: one page each without header or menu, made to stand in a frame."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts.catalogue import Drawing, every
from generator.charts.marks import svg
from generator.outputs.policy import policy
from generator.text import paths
from generator.views.edition import Artifact, Edition


def embeds(edition: Edition) -> Iterator[Artifact]:
    """Each chart of this language as its page shows it, with a way back to that page."""
    for drawing in every(edition):
        address = paths.embed(drawing.name)
        text = _page(edition, drawing, address)
        yield Artifact(paths.site_file(edition.language, f"{address}index.html"), text.encode())


def _page(edition: Edition, drawing: Drawing, address: str) -> str:
    publication = edition.archive.publication
    values = {
        "t": edition.locale.t,
        "language": edition.language,
        "title": drawing.title,
        "site": publication.title,
        "demonstration": edition.locale.t("demonstration") if publication.demonstration else "",
        "own": edition.url(address),
        "href": edition.url(drawing.source),
        "assets": paths.relative(address, paths.HOME),
        "policy": policy(publication),
        "chart": drawing.chart,
        "wide": svg(edition.templates, drawing.chart, "wide"),
        "narrow": svg(edition.templates, drawing.chart, "narrow"),
    }
    return edition.templates.render("site/embed.html.j2", values)
