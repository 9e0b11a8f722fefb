"""A briefing: what an issue says about deals, knowing what its own date knew."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.content.records.base import (
    Count,
    Day,
    Id,
    Ids,
    Moment,
    Paragraphs,
    Probability,
    Record,
    Text,
    Translated,
    Url,
)
from generator.content.records.deal import Correction, Ignore
from generator.content.records.written import Written

PROSE_KINDS = ("news", "analysis", "context", "regional", "regulation", "verdict", "advice", "reading_list")
GENERATED_KINDS = ("claims", "deals", "what_changed", "numbers", "flows", "scorecard")
SectionKind = Literal[
    "news",
    "analysis",
    "context",
    "regional",
    "regulation",
    "verdict",
    "advice",
    "reading_list",
    "winners_losers",
    "outlook",
    "claims",
    "deals",
    "what_changed",
    "numbers",
    "flows",
    "scorecard",
]


class Hero(Record):
    file: Text
    alt: Translated
    kind: Literal["photo", "illustration", "symbol_image", "ai_generated"]
    credit: Text
    caption: Translated | None = None


class Verdict(Record):
    """Why a deal is good or bad for an organisation."""

    org: Id
    why: Translated


class Resolution(Record):
    """How a forecast came out. The words avoid yes and no, which YAML tools read as something else."""

    outcome: Literal["happened", "did_not_happen", "void"]
    date: Day
    src: Ids = ()


class Revision(Record):
    date: Day
    probability: Probability


class Forecast(Record):
    """A claim about the future with a probability and what decides it; frozen at publication."""

    id: Id
    claim: Translated
    probability: Probability
    made: Day
    resolves_by: Day
    criteria: Translated
    conditional_on: Id | None = None
    revisions: tuple[Revision, ...] = ()
    resolution: Resolution | None = None


class Section(Record):
    """One part of an issue: prose in place or in `<id>.<language>.md`, structured, or generated from the data."""

    id: Id | None = None
    kind: SectionKind
    heading: Translated | None = None
    body: Translated | None = None
    winners: tuple[Verdict, ...] = ()
    losers: tuple[Verdict, ...] = ()
    forecasts: tuple[Forecast, ...] = ()

    @property
    def key(self) -> str:
        """The section's id, else its kind as one."""
        return self.id or self.kind.replace("_", "-")


class SponsorSlot(Record):
    """A paid place; its label belongs to the product and cannot be changed."""

    sponsor: Id
    slot: Text
    body: Translated
    url: Url
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class MailWords(Record):
    """What the mail says in a client's list of messages, where the editor wants other words than the data's."""

    subject: Translated | None = None
    preheader: Translated | None = None


class Disclosure(Record):
    who: Id
    text: Translated


class Reply(Record):
    by: Text
    date: Day
    text: Translated


class Issue(Written):
    number: Count | None = Field(default=None, alias="issue")
    date: Day
    publish_at: Moment | None = None
    embargo_until: Moment | None = None
    status: Literal["draft", "review", "published"] = "draft"
    authors: Ids = ()
    reviewed_at: Day | None = None
    title: Translated
    summary: Translated
    key_points: Paragraphs | None = None
    mail: MailWords | None = None
    hero: Hero | None = None
    lead: Id | None = None
    deals: Ids = ()
    sections: tuple[Section, ...] = ()
    sponsors: tuple[SponsorSlot, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    replies: tuple[Reply, ...] = ()
    related: Ids = ()
    corrections: tuple[Correction, ...] = ()
    ignore: tuple[Ignore, ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """The deals that the issue is about, each once: the lead first, then `deals` in the editor's order.

        Whether the issue's date had heard of them is for `Knowledge.deals_of` to say.
        """
        return tuple(dict.fromkeys([*([self.lead] if self.lead else []), *self.deals]))
