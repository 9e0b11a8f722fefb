"""Circular flows: money that is put into a company and, through orders, can come back to who put it in.

A circle is a fact about contracts and dates. It says nothing about whether either contract would exist without the
other, and nothing about anyone's intent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.flows import CAPITAL, Edge, between, counted, total
from generator.text.money import Interval

LONGEST = 4
"""The most organisations in a circle: longer ways round are found in any dense graph and say nothing."""
MONTHS = 36
"""The width of a circle's window: contracts are written for years, not for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """The payments from one organisation to the next that lie inside the circle's window."""

    payer: str
    """Id of the organisation that pays."""
    receiver: str
    """Id of the organisation that is paid: the payer of the next hop."""
    edges: tuple[Edge, ...]
    """The payments, at least one: equity, debt and orders."""

    def of(self, capital: bool) -> tuple[Edge, ...]:
        """Its equity and debt, or its orders."""
        return tuple(edge for edge in self.edges if (edge.moves in CAPITAL) == capital)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Hops that lead back to where they began."""

    hops: tuple[Hop, ...]
    """The hops in the order of the money; the first carries capital, the last an order if the circle allows."""
    first: date
    """The day of its earliest payment."""
    last: date
    """The day of its latest payment, at most the window after the first."""

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the organisations, in the order in which the money passes them."""
        return tuple(hop.payer for hop in self.hops)

    @property
    def direct(self) -> bool:
        """True if two organisations form it, without a third."""
        return len(self.hops) == 2

    @property
    def capital(self) -> Interval | None:
        """E, the capital that the first organisation puts in; None if undisclosed."""
        return total(edge.amount for edge in counted(self.hops[0].of(capital=True)))

    @property
    def orders(self) -> Interval | None:
        """C, the orders that the first organisation gets; None if undisclosed or if the last hop has no order."""
        return total(edge.amount for edge in counted(self.hops[-1].of(capital=False)))

    @property
    def ratio(self) -> Interval | None:
        """C / E for a direct circle: orders per unit of capital, [Cl / Eu, Cu / El].

        Not min(E, C) / E, the share that can come back: that is 1 for every circle whose order is the larger side, and
        hides by how much. C runs over the contract's years, E is often paid at once. None if a side is undisclosed.
        """
        capital, orders = self.capital, self.orders
        return orders.over(capital) if self.direct and capital and orders else None


def circles(found: Iterable[Edge], longest: int = LONGEST, months: int = MONTHS) -> tuple[Circle, ...]:
    """Every simple cycle with capital on one hop and an order on another, all inside a window; direct ones first,
    then by the smallest hop, largest first.

    A cycle that fits into several windows is reported for the latest. Edges without a day are in no window.
    """
    hops: dict[str, dict[str, list[Edge]]] = {}
    for edge in sorted(found, key=_order):
        if edge.day and (edge.moves in CAPITAL or edge.moves == "purchase"):
            hops.setdefault(edge.payer, {}).setdefault(edge.receiver, []).append(edge)
    circles = [c for names in _cycles(hops, longest) if (c := _circle(hops, names, months))]
    return tuple(sorted(circles, key=lambda c: (len(c.hops), -_bottleneck(c), c.names)))


def whole(circle: Circle, found: Sequence[Edge]) -> Circle:
    """A direct circle with every payment between the two, older and newer ones than its window too.

    The window decides whether there is a circle; what the two have paid each other is the same sum wherever it is told.
    """
    hops = []
    for hop in circle.hops:
        ways = (between(found, hop.payer, hop.receiver, capital=capital) for capital in (True, False))
        hops.append(Hop(payer=hop.payer, receiver=hop.receiver, edges=tuple(edge for way in ways for edge in way)))
    days = [edge.day for hop in hops for edge in hop.edges if edge.day]
    return Circle(hops=tuple(hops), first=min(days, default=circle.first), last=max(days, default=circle.last))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the first of the next month where that month is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return date(years, month + 1, day.day)
    except ValueError:
        return date(years + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def _order(edge: Edge) -> tuple[date, str, str, str, str]:
    return edge.day or date.max, edge.deal, edge.payer, edge.receiver, edge.moves


def _cycles(graph: Mapping[str, Mapping[str, object]], longest: int) -> Iterator[tuple[str, ...]]:
    """Simple cycles of 2 to `longest` nodes, each once, from its first name in order."""
    for start in sorted(graph):
        yield from _cycles_from(graph, start, longest)


def _cycles_from(graph: Mapping[str, Mapping[str, object]], start: str, longest: int) -> Iterator[tuple[str, ...]]:
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        for name in sorted(graph.get(way[-1], ())):
            if name == start and len(way) > 1:
                yield way
            elif name > start and name not in way and len(way) < longest:
                ways.append((*way, name))


def _circle(graph: Mapping[str, Mapping[str, Sequence[Edge]]], names: tuple[str, ...], months: int) -> Circle | None:
    """The circle along these organisations in its latest window, None if no window has one."""
    ring = [(payer, names[(n + 1) % len(names)]) for n, payer in enumerate(names)]
    days = sorted({edge.day for u, v in ring for edge in graph[u][v] if edge.day}, reverse=True)
    for last in days:
        first = months_before(last, months)
        inside = [
            Hop(payer=u, receiver=v, edges=tuple(e for e in graph[u][v] if e.day and first <= e.day <= last))
            for u, v in ring
        ]
        turned = _turned(inside)
        if turned:
            used = [edge.day for hop in turned for edge in hop.edges if edge.day]
            return Circle(hops=turned, first=min(used), last=max(used))
    return None


def _turned(hops: Sequence[Hop]) -> tuple[Hop, ...] | None:
    """The hops, turned so that capital comes first and an order comes last if it can.

    None if a hop is empty, or if capital or orders are missing.
    """
    if not all(hop.edges for hop in hops):
        return None
    turns = [tuple([*hops[n:], *hops[:n]]) for n in range(len(hops))]
    fit = [t for t in turns if t[0].of(capital=True) and any(hop.of(capital=False) for hop in t[1:])]
    return min(fit, key=lambda t: (not t[-1].of(capital=False), t[0].payer), default=None)


def _bottleneck(circle: Circle) -> Decimal:
    """The lower end of the smallest hop; 0 where a hop is undisclosed."""
    sums = [total(edge.amount for edge in hop.edges) for hop in circle.hops]
    return min(amount.low if amount else Decimal(0) for amount in sums)
