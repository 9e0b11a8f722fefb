"""Values that nobody said: what they are, where they came from, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.analysis.figures import KnownClaim
from generator.content.records.figure import Scope
from generator.text.money import Interval

TIMES = "x"
"""The unit of a step-up: how many times the old price the new one is."""
FLOWING: frozenset[Scope] = frozenset(("headline", "sought"))
"""Scopes that say what a deal moves. What somebody holds, or has paid in all, is no payment of this deal."""

Caveat = Literal["basis_unstated", "about", "full_draw", "whole_unknown", "even", "undisclosed", "at_most"]
Reason = Literal[
    "no_amount",
    "no_valuation",
    "no_whole",
    "existing_shares",
    "no_duration",
    "no_earlier_price",
    "earlier_secondary",
    "open_ended",
    "stated",
    "nothing",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A value that follows from claims. `value` is None exactly if `reason` says why it cannot be computed.

    `of` is a deal or an organisation, `unit` a currency, "%" or "x"; `formula` names a sentence of the catalogues
    (`formula.<formula>`), and `inputs` are the claims in the order in which the formula names them.
    """

    of: str
    path: str
    value: Interval | None
    unit: str
    formula: str
    inputs: tuple[KnownClaim, ...]
    caveats: tuple[Caveat, ...] = ()
    reason: Reason | None = None


def as_said(claim: KnownClaim) -> Interval:
    """The claim's number for reckoning: "about x" is x, because its width is for comparing claims."""
    value = claim.value
    if value.qualifier == "about" and value.low is not None:
        return Interval(value.low, value.low)
    return value.interval


def spoken(claim: KnownClaim | None, unit: str) -> Interval | None:
    """The number in a unit as it was said, None if it was not disclosed or cannot be converted to it."""
    if claim is None or claim.value.low is None:
        return None
    if claim.value.unit == unit:
        return as_said(claim)
    if claim.conversion is None or claim.conversion.target != unit:
        return None
    return as_said(claim).times(claim.conversion.factor)
