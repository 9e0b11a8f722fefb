"""What a publication says about a word for a kind or a role is added to what the generator knows of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.analysis import totals
from generator.content.archive import Archive
from generator.content.load import built_in_vocabulary
from generator.content.records.base import Words
from generator.content.records.vocabulary import GROUPS, Term
from generator.text import catalogue
from tests import builders


def archive(folder: Path, vocabulary: str) -> Archive:
    """A valid publication with a vocabulary of its own."""
    checked, found = builders.check(builders.publication(folder, **{"vocabulary.yml": vocabulary}))
    assert checked is not None, found
    return checked.archive


def test_translating_a_word_leaves_totals_and_the_other_languages_as_they_were(tmp_path: Path) -> None:
    files = {
        "vocabulary.yml": "deal: {funding_round: {fr: levée de fonds}}\nrole: {lead: {fr: chef de file}}\n",
        "deals/runde.yml": builders.FILES["deals/runde.yml"] + "status: [{to: closed, date: 2026-01-29}]\n",
    }
    files["deals/runde.yml"] = files["deals/runde.yml"].replace("date: 2026-01-29\nlead", "lead")
    checked, found = builders.check(builders.publication(tmp_path, **files))
    assert checked is not None, found
    raised = totals.raised(checked.today.books, "beispiel-labs").sum("closed", "equity")
    assert raised is not None and raised.low == Decimal(4_500_000)
    words = [checked.archive.vocabulary.word("deal", "funding_round", language) for language in ("de", "en", "fr")]
    assert words == ["Finanzierungsrunde", "funding round", "levée de fonds"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("{de: Geldgeber}", {"de": "Geldgeber", "en": "investor", "pays": True, "moves": "equity"}),
        ("{moves: debt}", {"de": "Investor", "en": "investor", "pays": True, "moves": "debt"}),
        ("{pays: false}", {"de": "Investor", "en": "investor", "pays": False, "moves": "equity"}),
    ],
)
def test_each_field_that_is_said_replaces_its_own_and_no_other(
    said: str, expected: dict[str, object], tmp_path: Path
) -> None:
    term = archive(tmp_path, f"role: {{investor: {said}}}\n").vocabulary.role["investor"]
    shown = {"de": term.words.get("de"), "en": term.words.get("en"), "pays": term.pays, "moves": term.moves}
    assert shown == expected


def test_a_word_of_ones_own_stands_beside_the_built_in_ones(tmp_path: Path) -> None:
    found = archive(tmp_path, "deal: {lease: {de: Pacht, en: lease, moves: purchase}}\n").vocabulary
    assert found.word("deal", "lease", "de") == "Pacht" and found.deal["lease"].moves == "purchase"
    assert found.deal["grant"].moves == "grant"


def test_every_field_of_a_term_is_merged() -> None:
    """A field added tomorrow is merged like the others: none goes back to its default where only words are given."""
    full = Term(words=Words({"de": "Wort"}), pays=True, receives=True, moves="debt")
    assert full.model_fields_set == set(Term.model_fields)
    assert all(getattr(full, name) != info.default for name, info in Term.model_fields.items())
    translated = full.extended(Term(words=Words({"fr": "mot"})))
    assert translated == full.model_copy(update={"words": Words({"de": "Wort", "fr": "mot"})})


def test_a_misspelt_field_of_a_term_is_told_and_no_language(tmp_path: Path) -> None:
    files = {"vocabulary.yml": "role: {investor: {de: Geldgeber, gsw: Gäldgäber, pay: true}}\n"}
    assert builders.findings(builders.publication(tmp_path, **files)) == ["vocabulary.yml:1:50 unknown-field"]


def test_every_language_has_a_word_for_every_kind_and_role() -> None:
    catalogues = catalogue.read(builders.ROOT / "templates")
    built_in = built_in_vocabulary({language: found.kinds for language, found in catalogues.items()})
    for language, found in catalogues.items():
        for group in GROUPS:
            terms = built_in.group(group)
            assert list(found.kinds[group]) == list(terms), (language, group)
            assert all(built_in.word(group, name, language) == found.kinds[group][name] for name in terms)
