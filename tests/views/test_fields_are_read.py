"""What editors write about a deal and a source reaches readers; no field is written for nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import builders
from tests.publications import Made, make

DEAL = builders.FILES["deals/runde.yml"].replace("lead: erfunden-ventures\n", "")
TRANCHES = """\
instrument: Wandelanleihe
participants:
  - org: erfunden-ventures
    role: lead
    amount: 4.5mn EUR
    tranches:
      - {amount: 1.5mn EUR, due: 2026-04-01, status: signed}
      - {amount: 3mn EUR, condition: {de: wenn das Amt zustimmt, en: once the authority agrees}}
      - {amount: {value: 9mn EUR, src: blatt-zukunft}, due: 2027}
"""
SOURCE = builders.FILES["sources/blatt-januar.yml"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A deal with every field that was read by nobody, from a source with the same."""
    files = {
        "deals/runde.yml": DEAL + TRANCHES,
        "sources/blatt-januar.yml": SOURCE + "paywall: hard\nconflict_of_interest: Der Eigner ist Aktionär.\n",
        "sources/blatt-zukunft.yml": SOURCE.replace("januar", "zukunft").replace("2026-01-29", "2026-12-01"),
    }
    return make(builders.publication(tmp_path_factory.mktemp("read"), **files), as_of=builders.TODAY)


def whole(text: str) -> str:
    return text.replace("\xa0", " ").replace("&nbsp;", " ").replace("\n", " ")


def test_a_deals_page_names_the_paper_by_which_the_money_moves(made: Made) -> None:
    assert "Wandelanleihe" in made.text("docs/de/deals/runde/index.md")


def test_an_instrument_that_nobody_knows_is_no_fact(tmp_path: Path) -> None:
    files = {"deals/runde.yml": f"{DEAL}instrument: unknown\n"}
    page = make(builders.publication(tmp_path, **files), as_of=builders.TODAY).text("docs/en/deals/runde/index.md")
    assert "Instrument" not in page


def test_a_deals_page_tells_what_is_due_by_when_and_on_what_it_depends(made: Made) -> None:
    page = whole(made.text("docs/en/deals/runde/index.md"))
    assert "<strong>€1.5mn</strong> by 1 April 2026, signed, according to Morgenblatt" in page
    assert "<strong>€3mn</strong> once the authority agrees, according to Morgenblatt" in page


def test_a_tranche_that_becomes_known_later_is_not_told(made: Made) -> None:
    assert "€9mn" not in whole(made.text("docs/en/deals/runde/index.md"))


@pytest.mark.parametrize(
    "path",
    [
        "docs/de/deals/runde/index.md",
        "docs/de/briefings/2026-01-30-runde/index.md",
        "docs/de/sources/index.md",
        "site/de/feed.json",
        "email/2026-01-30-runde/de/issue.html",
        "email/2026-01-30-runde/de/issue.txt",
    ],
)
def test_a_list_of_sources_says_what_a_reader_should_know_of_each(made: Made, path: str) -> None:
    text = made.text(path)
    text = whole(json.loads(text)["items"][0]["content_html"] if path.endswith(".json") else text)
    assert "Nur gegen Bezahlung." in text
    assert "Interessenkonflikt: Der Eigner ist Aktionär." in " ".join(text.split())


def test_a_source_without_a_paywall_says_nothing_of_one(tmp_path: Path) -> None:
    files = {"sources/blatt-januar.yml": f"{SOURCE}paywall: none\n"}
    page = make(builders.publication(tmp_path, **files), as_of=builders.TODAY).text("docs/en/deals/runde/index.md")
    assert "paywall" not in page
