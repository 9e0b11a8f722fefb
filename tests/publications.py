"""The publications that tests look at: the golden one, the story and the real one, made in memory or built on disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unittest.mock import patch

from generator.charts import painting
from generator.outputs import OUTPUTS
from generator.publish import pipeline
from generator.publish.pipeline import Checked
from generator.publish.place import Place
from generator.text.locales import Locale
from generator.text.problems import Problem
from generator.text.templating import Templates
from generator.views.edition import Edition, every_file
from generator.views.tables import parquet
from tests.unpainted import unpainted

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "content"
STORY = ROOT / "tests" / "story" / "content"
"""OpenAI's round of 2026 and what belongs to it, as it stood in the real content when it was taken out. It stays as it
is: a test that must know an amount, a date or a title finds it here, and editors may change theirs."""
REAL = Path(os.environ.get("KAPITALBRIEF_CONTENT") or ROOT / "content").resolve()
"""What editors edit. Nothing may be known about it but what is true of any content."""
NO_DAY = date(2000, 1, 1)
"""Stands where no clock may be asked: every publication here names its own `as_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A publication with everything it makes before the engine, by path."""

    place: Place
    checked: Checked = field(repr=False)
    editions: dict[str, Edition] = field(repr=False)
    files: dict[str, bytes] = field(repr=False)
    problems: dict[str, tuple[Problem, ...]] = field(repr=False)

    def text(self, path: str) -> str:
        """One of its files as text."""
        return self.files[path].decode()


def place(content: Path, out: Path = Path("build")) -> Place:
    """Where a test reads and writes; templates and settings are the project's own."""
    return Place(content=content, out=out, templates=ROOT / "templates", settings=ROOT / "mkdocs.yml")


def make(
    content: Path,
    change: Callable[[Locale], Locale] = lambda locale: locale,
    as_of: date | None = None,
    with_parquet: bool = False,
    painted: bool = False,
) -> Made:
    """All artifacts of a publication, in memory; `change` may replace each locale, `as_of` its own day. Parquet only if
    asked for, so that the files do not depend on what else is installed; pictures are white unless asked for."""
    here = place(content)
    checked, problems = pipeline.check(here, as_of, NO_DAY, freezing=True)
    assert checked is not None, "\n".join(map(str, problems))
    editions = pipeline.editions(checked, Templates(here.templates), change)
    with patch.object(parquet, "available", lambda: with_parquet), _pictures(painted):
        units = [unit for edition in editions for output in OUTPUTS for unit in output(edition)]
        artifacts = painting.painted(editions[0].templates, every_file(units))
    assert len({artifact.path for artifact in artifacts}) == len(artifacts)
    return Made(
        place=here,
        checked=checked,
        editions={edition.language: edition for edition in editions},
        files={artifact.path: artifact.content for artifact in artifacts},
        problems={artifact.path: artifact.problems for artifact in artifacts},
    )


def build(content: Path, out: Path, painted: bool = False) -> Path:
    """The finished site of a publication, as the pipeline builds it; returns its folder."""
    here = place(content, out)
    checked, problems = pipeline.check(here, None, NO_DAY, freezing=True)
    assert checked is not None, "\n".join(map(str, problems))
    with _pictures(painted):
        _, problems = pipeline.make(here, checked, problems, lambda *step: None)
    assert (out / "site").is_dir(), "\n".join(map(str, problems))
    return out / "site"


def _pictures(painted: bool) -> AbstractContextManager[object]:
    if not painted:
        return unpainted()
    # Beside another of pytest's workers every core has something to do already.
    return patch.object(painting, "MANY", sys.maxsize) if "PYTEST_XDIST_WORKER" in os.environ else nullcontext()
