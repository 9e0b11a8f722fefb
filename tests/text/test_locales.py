"""How a language writes amounts, dates and counts: CLDR where it says so, its catalogue for the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

import pytest
from babel.core import Locale as Cldr

from generator.text import catalogue, locales, markup, money
from generator.text.dates import PartialDate
from generator.text.locales import Locale
from generator.text.templating import TemplateFault
from tests.builders import ROOT

CATALOGUES = catalogue.read(ROOT / "templates")
LOCALES = {language: locales.make(language, found) for language, found in CATALOGUES.items()}
SAMPLED = ("de", "en", "fr")
"""The languages of the columns below; a further one needs none, and the tests of every language look at it."""

AMOUNTS = (
    ("50bn USD", "50_Mrd._$", "$50bn", "50_Md$"),
    ("at least 4.5mn EUR", "mindestens 4,5_Mio._€", "at least €4.5mn", "au moins 4,5_M€"),
    ("10bn to 20bn GBP", "10 bis 20_Mrd._£", "£10bn to £20bn", "10 à 20_Md£"),
    ("900mn to 1.1bn EUR", "900_Mio._€ bis 1,1_Mrd._€", "€900mn to €1.1bn", "900_M€ à 1,1_Md€"),
    ("1.2tn USD", "1,2_Bio._$", "$1.2tn", "1_200_Md$"),
    ("12.3k USD", "12.300_$", "$12,300", "12_300_$"),
    ("up to 50bn CHF", "bis zu 50_Mrd._CHF", "up to CHF_50bn", "jusqu’à 50_Md_CHF"),
    ("50bn XXX", "50_Mrd. (Währung nicht genannt)", "50_bn (currency not given)", "50_Md (devise non précisée)"),
    (
        "undisclosed (9 figures)",
        "Betrag nicht genannt (9-stellig)",
        "amount not given (9 figures)",
        "montant non communiqué (9_chiffres)",
    ),
)
DAYS = (
    (date(2026, 1, 30), "30._Januar 2026", "30_January 2026", "30_janvier 2026"),
    (date(2026, 5, 1), "1._Mai 2026", "1_May 2026", "1er_mai 2026"),
    (PartialDate(2026, 5, None), "Mai_2026", "May_2026", "mai_2026"),
    (PartialDate(2026, None, None), "2026", "2026", "2026"),
)
SHORT_DAYS = (
    (date(2026, 1, 30), "30.01.2026", "30_Jan_2026", "30_janv._2026"),
    (date(2026, 5, 1), "01.05.2026", "1_May_2026", "1er_mai_2026"),
)
COUNTS = (
    (0, "0 Angaben", "0 claims", "0_indication"),
    (1, "1 Angabe", "1 claim", "1_indication"),
    (2, "2 Angaben", "2 claims", "2_indications"),
    (1234, "1.234 Angaben", "1,234 claims", "1_234_indications"),
)
PROSE = (
    ("bis 1er mai et 30 juin", "bis 1er mai et 30 juin", "bis 1er mai et 30 juin", "bis 1er_mai et 30_juin"),
    (
        "5 milliards, 14 pour cent",
        "5 milliards, 14 pour cent",
        "5 milliards, 14 pour cent",
        "5_milliards, 14_pour cent",
    ),
    ("« Oui » : non ? Si !", "« Oui » : non ? Si !", "« Oui » : non ? Si !", "«_Oui_»_: non_? Si_!"),
    ("| a | b |\n| :--- | :-: |", *["| a | b |\n| :--- | :-: |"] * 3),
)
"""Expected of German, English and French; "_" stands for a no-break space."""


@pytest.mark.parametrize(("said", *SAMPLED), AMOUNTS)
def test_an_amount_is_written_as_the_language_writes_it(said: str, de: str, en: str, fr: str) -> None:
    for language, expected in (("de", de), ("en", en), ("fr", fr)):
        found = LOCALES[language].quantity(money.parse(said, "money"))
        assert found.replace("\u00a0", "_") == expected
        assert "\u202f" not in found, "the faces of charts have no narrow no-break space"


@pytest.mark.parametrize(("day", *SAMPLED), DAYS)
def test_a_date_is_written_as_the_language_writes_it(day: date | PartialDate, de: str, en: str, fr: str) -> None:
    found = [LOCALES[language].date(day).replace("\u00a0", "_") for language in SAMPLED]
    assert found == [de, en, fr]


@pytest.mark.parametrize(("day", *SAMPLED), SHORT_DAYS)
def test_a_short_date_is_written_as_the_language_writes_it(day: date, de: str, en: str, fr: str) -> None:
    found = [LOCALES[language].short_date(day).replace("\u00a0", "_") for language in SAMPLED]
    assert found == [de, en, fr]


@pytest.mark.parametrize(("n", *SAMPLED), COUNTS)
def test_a_count_has_the_form_of_its_number(n: int, de: str, en: str, fr: str) -> None:
    found = [LOCALES[language].plural("tile.claims", n).replace("\u00a0", "_") for language in SAMPLED]
    assert found == [de, en, fr]


@pytest.mark.parametrize(("typed", *SAMPLED), PROSE)
def test_a_line_breaks_nowhere_that_the_language_forbids(typed: str, de: str, en: str, fr: str) -> None:
    found = [LOCALES[language].unbroken(typed).replace("\u00a0", "_") for language in SAMPLED]
    assert found == [de, en, fr]


def test_shares_and_power_have_the_space_of_the_language() -> None:
    found = [LOCALES[language].quantity(money.parse("5.4 to 6 %", "share")) for language in SAMPLED]
    assert found == ["5,4 bis 6\u00a0%", "5.4 to 6%", "5,4 à 6\u00a0%"]
    assert LOCALES["fr"].quantity(money.parse("2.5 GW", "power")) == "2,5\u00a0GW"


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_has_a_name_for_every_other(language: str) -> None:
    names = [LOCALES[language].name_of(other) for other in LOCALES]
    assert len(set(names)) == len(names)


def test_a_language_names_itself_as_its_speakers_do() -> None:
    assert [LOCALES[language].own_name for language in SAMPLED] == ["Deutsch", "English", "Français"]


def test_names_of_languages_stand_in_each_languages_own_sentence() -> None:
    spoken = [LOCALES[language] for language in SAMPLED]
    found = [locale.t("switch.same", language=locale.name_of("fr")) for locale in spoken]
    assert found == ["Diese Seite auf Französisch", "This page in French", "Cette page en français"]


@pytest.mark.parametrize("language", LOCALES)
def test_every_plural_has_each_form_that_the_language_needs(language: str) -> None:
    """CLDR's categories of whole numbers up to a thousand; French has another one from a million on."""
    rule = Cldr.parse(CATALOGUES[language].forms.cldr).plural_form
    needed = {rule(n) for n in range(1001)} | {"other"}
    bases = {key.removesuffix(".one") for key in CATALOGUES["en"].words if key.endswith(".one")} - {"search"}
    forms: dict[str, set[str]] = defaultdict(set)
    for key in CATALOGUES[language].words:
        base, _, form = key.rpartition(".")
        if base in bases and form in ("zero", "one", "two", "few", "many", "other"):
            forms[base].add(form)
    assert {base: needed - forms[base] for base in bases if needed - forms[base]} == {}


