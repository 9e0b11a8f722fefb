"""Numbers without an origin: pages that cite each other in a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from generator.analysis.figures import KnownClaim
from generator.content.records.source import Source
from generator.rules.comparisons import Printed, every_printed_figure, unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim

HINT = "correct the via of one of the sources; if all are right, the number has no origin"


def check(row: Printed) -> Iterator[Finding]:
    """Somebody said it first: pages that cite each other in a circle are no origin. A circle is told once a figure."""
    seen: set[frozenset[str]] = set()
    claims = unflagged(row.figure.claims)
    for claim in claims:
        same = [other for other in claims if other.value.low == claim.value.low and other.group == claim.group]
        for loop in _loops(_cites(same, row.sources)):
            if frozenset(loop) not in seen:
                seen.add(frozenset(loop))
                circle = " cites ".join(f"'{name}'" for name in (*loop, loop[0]))
                yield at_claim(claim, f"goes round in a circle: {circle}", HINT)


def _cites(claims: Collection[KnownClaim], sources: Mapping[str, Source]) -> dict[str, set[str]]:
    """Who cites whom, by publisher; a page that names its own publisher cites nobody."""
    found: dict[str, set[str]] = {}
    for report in (report for claim in claims for report in claim.reports):
        publisher = sources[report.source].publisher
        way = [publisher, *report.chain]
        steps = [*pairwise(way), *((publisher, origin) for origin in report.origins)]
        for citing, cited in steps:
            if citing != cited:
                found.setdefault(citing, set()).add(cited)
    return found


def _loops(cites: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Every circle of two or more, once, beginning with its first publisher by name."""
    for start in sorted(cites):
        yield from _ways_back((start,), cites)


def _ways_back(way: tuple[str, ...], cites: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Every circle that begins with `way` and leads only over later names."""
    for cited in sorted(cites.get(way[-1], ())):
        if cited == way[0] and len(way) > 1:
            yield way
        elif cited > way[0] and cited not in way:
            yield from _ways_back((*way, cited), cites)


PAGES = {
    "sources/there.yml": "publisher: weekly\nlabel: Seite\nkind: original\npublished: 2026-01-30\nvia: [portal]\n",
    "sources/back.yml": "publisher: portal\nlabel: Seite\nkind: original\npublished: 2026-01-30\nvia: [weekly]\n",
}

DETECTOR = Detector(
    code="relay-loop",
    rows=every_printed_figure,
    check=check,
    examples=(
        Example(
            "two pages that cite each other, of which the number is told once",
            """
            amount:
              claims:
                - {id: a, value: 5mn USD, src: there}
                - {id: b, value: 5mn USD, src: back}
            """,
            told=("{id: a",),
            says="'portal' cites 'weekly' cites 'portal'",
            files=PAGES,
        ),
        Example(
            "two pages that cite each other for two different numbers",
            """
            amount:
              claims:
                - {id: a, value: 5mn USD, src: there}
                - {id: b, value: 7mn USD, src: back}
            """,
            files=PAGES,
        ),
    ),
)
