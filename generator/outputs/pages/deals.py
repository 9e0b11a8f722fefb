"""The list of all deals, to be searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, get_args

from generator.analysis.known import KnownDeal
from generator.analysis.values import amount_in
from generator.content.records.deal import Status
from generator.outputs.pages.frame import TABLE, list_page, option, writer_at
from generator.outputs.pages.lists import public_deals
from generator.text import money, paths
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition

SIZES = ("under 1bn", "1bn to 10bn", "10bn to 100bn", "at least 100bn")
"""Each begins where the one before it ends; a deal's size is the upper end of what is said of it."""
NO_SIZE = "unknown"


def deals(edition: Edition) -> Artifact:
    """Every deal as a row, the latest first, with what it can be filtered and sorted by."""
    address = paths.index("deals")
    writer, found, t = writer_at(edition, address), public_deals(edition), edition.locale.t
    orgs = {org for deal in found for org in deal.parties}
    years = sorted({str(deal.latest.year) for deal in found if deal.latest}, reverse=True)
    states = dict.fromkeys(state for state in get_args(Status) for deal in found if deal.state == state)
    sizes = {_class(edition, deal) for deal in found}
    return list_page(
        edition,
        "deals",
        address,
        scripts=[TABLE],
        rows=[_row(edition, deal_views.card(writer, deal), deal) for deal in found],
        fields=[
            {"name": "year", "label": t("sift.year"), "options": [option(year, year) for year in years]},
            {"name": "kind", "label": t("fact.kind"), "options": _kinds(edition, found)},
            {
                "name": "status",
                "label": t("deals.state"),
                "options": [option(state, t(f"status.{state}")) for state in states],
            },
            {
                "name": "org",
                "label": t("sift.organisation"),
                "options": by_word(option(org, writer.name(org)) for org in orgs),
            },
            {
                "name": "class",
                "label": t("sift.size"),
                "options": [
                    *(option(str(n), _size_words(edition, text)) for n, text in enumerate(SIZES) if str(n) in sizes),
                    *([option(NO_SIZE, t("sift.unknown"))] if NO_SIZE in sizes else []),
                ],
            },
        ],
        orders=[
            option("", t("sift.newest"), "-date"),
            option("date", t("sift.oldest")),
            option("-size", t("sift.largest")),
            option("size", t("sift.smallest")),
            option("name", t("sift.a_z")),
            option("-name", t("sift.z_a")),
        ],
    )


def by_word(options: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Choices from A to Z."""
    return sorted(options, key=lambda choice: choice["text"].casefold())


def _kinds(edition: Edition, found: Iterable[KnownDeal]) -> list[dict[str, str]]:
    word = edition.archive.vocabulary.word
    return by_word(option(kind, word("deal", kind, edition.language)) for kind in {deal.record.kind for deal in found})


def _row(edition: Edition, card: deal_views.Card, deal: KnownDeal) -> dict[str, Any]:
    size = _size(edition, deal)
    return {
        "card": card,
        "year": str(deal.latest.year) if deal.latest else "",
        "kind": deal.record.kind,
        "status": deal.state or "",
        "org": " ".join(deal.parties),
        "class": _class(edition, deal),
        "date": deal.latest.isoformat() if deal.latest else "",
        "size": str(int(size)) if size is not None else "",
    }


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
