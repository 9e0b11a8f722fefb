"""The figure that stands for an issue or a deal: in large type, on cards and images, in mails, feeds and JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis import pins
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.records import Issue

STANDS_FOR = ("amount", "valuation")
"""Addresses of the figures that may stand for a deal: the first of which anything is known does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFigure:
    """A figure of a deal with the claim that is shown of it."""

    deal: KnownDeal
    """The deal that shows it."""
    path: str
    """Its address in that deal: "amount"."""
    figure: KnownFigure
    """The figure; a participant's may belong to another deal."""
    claim: KnownClaim
    """The claim that is shown of it."""


def of_deal(deal: KnownDeal) -> LeadFigure | None:
    """A deal's amount, or its valuation if nothing at all is known of an amount; None if no claim of it is shown."""
    for path in STANDS_FOR:
        figure = deal.figures.get(path)
        if figure and figure.claims:
            return LeadFigure(deal=deal, path=path, figure=figure, claim=figure.shown) if figure.shown else None
    return None


def of_issue(knowledge: Knowledge, issue: Issue) -> LeadFigure | None:
    """The one figure of an issue: what its editor chose, else that of its lead; None if nothing of it is shown.

    `knowledge` is the issue's own (`knowledge.know_issue`).
    """
    chosen = pins.read(issue.lead_figure) if issue.lead_figure else None
    if chosen:
        deal = knowledge.deals.get(chosen.deal)
        figure = deal.figures.get(chosen.path) if deal else None
        if deal and figure and figure.shown:
            return LeadFigure(deal=deal, path=chosen.path, figure=figure, claim=figure.shown)
    lead = knowledge.lead_of(issue)
    return of_deal(lead) if lead else None
