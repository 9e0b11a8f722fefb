"""What is to happen and by when, and what became of what was to have happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from generator.analyse.knowledge import Knowledge
from generator.analyse.known import KnownDeal
from generator.records.base import PartialDate
from generator.records.deal import STATUS_ORDER, StatusEntry

LOOK_BACK = timedelta(days=90)
DONE_BY_CLOSING = ("close", "ipo", "decision")
"""Events that happen once and that a closing settles; whether a delivery or a payment took place, a deal's status does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something expected in a deal, between two days or by one. `index` is its place among the deal's expectations.

    `tentative`: only a month, a year or a span is given, or reports name rival dates for what happens once.
    """

    deal: KnownDeal
    index: int
    kind: str
    start: PartialDate | None
    end: PartialDate
    tentative: bool

    @property
    def settled(self) -> StatusEntry | None:
        """The step that ended the waiting: the deal closed, or came to nothing."""
        last = self.deal.status[-1] if self.deal.status else None
        if last is None or last.to in STATUS_ORDER[:-1]:
            return None
        return last if last.to != "closed" or self.kind in DONE_BY_CLOSING else None


def upcoming(knowledge: Knowledge) -> tuple[Event, ...]:
    """What is still to come on the knowledge's date, that day included, the next first."""
    return _sorted(event for event in _events(knowledge) if event.end.last >= knowledge.as_of and not event.settled)


def passed(knowledge: Knowledge) -> tuple[Event, ...]:
    """What was to have happened in the 90 days before, the latest first."""
    since = knowledge.as_of - LOOK_BACK
    return _sorted(event for event in _events(knowledge) if since <= event.end.last < knowledge.as_of)[::-1]


def _events(knowledge: Knowledge) -> Iterator[Event]:
    for deal in knowledge.deals.values():
        for index, entry in enumerate(deal.expected):
            end = entry.by or entry.to or entry.from_
            if end is None:
                continue
            rivals = {(other.by, other.from_, other.to) for other in deal.expected if other.event == entry.event}
            yield Event(
                deal=deal,
                index=index,
                kind=entry.event,
                start=entry.from_ if end is not entry.from_ else None,
                end=end,
                tentative=end.day is None
                or entry.from_ is not None
                or (entry.event in DONE_BY_CLOSING and len(rivals) > 1),
            )


def _sorted(events: Iterator[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.end.last, event.deal.id, event.index)))
