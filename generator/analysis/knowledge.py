"""Knowledge as of a date: its deals, the values that follow from them, and the books for totals. Computed once per
date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.analysis import derive, known, pins
from generator.analysis.books import Books, open_books
from generator.analysis.figures import KnownFigure
from generator.analysis.known import KnownDeal
from generator.analysis.values import Derived
from generator.content.archive import Archive
from generator.content.records import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All that was known on a date."""

    as_of: date
    """The date."""
    deals: Mapping[str, KnownDeal]
    """Every deal by id, those that the date had not heard of included (see `KnownDeal.is_known`)."""
    derived: Mapping[str, Mapping[str, Derived]]
    """The values that follow from the claims, by deal and address: ["openai-round-2026"]["implied_pre"]."""
    books: Books
    """The deals with all that adding up their money needs."""

    def deals_of(self, issue: Issue) -> tuple[KnownDeal, ...]:
        """The deals that an issue lists, the lead first, as far as this date had heard of them."""
        return tuple(self.deals[name] for name in issue.listed if self.deals[name].is_known)

    def lead_of(self, issue: Issue) -> KnownDeal | None:
        """The deal that an issue is mainly about; None if it names none, or this date had not heard of it."""
        return next((deal for deal in self.deals_of(issue) if deal.id == issue.lead), None)

    def figure(self, deal: str, path: str) -> KnownFigure | None:
        """The figure at an address, None if the deal has none there."""
        found = self.deals.get(deal)
        return found.figures.get(path) if found else None


def know_issue(archive: Archive, issue: Issue) -> Knowledge:
    """The knowledge of an issue's own date, with the claim that its editor chose for its figure."""
    return know(archive, issue.date, undated=False, pin=issue.lead_figure)


def know(archive: Archive, as_of: date, *, undated: bool, pin: str | None = None) -> Knowledge:
    """The knowledge of a date; `undated` includes what bears no date, as deal pages do and issues do not.

    `pin` is the address of a figure's claim to show, "deal/path#claim".
    """
    deals = known.know(archive, as_of, undated=undated)
    deals = pins.pin(deals, pin) if pin else deals
    books = open_books(archive, deals)
    return Knowledge(as_of=as_of, deals=deals, derived=derive.derive(books), books=books)
