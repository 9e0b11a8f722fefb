"""A finding about claims, with the way each of them took; what the detectors share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.figures import Group, KnownClaim, KnownFigure, exclude
from generator.analysis.knowledge import Knowledge
from generator.analysis.origins import UNSTATED
from generator.text.money import Quantity

SAME = Decimal("0.005")
"""How far two numbers may be apart and still be the same digits."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One page that printed a claim: `cites` is nearest relay first, origin last; empty for its own report."""

    claim: str
    source: str
    cites: tuple[str, ...]
    day: date | None
    printed: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What stands at `claim`, and the claims that show it. `claim` is the likelier mistake of the two, not a proven one."""

    claim: KnownClaim
    against: tuple[KnownClaim, ...] = ()

    @property
    def hops(self) -> tuple[Hop, ...]:
        """Every page of every claim involved, in the order in which a claim quotes them."""
        return tuple(
            Hop(claim.id, report.source, report.chain or report.origins, report.day, claim.value)
            for claim in (self.claim, *self.against)
            for report in claim.reports
        )


def figures(knowledge: Knowledge) -> Iterator[KnownFigure]:
    """Every figure once, in the deal that holds its claims."""
    for name, deal in knowledge.deals.items():
        yield from (figure for figure in deal.figures.values() if figure.deal == name)


def groups(knowledge: Knowledge) -> Iterator[tuple[Group, tuple[KnownClaim, ...]]]:
    """Every group of comparable claims, with those of them that no editor flagged and whose number is disclosed."""
    for figure in figures(knowledge):
        for group in figure.groups:
            yield group, unflagged(group.claims)


def unflagged(claims: Iterable[KnownClaim]) -> tuple[KnownClaim, ...]:
    """The claims that no editor set a flag on, without undisclosed ones."""
    return tuple(claim for claim in claims if claim.record.flag is None and claim.value.low is not None)


def weaker(one: KnownClaim, other: KnownClaim, group: Group) -> tuple[KnownClaim, KnownClaim]:
    """Both claims, the likelier mistake first.

    That is one of unstated origin; then the one which more claims exclude; then one in another currency than the
    subject reports in; then the one further from its origin; then the later one.
    """

    def rank(claim: KnownClaim) -> tuple[bool, int, bool, int, date]:
        excluded = sum(exclude(claim, rival) for rival in unflagged(group.claims))
        hops = min(report.hops for report in claim.reports)
        unstated = set(claim.origins) == {UNSTATED}
        return unstated, excluded, claim.value.unit != group.unit, hops, claim.known or date.max

    return (one, other) if rank(one) > rank(other) else (other, one)


def point(claim: KnownClaim) -> Decimal | None:
    """The number of a claim that names one, in the unit of its comparison; None for bounds, ranges, and without a rate."""
    if claim.value.qualifier not in ("exact", "about") or claim.compared is None or claim.value.low is None:
        return None
    return claim.value.low * (claim.conversion.factor if claim.conversion else 1)


def near(one: Decimal, other: Decimal, within: Decimal = SAME) -> bool:
    """Whether the two are apart by at most that share of the second.

    >>> near(Decimal("110.5"), Decimal(110))
    True
    """
    return abs(one - other) <= within * abs(other)


def ends(value: Quantity) -> tuple[Decimal, ...]:
    """The numbers that a quantity prints: one, or the two of a range."""
    return tuple(end for end in (value.low, value.high) if end is not None)
