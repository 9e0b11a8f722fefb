"""The figures at the top of an issue: what its lead is about, each with who says so and when."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.known import DEAL_FIGURES, KnownDeal
from generator.analysis.origins import UNSTATED, passed_on
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


def tiles(writer: Writer, deal: KnownDeal) -> tuple[Tile, ...]:
    """Amount and valuation as somebody said them, how many say so, how far it has come; none of what is not known."""
    said = [tile for path in DEAL_FIGURES for tile in [figure_tile(writer, deal, path)] if tile][:2]
    return tuple(tile for tile in (*said, _evidence(writer, deal), _state(writer, deal)) if tile)


def figure_tile(writer: Writer, deal: KnownDeal, path: str) -> Tile | None:
    """A figure as somebody said it; None if nobody did."""
    known = deal.figures.get(path)
    if known is None or known.shown is None:
        return None
    return Tile(
        key=path,
        label=writer.edition.locale.t(f"figure.{path}"),
        value=writer.amount(known.shown),
        href=writer.href(paths.figure(deal.id, path)),
        note=deal_views.attribution(writer, known.shown),
    )


def _evidence(writer: Writer, deal: KnownDeal) -> Tile | None:
    """From how many origins the claims come, and at how many figures they differ: counted, not said."""
    locale = writer.edition.locale
    claims = [claim for figure in deal.figures.values() for claim in figure.claims]
    origins = {origin for claim in claims for origin in claim.origins if origin != UNSTATED}
    differ = sum(any(group.agreement == "differ" for group in figure.groups) for figure in deal.figures.values())
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
