"""Forecasts: who is scored for what, and what an issue may not change or forget."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from generator.analysis import forecasts
from generator.analysis.forecasts import Score, brier, score, standing
from generator.outputs.pages.forecasts import forecasts as forecasts_page
from generator.publish import pipeline
from generator.text.templating import Templates
from tests import builders
from tests.publications import Made

PROBABILITIES = st.integers(1, 99).map(lambda n: Decimal(n) / 100)
ISSUE = "briefings/2026-01-30-runde/briefing.yml"
DAY = date(2026, 6, 1)


@given(st.lists(st.tuples(PROBABILITIES, st.booleans()), min_size=1))
def test_a_score_lies_between_0_and_1(made: list[tuple[Decimal, bool]]) -> None:
    found = brier(made)
    assert found is not None
    assert 0 <= found.value <= 1
    assert found.n == len(made)


@given(st.lists(st.booleans(), min_size=1))
def test_always_saying_half_gives_a_quarter(outcomes: list[bool]) -> None:
    assert brier((Decimal("0.5"), happened) for happened in outcomes) == Score(len(outcomes), Decimal("0.25"))


def test_without_forecasts_there_is_no_score() -> None:
    assert brier([]) is None


def content(folder: Path, *entries: str, head: str = "") -> Path:
    """The valid publication with forecasts in its issue; each is the end of an entry."""
    outlook = "  - kind: outlook\n    forecasts:\n" + "".join(
        f"      - {{id: f-{n}, claim: {{de: Satz {n}., en: Claim {n}.}}, criteria: {{de: Probe., en: Test.}},"
        f" made: 2026-01-30, resolves_by: {DAY}, {entry}}}\n"
        for n, entry in enumerate(entries, start=1)
    )
    text = builders.FILES[ISSUE].replace("date: 2026-01-30\n", f"date: 2026-01-30\n{head}") + outlook
    return builders.publication(folder / "content", **{ISSUE: text})


def read(folder: Path, as_of: date = DAY) -> tuple[forecasts.Standing, ...]:
    checked, found = pipeline.check(builders.place(folder), as_of, as_of)
    assert checked is not None, found
    return standing(checked.archive, checked.then, as_of)


HAPPENED = "probability: 0.7, resolution: {outcome: happened, date: 2026-03-12, src: blatt-maerz}"
NOT = "probability: 0.4, resolution: {outcome: did_not_happen, date: 2026-06-01}"
VOID = "probability: 0.4, resolution: {outcome: void, date: 2026-06-01}"


def test_void_forecasts_and_open_ones_are_not_scored(tmp_path: Path) -> None:
    items = read(content(tmp_path, HAPPENED, NOT, VOID, "probability: 0.1"))
    assert [item.state for item in items] == ["resolved", "resolved", "resolved", "due"]
    assert score(items) == Score(2, (Decimal("0.09") + Decimal("0.16")) / 2)


def test_a_conditional_forecast_counts_only_if_its_condition_happened(tmp_path: Path) -> None:
    items = read(
        content(tmp_path, HAPPENED, NOT, f"{HAPPENED}, conditional_on: f-1", f"{HAPPENED}, conditional_on: f-2")
    )
    assert [item.scored for item in items] == [True, True, True, False]


def test_a_revised_probability_is_not_the_one_that_is_scored(tmp_path: Path) -> None:
    items = read(content(tmp_path, f"{HAPPENED}, revisions: [{{date: 2026-02-28, probability: 0.99}}]"))
    assert score(items) == Score(1, Decimal("0.09"))


def test_worked_examples_are_in_no_score(tmp_path: Path) -> None:
    items = read(content(tmp_path, HAPPENED, NOT, head="reconstructed: 2026-06\n"))
    assert all(item.example and not item.scored for item in items)
    assert score(items) is None


def test_the_story_s_forecasts_are_examples_and_three_are_resolved(story: Made) -> None:
    items = standing(story.checked.archive, story.checked.then, story.checked.as_of)
    assert score(items) is None
    assert {item.record.id for item in items if item.state == "resolved"} == {"f-2026-001", "f-2026-002", "f-2026-021"}


@pytest.mark.parametrize("name", ["story", "real"])
def test_a_resolution_names_what_decides_it_in_time(name: str, request: pytest.FixtureRequest) -> None:
    checked = request.getfixturevalue(name).checked
    for item in standing(checked.archive, checked.then, checked.as_of):
        if item.resolution:
            assert item.resolution.src, "a resolution names what decides it"
            assert item.resolution.date <= item.record.resolves_by


def test_a_resolution_is_not_known_before_its_day(tmp_path: Path) -> None:
    folder = content(tmp_path, HAPPENED)
    assert read(folder, date(2026, 3, 11))[0].state == "open"
    assert read(folder, date(2026, 3, 12))[0].state == "resolved"


@pytest.mark.parametrize(("days", "codes"), [(0, []), (14, []), (15, ["forecast-overdue"])])
def test_a_forecast_waits_fourteen_days(days: int, codes: list[str], tmp_path: Path) -> None:
    as_of = DAY + timedelta(days=days)
    _, found = pipeline.check(builders.place(content(tmp_path, "probability: 0.5")), as_of, as_of)
    assert [problem.code for problem in found] == codes


@pytest.mark.parametrize("head", ["reconstructed: 2026-06\n", "status: draft\n"])
def test_only_published_forecasts_that_count_can_be_overdue(head: str, tmp_path: Path) -> None:
    folder = content(tmp_path, "probability: 0.5", head=head)
    if "draft" in head:
        path = folder / ISSUE
        path.write_text(path.read_text("utf-8").replace("status: published\n", ""), "utf-8")
    _, found = pipeline.check(builders.place(folder), date(2027, 1, 1), DAY)
    assert found == ()


def page(folder: Path, language: str = "en") -> str:
    checked, found = pipeline.check(builders.place(folder), DAY, DAY)
    assert checked is not None, found
    editions = pipeline.editions(checked, Templates(builders.ROOT / "templates"))
    return html.unescape(forecasts_page(next(e for e in editions if e.language == language)).content.decode())


def test_the_page_shows_the_score_with_its_n_and_what_does_not_count(tmp_path: Path) -> None:
    shown = page(content(tmp_path, HAPPENED, NOT, VOID))
    assert ">0.125<" in shown
    assert "n = 2" in shown
    assert "1 more does not count" in shown


def test_every_forecast_has_its_address_and_examples_stand_apart(tmp_path: Path) -> None:
    shown = page(content(tmp_path, HAPPENED, "probability: 0.5", head="reconstructed: 2026-06\n"))
    assert re.findall(r'<li class="kb-forecast" id="([^"]+)"', shown) == ["f-1", "f-2"]
    assert shown.index("{#examples}") < shown.index('id="f-1"')
    assert "n = 0" in shown
    assert json.loads(shown.split("---")[1])["title"] == "Forecasts"


def test_home_tells_a_forecast_from_what_is_expected(story: Made) -> None:
    page = document_fromstring(story.text("docs/de/index.md"))
    told = {
        item.find("p").text_content().partition(" · ")[2]: "forecasts/" in item.find("a").get("href")
        for item in page.xpath("//section[@class='kb-ahead']//li")
    }
    assert told["Vorhersage (Beispiel)"] and not told["Abschluss"]
    assert all(is_forecast == kind.startswith("Vorhersage") for kind, is_forecast in told.items())
