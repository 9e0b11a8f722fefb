"""A figure as of a date: who says what, who merely repeats it, where the voices agree, and what is shown.

Nothing is averaged. What is shown is one claim that somebody made; what comparison yields stands beside it
as computed, with the claims it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Literal, get_args

from generator.analysis import origins
from generator.analysis.origins import Report
from generator.content.records.figure import SHOWN_SCOPES, Basis, Claim, Figure, Said, Scope
from generator.content.records.source import Source
from generator.text.money import UNKNOWN_CURRENCY, Interval, Quantity
from generator.text.rates import Conversion, Rates

BEST_SAID: Mapping[str, int] = {said: rank for rank, said in enumerate(get_args(Said))}
SAME_DIGITS = Decimal("0.005")
NEAR_PARITY = Decimal("0.03")
"""Below this distance from 1, two currencies cannot be told apart by their numbers."""

Agreement = Literal["single", "agree", "differ"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownClaim:
    """A claim as a date knew it. `reports` are the pages that printed it by then, the quoted one first.

    `compared` is its interval in the comparison's unit, None if it cannot be compared (no known date, no rate,
    unknown currency); `conversion` says at which rate it got there.
    """

    id: str
    deal: str
    figure: str
    record: Claim
    reports: tuple[Report, ...]
    origins: tuple[str, ...]
    known: date | None
    compared: Interval | None
    conversion: Conversion | None
    way: tuple[str | int, ...]

    @property
    def value(self) -> Quantity:
        """The number as it was said."""
        return self.record.value

    @property
    def source(self) -> str:
        """The page to quote."""
        return self.reports[0].source

    @property
    def group(self) -> tuple[Scope, Basis | None, str | None]:
        """Only claims of one group speak of the same thing."""
        return self.record.scope, self.record.basis, self.record.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One origin: the claim that speaks for it, and the claims of the same origin that repeat it."""

    origin: str
    speaker: KnownClaim
    relays: tuple[KnownClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims about one and the same thing, compared. `computed` is what all voices leave possible, None if
    they leave nothing, or if fewer than two could be compared. Conflicts are between claims that exclude each other.
    """

    scope: Scope
    basis: Basis | None
    what: str | None
    unit: str | None
    claims: tuple[KnownClaim, ...]
    voices: tuple[Voice, ...]
    computed: Interval | None
    conflicts: tuple[tuple[KnownClaim, KnownClaim], ...]
    differing: tuple[tuple[KnownClaim, KnownClaim], ...]

    @property
    def agreement(self) -> Agreement:
        """What a reader is told: one voice, several that fit together, or reports that differ."""
        if self.conflicts or self.differing:
            return "differ"
        return "agree" if origins.is_multi(voice.origin for voice in self.voices) else "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigure:
    """A number of a deal with everything that is known about it on `as_of`; `chosen` if an editor's `use` decided."""

    deal: str
    path: str
    as_of: date
    claims: tuple[KnownClaim, ...]
    groups: tuple[Group, ...]
    shown: KnownClaim | None
    chosen: bool = False

    @property
    def shown_group(self) -> Group | None:
        """The claims that are compared with the shown one."""
        return self.group_of(self.shown) if self.shown else None

    def group_of(self, claim: KnownClaim) -> Group:
        """The claims that speak of the same thing as `claim`, itself included."""
        return next(group for group in self.groups if claim in group.claims)

    def claim(self, name: str) -> KnownClaim | None:
        """The claim with an id."""
        return next((claim for claim in self.claims if claim.id == name), None)

    def narrowed(self, wanted: Callable[[KnownClaim], bool]) -> KnownFigure:
        """The same figure from some of its claims only; the shown one is chosen anew among them."""
        claims = tuple(claim for claim in self.claims if wanted(claim))
        groups = tuple(group for group in self.groups if any(claim in group.claims for claim in claims))
        return replace(self, claims=claims, groups=groups, shown=_best(_speakers(groups) or claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What computing figures needs: the sources, who is an organisation, the rates, the unit to compare in and the date that knows.

    `undated` says whether claims without any date count: on a deal's own page they do, in an issue they do not.
    """

    sources: Mapping[str, Source]
    organisations: Container[str]
    rates: Rates
    as_of: date
    undated: bool


def compute(
    desk: Desk,
    figure: Figure,
    deal: str,
    path: str,
    unit: str | None,
    default_src: Sequence[str],
    way: tuple[str | int, ...] = (),
) -> KnownFigure:
    """The figure as `desk.as_of` knows it; `unit` is the subject's reporting currency, None if it is not money."""
    found: list[KnownClaim] = []
    for index, claim in enumerate(figure.claims):
        name = claim.id or f"{path.replace('.', '-')}-{index + 1}"
        known = _know(desk, claim, name, deal, path, unit, default_src, (*way, "claims", index))
        if known is not None:
            found.append(known)
    groups = _groups(found, unit)
    chosen = next((claim for claim in found if claim.id == figure.use), None)
    return KnownFigure(
        deal=deal,
        path=path,
        as_of=desk.as_of,
        claims=tuple(found),
        groups=groups,
        shown=chosen or _shown(groups),
        chosen=chosen is not None,
    )


def known_date(claim: Claim, days: Iterable[date | None]) -> date | None:
    """When a claim was known: its own date, else the first day that one of its sources was published."""
    if claim.as_of:
        return claim.as_of.last
    return min((day for day in days if day), default=None)


def _know(
    desk: Desk,
    claim: Claim,
    name: str,
    deal: str,
    path: str,
    unit: str | None,
    default_src: Sequence[str],
    way: tuple[str | int, ...],
) -> KnownClaim | None:
    reports = [origins.report(claim, src, desk.sources[src]) for src in claim.src or default_src]
    day = known_date(claim, (report.day for report in reports))
    if not reports or (day is None and not desk.undated) or (day is not None and day > desk.as_of):
        return None
    # A page published after the date cannot be quoted by it, even for a claim that is older.
    by_party = claim.said in ("filing", "company", "executive_on_record")
    printed = origins.quoted_first(
        (report for report in reports if report.day is None or report.day <= desk.as_of),
        desk.organisations if by_party else (),
    )
    if not printed:
        return None
    compared, conversion = in_unit(claim.value, unit, day, desk.rates)
    return KnownClaim(
        id=name,
        deal=deal,
        figure=path,
        record=claim,
        reports=printed,
        origins=origins.origins_of(printed),
        known=day,
        compared=compared,
        conversion=conversion,
        way=way,
    )


def in_unit(
    value: Quantity, unit: str | None, day: date | None, rates: Rates
) -> tuple[Interval | None, Conversion | None]:
    """The interval in `unit`. A single number that is converted is only as exact as its last digit, so it is widened by
    half of it: otherwise no two currencies could ever agree."""
    if value.low is None:
        return None, None
    if unit is None or value.unit == unit:
        return value.interval, None
    if day is None or value.unit is None or value.unit == UNKNOWN_CURRENCY:
        return None, None
    conversion = rates.conversion(value.unit, unit, day)
    if conversion is None:
        return None, None
    interval = value.interval.widen(value.step / 2) if value.qualifier == "exact" else value.interval
    return interval.times(conversion.factor), conversion


def _groups(claims: Sequence[KnownClaim], unit: str | None) -> tuple[Group, ...]:
    keys = dict.fromkeys(claim.group for claim in claims)
    return tuple(_group([claim for claim in claims if claim.group == key], unit) for key in keys)


def _group(claims: Sequence[KnownClaim], unit: str | None) -> Group:
    voices = _voices([claim for claim in claims if claim.record.flag is None])
    speakers = list({id(voice.speaker): voice.speaker for voice in voices}.values())
    comparable = [claim for claim in speakers if claim.compared is not None]
    conflicts = tuple(pair for pair in combinations(comparable, 2) if exclude(*pair))
    computed: Interval | None = None
    if len(comparable) > 1 and not conflicts:
        met = comparable[0].compared
        for claim in comparable[1:]:
            met = met.meet(claim.compared) if met and claim.compared else met
        computed = met if met and not met.empty else None
    scope, basis, what = claims[0].group
    return Group(
        scope=scope,
        basis=basis,
        what=what,
        unit=unit,
        claims=tuple(claims),
        voices=voices,
        computed=computed,
        conflicts=conflicts,
        differing=_differing(claims, voices),
    )


def _voices(claims: Sequence[KnownClaim]) -> tuple[Voice, ...]:
    """One voice per origin: the claim nearest to it speaks, then the latest; the others repeat it."""
    found = []
    for origin in dict.fromkeys(origin for claim in claims for origin in claim.origins):
        of_origin = [claim for claim in claims if origin in claim.origins]
        ranked = sorted(
            of_origin,
            key=lambda claim: (origins.distance(claim.reports, origin), -(claim.known or date.min).toordinal()),
        )
        found.append(Voice(origin=origin, speaker=ranked[0], relays=tuple(ranked[1:])))
    return tuple(found)


def exclude(one: KnownClaim, other: KnownClaim) -> bool:
    """Whether no number fits both claims; False where they cannot be compared."""
    return bool(one.compared and other.compared and one.compared.meet(other.compared).empty)


def _differing(claims: Sequence[KnownClaim], voices: Sequence[Voice]) -> tuple[tuple[KnownClaim, KnownClaim], ...]:
    """Pairs a reader should see side by side although no two voices exclude each other: a relay that says
    something else than its origin did, one that excludes any other claim, the same digits in another currency."""
    speaks_for = {id(relay): voice.speaker for voice in voices for relay in voice.relays}
    unflagged = [claim for claim in claims if claim.record.flag is None]
    return tuple(
        (one, other)
        for one, other in combinations(unflagged, 2)
        if exclude(one, other)
        or same_digits(one, other)
        or (speaks_for.get(id(one)) is other and turned(one, other))
        or (speaks_for.get(id(other)) is one and turned(one, other))
    )


def same_digits(one: KnownClaim, other: KnownClaim) -> bool:
    """Whether two claims print one number in two currencies that are not near parity."""
    a, b = one.value, other.value
    if a.low is None or b.low is None or a.unit == b.unit or (a.high is None) != (b.high is None):
        return False
    factors = [claim.conversion.factor for claim in (one, other) if claim.conversion]
    apart = any(abs(factor - 1) >= NEAR_PARITY for factor in factors)
    return apart and all(abs(x - y) <= SAME_DIGITS * y for x, y in ((a.low, b.low), (a.high or a.low, b.high or b.low)))


def turned(one: KnownClaim, other: KnownClaim) -> bool:
    """Whether a relay prints its origin's number with the opposite bound."""
    upper, lower = ("up to", "under"), ("at least", "over")
    if one.value.low != other.value.low or one.value.unit != other.value.unit:
        return False
    bounds = (one.value.qualifier, other.value.qualifier)
    return (bounds[0] in upper and bounds[1] in lower) or (bounds[0] in lower and bounds[1] in upper)


def _shown(groups: Sequence[Group]) -> KnownClaim | None:
    for scope in SHOWN_SCOPES:
        of_scope = [group for group in groups if group.scope == scope]
        if of_scope:
            return _best(_speakers(of_scope) or [claim for group in of_scope for claim in group.claims])
    return None


def _speakers(groups: Iterable[Group]) -> list[KnownClaim]:
    return [voice.speaker for group in groups for voice in group.voices]


def _best(claims: Iterable[KnownClaim]) -> KnownClaim | None:
    """The best said, then the latest, then the narrowest, then the first; disclosed numbers before undisclosed."""

    def rank(claim: KnownClaim) -> tuple[bool, int, int, Decimal]:
        width = claim.compared.width if claim.compared else claim.value.interval.width
        age = -(claim.known or date.min).toordinal()
        return claim.value.low is None, BEST_SAID[claim.record.said], age, width

    return min(claims, key=rank, default=None)
