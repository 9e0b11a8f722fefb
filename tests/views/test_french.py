"""A language is one folder and one line: French, alone and beside others, through every output."""

from __future__ import annotations

import csv
import json
import re

import pytest
from lxml import etree

from generator.publish import sites
from generator.text import catalogue
from tests.builders import ROOT
from tests.publications import GOLDEN, Made, build, make
from tests.translations import translated

ISSUE = "2026-01-15-gleiche-ziffern"
CATALOGUES = catalogue.read(ROOT / "templates")


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The golden publication in French alone: its texts are the English ones, its interface is French."""
    return make(translated(tmp_path_factory.mktemp("fr"), "fr", alone=True))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The golden publication in German, English and French."""
    return make(translated(tmp_path_factory.mktemp("three"), "fr", alone=False))


def readable(made: Made, *, data: bool = False) -> dict[str, str]:
    """What readers of French get, as text by path."""
    mine = re.compile(r"docs/fr/|site/fr/|email/[^/]+/fr/" + ("|site/data/.*(csv|json)$" if data else ""))
    pictures = (".png", ".eml")
    return {path: made.text(path) for path in made.files if mine.match(path) and not path.endswith(pictures)}


def test_every_output_speaks_french_alone_and_beside_others(french: Made, three: Made) -> None:
    golden = make(GOLDEN)
    expected = {path.replace("/en/", "/fr/") for path in golden.files if "/en/" in path}
    for made in (french, three):
        assert {path for path in made.files if "/fr/" in path} >= expected
        assert sites.site(made.editions["fr"]).words["legal"].startswith("Ceci n’est pas un conseil")
    assert all("/de/" not in path and "/en/" not in path for path in french.files)


def test_what_german_and_english_readers_get_is_the_same_with_french_beside_it(three: Made) -> None:
    """Charts and mails; a page has one more way, to its French version."""
    golden = make(GOLDEN)
    same = re.compile(r"(docs|email)/.*/(charts|cards)/.*|email/[^/]+/(de|en)/issue\.(txt|html)")
    found = [path for path in golden.files if same.fullmatch(path)]
    assert len(found) >= 4
    assert [path for path in found if golden.files[path] != three.files[path]] == []


def test_amounts_dates_and_quotes_are_french(french: Made) -> None:
    page = french.text(f"docs/fr/briefings/{ISSUE}/index.md")
    for text in ("jusqu’à 45\u00a0M€", "15\u00a0janvier 2026", "Numéro 1", "selon "):
        assert text in page, text
    mail = french.text(f"email/{ISSUE}/fr/issue.txt").replace("\n", " ")
    assert "jusqu’à 45\u00a0M$" in mail and "S’abonner" in mail
    deal = french.text("docs/fr/deals/nordlicht-runde-2026/index.md")
    assert "1er\u00a0avr.\u00a02026" in deal and "tour de table · Situation au" in deal
    assert "«\u00a0" in deal and "400\u00a0M€ à 500\u00a0M€" not in deal and "400 à 500\u00a0M€" in deal


def test_no_number_is_german_or_english(french: Made) -> None:
    wrong = re.compile(r"[€$£]\d|\d\s?(?:Mrd|Mio)|\d(?:bn|mn|tn)\b(?! (?:USD|EUR|to ))|\d\.\d{3}\u00a0|\u202f")
    found = {}
    for path, text in readable(french).items():
        if not path.endswith((".json", ".svg", "/style.css", ".css")):
            # An editor's own text has a coffee for €3.
            hits = [hit[0] for hit in wrong.finditer(text.replace("€3", ""))]
            if hits:
                found[path] = hits
    assert found == {}


@pytest.mark.soak
def test_no_word_of_another_catalogue_is_on_a_french_page(french: Made) -> None:
    """Sentences of the German and the English interface; words that the languages share are no sentences."""
    own = " ".join(CATALOGUES["fr"].words.values())
    foreign = {
        part.strip()
        for language in ("de", "en")
        for key, text in CATALOGUES[language].words.items()
        for part in re.split(r"\{\w+\}", text)
        if len(part.strip()) > 12 and part.strip() not in own
    }
    pattern = re.compile("|".join(sorted(map(re.escape, foreign), key=len, reverse=True)))
    found = {path: pattern.findall(text) for path, text in readable(french, data=True).items()}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_kinds_and_roles_are_french(french: Made) -> None:
    rows = list(csv.DictReader(french.text("site/data/words.csv").splitlines()))
    words = {row["id"]: row["text_fr"] for row in rows}
    assert words["deals.kind/funding_round"] == "tour de table"
    assert words["organisations.kind/ai_lab"] == "laboratoire d’IA"
    assert words["deals.status/closed"] == "conclue"
    for group, column in (("deal", "deals.kind"), ("role", "participants.role"), ("source", "sources.kind")):
        said = CATALOGUES["fr"].kinds[group]
        assert {name: words[f"{column}/{name}"] for name in said} == said


def test_feeds_calendars_and_data_name_the_language(three: Made) -> None:
    feed = etree.fromstring(three.files["site/fr/feed.xml"])
    assert feed.findtext("channel/language") == "fr"
    assert (feed.findtext("channel/title") or "").endswith("(Français)")
    assert json.loads(three.text("site/fr/feed.json"))["language"] == "fr"
    assert "échéance" in three.text("docs/fr/calendar/index.md")
    languages = json.loads(three.text("site/data/catalog.jsonld"))
    assert "language/FRA" in json.dumps(languages)


def test_the_way_to_each_other_language_is_told_in_the_pages_own(three: Made) -> None:
    text = {language: three.text(f"docs/{language}/index.md") for language in ("de", "en", "fr")}
    assert "Diese Seite auf Französisch" in text["de"] and "This page in French" in text["en"]
    assert "Cette page en allemand" in text["fr"] and "Cette page en anglais" in text["fr"]


def test_an_issue_that_only_others_have_is_marked_in_each_language(three: Made) -> None:
    notes = {"en": "(in German)", "fr": "(en allemand)"}
    for language, note in notes.items():
        assert note in three.text(f"docs/{language}/index.md") + three.text(f"docs/{language}/briefings/index.md")


def test_the_finished_site_is_french_to_its_frame(tmp_path_factory: pytest.TempPathFactory) -> None:
    content = translated(tmp_path_factory.mktemp("content"), "fr", alone=True)
    site = build(content, tmp_path_factory.mktemp("out"))
    page = (site / "fr" / "briefings" / ISSUE / "index.html").read_text("utf-8")
    assert '<html lang="fr"' in page and "Aller au contenu" in page
    assert "Pied de page" in page and "Haut de page" in page
