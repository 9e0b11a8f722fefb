"""What each issue was the first to report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.analysis import totals
from generator.analysis.knowledge import Knowledge
from generator.analysis.totals import Total
from generator.content.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """`deals` are those that an issue lists, `new` those of them that no earlier issue listed.

    `money` holds the amounts that no earlier issue knew, each as the issue's own date knew it, and the new deals without
    one. What the deals of several issues add up to is not the sum of these: a round counts in whole when it is reported,
    even if an earlier issue had told of a part.
    """

    deals: tuple[str, ...]
    new: tuple[str, ...]
    money: Total


def reported(archive: Archive, then: Mapping[str, Knowledge]) -> dict[str, Reported]:
    """By issue, in the order of `then`, which begins with the oldest."""
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
