"""The parts of an organisation's page: its facts, money in and out with each part of a round once, and its totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from babel.core import Locale as Cldr

from generator.analysis import totals
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal, KnownParticipant, round_of
from generator.content.records import Issue, Organisation
from generator.content.records.figure import WHOLE_SCOPES
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import derived
from generator.views.edition import Edition
from generator.views.writer import Writer

WAYS = ("in", "out", "other")
"""Where the money of a deal goes, as an organisation sees it."""
Measure = Literal["own", "round", "price", "contract", "whole"]
"""What an amount in an organisation's list is of; the catalogues have its word under `organisation.amount.<name>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another organisation that takes part in a deal."""

    name: str
    """Its name."""
    href: str
    """Link to its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A deal as one organisation sees it."""

    card: deal_views.Card
    """The deal as every list has it."""
    role: str
    """The organisation's role in it, in a word: "Investor"."""
    amount: str
    """Its part of the money, else all of it, as somebody said it; a word for none if nobody did."""
    measure: str
    """What the amount is of: "eigener Teil", "ganze Runde", "Kaufpreis", …; "" if there is none."""
    speaker: str
    """The speaker and the day; "" if nobody named a figure."""
    part_of: str | None
    """The deal that this one is a part of, by name; None if it is none."""
    part_href: str
    """Link to that deal; "" if there is none."""
    others: tuple[Other, ...]
    """The other parties, the company that the deal is about first."""


def deals_of(edition: Edition, name: str) -> list[KnownDeal]:
    """The deals an organisation takes part in, newest first.

    Where its part of a round is a deal of its own, that deal stands for it; a round's parts are not listed again for
    the company that is financed.
    """
    found = []
    for deal in edition.today.books.deals_of([name]):
        if not deal.is_known:
            continue
        mine = [part.record for part in deal.participants if part.record.org == name]
        if any(part.deal for part in mine):
            continue
        if deal.record.subject == name and not mine and round_of(edition.today.deals, deal) is not None:
            continue
        found.append(deal)
    return sorted(found, key=lambda deal: (-(deal.newest.toordinal() if deal.newest else 0), deal.id))


def flows(writer: Writer, name: str) -> Mapping[str, tuple[Flow, ...]]:
    """Rows of deals by the way the money goes, as this organisation sees it."""
    edition = writer.edition
    found: dict[str, list[Flow]] = {way: [] for way in WAYS}
    for deal in deals_of(edition, name):
        mine = next((part for part in deal.participants if part.record.org == name), None)
        way = _way(edition, deal, mine.record.role if mine else None)
        found[way].append(_flow(writer, name, deal, mine))
    return {way: tuple(rows) for way, rows in found.items()}


def _flow(writer: Writer, name: str, deal: KnownDeal, mine: KnownParticipant | None) -> Flow:
    """A deal as an organisation sees it; `mine` is its own part in it, None if the deal is about it alone."""
    edition = writer.edition
    claim, measure = measured(edition, deal, name)
    word = edition.archive.vocabulary.word
    whole = round_of(edition.today.deals, deal)
    return Flow(
        card=deal_views.card(writer, deal),
        role=word("role", mine.record.role, edition.language) if mine else edition.locale.t("role.subject"),
        amount=writer.amount(claim) if claim else edition.locale.t("amount.none"),
        measure=measure,
        speaker=deal_views.speaker(writer, claim) if claim else "",
        part_of=writer.name(whole.id) if whole else None,
        part_href=writer.href(paths.page("deals", whole.id)) if whole else "",
        others=tuple(
            Other(name=writer.name(org), href=writer.href(writer.address(org))) for org in deal.parties if org != name
        ),
    )


def measured(edition: Edition, deal: KnownDeal, name: str) -> tuple[KnownClaim | None, str]:
    """The amount of a deal for one who takes part, and the word for what it is of: its own part, a price, else all.

    Every list and chart of an organisation takes both from here, so that a whole round never stands as one's own part.
    """
    mine = next((part for part in deal.participants if part.record.org == name), None)
    claim = _amount(mine.amount if mine else None)
    measure: Measure = "own"
    if claim is None:
        claim = _amount(deal.figures.get("amount"))
        measure = _measure(edition, deal, mine)
    said = claim is not None and claim.value.low is not None
    return claim, edition.locale.t(f"organisation.amount.{measure}") if said else ""


def _measure(edition: Edition, deal: KnownDeal, mine: KnownParticipant | None) -> Measure:
    """What all of a deal's money is for one who takes part in it."""
    if deal.record.kind in totals.NOT_RAISED:
        return "price"
    if mine and _is_alone(edition, deal, mine):
        return "own"
    kind = edition.archive.vocabulary.deal.get(deal.record.kind)
    if kind and kind.moves == "purchase":
        return "contract"
    return "round" if deal.record.kind == "funding_round" else "whole"


def _is_alone(edition: Edition, deal: KnownDeal, mine: KnownParticipant) -> bool:
    """Whether nobody else pays, or nobody else is paid, so that all of the money is this participant's."""
    roles = edition.archive.vocabulary.role

    def sides(part: KnownParticipant) -> tuple[bool, bool]:
        term = roles.get(part.record.role)
        return (term.pays, term.receives) if term else (False, False)

    side = sides(mine)
    same = {part.record.org for part in deal.participants if sides(part) == side}
    return any(side) and same == {mine.record.org}


def totals_of(writer: Writer, name: str) -> list[derived.TotalView]:
    """The tables of money that the organisation raised and of money that it committed; none that is empty."""
    books = writer.knowledge.books
    t = writer.edition.locale.t
    found = (
        derived.total(writer, totals.raised(books, name), "total_raised", t("total.raised")),
        derived.total(writer, totals.committed(books, name), "total_committed", t("total.committed")),
    )
    return [table for table in found if table]


def country(edition: Edition, record: Organisation) -> str:
    """The country's name in the reader's language."""
    territories: Mapping[str, str] = Cldr.parse(edition.language).territories
    return territories.get(record.country, record.country) if record.country else ""


def named_in(edition: Edition, name: str, issue: Issue) -> frozenset[str]:
    """Ids of the organisations in an issue's deals."""

    def found() -> frozenset[str]:
        return frozenset(org for deal in edition.then[name].deals_of(issue) for org in deal.parties)

    return edition.archive.once.get(("parties", name), found)


def _way(edition: Edition, deal: KnownDeal, role: str | None) -> str:
    term = edition.archive.vocabulary.role.get(role) if role else None
    if term and (term.pays or term.receives):
        return "out" if term.pays else "in"
    kind = edition.archive.vocabulary.deal.get(deal.record.kind)
    # The price of a company, or of shares that exist, goes to their owners and not to the company.
    to_owners = deal.record.kind in totals.NOT_RAISED or deal.record.share_type == "secondary"
    new = role is None and not to_owners
    return "in" if new and kind and kind.moves in ("equity", "debt", "grant") else "other"


def _amount(figure: KnownFigure | None) -> KnownClaim | None:
    """The shown claim of a figure, None if it is a running total, a holding or a part."""
    claim = figure.shown if figure else None
    return claim if claim and claim.record.scope in WHOLE_SCOPES else None
