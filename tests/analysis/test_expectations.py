"""The calendar: what is still to come, what became of what was, and what of it is tentative."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import cases, expectations
from generator.analysis.cases import ENOUGH, wilson
from generator.analysis.knowledge import Knowledge
from generator.outputs.pages.agenda import calendar as calendar_page
from generator.publish import pipeline
from generator.text.templating import Templates
from generator.views import agenda
from generator.views.edition import Edition
from tests import builders
from tests.publications import Made

DAY = date(2026, 7, 1)
HEAD = """\
kind: funding_round
subject: beispiel-labs
title: {de: Beispiel Labs sammelt Geld ein, en: Beispiel Labs raises money}
amount: 4.5mn EUR
src: blatt-januar
"""


def deal(folder: Path, expected: str, status: str = "{to: announced, date: 2026-01-29}") -> Path:
    text = f"{HEAD}status: [{status}]\nexpected:\n{expected}"
    return builders.publication(folder / "content", **{"deals/runde.yml": text})


def know(folder: Path, as_of: date = DAY) -> Knowledge:
    checked, found = pipeline.check(builders.place(folder), as_of, as_of)
    assert checked is not None, found
    return checked.today


@pytest.mark.parametrize(
    ("by", "comes", "passed"),
    [
        ("2026-07-02", True, False),
        ("2026-07-01", True, False),
        ("2026-06-30", False, True),
        ("2026-04-02", False, True),
        ("2026-04-01", False, False),
        ("2026-07", True, False),
        ("2026-06", False, True),
    ],
)
def test_a_date_is_to_come_until_its_day_is_over_and_is_remembered_for_90_days(
    by: str, comes: bool, passed: bool, tmp_path: Path
) -> None:
    today = know(deal(tmp_path, f"  - {{event: close, by: {by}, src: blatt-januar}}\n"))
    assert bool(expectations.upcoming(today)) == comes
    assert bool(expectations.passed(today)) == passed


@pytest.mark.parametrize(
    ("expected", "tentative"),
    [
        ("  - {event: close, by: 2026-09-30, src: blatt-januar}\n", [False]),
        ("  - {event: close, by: 2026-09, src: blatt-januar}\n", [True]),
        ("  - {event: close, from: 2026-08-01, to: 2026-09-30, src: blatt-januar}\n", [True]),
        (
            "  - {event: close, by: 2026-09-30, src: blatt-januar}\n  - {event: close, by: 2026-12-31, src: blatt-januar}\n",
            [True, True],
        ),
        (
            "  - {event: payment, by: 2026-09-30, src: blatt-januar}\n  - {event: payment, by: 2026-12-31, src: blatt-januar}\n",
            [False, False],
        ),
    ],
    ids=["a day", "a month", "a span", "rival days", "two payments"],
)
def test_what_is_not_one_certain_day_is_tentative(expected: str, tentative: list[bool], tmp_path: Path) -> None:
    assert [event.tentative for event in expectations.upcoming(know(deal(tmp_path, expected)))] == tentative


@pytest.mark.parametrize(
    ("event", "last", "comes"),
    [
        ("close", "closed", False),
        ("delivery", "closed", True),
        ("close", "cancelled", False),
        ("delivery", "cancelled", False),
        ("close", "signed", True),
        ("decision", "closed", False),
        ("ipo", "closed", True),
    ],
)
def test_what_a_status_settles_is_no_longer_to_come(event: str, last: str, comes: bool, tmp_path: Path) -> None:
    status = f"{{to: announced, date: 2026-01-29}}, {{to: {last}, date: 2026-03-12}}"
    folder = deal(tmp_path, f"  - {{event: {event}, by: 2026-09-30, src: blatt-januar}}\n", status)
    assert bool(expectations.upcoming(know(folder))) == comes
    (entry,) = agenda.entries(editions(folder)["de"])
    assert (entry.state == "tentative") == comes, "the page and the calendar file follow one rule"


def test_a_closing_settles_the_listing_that_the_deal_is(tmp_path: Path) -> None:
    status = "{to: announced, date: 2026-01-29}, {to: closed, date: 2026-03-12}"
    folder = deal(tmp_path, "  - {event: ipo, by: 2026-09-30, src: blatt-januar}\n", status)
    file = folder / "deals" / "runde.yml"
    file.write_text(file.read_text("utf-8").replace("kind: funding_round", "kind: ipo"), "utf-8")
    assert expectations.upcoming(know(folder)) == ()


def editions(folder: Path) -> dict[str, Edition]:
    checked, found = pipeline.check(builders.place(folder), DAY, DAY)
    assert checked is not None, found
    return {e.language: e for e in pipeline.editions(checked, Templates(builders.ROOT / "templates"))}


def rendered(folder: Path) -> str:
    return calendar_page(editions(folder)["de"]).content.decode()


def test_the_page_says_what_became_of_it(tmp_path: Path) -> None:
    status = "{to: announced, date: 2026-01-29}, {to: closed, date: 2026-03-12}"
    done = rendered(deal(tmp_path / "done", "  - {event: close, by: 2026-06-30, src: blatt-januar}\n", status))
    assert "abgeschlossen am 12.\u00a0März 2026" in done
    waiting = rendered(deal(tmp_path / "waiting", "  - {event: close, by: 2026-06-30, src: blatt-januar}\n"))
    assert "Kein Vollzug bekannt; Stand: angekündigt" in waiting


def test_a_page_without_dates_is_no_dead_end(tmp_path: Path) -> None:
    shown = rendered(builders.publication(tmp_path / "content"))
    assert "Im Augenblick wird nichts mit einem Datum erwartet" in shown
    assert "ist kein erwartetes Datum verstrichen" in shown


@pytest.mark.parametrize("name", ["story", "real"])
def test_cases_begin_with_what_was_sought_and_end_with_what_was_agreed(
    name: str, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(name)
    found = cases.cases(made.checked.today)
    assert found or name == "real"
    for case in found:
        days = [claim.known for claim in (*case.sought, case.agreed)]
        assert None not in days and days == sorted(days, key=lambda day: day or date.min)
        assert {claim.record.scope for claim in case.sought} == {"sought"}
        assert case.agreed.record.scope == "headline"
        assert len({str(claim.value) for claim in case.sought}) == len(case.sought)
    few = len([case for case in found if case.held is not None]) < ENOUGH
    assert (cases.share_held(found) is None) == few, "too few give no share"


def test_a_share_is_given_from_thirty_cases_on(story: Made) -> None:
    one = next(case for case in cases.cases(story.checked.today) if case.held)
    assert cases.share_held([one] * (ENOUGH - 1)) is None
    share = cases.share_held([one] * ENOUGH)
    assert share is not None and (share.k, share.n, share.high) == (ENOUGH, ENOUGH, 1)
    assert Decimal("0.88") < share.low < 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_holds_the_share_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    share = wilson(*pair)
    tiny = Decimal("1E-20")
    assert 0 <= share.low <= Decimal(share.k) / share.n + tiny
    assert Decimal(share.k) / share.n - tiny <= share.high <= 1
