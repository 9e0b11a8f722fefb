"""What should have happened by now, and nobody wrote down whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.expectations import settled
from generator.analysis.known import KnownDeal
from generator.content.records.deal import Expectation, Status
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts

PATIENCE = 90
"""Days in talks after which somebody should ask."""
HINTS: dict[str, tuple[Status, ...]] = {
    "payment": ("partially_closed", "closed"),
    "decision": ("signed", "approved", "partially_closed"),
}
"""Steps that settle nothing, but let us believe that an event took place; a delivery has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A deal that may wait for news."""

    deal: KnownDeal
    """The deal as it is known today, on its `as_of`."""
    succeeded: bool
    """Whether another deal follows or supersedes it, so that nobody expects news of this one."""


def check(row: Waiting) -> Iterator[Finding]:
    """A deal in talks has news within 90 days, and what was expected by a day has happened by then or not.

    An event has happened if a step of the deal shows it, or if the deal took any step after its day. A span that ends
    before it begins has no day.
    """
    yield from _talks(row)
    for index, entry in enumerate(row.deal.record.expected):
        yield from _expected(row.deal, index, entry)


def _talks(row: Waiting) -> Iterator[Finding]:
    deal = row.deal
    days = (deal.as_of - deal.latest).days if deal.latest else 0
    if deal.state == "in_talks" and days > PATIENCE and not row.succeeded:
        yield Finding(
            record=f"deals/{deal.id}",
            way=("status", len(deal.record.status) - 1),
            about="in_talks",
            message=f"'in_talks' is {days} days old, the last news is of {deal.latest}",
            hint="did it come about? add a status: signed, lapsed, cancelled, …",
        )


def _expected(deal: KnownDeal, index: int, entry: Expectation) -> Iterator[Finding]:
    due = entry.deadline
    backwards = bool(entry.from_ and entry.to and entry.from_.last > entry.to.last)
    if entry not in deal.expected or due is None or backwards or due.last >= deal.as_of:
        return
    if _happened(deal, entry.event) or (deal.latest is not None and deal.latest >= due.last):
        return
    days = (deal.as_of - due.last).days
    still = f"the deal is still '{deal.state or 'without a status'}'"
    yield Finding(
        record=f"deals/{deal.id}",
        way=("expected", index),
        about=entry.event,
        message=f"'{entry.event}' was expected by {due.last}, {days} days ago, and {still}",
        hint="did it happen? add the status, or the new date that is expected",
    )


def _happened(deal: KnownDeal, event: str) -> bool:
    hints = HINTS.get(event, ())
    return settled(deal, event) is not None or any(entry.to in hints for entry in deal.status)


def _rows(facts: Facts) -> Iterator[Waiting]:
    succeeded = {
        relation.deal
        for deal in facts.today.deals.values()
        for relation in deal.relations
        if relation.type in ("supersedes", "follows")
    }
    for name, deal in facts.today.deals.items():
        yield Waiting(deal=deal, succeeded=name in succeeded)


DETECTOR = Detector(
    code="stale-status",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "talks of which nothing was heard for 90 days",
            """
            src: agency
            status: [{to: in_talks, date: 2026-03-30}]
            """,
            told=("{to: in_talks",),
            says="did it come about",
        ),
        Example(
            "a closing that was expected by a day that has passed",
            """
            src: agency
            status: [{to: signed, date: 2026-03-30}]
            expected: [{event: close, by: 2026-06}]
            """,
            told=("{event: close",),
            says="did it happen",
        ),
        Example(
            "talks of 90 days",
            """
            src: agency
            status: [{to: in_talks, date: 2026-04-02}]
            """,
        ),
        Example(
            "talks that were called off",
            """
            src: agency
            status: [{to: in_talks, date: 2026-01-02}, {to: cancelled, date: 2026-01-20}]
            """,
        ),
        Example(
            "a closing that took place",
            """
            src: agency
            status: [{to: closed, date: 2026-03-30}]
            expected: [{event: close, by: 2026-06}]
            """,
        ),
        Example(
            "a day that is still to come",
            """
            src: agency
            status: [{to: signed, date: 2026-03-30}]
            expected: [{event: close, by: 2026-07}]
            """,
        ),
        Example(
            "a step after the day that was expected",
            """
            src: agency
            status: [{to: signed, date: 2026-06-10}]
            expected: [{event: delivery, by: 2026-05}]
            """,
        ),
    ),
)
