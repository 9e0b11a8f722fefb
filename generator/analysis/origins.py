"""Origins: whose report a claim really is. Claims of one origin are one voice, however many pages print them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.content.records.figure import Claim
from generator.content.records.source import UNSTATED_KINDS, Source

UNSTATED = "unstated"
"""The origin of pages that do not say whose report they pass on; together they are at most one voice."""


@dataclass(frozen=True, slots=True)
class Report:
    """One page that prints a claim."""

    source: str
    """Id of the page."""
    chain: tuple[str, ...]
    """Ids of all through whom the report came to the page, the nearest first; () if that is not told."""
    origins: tuple[str, ...]
    """Ids of those whose report it is: publishers, organisations or `UNSTATED`; at least one."""
    hops: int
    """How far the page is from its origin: 0 for its own report, 1 for a report passed on directly."""
    day: date | None
    """The day on which the page was published; None if it bears none."""


def passed_on(source: Source, via: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The ids of those whose report a page passes on, () if the report is its own.

    The end of the chain that `via` names, for one claim or for the whole page; else all that `origins` names at once. A
    page of a kind that reports nothing itself and names nobody passes on something of `UNSTATED` origin.
    """
    chain = via or source.via
    if chain:
        return chain[-1:]
    return source.origins or ((UNSTATED,) if source.kind in UNSTATED_KINDS else ())


def report(claim: Claim, name: str, source: Source) -> Report:
    """The report that `source` makes of `claim`; the claim's own `via` replaces the source's."""
    chain, found = claim.via or source.via, passed_on(source, claim.via)
    hops = len(chain) or (1 if source.origins else 0)
    return Report(name, chain, found or (source.publisher,), hops, source.day)


def quoted_first(reports: Iterable[Report], parties: Container[str]) -> tuple[Report, ...]:
    """The reports in the order in which they are quoted; the first one speaks for a claim.

    A party's own word comes first, where `parties` names them; then the earliest day, then the shorter way to the
    origin, then the name. Pages that do not state their origin come last.
    """

    def rank(report: Report) -> tuple[bool, bool, date, int, str]:
        own = any(origin in parties for origin in report.origins)
        return UNSTATED in report.origins, not own, report.day or date.max, report.hops, report.source

    return tuple(sorted(reports, key=rank))


def origins_of(reports: Sequence[Report]) -> tuple[str, ...]:
    """Every origin of a claim, each once, in the order of its reports."""
    return tuple(dict.fromkeys(origin for report in reports for origin in report.origins))


def distance(reports: Sequence[Report], origin: str) -> int:
    """The fewest hops from any of the reports to `origin`."""
    return min(report.hops for report in reports if origin in report.origins)


def count(origins: Iterable[str]) -> int:
    """The number of voices: unstated origins are at most one together, and none beside a stated one.

    >>> count(["wsj", "unstated", "reuters"]), count(["unstated", "unstated"]), count([])
    (2, 1, 0)
    """
    found = set(origins)
    return len(found - {UNSTATED}) or len(found)


def is_multi(origins: Iterable[str]) -> bool:
    """True if at least two stated origins say it; unstated ones never make a second voice."""
    return count(origins) > 1
