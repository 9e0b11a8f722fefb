"""An issue: what it says about deals, knowing what its own date knew."""

from __future__ import annotations

from datetime import tzinfo
from typing import Literal

from pydantic import Field

from generator.content.records.base import Count, Day, Moment, Paragraphs, Record, Text, Translated, Url
from generator.content.records.deal import Correction, Ignore
from generator.content.records.names import AuthorId, AuthorIds, DealId, DealIds, IssueIds, SponsorId
from generator.content.records.section import Section
from generator.content.records.written import Written


class Hero(Record):
    """The picture at the top of an issue."""

    file: Text
    """The name of the file beside `briefing.yml`, such as "labor.jpg": PNG, JPEG or WebP."""
    alt: Translated
    """What it shows, for those who do not see it."""
    kind: Literal["photo", "illustration", "symbol_image", "ai_generated"]
    """What it is; printed beside it, so that nobody takes a symbol for a document."""
    credit: Text
    """Who made it."""
    caption: Translated | None = None
    """A line below it; it may have references."""


class SponsorSlot(Record):
    """A paid place; its label belongs to the product and cannot be changed."""

    sponsor: SponsorId
    """Who pays."""
    slot: Text
    """Where: "top" (after the key points), "after_<section>" with its id or kind, or "end" (before the sources)."""
    body: Translated
    """What it says."""
    url: Url
    """Where it leads."""
    from_: Day | None = Field(default=None, alias="from")
    """The first day on which it is shown; None from the beginning."""
    until: Day | None = None
    """The last day on which it is shown; None for ever."""


class MailWords(Record):
    """What the mail says in a client's list of messages, where the editor wants other words than the issue's."""

    subject: Translated | None = None
    """The subject, at most 78 characters; None takes the lead deal as news of its day, with its sum."""
    preheader: Translated | None = None
    """The line beside the subject, 40 to 110 characters; None takes the first key point."""


class Disclosure(Record):
    """An interest of an author that readers should know of."""

    who: AuthorId
    """Whose interest it is."""
    text: Translated
    """What it is, in a sentence."""


class Reply(Record):
    """What somebody of whom an issue speaks answered to it."""

    by: Text
    """Who answered, such as "A spokesman of Beispiel Labs"."""
    date: Day
    """The day on which they did."""
    text: Translated
    """What they said."""


class Issue(Written):
    """One issue of the publication: a page, an entry of the feed and a mail."""

    number: Count | None = Field(default=None, alias="issue")
    """Its running number, such as 12; it is shown and means nothing else."""
    date: Day
    """The day whose knowledge it shows, and the beginning of its folder's name."""
    publish_at: Moment | None = None
    """When it appears, with its zone: 2026-01-30T07:00:00+01:00; None in the morning of its date."""
    embargo_until: Moment | None = None
    """Before this moment it appears nowhere."""
    status: Literal["draft", "review", "published"] = "draft"
    """Only "published" is ever shown."""
    authors: AuthorIds = ()
    """Who wrote it."""
    reviewed_at: Day | None = None
    """The day on which `reviewed_by` checked it."""
    title: Translated
    """Its heading."""
    summary: Translated
    """What it says, in two or three sentences with references."""
    key_points: Paragraphs | None = None
    """What to remember, a list per language."""
    mail: MailWords | None = None
    """Other words for a client's list of messages."""
    hero: Hero | None = None
    """The picture at its top."""
    lead: DealId | None = None
    """The deal that it is about first; its figures stand at the top."""
    lead_figure: Text | None = None
    """The figure at its top, such as "openai-round-2026/amount#total"; None takes the lead's, by the rules."""
    deals: DealIds = ()
    """Its deals in the editor's order, which is their rank in the mail."""
    sections: tuple[Section, ...] = ()
    """Its parts, in order."""
    sponsors: tuple[SponsorSlot, ...] = ()
    """Paid places in it."""
    disclosures: tuple[Disclosure, ...] = ()
    """Interests of its authors."""
    replies: tuple[Reply, ...] = ()
    """What was answered to it."""
    related: IssueIds = ()
    """The issues to offer first at its end; others follow by shared organisations and topics."""
    corrections: tuple[Correction, ...] = ()
    """What was wrong in its own words, told to readers."""
    ignore: tuple[Ignore, ...] = ()
    """Warnings that stand on this record."""

    def appeared(self, zone: tzinfo) -> Day:
        """The first day on which it may be seen if it is published: its date, or a later day that `publish_at` or
        `embargo_until` names, in the publication's zone."""
        hours = (self.publish_at, self.embargo_until)
        return max([self.date, *(hour.astimezone(zone).date() for hour in hours if hour)])

    @property
    def listed(self) -> tuple[str, ...]:
        """The deals that the issue is about, each once: the lead first, then `deals` in the editor's order.

        Whether the issue's date had heard of them is for `Knowledge.deals_of` to say.
        """
        return tuple(dict.fromkeys([*([self.lead] if self.lead else []), *self.deals]))
