"""The bench of slips plants what it says: every form finds a deal, a twin is a valid record, halves and intervals hold."""

from __future__ import annotations

import doctest
from functools import cache

import pytest

from generator import rules
from generator.text import money
from tests.publications import GOLDEN, STORY
from tests.slips import bench, desk, score, table
from tests.slips.case import Case, Form
from tests.slips.desk import Desk
from tests.slips.kinds import KINDS

FORMS = {
    f"{kind.name}: {form.name}{' (twin)' if form in kind.twins else ''}": form
    for kind in KINDS
    for form in (*kind.forms, *kind.twins)
}
TWINS = {name: form for name, form in FORMS.items() if name.endswith("(twin)")}


@cache
def desks() -> tuple[Desk, ...]:
    """The deals of the story and of the golden publication, which no editor changes."""
    found = [desk.named(bench.whole(content)) for content in (STORY, GOLDEN)]
    every = [Desk(archive=bench.around(archive, name), deal=name) for archive in found for name in archive.deals]
    return tuple(sorted(every, key=lambda at: len(at.archive.deals)))  # the smallest ones are checked in no time


@cache
def first(form: Form) -> Case:
    return next(case for at in desks() if isinstance(case := form.plant(at), Case))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_plants_a_case_and_names_its_place_and_evidence(form: Form) -> None:
    case = first(form)
    assert case.before != case.after
    assert case.planted
    assert case.evidence
    assert case.says
    for at in (*case.planted, *case.evidence):
        folder, _, name = at.record.partition("/")
        assert name in case.after.archive.folders[folder]


@pytest.mark.parametrize("form", TWINS.values(), ids=TWINS)
def test_a_twin_leaves_the_records_valid(form: Form) -> None:
    case = first(form)
    told = {one.code for one in bench.errors(case.after.archive) - bench.errors(case.before.archive)}
    assert not told
    for one in case.after.claims():
        if one.value.low is not None:
            measure: money.Measure = (
                "share" if one.value.unit == "%" else "power" if one.value.unit in ("GW", "MW") else "money"
            )
            assert money.parse(desk.written(one.value), measure) == one.value


def test_every_kind_of_slip_has_a_form_held_out_and_codes_that_exist() -> None:
    for kind in KINDS:
        assert not kind.forms or any(form.held_out for form in kind.forms), kind.name
        assert any(not form.held_out for form in kind.forms) or kind.twins, kind.name
        assert set(kind.codes) <= rules.CODES, kind.name
    assert len(FORMS) == sum(len(kind.forms) + len(kind.twins) for kind in KINDS)


def test_halves_hang_on_the_id_alone_and_are_about_as_large() -> None:
    names = [f"deal-{number}" for number in range(1000)]
    assert 450 < sum(score.half(name) == "unused" for name in names) < 550


def test_a_problem_keeps_its_place_on_the_bench() -> None:
    archive = desks()[0].archive
    at = archive.at("deals", "x", "amount", "claims", 2)
    assert bench.spot(at) == bench.Spot(record="deals/x", way=("amount", "claims", 2))
    assert bench.spot(at).meets(bench.Spot(record="deals/x", way=("amount",)))
    assert not bench.spot(at).meets(bench.Spot(record="deals/x", way=("valuation",)))


def test_a_thousandfold_is_planted_found_and_counted_at_its_place() -> None:
    """From planting to the table, with a slip that has been told of since there are detectors."""
    kind = next(kind for kind in KINDS if kind.name == "thousand")
    form = kind.forms[0]
    at = next(one for one in desks() if isinstance(form.plant(one), Case))
    case = form.plant(at)
    assert isinstance(case, Case)
    before, after = (bench.check(one.archive, bench.know(one.archive)) for one in (case.before, case.after))
    found = [one for one in score.fresh(before, after, case, kind.codes) if one.code in kind.codes]
    assert found
    assert all(score.at_place(one, case) for one in found)


@pytest.mark.parametrize("module", [desk, score, table], ids=lambda module: module.__name__)
def test_the_examples_in_the_bench_are_true(module: object) -> None:
    ran = doctest.testmod(module)  # type: ignore[arg-type]
    assert ran.attempted
    assert not ran.failed
