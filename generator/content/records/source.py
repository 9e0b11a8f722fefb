"""Where a claim was read, and whose report that page passes on."""

from __future__ import annotations

from datetime import date, datetime

from generator.content.records.base import (
    Dated,
    Id,
    Ids,
    Key,
    Name,
    Published,
    Record,
    Text,
    Texts,
    Translated,
    Truth,
    Url,
)
from generator.content.records.deal import Ignore
from generator.content.records.organisation import Country

UNSTATED_KINDS = frozenset(("blog", "aggregation", "mirror"))
"""Pages of these kinds are nobody's own report: without `via` or `origins` their origin is unstated."""


class Interest(Record):
    """A publisher's interest in an organisation that it reports on."""

    organisation: Id
    what: Translated


class Publisher(Record):
    name: Name
    kind: Key
    domain: Text | None = None
    country: Country | None = None
    owner: Text | None = None
    conflicts: tuple[Interest, ...] = ()
    ignore: tuple[Ignore, ...] = ()


class Source(Record):
    """One page, filing or transcript. `via` is nearest relay first, origin last; `origins` are several at once."""

    publisher: Id
    label: Name
    url: Url | None = None
    archive_url: Url | None = None
    language: Text | None = None
    published: Published | None = None
    accessed: Dated | None = None
    kind: Key
    via: Ids = ()
    origins: Ids = ()
    paywall: Text | None = None
    authors: Texts = ()
    undisclosed_ads: Truth = False
    conflict_of_interest: Text | None = None
    corrected: Text | None = None
    retracted: Truth = False
    evidence_sha256: Text | None = None
    note: Text | None = None
    ignore: tuple[Ignore, ...] = ()

    @property
    def day(self) -> date | None:
        """The day it was published, in the zone it was given in; the last one a partial date can mean."""
        if self.published is None:
            return None
        return self.published.date() if isinstance(self.published, datetime) else self.published.last
