"""Everything that was read, by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.content.records import (
    Author,
    Deal,
    Issue,
    Organisation,
    Page,
    Publication,
    Publisher,
    Snapshot,
    Source,
    Sponsor,
    Topic,
    Vocabulary,
)
from generator.content.records.base import Record
from generator.content.records.finding import ReviewedFinding
from generator.text.problems import Position
from generator.text.rates import Rates
from generator.text.yamltree import Document


@dataclass(frozen=True, slots=True)
class Prose:
    """A hand-written text and where it stands; `place` finds a character's line and column."""

    text: str
    place: Callable[[int], Position]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that was read, by id; ids resolve.

    `documents` keeps the parsed files by (folder, id), so that a rule can say where something stands.
    `prose` holds the sibling texts of issues and pages by (folder, id, section, language); `snapshots` says what each
    frozen issue showed; `findings` are the detectors' findings that an editor has read.
    """

    publication: Publication
    vocabulary: Vocabulary
    organisations: Mapping[str, Organisation]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    authors: Mapping[str, Author]
    sponsors: Mapping[str, Sponsor]
    pages: Mapping[str, Page]
    deals: Mapping[str, Deal]
    issues: Mapping[str, Issue]
    snapshots: Mapping[str, Snapshot]
    findings: tuple[ReviewedFinding, ...]
    rates: Rates
    documents: Mapping[tuple[str, str], Document]
    prose: Mapping[tuple[str, str, str, str], Prose]
    images: Mapping[tuple[str, str], bytes]

    def currency_of(self, organisation: str) -> str:
        """The currency in which figures of an organisation's deals are compared and added: the one it reports in, else
        the publication's."""
        return self.organisations[organisation].reporting_currency or self.publication.currency

    @property
    def folders(self) -> Mapping[str, Mapping[str, Record]]:
        """The records of each folder of the content by id, broken ones left out."""
        return {
            "organisations": self.organisations,
            "publishers": self.publishers,
            "sources": self.sources,
            "topics": self.topics,
            "authors": self.authors,
            "sponsors": self.sponsors,
            "pages": self.pages,
            "deals": self.deals,
            "briefings": self.issues,
        }

    def at(self, folder: str, name: str, *way: str | int) -> Position:
        """Where a field stands, or the nearest thing above it that the file has."""
        return self.documents[folder, name].at(*way)
