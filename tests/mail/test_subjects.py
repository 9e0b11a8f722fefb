"""A subject names who does what with whom and for how much, the most important first."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.mail.issues import issue_mail
from generator.mail.subjects import LONGEST
from tests import builders
from tests.publications import Made, make

DEAL = """\
kind: {kind}
subject: beispiel-labs
status: [{{to: {to}, {day}src: blatt-januar}}]
{figure}
participants: [{parts}]
src: blatt-januar
"""
LONG = "Gesellschaft für Beteiligungen an jungen Unternehmen Nord"


def subject(tmp_path: Path, language: str = "de", **deal: str) -> str:
    plain = {"kind": "stake", "to": "in_talks", "day": "date: 2026-01-29, ", "figure": "amount: up to 50mn EUR"}
    name = "briefings/2026-01-30-runde/briefing.yml"
    files = {
        "deals/runde.yml": DEAL.format(**{**plain, "parts": "", **deal}),
        name: builders.FILES[name].replace("[[runde/amount]]", "Geld"),
    }
    files["organisations/lang.yml"] = f"name: {LONG}\nkind: investor\ncountry: DE\n"
    files["organisations/lang-zwei.yml"] = f"name: Zweite {LONG}\nkind: investor\ncountry: DE\n"
    made = make(builders.publication(tmp_path / "content", **files), as_of=builders.TODAY)
    return issue_mail(made.editions[language], "2026-01-30-runde").subject


def test_it_names_investor_target_and_sum(tmp_path: Path) -> None:
    found = subject(tmp_path, parts="{org: erfunden-ventures}")
    assert found == "Erfunden Ventures verhandelt über Einstieg bei Beispiel Labs: bis zu 50 Mio. €"


def test_it_names_the_buyer(tmp_path: Path) -> None:
    found = subject(
        tmp_path, "en", kind="acquisition", to="announced", parts="{org: erfunden-ventures, role: acquirer}"
    )
    assert found == "Erfunden Ventures to buy Beispiel Labs: up to €50mn"


def test_a_valuation_is_not_given_for_the_sum(tmp_path: Path) -> None:
    figure = "valuation: {value: 2bn EUR, basis: post_money}"
    found = subject(tmp_path, kind="funding_round", to="closed", figure=figure)
    assert found == "Beispiel Labs sammelt Kapital ein: Bewertung 2 Mrd. €"


def test_long_names_go_before_the_sum_does(tmp_path: Path) -> None:
    found = subject(tmp_path, kind="funding_round", to="closed", parts="{org: lang}, {org: lang-zwei}")
    assert found == "Beispiel Labs sammelt Kapital ein: bis zu 50 Mio. €"


def test_a_deal_without_a_dated_step_leaves_the_issues_title(tmp_path: Path) -> None:
    assert subject(tmp_path, day="") == "Geld für Beispiel Labs"


@pytest.mark.parametrize("name", ["story", "real"])
def test_no_generated_subject_is_cut_by_a_list_of_mails(name: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    for edition in made.editions.values():
        for issue, record in edition.issues:
            if not (record.mail and record.mail.subject):
                found = issue_mail(edition, issue).subject
                assert len(found) <= LONGEST or found == record.title.any(edition.language)
