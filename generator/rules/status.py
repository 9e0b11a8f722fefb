"""Rules about how far a deal has come and when."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.knowledge import know
from generator.content.records.deal import STATUS_ORDER
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.problems import Problem


@rule("status-order")
def status_moves_forward(facts: Facts) -> Iterator[Problem]:
    """A deal moves from rumour to closing; a step back has a note that says why."""
    for name, deal in facts.archive.deals.items():
        reached = -1
        for index, entry in enumerate(deal.status):
            if entry.to not in STATUS_ORDER:
                continue
            place = STATUS_ORDER.index(entry.to)
            if place < reached and not entry.note:
                at = facts.archive.at("deals", name, "status", index)
                yield Problem(
                    at,
                    "status-order",
                    f"'{entry.to}' comes after '{STATUS_ORDER[reached]}'",
                    "put it in order, or add a note",
                    "warning",
                )
            reached = max(reached, place)


@rule("not-known-then")
def alerts_know_their_deal(facts: Facts) -> Iterator[Problem]:
    """On the day of its alert something was known of the deal: a step of it, or a claim."""
    for name, deal in facts.archive.deals.items():
        if deal.alert and not know(facts.archive, deal.alert.date, undated=False).deals[name].is_known:
            at = facts.archive.at("deals", name, "alert", "date")
            yield Problem(
                at, "not-known-then", f"nothing was known of the deal on {deal.alert.date}", "take a later day"
            )


@rule("date-order")
def spans_are_spans(facts: Facts) -> Iterator[Problem]:
    """What is expected between two dates begins before it ends."""
    for name, deal in facts.archive.deals.items():
        for index, entry in enumerate(deal.expected):
            if entry.from_ and entry.to and entry.from_.last > entry.to.last:
                at = facts.archive.at("deals", name, "expected", index, "from")
                yield Problem(at, "date-order", f"the span begins on {entry.from_} and ends on {entry.to}")
