"""Expected events: upcoming ones, those due in the last 90 days with their outcome, and how their dates moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.archive import Archive
from generator.content.records.deal import STATUS_ORDER, Expectation, StatusEntry
from generator.text.dates import PartialDate

LOOK_BACK = timedelta(days=90)
"""How long a day that has passed stays listed."""
ONCE = ("close", "ipo", "decision")
"""Events that happen once: several entries of one are rival dates of the same event."""
CLOSED_WITH = ("close", "decision")
"""Events that a closing is or presupposes. A deal's status does not tell whether a delivery or a payment took place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something expected in a deal, between two days or by one."""

    deal: KnownDeal
    """The deal, as of the date."""
    index: int
    """Its place among the deal's expectations, from 0."""
    kind: str
    """Its key in the vocabulary: "close", "ipo", "delivery"."""
    entry: Expectation
    """What the deal's file says of it."""
    end: PartialDate
    """By when it is expected, `entry.due`."""
    tentative: bool
    """True if only a month, a year or a span is given, or if reports name rival dates for what happens once."""

    @property
    def settled(self) -> StatusEntry | None:
        """The step of the deal that ended the waiting, None while it lasts."""
        return settled(self.deal, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry about an event."""

    entry: Expectation
    """What the deal's file says."""
    known: date | None
    """The first day on which a source said so; None if no source has a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An event with all that was said of when it happens."""

    deal: KnownDeal
    """The deal, as of the date."""
    name: str
    """Its name within the deal, which stays when its date moves: "close", "payment-2"."""
    told: tuple[Told, ...]
    """Every entry about it, the oldest first; at least one."""

    @property
    def latest(self) -> Told:
        """The last entry, which says when it is expected."""
        return self.told[-1]

    @property
    def moves(self) -> int:
        """How many times the date changed from one entry to the next."""
        return sum(_when(one.entry) != _when(other.entry) for one, other in pairwise(self.told))

    @property
    def before(self) -> Told | None:
        """The last entry that gave another date than the latest; None if the date never moved.

        A date that moves leaves the deal's status alone: a filing stands even if the listing is to come later.
        """
        earlier = (told for told in reversed(self.told) if _when(told.entry) != _when(self.latest.entry))
        return next(earlier, None)

    @property
    def settled(self) -> StatusEntry | None:
        """The step of the deal that ended the waiting, None while it lasts."""
        return settled(self.deal, self.latest.entry.event)


def expectations(archive: Archive, knowledge: Knowledge) -> tuple[Expected, ...]:
    """Every event that was ever expected, by deal."""
    return tuple(event for name in sorted(knowledge.deals) for event in of_deal(archive, knowledge.deals[name]))


def of_deal(archive: Archive, deal: KnownDeal) -> tuple[Expected, ...]:
    """Every event that was ever expected of a deal, by name.

    Several entries are one event if they share an id, or if it is of a kind that happens once.
    """
    events: dict[str, list[Told]] = {}
    counts: dict[str, int] = {}
    for entry in deal.expected:
        counts[entry.event] = counts.get(entry.event, 0) + 1
        once = entry.event in ONCE
        name = entry.id or (entry.event if once else f"{entry.event}-{counts[entry.event]}")
        days = [day for src in entry.src if (day := archive.sources[src].day)]
        told = Told(entry=entry, known=min(days, default=None))
        if entry.due is not None:
            events.setdefault(name, []).append(told)
    return tuple(
        Expected(deal=deal, name=name, told=tuple(sorted(entries, key=lambda told: told.known or date.min)))
        for name, entries in sorted(events.items())
    )


def _when(entry: Expectation) -> tuple[PartialDate | None, ...]:
    return entry.by, entry.from_, entry.to


def settled(deal: KnownDeal, kind: str) -> StatusEntry | None:
    """The step that ended the waiting for an event: the deal failed, or its closing brought the event; None while it
    lasts.

    A closing brings what the deal itself is, too: an IPO closes with the listing. A listing that is expected besides a
    round is not brought by the round.
    """
    last = deal.status[-1] if deal.status else None
    if last is None or last.to in STATUS_ORDER[:-1]:
        return None
    return last if last.to != "closed" or kind in (*CLOSED_WITH, deal.record.kind) else None


def upcoming(knowledge: Knowledge) -> tuple[Event, ...]:
    """Events that are still to come on the knowledge's date, that day included, the next first."""
    return _sorted(event for event in _events(knowledge) if event.end.last >= knowledge.as_of and not event.settled)


def passed(knowledge: Knowledge) -> tuple[Event, ...]:
    """Events that were due in the 90 days before, the latest first."""
    since = knowledge.as_of - LOOK_BACK
    return _sorted(event for event in _events(knowledge) if since <= event.end.last < knowledge.as_of)[::-1]


def _events(knowledge: Knowledge) -> Iterator[Event]:
    for deal in knowledge.deals.values():
        for index, entry in enumerate(deal.expected):
            if entry.due is None:
                continue
            rivals = {_when(other) for other in deal.expected if other.event == entry.event}
            yield Event(
                deal=deal,
                index=index,
                kind=entry.event,
                entry=entry,
                end=entry.due,
                tentative=not entry.due.is_day or entry.from_ is not None or (entry.event in ONCE and len(rivals) > 1),
            )


def _sorted(events: Iterator[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.end.last, event.deal.id, event.index)))
