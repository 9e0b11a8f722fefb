"""Whose report a number is, whether the pages are two, and whether the days can be: an editor is asked where it shows."""

from __future__ import annotations

from pathlib import Path

from generator.rules.detector import Example
from tests.rules.test_detectors import publication, stands_there, told

ISSUE = """\
date: 2026-01-30
status: published
title: {de: Geld für Labs, en: Money for Labs}
summary: {de: Eine Runde., en: A round.}
deals: [x]
sections:
  - {kind: news, id: news, heading: {de: Neues, en: News}, body: {de: "[[x/amount#a]]", en: "[[x/amount#a]]"}}
"""
ISSUES = {"briefings/2026-01-30-labs/briefing.yml": ISSUE}


def asked(folder: Path, deal: str = "", files: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """The code of each finding and the line from its place on."""
    found = told(publication(folder, Example("", deal, files=files or {})))
    return [(problem.code, stands_there(problem)) for problem in found]


def claims(*values: str) -> str:
    return "amount:\n  claims:\n" + "".join(f"    - {{{value}}}\n" for value in values)


def test_who_says_another_number_is_no_second_voice(tmp_path: Path) -> None:
    two = claims("id: a, value: 500mn USD, src: agency", "id: b, value: 900mn USD, src: daily")
    found = asked(tmp_path, f"{two}date: 2026-01-30", ISSUES)
    assert [(code, line[:6]) for code, line in found] == [("single-origin", "{id: a")]


def test_talks_that_rest_on_one_leak_are_told_apart(tmp_path: Path) -> None:
    one = claims("id: a, value: 500mn USD, src: agency, scope: sought")
    found = asked(tmp_path, f"{one}status: [{{to: in_talks, date: 2026-06-20}}]", ISSUES)
    assert [code for code, _ in found] == ["talks-single-origin"]


def test_a_bound_turned_at_equal_hops_is_told_without_blame(tmp_path: Path) -> None:
    two = claims("id: a, value: up to 5bn USD, src: via-agency", "id: b, value: over 5bn USD, src: also-via-agency")
    (problem,) = told(publication(tmp_path, Example("", two)))
    assert problem.code == "bound-flipped"
    assert "one of the two is turned round" in problem.message


def test_a_bound_turned_on_an_undated_page_is_told(tmp_path: Path) -> None:
    two = claims("id: a, value: up to 5bn USD, src: agency", "id: b, value: over 5bn USD, src: via-weekly-undated")
    assert [code for code, _ in asked(tmp_path, two)] == ["bound-flipped"]


def test_a_bound_turned_with_its_number_converted_is_told(tmp_path: Path) -> None:
    two = claims("id: a, value: up to 5bn USD, src: agency", "id: b, value: at least 4.2bn EUR, src: via-agency")
    assert [code for code, _ in asked(tmp_path, two)] == ["bound-flipped"]


def test_rumours_and_term_sheets_without_news_are_asked_about(tmp_path: Path) -> None:
    for to in ("rumoured", "term_sheet"):
        found = asked(tmp_path / to, f"src: agency\nstatus: [{{to: {to}, date: 2026-03-01}}]")
        assert [code for code, _ in found] == ["stale-status"], to


def test_a_year_mistyped_is_asked_about_at_its_place(tmp_path: Path) -> None:
    one = "amount: {id: a, value: 5mn USD, src: agency, as_of: 2025-01-30}\nstatus: [{to: announced, date: 2026-01-30}]"
    assert asked(tmp_path / "claim", one)[0][0] == "claim-date"
    step = "amount: {id: a, value: 5mn USD, src: agency}\nstatus: [{to: announced, date: 2025-01-30}]"
    assert asked(tmp_path / "step", step) == [("status-date", "{to: announced, date: 2025-01-30}]")]
    page = "publisher: daily\nlabel: A\nkind: original\nurl: https://d.example/2026/01/30/a\npublished: 2025-01-30\n"
    assert asked(tmp_path / "page", "", {"sources/page.yml": page}) == [("source-date", "2025-01-30")]


def test_a_deal_is_not_older_than_its_company(tmp_path: Path) -> None:
    files = {"organisations/labs.yml": "name: Labs\nkind: ai_lab\nfounded: 2026-02\nreporting_currency: USD\n"}
    found = asked(tmp_path, "amount: {value: 5mn USD, src: agency}\ndate: 2026-01-30", files)
    assert [code for code, _ in found] == ["status-date"]


def test_a_page_is_one_source_under_every_address(tmp_path: Path) -> None:
    page = "publisher: daily\nlabel: A\nkind: original\nurl: https://{}\n"
    files = {
        "sources/first.yml": page.format("daily.example/a"),
        "sources/second.yml": page.format("amp.daily.example/a.amp?unheard_of=1"),
    }
    assert [code for code, _ in asked(tmp_path, "", files)] == ["same-source-twice"]


def test_a_page_that_passes_something_on_is_no_voice_of_its_own(tmp_path: Path) -> None:
    page = "publisher: weekly\nlabel: A\nkind: original\npublished: 2026-01-30\n"
    deal = "amount: {id: a, value: 5mn USD, src: [page, via-agency]}"
    assert [code for code, _ in asked(tmp_path, deal, {"sources/page.yml": page})] == ["relay-as-origin"]


def test_a_page_stands_at_its_publishers_host(tmp_path: Path) -> None:
    files = {
        "publishers/daily.yml": "name: daily\nkind: newspaper\ndomain: daily.example\n",
        "publishers/weekly.yml": "name: weekly\nkind: newspaper\ndomain: weekly.example\n",
        "sources/page.yml": "publisher: daily\nlabel: A\nkind: original\nurl: https://weekly.example/a\n",
    }
    assert asked(tmp_path, "", files) == [("foreign-host", "https://weekly.example/a")]


def test_an_ordinary_word_more_makes_no_second_organisation(tmp_path: Path) -> None:
    files = {"organisations/labs-ai.yml": "name: Labs AI\nkind: ai_lab\n"}
    assert [code for code, _ in asked(tmp_path, "", files)] == ["near-duplicate"]
