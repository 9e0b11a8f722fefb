"""A deal: who gives what to whom, how far it has come, and what is claimed about its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from generator.content.records.base import Count, Dated, Day, Id, Key, PlainDate, Record, Text, Translated, Truth
from generator.content.records.dispute import Dispute
from generator.content.records.figure import Amount, Capacity, Figure, Stake
from generator.content.records.names import (
    ConditionKind,
    DealId,
    DealKind,
    Event,
    OrganisationId,
    OrganisationIds,
    Role,
    SourceIds,
    SpeakerId,
    TopicIds,
)
from generator.content.records.written import Written
from generator.text.dates import PartialDate

Status = Literal[
    "rumoured",
    "in_talks",
    "term_sheet",
    "announced",
    "signed",
    "approved",
    "partially_closed",
    "closed",
    "cancelled",
    "lapsed",
    "blocked",
    "superseded",
]
"""How far a deal has come; the last four are ends without a closing."""
STATUS_ORDER: tuple[Status, ...] = (
    "rumoured",
    "in_talks",
    "term_sheet",
    "announced",
    "signed",
    "approved",
    "partially_closed",
    "closed",
)
"""The steps towards a closing, in order. A step back to talks needs a note; a deal stands where its last step does."""


OTHERS = "others"
"""Stands for an organisation in the addresses of figures: "others.stake". No organisation may be called so."""


class StatusEntry(Record):
    """One step of a deal. Two entries of one status are rival dates, and both are shown."""

    to: Status
    """The step that was reached, such as "announced"."""
    date: Dated | None = None
    """When: a day, a month or a year, about one of these, or one between two; None if nobody says."""
    src: SourceIds = ()
    """The pages that tell of it."""
    note: Text | None = None
    """For editors: why a deal went a step back."""


class Expectation(Record):
    """Something that is to happen by a date, or between two."""

    id: Id | None = None
    """What entries of one event share, such as "second-part"; None where the event happens once in a deal."""
    event: Event
    """What is expected: a word of the vocabulary, such as "close"."""
    text: Translated | None = None
    """What is expected, in words; None prints the word for the event."""
    by: Dated | None = None
    """By when, such as 2026-06; "about 2026-06" or "2026-06/2026-07" where a source says so."""
    from_: PlainDate | None = Field(default=None, alias="from")
    """From when on, where it is a span: with `to`."""
    to: PlainDate | None = None
    """Until when."""
    src: SourceIds = ()
    """The pages that say so."""

    @property
    def deadline(self) -> PartialDate | None:
        """By when it should have happened: `by`, else the end of the span; None if no end is told."""
        return self.by or self.to

    @property
    def due(self) -> PartialDate | None:
        """The date under which calendars file it: its deadline, else the beginning where no end is told; None if no
        date is told."""
        return self.deadline or self.from_

    @property
    def begins(self) -> PartialDate | None:
        """The beginning of the span in which it is expected; None if only its end is told, or only one date."""
        return self.from_ if self.deadline else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """A figure of a deal and where it stands."""

    path: str | None
    """Its address in the deal: "amount", "amazon.stake", "trio"; None for a tranche, which has none of its own."""
    way: tuple[str | int, ...]
    """The way to it in the file: ("participants", 0, "amount")."""
    record: Figure
    """The figure with its claims."""
    is_money: bool
    """True for amounts and valuations; False for stakes, in per cent, and capacities, in gigawatts."""


class Tranche(Record):
    """A part of a participant's amount, due on a date or on a condition."""

    amount: Amount
    """How much."""
    due: Dated | None = None
    """When it is to be paid; None if nobody says."""
    condition: Translated | None = None
    """On what it depends, in words."""
    status: Status | None = None
    """How far this part has come; None leaves it to the deal's own steps."""


