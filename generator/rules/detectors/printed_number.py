"""Words that a claim quotes from its page and that print another number than its value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.analysis.figures import KnownClaim
from generator.rules.comparisons import every_figure
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.text import printed


def every_quoted_claim(facts: Facts, name: str) -> Iterable[KnownClaim]:
    """Each claim of a deal that quotes its page."""
    for figure in every_figure(facts, name):
        yield from (claim for claim in figure.claims if claim.record.printed and claim.record.flag is None)


def check(row: KnownClaim) -> Iterator[Finding]:
    """The words that a claim quotes print its value: the same number, in the same currency or unit."""
    found = printed.numbers(row.record.printed or "")
    if row.value.low is None or not found or any(printed.fits(row.value, number) for number in found):
        return
    said = " and ".join(dict.fromkeys(f"'{number.text}'" for number in found))
    yield at_claim(row, f"quotes {said}, which is another number", "read the page again: correct `value` or `printed`")


DETECTOR = Detector(
    code="printed-number",
    rows=every_quoted_claim,
    check=check,
    examples=(
        Example(
            "another currency",
            "amount: {id: a, value: 50bn USD, printed: bis zu 50 Milliarden Euro, src: agency}",
            told=("{id: a",),
            says="'50 Milliarden Euro'",
        ),
        Example(
            "a thousandfold",
            "amount: {id: a, value: 50mn USD, printed: up to $50 billion, src: agency}",
            told=("{id: a",),
        ),
        Example("the number itself", "amount: {id: a, value: up to 50bn USD, printed: up to $50 billion, src: agency}"),
        Example("a word without a number", "amount: {id: a, value: 50bn USD, printed: a record sum, src: agency}"),
        Example(
            "a year is no amount", "amount: {id: a, value: 50bn USD, printed: the largest round of 2026, src: agency}"
        ),
        Example(
            "fewer digits in the words",
            "amount: {id: a, value: 17.39bn USD, printed: 17.4 billion dollars, src: agency}",
        ),
        Example(
            "one number of several",
            "amount: {id: a, value: 7bn to 8bn EUR, printed: 7 bis 8 Milliarden Euro nach 2 im Jahr 2025, src: agency}",
        ),
        Example("a German billion", "amount: {id: a, value: 1.2tn USD, printed: '1,2 Billionen Dollar', src: agency}"),
        Example("power", "capacity: {id: a, value: 2 GW, printed: two gigawatts or 2000 megawatts, src: agency}"),
    ),
)
