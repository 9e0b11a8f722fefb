"""The list of all deals, to be searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from generator.analysis.known import KnownDeal
from generator.analysis.values import amount_in
from generator.content.records.deal import Status
from generator.outputs.pages.frame import TABLE, list_page, writer_at
from generator.outputs.pages.lists import public_deals
from generator.outputs.pages.sift import Filter, Option, by_word, option
from generator.text import money, paths
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer

SIZES = ("under 1bn", "1bn to 10bn", "10bn to 100bn", "at least 100bn")
"""Each begins where the one before it ends; a deal's size is the upper end of what is said of it."""
NO_SIZE = "unknown"
"""The class of a deal whose size is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A deal in the list; beside its card what it is filtered and sorted by, "" where that is not known."""

    card: deal_views.Card
    """What readers see of it."""
    year: str
    """The year of its latest step: "2026"."""
    kind: str
    """The id of its kind: "funding_round"."""
    status: str
    """How far it has come: "closed"."""
    org: str
    """The ids of everybody who takes part, between spaces."""
    size_class: str
    """The number of its class in `SIZES`, or "unknown"."""
    date: str
    """The day of its latest step: "2026-03-31"."""
    size: str
    """Its size in the publication's currency, in whole units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealList:
    """The page of all deals."""

    rows: tuple[Row, ...]
    """The latest first."""
    fields: tuple[Filter, ...]
    """What the list can be narrowed down by."""
    orders: tuple[Option, ...]
    """What it can be sorted by, its own order first."""


def deals(edition: Edition) -> Artifact:
    """Every deal as a row, the latest first, with what it can be filtered and sorted by."""
    address = paths.index("deals")
    writer, found, t = writer_at(edition, address), public_deals(edition), edition.locale.t
    body = DealList(
        rows=tuple(_row(edition, deal_views.card(writer, deal), deal) for deal in found),
        fields=_filters(writer, found),
        orders=(
            option("", t("sift.newest"), "-date"),
            option("date", t("sift.oldest")),
            option("-size", t("sift.largest")),
            option("size", t("sift.smallest")),
            option("name", t("sift.a_z")),
            option("-name", t("sift.z_a")),
        ),
    )
    return list_page(edition, "deals", address, body, scripts=(TABLE,))


def _filters(writer: Writer, found: Sequence[KnownDeal]) -> tuple[Filter, ...]:
    """Only choices that some deal of the list answers."""
    edition, t = writer.edition, writer.edition.locale.t
    years = sorted({str(deal.latest.year) for deal in found if deal.latest}, reverse=True)
    kinds = {deal.record.kind for deal in found}
    states = dict.fromkeys(state for state in get_args(Status) for deal in found if deal.state == state)
    orgs = {org for deal in found for org in deal.parties}
    sizes = {_class(edition, deal) for deal in found}
    named = [option(str(n), _size_words(edition, text)) for n, text in enumerate(SIZES) if str(n) in sizes]
    unknown = [option(NO_SIZE, t("sift.unknown"))] if NO_SIZE in sizes else []
    word = edition.archive.vocabulary.word
    choices: tuple[tuple[str, str, Iterable[Option]], ...] = (
        ("year", "sift.year", (option(year, year) for year in years)),
        ("kind", "fact.kind", by_word(option(kind, word("deal", kind, edition.language)) for kind in kinds)),
        ("status", "deals.state", (option(state, t(f"status.{state}")) for state in states)),
        ("org", "sift.organisation", by_word(option(org, writer.name(org)) for org in orgs)),
        ("class", "sift.size", (*named, *unknown)),
    )
    return tuple(Filter(name=name, label=t(label), options=tuple(options)) for name, label, options in choices)


def _row(edition: Edition, card: deal_views.Card, deal: KnownDeal) -> Row:
    size = _size(edition, deal)
    return Row(
        card=card,
        year=str(deal.latest.year) if deal.latest else "",
        kind=deal.record.kind,
        status=deal.state or "",
        org=" ".join(deal.parties),
        size_class=_class(edition, deal),
        date=deal.latest.isoformat() if deal.latest else "",
        size=str(int(size)) if size is not None else "",
    )


def _size(edition: Edition, deal: KnownDeal) -> Decimal | None:
    """The upper end of the shown amount, the lower one if it is open above; in the publication's currency, at the
    rate of its day. None if it is not known or cannot be converted."""
    figure = deal.figures.get("amount")
    claim = figure.shown if figure else None
    amount = amount_in(claim, edition.archive.publication.currency, edition.archive.rates)
    return (amount.high or amount.low) if amount else None


def _class(edition: Edition, deal: KnownDeal) -> str:
    size = _size(edition, deal)
    if size is None:
        return NO_SIZE
    return str(sum(size >= limit for limit in _limits(edition)))


def _limits(edition: Edition) -> list[Decimal]:
    """Where each class but the first begins."""
    limits = [money.parse(f"{text} {edition.archive.publication.currency}", "money").low for text in SIZES[1:]]
    return [limit for limit in limits if limit is not None]


def _size_words(edition: Edition, text: str) -> str:
    return edition.locale.quantity(money.parse(f"{text} {edition.archive.publication.currency}", "money"))
