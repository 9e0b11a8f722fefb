"""The publication itself: nothing wrong with it, nothing lost from it."""

from datetime import date
from pathlib import Path

from generator import pipeline, problems
from generator.pipeline import Place

ROOT = Path(__file__).parent.parent
PLACE = Place(content=ROOT / "content", out=ROOT / "build", templates=ROOT / "templates", settings=ROOT / "mkdocs.yml")


def test_the_real_content_has_no_error() -> None:
    checked, found = pipeline.check(PLACE, None, date(2026, 11, 20))
    assert checked is not None, problems.present(found, "text")
    assert {problem.code for problem in found} == {"placeholder-imprint"}
