"""What became of a deal between two dates beside its step and its numbers: who joined, which date moved, what was
confirmed or disputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.analysis import expectations
from generator.analysis.figures import KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.archive import Archive
from generator.content.records.deal import Expectation
from generator.content.records.figure import Said

OWN_WORD: tuple[Said, ...] = ("filing", "company", "executive_on_record")
"""Who says it where a party stands by a number itself."""
Standing = Literal["disputed", "settled", "official", "confirmed"]
"""How a number that stayed is regarded now: reports differ or no longer do, a party itself says so, several say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An expected event whose date is another one now."""

    before: Expectation
    """What was expected."""
    after: Expectation
    """What is expected now."""


def joined(older: KnownDeal, newer: KnownDeal) -> tuple[str, ...]:
    """Ids of the parties that the later date knows and the earlier one did not, in the order of the file."""
    return tuple(org for org in newer.parties if org not in older.parties)


def moved(archive: Archive, older: Knowledge, newer: Knowledge, deal: str) -> tuple[Moved, ...]:
    """The events of a deal that are still awaited, by another date than before."""
    before, after = ({event.name: event for event in _awaited(archive, known, deal)} for known in (older, newer))
    return tuple(
        Moved(before=before[name].latest.entry, after=event.latest.entry)
        for name, event in after.items()
        if name in before and _dates(before[name].latest.entry) != _dates(event.latest.entry)
    )


def standing(older: KnownFigure, newer: KnownFigure) -> Standing | None:
    """How a figure whose shown number stayed is regarded now; None if nothing changed."""
    old, new = older.shown, newer.shown
    if old is None or new is None or (str(old.value), old.group) != (str(new.value), new.group):
        return None
    was, now = older.group_of(old).agreement, newer.group_of(new).agreement
    if was != "differ" and now == "differ":
        return "disputed"
    if new.record.said in OWN_WORD and old.record.said not in OWN_WORD:
        return "official"
    if was == "differ" and now != "differ":
        return "settled"
    return "confirmed" if (was, now) == ("single", "agree") else None


def _awaited(archive: Archive, knowledge: Knowledge, deal: str) -> tuple[expectations.Expected, ...]:
    found = expectations.of_deal(archive, knowledge.deals[deal])
    return tuple(event for event in found if not event.settled)


def _dates(entry: Expectation) -> tuple[object, ...]:
    return entry.by, entry.from_, entry.to
