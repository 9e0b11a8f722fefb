"""What reports tell differently and what is no number, as finished words: every side with who says it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis import origins
from generator.analysis.known import KnownDeal
from generator.content.records.base import read_date
from generator.content.records.dispute import Dispute, DisputeClaim
from generator.views import sources as source_views
from generator.views.deals import origin_names
from generator.views.sources import SourceLink
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a dispute."""

    what: str
    """What it says: "SoftBank", "30. Januar 2026"."""
    told: str
    """Who says so: "laut Financial Times (ungenannte Person)"."""
    sources: tuple[SourceLink, ...]
    """The pages that print it, by their number on this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """What reports contradict each other on."""

    label: str
    """What it is about: "Wer führt"."""
    sides: tuple[Side, ...]
    """What is said, in the order in which editors found it."""


def of_deal(writer: Writer, deal: KnownDeal) -> tuple[DisputeView, ...]:
    """The disputes of a deal of which the date knew two sides."""
    found = []
    for dispute in deal.record.disputes:
        sides = [_side(writer, deal, dispute, claim) for claim in dispute.claims if _is_known(writer, deal, claim)]
        if len(sides) > 1:
            label = writer.edition.locale.t(f"dispute.{dispute.field}")
            found.append(DisputeView(label=label, sides=tuple(sides)))
    return tuple(found)


def pages(deal: KnownDeal) -> tuple[str, ...]:
    """The ids of the pages that print a side of a dispute of the deal."""
    return tuple(page for dispute in deal.record.disputes for c in dispute.claims for page in c.src or deal.record.src)


def _is_known(writer: Writer, deal: KnownDeal, claim: DisputeClaim) -> bool:
    archive = writer.edition.archive
    days = [archive.sources[page].day for page in claim.src or deal.record.src]
    return any(day is None or day <= deal.as_of for day in days)


def _side(writer: Writer, deal: KnownDeal, dispute: Dispute, claim: DisputeClaim) -> Side:
    edition = writer.edition
    pages = claim.src or deal.record.src
    source = edition.archive.sources[pages[0]]
    names = origins.passed_on(source) or (source.publisher,)
    told = edition.locale.t("dispute.told", origin=origin_names(writer, names))
    said = f" ({edition.locale.t(f'said.{claim.said}')})" if claim.said != "unattributed" else ""
    return Side(
        what=_what(writer, dispute, claim),
        told=f"{told}{said}",
        sources=source_views.source_links(writer, pages),
    )


def _what(writer: Writer, dispute: Dispute, claim: DisputeClaim) -> str:
    edition = writer.edition
    if claim.text:
        return edition.text(claim.text)
    value = claim.value or ""
    if dispute.field == "date":
        day = read_date(value)
        return edition.locale.date(day) if day else value
    if dispute.field == "kind":
        return edition.archive.vocabulary.word("deal", value, edition.language)
    return writer.name(value)
