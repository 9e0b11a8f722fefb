"""Whether a case was found, and what else was told because of it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from generator.analysis.knowledge import Knowledge
from tests.slips.bench import Bench, Spot, Told, around, check, know, whole
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, dice, named
from tests.slips.kinds import KINDS

Half = Literal["tuned", "unused"]
HALVES: tuple[Half, Half] = ("tuned", "unused")
Shown = Mapping[tuple[str, ...], str]
"""What pages say of each group of claims: "single", "agree" or "differ"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one form of one kind in one deal."""

    kind: str
    """The kind's name."""
    form: str
    """The form's name."""
    twin: bool
    """Whether it must stay silent."""
    held_out: bool
    """Whether the form is held out."""
    deal: str
    """The deal's id."""
    half: Half
    """The half that the deal is in."""
    left_out: str = ""
    """Why there is no case, "" if there is one."""
    says: str = ""
    """What was planted, and what betrays it."""
    right: tuple[str, ...] = ()
    """Codes of new problems at the planted place or its evidence, for an acceptable reason; notices do not count."""
    beside: tuple[str, ...] = ()
    """Codes of new problems at the planted place of a slip or its evidence that would not be right about its kind."""
    wrong: tuple[str, ...] = ()
    """Codes of all other new problems, but for those that say of the case what was said of its evidence before."""
    messages: tuple[str, ...] = ()
    """What they say, for whoever mends a detector."""
    page: bool = False
    """Whether pages say "reports differ" where they did not."""

    @property
    def found(self) -> bool:
        """Whether `check` tells of the slip."""
        return not self.twin and bool(self.right)

    @property
    def alarm(self) -> bool:
        """Whether `check` told of a twin."""
        return self.twin and bool(self.wrong)


def half(deal: str) -> Half:
    """The half of a deal, by a hash of its id.

    >>> half("openai-round-2026"), half("nscale-series-b")
    ('unused', 'tuned')
    """
    return HALVES[dice(deal) % 2]


@cache
def desk(deal: str) -> Desk:
    """The real content around a deal, on the bench."""
    return Desk(archive=around(content(), deal), deal=deal)


@cache
def content() -> Bench:
    """The real content."""
    return named(whole())


def results(deal: str, kinds: Sequence[Kind] = KINDS) -> tuple[Result, ...]:
    """What comes of every form of these kinds in one deal; forms for which the deal has nothing are left away."""
    found = []
    for kind in kinds:
        for twin, forms in ((False, kind.forms), (True, kind.twins)):
            for form in forms:
                planted = form.plant(desk(deal))
                if planted is not None:
                    found.append(_result(kind, form, twin, deal, planted))
    return tuple(found)


def _result(kind: Kind, form: Form, twin: bool, deal: str, planted: Case | LeftOut) -> Result:
    common = Result(kind=kind.name, form=form.name, twin=twin, held_out=form.held_out, deal=deal, half=half(deal))
    if isinstance(planted, LeftOut):
        return replace(common, left_out=planted.why)
    before, after = look(planted.before), look(planted.after)
    new = fresh(before.told, after.told, planted, () if twin else kind.codes)
    right = [one for one in new if not twin and one.code in kind.codes and at_place(one, planted)]
    old = {one.code for one in before.told if any(one.spot.meets(spot) for spot in planted.evidence)}
    true = [one for one in new if one.code in old.union(form.true_of) and at_place(one, planted)]
    rest = [one for one in new if one not in right and one not in true]
    beside = [one for one in rest if not twin and at_place(one, planted)]
    wrong = [one for one in rest if one not in beside]
    differ = any(state == "differ" and before.shown.get(group) != "differ" for group, state in after.shown.items())
    return replace(
        common,
        says=planted.says,
        right=tuple(sorted({one.code for one in right})),
        beside=tuple(sorted({one.code for one in beside})),
        wrong=tuple(sorted({one.code for one in wrong})),
        messages=tuple(f"[{one.code}] {one.spot}: {one.message}" for one in sorted(new)),
        page=differ,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What editors and readers are told of an archive."""

    told: frozenset[Told]
    """Every problem."""
    shown: Shown
    """What pages say of each group of claims of the deal."""


def look(at: Desk) -> Look:
    """What editors and readers are told."""
    if at.archive is desk_archive(at.deal):
        return _clean(at.deal)
    return _look(at)


def desk_archive(deal: str) -> Bench:
    """The records around a deal as they are."""
    return desk(deal).archive


@cache
def _clean(deal: str) -> Look:
    return _look(desk(deal))


def _look(at: Desk) -> Look:
    known = know(at.archive)
    return Look(check(at.archive, known), shown(known, at.deal))


def shown(known: Knowledge, deal: str) -> Shown:
    """What pages say of each group of claims of a deal."""
    return {
        (path, group.scope, group.basis or "", group.what or ""): group.agreement
        for path, figure in known.deals[deal].figures.items()
        for group in figure.groups
    }


def fresh(before: frozenset[Told], after: frozenset[Told], case: Case, codes: Container[str]) -> list[Told]:
    """The problems that were not told before: at another place or of another code, or at what was planted.

    One of `codes` that now names what was planted is new, too; any other that was told before merely has more to name.
    """
    places = {(one.code, one.at) for one in before}

    def is_new(one: Told) -> bool:
        if (one.code, one.at) not in places:
            return True
        named = one.code in codes and "bench-" in one.message
        return named or any(one.spot.meets(spot) for spot in case.planted)

    return sorted(one for one in after - before if is_new(one))


def at_place(one: Told, case: Case) -> bool:
    """Whether a problem stands at what was planted or at its evidence, or names it."""
    spots: tuple[Spot, ...] = (*case.planted, *case.evidence)
    return any(one.spot.meets(spot) for spot in spots) or "bench-" in one.message
