"""Numbers that a page converted itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.analysis.figures import KnownClaim, same_digits
from generator.analysis.origins import UNSTATED
from generator.rules.comparisons import Compared, every_group, near, point
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.wording import about, named

CONVERTED = Decimal("0.015")
"""Pages round what they convert, and take the rate of another day; as a share."""


def check(row: Compared) -> Iterator[Finding]:
    """A page that converts an amount repeats it and adds nothing: the number in its first currency is the report.

    The conversion is the claim in a currency that the subject does not report in, with the worth of a claim of the same
    origin. A number that was known before the other one is no conversion of it.
    """
    for claim in row.claims:
        worth = point(claim) if claim.conversion else None
        if worth is None:
            continue
        original = next((other for other in row.claims if _is_original(other, claim, row.group.unit)), None)
        if original:
            message = f"is {about(worth, original.value.unit)} at the day's rate, that is {named(original)}"
            hint = f"quote '{original.id}'; leave this claim out, or ignore it with the reason"
            yield at_claim(claim, f"{message} of the same origin, converted", hint)


def _is_original(original: KnownClaim, claim: KnownClaim, unit: str | None) -> bool:
    """Whether `claim` is this number, in the subject's own `unit`, converted."""
    worth, number = point(claim), point(original)
    shared = set(claim.origins) & set(original.origins) - {UNSTATED}
    earlier = claim.known and original.known and claim.known < original.known
    if original.value.unit != unit or worth is None or number is None or not shared or earlier:
        return False
    return near(worth, number, CONVERTED) and not same_digits(claim, original)


DETECTOR = Detector(
    code="converted-by-relay",
    rows=every_group,
    check=check,
    examples=(
        Example(
            "a page that converts its origin's number",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: about 100mn EUR, src: via-agency}
            """,
            told=("{id: b",),
            says="quote 'a'",
        ),
        Example(
            "the same worth, but of another origin",
            """
            amount:
              claims:
                - {id: a, value: 119mn USD, src: agency}
                - {id: b, value: about 100mn EUR, src: daily}
            """,
        ),
    ),
)
