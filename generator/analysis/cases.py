"""From rumour to closing: figures that were reported as sought before they were agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.agreement import comparable, exclude
from generator.analysis.claims import KnownClaim
from generator.analysis.figures import KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal

ENOUGH = 30
"""Below this many cases a share says more about the choice of deals than about reports, and none is computed."""
_Z = Decimal("1.96")
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The way of one figure, from what was sought to what was agreed."""

    deal: KnownDeal
    """The deal, as of today."""
    figure: KnownFigure
    """The figure with all its claims."""
    sought: tuple[KnownClaim, ...]
    """The reports of what was sought, each number once, by the day they became known; at least one."""
    agreed: KnownClaim
    """The claim of what was agreed, which became known later."""

    @property
    def held(self) -> bool | None:
        """True if the agreed number lies within the first report; None if the two cannot be compared."""
        first = self.sought[0]
        return not exclude(first, self.agreed) if comparable(first, self.agreed) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`k` of `n`, with Wilson's 95 % interval."""

    k: int
    """In how many cases it held."""
    n: int
    """The number of cases, at least one."""
    low: Decimal
    """Lower end of the interval, from 0 to 1."""
    high: Decimal
    """Upper end of the interval, from 0 to 1."""


def cases(knowledge: Knowledge) -> tuple[Case, ...]:
    """Every figure whose first report came before its agreed number, the latest agreed first."""
    found = [
        case
        for deal in knowledge.deals.values()
        for figure in deal.figures.values()
        # A part that is a deal of its own is told there.
        if figure.deal == deal.id and (case := _case(deal, figure))
    ]
    return tuple(sorted(found, key=lambda case: (-_day(case.agreed).toordinal(), case.deal.id, case.figure.path)))


def share_held(found: Iterable[Case]) -> Share | None:
    """The share of cases whose agreed number lay within the first report; None below `ENOUGH` comparable cases."""
    held = [case.held for case in found if case.held is not None]
    return wilson(sum(held), len(held)) if len(held) >= ENOUGH else None


def wilson(k: int, n: int) -> Share:
    """The share k / n with the interval of Wilson (1927), which stays within 0 and 1 however small n is.

    >>> wilson(30, 30).low.quantize(Decimal("0.001"))
    Decimal('0.886')
    """
    p, square = Decimal(k) / n, _Z * _Z
    middle = (p + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * (p * (1 - p) / n + square / (4 * n * n)).sqrt()
    return Share(k=k, n=n, low=max(Decimal(0), middle - half), high=min(Decimal(1), middle + half))


def _case(deal: KnownDeal, figure: KnownFigure) -> Case | None:
    agreed = figure.shown
    if agreed is None or agreed.record.scope != "headline" or agreed.value.low is None or agreed.known is None:
        return None
    sought = sorted(
        (
            claim
            for claim in figure.claims
            if claim.record.scope == "sought"
            and claim.record.flag is None
            and claim.known
            and claim.known < agreed.known
        ),
        key=_day,
    )
    return Case(deal=deal, figure=figure, sought=_each_once(sought), agreed=agreed) if sought else None


def _each_once(claims: Sequence[KnownClaim]) -> tuple[KnownClaim, ...]:
    """The first claim of each number."""
    first = {str(claim.value): claim for claim in reversed(claims)}
    return tuple(claim for claim in claims if first[str(claim.value)] is claim)


def _day(claim: KnownClaim) -> date:
    return claim.known or date.min
