"""Same content, same bytes: no clock, no zone, no locale, no hash order; and nothing that is not public leaks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish.output_folder import PARTS
from tests.publications import GOLDEN, ROOT

pytestmark = pytest.mark.usefixtures("engine")
COMMAND = Path(sys.executable).parent / "kapitalbrief"
SECRET = "Geheimniskraemer"
HIDDEN = {
    "a draft": "date: 2026-02-01\nstatus: draft",
    "under review": "date: 2026-02-01\nstatus: review",
    "under embargo": "date: 2026-02-01\nstatus: published\nembargo_until: 2026-04-20T06:00:00+02:00",
    "to appear later": "date: 2026-02-01\nstatus: published\npublish_at: 2026-04-16T00:30:00+02:00",
    "of a later date": "date: 2026-04-16\nstatus: published",
}
WORDS = f"""
title: {{de: "{SECRET} Titel", en: "{SECRET} title"}}
summary: {{de: "{SECRET} Text", en: "{SECRET} text"}}
key_points: {{de: ["{SECRET} Punkt"], en: ["{SECRET} point"]}}
lead: nordlicht-runde-2026
deals: [nordlicht-runde-2026, wolke-vertrag-2026]
sections:
  - {{kind: news, id: nachricht, heading: {{de: "{SECRET} Kopf", en: "{SECRET} head"}}}}
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file that a build makes below a folder, by path; what it keeps for the next one is not among them."""
    files = (path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def run(out: Path, cwd: Path, **environment: str) -> None:
    command = [str(COMMAND), "build", "--content", str(GOLDEN), "--out", str(out), "--as-of", "2026-04-15"]
    inherited = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        command, cwd=cwd, env={**inherited, **environment}, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds on machines that differ in everything a build must not look at."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    run(here, ROOT, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1", SOURCE_DATE_EPOCH="86400", COLUMNS="40")
    run(there, there, TZ="America/Los_Angeles", LC_ALL="tr_TR.UTF-8", LANGUAGE="tr", PYTHONHASHSEED="4242")
    return here, there


def test_two_builds_are_the_same_byte_for_byte(twice: tuple[Path, Path]) -> None:
    one, other = (tree(folder) for folder in twice)
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def test_a_build_into_an_existing_output_leaves_nothing_of_the_old_one(twice: tuple[Path, Path]) -> None:
    folder, fresh = twice
    (folder / "site" / "de" / "gone.html").write_text("old")
    run(folder, ROOT)
    assert tree(folder) == tree(fresh)


@pytest.mark.parametrize("text", ["/tmp/", str(ROOT), os.fsdecode(Path.home()) + "/"])
def test_no_file_names_the_machine_it_was_made_on(text: str, twice: tuple[Path, Path]) -> None:
    assert [path for path, content in tree(twice[0]).items() if text.encode() in content] == []


@pytest.fixture(scope="module")
def guarded(engine: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All that is built from content with five issues that nobody may see yet."""
    content = tmp_path_factory.mktemp("guarded") / "content"
    shutil.copytree(GOLDEN, content)
    for number, (_, status) in enumerate(HIDDEN.items()):
        day = status.split()[1]
        folder = content / "briefings" / f"{day}-{SECRET.lower()}-{number}"
        folder.mkdir()
        (folder / "briefing.yml").write_text(f"{status}{WORDS}", "utf-8")
        for language in ("de", "en"):
            (folder / f"nachricht.{language}.md").write_text(f"{SECRET} [[nordlicht]]\n", "utf-8")
    out = tmp_path_factory.mktemp("output")
    engine(content, out, painted=True)
    return tree(out)


@pytest.mark.parametrize("number", range(len(HIDDEN)), ids=list(HIDDEN))
def test_an_issue_that_is_not_public_is_in_no_path(number: int, guarded: dict[str, bytes]) -> None:
    assert [path for path in guarded if f"{SECRET.lower()}-{number}" in path] == []


def test_an_issue_that_is_not_public_is_in_no_file_of_any_kind(guarded: dict[str, bytes]) -> None:
    word = SECRET.lower().encode()
    assert [path for path, content in guarded.items() if word in content.lower()] == []


def test_issues_that_are_not_public_change_nothing_at_all(guarded: dict[str, bytes], twice: tuple[Path, Path]) -> None:
    public = tree(twice[1])
    assert sorted(guarded) == sorted(public)
    assert [path for path in public if public[path] != guarded[path]] == []


def test_an_issue_appears_on_the_day_of_its_embargo(engine: Callable[..., Path], tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN, content)
    name = f"2026-02-01-{SECRET.lower()}"
    (content / "briefings" / name).mkdir()
    status = HIDDEN["under embargo"].replace("2026-04-20", "2026-04-15")
    (content / "briefings" / name / "briefing.yml").write_text(f"{status}{WORDS}", "utf-8")
    engine(content, tmp_path / "out")
    assert (tmp_path / "out" / "site" / "de" / "briefings" / name / "index.html").is_file()
