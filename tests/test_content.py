"""The publication itself: nothing wrong with it, nothing lost from it, and its findings were read or are told."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.analysis.public import missing_words
from generator.content.records.figure import Claim
from generator.publish import pipeline
from generator.publish.pipeline import Checked, Place
from generator.text import problems

ROOT = Path(__file__).parent.parent
PLACE = Place(content=ROOT / "content", out=ROOT / "build", templates=ROOT / "templates", settings=ROOT / "mkdocs.yml")


@pytest.fixture(scope="module")
def checked() -> Checked:
    found, told = pipeline.check(PLACE, None, date(2026, 11, 20))
    assert found is not None, problems.present(told, "text")
    return found


def claims(checked: Checked) -> Iterator[Claim]:
    for deal in checked.archive.deals.values():
        for place in deal.figures():
            if place.path is not None:
                yield from place.record.claims


def test_every_finding_that_was_read_occurs_or_is_told_as_gone(checked: Checked) -> None:
    _, found = pipeline.check(PLACE, None, date(2026, 11, 20))
    reviews = Counter(problem.review for problem in found)
    gone = [problem for problem in found if problem.code == "finding-gone"]
    assert reviews["known"] + len(gone) >= len(checked.archive.findings) > 0
    assert {problem.at.path for problem in gone} <= {checked.archive.documents["", "findings"].path}


def test_nothing_was_lost(checked: Checked) -> None:
    """332 claims of the collection: five said the same as another and were merged, one was no figure."""
    archive = checked.archive
    kinds = (archive.deals, archive.sources, archive.organisations, archive.issues)
    assert [len(kind) for kind in kinds] == [67, 215, 80, 8]
    assert sum(1 for _ in claims(checked)) == 326


def test_no_amount_was_changed(checked: Checked) -> None:
    """The sums of lower and of upper ends of all headline amounts, per currency: (number, lower, upper where there is one)."""
    sums: Counter[str] = Counter()
    for claim in claims(checked):
        unit = claim.value.unit
        if claim.scope == "headline" and claim.value.low is not None and unit is not None and len(unit) == 3:
            sums[f"{unit} n"] += 1
            sums[f"{unit} low"] += claim.value.interval.low
            sums[f"{unit} high"] += claim.value.interval.high or Decimal(0)
    assert dict(sums) == {
        "EUR n": 12,
        "EUR low": Decimal("67665000000"),
        "EUR high": Decimal("70445000000"),
        "USD n": 121,
        "USD low": Decimal("12354354800000"),
        "USD high": Decimal("12623703200000"),
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_issue_is_whole_in_both_languages(checked: Checked, language: str) -> None:
    for name, issue in checked.archive.issues.items():
        assert missing_words(issue, checked.archive, name, language) == ()
        assert len(issue.sections) >= 4


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_has_words(checked: Checked, language: str) -> None:
    archive = checked.archive
    for name, organisation in archive.organisations.items():
        assert organisation.description and organisation.description.get(language), name
    for name, topic in archive.topics.items():
        assert topic.description and topic.description.get(language), name
    for name, deal in archive.deals.items():
        assert deal.why and deal.why.get(language) and deal.title and deal.title.get(language), name
