"""Everything that was read, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from generator.text.once import Once
from generator.text.problems import Position
from generator.text.rates import Rates
from generator.text.reads import Read
from generator.text.yamltree import Document, Scalar


@dataclass(frozen=True, slots=True)
class Prose:
    """A hand-written text and where it stands: in a field, or in a file of its own."""

    scalar: Scalar
    """The text with the place of each of its lines."""

    @property
    def text(self) -> str:
        """The text."""
        return self.scalar.text or ""

    def place(self, offset: int) -> Position:
        """Where the character at `offset` stands: its line and column."""
        return self.scalar.place(offset)


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that was read, by id; ids resolve. It holds values alone, so that it can be kept on disk."""

    publication: Publication
    """`publication.yml`."""
    vocabulary: Vocabulary
    """The built-in words for kinds and roles, and the publication's own."""
    organisations: Mapping[str, Organisation]
    """`organisations/`."""
    publishers: Mapping[str, Publisher]
    """`publishers/`."""
    sources: Mapping[str, Source]
    """`sources/`, whatever the folders inside it."""
    topics: Mapping[str, Topic]
    """`topics/`."""
    authors: Mapping[str, Author]
    """`authors/`."""
    sponsors: Mapping[str, Sponsor]
    """`sponsors/`."""
    pages: Mapping[str, Page]
    """`pages/`."""
    deals: Mapping[str, Deal]
    """`deals/`, whatever the folders inside it, short forms written out."""
    issues: Mapping[str, Issue]
    """`briefings/`, by the names of their folders."""
    snapshots: Mapping[str, Snapshot]
    """What each frozen issue showed, by the issue's id, under the ids of today."""
    findings: tuple[ReviewedFinding, ...]
    """The detectors' findings that an editor has read: `findings.yml`."""
    rates: Rates
    """`rates/ecb.csv`."""
    documents: Mapping[tuple[str, str], Document]
    """The parsed files by folder and id, so that a rule can say where something stands.
    The publication's own is ("", "publication")."""
    prose: Mapping[tuple[str, str, str, str], Prose]
    """The texts in files of their own, by folder, id, section and language; of a page the section is its id."""
    images: Mapping[tuple[str, str], bytes]
    """The pictures beside issues, whole, by issue and file name; drawings (SVG) are left out."""
    digests: Mapping[Read, str]
    """The digest of the file behind a value of these maps, by the name of the map and the key; a single file's stands
    under "" and its name."""
    once: Once = field(init=False, default_factory=Once, repr=False)
    """What follows from all this and is wanted in several places. An archive that was changed begins with nothing."""

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
