"""The list of all deals, to be searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from generator.analysis.figures import KnownClaim
from generator.analysis.known import KnownDeal
from generator.analysis.values import amount_in
from generator.content.records.deal import Status
from generator.outputs.pages.frame import TABLE, list_page, writer_at
from generator.outputs.pages.lists import public_deals
from generator.outputs.pages.sift import Filter, Option, by_word, option
from generator.text import money, paths
from generator.text.money import Quantity
from generator.text.rates import Rates
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
    """Its finished words and links."""
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
    """The filters above the list."""
    orders: tuple[Option, ...]
    """The orders to choose from, the list's own first."""


def deals(edition: Edition) -> Artifact:
    """Every deal as a row, the latest first, with what it can be filtered and sorted by."""
    address = paths.index("deals")
    writer, t = writer_at(edition, address), edition.locale.t
    rows = tuple(_row(writer, deal) for deal in public_deals(edition))
    body = DealList(
        rows=rows,
        fields=_filters(writer, rows),
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


def _row(writer: Writer, deal: KnownDeal) -> Row:
    archive = writer.edition.archive
    currency = archive.publication.currency
    figure = deal.figures.get("amount")
    size = _size(figure.shown if figure else None, currency, archive.rates)
    return Row(
        card=deal_views.card(writer, deal),
        year=str(deal.latest.year) if deal.latest else "",
        kind=deal.record.kind,
        status=deal.state or "",
        org=" ".join(deal.parties),
        size_class=_class(size, currency),
        date=deal.latest.isoformat() if deal.latest else "",
        size=str(int(size)) if size is not None else "",
    )


def _filters(writer: Writer, rows: Sequence[Row]) -> tuple[Filter, ...]:
    """Only choices that some row answers."""
    edition, t = writer.edition, writer.edition.locale.t
    word, currency = edition.archive.vocabulary.word, edition.archive.publication.currency
    kinds, states, sizes = ({getattr(row, name) for row in rows} for name in ("kind", "status", "size_class"))
    years = sorted({row.year for row in rows if row.year}, reverse=True)
    orgs = {org for row in rows for org in row.org.split()}
    named = [
        option(str(n), edition.locale.quantity(size)) for n, size in enumerate(_sizes(currency)) if str(n) in sizes
    ]
    unknown = [option(NO_SIZE, t("sift.unknown"))] if NO_SIZE in sizes else []
    choices: tuple[tuple[str, str, Iterable[Option]], ...] = (
        ("year", "sift.year", (option(year, year) for year in years)),
        ("kind", "fact.kind", by_word(option(kind, word("deal", kind, edition.language)) for kind in kinds)),
        ("status", "deals.state", (option(one, t(f"status.{one}")) for one in get_args(Status) if one in states)),
        ("org", "sift.organisation", by_word(option(org, writer.name(org)) for org in orgs)),
        ("class", "sift.size", (*named, *unknown)),
    )
    return tuple(Filter(name=name, label=t(label), options=tuple(options)) for name, label, options in choices)


def _size(claim: KnownClaim | None, currency: str, rates: Rates) -> Decimal | None:
    """The upper end of an amount, the lower one if it is open above; in `currency`, at the rate of its day. None if it
    is not known or cannot be converted."""
    amount = amount_in(claim, currency, rates)
    return (amount.high or amount.low) if amount else None


def _class(size: Decimal | None, currency: str) -> str:
    """The number of the class that a size is in."""
    if size is None:
        return NO_SIZE
    return str(sum(size >= (limit.low or 0) for limit in _sizes(currency)[1:]))


def _sizes(currency: str) -> list[Quantity]:
    """The classes in a currency; each but the first begins at its `low`."""
    return [money.parse(f"{text} {currency}", "money") for text in SIZES]
