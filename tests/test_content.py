"""The publication itself: nothing wrong with it, nothing lost from it, and its open questions are the known ones."""

import re
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

PLACEHOLDERS = [("placeholder-imprint", "publication", "")] * 3
FINDINGS = [
    ("basis-mismatch", "anthropic-series-g", "val-350"),
    ("basis-mismatch", "mistral-asml-2025", "val-11-7"),
    ("bound-flipped", "openai-amazon-stake-2026", "amz-analysis"),
    ("converted-by-relay", "helsing-series-d", "total-about690mn"),
    ("converted-by-relay", "helsing-series-d", "total-about694mn"),
    ("converted-by-relay", "helsing-series-d", "val-about13-8"),
    ("currency-suspect", "de-news-2026-01-30", ""),
    ("currency-suspect", "helsing-series-d", "val-12"),
    ("currency-suspect", "hyper-mistral", ""),
    ("currency-suspect", "mistral-asml-2025", "total-2-eur"),
    ("currency-suspect", "mistral-asml-2025", "val-11-7"),
    ("currency-suspect", "mistral-asml-2025", "val-post-about13-8-eur"),
    ("currency-suspect", "openai-amazon-stake-2026", "amz-news"),
    ("currency-suspect", "openai-nvidia-stake-2026", "nv-news"),
    ("currency-suspect", "openai-round-2026", "ms-news"),
    ("currency-suspect", "openai-round-2026", "trio-news"),
    ("currency-suspect", "openai-round-2026", "val-news"),
    ("mirror-only", "anthropic-ipo", "val-sought-over1tn"),
    ("mirror-only", "openai-microsoft-recap-2025", "openai-foundation-about130"),
    ("mirror-only", "openai-microsoft-recap-2025", "openai-foundation-stake-26"),
    ("mirror-only", "reflection-2025", "total-2"),
    ("mirror-only", "reflection-2025", "val-post-8"),
    ("mirror-only", "stargate-2025", "cap-7"),
    ("single-origin", "bfl-series-b", "total-300mn"),
    ("single-origin", "bfl-series-b", "val-3-25"),
    ("single-origin", "lovable-series-b", "total-330mn"),
    ("single-origin", "lovable-series-b", "val-6-6"),
    ("single-origin", "spacex-xai-merger", "val-250"),
    ("stale-status", "aligned-2025", "close"),
    ("stale-status", "openai-amazon-stake-2026", "payment"),
]
"""What detectors ask about: code, record, claim (or event). Each was read against its sources; a new one is to be read too."""


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


def test_exactly_the_known_findings_are_told() -> None:
    _, found = pipeline.check(PLACE, None, date(2026, 11, 20))
    names = [re.match(r"'([a-z0-9_-]+)' ", problem.message) for problem in found]
    told = [(p.code, Path(p.at.path).stem, name[1] if name else "") for p, name in zip(found, names, strict=True)]
    assert sorted(told) == sorted([*FINDINGS, *PLACEHOLDERS])


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
