"""Derived values: numbers that nobody said and that follow from claims, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.analysis.figures import KnownClaim
from generator.text.money import Interval
from generator.text.rates import Rates

TIMES = "x"
"""The unit of a step-up: how many times the old price the new one is."""

Caveat = Literal[
    "basis_unstated", "about", "full_draw", "whole_unknown", "even", "undisclosed", "at_most", "part", "paired"
]
"""A reservation about a derived value, told to readers."""
Reason = Literal[
    "no_amount",
    "no_valuation",
    "no_whole",
    "talks",
    "ended",
    "other_scope",
    "market_value",
    "existing_shares",
    "no_duration",
    "no_earlier_price",
    "earlier_secondary",
    "open_ended",
    "stated",
    "nothing",
]
"""Why a value could not be computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A value that follows from claims. It has a `value` or a `reason`, never both."""

    of: str
    """Id of the deal or the organisation that it is a value of."""
    path: str
    """Its address there: "amazon.implied_stake", "total_raised"."""
    value: Interval | None
    """The result; None if it cannot be computed."""
    unit: str
    """A currency, "%" or "x" (`TIMES`)."""
    formula: str
    """Name of the formula; the catalogues have its sentence under `formula.<name>`."""
    inputs: tuple[KnownClaim, ...]
    """The claims it comes from, in the order in which the formula names them; () if it cannot be computed."""
    caveats: tuple[Caveat, ...] = ()
    """Reservations that readers are told with it."""
    reason: Reason | None = None
    """Why it cannot be computed; None if it was."""


def as_said(claim: KnownClaim) -> Interval:
    """The claim's number for reckoning: "about x" is x, because its width is for comparing claims."""
    value = claim.value
    if value.qualifier == "about" and value.low is not None:
        return Interval(value.low, value.low)
    return value.interval


def amount_in(claim: KnownClaim | None, unit: str, rates: Rates) -> Interval | None:
    """The claim's number as it was said, in a unit, at the rate of the day on which it became known.

    None if there is no claim, if its number was not disclosed, or if it is in another unit and bears no date or has no
    rate. Rounding is not allowed for, as it is where claims are compared (`agreement.exclude`).
    """
    if claim is None or claim.value.low is None or claim.value.unit is None:
        return None
    if claim.value.unit == unit:
        return as_said(claim)
    conversion = rates.conversion(claim.value.unit, unit, claim.known) if claim.known else None
    return as_said(claim).times(conversion.factor) if conversion else None
