"""Rules about how far a deal has come and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from generator.content.records.deal import STATUS_ORDER, Deal, Status, StatusEntry
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.problems import Problem

ENDS: tuple[Status, ...] = ("closed", *(to for to in get_args(Status) if to not in STATUS_ORDER))
"""States after which nothing is to come: the closing, and the ends without one."""
TALKS = STATUS_ORDER[: STATUS_ORDER.index("announced")]
"""Steps to which a deal can really go back, because what was agreed is open again."""


@rule("status-order", each="deals")
def status_moves_forward(facts: Facts, name: str) -> Iterator[Problem]:
    """A deal moves from rumour to closing and ends once, for it stands where its last step stands.

    It can go back to talks: a note there says why. A note excuses nothing after an end, nor a step that takes nothing
    back and only stands in the wrong place: what was announced after it was signed stands above "signed". Two entries
    of one status, side by side, are rival dates.
    """
    deal = facts.archive.deals[name]
    for index, entry in enumerate(deal.status):
        found = _out_of_order(deal.status[:index], entry)
        if found:
            at = facts.archive.at("deals", name, "status", index)
            yield Problem(at, "status-order", *found, "warning")


def _out_of_order(before: Sequence[StatusEntry], entry: StatusEntry) -> tuple[str, str] | None:
    """What is wrong with a step below those above it, and what to write; None if it goes on."""
    if not before or entry.to == before[-1].to:
        return None
    end = next((one for one in reversed(before) if one.to in ENDS), None)
    if end and (entry.to in STATUS_ORDER or not entry.note):
        return (
            f"'{entry.to}' comes after '{end.to}', which is an end",
            f"put it above '{end.to}'; a deal that begins anew is a record of its own, which `follows` this one",
        )
    steps = [one for one in before if one.to in STATUS_ORDER]
    furthest = max(steps, key=lambda one: STATUS_ORDER.index(one.to), default=None)
    if end or furthest is None or entry.to not in STATUS_ORDER:
        return None
    if STATUS_ORDER.index(entry.to) >= STATUS_ORDER.index(furthest.to):
        return None
    message = f"'{entry.to}' comes after '{furthest.to}'"
    above = f"put it above '{furthest.to}', so that the deal stands as '{furthest.to}'"
    if entry.to not in TALKS:
        return message, above
    if entry.date and furthest.date and entry.date.precedes(furthest.date):
        return f"{message}, though it is older: {entry.date}, and not {furthest.date}", above
    return None if entry.note else (message, f"{above}; or say in a note why it went back")


@rule("postponed-step", each="deals")
def a_date_that_moves_is_no_step_back(facts: Facts, name: str) -> Iterator[Problem]:
    """Where a page only moves what is expected, the deal is as far as it was."""
    deal = facts.archive.deals[name]
    places = [STATUS_ORDER.index(entry.to) if entry.to in STATUS_ORDER else -1 for entry in deal.status]
    for index, entry in enumerate(deal.status):
        back = 0 <= places[index] < max(places[:index], default=-1)
        if back and (event := _moved_by(deal, entry)):
            yield Problem(
                facts.archive.at("deals", name, "status", index),
                "postponed-step",
                f"'{entry.to}' takes a step back, but its sources only give '{event}' another date",
                "remove the step: the new date stands under `expected`, and what was reached stands",
                "warning",
            )


def _moved_by(deal: Deal, step: StatusEntry) -> str | None:
    """The event to which a step's own sources give another date than an entry before them did."""
    for index, entry in enumerate(deal.expected):
        earlier = [one for one in deal.expected[:index] if (one.event, one.id) == (entry.event, entry.id)]
        dates = [(one.by, one.from_, one.to) for one in (*earlier, entry)]
        if len(set(dates)) > 1 and set(step.src) & set(entry.src):
            return entry.event
    return None


@rule("not-known-then", each="deals")
def alerts_know_their_deal(facts: Facts, name: str) -> Iterator[Problem]:
    """On the day of its alert something was known of the deal: a step of it, or a claim."""
    deal = facts.archive.deals[name]
    if deal.alert and not facts.on(deal.alert.date).deals[name].is_known:
        at = facts.archive.at("deals", name, "alert", "date")
        yield Problem(at, "not-known-then", f"nothing was known of the deal on {deal.alert.date}", "take a later day")


@rule("date-order", each="deals")
def spans_are_spans(facts: Facts, name: str) -> Iterator[Problem]:
    """What is expected between two dates begins before it ends."""
    deal = facts.archive.deals[name]
    for index, entry in enumerate(deal.expected):
        if entry.from_ and entry.to and entry.to.precedes(entry.from_):
            at = facts.archive.at("deals", name, "expected", index, "from")
            yield Problem(at, "date-order", f"the span begins on {entry.from_} and ends on {entry.to}")
