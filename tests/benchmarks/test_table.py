"""The table of goals says what was measured, and judges it rightly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import goals, table, tables
from benchmarks.results import Figure, Result, joined, keep, kept
from tests.publications import ROOT

EXPECTED = Path(__file__).parent / "expected.md"
"""The whole text for two sizes; whoever changes its words reads it and writes it anew: `python -m tests.benchmarks`."""


def figure(*values: float, cpu: float | None = None) -> Figure:
    return Figure(values=values, cpu=() if cpu is None else (cpu,))


SMALL = Result(
    asked=1000,
    pages=982,
    date="2026-11-21",
    runs=3,
    machine="A processor, 2 cores, 24 GiB, Linux 6.1",
    versions=("Python 3.11.7", "mkdocs 1.6.1", "hugo 0.168.0"),
    figures={
        "edit": figure(1.4, 1.2, 1.6),
        "edit-whole": figure(3, 2.9, 3.4, cpu=4.2),
        "unchanged": figure(0.41, 0.4, 0.5, cpu=0.4),
        "template": figure(3, 2.8, 3.1),
        "cold": figure(10, 9, 12),
        "cold-whole": figure(13, 11, 14, cpu=15.5),
        "html": figure(1, 0.9, 1.2),
        "publish": figure(9, cpu=11),
        "picture": figure(57.5),
        "check": figure(2, 2, 2.4, cpu=2),
        "memory": figure(249.6),
        "store": figure(248),
        "mkdocs": figure(4, 3.9, 4.4, cpu=4),
        "hugo": figure(0.5, 0.4, 0.5, cpu=0.7),
    },
    stages={"check": figure(2, 2, 2.1), "pages": figure(3, 2.9, 3), "write": figure(0.01, 0.01, 0.01)},
    publish={"check": figure(2.5), "search": figure(4)},
    notes=("eleventy was not measured: it needs node and npm, which are not installed",),
)
LARGE = replace(
    SMALL,
    asked=10000,
    pages=9990,
    runs=1,
    figures={"edit": figure(6.5), "edit-whole": figure(31, cpu=40), "hugo": figure(5, cpu=7)},
    stages={"check": figure(22), "pages": figure(34), "write": figure(0.4)},
    publish={},
    notes=(),
)


def test_the_tables_are_as_they_were_accepted() -> None:
    assert tables.whole([SMALL, LARGE]) + "\n" + tables.serving([SMALL, LARGE]) == EXPECTED.read_text("utf-8")


def test_one_size_alone_has_its_stages_and_no_growth() -> None:
    text = tables.whole([SMALL])
    assert "| pages | 3.00 s | – |" in text and "| times |" not in text


@pytest.mark.parametrize(
    ("key", "value", "verdict"),
    [
        ("edit", 1.5, True),
        ("edit", 1.51, False),
        ("cold", 10.0, True),  # 2.5 × the four seconds of plain MkDocs
        ("cold", 10.1, False),
        ("template", 3.0, True),
        ("html", 0.1, None),  # nothing to compare with
        ("edit-whole", 0.1, None),  # no goal
    ],
)
def test_a_goal_is_met_up_to_its_limit(key: str, value: float, verdict: bool | None) -> None:
    (row,) = (row for row in goals.ROWS if row.key == key)
    result = replace(SMALL, figures={**SMALL.figures, key: figure(value)})
    assert goals.met(row, result) is verdict


def test_a_size_without_goals_is_not_judged() -> None:
    assert {goals.met(row, replace(SMALL, asked=300)) for row in goals.ROWS} == {None}


def test_a_stage_may_grow_as_the_pages_and_a_tenth() -> None:
    grown = goals.grown(SMALL, LARGE)
    assert grown["check"] == (2, 22, 11, True)
    assert not grown["pages"][3]
    assert grown["write"][3], "what takes no time at the small size is not held against the large one"


def test_results_are_kept_by_size_and_the_newest_counts(tmp_path: Path) -> None:
    keep(LARGE, tmp_path)
    keep(replace(SMALL, runs=9), tmp_path)
    keep(SMALL, tmp_path)
    assert kept(tmp_path) == (SMALL, LARGE)
    newer = replace(LARGE, date="2026-12-01")
    assert joined(kept(tmp_path), [newer]) == (SMALL, newer)


@pytest.mark.parametrize("file", [table.README, table.SCALE], ids=lambda file: file.name)
def test_a_document_is_filled_between_its_marks_and_nowhere_else(file: Path) -> None:
    text = (ROOT / file).read_text("utf-8")
    once = table.filled(text, "| a table |\n")
    assert once.split(table.BEGIN)[0] == text.split(table.BEGIN)[0]
    assert once.split(table.END)[1] == text.split(table.END)[1]
    assert table.filled(once, "| a table |\n") == once and "\n| a table |\n" in once


def test_what_cannot_be_measured_is_said_when_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        table.main(["--only", "edit,speed"])
    assert "there is no speed; there are edit, unchanged" in capsys.readouterr().err
