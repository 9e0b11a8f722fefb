"""Problems are told to people, to tools and to pull requests; the exit code says whether anything must be mended."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.text.problems import FORMATS, Position, Problem, did_you_mean, has_errors, present, sort
from tests import builders

ERROR = Problem(Position("deals/x.yml", 3, 9), "number", "expected an amount, found '50 %'", "write:\n50bn, or 60bn")
WARNING = Problem(Position("deals/ä,b.yml", 12, 1), "status-order", "a step back", severity="warning")
NOTICE = replace(WARNING, severity="notice")
NEW, KNOWN = replace(WARNING, review="new"), replace(WARNING, review="known")
STEP_BACK = """\
kind: stake
subject: beispiel-labs
title: {de: Runde, en: Round}
src: blatt-januar
status: [{to: signed, date: 2026-01-29}, {to: announced, date: 2026-02-01}]
"""


def test_people_read_place_severity_message_code_and_hint() -> None:
    assert present([ERROR, WARNING], "text") == (
        "deals/ä,b.yml:12:1: warning: a step back [status-order]\n"
        "deals/x.yml:3:9: error: expected an amount, found '50 %' [number]\n"
        "    write:\n50bn, or 60bn\n"
        "1 error, 1 warning"
    )


@pytest.mark.parametrize(
    ("problems", "last"),
    [
        ([], "no problems"),
        ([ERROR], "1 error, 0 warnings"),
        ([WARNING, WARNING], "0 errors, 2 warnings"),
        ([ERROR] * 3, "3 errors, 0 warnings"),
        ([ERROR, WARNING, NEW, KNOWN, KNOWN], "1 error, 4 warnings (2 known, 1 new)"),
        ([NOTICE, KNOWN], "0 errors, 1 warning (1 known), 1 notice"),
    ],
)
def test_people_read_a_count_at_the_end(problems: list[Problem], last: str) -> None:
    assert present(problems, "text").splitlines()[-1] == last


def test_tools_read_every_field() -> None:
    assert json.loads(present([ERROR, WARNING], "json")) == {
        "problems": [
            {
                "path": "deals/x.yml",
                "line": 3,
                "column": 9,
                "code": "number",
                "severity": "error",
                "message": "expected an amount, found '50 %'",
                "hint": "write:\n50bn, or 60bn",
            },
            {
                "path": "deals/ä,b.yml",
                "line": 12,
                "column": 1,
                "code": "status-order",
                "severity": "warning",
                "message": "a step back",
                "hint": "",
            },
        ]
    }


def test_tools_read_json_where_there_are_no_problems() -> None:
    assert json.loads(present([], "json")) == {"problems": []}


def test_pull_requests_read_one_escaped_line_a_problem() -> None:
    # The escapes are those of actions/toolkit: packages/core/src/command.ts (escapeData, escapeProperty).
    assert present([ERROR, WARNING], "github").split("\n") == [
        "::error file=deals/x.yml,line=3,col=9,title=number::"
        "expected an amount, found '50 %25' (write:%0A50bn, or 60bn)",
        "::warning file=deals/ä%2Cb.yml,line=12,col=1,title=status-order::a step back",
    ]


def test_pull_requests_read_nothing_where_there_are_no_problems() -> None:
    assert present([], "github") == ""


def test_problems_are_sorted_by_place_and_told_once() -> None:
    def at(path: str, line: int, column: int) -> Problem:
        return Problem(Position(path, line, column), "number", "message")

    wanted = (at("a", 2, 1), at("a", 2, 9), at("a", 10, 1), at("b", 1, 1))
    assert sort([*reversed(wanted), *wanted]) == wanted


def test_only_errors_are_errors() -> None:
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert not has_errors([])


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("ammount", ["amount", "valuation"], "did you mean 'amount'?"),
        ("Amount", ["amount"], "did you mean 'amount'?"),
        ("eur", ["EUR", "USD"], "did you mean 'EUR'?"),
        ("xyzzy", ["amount", "valuation"], ""),
        ("", ["amount"], ""),
        ("amount", [], ""),
    ],
)
def test_a_near_word_is_offered_and_a_far_one_is_not(word: str, known: list[str], meant: str) -> None:
    assert did_you_mean(word, known) == meant


def test_the_offered_word_does_not_depend_on_the_order_of_the_known_ones() -> None:
    known = ["beta-1", "beta-2", "beta-3"]
    assert did_you_mean("beta-", known) == did_you_mean("beta-", reversed(known))


def run(*arguments: str) -> Result:
    """The command as a shell would run it."""
    return CliRunner().invoke(main, ["check", *arguments])


def test_good_content_ends_with_0(tmp_path: Path) -> None:
    result = run("--content", str(builders.publication(tmp_path)))
    assert (result.exit_code, result.output) == (0, "no problems\n")


def test_warnings_are_printed_and_end_with_0(tmp_path: Path) -> None:
    result = run("--content", str(builders.publication(tmp_path, **{"deals/x.yml": STEP_BACK})))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning")
    assert "[status-order]" in result.stdout


def test_an_error_ends_with_1(tmp_path: Path) -> None:
    result = run("--content", str(builders.publication(tmp_path, **{"publication.yml": None})))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 error, 0 warnings")


def test_a_content_folder_that_is_not_there_ends_with_1(tmp_path: Path) -> None:
    result = run("--content", str(tmp_path / "gone"))
    assert result.exit_code == 1
    assert "[no-content]" in result.stdout and "--content" in result.stdout


@pytest.mark.parametrize(
    "wrong",
    [["--colour"], ["--format", "xml"], ["--as-of", "30.01.2026"], ["--as-of"], ["extra"]],
    ids=lambda wrong: " ".join(wrong),
)
def test_wrong_usage_ends_with_2(wrong: list[str]) -> None:
    assert run(*wrong).exit_code == 2


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_has_the_same_exit_code(tmp_path: Path, style: str) -> None:
    content = str(builders.publication(tmp_path, **{"deals/x.yml": "kind: stake\n"}))
    assert run("--content", content, "--format", style).exit_code == 1


def test_json_is_all_that_standard_output_holds(tmp_path: Path) -> None:
    content = str(builders.publication(tmp_path, **{"deals/x.yml": "kind: stake\n"}))
    (problem,) = json.loads(run("--content", content, "--format", "json").stdout)["problems"]
    assert (problem["code"], problem["line"], problem["column"]) == ("missing-field", 1, 1)


def test_paths_are_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builders.publication(tmp_path / "content", **{"deals/x.yml": "kind: stake\n"})
    monkeypatch.chdir(tmp_path)
    assert run().stdout.startswith("content/deals/x.yml:1:1: error: ")


def test_the_day_of_knowledge_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deal = "kind: stake\nsubject: beispiel-labs\ntitle: {de: A, en: A}\nsrc: blatt-maerz\namount: 1mn USD\n"
    content = str(builders.publication(tmp_path, **{"deals/x.yml": deal}))
    assert run("--content", content, "--as-of", "2026-03-11").exit_code == 0
    assert run("--content", content, "--as-of", "2026-03-12").exit_code == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773187200")  # 2026-03-11T00:00:00Z
    assert run("--content", content).exit_code == 0


@pytest.mark.parametrize("epoch", ["gestern", "1e9", "99999999999999999", "-99999999999999999"])
def test_a_clock_that_is_none_is_wrong_use(epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    found = run("--content", str(builders.publication(tmp_path)))
    assert (found.exit_code, f"expected seconds since 1970, found '{epoch}'" in found.stderr) == (2, True)