@pytest.mark.parametrize(
    "text",
    [
        "levée de 50 milliards de dollars",
        "4,5 millions d’euros",
        "4,5 millions d'euros",
        "environ 50 Md$",
        "1 200 M€",
        "3 francs suisses",
    ],
)
def test_amounts_in_french_prose_are_found_whole(text: str) -> None:
    found = [match[0] for match in markup.unbound_amounts(text, markup.amounts([CATALOGUES["fr"].forms]))]
    assert found == [re.sub(r"^\D+", "", text)]


def test_french_prose_about_other_numbers_holds_no_amount() -> None:
    text = "Le 30 juin 2026, 200 millions de lecteurs ; 14 pour cent, 5 GW, 3 milliards d’années."
    assert list(markup.unbound_amounts(text, markup.amounts([CATALOGUES["fr"].forms]))) == []


def test_french_words_have_french_quotes_and_spaces() -> None:
    wrong = {}
    for key, text in CATALOGUES["fr"].words.items():
        plain = re.sub(r"\{\w+\}|https?:", "x", text)
        if key != "data.type.list" and re.search(r"[^\u00a0][;!?»]|[^\u00a0]:|«[^\u00a0]|[“”„\"']", plain):
            wrong[key] = text
    assert wrong == {}


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("", "expected the field 'cldr'"),
        ("cldr: fr\nfirst_of_mnth: 1er\n", "expected the field"),
    ],
)
def test_a_catalogue_that_lacks_a_form_is_told_with_its_place(
    field: str, told: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("templates") / "locale" / "xx"
    folder.mkdir(parents=True)
    for name, text in (("words.yml", "a: b\n"), ("vocabulary.yml", "deal: {}\n"), ("forms.yml", f"{field}x: y\n")):
        (folder / name).write_text(text, "utf-8")
    with pytest.raises(TemplateFault, match=re.escape(told)):
        catalogue.read(folder.parent.parent)


def test_a_pseudo_locale_marks_words_and_scales() -> None:
    pseudo: Locale = LOCALES["fr"].pseudo()
    assert pseudo.quantity(money.parse("at least 50bn USD", "money")) == "⟦au moins 50\u00a0⟦Md⟧$⟧"
