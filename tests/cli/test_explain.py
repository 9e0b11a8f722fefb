"""Whatever a text may refer to can be explained."""

from __future__ import annotations

import pytest

from generator.analysis import lookup
from generator.cli.explain import NothingThere, explain
from generator.content.archive import Archive
from generator.rules import Facts
from generator.text import markup
from tests.publications import Made


def facts(made: Made) -> Facts:
    return Facts(made.checked.archive, made.checked.today, made.checked.then, made.checked.catalogues, {})


@pytest.fixture(params=["story", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def test_every_reference_of_every_text_is_explained_as_its_date_knew_it(made: Made) -> None:
    archive, seen = made.checked.archive, facts(made)
    asked = {
        (reference.text, text.issue)
        for folder, records in archive.folders.items()
        for name in records
        for text in seen.texts_of(folder, name)
        if seen.is_shown(text)
        for reference in markup.references(text.prose.text)
    }
    assert asked
    for address, issue in asked:
        knowledge = made.checked.then[issue] if issue else made.checked.today
        assert explain(archive, knowledge, address).strip(), (address, issue)


def test_every_figure_and_every_way_to_narrow_it_is_explained(made: Made) -> None:
    archive, today = made.checked.archive, made.checked.today
    for deal in today.deals.values():
        explain(archive, today, deal.id)
        for path, known in deal.figures.items():
            kinds = {kind for claim in known.claims for kind in (claim.record.scope, claim.record.what) if kind}
            ways = ["", *(f"#{claim.id}" for claim in known.claims), *(f":{kind}" for kind in sorted(kinds))]
            for way in ways:
                said = explain(archive, today, f"{deal.id}/{path}{way}")
                assert f"/{path}{way} as of" in said or not way
        for path in today.derived[deal.id]:
            explain(archive, today, f"{deal.id}/{path}")


def test_every_organisation_is_explained_with_its_totals(made: Made) -> None:
    archive, today = made.checked.archive, made.checked.today
    for name in archive.organisations:
        both = explain(archive, today, name)
        assert all(f"{name}/{total}" in both for total in lookup.TOTALS)
        for total in lookup.TOTALS:
            for bucket in lookup.FIRM:
                assert explain(archive, today, f"{name}/{total}:{bucket}").startswith(f"{name}/{total}:{bucket}\n")


def test_a_narrower_figure_has_only_the_claims_that_are_asked_for(story: Made) -> None:
    archive: Archive = story.checked.archive
    said = explain(archive, story.checked.today, "openai-amazon-stake-2026/amount:sought")
    assert "claims of scope sought" in said and "claims of scope headline" not in said


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("openai-amazon-stake-2026/amount:sougt", "did you mean 'sought'?"),
        ("openai-amazon-stake-2026/amount#amz-wsjj", "did you mean 'amz-wsj'?"),
        ("openai/total_raised:soon", "expected one of closed, signed, announced, talks"),
        ("openai/amount", "'openai' is an organisation"),
        ("nobody", "there is no deal 'nobody'"),
        ("]][[", "there is no deal"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(address: str, says: str, story: Made) -> None:
    with pytest.raises(NothingThere) as told:
        explain(story.checked.archive, story.checked.today, address)
    assert says in str(told.value)
