"""A figure as of a date: who says what, who merely repeats it, where the voices agree, and which claim is shown.

Nothing is averaged. What is shown is one claim that somebody made; what comparison yields stands beside it as computed,
with the claims it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Literal, get_args

from generator.analysis import origins
from generator.analysis.agreement import NEAR_PARITY, exclude, in_unit, same_digits, turned
from generator.analysis.claims import KnownClaim
from generator.analysis.origins import UNSTATED, Report
from generator.content.records.figure import SHOWN_SCOPES, Basis, Claim, Figure, Said, Scope
from generator.content.records.source import Source
from generator.text.money import Interval
from generator.text.rates import Rates

__all__ = [
    "AGREED_SCOPES",
    "NEAR_PARITY",
    "Agreement",
    "Group",
    "Inputs",
    "KnownClaim",
    "KnownFigure",
    "Voice",
    "compute",
    "exclude",
    "in_unit",
    "same_digits",
    "turned",
]

BEST_SAID: Mapping[str, int] = {said: rank for rank, said in enumerate(get_args(Said))}
OWN_WORD: tuple[Said, ...] = ("filing", "company", "executive_on_record")
"""Ways of saying that are a party's own, whoever passes them on."""
AGREED_SCOPES: tuple[Scope, ...] = (
    "headline",
    "part",
    *(scope for scope in SHOWN_SCOPES if scope not in ("headline", "sought")),
)
"""The scopes of which one stands as the figure once the deal was announced, the first that has claims. What was sought
is history then; a step that was announced stands with its label, for as long as nobody names the whole."""

RENEWED = timedelta(days=14)
"""A page on the next days tells the same story; after two weeks it has news."""
Agreement = Literal["single", "agree", "differ"]
"""What readers are told of a figure's claims: one voice, several that fit together, or reports that differ."""


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
    def differs(self) -> bool:
        """Whether readers are told that its claims differ."""
        return bool(self.conflicts or self.differing)

    @property
    def agreement(self) -> Agreement:
        """The state that readers are told: "single" for one voice, "agree" for several that fit together, "differ"."""
        if self.differs:
            return "differ"
        return "agree" if origins.is_multi(voice.origin for voice in self.voices) else "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigure:
    """A number of a deal with every claim about it as of a date."""

    deal: str
    """Id of the deal."""
    path: str
    """Its address there: "amount", "amazon.stake", "trio"."""
    claims: tuple[KnownClaim, ...]
    """All claims known by then, in the order of the file."""
    groups: tuple[Group, ...]
    """The claims by what they speak of, each group compared."""
    shown: KnownClaim | None
    """The claim that is shown as the figure; None if there is none of the deal as a whole."""
    chosen: bool = False
    """True if an editor chose the shown claim: with `use`, or for one issue with `lead_figure`."""
    agreed: date | None = None
    """The first day on which the deal was announced or further, `date.min` if that bears no day; None before."""
    labels: tuple[tuple[KnownClaim, KnownClaim], ...] = ()
    """Pairs of claims that give one number as the value both before and after the new money."""

    @property
    def differing(self) -> tuple[Group, ...]:
        """Every group of which readers are told that its claims differ, that of the shown claim first."""
        own = self.shown_group
        return tuple(sorted((group for group in self.groups if group.differs), key=lambda group: group is not own))

    @property
    def agreement(self) -> Agreement | None:
        """The state of all its claims together: "differ" if any of its groups does, else that of the shown number;
        `differing` says which."""
        return "differ" if any(group.differs for group in self.groups) else self.shown_agreement

    @property
    def shown_agreement(self) -> Agreement | None:
        """The state that readers are told beside the shown number.

        None if nothing stands for the whole: "one voice" about a part would be read as one about all of it.
        """
        group = self.shown_group
        if self.labels or (group and group.differs):
            return "differ"
        return group.agreement if group and group.scope != "part" else None

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

    def narrowed(self, wanted: Callable[[KnownClaim], bool], *, asked: bool = False) -> KnownFigure:
        """The same figure from some of its claims only; the shown one is chosen anew among them.

        What was sought before an announcement is shown only where somebody `asked` for it by name.
        """
        claims = tuple(claim for claim in self.claims if wanted(claim))
        groups = tuple(group for group in self.groups if any(claim in group.claims for claim in claims))
        standing = [group for group in groups if asked or self.agreed is None or group.scope != "sought"]
        shown = _choose(groups, self.agreed) or _best(_speaking(standing))
        pairs = tuple(pair for pair in self.labels if all(claim in claims for claim in pair))
        return replace(self, claims=claims, groups=groups, shown=shown, chosen=False, labels=pairs)

    def pinned(self, claim: KnownClaim) -> KnownFigure:
        """The same figure with one of its claims shown, because an editor chose it."""
        return replace(self, shown=claim, chosen=True)


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
    parties: Container[str] = ()
    """Ids of the deal's parties, their parents and children, whose own word is shown before all reports."""
    agreed: date | None = None
    """The first day on which the deal was announced or further, `date.min` if that bears no day; None before."""


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
                own=_is_own(claim, reports, inputs.parties),
            )
        )
    groups = _groups(found, unit)
    history = "sought" if inputs.agreed else None
    chosen = next((claim for claim in found if claim.id == figure.use and claim.record.scope != history), None)
    return KnownFigure(
        deal=deal,
        path=path,
        claims=tuple(found),
        groups=groups,
        shown=chosen or _choose(groups, inputs.agreed),
        chosen=chosen is not None,
        agreed=inputs.agreed,
    )


