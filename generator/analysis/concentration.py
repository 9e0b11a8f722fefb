"""The Herfindahl-Hirschman index, which measures how much is in few hands; with bounds where amounts are intervals.

HHI = Σ (100·sᵢ)², from near 0 for many equal shares to 10 000 for one (Hirschman 1945, Herfindahl 1950). Thresholds of
merger control speak of shares of a relevant market, not of deals; none is applied here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from generator.text.money import Interval

SCALE = Decimal(10_000)
"""The index of a single hand."""
EXACT = 12
"""The largest number of amounts with width for which every corner is tried; beyond, the bound is safe but wider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """The index of some amounts, as an interval, and how much it rests on."""

    low: Decimal
    """The smallest index that the amounts allow, above 0."""
    high: Decimal
    """The largest index that they allow, at most 10 000."""
    stated: int
    """How many organisations have an amount."""
    named: int
    """How many organisations there are, those without an amount included."""
    open_ended: int
    """How many of the stated amounts have no upper end."""
    coverage: Decimal
    """The share of the money that has a name, from 0 to 1, as little as the intervals allow."""


def concentration(amounts: Mapping[str, Interval | None], rest: Interval) -> Concentration | None:
    """The index of the stated amounts; `rest` is money without a name. None if no amount is stated.

    The least comes from amounts as equal as their intervals let them be and a rest in countless hands, the most from
    the corner that is most unequal and the rest in the largest hand. "At least" has no upper end and could outgrow all
    others, which would always give 10 000; it enters with the number that was said, and `open_ended` counts it.
    """
    named = [amount for _, amount in sorted(amounts.items()) if amount]
    stated = [Interval(a.low, a.low if a.high is None else a.high) for a in named]
    rest = Interval(rest.low, rest.low if rest.high is None else rest.high)
    if not stated or all(amount.high == 0 for amount in stated):
        return None
    floor = sum((amount.low for amount in stated), Decimal(0))
    gap = rest.high or Decimal(0)
    return Concentration(
        low=SCALE * _least(stated, gap),
        high=SCALE * _most(stated, gap),
        stated=len(stated),
        named=len(amounts),
        open_ended=sum(a.high is None for a in named),
        coverage=floor / (floor + gap) if floor else Decimal(0),
    )


def _least(amounts: Sequence[Interval], rest: Decimal) -> Decimal:
    """min Σx² / (Σx + r)² with xᵢ in its interval: every xᵢ is one level t, or its end nearest to t.

    Between two neighbouring ends of intervals the set of amounts at t is fixed, and the best t there is A / B with
    A = Σx² and B = Σx + r over the others.
    """
    ends = sorted({end for amount in amounts for end in _ends(amount)})
    levels = set(ends)
    for below, above in pairwise(ends):
        fixed = [_near(amount, below) for amount in amounts if not (amount.low <= below and _ends(amount)[1] >= above)]
        base = sum(fixed, rest)
        if base and len(fixed) < len(amounts):
            levels.add(min(max(sum((x * x for x in fixed), Decimal(0)) / base, below), above))
    return min(_index([_near(amount, level) for amount in amounts], rest) for level in sorted(levels))


def _most(amounts: Sequence[Interval], rest: Decimal) -> Decimal:
    """max Σx² / (Σx)²: the index is quasi-convex, so a corner of the intervals has it.

    Of more than `EXACT` intervals with width, a safe bound above it.
    """
    corners = [sorted(set(_ends(amount))) for amount in amounts]
    if sum(len(corner) > 1 for corner in corners) <= EXACT:
        return max(_index([*sorted(c)[:-1], max(c) + rest], Decimal(0)) for c in product(*corners))
    floor = sum((corner[0] for corner in corners), Decimal(0))
    tops = [corner[-1] + rest for corner in corners]
    shares = [top / (floor - corner[0] + top) if top else Decimal(0) for corner, top in zip(corners, tops, strict=True)]
    return min(Decimal(1), sum((share * share for share in shares), Decimal(0)))


def _index(amounts: Sequence[Decimal], rest: Decimal) -> Decimal:
    size = sum(amounts, rest)
    return sum((x * x for x in amounts), Decimal(0)) / (size * size) if size else Decimal(0)


def _near(amount: Interval, level: Decimal) -> Decimal:
    """The number of the interval nearest to a level."""
    low, high = _ends(amount)
    return max(low, min(high, level))


def _ends(amount: Interval) -> tuple[Decimal, Decimal]:
    return amount.low, amount.low if amount.high is None else amount.high
