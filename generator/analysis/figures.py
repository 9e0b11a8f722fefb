"""A figure as of a date: who says what, who merely repeats it, where the voices agree, and which claim is shown.

Nothing is averaged. What is shown is one claim that somebody made; what comparison yields stands beside it as computed,
with the claims it came from.
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
"""What readers are told of a figure's claims: one voice, several that fit together, or reports that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownClaim:
    """A claim as of a date."""

    id: str
    """Its id, written by an editor ("amz-wsj"), else made of its place ("amazon-amount-1")."""
    deal: str
    """Id of the deal that it is about."""
    figure: str
    """Address of its figure in the deal: "amazon.amount"."""
    record: Claim
    """The claim as it was written."""
    reports: tuple[Report, ...]
    """The pages that had printed it by the date, the quoted one first; at least one."""
    origins: tuple[str, ...]
    """Ids of all whose report it is, each once."""
    known: date | None
    """The day on which it became known; None if nothing about it bears a date."""
    compared: Interval | None
    """Its interval in the unit in which the figure's claims are compared. None if it cannot be compared: no known date,
    no rate, an unknown currency."""
    conversion: Conversion | None
    """The rate by which `compared` was converted; None if it was not."""
    way: tuple[str | int, ...]
    """The way to it in the deal's file: ("amount", "claims", 0)."""

    @property
    def value(self) -> Quantity:
        """The number as it was said."""
        return self.record.value

    @property
    def source(self) -> str:
        """Id of the page to quote."""
        return self.reports[0].source

    @property
    def group(self) -> tuple[Scope, Basis | None, str | None]:
        """Scope, basis and part of its number; only claims that share all three speak of the same thing."""
        return self.record.scope, self.record.basis, self.record.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One origin, with all its claims in a group."""

    origin: str
    """Id of the publisher or organisation."""
    speaker: KnownClaim
    """The claim that speaks for it: the one nearest to it, then the latest."""
    relays: tuple[KnownClaim, ...]
    """Its other claims, which repeat the speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims about one and the same thing, compared with each other."""

    scope: Scope
    """What of the deal their numbers measure: "headline", "sought", "part", …"""
    basis: Basis | None
    """Whether a valuation is before or after the new money; None for anything else."""
    what: str | None
    """Key of what exactly they measure, often a part of the deal; None where the scope says enough."""
    unit: str | None
    """The unit in which they are compared; None if each keeps its own."""
    claims: tuple[KnownClaim, ...]
    """All of them, in the order of the file."""
    voices: tuple[Voice, ...]
    """One voice for each origin; claims with a flag have none."""
    computed: Interval | None
    """The numbers that all voices allow; None if they allow none, or if fewer than two could be compared."""
    conflicts: tuple[tuple[KnownClaim, KnownClaim], ...]
    """Pairs of voices that exclude each other."""
    differing: tuple[tuple[KnownClaim, KnownClaim], ...]
    """Pairs of claims that readers should see side by side, by `_differing`."""

    @property
    def agreement(self) -> Agreement:
        """The state that readers are told: "single" for one voice, "agree" for several that fit together, "differ"."""
        if self.conflicts or self.differing:
            return "differ"
        return "agree" if origins.is_multi(voice.origin for voice in self.voices) else "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigure:
    """A number of a deal with every claim about it as of a date."""

    deal: str
    """Id of the deal."""
    path: str
    """Its address there: "amount", "amazon.stake", "trio"."""
    as_of: date
    """The date whose knowledge it holds."""
    claims: tuple[KnownClaim, ...]
    """All claims known by then, in the order of the file."""
    groups: tuple[Group, ...]
    """The claims by what they speak of, each group compared."""
    shown: KnownClaim | None
    """The claim that is shown as the figure; None if there is none of the deal as a whole."""
    chosen: bool = False
    """True if an editor's `use` chose the shown claim."""

    @property
    def shown_group(self) -> Group | None:
        """The group of the shown claim, None if no claim is shown."""
        return self.group_of(self.shown) if self.shown else None

    def group_of(self, claim: KnownClaim) -> Group:
        """The group of a claim, itself included."""
        return next(group for group in self.groups if claim in group.claims)

    def claim(self, name: str) -> KnownClaim | None:
        """The claim with an id, None if there is none."""
        return next((claim for claim in self.claims if claim.id == name), None)

    def narrowed(self, wanted: Callable[[KnownClaim], bool]) -> KnownFigure:
        """The same figure from some of its claims only; the shown one is chosen anew among them."""
        claims = tuple(claim for claim in self.claims if wanted(claim))
        groups = tuple(group for group in self.groups if any(claim in group.claims for claim in claims))
        return replace(self, claims=claims, groups=groups, shown=_best(_speakers(groups) or claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs of `compute`: everything but the figure itself."""

    sources: Mapping[str, Source]
    """Every source by id."""
    organisations: Container[str]
    """Ids of the organisations, whose own word about a deal is quoted before reports of it."""
    rates: Rates
    """Exchange rates by day."""
    as_of: date
    """The date whose knowledge is wanted."""
    undated: bool
    """True if claims without any date count: they do on a deal's own page, in an issue they do not."""


def compute(
    inputs: Inputs,
    figure: Figure,
    deal: str,
    path: str,
    unit: str | None,
    default_src: Sequence[str],
    way: tuple[str | int, ...] = (),
) -> KnownFigure:
    """The figure as `inputs.as_of` knows it; `unit` is the subject's reporting currency, None if it is not money."""
    found: list[KnownClaim] = []
    for index, claim in enumerate(figure.claims):
        reports, day = _known_reports(inputs, claim, claim.src or default_src)
        if not reports:
            continue
        compared, conversion = in_unit(claim.value, unit, day, inputs.rates)
        found.append(
            KnownClaim(
                id=claim.id or f"{path.replace('.', '-')}-{index + 1}",
                deal=deal,
                figure=path,
                record=claim,
                reports=reports,
                origins=origins.origins_of(reports),
                known=day,
                compared=compared,
                conversion=conversion,
                way=(*way, "claims", index),
            )
        )
    groups = _groups(found, unit)
    chosen = next((claim for claim in found if claim.id == figure.use), None)
    return KnownFigure(
        deal=deal,
        path=path,
        as_of=inputs.as_of,
        claims=tuple(found),
        groups=groups,
        shown=chosen or _shown(groups),
        chosen=chosen is not None,
    )


def known_date(claim: Claim, days: Iterable[date | None]) -> date | None:
    """The day on which a claim became known: its own, else the first on which a source of it appeared; None if neither
    bears one."""
    if claim.as_of:
        return claim.as_of.last
    return min((day for day in days if day), default=None)


def _known_reports(inputs: Inputs, claim: Claim, src: Iterable[str]) -> tuple[tuple[Report, ...], date | None]:
    """The pages that had printed the claim by the date, the quoted one first, and the day on which it became known.

    Without pages if the claim became known later, if its day is unknown and undated claims do not count, or if every
    page that prints it is later.
    """
    reports = [origins.report(claim, name, inputs.sources[name]) for name in src]
    day = known_date(claim, (report.day for report in reports))
    if (day is None and not inputs.undated) or (day is not None and day > inputs.as_of):
        return (), day
    by_party = claim.said in ("filing", "company", "executive_on_record")
    # A page published after the date cannot be quoted by it, even for a claim that is older.
    printed = (report for report in reports if report.day is None or report.day <= inputs.as_of)
    return origins.quoted_first(printed, inputs.organisations if by_party else ()), day


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
    """True if no number fits both claims; False where they cannot be compared."""
    return bool(one.compared and other.compared and one.compared.meet(other.compared).empty)


def _differing(claims: Sequence[KnownClaim], voices: Sequence[Voice]) -> tuple[tuple[KnownClaim, KnownClaim], ...]:
    """Pairs that a reader should see side by side although no two voices exclude each other.

    These are a relay that says something else than its origin did, a claim that excludes any other, and the same digits
    in another currency.
    """
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
    """True if two claims print one number in two currencies that are not near parity."""
    a, b = one.value, other.value
    if a.low is None or b.low is None or a.unit == b.unit or (a.high is None) != (b.high is None):
        return False
    factors = [claim.conversion.factor for claim in (one, other) if claim.conversion]
    apart = any(abs(factor - 1) >= NEAR_PARITY for factor in factors)
    return apart and all(abs(x - y) <= SAME_DIGITS * y for x, y in ((a.low, b.low), (a.high or a.low, b.high or b.low)))


def turned(one: KnownClaim, other: KnownClaim) -> bool:
    """True if a relay prints its origin's number with the opposite bound."""
    upper, lower = ("up to", "under"), ("at least", "over")
    if one.value.low != other.value.low or one.value.unit != other.value.unit:
        return False
    bounds = (one.value.qualifier, other.value.qualifier)
    return (bounds[0] in upper and bounds[1] in lower) or (bounds[0] in lower and bounds[1] in upper)


def _shown(groups: Sequence[Group]) -> KnownClaim | None:
    """The claim to show: the best of the first scope that has any, None if only parts are known."""
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
