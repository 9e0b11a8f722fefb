"""What a reference such as `openai-round-2026/amazon.amount#amz-wsj` means on a date."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.figures import KnownClaim, KnownFigure
from generator.analyse.known import Knowledge
from generator.markup import Reference
from generator.records.figure import Basis

BASES: dict[str, Basis] = {"valuation.pre": "pre_money", "valuation.post": "post_money"}


@dataclass(frozen=True, slots=True)
class Found:
    """The figure a reference names, narrowed as it asks, and the claim to print."""

    figure: KnownFigure
    claim: KnownClaim


def find(knowledge: Knowledge, reference: Reference) -> Found | None:
    """The claim that a figure reference prints, None if the date knew of none."""
    path = reference.figure or ""
    figure = knowledge.figure(reference.target, "valuation" if path in BASES else path)
    if figure is None:
        return None
    if path in BASES:
        figure = figure.narrowed(lambda claim: claim.record.basis == BASES[path])
    if reference.scope:
        figure = figure.narrowed(lambda claim: reference.scope in (claim.record.scope, claim.record.what))
    claim = figure.claim(reference.claim) if reference.claim else figure.shown
    return Found(figure, claim) if claim else None
