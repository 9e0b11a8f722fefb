"""A correction is told from its day on, everywhere and in the reader's words; before that day nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.outputs import OUTPUTS
from generator.publish import pipeline
from generator.views.edition import every_file
from tests.builders import FILES, TODAY, correction, place, publication

ISSUE = "briefings/2026-01-30-runde/briefing.yml"
REASON = "Verlesen."
"""Stands in nothing but the correction."""


def artifacts(folder: Path, as_of: date) -> dict[str, bytes]:
    """Everything that a publication makes on a day, before the engine."""
    checked, problems = pipeline.check(place(folder), as_of, as_of)
    assert checked is not None, "\n".join(map(str, problems))
    editions = pipeline.editions(checked, pipeline.Templates(place(folder).templates))
    units = [unit for edition in editions for output in OUTPUTS for unit in output(edition)]
    return {made.path: made.content for made in every_file(units)}


def corrected(folder: Path, owner: str, field: str, day: str) -> Path:
    """The small publication with one correction, in its issue or in its deal."""
    entry = correction(field, "4mn EUR", "4.5mn EUR", day=day)
    return publication(folder, **{owner: FILES[owner] + entry})


BOTH = pytest.mark.parametrize(
    ("owner", "field"), [(ISSUE, "summary"), (ISSUE, "runde/amount"), ("deals/runde.yml", "amount")]
)


@BOTH
def test_a_correction_of_tomorrow_stands_nowhere_today(owner: str, field: str, tmp_path: Path) -> None:
    folder = corrected(tmp_path / "with", owner, field, "2026-07-02")
    made = artifacts(folder, TODAY)
    assert [path for path, content in made.items() if REASON.encode() in content] == []
    without = artifacts(publication(tmp_path / "without"), TODAY)
    assert [
        path for path in without if path.endswith((".md", ".xml", ".json", ".txt")) and made[path] != without[path]
    ] == []


@BOTH
def test_a_correction_of_today_stands_on_pages_in_feeds_and_in_a_mail(owner: str, field: str, tmp_path: Path) -> None:
    made = artifacts(corrected(tmp_path, owner, field, "2026-07-01"), TODAY)
    told = {path for path, content in made.items() if REASON in content.decode("utf-8", "replace")}
    for path in (
        "docs/de/corrections/index.md",
        "docs/de/briefings/2026-01-30-runde/index.md",
        "site/de/corrections.xml",
        "site/de/feed.json",
        "site/de/atom.xml",
        "email/2026-01-30-runde/de/erratum.txt",
        "email/2026-01-30-runde/de/erratum.html",
    ):
        assert path in told, (path, sorted(told))


@BOTH
def test_no_reader_is_told_an_amount_as_an_editor_types_it(owner: str, field: str, tmp_path: Path) -> None:
    made = artifacts(corrected(tmp_path, owner, field, "2026-07-01"), TODAY)
    assert [path for path in made if b"4mn EUR" in made[path]] == []
    assert "Zuvor: 4 Mio. €. Jetzt: 4,5 Mio. €." in words(made["email/2026-01-30-runde/de/erratum.txt"])
    assert "Before: €4mn. Now: €4.5mn." in words(made["email/2026-01-30-runde/en/erratum.txt"])


def words(content: bytes) -> str:
    """The text with every kind of space as one."""
    return " ".join(content.decode().split())
