"""What a figure rests on: one origin, mirrors alone, pages that cite each other or something not yet written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from generator.analysis.figures import KnownClaim
from generator.analysis.findings.finding import Finding, figures, groups, unflagged
from generator.analysis.knowledge import Knowledge
from generator.analysis.origins import UNSTATED, Report
from generator.content.archive import Archive
from generator.content.records.deal import STATUS_ORDER
from generator.content.records.source import Source

AGREED = STATUS_ORDER[STATUS_ORDER.index("announced") :]
OWN_WORD = ("filing", "company", "executive_on_record")
WORTH_ASKING = Decimal(100_000_000)
"""Smaller sums are often told by one page, and nothing is wrong with that."""
TIME_ZONES = timedelta(days=1)
"""A page may be dated a day before its origin only because the sun rises earlier there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitesTooEarly(Finding):
    """A page of `claim`, `relay`, is older than the `first` page of the origin that it cites."""

    relay: Report
    first: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop(Finding):
    """Publishers of which each cites the next and the last one the first."""

    publishers: tuple[str, ...]


def single_origins(
    knowledge: Knowledge, archive: Archive, printed: Collection[tuple[str, str, str]]
) -> Iterator[Finding]:
    """Amounts and valuations that issues print as agreed and that nobody but one origin reports.

    `printed` are the (deal, figure, claim) that issues print. Left out are a party's own word, sums under 100 million,
    and deals that are not announced.
    """
    for figure in figures(knowledge):
        if figure.path not in ("amount", "valuation") or knowledge.deals[figure.deal].state not in AGREED:
            continue
        for claim in unflagged(figure.claims):
            small = claim.value.low is None or claim.value.low < WORTH_ASKING
            stated = {voice.origin for voice in figure.group_of(claim).voices} - {UNSTATED}
            own_word = claim.record.said in OWN_WORD or bool(stated & set(archive.organisations))
            if (figure.deal, figure.path, claim.id) not in printed or claim.record.scope != "headline":
                continue
            if not small and not own_word and len(stated) < 2:
                yield Finding(claim=claim)


def mirrors_only(knowledge: Knowledge, archive: Archive) -> Iterator[Finding]:
    """Figures that only mirror sites print: copies of pages nobody looked at."""
    for figure in figures(knowledge):
        shown, group = figure.shown, figure.shown_group
        claims = unflagged(group.claims) if group else ()
        kinds = {archive.sources[report.source].kind for claim in claims for report in claim.reports}
        if shown and kinds == {"mirror"}:
            yield Finding(claim=shown)


def early_relays(knowledge: Knowledge, archive: Archive) -> Iterator[CitesTooEarly]:
    """Pages that pass on a number of an origin before any of the origin's own pages printed it."""
    for _, claims in groups(knowledge):
        for claim in claims:
            same = [
                other for other in claims if other.value.low == claim.value.low and other.value.unit == claim.value.unit
            ]
            for relay in claim.reports:
                own = [
                    report
                    for other in same
                    for report in other.reports
                    if report.hops == 0 and archive.sources[report.source].publisher in relay.origins
                ]
                if relay.hops == 0 or relay.day is None or len(relay.origins) > 1 or not own:
                    continue
                days = [report.day for report in own if report.day]
                if len(days) == len(own) and relay.day < min(days) - TIME_ZONES:
                    first = min(own, key=lambda report: (report.day or relay.day, report.source))
                    yield CitesTooEarly(claim=claim, relay=relay, first=first)


def citation_loops(knowledge: Knowledge, archive: Archive) -> Iterator[Loop]:
    """Numbers whose pages cite each other in a circle; one finding a circle and figure."""
    for figure in figures(knowledge):
        seen: set[frozenset[str]] = set()
        for claim in unflagged(figure.claims):
            same = [c for c in unflagged(figure.claims) if c.value.low == claim.value.low and c.group == claim.group]
            for loop in _loops(_cites(same, archive.sources)):
                if frozenset(loop) not in seen:
                    seen.add(frozenset(loop))
                    others = tuple(c for c in same if c is not claim)
                    yield Loop(claim=claim, against=others, publishers=loop)


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

    def walk(way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for cited in sorted(cites.get(way[-1], ())):
            if cited == way[0] and len(way) > 1:
                yield way
            elif cited > way[0] and cited not in way:
                yield from walk((*way, cited))

    for start in sorted(cites):
        yield from walk((start,))