class Participant(Record):
    """An organisation's part in a deal."""

    org: OrganisationId
    """Who takes part, such as "amazon"."""
    role: Role = "investor"
    """As what: a word of the vocabulary, such as "lead", "customer" or "seller"."""
    new: Truth = False
    """Whether it had no share in the subject before."""
    amount: Amount | None = None
    """What it gives or gets; None if that is not known or stands in `deal`."""
    deal: DealId | None = None
    """The deal whose amount is this participant's, so that it is written down once."""
    stake: Stake | None = None
    """The share that it has, holds or gets."""
    in_: OrganisationId | None = Field(default=None, alias="in")
    """In whom the share is, if not in the deal's subject."""
    tranches: tuple[Tranche, ...] = ()
    """The parts in which its amount is paid."""
    src: SourceIds = ()
    """The pages that name it."""

    def figures(self, way: tuple[str | int, ...]) -> Iterator[FigurePlace]:
        """Its amount, its stake and the amounts of its tranches; `way` leads to the participant in the deal's file."""
        if self.amount:
            path = f"{self.org}.amount"
            yield FigurePlace(path=path, way=(*way, "amount"), record=self.amount, is_money=True)
        if self.stake:
            yield FigurePlace(path=f"{self.org}.stake", way=(*way, "stake"), record=self.stake, is_money=False)
        for index, tranche in enumerate(self.tranches):
            place = (*way, "tranches", index, "amount")
            yield FigurePlace(path=None, way=place, record=tranche.amount, is_money=True)


class Others(Record):
    """What those have or give together whom nobody names: the rest of the owners, further investors."""

    stake: Stake | None = None
    """The share that they have, hold or get together."""
    in_: OrganisationId | None = Field(default=None, alias="in")
    """In whom the share is, if not in the deal's subject."""
    amount: Amount | None = None
    """What they give or get together; it is in no sum and no flow, for nobody knows whose money it is."""

    def figures(self) -> Iterator[FigurePlace]:
        """Their amount and their stake."""
        if self.amount:
            yield FigurePlace(path=f"{OTHERS}.amount", way=("others", "amount"), record=self.amount, is_money=True)
        if self.stake:
            yield FigurePlace(path=f"{OTHERS}.stake", way=("others", "stake"), record=self.stake, is_money=False)


class Subtotal(Record):
    """What several participants put in together."""

    id: Id
    """Its name in this deal, such as "trio"; texts refer to it."""
    of: OrganisationIds
    """Whose money it is."""
    amount: Amount
    """How much it is together."""


class Condition(Record):
    """Something on which a deal depends, such as a regulator's consent."""

    party: OrganisationId | None = None
    """Whom it is up to; None if nobody is named."""
    kind: ConditionKind
    """What it is: a word of the vocabulary, such as "regulatory"."""
    text: Translated
    """The condition in words."""
    src: SourceIds = ()
    """The pages that tell of it."""


class Statement(Record):
    """Who asserts, denies or declines to comment on what."""

    by: SpeakerId
    """Who speaks."""
    stance: Literal["asserts", "denies", "declines", "no_answer"]
    """What they do about it."""
    about: Text
    """What it is about: a figure of the deal, such as "amazon.amount", or words."""
    text: Translated | None = None
    """What was said, in words."""
    date: Dated | None = None
    """When it was said."""
    src: SourceIds = ()
    """The pages that tell of it."""


class Relation(Record):
    """How a deal belongs to another."""

    type: Literal["part_of", "tranche_of", "supersedes", "follows", "linked_contract", "funds", "competes_with"]
    """What this deal is to the other: a part of it, its successor, …"""
    deal: DealId
    """The other deal."""


class Correction(Record):
    """A change of something published, told to readers."""

    date: Day
    """The day on which it was corrected, later than the issue."""
    field: Text
    """What was wrong, such as "amazon.amount", "status" or "valuation#val-analysis"."""
    was: Text
    """What stood there, such as "about 830bn USD"."""
    now: Text
    """What stands there now, or "withdrawn"."""
    reason: Translated
    """Why, in words for readers."""
    digest: Text | None = None
    """Of a text: the digits that `check` prints for it as it stands now. A text that changes again needs a new one."""
    severity: Literal["typo", "clarification", "correction", "retraction"]
    """How grave it is; the last two reach subscribers as an entry and a mail of their own."""

    def full_name(self, deal: str) -> str:
        """The full name of what it corrects: "openai-round-2026/trio"; `deal` serves where it names no deal."""
        return self.field if "/" in self.field else f"{deal}/{self.field}"

    @property
    def is_material(self) -> bool:
        """True if what readers were told was wrong: a correction or a retraction, no typing error or clarification.

        Such a one is news of its own: an entry of the main feeds, an erratum by mail.
        """
        return self.severity in ("correction", "retraction")


class Ignore(Record):
    """A warning that an editor looked at and lets stand on this record."""

    code: Text
    """The problem's code, such as "status-order"."""
    reason: Text
    """Why it may stand, for other editors."""


