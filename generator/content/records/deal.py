"""A deal: who gives what to whom, how far it has come, and what is claimed about its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from generator.content.records.base import Count, Dated, Day, Id, Ids, Key, Record, Text, Translated, Truth
from generator.content.records.figure import Amount, Capacity, Figure, Stake
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


class StatusEntry(Record):
    """One step of a deal. Two entries of one status are rival dates, and both are shown."""

    to: Status
    date: Dated | None = None
    src: Ids = ()
    note: Text | None = None


class Expectation(Record):
    """Something that is to happen by a date, or between two. Several with one `id` tell of one event."""

    id: Id | None = None
    event: Key
    text: Translated | None = None
    by: Dated | None = None
    from_: Dated | None = Field(default=None, alias="from")
    to: Dated | None = None
    src: Ids = ()

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
    due: Dated | None = None
    condition: Translated | None = None
    status: Status | None = None


class Participant(Record):
    """An organisation's part in a deal; `deal` says that its amount is another deal's."""

    org: Id
    role: Key = "investor"
    new: Truth = False
    amount: Amount | None = None
    deal: Id | None = None
    stake: Stake | None = None
    in_: Id | None = Field(default=None, alias="in")
    tranches: tuple[Tranche, ...] = ()
    src: Ids = ()

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


class Subtotal(Record):
    """What several participants put in together."""

    id: Id
    of: Ids
    amount: Amount


class Condition(Record):
    party: Id | None = None
    kind: Key
    text: Translated
    src: Ids = ()


class Statement(Record):
    """Who asserts, denies or declines to comment on what."""

    by: Id
    stance: Literal["asserts", "denies", "declines", "no_answer"]
    about: Text
    text: Translated | None = None
    date: Dated | None = None
    src: Ids = ()


class Relation(Record):
    type: Literal["part_of", "tranche_of", "supersedes", "follows", "linked_contract", "funds", "competes_with"]
    deal: Id


class Correction(Record):
    """A change of something published, told to readers."""

    date: Day
    field: Text
    was: Text
    now: Text
    reason: Translated
    severity: Literal["typo", "clarification", "correction", "retraction"]

    @property
    def is_material(self) -> bool:
        """True if what readers were told was wrong: a correction or a retraction, no typing error or clarification.

        Such a one is news of its own: an entry of the main feeds, an erratum by mail.
        """
        return self.severity in ("correction", "retraction")


class Ignore(Record):
    """A warning that an editor looked at and lets stand on this record."""

    code: Text
    reason: Text


class Alert(Written):
    """A mail about this deal alone: the day whose knowledge it shows, and what the news means, in plain words."""

    date: Day
    text: Translated


class Deal(Record):
    kind: Key
    subject: Id
    title: Translated | None = None
    summary: Translated | None = None
    why: Translated | None = None
    stage: Translated | None = None
    instrument: Text | None = None
    share_type: Literal["primary", "secondary", "mixed", "unknown"] = "unknown"
    money_type: Literal["cash_investment", "commitment", "option", "capex", "contract_value", "credits"] | None = None
    duration_months: Count | None = None
    status: tuple[StatusEntry, ...] = ()
    expected: tuple[Expectation, ...] = ()
    amount: Amount | None = None
    valuation: Amount | None = None
    capacity: Capacity | None = None
    parts: dict[Key, Translated] = Field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    subtotals: tuple[Subtotal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    cumulative: Truth = False
    topics: Ids = ()
    corrections: tuple[Correction, ...] = ()
    alert: Alert | None = None
    note: Text | None = None
    ignore: tuple[Ignore, ...] = ()
    src: Ids = ()

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
        for index, subtotal in enumerate(self.subtotals):
            way = ("subtotals", index, "amount")
            yield FigurePlace(path=subtotal.id, way=way, record=subtotal.amount, is_money=True)
