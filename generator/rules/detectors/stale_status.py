"""What should have happened by now, and nobody wrote down whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis.expectations import settled
from generator.analysis.known import KnownDeal
from generator.content.indexes import indexes_of
from generator.content.records.deal import STATUS_ORDER, Expectation, Status
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts

PATIENCE = 90
"""Days in talks after which somebody should ask."""
TALKS = STATUS_ORDER[: STATUS_ORDER.index("announced")]
"""States of a deal that nobody has announced: rumoured, in talks, a term sheet."""
AGREED = ("close", "payment", "delivery")
"""Events that only an agreement brings: while a deal is in talks, its talks are what one waits for."""
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
    successor: str = ""
    """The deal that supersedes or follows it; "" if none does. It tells nothing of what became of this one."""


def check(row: Waiting) -> Iterator[Finding]:
    """A deal that is rumoured or in talks has news within 90 days, and what was expected by a day happened or did not.

    An event has happened if a step of the deal shows it, or if the deal took any step after its day. A span that ends
    before it begins has no day. Talks bind nobody to a day of what only an agreement brings. Another deal that follows
    leaves open what became of talks.
    """
    yield from _talks(row)
    for index, entry in enumerate(row.deal.record.expected):
        if row.deal.state not in TALKS or entry.event not in AGREED:
            yield from _expected(row.deal, index, entry)


def _talks(row: Waiting) -> Iterator[Finding]:
    deal = row.deal
    news = max(_news(deal), default=None)
    days = (deal.as_of - news).days if news else 0
    is_last = deal.status[-1:] == deal.record.status[-1:]
    if deal.state in TALKS and days > PATIENCE and is_last:
        after = f"; '{row.successor}' came after it" if row.successor else ""
        ends = "superseded, lapsed, closed" if row.successor else "signed, lapsed, cancelled"
        yield Finding(
            record=f"deals/{deal.id}",
            way=("status", _reached(deal)),
            about=deal.state,
            message=f"nothing new for {days} days since '{deal.state}': the last news is of {news}{after}",
            hint=f"did it come about? add a status: {ends}, …",
        )


def _reached(deal: KnownDeal) -> int:
    """The place of the step that the deal stands at; of rival dates the first."""
    steps = [entry.to for entry in deal.record.status]
    return next(index for index in range(len(steps)) if set(steps[index:]) == {steps[-1]})


def _news(deal: KnownDeal) -> Iterator[date]:
    """Every day on which something was heard of a deal: a step, a number, a statement."""
    yield from (entry.date.last for entry in deal.status if entry.date)
    yield from (statement.date.last for statement in deal.statements if statement.date)
    for figure in deal.figures.values():
        yield from (claim.known for claim in figure.claims if claim.known and figure.deal == deal.id)


def _expected(deal: KnownDeal, index: int, entry: Expectation) -> Iterator[Finding]:
    due = entry.deadline
    backwards = bool(entry.from_ and entry.to and entry.to.precedes(entry.from_))
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


def _rows(facts: Facts, name: str) -> Iterator[Waiting]:
    deals = facts.today.deals
    after = [other for other in indexes_of(facts.archive).naming.get(name, ()) if _comes_after(deals[other], name)]
    yield Waiting(deal=deals[name], successor=after[-1] if after else "")


def _comes_after(deal: KnownDeal, other: str) -> bool:
    """Whether a deal supersedes or follows another one."""
    return any(one.deal == other and one.type in ("supersedes", "follows") for one in deal.relations)


NEXT = """kind: funding_round
subject: labs
title: {de: Folgerunde, en: Next round}
src: agency
status: [{to: announced, date: 2026-06-20}]
relations: [{type: follows, deal: x}]
"""

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
            "a rumour of which nothing was heard for 90 days",
            """
            src: agency
            status: [{to: rumoured, date: 2026-03-30}]
            """,
            told=("{to: rumoured",),
            says="nothing new for 93 days since 'rumoured'",
        ),
        Example(
            "a term sheet of which nothing was heard for 90 days",
            """
            src: agency
            status: [{to: in_talks, date: 2026-01-30}, {to: term_sheet, date: 2026-03-30}]
            """,
            told=("{to: term_sheet",),
        ),
        Example(
            "talks without a day, of which a page told half a year ago",
            """
            amount: {value: 5mn USD, src: agency, scope: sought}
            status: [{to: in_talks}]
            """,
            told=("{to: in_talks",),
            says="the last news is of 2026-01-30",
        ),
        Example(
            "old talks of which a page told since",
            """
            amount: {value: 5mn USD, src: june, scope: sought}
            status: [{to: in_talks, date: 2026-01-30}]
            """,
            files={"sources/june.yml": "publisher: daily\nlabel: Seite\nkind: original\npublished: 2026-06-20\n"},
        ),
        Example(
            "a rumour that a statement or an announcement ended",
            """
            src: agency
            status: [{to: rumoured, date: 2026-01-30}, {to: announced, date: 2026-03-30}]
            """,
        ),
        Example(
            "talks that another deal follows, which tells nothing of how they ended",
            """
            src: agency
            status: [{to: in_talks, date: 2026-03-30}]
            """,
            files={"deals/next.yml": NEXT},
            told=("{to: in_talks",),
            says="'next' came after it",
        ),
        Example(
            "talks past the day on which they were to be closed",
            """
            src: agency
            status: [{to: in_talks, date: 2026-05-30}]
            expected: [{event: close, by: 2026-06}]
            """,
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
