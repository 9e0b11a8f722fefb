"""From rumour to closing: what was first reported of a figure, and what was agreed."""

from __future__ import annotations

from typing import Any

from generator.analysis.cases import ENOUGH, Case, Share, share_held
from generator.analysis.cases import cases as found_in
from generator.analysis.figures import KnownClaim
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page, writer_at
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


def cases(edition: Edition) -> Artifact:
    """Each figure's way, deal by deal; a share of them only where there are enough to bear one."""
    address = paths.index("cases")
    writer, locale = writer_at(edition, address), edition.locale
    found = [case for case in found_in(edition.today) if edition.has(paths.page("deals", case.deal.id))]
    deals = dict.fromkeys(case.deal.id for case in found)
    return page(
        edition,
        "cases",
        address,
        {
            "title": locale.t("cases.title"),
            "description": locale.t("cases.description"),
            "kind": "list",
            "search": findable(edition, "page", locale.t("cases.title")),
        },
        deals=[_deal(writer, [case for case in found if case.deal.id == deal]) for deal in deals],
        count=locale.plural("cases.count", len(found)),
        enough=locale.number(ENOUGH),
        share=_share(edition, share_held(found)),
        methodology_file=writer.href(paths.static("methodology"), "file"),
    )


def _deal(writer: Writer, found: list[Case]) -> dict[str, Any]:
    card = deal_views.card(writer, found[0].deal)
    return {
        "id": card.id,
        "title": card.title,
        "file": writer.href(paths.page("deals", card.id), "file"),
        "state": card.state,
        "state_word": card.state_word,
        "since": card.since,
        "figures": [
            {
                "label": deal_views.figure_label(writer, case.figure.path, case.figure),
                "href": writer.href(paths.figure(case.deal.id, case.figure.path)),
                "steps": [*(_step(writer, claim) for claim in case.sought), _step(writer, case.agreed)],
            }
            for case in found
        ],
    }


def _step(writer: Writer, claim: KnownClaim) -> dict[str, Any]:
    locale = writer.edition.locale
    agreed = claim.record.scope == "headline"
    return {
        "date": locale.date(claim.known) if claim.known else locale.t("date.none"),
        "iso": claim.known.isoformat() if claim.known else "",
        "kind": "agreed" if agreed else "sought",
        "word": locale.t(f"scope.{claim.record.scope}"),
        "amount": writer.amount(claim),
        "meaning": locale.t(f"basis.{claim.record.basis}") if claim.record.basis else "",
        "origin": deal_views.origin_names(writer, claim.reports[0].origins),
    }


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