def _known_reports(inputs: Inputs, claim: Claim, src: Iterable[str]) -> tuple[tuple[Report, ...], date | None]:
    """The pages that had printed the claim by the date, the quoted one first, and the day on which it became known.

    Without pages if the claim became known later, if its day is unknown and undated claims do not count, or if every
    page that prints it is later.
    """
    reports = [origins.report(claim, name, inputs.sources[name]) for name in src]
    day = claim.known_on(report.day for report in reports)
    if (day is None and not inputs.undated) or (day is not None and day > inputs.as_of):
        return (), day
    by_party = claim.said in ("filing", "company", "executive_on_record")
    # A page published after the date cannot be quoted by it, even for a claim that is older.
    printed = (report for report in reports if report.day is None or report.day <= inputs.as_of)
    return origins.quoted_first(printed, inputs.organisations if by_party else ()), day


def _groups(claims: Sequence[KnownClaim], unit: str | None) -> tuple[Group, ...]:
    keys = dict.fromkeys(claim.group for claim in claims)
    return tuple(_group([claim for claim in claims if claim.group == key], unit) for key in keys)


def _group(claims: Sequence[KnownClaim], unit: str | None) -> Group:
    voices = _voices([claim for claim in claims if claim.record.flag is None])
    speakers = list({id(voice.speaker): voice.speaker for voice in voices}.values())
    comparable = [claim for claim in speakers if claim.compared is not None]
    conflicts = tuple(pair for pair in combinations(_current(speakers), 2) if exclude(*pair))
    computed: Interval | None = None
    if len(comparable) > 1 and not conflicts and (unit or len({claim.value.unit for claim in comparable}) == 1):
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


def _differing(claims: Sequence[KnownClaim], voices: Sequence[Voice]) -> tuple[tuple[KnownClaim, KnownClaim], ...]:
    """Pairs that a reader should see side by side although no two voices exclude each other.

    These are a relay that says something else than its origin did, a claim that excludes any other, and the same digits
    in another currency.
    """
    speaks_for = {id(relay): voice.speaker for voice in voices for relay in voice.relays}
    unflagged = [claim for claim in claims if claim.record.flag is None]
    return tuple(
        (one, other)
        for one, other in combinations(_current(unflagged), 2)
        if exclude(one, other)
        or same_digits(one, other)
        or (speaks_for.get(id(one)) is other and turned(one, other))
        or (speaks_for.get(id(other)) is one and turned(one, other))
    )


def _current(claims: Sequence[KnownClaim]) -> list[KnownClaim]:
    """The claims of which no origin has said something newer."""
    return [claim for claim in claims if not any(_renewed(claim, other) for other in claims)]


def _renewed(claim: KnownClaim, other: KnownClaim) -> bool:
    """Whether the other claim is a later word of an origin of this one, told at least as near to it.

    Who tells of more, weeks later, contradicts nobody: the round grew. A relay further away may just be wrong.
    """
    if claim.known is None or other.known is None or other.known - claim.known <= RENEWED:
        return False
    both = set(claim.origins) & set(other.origins) - {UNSTATED}
    return any(origins.distance(other.reports, one) <= origins.distance(claim.reports, one) for one in both)


def _is_own(claim: Claim, reports: Iterable[Report], parties: Container[str]) -> bool:
    """Whether a party to the deal says it."""
    return claim.said in OWN_WORD or any(origin in parties for report in reports for origin in report.origins)


def _choose(groups: Sequence[Group], agreed: date | None) -> KnownClaim | None:
    """The claim to show: the best of the first scope that has any. None if nothing stands for the whole."""
    for scope in SHOWN_SCOPES if agreed is None else AGREED_SCOPES:
        of_scope = [group for group in groups if group.scope == scope]
        found = _speaking(of_scope) if of_scope else []
        if scope == "part":
            found = _announced_step(found, agreed)
        if found:
            return _best(found)
    return None


def _announced_step(parts: Sequence[KnownClaim], agreed: date | None) -> list[KnownClaim]:
    """The claims of the one part that was announced, those that a party made if any did.

    () if they are of several parts, none of which is more the deal than another. A part that was told of before the
    announcement is not what was announced.
    """
    since = [claim for claim in parts if claim.known is None or (agreed and claim.known >= agreed)]
    found = [claim for claim in since if claim.record.said in OWN_WORD] or since
    return found if len({claim.record.what for claim in found}) == 1 else []


def _speaking(groups: Sequence[Group]) -> list[KnownClaim]:
    """The claims that may be shown: those that speak for an origin; if all bear a flag, all."""
    speakers = [voice.speaker for group in groups for voice in group.voices]
    return speakers or [claim for group in groups for claim in group.claims]


def _best(claims: Iterable[KnownClaim]) -> KnownClaim | None:
    """The claim that is shown among several about the same thing, None of none.

    Disclosed numbers before undisclosed; a party's own word before reports; a stated origin before none; then the best
    said, the latest, the narrowest, the first.
    """

    def rank(claim: KnownClaim) -> tuple[bool, bool, bool, int, int, Decimal]:
        width = claim.compared.width if claim.compared else claim.value.interval.width
        age = -(claim.known or date.min).toordinal()
        return claim.value.low is None, not claim.own, not claim.stated, BEST_SAID[claim.record.said], age, width

    return min(claims, key=rank, default=None)
