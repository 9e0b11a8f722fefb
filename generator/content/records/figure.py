"""A figure: one number of a deal, as the set of claims that reports make about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from generator.content.records.base import Dated, Day, Id, Key, Money, Power, Record, Share, Text
from generator.content.records.names import AuthorId, SourceIds, SpeakerIds
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
"""Whether a valuation leaves out the new money, counts it in, or does not say."""
Scope = Literal["headline", "sought", "part", "cumulative", "previous", "holding", "recurring", "related"]
"""What a number is of; `SCOPES` says what follows from it."""
Flag = Literal["currency_suspect", "bound_flipped", "retracted", "denied", "typo"]
"""What an editor found wrong with a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeUse:
    """What a claim of a scope is good for."""

    whole: bool = False
    """Whether it speaks of all that this deal moves, and so counts in sums, flows and derived values."""
    shown: bool = False
    """Whether it may stand as the figure; among several scopes the first one in `SCOPES` does."""
    of_what: bool = False
    """Whether it says nothing without `what`, a key of the deal's `parts`: a part of what?"""


SCOPES: Mapping[Scope, ScopeUse] = {
    "headline": ScopeUse(whole=True, shown=True),
    "sought": ScopeUse(whole=True, shown=True),
    "part": ScopeUse(of_what=True),
    "cumulative": ScopeUse(shown=True),
    "previous": ScopeUse(of_what=True),
    "holding": ScopeUse(shown=True),
    "recurring": ScopeUse(of_what=True),
    "related": ScopeUse(of_what=True),
}
"""The one table of scopes. A figure of any kind may have claims of any scope."""
WHOLE_SCOPES: tuple[Scope, ...] = tuple(scope for scope, use in SCOPES.items() if use.whole)
"""What was agreed, then what is sought. What somebody holds, or has paid in all, is no money of this deal."""
SHOWN_SCOPES: tuple[Scope, ...] = tuple(scope for scope, use in SCOPES.items() if use.shown)
"""The scopes of which one stands as the figure, the first that has claims. Parts never stand for the whole."""


class Confirmation(Record):
    """Who confirmed a flag, and when."""

    by: AuthorId
    """The author who looked at it."""
    date: Day
    """The day on which they did."""


class Claim(Record):
    """One number as reports print it."""

    id: Id | None = None
    """Its name in this deal, such as "first-report"; None only where a figure has a single claim."""
    value: money.Quantity
    """The number as it was said, such as "at least 50bn USD", "about 11 %" or "2 GW"."""
    printed: Text | None = None
    """The words with the number as the first page prints them, in its language and at most 20: "up to $50 billion"."""
    src: SourceIds = ()
    """The pages that print it, the one to quote first; () leaves it to the deal's own `src`."""
    said: Said = "unattributed"
    """Who says it to the reporter, such as "company" or "anonymous"."""
    as_of: Dated | None = None
    """The day it speaks of; None takes the day on which its first source appeared."""
    basis: Basis | None = None
    """For valuations: before the new money, after it, or not said."""
    scope: Scope = "headline"
    """What the number is of: agreed as a whole, sought, a part, …"""
    what: Key | None = None
    """Which part, as a key of the deal's `parts`, such as "first_step"."""
    via: SpeakerIds = ()
    """Whose report its sources pass on here, origin last; () takes what the sources say of themselves."""
    flag: Flag | None = None
    """What an editor found wrong with it; a flagged claim is compared with no other."""
    confirmed: Confirmation | None = None
    """Who confirmed the flag; only then do readers see it."""
    note: Text | None = None
    """For editors; it is never published."""

    def known_on(self, days: Iterable[date | None]) -> date | None:
        """The day on which it became known: its own, else the first of the days on which its sources appeared; None if
        neither bears one."""
        if self.as_of:
            return self.as_of.last
        return min((day for day in days if day), default=None)


class MoneyClaim(Claim):
    """A claim about money."""

    value: Money
    """An amount in a currency, such as "10bn to 20bn EUR" or "undisclosed"."""


class ShareClaim(Claim):
    """A claim about a share."""

    value: Share
    """A share in per cent, such as "about 11 %"."""


class PowerClaim(Claim):
    """A claim about electric power."""

    value: Power
    """A power, such as "at least 2 GW" or "300 MW"."""


class Figure(Record):
    """All claims about one number."""

    use: Id | None = None
    """The claim that an editor chose to show; None leaves it to the rules in `SCOPES` and `Said`."""
    claims: tuple[Claim, ...] = Field(min_length=1)
    """What reports say, in the order in which editors found it; at least one."""


class Amount(Figure):
    """A figure of money."""

    claims: tuple[MoneyClaim, ...] = Field(min_length=1)
    """What reports say of the amount, at least one."""


class Stake(Figure):
    """A figure of shares in a company."""

    claims: tuple[ShareClaim, ...] = Field(min_length=1)
    """What reports say of the share, at least one."""


class Capacity(Figure):
    """A figure of electric power."""

    claims: tuple[PowerClaim, ...] = Field(min_length=1)
    """What reports say of the power, at least one."""
