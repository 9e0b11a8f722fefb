"""Values that nobody said: what they are, where they came from, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.analysis.figures import KnownClaim
from generator.text.money import Interval
from generator.text.rates import Rates

TIMES = "x"
"""The unit of a step-up: how many times the old price the new one is."""

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


def amount_in(claim: KnownClaim | None, unit: str, rates: Rates) -> Interval | None:
    """The claim's number as it was said, in a unit, at the rate of the day on which it became known.

    None if there is no claim, if its number was not disclosed, or if it is in another unit and bears no date or has no
    rate. Nothing is widened for rounding, as it is where claims are compared (`figures.in_unit`).
    """
    if claim is None or claim.value.low is None or claim.value.unit is None:
        return None
    if claim.value.unit == unit:
        return as_said(claim)
    conversion = rates.conversion(claim.value.unit, unit, claim.known) if claim.known else None
    return as_said(claim).times(conversion.factor) if conversion else None
