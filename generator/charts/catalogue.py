"""Every chart of the site: which page shows it, and the addresses it has of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from markupsafe import Markup

from generator.analysis import flows
from generator.analysis.circles import Circle, circles
from generator.analysis.flows import Edge, Raised
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.charts import bars, growth, ranges, spark, streams, timeline
from generator.charts.marks import Chart, svg
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import organisations as organisation_views
from generator.views.edition import Edition
from generator.views.writer import Writer

FIGURES = ("amount", "valuation")
"""The figures of a deal whose claims are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart with the page that shows it, from which its own addresses follow."""

    chart: Chart
    """The drawings, in both forms."""
    page: str
    """The address of the page that shows it: "deals/openai-round-2026/"."""
    about: str = ""
    """The page's subject, "" if the chart's own title names it."""

    @property
    def title(self) -> str:
        """Its title, for a place where nothing else says what it is about."""
        return f"{self.about}: {self.chart.title}" if self.about else self.chart.title

    @property
    def name(self) -> str:
        """The end of its addresses: "deals/openai-round-2026/amount"."""
        return f"{self.page}{self.key}"

    @property
    def key(self) -> str:
        """Its name on its page: "amount"."""
        return self.chart.id.removeprefix("c-")

    @property
    def narrow(self) -> str:
        """The end of its image's address in a mail, which is no wider than the form for phones."""
        return f"{self.name}-narrow"

    @property
    def source(self) -> str:
        """Its address on the site: the page and its anchor there."""
        return f"{self.page}#{self.chart.id}"


Draw = Callable[[], Iterable[Drawing]]
"""Draws the charts of a page when it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The payments from which the charts of the money graph are drawn."""

    paid: Sequence[Edge]
    """Every payment from one organisation to another."""
    rings: Sequence[Circle]
    """Payments that lead back to where they began."""
    raised: Mapping[str, tuple[Raised, ...]]
    """The rounds of each lab by its id, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChart:
    """A chart as a page shows it, with the ways to take it along."""

    chart: Chart
    """Its title, its caption and its numbers."""
    wide: Markup
    """The drawing for a desk."""
    narrow: Markup
    """The drawing for a phone."""
    svg: str
    """Link to the file as SVG."""
    png: str
    """Link to the file as PNG."""
    embed: str
    """Link to the page that stands in other sites' frames."""
    code: str
    """The code of an <iframe> that shows it on another site."""


def every(edition: Edition) -> Iterator[Drawing]:
    """All charts of a language, each once, with the page that it belongs to."""
    for _, draw in by_page(edition):
        yield from draw()


def by_page(edition: Edition) -> Iterator[tuple[str, Draw]]:
    """The address of each page that may show charts, and what draws them."""

    def writer(page: str, knowledge: Knowledge = edition.today) -> Writer:
        return Writer(edition=edition, knowledge=knowledge, here=page, numbers={})

    def issue(name: str, page: str) -> Iterable[Drawing]:
        return filter(None, [of_issue(writer(page, edition.then[name]), name)])

    def deal(name: str, page: str) -> Iterable[Drawing]:
        return of_deal(writer(page), edition.today.deals[name]).values()

    def organisation(name: str, page: str) -> Iterable[Drawing]:
        return of_organisation(writer(page), name)

    own: tuple[tuple[paths.Kind, Iterable[str], Callable[[str, str], Iterable[Drawing]]], ...] = (
        ("briefings", [name for name, _ in edition.issues], issue),
        ("deals", [name for name in edition.archive.deals if edition.has(paths.page("deals", name))], deal),
        ("organisations", edition.archive.organisations, organisation),
    )
    for kind, names, draw in own:
        for name in names:
            page = paths.page(kind, name)
            yield page, partial(draw, name, page)
    yield paths.FLOWS, lambda: of_flows(writer(paths.FLOWS), graph(edition)).values()


def of_issue(writer: Writer, name: str) -> Drawing | None:
    """The main chart of an issue, as its date knew its lead."""
    issue = writer.edition.archive.issues[name]
    lead = writer.knowledge.lead_of(issue)
    chart = ranges.main(writer, lead) if lead else None
    if lead is None or chart is None:
        return None
    return Drawing(chart=chart, page=paths.page("briefings", name), about=writer.name(lead.id))


def of_deal(writer: Writer, deal: KnownDeal) -> dict[str, Drawing]:
    """The charts of a deal by figure, and its course as "status"."""
    drawn = {
        path: ranges.chart(writer, path, deal.figures[path], deal_views.figure_label(writer, path, deal.figures[path]))
        for path in FIGURES
        if path in deal.figures
    }
    drawn["status"] = timeline.chart(writer, deal)
    page, about = paths.page("deals", deal.id), writer.name(deal.id)
    return {key: Drawing(chart=chart, page=page, about=about) for key, chart in drawn.items() if chart}


def of_organisation(writer: Writer, name: str) -> list[Drawing]:
    """How firm an organisation's money is, and its deals over time."""
    paid = flows.edges_of(writer.edition.today, name)
    raised = flows.raised(writer.edition.archive, writer.edition.today, name, paid)
    drawn = (
        bars.chart(writer, name, paid, raised),
        spark.chart(writer, name, organisation_views.deals_of(writer.edition, name)),
    )
    return [Drawing(chart=chart, page=paths.page("organisations", name)) for chart in drawn if chart]


def of_flows(writer: Writer, found: Flows) -> dict[str, Drawing]:
    """The money graph as "flows", and what each lab has raised over time as "growth"."""
    drawn = {"flows": streams.chart(writer, found.paid, found.rings), "growth": growth.chart(writer, found.raised)}
    return {key: Drawing(chart=chart, page=paths.FLOWS) for key, chart in drawn.items() if chart}


def graph(edition: Edition) -> Flows:
    """The money graph as today knows it."""
    archive, today = edition.archive, edition.today
    paid = flows.edges(archive, today)
    labs = sorted(name for name, record in archive.organisations.items() if record.kind == streams.LAB)
    raised = {lab: flows.raised(archive, today, lab, flows.edges_of(today, lab)) for lab in labs}
    return Flows(paid=paid, rings=circles(paid), raised=raised)


def shown(writer: Writer, drawing: Drawing) -> ShownChart:
    """A chart for the page at the writer's address."""
    title, templates = escape(drawing.title), writer.edition.templates
    url = writer.edition.url(paths.embed(drawing.name))
    return ShownChart(
        chart=drawing.chart,
        wide=svg(templates, drawing.chart, "wide"),
        narrow=svg(templates, drawing.chart, "narrow"),
        svg=writer.href(paths.chart_file(drawing.name, "svg")),
        png=writer.href(paths.chart_file(drawing.name, "png")),
        embed=writer.href(paths.embed(drawing.name)),
        code=f'<iframe src="{url}" title="{title}" width="100%" height="480" loading="lazy"></iframe>',
    )
