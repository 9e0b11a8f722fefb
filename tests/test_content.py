"""The publication that editors edit: whatever is in it, nothing is lost on the way to readers and every page has words.

Nothing is known here of its deals, issues and numbers: whoever adds, changes or removes a valid one leaves this as it is.
That its sums are those of their parts is in `tests/outputs/test_data.py`, that its links lead somewhere in
`tests/publish/test_site.py`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from lxml import html

from generator.analysis.public import missing_words
from generator.publish import pipeline
from generator.text import paths
from tests.publications import NO_DAY, Made

FIGURES = ("amount", "valuation", "capacity", "stake")
FOLDERS = ("deals", "organisations", "publishers")
FEWEST = 12
"""Words below which a page says nothing."""


@pytest.fixture(params=["story", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def written(made: Made, folder: str) -> dict[str, Any]:
    """The files of a folder by id, as a reader of YAML that is not ours understands them: every scalar as its text."""
    files = made.place.content.joinpath(folder).rglob("*.yml")
    return {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in files}


def rows(made: Made, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.text(f"site/data/{table}.csv"), newline="")))


def claims(figure: Any) -> Iterator[tuple[str, Any]]:
    """Value and sources of every claim of a figure as they are written: a value alone, with its source, or many."""
    for claim in figure["claims"] if isinstance(figure, dict) and "claims" in figure else filter(None, [figure]):
        yield (claim["value"], claim.get("src")) if isinstance(claim, dict) else (claim, None)


def claims_of(deal: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The claims of all figures of a deal, but those of its tranches, which have no address. What names no source has
    the deal's."""
    for holder in (deal, *deal.get("participants", ()), *deal.get("subtotals", ())):
        for key in FIGURES if isinstance(holder, dict) else ():
            for value, src in claims(holder.get(key)):
                sources = src or deal["src"]
                yield value, (sources,) if isinstance(sources, str) else tuple(sorted(sources))


def test_no_claim_is_lost_or_changed_between_the_files_and_the_data(made: Made) -> None:
    deals = written(made, "deals")
    wanted = Counter((name, *claim) for name, deal in deals.items() for claim in claims_of(deal))
    told = Counter(
        (row["figure"].partition("/")[0], row["value"], tuple(sorted(row["sources"].split(";"))))
        for row in rows(made, "claims")
    )
    assert (wanted - told, told - wanted) == (Counter(), Counter())
    assert wanted


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_in_the_data(folder: str, made: Made) -> None:
    assert {row["id"] for row in rows(made, folder)} == set(written(made, folder))


def test_an_issue_stands_in_every_language_in_which_it_is_whole(made: Made) -> None:
    archive = made.checked.archive
    public = {name for edition in made.editions.values() for name, _ in edition.issues}
    for language, edition in made.editions.items():
        whole = {name for name in public if not missing_words(archive.issues[name], archive, name, language)}
        assert {name for name, _ in edition.issues} == whole
        assert {name for name in public if edition.has(paths.page("briefings", name))} == whole


def test_every_page_has_a_title_and_words(made: Made) -> None:
    for language, edition in made.editions.items():
        for address in edition.addresses:
            head, _, text = made.text(f"docs/{language}/{address}index.md").removeprefix("---\n").partition("\n---\n")
            assert re.search(r'"title": "[^"]', head), address
            words = html.fragment_fromstring(text, create_parent=True).text_content().split()
            assert len(words) >= FEWEST, (language, address, words)


@pytest.mark.frozen
def test_every_published_issue_is_frozen_and_the_chain_is_whole(real: Made) -> None:
    _, found = pipeline.check(real.place, None, NO_DAY)
    assert [str(problem) for problem in found if problem.severity == "error"] == []


def test_every_finding_that_was_read_occurs_or_is_told_as_gone(real: Made) -> None:
    archive = real.checked.archive
    _, found = pipeline.check(real.place, None, NO_DAY)
    gone = [problem for problem in found if problem.code == "finding-gone"]
    assert len([problem for problem in found if problem.review == "known"]) + len(gone) >= len(archive.findings)
    assert all(problem.at.path == archive.documents["", "findings"].path for problem in gone)
