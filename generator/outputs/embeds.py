"""Charts for other sites: one page each without header or menu, made to stand in a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator.charts.catalogue import Draw, Drawing, by_page
from generator.charts.marks import Chart, svg
from generator.outputs.policy import policy
from generator.text import paths
from generator.text.templating import members
from generator.views.edition import Artifact, Edition, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage:
    """The page of a chart for other sites."""

    t: Callable[..., str]
    """The words of the language."""
    language: str
    """The language: "de"."""
    title: str
    """The chart's title, where nothing else says what it is about."""
    site: str
    """The publication's title."""
    demonstration: str
    """That all of this is a demonstration; "" if it is none."""
    own: str
    """The page's own whole address."""
    href: str
    """The whole address of the page that the chart stands on."""
    assets: str
    """Link to the folder of the language, which holds the style sheets."""
    policy: str
    """The content security policy."""
    chart: Chart
    """The caption and the numbers."""
    wide: Markup
    """The drawing for a desk."""
    narrow: Markup
    """The drawing for a phone."""


def embeds(edition: Edition) -> Iterator[Unit]:
    """Each chart of this language as its page shows it, with a way back to that page; those of a page are one unit."""
    for page, draw in by_page(edition):
        yield Unit(page, partial(_files, edition, draw))


def _files(edition: Edition, draw: Draw) -> Iterator[Artifact]:
    for drawing in draw():
        address = paths.embed(drawing.name)
        text = _page(edition, drawing, address)
        yield Artifact(paths.site_file(edition.language, f"{address}index.html"), text.encode())


def _page(edition: Edition, drawing: Drawing, address: str) -> str:
    publication = edition.archive.publication
    body = EmbedPage(
        t=edition.locale.t,
        language=edition.language,
        title=drawing.title,
        site=publication.title,
        demonstration=edition.locale.t("demonstration") if publication.demonstration else "",
        own=edition.url(address),
        href=edition.url(drawing.source),
        assets=paths.relative(address, paths.HOME),
        policy=policy(publication),
        chart=drawing.chart,
        wide=svg(edition.templates, drawing.chart, "wide"),
        narrow=svg(edition.templates, drawing.chart, "narrow"),
    )
    return edition.templates.render("site/embed.html.j2", members(body))
