"""Numbers a thousand or a million times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import KnownClaim
from generator.rules.comparisons import Compared, every_group, near, weaker
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.wording import named

SLIPS = (Decimal(1000), Decimal(1000000))
"""German "Billion" is 10¹², English "billion" 10⁹; "Mrd." and "Mio." are one letter apart."""


def check(row: Compared) -> Iterator[Finding]:
    """The same digits a thousand or a million times larger are a slip of "Mio.", "Mrd.", "billion" or "Billion"."""
    for pair in combinations(row.claims, 2):
        claim, other = weaker(*pair, row.group)
        times = _times(claim, other)
        if times:
            message = f"has the digits of {named(other)}, {times:f} times apart"
            yield at_claim(claim, message, "correct it, or if the page prints it so: flag: typo")


def _times(claim: KnownClaim, other: KnownClaim) -> Decimal | None:
    """How many times one is the other, if that is one of the slips that people make."""
    if not claim.value.low or not other.value.low or claim.value.unit != other.value.unit:
        return None
    larger, smaller = sorted((claim.value.low, other.value.low), reverse=True)
    return next((slip for slip in SLIPS if near(larger, smaller * slip)), None)


DETECTOR = Detector(
    code="scale-slip",
    rows=every_group,
    check=check,
    examples=(
        Example(
            "a thousandfold",
            """
            amount:
              claims:
                - {id: a, value: 50mn USD, src: agency}
                - {id: b, value: 50bn USD, src: no-origin}
            """,
            told=("{id: b",),
            says="1000 times apart",
        ),
        Example(
            "ten times is a disagreement, not a slip",
            """
            amount:
              claims:
                - {id: a, value: 5bn USD, src: agency}
                - {id: b, value: 50bn USD, src: daily}
            """,
        ),
    ),
)
