"""The paid places of an issue, by where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.content.records.issue import SponsorSlot
from generator.views.edition import Edition
from generator.views.issues import IssueView
from generator.views.writer import Writer

FIRST, LAST = "top", "end"
"""Where a sponsor stands: after the key points, or before the sources; "after_<section>" names a section instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """A paid place."""

    name: str
    """The payer's name."""
    text: str
    """Their text."""
    href: str
    """Link to them."""


def sponsors(writer: Writer, shown: IssueView) -> Mapping[str, tuple[Sponsor, ...]]:
    """Sponsors by "top", "end" or the id of the section that they follow; outside its days a sponsor has no place."""
    found: dict[str, tuple[Sponsor, ...]] = {}
    sections = {name: section.id for section in shown.sections for name in (section.kind, section.id)}
    for slot in shown.record.sponsors:
        if _runs(slot, writer.edition):
            place = FIRST if slot.slot == FIRST else sections.get(slot.slot.removeprefix("after_"), LAST)
            found[place] = (*found.get(place, ()), _sponsor(writer, slot))
    return found


def _sponsor(writer: Writer, slot: SponsorSlot) -> Sponsor:
    language = writer.edition.language
    sponsor = writer.edition.archive.sponsors[slot.sponsor]
    return Sponsor(name=sponsor.name.any(language), text=writer.plain(slot.body.any(language)), href=slot.url)


def _runs(slot: SponsorSlot, edition: Edition) -> bool:
    return (slot.from_ is None or slot.from_ <= edition.as_of) and (slot.until is None or edition.as_of <= slot.until)
