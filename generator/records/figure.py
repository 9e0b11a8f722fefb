"""A figure: one number of a deal, as the set of claims that reports make about it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from generator import money
from generator.records.base import Dated, Day, Id, Ids, Key, Money, Power, Record, Share, Text

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
    claims: tuple[Claim, ...]


class MoneyFigure(Figure):
    claims: tuple[MoneyClaim, ...]


class ShareFigure(Figure):
    claims: tuple[ShareClaim, ...]


class PowerFigure(Figure):
    claims: tuple[PowerClaim, ...]


def _short(value: Any) -> Any:
    """The short forms: a bare number, or one claim written in place of the list."""
    if isinstance(value, str):
        return {"claims": [{"value": value}]}
    if isinstance(value, dict) and "claims" not in value and "value" in value:
        return {"claims": [value]}
    return value


Amount = Annotated[MoneyFigure, BeforeValidator(_short)]
Stake = Annotated[ShareFigure, BeforeValidator(_short)]
Capacity = Annotated[PowerFigure, BeforeValidator(_short)]