class Alert(Written):
    """A mail about this deal alone."""

    date: Day
    """The day whose knowledge it shows."""
    text: Translated
    """What the news means, in plain words; a language without it gets no mail."""


class DatedTexts(Record):
    """A deal's texts as they were written on a day, so that an issue of that day or later may print them."""

    date: Day
    """The day on which they were written, with no more than was known then."""
    title: Translated | None = None
    """Its headline then; None leaves the one before."""
    summary: Translated | None = None
    """What it was then; None leaves the one before."""
    why: Translated | None = None
    """Why it mattered then; None leaves the one before."""


class Deal(Record):
    """One deal: a round, a purchase, a contract."""

    kind: DealKind
    """What it is: a word of the vocabulary, such as "funding_round"."""
    subject: OrganisationId
    """Whom it is about: who gets the money of a round, who is bought, who orders."""
    title: Translated | None = None
    """Its headline as of today; None leaves it to `texts`, else a sentence is made of its kind, its parties and how far
    it has come."""
    summary: Translated | None = None
    """What it is, in a few sentences with references; today's, so that no issue prints it."""
    why: Translated | None = None
    """Why it matters, in a sentence with references; today's, so that no issue prints it."""
    texts: tuple[DatedTexts, ...] = ()
    """Headline, summary and reason as they were written on a day, for issues of that day and later."""
    stage: Translated | None = None
    """The round's name, such as "Series C"."""
    instrument: Text | None = None
    """The paper by which the money moves, such as "convertible preferred shares"."""
    share_type: Literal["primary", "secondary", "mixed", "unknown"] = "unknown"
    """Whether shares are new, existing ones, or both."""
    money_type: Literal["cash_investment", "commitment", "option", "capex", "contract_value", "credits"] | None = None
    """What the amount is: money paid in, a promise, a contract's value, …; None if nobody says."""
    duration_months: Count | None = None
    """How long a contract runs, in months, such as 84."""
    status: tuple[StatusEntry, ...] = ()
    """How far it has come, step by step, oldest first."""
    expected: tuple[Expectation, ...] = ()
    """What is to happen; new entries go to the end."""
    amount: Amount | None = None
    """How much money moves in all."""
    valuation: Amount | None = None
    """What the subject is worth by it."""
    capacity: Capacity | None = None
    """How much electric power it is about."""
    parts: dict[Key, Translated] = Field(default_factory=dict)
    """Words for the parts that claims speak of, by key: {first_step: {de: …, en: …}}."""
    participants: tuple[Participant, ...] = ()
    """Who takes part, as what and with how much."""
    others: Others | None = None
    """What those have or give whom nobody names; None if nobody speaks of them."""
    subtotals: tuple[Subtotal, ...] = ()
    """Sums of which reports speak: "the three put in 110bn"."""
    disputes: tuple[Dispute, ...] = ()
    """What reports tell differently and what is no number: who leads, when, what kind of deal, who gets a seat."""
    conditions: tuple[Condition, ...] = ()
    """On what it depends."""
    statements: tuple[Statement, ...] = ()
    """Who said what about it."""
    relations: tuple[Relation, ...] = ()
    """How it belongs to other deals."""
    cumulative: Truth = False
    """Whether its amount is a running total of several deals, and so is in no sum."""
    topics: TopicIds = ()
    """The topics on whose pages it stands."""
    corrections: tuple[Correction, ...] = ()
    """What was wrong in it, told to readers."""
    alert: Alert | None = None
    """A mail about it alone; None if there is none."""
    note: Text | None = None
    """For editors; it is never published."""
    ignore: tuple[Ignore, ...] = ()
    """Warnings that stand on this record."""
    src: SourceIds = ()
    """The pages for every claim that names none itself."""

    def figures(self) -> Iterator[FigurePlace]:
        """Every figure that the deal's file holds, in the order in which pages show them.

        A participant's amount that is another deal's (`deal`) stands in that deal's file and is not here.
        """
        own = (("amount", self.amount), ("valuation", self.valuation), ("capacity", self.capacity))
        for key, figure in own:
            if figure:
                yield FigurePlace(path=key, way=(key,), record=figure, is_money=key != "capacity")
        for index, part in enumerate(self.participants):
            yield from part.figures(("participants", index))
        if self.others:
            yield from self.others.figures()
        for index, subtotal in enumerate(self.subtotals):
            way = ("subtotals", index, "amount")
            yield FigurePlace(path=subtotal.id, way=way, record=subtotal.amount, is_money=True)
