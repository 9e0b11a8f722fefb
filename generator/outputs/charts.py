"""Every chart as a file to take along, with its title, its caption and its source: SVG, and the same as PNG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.charts import lettering
from generator.charts.catalogue import Draw, Drawing, by_page
from generator.charts.marks import Canvas, Chart, coordinate
from generator.charts.png import LETTERS, paper, rules
from generator.text import paths
from generator.text.templating import members
from generator.views.edition import Artifact, Edition, Unit

MARGIN = 24
SCALE = 1.5
"""Pixels of the image for each of the drawing: enough for a slide; for print there is the SVG."""
TITLE, SMALL = 18, 12
"""The letters of the title and of what stands below, in pixels."""
_LEADING = 1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFile:
    """A chart that stands alone. A line of text comes with the height of its base line."""

    chart: Chart
    """Its title and its facts, in words."""
    canvas: Canvas
    """The drawing."""
    title: str
    """Its title."""
    language: str
    """The language of its words: "de"."""
    rules: str
    """The style sheet of its marks, colours and all."""
    paper: str
    """The colour that it is drawn on."""
    top: float
    """The height at which the drawing begins."""
    heading: tuple[tuple[str, float], ...]
    """The title in lines."""
    foot: tuple[tuple[str, float], ...]
    """The caption and the source in lines."""
    width: int
    """Of the whole file, in pixels."""
    height: float
    """Of the whole file, in pixels."""


def charts(edition: Edition) -> Iterator[Unit]:
    """Two files for each chart of this language, by day and in the form for a desk; the PNG is 1302 pixels wide.

    The charts of a page are one unit.
    """
    for page, draw in by_page(edition):
        yield Unit(page, partial(_files, edition, draw))


def _files(edition: Edition, draw: Draw) -> Iterator[Artifact]:
    for drawing in draw():
        text = drawing_file(edition, drawing).encode()
        yield Artifact(paths.site_file(edition.language, paths.chart_file(drawing.name, "svg")), text)
        yield Artifact(paths.site_file(edition.language, paths.chart_file(drawing.name, "png")), text, scale=SCALE)


def drawing_file(edition: Edition, drawing: Drawing) -> str:
    """The SVG of a chart that stands alone: it brings its colours, and says what it shows and whose it is."""
    chart, canvas, t = drawing.chart, drawing.chart.wide, edition.locale.t
    publication = edition.archive.publication
    credit = t("chart.credit", site=publication.title, url=edition.url(drawing.source))
    said = [chart.caption, credit, *([t("demonstration")] if publication.demonstration else [])]
    heading = _lines(lettering.wrap(drawing.title, canvas.width, TITLE, bold=True), MARGIN + TITLE, TITLE)
    top = MARGIN + len(heading) * TITLE * _LEADING + 12
    foot = _lines(
        [line for text in said for line in lettering.wrap(text, canvas.width, SMALL, lines=6)],
        top + canvas.height + 20 + SMALL,
        SMALL,
    )
    body = ChartFile(
        chart=chart,
        canvas=canvas,
        title=drawing.title,
        language=edition.language,
        rules=rules(edition.templates),
        paper=paper(edition.templates),
        top=top,
        heading=heading,
        foot=foot,
        width=canvas.width + 2 * MARGIN,
        height=foot[-1][1] + MARGIN,
    )
    shared = {"n": coordinate, "letters": LETTERS, "title_size": TITLE, "margin": MARGIN}
    return edition.templates.render("charts/file.svg.j2", {**shared, **members(body)})


def _lines(texts: Iterable[str], first: float, size: float) -> tuple[tuple[str, float], ...]:
    """Each line with the height of its base line."""
    return tuple((text, first + index * size * _LEADING) for index, text in enumerate(texts))
