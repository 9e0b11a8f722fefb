"""What an organisation's page shows: money in and out, each part of a round once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.core import Locale as Cldr

from generator.analysis import totals
from generator.analysis.figures import WHOLE_SCOPES, KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal, round_of
from generator.content.records import Issue, Organisation
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import derived
from generator.views.edition import Edition
from generator.views.writer import Writer

WAYS = ("in", "out", "other")


def deals_of(edition: Edition, name: str) -> list[KnownDeal]:
    """The deals an organisation takes part in, newest first. Where its part of a round is a deal of its own,
    that deal stands for it; a round's parts are not listed again for the company that is financed."""
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
    return sorted(found, key=lambda deal: (-(deal.latest.toordinal() if deal.latest else 0), deal.id))


def flows(writer: Writer, name: str) -> Mapping[str, list[dict[str, Any]]]:
    """Rows of deals by the way the money goes, as this organisation sees it."""
    edition = writer.edition
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for deal in deals_of(edition, name):
        mine = next((part for part in deal.participants if part.record.org == name), None)
        claim = _amount(mine.amount if mine else None) or _amount(deal.figures.get("amount"))
        role = mine.record.role if mine else None
        whole = round_of(edition.today.deals, deal)
        found[_way(edition, deal, role)].append(
            {
                "card": deal_views.card(writer, deal),
                "role": edition.archive.vocabulary.word("role", role, edition.language)
                if role
                else edition.locale.t("role.subject"),
                "amount": writer.amount(claim) if claim else edition.locale.t("amount.none"),
                "speaker": deal_views.speaker(writer, claim) if claim else "",
                "part_of": writer.name(whole.id) if whole else None,
                "part_href": writer.href(paths.page("deals", whole.id)) if whole else "",
                "with": [
                    {"name": writer.name(org), "href": writer.href(writer.address(org))}
                    for org in deal.parties
                    if org != name
                ],
            }
        )
    return found


def totals_of(writer: Writer, name: str) -> list[derived.TotalView]:
    """What the organisation raised and what it committed, as tables."""
    books = writer.knowledge.books
    t = writer.edition.locale.t
    found = (
        derived.total(writer, totals.raised(books, name), "total_raised", t("total.raised")),
        derived.total(writer, totals.committed(books, name), "total_committed", t("total.committed")),
    )
    return [table for table in found if table]


def facts(writer: Writer, name: str) -> list[dict[str, Any]]:
    """The panel at the top of an organisation: what it is, in words and links."""
    edition = writer.edition
    record = edition.archive.organisations[name]
    t = edition.locale.t
    rows: list[dict[str, Any]] = [
        {
            "label": t("fact.kind"),
            "text": edition.archive.vocabulary.word("organisation", record.kind, edition.language),
            "href": None,
        }
    ]
    seat = ", ".join(part for part in (record.hq, country(edition, record)) if part)
    if seat:
        rows.append({"label": t("fact.seat"), "text": seat, "href": None})
    if record.founded:
        rows.append({"label": t("fact.founded"), "text": edition.locale.date(record.founded), "href": None})
    if record.parent:
        rows.append(
            {
                "label": t("fact.parent"),
                "text": writer.name(record.parent),
                "href": writer.href(writer.address(record.parent)),
            }
        )
    rows += [
        {"label": t("fact.child"), "text": writer.name(child), "href": writer.href(writer.address(child))}
        for child, other in edition.archive.organisations.items()
        if other.parent == name
    ]
    if record.legal_name:
        rows.append({"label": t("fact.legal_name"), "text": record.legal_name, "href": None})
    if record.aliases:
        rows.append({"label": t("fact.aliases"), "text": ", ".join(record.aliases), "href": None})
    if record.ticker:
        rows.append({"label": t("fact.ticker"), "text": record.ticker, "href": None})
    if record.website:
        shown = record.website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        rows.append({"label": t("fact.website"), "text": shown, "href": record.website})
    return rows


def country(edition: Edition, record: Organisation) -> str:
    """The country's name in the reader's language."""
    territories: Mapping[str, str] = Cldr.parse(edition.language).territories
    return territories.get(record.country, record.country) if record.country else ""


def named_in(edition: Edition, name: str, issue: Issue) -> set[str]:
    """The organisations of an issue's deals."""
    return {org for deal in edition.then[name].deals_of(issue) for org in deal.parties}


def _way(edition: Edition, deal: KnownDeal, role: str | None) -> str:
    term = edition.archive.vocabulary.role.get(role) if role else None
    if term and (term.pays or term.receives):
        return "out" if term.pays else "in"
    kind = edition.archive.vocabulary.deal.get(deal.record.kind)
    return "in" if role is None and kind and kind.moves in ("equity", "debt", "grant") else "other"


def _amount(figure: KnownFigure | None) -> KnownClaim | None:
    """What was agreed or is sought; a running total is not this deal's money."""
    claim = figure.shown if figure else None
    return claim if claim and claim.record.scope in WHOLE_SCOPES else None
