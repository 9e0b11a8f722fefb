"""Editors may edit: with three deals gone and three new ones, content is valid and no test knows the difference."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.text import problems
from tests import builders
from tests.edited import NEW, edited
from tests.publications import ROOT

CONTENT = ROOT / "content"
"""Always the project's own: content that was edited so already cannot be edited again."""


@pytest.fixture
def after(tmp_path: Path) -> Path:
    return edited(CONTENT, tmp_path / "content")


def test_the_edits_are_valid_and_change_something(after: Path) -> None:
    checked, found = builders.check(after)
    assert checked is not None, problems.present(found, "text")
    before, now = ({path.stem for path in (folder / "deals").rglob("*.yml")} for folder in (CONTENT, after))
    assert now - before == {Path(name).stem for name in NEW if name.startswith("deals/")}
    assert len(before - now) == 3


@pytest.mark.soak
def test_the_suite_does_not_notice(after: Path) -> None:
    """Everything that looks at the real content, in a pytest of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "content", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if "PYTEST" not in key}
        | {"KAPITALBRIEF_CONTENT": str(after)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
