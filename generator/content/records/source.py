"""Where a claim was read, and whose report that page passes on."""

from __future__ import annotations

from datetime import date, datetime

from generator.content.records.base import (
    Language,
    Name,
    PlainDate,
    Published,
    Record,
    Text,
    Texts,
    Translated,
    Truth,
    Url,
)
from generator.content.records.deal import Ignore
from generator.content.records.names import OrganisationId, PublisherId, PublisherKind, SourceKind, SpeakerIds
from generator.content.records.organisation import Country

UNSTATED_KINDS = frozenset(("blog", "aggregation", "mirror"))
"""Pages of these kinds are nobody's own report: without `via` or `origins` their origin is unstated."""


class Interest(Record):
    """A publisher's interest in an organisation that it reports on."""

    organisation: OrganisationId
    """Whom it has an interest in, such as "openai"."""
    what: Translated
    """What the interest is, such as "Its owner is a shareholder"."""


class Publisher(Record):
    """Who publishes pages: a newspaper, an agency, a register, a blog."""

    name: Name
    """What readers call it, such as "The Wall Street Journal"."""
    kind: PublisherKind
    """What it is: a word of the vocabulary, such as "newspaper"."""
    domain: Text | None = None
    """The host of its pages, such as "wsj.com"; None if it has none or nobody wrote it down."""
    country: Country | None = None
    """Where it sits, such as "US"."""
    owner: Text | None = None
    """Whom it belongs to, in words."""
    conflicts: tuple[Interest, ...] = ()
    """Its interests in organisations that it reports on."""
    ignore: tuple[Ignore, ...] = ()
    """Warnings that stand on this record."""


class Source(Record):
    """One page, filing or transcript."""

    publisher: PublisherId
    """Who published the page, such as "wsj"."""
    label: Name
    """What the page is about, in the editor's own words."""
    url: Url | None = None
    """Its address; None if it has none, as a printed page."""
    archive_url: Url | None = None
    """The address of a copy in a web archive."""
    language: Language | None = None
    """The language it is written in, a tag of BCP 47 such as "en" or "pt-BR"."""
    published: Published | None = None
    """When it appeared: a day, a month, a year or a moment with its zone; None if it does not say."""
    accessed: PlainDate | None = None
    """The day on which an editor read it, such as 2026-01-30."""
    kind: SourceKind
    """What it is: a word of the vocabulary, such as "original" or "press_release"."""
    via: SpeakerIds = ()
    """Whose report it passes on, nearest relay first, origin last: [reuters, the-information]."""
    origins: SpeakerIds = ()
    """Whose reports it passes on if they are several at once: [bloomberg, wsj]."""
    paywall: Text | None = None
    """How far one has to pay to read it, such as "hard" or "metered"; None or "none" if it is free. Readers see it."""
    authors: Texts = ()
    """Who wrote it, as the page prints the names."""
    undisclosed_ads: Truth = False
    """Whether it carries advertising that it does not mark. Readers see it."""
    conflict_of_interest: Text | None = None
    """The interest that this page has in what it reports, in the editor's words; None if none is known. Readers see
    it."""
    corrected: Text | None = None
    """What the page has corrected since, in words."""
    retracted: Truth = False
    """Whether the page was withdrawn. Readers see it."""
    evidence_sha256: Text | None = None
    """The SHA-256 of the copy that the editors keep, in 64 hexadecimal digits."""
    note: Text | None = None
    """For editors; it is never published."""
    ignore: tuple[Ignore, ...] = ()
    """Warnings that stand on this record."""

    @property
    def is_paid(self) -> bool:
        """Whether one has to pay to read it: a `paywall` is named, and it is not "none"."""
        return self.paywall is not None and self.paywall.casefold() != "none"

    @property
    def day(self) -> date | None:
        """The day it was published, in the zone it was given in; the last one a partial date can mean."""
        if self.published is None:
            return None
        return self.published.date() if isinstance(self.published, datetime) else self.published.last
