"""From rumour to closing: what was first reported of a figure, and what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.analysis.cases import ENOUGH, Case, Share, share_held
from generator.analysis.cases import cases as found_in
from generator.analysis.figures import KnownClaim
from generator.content.records.deal import Status
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import Head, page, writer_at
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A claim on the way of a figure."""

    date: str
    """When it became known, in words."""
    iso: str
    """The same for machines; "" if that is not known."""
    kind: Literal["agreed", "sought"]
    """Whether this was agreed or still sought."""
    word: str
    """The same in a word."""
    amount: str
    """The number as it was said."""
    meaning: str
    """Its basis, such as "post-money"; "" if that was not said."""
    origin: str
    """The origins by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigure:
    """The way of a figure from what was first reported to what was agreed."""

    label: str
    """The figure's name for readers."""
    href: str
    """Link to it on the deal's page."""
    steps: tuple[Step, ...]
    """The claims that were sought, by day, and then the one that was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeal:
    """A deal whose figures went that way."""

    id: str
    """Its id, which is its anchor."""
    title: str
    """Its title."""
    file: str
    """Link to its Markdown file."""
    state: Status | None
    """How far it has come; None if nobody said."""
    state_word: str
    """The same in words."""
    since: str
    """Since when, in words."""
    figures: tuple[CaseFigure, ...]
    """Its figures that went that way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """The page of all cases."""

    deals: tuple[CaseDeal, ...]
    """The deals in the order of the content."""
    count: str
    """How many figures there are, in words."""
    enough: str
    """How many it takes to tell a share, as it is printed."""
    share: str | None
    """How many held, in a sentence; None if there are too few to say."""
    methodology_file: str
    """Link to the Markdown file of the methodology."""


def cases(edition: Edition) -> Artifact:
    """Each figure's way, deal by deal; a share of them only where there are enough to bear one."""
    address = paths.index("cases")
    writer, locale = writer_at(edition, address), edition.locale
    found = [case for case in found_in(edition.today) if edition.has(paths.page("deals", case.deal.id))]
    deals = dict.fromkeys(case.deal.id for case in found)
    head = Head(
        title=locale.t("cases.title"),
        description=locale.t("cases.description"),
        kind="list",
        search=findable(edition, "page", locale.t("cases.title")),
    )
    body = CasesPage(
        deals=tuple(_deal(writer, [case for case in found if case.deal.id == deal]) for deal in deals),
        count=locale.plural("cases.count", len(found)),
        enough=locale.number(ENOUGH),
        share=_share(edition, share_held(found)),
        methodology_file=writer.href(paths.static("methodology"), "file"),
    )
    return page(edition, "cases", address, head, body)


def _deal(writer: Writer, found: list[Case]) -> CaseDeal:
    card = deal_views.card(writer, found[0].deal)
    return CaseDeal(
        id=card.id,
        title=card.title,
        file=writer.href(paths.page("deals", card.id), "file"),
        state=card.state,
        state_word=card.state_word,
        since=card.since,
        figures=tuple(
            CaseFigure(
                label=deal_views.figure_label(writer, case.figure.path, case.figure),
                href=writer.href(paths.figure(case.deal.id, case.figure.path)),
                steps=(*(_step(writer, claim) for claim in case.sought), _step(writer, case.agreed)),
            )
            for case in found
        ),
    )


def _step(writer: Writer, claim: KnownClaim) -> Step:
    locale = writer.edition.locale
    return Step(
        date=locale.date(claim.known) if claim.known else locale.t("date.none"),
        iso=claim.known.isoformat() if claim.known else "",
        kind="agreed" if claim.record.scope == "headline" else "sought",
        word=locale.t(f"scope.{claim.record.scope}"),
        amount=writer.amount(claim),
        meaning=locale.t(f"basis.{claim.record.basis}") if claim.record.basis else "",
        origin=deal_views.origin_names(writer, claim.reports[0].origins),
    )


def _share(edition: Edition, found: Share | None) -> str | None:
    if found is None:
        return None
    locale = edition.locale
    return locale.t(
        "cases.share",
        k=locale.number(found.k),
        n=locale.number(found.n),
        low=locale.whole_percent(found.low),
        high=locale.whole_percent(found.high),
    )
