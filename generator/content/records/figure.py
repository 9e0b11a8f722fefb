"""A figure: one number of a deal, as the set of claims that reports make about it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.content.records.base import Dated, Day, Id, Ids, Key, Money, Power, Record, Share, Text
from generator.text import money

Said = Literal[
    "filing",
    "company",
    "executive_on_record",
    "document_seen",
    "anonymous_multiple",
    "anonymous",
    "analyst",
    "unattributed",
]
"""Who says it, from best to least."""
Basis = Literal["pre_money", "post_money", "unstated"]
Scope = Literal["headline", "sought", "part", "cumulative", "previous", "holding", "recurring", "related"]
Flag = Literal["currency_suspect", "bound_flipped", "retracted", "denied", "typo"]
NAMED_SCOPES: frozenset[Scope] = frozenset(("part", "previous", "recurring", "related"))
"""Scopes that say nothing without `what`: a part of what?"""


class Confirmation(Record):
    """Who confirmed a flag, and when."""

    by: Id
    date: Day


class Claim(Record):
    """One number as reports print it."""

    id: Id | None = None
    value: money.Quantity
    src: Ids = ()
    said: Said = "unattributed"
    as_of: Dated | None = None
    basis: Basis | None = None
    scope: Scope = "headline"
    what: Key | None = None
    via: Ids = ()
    flag: Flag | None = None
    confirmed: Confirmation | None = None
    note: Text | None = None


class MoneyClaim(Claim):
    value: Money


class ShareClaim(Claim):
    value: Share


class PowerClaim(Claim):
    value: Power


class Figure(Record):
    """All claims about one number; `use` is the one an editor chose to show."""

    use: Id | None = None
    claims: tuple[Claim, ...] = Field(min_length=1)


class Amount(Figure):
    claims: tuple[MoneyClaim, ...] = Field(min_length=1)


class Stake(Figure):
    claims: tuple[ShareClaim, ...] = Field(min_length=1)


class Capacity(Figure):
    claims: tuple[PowerClaim, ...] = Field(min_length=1)
