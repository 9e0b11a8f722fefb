"""A hint speaks of the publication's own languages, and of what the editor wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders

ENGLISH = {
    "publication.yml": builders.FILES["publication.yml"].replace("[de, en]", "[en]").replace("de: Zum Prüfen, ", ""),
    "deals/runde.yml": builders.FILES["deals/runde.yml"].replace("de: Beispiel Labs sammelt Geld ein, ", ""),
}
CLAIM = "amount: {claims: [{value: 4mn EUR, src: blatt-januar, scope: part, what: rest}]}\ndate: 2026-01-29\n"


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("topics/geld.yml", "title: Money\n", "write {en: …}"),
        ("topics/geld.yml", "title: {english: Money}\n", "write {en: …}"),
        ("topics/geld.yml", "title: [Money]\n", "expected fields such as {en: …}, found"),
        (
            "deals/runde.yml",
            ENGLISH["deals/runde.yml"].replace("amount: 4.5mn EUR\ndate: 2026-01-29\n", CLAIM),
            "{en: …}",
        ),
        (
            "topics/geld.yml",
            "title: {en: Money}\ndescription: {en: It was $50bn.}\n",
            "excuse it: $50bn {literal: why}",
        ),
    ],
)
def test_a_publication_in_english_reads_no_german_in_its_hints(name: str, text: str, hint: str, tmp_path: Path) -> None:
    _, found = builders.check(builders.publication(tmp_path, **{**ENGLISH, name: text}))
    told = [str(problem) for problem in found if problem.at.path.endswith(name)]
    assert any(hint in problem for problem in told), told
    assert not any("de: …" in problem or "Mrd." in problem for problem in map(str, found))


def test_amounts_are_looked_for_in_the_languages_of_the_publication(tmp_path: Path) -> None:
    """ "5 Pfund" is a weight or a name to an English editor; "5 pounds" is money."""
    topic = "title: {en: Money}\ndescription: {en: Of 5 Pfund and 5 pounds and 5 Mrd. of things.}\n"
    folder = builders.publication(tmp_path, **{**ENGLISH, "topics/geld.yml": topic})
    assert [line for line in builders.findings(folder) if line.startswith("topics")] == [
        "topics/geld.yml:2:34 unbound-figure"
    ]
