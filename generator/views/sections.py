"""The sections of an issue as every output shows them. Which template a kind has says `SECTIONS`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis import flows
from generator.analysis.known import DEAL_FIGURES, KnownDeal
from generator.content.records import Issue
from generator.content.records.section import SECTIONS, Section, Verdict
from generator.text import paths
from generator.views import payments
from generator.views.edition import Edition
from generator.views.forecasts import ForecastView, Scorecard, forecast_view, scorecard
from generator.views.payments import Payment
from generator.views.tiles import Tile, figure_tile
from generator.views.titles import deal_title
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """Why an organisation wins or loses."""

    name: str
    """The organisation, as readers call it."""
    href: str
    """The way to its page."""
    why: str
    """Why; it keeps its references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The figures of one deal that an issue tells in a list."""

    title: str
    """The deal's name."""
    href: str
    """The way to its page."""
    tiles: tuple[Tile, ...]
    """Its amount, valuation and capacity, as far as somebody said them, with who did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section with its texts still to be written out."""

    id: str
    """Its anchor on the page."""
    kind: str
    """What it is, such as "news"."""
    heading: str
    """Its heading: the editor's, else the interface's word for its kind."""
    body: str
    """Its Markdown; "" if it has none."""
    winners: tuple[VerdictView, ...]
    """Whom the deals are good for."""
    losers: tuple[VerdictView, ...]
    """Whom the deals are bad for."""
    forecasts: tuple[ForecastView, ...]
    """What is expected."""
    numbers: tuple[Numbers, ...]
    """Of a section of kind `numbers`: the figures of the issue's deals, the lead first."""
    payments: tuple[Payment, ...]
    """Of a section of kind `flows`: the money between those who take part in the issue's deals, oldest first."""
    scorecard: Scorecard | None
    """Of a section of kind `scorecard`: how forecasts had come out; None in others."""

    @property
    def template(self) -> str:
        """The name of its template in every medium: `templates/<medium>/sections/<template>.…`."""
        return SECTIONS[self.kind].template

    @property
    def filled(self) -> bool:
        """True if there is anything under its heading.

        A section made from the data always has: where there is nothing to show, it says so itself.
        """
        written = self.body or self.winners or self.losers or self.forecasts
        return bool(written) or SECTIONS[self.kind].generated


def sections(writer: Writer, name: str, issue: Issue) -> Iterator[SectionView]:
    """The sections of an issue, as its own date knew what they are made from."""
    edition, locale = writer.edition, writer.edition.locale
    deals = edition.then[name].deals_of(issue)
    for section in issue.sections:
        heading = section.heading.any(edition.language) if section.heading else locale.t(f"section.{section.kind}")
        yield SectionView(
            id=section.key,
            kind=section.kind,
            heading=heading,
            body=body(edition, name, section),
            winners=_verdicts(writer, section.winners),
            losers=_verdicts(writer, section.losers),
            forecasts=tuple(forecast_view(writer, forecast) for forecast in section.forecasts),
            numbers=tuple(_numbers(writer, deals)) if section.kind == "numbers" else (),
            payments=tuple(_payments(writer, deals)) if section.kind == "flows" else (),
            scorecard=scorecard(writer, name) if section.kind == "scorecard" else None,
        )


def body(edition: Edition, name: str, section: Section) -> str:
    """The section's prose: in place, or from the file beside the issue; "" if it has none."""
    beside = edition.archive.prose.get(("briefings", name, section.key, edition.language))
    return beside.text if beside else ((section.body.get(edition.language) or "") if section.body else "")


def _verdicts(writer: Writer, entries: Iterable[Verdict]) -> tuple[VerdictView, ...]:
    return tuple(
        VerdictView(
            name=writer.name(entry.org),
            href=writer.href(writer.address(entry.org)),
            why=entry.why.any(writer.edition.language),
        )
        for entry in entries
    )


def _numbers(writer: Writer, deals: Iterable[KnownDeal]) -> Iterator[Numbers]:
    """The deals with the figures that somebody said of them; a deal of which nobody said any is left out."""
    for deal in deals:
        tiles = tuple(tile for path in DEAL_FIGURES if (tile := figure_tile(writer, deal, path)))
        if tiles:
            title = deal_title(writer.edition, writer.knowledge, deal.id)
            yield Numbers(title=title, href=writer.href(paths.page("deals", deal.id)), tiles=tiles)


def _payments(writer: Writer, deals: Iterable[KnownDeal]) -> Iterator[Payment]:
    """The payments that the issue's date knew between those who take part in its deals, in these deals or in others."""
    archive = writer.edition.archive
    parties = {flows.root(archive, party) for deal in deals for party in deal.parties}
    for edge in flows.among(writer.knowledge, parties):
        yield payments.payment(writer, edge)
