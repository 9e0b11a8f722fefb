"""What should have happened by now, and nobody wrote down whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis.expectations import settled
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.records.deal import Status

PATIENCE = 90
"""Days in talks after which somebody should ask."""
HINTS: dict[str, tuple[Status, ...]] = {
    "payment": ("partially_closed", "closed"),
    "decision": ("signed", "approved", "partially_closed"),
}
"""Steps that settle nothing, but let us believe that an event took place; a delivery has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A place in a deal that waits for news: since `since`, by `as_of` for `days` days."""

    deal: str
    way: tuple[str | int, ...]
    what: str
    state: Status | None
    since: date
    days: int


def stale_talks(knowledge: Knowledge) -> Iterator[Overdue]:
    """Deals that are still in talks more than 90 days after the last news of them, and that no other deal succeeds."""
    succeeded = {
        relation.deal
        for deal in knowledge.deals.values()
        for relation in deal.relations
        if relation.type in ("supersedes", "follows")
    }
    for name, deal in knowledge.deals.items():
        if deal.state != "in_talks" or deal.latest is None or name in succeeded:
            continue
        days = (knowledge.as_of - deal.latest).days
        if days > PATIENCE:
            way = ("status", len(deal.record.status) - 1)
            yield Overdue(deal=name, way=way, what="in_talks", state=deal.state, since=deal.latest, days=days)


def overdue_expectations(knowledge: Knowledge) -> Iterator[Overdue]:
    """Events whose day has passed without a step of the deal that shows them, or any later step.

    A span that ends before it begins has no day.
    """
    for name, deal in knowledge.deals.items():
        for index, entry in enumerate(deal.record.expected):
            due = entry.deadline
            backwards = bool(entry.from_ and entry.to and entry.from_.last > entry.to.last)
            if entry not in deal.expected or due is None or backwards or due.last >= knowledge.as_of:
                continue
            if not _happened(deal, entry.event) and (deal.latest is None or deal.latest < due.last):
                days = (knowledge.as_of - due.last).days
                yield Overdue(
                    deal=name, way=("expected", index), what=entry.event, state=deal.state, since=due.last, days=days
                )


def _happened(deal: KnownDeal, event: str) -> bool:
    hints = HINTS.get(event, ())
    return settled(deal, event) is not None or any(entry.to in hints for entry in deal.status)
