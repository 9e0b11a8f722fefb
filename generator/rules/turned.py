"""Bounds that were turned round between an origin and a page: "up to 50" here, "at least 50" there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.analysis.figures import KnownClaim
from generator.analysis.origins import UNSTATED
from generator.rules.comparisons import Measured
from generator.rules.relayed import SAME_STORY, one_number
from generator.rules.wording import named
from generator.text.rates import Rates

SAME_NUMBER = timedelta(days=31)
"""So long may a page further from the origin pass on one report, if its number is the same to the last digit."""
UPPER, LOWER = ("up to", "under"), ("at least", "over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """Two claims of one origin that bound the same number from two sides."""

    claim: KnownClaim
    """The one at which it is told: the further one from the origin, or the later one in the file."""
    other: KnownClaim
    """The one that says otherwise."""
    origin: str
    """The publisher or organisation whose report both are; that of the other one where `claim` states none."""
    blamed: bool
    """Whether `claim` is the likelier mistake; False if nothing tells which of the two it is."""

    @property
    def message(self) -> str:
        """What an editor is told, after the claim's name."""
        if self.claim.origins == (UNSTATED,):
            said = f"does not say whose number it is, and '{self.other.source}' gives it as {named(self.other)}"
            return f"{said}: one of the two is turned round"
        said = f"goes back to '{self.origin}', which '{self.other.source}' gives as {named(self.other)}"
        return f"{said}: {'the bound' if self.blamed else 'one of the two'} is turned round"


def turned_bounds(row: Measured) -> Iterator[Turned]:
    """Every claim that bounds its origin's number from the other side; each once.

    A page that does not state its origin passes on the number that another bounds, if nobody bounds it as it does.

    Only claims with no other origin are told. Whom they are held against may have more; if none of its pages has this
    origin alone, nobody is blamed.
    """
    for origin in dict.fromkeys(origin for claim in row.claims for origin in claim.origins):
        if origin != UNSTATED:
            bounds = filter(_is_bound, row.claims)
            yield from _of_origin(origin, [claim for claim in bounds if origin in claim.origins], row.rates)
    yield from _of_no_origin([claim for claim in row.claims if _is_bound(claim)], row.rates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """A claim among those of its origin."""

    claim: KnownClaim
    """The claim."""
    hops: int
    """How far its nearest page is from the origin, 0 for the origin's own."""
    rivals: tuple[KnownClaim, ...]
    """Claims that bound its number from the other side, the nearest to the origin first."""
    allies: tuple[KnownClaim, ...]
    """Claims that bound its number from its own side."""


def _of_no_origin(claims: Sequence[KnownClaim], rates: Rates) -> Iterator[Turned]:
    first = _first_day(claims)
    stated = [claim for claim in claims if claim.stated]
    for claim in claims:
        if not claim.stated:
            like = [other for other in stated if _of_one_report(claim, other, first, rates)]
            if like and not any(_upper(other) == _upper(claim) for other in like):
                yield Turned(claim=claim, other=like[0], origin=like[0].origins[0], blamed=False)


def _first_day(claims: Sequence[KnownClaim]) -> date | None:
    return min((report.day for claim in claims for report in claim.reports if report.day), default=None)


def _of_origin(origin: str, claims: Sequence[KnownClaim], rates: Rates) -> Iterator[Turned]:
    first = _first_day(claims)
    stands = {claim.id: _stand(origin, claim, claims, first, rates) for claim in claims}
    seen: set[str] = set()
    told: set[str] = set()
    for name, stand in stands.items():
        if not stand.rivals:
            continue
        rival = stands[stand.rivals[0].id]
        # Two of one claim, each the other's nearest rival, are told once: at the later, or at the one that may be told.
        first_of_two = rival.claim.id not in seen and rival.claim.origins == (origin,)
        seen.add(name)
        blamed = _blamed(stand, stands)
        twice = not blamed and stand.hops == rival.hops and first_of_two
        if blamed is None or twice:
            continue
        if stand.claim.origins == (origin,):
            clear = any(report.origins == (origin,) for report in rival.claim.reports)
            yield Turned(claim=stand.claim, other=rival.claim, origin=origin, blamed=blamed and clear)
        elif blamed and rival.claim.origins == (origin,) and rival.claim.id not in told:
            # Somebody else bears the further one out, so it is not the likelier mistake.
            told.add(rival.claim.id)
            yield Turned(claim=rival.claim, other=stand.claim, origin=origin, blamed=False)


def _blamed(stand: _Stand, stands: Mapping[str, _Stand]) -> bool | None:
    """True for a claim that is further from the origin than one that says otherwise, False for one as near as it, or
    alone against two further ones; None for a claim that need not be told."""
    rival = stands[stand.rivals[0].id]
    backing = min((stands[ally.id].hops for ally in stand.allies), default=None)
    outvoted = rival.hops > 0 and not rival.allies and bool(stand.allies)
    if stand.hops > rival.hops:
        return True if not outvoted and (backing is None or backing > rival.hops) else None
    if stand.hops == rival.hops:
        return False if stands[rival.rivals[0].id].hops == stand.hops else None
    return False if stand.hops > 0 and len(stand.rivals) > 1 and not stand.allies else None


def _stand(origin: str, claim: KnownClaim, claims: Sequence[KnownClaim], first: date | None, rates: Rates) -> _Stand:
    like = [other for other in claims if other is not claim and _of_one_report(claim, other, first, rates)]
    rivals = [other for other in like if _upper(claim) != _upper(other)]
    return _Stand(
        claim=claim,
        hops=_hops(claim, origin),
        rivals=tuple(sorted(rivals, key=lambda other: _hops(other, origin))),
        allies=tuple(other for other in like if _upper(claim) == _upper(other)),
    )


def _of_one_report(one: KnownClaim, other: KnownClaim, first: date | None, rates: Rates) -> bool:
    """Whether two claims print one number of one thing, rounded or converted, and are of one story."""
    bases = {one.record.basis, other.record.basis} - {"unstated"}
    one_thing = one.record.scope == other.record.scope and len(bases) < 2
    return one_thing and one_number(one, other, rates) and _one_story(one, other, first)


def _hops(claim: KnownClaim, origin: str) -> int:
    """How far the nearest page is from the origin; a page that passes on nobody else's report counts first."""
    pages = [report for report in claim.reports if origin in report.origins]
    return min(report.hops for report in [page for page in pages if page.origins == (origin,)] or pages)


def _is_bound(claim: KnownClaim) -> bool:
    return claim.value.qualifier in (*UPPER, *LOWER)


def _upper(claim: KnownClaim) -> bool:
    return claim.value.qualifier in UPPER


def _one_story(one: KnownClaim, other: KnownClaim, first: date | None) -> bool:
    """Whether two claims of one origin are of one report: within two weeks, or a month if one passes on the very number
    of the other. A page without a date is as old as the origin's first one, for what it passes on cannot be told from
    that."""
    days = [
        [report.day or (claim.record.as_of.last if claim.record.as_of else None) or first for report in claim.reports]
        for claim in (one, other)
    ]
    hops = {min(report.hops for report in claim.reports) for claim in (one, other)}
    repeated = (one.value.low, one.value.unit) == (other.value.low, other.value.unit) and len(hops) > 1
    within = SAME_NUMBER if repeated else SAME_STORY
    return any(x is None or y is None or abs(x - y) <= within for x in days[0] for y in days[1])
