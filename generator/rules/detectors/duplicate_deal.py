"""Deals that were probably written down twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.analysis.figures import KnownClaim
from generator.analysis.known import KnownDeal
from generator.content.records.deal import Deal
from generator.rules.comparisons import near, point
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts

SAME_WEEKS = timedelta(days=30)
"""Steps of two deals further apart than that are of two deals."""
Block = tuple[str, str, int]
"""Subject, kind, and the number of a span of `SAME_WEEKS`."""
SIMILAR = Decimal("0.1")
"""How far the amounts of one deal may be apart in two reports, as a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two deals of one subject and kind, in the order of their ids."""

    first: KnownDeal
    """The one with the earlier id."""
    second: KnownDeal
    """The one with the later id, at which it is told."""


def check(row: Pair) -> Iterator[Finding]:
    """A deal has one record: two of one subject and kind within 30 days and of similar size are one, or are related.

    Deals that relations connect, directly or through one whole, are two; so are deals that name participants and share
    none.
    """
    one, other = _amount(row.first), _amount(row.second)
    if one is None or other is None or _related(row.first, row.second) or not _same_weeks(row.first, row.second):
        return
    if near(point(one) or Decimal(0), point(other) or Decimal(0), SIMILAR):
        same = f"same subject and kind, within 30 days, {other.value} and {one.value}"
        yield Finding(
            record=f"deals/{row.second.id}",
            about=row.first.id,
            message=f"'{row.second.id}' may be '{row.first.id}': {same}",
            hint="merge them, or add the relation between them",
        )


def _rows(facts: Facts, name: str) -> Iterator[Pair]:
    """The deal with each earlier one by id that has a step in the same weeks; what is further apart is never one."""
    deal = facts.archive.deals[name]
    near = {(subject, kind, month + by) for subject, kind, month in _months(deal) for by in (-1, 0, 1)}
    for first in sorted({other for key in near for other in facts.index(_by_month).get(key, ()) if other < name}):
        yield Pair(first=facts.today.deals[first], second=facts.today.deals[name])


def _by_month(facts: Facts) -> Iterator[tuple[Block, str]]:
    """The deals of one subject and kind that have a step in each month."""
    for name, deal in facts.archive.deals.items():
        for block in _months(deal):
            yield block, name


def _months(deal: Deal) -> set[Block]:
    """The blocks that a deal is in: two of which a step is within `SAME_WEEKS` are in one or in two side by side."""
    days = [entry.date.last for entry in deal.status if entry.date]
    return {(deal.subject, deal.kind, day.toordinal() // SAME_WEEKS.days) for day in days}


def _amount(deal: KnownDeal) -> KnownClaim | None:
    figure = deal.figures.get("amount")
    return figure.shown if figure and figure.shown and point(figure.shown) else None


def _related(one: KnownDeal, other: KnownDeal) -> bool:
    strangers = bool(_who(one) and _who(other) and not _who(one) & _who(other))
    parts_of_one = bool({*one.part_of} & {*other.part_of})
    return other.id in _linked(one) or one.id in _linked(other) or parts_of_one or strangers


def _linked(deal: KnownDeal) -> set[str]:
    return {relation.deal for relation in deal.relations} | {part.record.deal or "" for part in deal.participants}


def _who(deal: KnownDeal) -> set[str]:
    return {*deal.parties} - {deal.record.subject}


def _same_weeks(one: KnownDeal, other: KnownDeal) -> bool:
    days = [[entry.date.last for entry in deal.status if entry.date] for deal in (one, other)]
    return any(abs(x - y) <= SAME_WEEKS for x in days[0] for y in days[1])


def _another(fields: str) -> dict[str, str]:
    head = "kind: funding_round\nsubject: labs\ntitle: {de: Runde, en: Round}\nsrc: daily\n"
    return {"deals/y.yml": head + fields}


ROUND = """
amount: 5mn USD
date: 2026-01-30
lead: erfunden-ventures
src: agency
"""

DETECTOR = Detector(
    code="duplicate-deal",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a similar sum eleven days later",
            ROUND,
            files=_another("amount: 5.1mn USD\ndate: 2026-02-10\n"),
            told=("kind: funding_round",),
            says="'y' may be 'x': same subject and kind, within 30 days, 5.1mn USD and 5mn USD",
        ),
        Example("a similar sum after ten weeks", ROUND, files=_another("amount: 5.1mn USD\ndate: 2026-04-10\n")),
        Example("a larger sum", ROUND, files=_another("amount: 9mn USD\ndate: 2026-02-10\n")),
        Example(
            "a deal that follows the other",
            ROUND,
            files=_another("amount: 5.1mn USD\ndate: 2026-02-10\nrelations: [{type: follows, deal: x}]\n"),
        ),
        Example(
            "other investors",
            ROUND,
            files=_another("amount: 5.1mn USD\ndate: 2026-02-10\nlead: beispiel-labs\n"),
        ),
    ),
)
