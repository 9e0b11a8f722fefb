"""Bounds that a page dropped as it passed a number on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.analysis.figures import KnownClaim
from generator.rules.comparisons import Compared, every_group
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.relayed import changed_bounds, one_number
from generator.text.rates import Rates

BOUNDS = ("under", "over", "up to", "at least")
SOFT = (*BOUNDS, "about")
HINT = "read both pages again; correct the value, or ignore it with the reason if the page does print it so"


def check(row: Compared) -> Iterator[Finding]:
    """A page that passes on "under 10" does not say "10"."""
    for found in changed_bounds(row, partial(_hardened, row.rates)):
        yield at_claim(found.claim, found.message("the bound is lost"), HINT)


def _hardened(rates: Rates, claim: KnownClaim, nearer: KnownClaim) -> bool:
    """Whether a claim prints another one's bound as a number; who rounds or converts need not say "about"."""
    same = claim.value.low == nearer.value.low and claim.value.unit == nearer.value.unit
    bounds = SOFT if same else BOUNDS
    return claim.value.qualifier == "exact" and nearer.value.qualifier in bounds and one_number(claim, nearer, rates)


DETECTOR = Detector(
    code="bound-hardened",
    rows=every_group,
    check=check,
    examples=(
        Example(
            "a bound that was lost on the way",
            """
            amount:
              claims:
                - {id: a, value: under 10bn USD, src: agency}
                - {id: b, value: 10bn USD, src: via-agency}
            """,
            told=("{id: b",),
            says="read both pages again",
        ),
        Example(
            "by a page without a date, that converted besides",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: 42bn EUR, src: via-weekly-undated}
            """,
            told=("{id: b",),
            says="the bound is lost",
        ),
        Example(
            "who rounds or converts need not say so",
            """
            amount:
              claims:
                - {id: a, value: about 49.8bn USD, src: agency}
                - {id: b, value: 50bn USD, src: via-agency}
            """,
        ),
        Example(
            "a later report of one origin may be a new one",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: 50bn USD, src: via-weekly-in-march}
            """,
        ),
        Example(
            "of two pages equally far from their origin neither is the relay",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: via-agency}
                - {id: b, value: 50bn USD, src: also-via-agency}
            """,
        ),
        Example(
            "an origin may be firmer than its relay",
            """
            amount:
              claims:
                - {id: a, value: 50bn USD, src: agency}
                - {id: b, value: up to 50bn USD, src: via-agency}
            """,
        ),
    ),
)
