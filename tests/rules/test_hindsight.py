"""Words of the future in a text about a deal that an earlier issue lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders

NAME = "deals/runde.yml"
DEAL = builders.FILES[NAME].replace("date: 2026-01-29", "date: 2025-11-04")
"""A deal of November that the issue of 30 January lists."""


def told(tmp_path: Path, german: str, english: str = "So it is.", *, fields: str = "") -> list[str]:
    text = f'{DEAL}why: {{de: "{german}", en: "{english}"}}\n{fields}'
    found = builders.check(builders.publication(tmp_path / "content", **{NAME: text}))[1]
    return [problem.message.split("'")[1] for problem in found if problem.code == "hindsight"]


@pytest.mark.parametrize(
    ("german", "words"),
    [
        ("Der Auftrag geht an den Rivalen, der wenige Monate später selbst Anteile kauft.", "wenige Monate später"),
        ("Ein Jahr später war alles anders.", "Ein Jahr später"),
        ("Im März 2026 kam es anders.", "März 2026"),
        ("Am 12. März 2026 kam es anders.", "12. März 2026"),
    ],
)
def test_what_happened_after_the_issue_is_hindsight(german: str, words: str, tmp_path: Path) -> None:
    assert told(tmp_path, german) == [words]


@pytest.mark.parametrize(
    "german",
    [
        "Zwei Monate später stand der Preis fest.",  # that was in January
        "Der später fällige Teil ist der größere.",
        "Die Zahlung ist bis März 2026 fällig.",
        "Der Abschluss wird für März 2026 erwartet.",
        "Schon im November 2025 war davon die Rede.",
        "Der Vertrag endet im März 2031.",
    ],
)
def test_what_the_issue_could_know_is_none(german: str, tmp_path: Path) -> None:
    assert told(tmp_path, german) == []


def test_english_is_read_too_and_has_its_place(tmp_path: Path) -> None:
    assert told(tmp_path, "So ist es.", "A rival, which buys shares itself a few months later.") == [
        "a few months later"
    ]
    assert told(tmp_path, "So ist es.", "A rival has since bought shares.") == []


def test_since_then_is_hindsight_where_the_issue_is_of_the_same_days(tmp_path: Path) -> None:
    text = builders.FILES[NAME] + 'why: {de: "Seither hat sich viel getan.", en: "A rival has since bought shares."}\n'
    found = builders.check(builders.publication(tmp_path / "content", **{NAME: text}))[1]
    assert [problem.at.line for problem in found if problem.code == "hindsight"] == [8, 8]


def test_a_text_with_a_day_is_held_to_its_day(tmp_path: Path) -> None:
    fields = 'texts: [{date: 2026-01-30, why: {de: "Im März 2026 kam es anders.", en: "It is."}}]\n'
    assert told(tmp_path, "So ist es.", fields=fields) == ["März 2026"]
    later = fields.replace("2026-01-30", "2026-04-01")
    assert told(tmp_path, "So ist es.", fields=later) == []


def test_a_dated_text_refers_to_what_its_day_knew(tmp_path: Path) -> None:
    fields = 'texts: [{date: 2025-10-01, why: {de: "Es geht um [[runde/amount]].", en: "So it is."}}]\n'
    text = f"{DEAL}{fields}"
    found = builders.findings(builders.publication(tmp_path / "content", **{NAME: text}))
    assert [entry.split(" ")[1] for entry in found] == ["not-known-then"]
