"""What a claim can say beside its number reaches readers: the page's words, in whom a stake is, who contradicts whom."""

from __future__ import annotations

import csv
import io

import pytest

from generator.analysis import flows
from tests import builders
from tests.publications import Made, make

DEAL = """\
kind: stake
subject: beispiel-labs
title: {de: Beispiel Labs steigt ein, en: Beispiel Labs buys in}
status: [{to: announced, date: 2026-01-29}]
src: blatt-januar
amount: {id: summe, value: up to 50mn EUR, printed: up to €50 million & *more*}
participants:
  - {org: erfunden-ventures, role: investor, amount: 40mn EUR, stake: 60 %}
  - {org: beispiel-labs, role: customer, stake: up to 10 %, in: chipbau}
others: {stake: 40 %, amount: 10mn EUR}
disputes:
  - field: lead
    claims:
      - {id: fuehrt-eins, value: erfunden-ventures, said: company}
      - {id: fuehrt-zwei, value: chipbau, src: blatt-maerz}
  - field: date
    claims: [{id: tag-eins, value: 2026-01, src: blatt-januar}, {id: tag-zwei, value: 2026-01-29}]
  - field: seat
    claims:
      - {id: sitz-eins, text: {de: niemand, en: nobody}}
      - {id: sitz-zwei, value: erfunden-ventures, src: blatt-zukunft}
"""
SOURCE = builders.FILES["sources/blatt-januar.yml"]
FILES = {
    "deals/runde.yml": DEAL,
    "organisations/chipbau.yml": "name: Chipbau\nkind: chip_maker\ncountry: DE\n",
    "sources/blatt-januar.yml": SOURCE + "language: en\n",
    "sources/blatt-zukunft.yml": SOURCE.replace("januar", "zukunft").replace("2026-01-29", "2026-12-01"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(builders.publication(tmp_path_factory.mktemp("says"), **FILES), as_of=builders.TODAY)


def page(made: Made, language: str = "de") -> str:
    return made.text(f"docs/{language}/deals/runde/index.md").replace("\xa0", " ").replace("&nbsp;", " ")


def rows(made: Made, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.text(f"site/data/{table}.csv"))))


def test_readers_see_the_words_of_the_page_in_its_language_and_nothing_in_them_runs(made: Made) -> None:
    assert '<q class="kb-relay" lang="en">up to €50 million &amp; *more*</q>' in page(made)
    (row,) = [row for row in rows(made, "claims") if row["id"].endswith("summe")]
    assert row["printed"] == "up to €50 million & *more*"


def test_a_stake_in_another_company_names_it_wherever_it_stands(made: Made) -> None:
    assert "bis zu 10 % an Chipbau" in page(made) and "Beispiel Labs: Anteil an Chipbau" in page(made)
    assert "up to 10% of Chipbau" in page(made, "en") and "Beispiel Labs: stake in Chipbau" in page(made, "en")
    assert "Erfunden Ventures: Anteil an" not in page(made), "a stake in the subject needs no name"
    (row,) = [row for row in rows(made, "participants") if row["organisation"] == "beispiel-labs"]
    assert row["stake_in"] == "chipbau"


def test_what_nobody_is_named_for_has_a_row_and_no_page(made: Made) -> None:
    assert "Übrige: Anteil" in page(made) and "Others: stake" in page(made, "en")
    assert '<th scope="row">Übrige</th>' in page(made)
    assert not any("organisations/others" in path for path in made.files)
    assert {"runde/others.stake", "runde/others.amount"} <= {row["id"] for row in rows(made, "figures")}


def test_money_of_nobody_is_in_no_flow(made: Made) -> None:
    edges = flows.edges(made.checked.archive, made.checked.today)
    assert {end for edge in edges for end in (edge.payer, edge.receiver)} <= set(made.checked.archive.organisations)


def test_all_sides_of_a_dispute_are_told_with_who_says_so(made: Made) -> None:
    text = page(made)
    assert "## Was Berichte verschieden angeben" in text
    assert "<strong>Wer führt</strong>: Erfunden Ventures laut Morgenblatt (Unternehmen)" in text
    assert "; Chipbau laut Morgenblatt<" in text
    assert "<strong>Wann</strong>: Januar 2026 laut" in text


def test_a_side_that_becomes_known_later_is_not_told(made: Made) -> None:
    assert "Kontrollgremium" not in page(made)
