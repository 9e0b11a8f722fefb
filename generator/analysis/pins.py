"""The claim that an editor chose for the figure of one issue: "deal/path" or "deal/path#claim"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.text.reads import Made


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The address of a figure, with or without one of its claims."""

    deal: str
    """Id of the deal: "openai-round-2026"."""
    path: str
    """Address of the figure in the deal: "amount", "amazon.amount"; "" if none was written."""
    claim: str | None
    """Id of the claim to show; None leaves it to the rules."""


def read(text: str) -> Pin:
    """The parts of an address.

    >>> read("openai-round-2026/amount#total").claim
    'total'
    """
    address, mark, claim = text.partition("#")
    deal, _, path = address.partition("/")
    return Pin(deal=deal.strip(), path=path.strip(), claim=claim.strip() if mark else None)


def pinned(deals: Mapping[str, KnownDeal], text: str) -> KnownFigure | None:
    """The figure with the claim that the address names.

    None if there is no such figure, or if the claim cannot be shown: it is not known yet, or it tells only what was
    sought before the deal was announced.
    """
    found = read(text)
    deal = deals.get(found.deal)
    figure = deal.figures.get(found.path) if deal else None
    if figure is None or found.claim is None:
        return figure if figure and figure.shown else None
    claim = figure.claim(found.claim)
    return figure.pinned(claim) if claim and may_show(figure, claim) else None


def may_show(figure: KnownFigure, claim: KnownClaim) -> bool:
    """Whether a claim may stand as the figure: what was sought may not, once the deal was announced."""
    return figure.agreed is None or claim.record.scope != "sought"


def pin(deals: Mapping[str, KnownDeal], text: str) -> Mapping[str, KnownDeal]:
    """The deals with the claim shown that the address names, wherever its figure stands; unchanged if it names none."""
    home = read(text).deal

    def found(name: str) -> KnownDeal:
        deal = deals[name]
        if all(figure.deal != home for figure in deal.figures.values()):
            return deal
        figure = pinned(deals, text)
        return _with(deal, figure) if figure else deal

    return Made(deals, found)


def _with(deal: KnownDeal, pinned: KnownFigure) -> KnownDeal:
    def stands(figure: KnownFigure | None) -> KnownFigure | None:
        same = figure is not None and (figure.deal, figure.path) == (pinned.deal, pinned.path)
        return pinned if same else figure

    if not any(stands(figure) is pinned for figure in deal.figures.values()):
        return deal
    return replace(
        deal,
        figures={path: stands(figure) or figure for path, figure in deal.figures.items()},
        participants=tuple(
            replace(part, amount=stands(part.amount), stake=stands(part.stake)) for part in deal.participants
        ),
    )
