"""The deals and amounts that each issue was the first to report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.analysis import totals
from generator.analysis.knowledge import Knowledge
from generator.analysis.totals import Total
from generator.content.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The deals of one issue, and what of them was new.

    The `money` of several issues does not add up to the money of their deals: a round counts in whole when it is
    reported, even if an earlier issue had told of a part.
    """

    deals: tuple[str, ...]
    """Ids of all deals that the issue lists and its date knew, the lead first."""
    new: tuple[str, ...]
    """Ids of those that no earlier issue listed."""
    money: Total
    """The amounts that no earlier issue had, as the issue's own date knew them, and the new deals without an amount."""


def reported(archive: Archive, then: Mapping[str, Knowledge]) -> dict[str, Reported]:
    """Each issue's report, by issue, in the order of `then`, which begins with the oldest."""
    found: dict[str, Reported] = {}
    listed: set[str] = set()
    counted: set[str] = set()
    for name, knowledge in then.items():
        deals = tuple(deal.id for deal in knowledge.deals_of(archive.issues[name]))
        fresh = [deal for deal in deals if deal not in counted]
        money = totals.of_deals(knowledge.books, fresh, archive.publication.currency, beside=counted)
        entries = tuple(entry for entry in money.entries if entry.amount or entry.deal not in listed)
        found[name] = Reported(
            deals=deals,
            new=tuple(deal for deal in deals if deal not in listed),
            money=Total(currency=money.currency, entries=entries),
        )
        listed.update(deals)
        counted.update(entry.deal for entry in entries if entry.amount)
    return found
