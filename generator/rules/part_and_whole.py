"""What the size of a number says of another one: a part is less than its whole, a round less than all that was raised.

A number that stands where another belongs is betrayed by one that belongs there; and that one has to be on the right
side. Otherwise the mistake is another one, such as a zero too many.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.analysis.figures import KnownClaim
from generator.content.records.figure import WHOLE_SCOPES
from generator.rules.worth import number, rate
from generator.text.rates import Rates

FAR = Decimal("0.8")
"""Below this share of the other, a number with a bound is not just another word for it: who says "over 18" does not
mean 30, and who says "up to 30" does not mean 18."""
LOWER = ("at least", "over")
UPPER = ("up to", "under")

Side = Literal["more", "less"]
"""On which side of a number another one has to be."""


def is_far(one: KnownClaim, other: KnownClaim, rates: Rates) -> bool:
    """Whether two numbers are far apart, whatever their bounds; a lower and an upper bound may be two ends of one."""
    a, b, factor = number(one), number(other), rate(one, other, rates)
    if not a or not b or not factor:
        return False
    words = one.value.qualifier, other.value.qualifier
    ends = any(word in LOWER for word in words) and any(word in UPPER for word in words)
    return not ends and min(a * factor, b) < FAR * max(a * factor, b)


def is_possible(claim: KnownClaim, like: KnownClaim, rival: KnownClaim, rates: Rates) -> bool:
    """Whether the rival may be right if the claim prints the number of `like` by mistake, by their sizes alone."""
    side = _side(claim, like)
    a, b, factor = number(claim), number(rival), rate(claim, rival, rates)
    if side is None or not a or not b or not factor:
        return True
    return b > a * factor if side == "more" else b < a * factor


def _side(claim: KnownClaim, like: KnownClaim) -> Side | None:
    """Whether what the claim is of has to be more or less than what the other is of; None if nothing says so."""
    if claim.deal != like.deal:
        return None
    if like.record.scope == "cumulative" or claim.record.scope == "cumulative":
        same = claim.figure == like.figure and claim.record.scope != like.record.scope
        return ("less" if like.record.scope == "cumulative" else "more") if same else None
    small, large = _is_part(like), _is_part(claim)
    if claim.figure == like.figure or "amount" in (claim.figure, like.figure):
        return None if small == large else "more" if small else "less"
    return None


def _is_part(claim: KnownClaim) -> bool:
    """Whether it is of a part of the amount, or of what one of several pays."""
    return claim.record.scope == "part" or (claim.record.scope in WHOLE_SCOPES and claim.figure.endswith(".amount"))
