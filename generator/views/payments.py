"""Payments in words: who pays whom, what was said where it was said, a sum where several were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.analysis.flows import CAPITAL, Edge, Raised, counted, total
from generator.content.records.deal import Status
from generator.text import paths
from generator.text.money import Interval
from generator.views import deals as deal_views
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment with the claim it rests on, in words."""

    payer: str
    """Who pays, as readers call it."""
    receiver: str
    """Who is paid."""
    kind: str
    """What for: the word for capital or for an order."""
    deal: str
    """The deal's name."""
    href: str
    """The way to the deal's page; "" where this language has none."""
    amount: str
    """How much was said: "50 Mrd. $", "Teil von 122 Mrd. $", "nicht genannt"."""
    amount_href: str
    """The way to the figure on the deal's page; "" where there is none."""
    speaker: str
    """Who says so and when: "laut The Wall Street Journal, 29. Januar 2026"; "" if nobody is quoted."""
    state: Status | None
    """How far the deal has come."""
    state_word: str
    """The same in words."""
    date: str
    """When it took that step, short: "29.01.2026"; "bekannt seit 29.01.2026" where only the report has a date."""


def payment(writer: Writer, edge: Edge) -> Payment:
    """A payment with the claim it rests on."""
    locale = writer.edition.locale
    claim, address = edge.claim or edge.whole, writer.address(edge.deal)
    has_page = writer.edition.has(address)
    return Payment(
        payer=writer.name(edge.payer),
        receiver=writer.name(edge.receiver),
        kind=locale.t("flows.capital" if edge.moves in CAPITAL else "flows.order"),
        deal=writer.name(edge.deal),
        href=writer.href(address) if has_page else "",
        amount=of_edge(writer, edge),
        amount_href=writer.href(paths.figure(claim.deal, claim.figure)) if claim and has_page else "",
        speaker=deal_views.speaker(writer, claim) if claim else "",
        state=edge.status,
        state_word=state(writer, edge),
        date=since(writer, edge),
    )


def state(writer: Writer, money: Edge | Raised) -> str:
    """How far money has come, in a word."""
    return writer.edition.locale.t(f"status.{money.status}" if money.status else "status.unknown")


def since(writer: Writer, money: Edge | Raised) -> str:
    """When a deal took its last step; where nobody says, since when its amount is known."""
    locale = writer.edition.locale
    if money.reached:
        return locale.short_date(money.reached)
    claim = money.claim or (money.whole if isinstance(money, Edge) else None)
    known = claim.known if claim else None
    return locale.t("flows.known", date=locale.short_date(known)) if known else locale.t("date.none")


def of_edge(writer: Writer, edge: Edge) -> str:
    """ "50 Mrd. $", "Teil von 122 Mrd. $", "nicht genannt"."""
    t = writer.edition.locale.t
    if edge.claim and edge.claim.value.low is not None:
        return writer.amount(edge.claim)
    if edge.whole and edge.whole.value.low is not None:
        return t("chart.part_of", amount=writer.amount(edge.whole))
    return t("amount.undisclosed")


def of_edges(writer: Writer, edges: Sequence[Edge]) -> str:
    """One payment as it was said, several as their sum in the publication's currency.

    The number of a line of the chart, of a pair and of a table: what is only talked about is in none of them beside
    money that was promised.
    """
    edges = counted(edges)
    if len(edges) == 1:
        return of_edge(writer, edges[0])
    stated = [edge for edge in edges if edge.amount]
    if not stated:
        return writer.edition.locale.join(dict.fromkeys(of_edge(writer, edge) for edge in edges))
    if len(stated) < len(edges) and not any(edge.amount.low for edge in stated if edge.amount):
        # "At least 0" would hide the "up to" that somebody did say.
        return writer.edition.locale.t("chart.and_more", amount=in_words(writer, total(edge.amount for edge in stated)))
    return in_words(writer, total(edge.amount for edge in edges))


def in_words(writer: Writer, amount: Interval | None) -> str:
    """A computed amount in the publication's currency."""
    if amount is None:
        return writer.edition.locale.t("amount.undisclosed")
    return writer.edition.locale.interval(amount, writer.edition.archive.publication.currency)
