"""A deal: who gives what to whom, how far it has come, and what is claimed about its numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.content.records.base import Count, Dated, Day, Id, Ids, Key, Record, Text, Translated, Truth
from generator.content.records.figure import Amount, Capacity, Stake
from generator.content.records.written import Written

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
