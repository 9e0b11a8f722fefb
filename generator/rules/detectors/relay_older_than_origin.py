"""Pages that pass on a number before their origin printed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from generator.analysis.figures import KnownClaim
from generator.analysis.origins import Report
from generator.content.records.source import Source
from generator.rules.comparisons import Printed, every_printed_figure, groups_of
from generator.rules.detector import Detector, Example, Finding, at_claim

TIME_ZONES = timedelta(days=1)
"""A page may be dated a day before its origin only because the sun rises earlier there."""


def check(row: Printed) -> Iterator[Finding]:
    """A page cannot pass on what its origin had not yet printed."""
    for group in groups_of(row.figure):
        for claim in group.claims:
            same = [other for other in group.claims if _prints_the_same(other, claim)]
            for relay in claim.reports:
                first = _printed_later(relay, same, row.sources)
                if first:
                    hint = "correct a date or the via, or add the earlier page of the origin"
                    yield at_claim(claim, _message(relay, first), hint)


def _prints_the_same(one: KnownClaim, other: KnownClaim) -> bool:
    return one.value.low == other.value.low and one.value.unit == other.value.unit


def _printed_later(relay: Report, same: Sequence[KnownClaim], sources: Mapping[str, Source]) -> Report | None:
    """The first page of the relay's own origin, if all of its pages are dated and later than the relay."""
    own = [
        report
        for claim in same
        for report in claim.reports
        if report.hops == 0 and sources[report.source].publisher in relay.origins
    ]
    if relay.hops == 0 or relay.day is None or len(relay.origins) > 1 or not own:
        return None
    days = [report.day for report in own if report.day]
    if len(days) < len(own) or relay.day >= min(days) - TIME_ZONES:
        return None
    return min(own, key=lambda report: (report.day or relay.day, report.source))


def _message(relay: Report, first: Report) -> str:
    late = f"whose page '{first.source}' is of {first.day}"
    return f"stands on {relay.day} in '{relay.source}', which cites '{relay.origins[-1]}', {late}"


def _relay(day: str) -> dict[str, str]:
    page = f"publisher: weekly\nlabel: Seite\nkind: original\npublished: {day}\nvia: [agency]\n"
    return {"sources/early.yml": page}


DETECTOR = Detector(
    code="relay-older-than-origin",
    rows=every_printed_figure,
    check=check,
    examples=(
        Example(
            "a page that quotes what its origin prints ten days later",
            "amount: {id: a, value: 5mn USD, src: [agency, early]}",
            told=("{id: a",),
            says="correct a date or the via",
            files=_relay("2026-01-20"),
        ),
        Example(
            "a day before is a matter of time zones",
            "amount: {id: a, value: 5mn USD, src: [agency, early]}",
            files=_relay("2026-01-29"),
        ),
        Example(
            "an undated page of the origin may be older",
            "amount: {id: a, value: 5mn USD, src: [agency, early, undated]}",
            files=_relay("2026-01-20") | {"sources/undated.yml": "publisher: agency\nlabel: Seite\nkind: original\n"},
        ),
    ),
)
