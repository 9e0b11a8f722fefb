"""Figures that only mirror sites print: copies of pages nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.comparisons import Printed, every_printed_figure, unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim


def check(row: Printed) -> Iterator[Finding]:
    """A figure rests on at least one page that is not a copy."""
    shown, group = row.figure.shown, row.figure.shown_group
    claims = unflagged(group.claims) if group else ()
    kinds = {row.sources[report.source].kind for claim in claims for report in claim.reports}
    if shown and kinds == {"mirror"}:
        pages = ", ".join(f"'{report.source}'" for report in shown.reports)
        hint = "add the page it copies, or another that prints the number"
        yield at_claim(shown, f"is known from mirror sites alone: {pages}", hint)


DETECTOR = Detector(
    code="mirror-only",
    rows=every_printed_figure,
    check=check,
    examples=(
        Example(
            "a figure known from a copy alone",
            "amount: {id: a, value: 2mn USD, src: mirror}",
            told=("{id: a",),
            says="add the page it copies",
        ),
        Example("a copy beside another page", "amount: {id: a, value: 2mn USD, src: [mirror, daily]}"),
    ),
)
