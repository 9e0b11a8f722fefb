"""The dates ahead in a mail: what its deals still expect, as a day knew it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.views import timing
from generator.views.deals import Card
from generator.views.writer import Writer

SOON = 8
"""How many dates ahead a mail names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Something expected, with the deal it belongs to."""

    date: str
    """By when or between which days: "bis 30. September 2026"."""
    text: str
    """The event, without a full stop: "Abschluss"."""
    title: str
    """The deal's headline."""
    href: str
    """The deal's page."""


def ahead(writer: Writer, day: date, cards: Iterable[Card]) -> tuple[Day, ...]:
    """The dates that the deals still expect, the nearest first, as a day knew them."""
    edition = writer.edition
    found: list[tuple[str, Day]] = []
    for card in cards:
        deal = writer.knowledge.deals[card.id]
        for entry in deal.expected:
            if entry.due is None or entry.due.last < day:
                continue
            word = edition.archive.vocabulary.word("event", entry.event, edition.language)
            # A text bears no date of its own, so it is printed only where nothing in the deal is newer.
            text = edition.text(entry.text) if entry.text and deal.complete else word
            when = timing.when(edition.locale, entry)
            found_day = Day(date=when, text=text.rstrip("."), title=card.title, href=card.href)
            found.append((entry.due.last.isoformat(), found_day))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0])[:SOON])
