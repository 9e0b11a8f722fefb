"""Snapshots are whole and a chain: whatever is done to one of three, `check` names it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish import pipeline
from generator.text import digests
from generator.text.problems import Problem
from tests import builders
from tests.publications import STORY

FIRST, SECOND, THIRD = "2026-01-30-openai-runde", "2026-02-27-openai-ankuendigung", "2026-03-31-openai-abschluss"
DAY = date(2026, 7, 1)
pytestmark = pytest.mark.frozen


@dataclass(frozen=True, slots=True)
class Copy:
    """A publication with three frozen issues, to be spoilt."""

    content: Path

    def file(self, issue: str) -> Path:
        return self.content / "briefings" / issue / "snapshot.json"

    def edit(self, issue: str, change: Callable[[dict[str, Any]], None], *, seal: bool) -> None:
        """Changes a snapshot, as a careless (or with `seal` a careful) hand would."""
        whole = json.loads(self.file(issue).read_bytes())
        change(whole)
        if seal:
            whole["sha256"] = digests.of_json({key: value for key, value in whole.items() if key != "sha256"})
        self.file(issue).write_text(json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        day = ("--content", str(self.content), "--as-of", str(DAY))
        result = CliRunner().invoke(main, [*arguments, *day])
        return result.exit_code, result.output

    def told(self) -> list[Problem]:
        found = pipeline.check(builders.place(self.content), DAY, DAY)[1]
        return [problem for problem in found if problem.severity == "error"]

    def only(self) -> Problem:
        (problem,) = self.told()
        return problem


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(shutil.copytree(STORY, tmp_path / "content"))


def test_the_untouched_chain_holds(copy: Copy) -> None:
    assert copy.told() == []


def test_a_removed_snapshot_is_named_wherever_it_stood(copy: Copy) -> None:
    copy.file(SECOND).unlink()
    assert {(p.code, SECOND in p.message) for p in copy.told()} == {("not-frozen", True), ("snapshot-chain", True)}
    copy.file(THIRD).unlink()
    assert {(p.code, p.message.split("'")[1]) for p in copy.told()} == {("not-frozen", SECOND), ("not-frozen", THIRD)}


def test_an_issue_that_is_taken_away_whole_is_named(copy: Copy) -> None:
    shutil.rmtree(copy.content / "briefings" / SECOND)
    assert f"the snapshot of '{SECOND}' was removed" in " ".join(problem.message for problem in copy.told())


def _rounded_up(whole: dict[str, Any]) -> None:
    figure = whole["figures"]["openai-amazon-stake-2026/amount"]
    figure["claims"][figure["shown"]]["known"] = "2026-01-30"


@pytest.mark.parametrize("issue", [FIRST, SECOND, THIRD])
def test_a_value_edited_by_hand_is_named(issue: str, copy: Copy) -> None:
    copy.edit(issue, _rounded_up, seal=False)
    problem = copy.only()
    assert problem.code == "bad-snapshot" and issue in problem.message and "was edited" in problem.message


@pytest.mark.parametrize(("issue", "later"), [(FIRST, SECOND), (SECOND, THIRD)])
def test_an_edit_with_a_new_digest_is_named_by_the_later_one(issue: str, later: str, copy: Copy) -> None:
    copy.edit(issue, _rounded_up, seal=True)
    problem = copy.only()
    assert problem.code == "snapshot-chain"
    assert problem.message == f"the snapshot of '{issue}' was edited or made anew after '{later}' was frozen"


def test_two_swapped_snapshots_are_named(copy: Copy) -> None:
    first, second = copy.file(FIRST).read_bytes(), copy.file(SECOND).read_bytes()
    copy.file(FIRST).write_bytes(second)
    copy.file(SECOND).write_bytes(first)
    told = copy.told()
    assert [problem.code for problem in told] == ["bad-snapshot", "bad-snapshot"]
    assert f"this is the snapshot of '{SECOND}'" in told[0].message


def test_two_issues_that_changed_their_places_are_named(copy: Copy) -> None:
    """Names and dates swapped, and each snapshot sealed again: the chain still says who was first."""
    swapped = {FIRST: "2026-03-01-openai-runde", SECOND: "2026-01-30-openai-ankuendigung"}
    for old, new in swapped.items():
        folder = (copy.content / "briefings" / old).rename(copy.content / "briefings" / new)
        copy.replace(f"briefings/{new}/briefing.yml", f"date: {old[:10]}", f"date: {new[:10]}")
        assert folder.is_dir()
        copy.edit(new, lambda whole, new=new: whole.update(briefing=new, date=new[:10]), seal=True)
    told = [problem.message for problem in copy.told() if problem.code == "snapshot-chain"]
    assert any(new in message for new in swapped.values() for message in told)


def test_an_issue_that_is_dated_back_is_named(copy: Copy) -> None:
    new = "2026-01-01-openai-abschluss"
    (copy.content / "briefings" / THIRD).rename(copy.content / "briefings" / new)
    copy.replace(f"briefings/{new}/briefing.yml", f"date: {THIRD[:10]}", "date: 2026-01-01")
    assert any(p.code == "bad-snapshot" and THIRD in p.message for p in copy.told())
    copy.edit(new, lambda whole: whole.update(briefing=new, date="2026-01-01"), seal=True)
    told = [problem.message for problem in copy.told() if problem.code == "snapshot-chain"]
    assert f"'{new}' was frozen after '{SECOND}' of 2026-02-27, but is dated 2026-01-01: it was dated back" in told


def test_an_older_issue_that_turns_up_later_is_named(copy: Copy) -> None:
    added = "2026-01-02-spaet"
    folder = copy.content / "briefings" / added
    folder.mkdir()
    text = builders.FILES["briefings/2026-01-30-runde/briefing.yml"].partition("lead:")[0]
    (folder / "briefing.yml").write_text(text.replace("2026-01-30", "2026-01-02"), "utf-8")
    code, said = copy.run("freeze", added)
    assert code == 2 and f"earlier than '{FIRST}', which is frozen" in said and "--again" in said
    code, said = copy.run("freeze", added, "--again")
    assert code == 0 and all(issue in said for issue in (FIRST, SECOND, THIRD))
    assert copy.told() == []


def test_one_made_anew_is_named_unless_the_later_ones_follow(copy: Copy) -> None:
    kept = copy.file(THIRD).read_bytes()
    copy.replace(f"briefings/{FIRST}/nachricht.de.md", "OpenAI", "Die Firma")
    assert copy.run("freeze", FIRST)[0] == 1, "a text departs from the snapshot"
    code, said = copy.run("freeze", FIRST, "--again")
    assert code == 0 and "these name it as the one before now" in said and "`corrections`" in said
    assert copy.told() == []
    now, then = json.loads(copy.file(THIRD).read_bytes()), json.loads(kept)
    assert {key for key in now if now[key] != then[key]} == {"previous", "sha256"}, "what readers saw of it stays"
    copy.file(THIRD).write_bytes(kept)
    assert f"the snapshot of '{SECOND}' was edited or made anew" in copy.only().message


@pytest.mark.parametrize(
    ("path", "old", "new", "field"),
    [
        (f"briefings/{FIRST}/nachricht.de.md", "OpenAI", "Die Firma", "nachricht.body"),
        (f"briefings/{FIRST}/briefing.yml", 'de: "OpenAIs neue', 'de: "Neu: OpenAIs neue', "title"),
        (
            f"briefings/{FIRST}/briefing.yml",
            'key_points:\n  de:\n    - "',
            'key_points:\n  de:\n    - "Neu. ',
            "key_points",
        ),
    ],
)
def test_a_text_that_changes_is_named_until_a_correction_tells_readers(
    path: str, old: str, new: str, field: str, copy: Copy
) -> None:
    copy.replace(path, old, new)
    problem = copy.only()
    assert problem.code == "published-text-changed" and f"'{field}'" in problem.message and FIRST in problem.message
    offered = problem.hint.partition("corrections: ")[2].replace("…", "Vertippt.")
    issue = copy.content / "briefings" / FIRST / "briefing.yml"
    issue.write_text(f"{issue.read_text('utf-8')}corrections: {offered}\n", "utf-8")
    assert copy.told() == []
    # The correction speaks of the text as it stands, so a further change is told again.
    copy.replace(path, new, new.replace("Neu", "Noch neuer").replace("Die", "Eine"))
    assert copy.only().code == "published-text-changed"


def test_corrections_break_no_chain(copy: Copy) -> None:
    issue = copy.content / "briefings" / FIRST / "briefing.yml"
    words = "{date: 2026-06-01, field: fazit.body, was: a, now: b, severity: typo, reason: {de: So., en: So.}}"
    issue.write_text(f"{issue.read_text('utf-8')}corrections: [{words}]\n", "utf-8")
    assert copy.told() == []


def test_a_scheduled_issue_needs_no_snapshot_yet(tmp_path: Path) -> None:
    content = builders.publication(tmp_path / "content")
    here = builders.place(content)
    assert [p.code for p in pipeline.check(here, date(2026, 1, 29), DAY)[1]] == []
    (problem,) = pipeline.check(here, date(2026, 1, 30), DAY)[1]
    assert problem.code == "not-frozen" and "kapitalbrief freeze 2026-01-30-runde" in problem.hint


def test_everything_is_frozen_in_order_of_date(copy: Copy) -> None:
    for issue in (FIRST, SECOND, THIRD):
        copy.file(issue).write_text('{"schema": 1}', "utf-8")
    assert {problem.hint for problem in copy.told()} == {"freeze all issues anew: kapitalbrief freeze --all --again"}
    code, said = copy.run("freeze", "--all", "--again")
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("freezing")] == [
        f"freezing {issue}" for issue in (FIRST, SECOND, THIRD)
    ]
    assert copy.told() == []
    assert copy.run("freeze", "--all") == (0, "every published issue is frozen\n")


def test_issues_are_frozen_in_order(copy: Copy) -> None:
    for issue in (SECOND, THIRD):
        copy.file(issue).unlink()
    code, said = copy.run("freeze", THIRD)
    assert code == 2 and f"freeze '{SECOND}' first" in said
    assert copy.run("freeze", SECOND)[0] == 0
    assert copy.run("freeze", THIRD)[0] == 0
    copy.file(FIRST).unlink()
    code, said = copy.run("freeze", "--all")
    assert code == 2 and f"'{FIRST}' has no snapshot and is earlier than '{SECOND}'" in said


def test_a_snapshot_holds_what_readers_were_told(copy: Copy) -> None:
    whole = json.loads(copy.file(FIRST).read_bytes())
    claim = whole["figures"]["openai-amazon-stake-2026/amount"]["claims"]["amz-wsj"]
    assert claim["value"] == "up to 50bn USD" and claim["bound"] == "up to" and claim["scope"] == "sought"
    assert claim["said"] and claim["origins"][0] == "wsj"
    page = whole["sources"][claim["src"][0]]
    assert set(page) == {"publisher", "url"} and page["url"].startswith("https://")
    assert set(whole["title"]) == {"de", "en"} and "fazit.body" in whole["texts"]
    assert json.loads(copy.file(SECOND).read_bytes())["previous"] == {"briefing": FIRST, "sha256": whole["sha256"]}


def test_the_digest_can_be_made_with_any_tool(copy: Copy) -> None:
    """As `docs/decisions` has it: sorted keys, no white space, UTF-8, without the digest itself."""
    whole = json.loads(copy.file(FIRST).read_bytes())
    seal = whole.pop("sha256")
    plain = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert hashlib.sha256(plain).hexdigest() == seal
