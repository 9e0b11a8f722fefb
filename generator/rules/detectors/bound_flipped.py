"""Bounds that a page turned round as it passed a number on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.figures import turned
from generator.rules.comparisons import Compared, every_group
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.relayed import changed_bounds

HINT = "read both pages again; if you agree: flag: bound_flipped, and confirmed: {by: <author>, date: <day>}"


def check(row: Compared) -> Iterator[Finding]:
    """A page that passes on "up to 50" does not say "at least 50"."""
    for found in changed_bounds(row, turned):
        yield at_claim(found.claim, found.message("the bound is turned round"), HINT)


DETECTOR = Detector(
    code="bound-flipped",
    rows=every_group,
    check=check,
    examples=(
        Example(
            "an upper bound that became a lower one on the way",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: via-weekly}
            """,
            told=("{id: b",),
            says="flag: bound_flipped",
        ),
        Example(
            "a relay nearer to the origin is believed more than one further away",
            """
            amount:
              claims:
                - {id: a, value: over 50bn USD, src: via-agency}
                - {id: b, value: under 50bn USD, src: via-weekly}
            """,
            told=("{id: b",),
            says="the bound is turned round",
        ),
        Example(
            "two origins may disagree about a bound",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: daily}
            """,
        ),
        Example(
            "an undated page proves nothing",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: via-weekly-undated}
            """,
        ),
    ),
)
