"""A deal's texts as of a date: which of an editor's words a page of that date may print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.content.records.base import Words
from generator.content.records.deal import Deal


@dataclass(frozen=True, slots=True, kw_only=True)
class DealTexts:
    """An editor's words about a deal, as far as a date may print them."""

    title: Words | None
    """Its headline; None if nobody wrote one that the date may print."""
    dated_title: Words | None
    """The same if it bears a date of its own: it was written as news, not as today's name of the deal."""
    summary: Words | None
    """What it is."""
    why: Words | None
    """Why it matters."""


def texts(deal: Deal, as_of: date, *, complete: bool, undated: bool) -> DealTexts:
    """The texts for a date.

    A page of today prints what bears no date, else the newest that does. An issue (`undated` is False) prints the
    newest that was written by its date; of what bears none only the headline, and only if nothing in the deal is newer
    (`complete`): a summary tells of consequences, and nothing says when they were written down.
    """
    by_then = sorted((entry for entry in deal.texts if entry.date <= as_of), key=lambda entry: entry.date, reverse=True)

    def newest(key: str) -> Words | None:
        return next((words for entry in by_then if (words := getattr(entry, key))), None)

    dated = {key: newest(key) for key in ("title", "summary", "why")}
    if undated:
        # What is not known yet on a day of today's pages is a slip of the pen; texts are held back with it.
        own = {key: getattr(deal, key) if complete else None for key in dated}
        chosen = {key: own[key] or dated[key] for key in dated}
    else:
        chosen = {**dated, "title": dated["title"] or (deal.title if complete else None)}
    return DealTexts(title=chosen["title"], dated_title=dated["title"], summary=chosen["summary"], why=chosen["why"])
