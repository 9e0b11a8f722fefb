"""Bounds that changed on the way from an origin to a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from generator.analysis.figures import KnownClaim, turned
from generator.analysis.findings.finding import Finding, groups
from generator.analysis.knowledge import Knowledge
from generator.analysis.origins import UNSTATED, Report

SAME_STORY = timedelta(days=14)
"""Pages further apart may cite two reports of one origin, and the later one may say something new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundTurned(Finding):
    """A claim that goes back to the same `origin` as the one before it and words its bound differently."""

    origin: str


def turned_bounds(knowledge: Knowledge) -> Iterator[BoundTurned]:
    """Claims that print a lower bound where a page nearer to their origin has an upper one, or the other way round."""
    yield from _changed(knowledge, turned)


def hardened_bounds(knowledge: Knowledge) -> Iterator[BoundTurned]:
    """Claims that print an exact number where a page nearer to their origin has "up to", "over" or "about"."""
    yield from _changed(knowledge, _hardened)


def _hardened(claim: KnownClaim, nearer: KnownClaim) -> bool:
    soft = ("under", "over", "about", "up to", "at least")
    same = claim.value.low == nearer.value.low and claim.value.unit == nearer.value.unit
    return same and claim.value.qualifier == "exact" and nearer.value.qualifier in soft


def _changed(knowledge: Knowledge, differ: Callable[[KnownClaim, KnownClaim], bool]) -> Iterator[BoundTurned]:
    for _, claims in groups(knowledge):
        for claim in claims:
            for nearer in claims:
                if claim is nearer or not differ(claim, nearer):
                    continue
                origin = _shared_origin(claim, nearer)
                if origin:
                    yield BoundTurned(claim=claim, against=(nearer,), origin=origin)
                    break


def _shared_origin(claim: KnownClaim, nearer: KnownClaim) -> str | None:
    """The origin that both pass on, if the pages prove it: the second claim has a page with this origin alone and
    nearer to it than every page of the first, and the two are of one story."""
    for origin in claim.origins:
        pages = [report for report in claim.reports if origin in report.origins]
        clear = [report for report in nearer.reports if report.origins == (origin,)]
        if origin == UNSTATED or len(claim.origins) > 1:
            continue
        if any(all(_relays(page, other) for page in pages) for other in clear):
            return origin
    return None


def _relays(page: Report, nearer: Report) -> bool:
    """Whether one page is further from the origin than the other, and both tell one story; undated pages prove nothing."""
    if page.hops <= nearer.hops or page.day is None or nearer.day is None:
        return False
    return abs(page.day - nearer.day) <= SAME_STORY
