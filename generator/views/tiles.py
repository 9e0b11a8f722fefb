"""The figures at the top of an issue: what its lead is about, each with who says so and when."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.analysis import lead_figure
from generator.analysis.known import DEAL_FIGURES, KnownDeal
from generator.analysis.lead_figure import LeadFigure
from generator.analysis.origins import UNSTATED, passed_on
from generator.content.records import Issue
from generator.content.records.deal import StatusEntry
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure in large type."""

    key: str
    """What it is: the figure's address in the deal, "evidence" or "status"."""
    label: str
    """What it is, in words: "Betrag"."""
    value: str
    """The figure: "bis zu 50 Mrd. $", "3 Ursprünge", "angekündigt"."""
    href: str
    """The way to where it is explained."""
    note: str
    """Who says so and when."""
    computed: bool = False
    """Whether nobody said it: it was counted from the claims."""


def of_issue(writer: Writer, issue: Issue) -> tuple[Tile, ...]:
    """The issue's figure, another one of its lead, how many say so, how far it has come; none of what is not known."""
    deal, chosen = writer.knowledge.lead_of(issue), lead_figure.of_issue(writer.knowledge, issue)
    said = [_chosen(writer, chosen, deal)] if chosen else []
    if deal:
        rest = [path for path in DEAL_FIGURES if not chosen or (deal.id, path) != (chosen.deal.id, chosen.path)]
        said += [figure_tile(writer, deal, path) for path in rest]
    first = [tile for tile in said if tile][:2]
    others = (_evidence(writer, deal), _state(writer, deal)) if deal else ()
    return tuple(tile for tile in (*first, *others) if tile)


def figure_tile(writer: Writer, deal: KnownDeal, path: str) -> Tile | None:
    """A figure as somebody said it; None if nobody did.

    Of what was announced without a number the tile says that none is known, whatever was sought before.
    """
    known = deal.figures.get(path)
    if known is None or not known.claims or (known.shown is None and known.agreed is None):
        return None
    return Tile(
        key=path,
        label=deal_views.figure_label(writer, path, known),
        value=writer.amount(known.shown) if known.shown else deal_views.unshown(writer, known),
        href=writer.href(paths.figure(known.deal, known.path)),
        note=deal_views.attribution(writer, known.shown) if known.shown else "",
    )


def _chosen(writer: Writer, chosen: LeadFigure, lead: KnownDeal | None) -> Tile | None:
    """The issue's figure, with the name of its deal if that is not the lead."""
    tile = figure_tile(writer, chosen.deal, chosen.path)
    if tile is None or (lead and lead.id == chosen.deal.id):
        return tile
    return replace(tile, label=f"{writer.name(chosen.deal.id)}: {tile.label}")


def _evidence(writer: Writer, deal: KnownDeal) -> Tile | None:
    """From how many origins the claims come, and at how many figures they differ: counted, not said."""
    locale = writer.edition.locale
    claims = [claim for figure in deal.figures.values() for claim in figure.claims]
    origins = {origin for claim in claims for origin in claim.origins if origin != UNSTATED}
    differ = sum(figure.agreement == "differ" for figure in deal.figures.values())
    if not origins:
        return None
    said = locale.plural("tile.differ", differ) if differ else locale.t("tile.agree")
    return Tile(
        key="evidence",
        label=locale.t("deals.evidence"),
        value=locale.plural("tile.origins", len(origins)),
        href=writer.href(paths.page("deals", deal.id)),
        note=f"{locale.plural('tile.claims', len(claims))}; {said}",
        computed=True,
    )


def _state(writer: Writer, deal: KnownDeal) -> Tile | None:
    if not deal.status:
        return None
    locale, entry = writer.edition.locale, deal.status[-1]
    return Tile(
        key="status",
        label=locale.t("deals.state"),
        value=locale.t(f"status.{entry.to}"),
        href=writer.href(f"{paths.page('deals', deal.id)}#status"),
        note=_told(writer, entry),
    )


def _told(writer: Writer, entry: StatusEntry) -> str:
    """Who tells of a step, and its day: the origin of the first page; without a page only the day."""
    edition = writer.edition
    date = edition.locale.date(entry.date) if entry.date else edition.locale.t("date.none")
    if not entry.src:
        return date
    source = edition.archive.sources[entry.src[0]]
    names = passed_on(source)
    if UNSTATED in names:
        return edition.locale.t("speaker.unstated", date=date)
    return edition.locale.t("speaker", origin=deal_views.origin_names(writer, names or (source.publisher,)), date=date)
