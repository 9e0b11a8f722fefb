"""Claims side by side, as detectors need them: which compare, which is the likelier mistake, which numbers are near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.figures import Group, KnownClaim, KnownFigure, exclude
from generator.analysis.origins import UNSTATED
from generator.content.records.figure import WHOLE_SCOPES
from generator.content.records.source import Source
from generator.rules.facts import Facts
from generator.text.money import Quantity
from generator.text.rates import Rates

SAME = Decimal("0.005")
"""How far two numbers may be apart and still be the same digits, as a share."""
NO_RATES = Rates({})
"""For comparisons in which nothing is converted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Claims that speak of one and the same thing, ready to be held against each other."""

    group: Group
    """The group as readers see it, with its unit; it holds flagged and undisclosed claims too."""
    claims: tuple[KnownClaim, ...]
    """Those of its claims that no editor flagged and whose number is disclosed."""
    rates: Rates
    """The exchange rates by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Claims that measure one thing on one scale, in whatever currency and on whatever basis."""

    groups: tuple[Group, ...]
    """The groups of the figure that they are in."""
    claims: tuple[KnownClaim, ...]
    """The claims, without those that an editor flagged."""
    rates: Rates
    """The exchange rates by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure and the pages that print its claims."""

    figure: KnownFigure
    """The figure as it is known today."""
    sources: Mapping[str, Source]
    """The sources of all its claims, by id."""


def every_group(facts: Facts, name: str) -> Iterator[Compared]:
    """Every group of comparable claims of every figure of a deal."""
    yield from facts.once(_groups, "deals", name)


def _groups(facts: Facts, name: str) -> tuple[Compared, ...]:
    figures = every_figure(facts, name)
    return tuple(group for figure in figures for group in groups_of(figure, facts.archive.rates))


def every_measure(facts: Facts, name: str) -> Iterator[Measured]:
    """What was sought and what was agreed is on one scale; everything else alone, but on any basis."""
    yield from facts.once(_measures, "deals", name)


def _measures(facts: Facts, name: str) -> tuple[Measured, ...]:
    found: list[Measured] = []
    for figure in every_figure(facts, name):
        scales: defaultdict[tuple[str, str | None], list[Group]] = defaultdict(list)
        for group in figure.groups:
            scales["whole" if group.scope in WHOLE_SCOPES else group.scope, group.what].append(group)
        for groups in scales.values():
            claims = unflagged(claim for group in groups for claim in group.claims)
            found.append(Measured(groups=tuple(groups), claims=claims, rates=facts.archive.rates))
    return tuple(found)


def every_figure(facts: Facts, name: str) -> Iterator[KnownFigure]:
    """Every figure of a deal known today that holds its own claims, and not another deal's."""
    return (figure for figure in facts.today.deals[name].figures.values() if figure.deal == name)


def every_printed_figure(facts: Facts, name: str) -> Iterator[Printed]:
    """Every figure of a deal known today, with its sources."""
    for figure in every_figure(facts, name):
        names = {report.source for claim in figure.claims for report in claim.reports}
        yield Printed(figure=figure, sources={name: facts.archive.sources[name] for name in names})


def groups_of(figure: KnownFigure, rates: Rates = NO_RATES) -> Iterator[Compared]:
    """The groups of one figure; without rates where nobody converts."""
    for group in figure.groups:
        yield Compared(group=group, claims=unflagged(group.claims), rates=rates)


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
    """The number of a claim that names one, in the unit of comparison; None for bounds, ranges, and without a rate."""
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
