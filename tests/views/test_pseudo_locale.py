"""Every word a reader sees comes from the content or from the catalogue of the page's language.

The small publication is built with each word of the catalogue in ⟦ ⟧. What is then neither marked, nor written by an
editor, nor CLDR's, nor one of the few words that Material translates itself, is a word in the code or in a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_uppercase
from unittest.mock import patch

import pytest
from babel.core import Locale as Cldr
from lxml import etree, html

from generator.content.records.vocabulary import GROUPS
from generator.publish import pipeline
from generator.text.locales import Locale
from generator.text.yamltree import Fields, Items, Node, Scalar
from generator.views.tables import parquet
from tests.publications import Made, make
from tests.translations import translated
from tests.unpainted import unpainted

LANGUAGES = ("de", "en", "fr")
SPOKEN = (
    "title",
    "alt",
    "label",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "data-label",
)
"""Attributes that a reader sees or hears."""
HEAD = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
"""What the head says to readers of search results and shared links."""
ALLOWED = {
    "de": ["Zum Inhalt", "Hauptnavigation", "Fußzeile"],  # Material's own translations of landmarks and the skip link
    "en": ["Skip to content", "Tabs", "Footer"],
    "fr": ["Aller au contenu", "Onglets", "Pied de page"],
}
NAMES = ["RSS", "Atom", "JSON Feed", "SVG", "PNG", "LinkedIn", "Bluesky", "GW", *ascii_uppercase]
"""Formats, services, a unit and the letters under which names stand: the same in every language."""


@dataclass(frozen=True)
class Words:
    """Takes out of a text what may stand there."""

    known: re.Pattern[str] = field(repr=False)

    def left_in(self, text: str) -> list[str]:
        """What has no business there."""
        text = re.sub(r"\s+", " ", text)
        text = re.sub(r"https?://[^\s¦]+|[\w.+-]+@[\w.-]+", " ", text)
        while "⟦" in text and (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
            text = shorter
        return [found.strip() for found in re.findall(r"[^\W\d_][^¦]*", self.known.sub(" ", text))]


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The golden publication in a third language too, with every word of the interface marked."""
    return make(translated(tmp_path_factory.mktemp("content"), "fr", alone=False), Locale.pseudo)


@pytest.fixture(scope="module")
def site(pseudo: Made, engine: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the pseudo-locale."""
    out = tmp_path_factory.mktemp("pseudo")
    with unpainted(), patch.object(parquet, "available", lambda: False):
        pipeline.make(replace(pseudo.place, out=out), pseudo.checked, (), lambda *step: None, change=Locale.pseudo)
    return out / "site"


@pytest.fixture(scope="module")
def words(pseudo: Made) -> dict[str, Words]:
    """What may stand unmarked, per language: the editors' texts, CLDR's names, Material's words."""
    written = list(editors_texts(pseudo))
    found = {}
    for language in LANGUAGES:
        texts = [*written, *vocabulary(pseudo, language), *cldr_names(language), *ALLOWED[language], *NAMES]
        texts.append(pseudo.editions[language].locale.forms.first_of_month)
        parts = {re.sub(r"\s+", " ", text).strip() for text in texts}
        longest = sorted((part for part in parts if part), key=len, reverse=True)
        found[language] = Words(re.compile("|".join(rf"(?<!\w){re.escape(part)}(?!\w)" for part in longest), re.I))
    return found


def editors_texts(made: Made) -> Iterator[str]:
    """Every text of the content, whole; commentary also in the pieces into which Markdown and references divide it."""
    archive = made.checked.archive
    texts = [found for document in archive.documents.values() for found in scalars(document.root)]
    for key, text in [*texts, *(("de", prose.text) for prose in archive.prose.values())]:
        yield text
        if key in LANGUAGES:
            for line in re.split(r"\n(?:- |\d+\. |> |#+ )?", f"\n{text}"):
                yield from re.split(r"\[\[(?:[^\]|]*\|)?|\]\]|[*_`\[\]()|]|\{[^}]*\}|&#\d+;", line)
        else:
            yield text.removeprefix("https://").removeprefix("www.").rstrip("/")


def scalars(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a file with their keys; a bare id or a word such as `in_talks` is none: a page must not print it."""
    match node:
        case Fields(fields=fields):
            for name, child in fields.items():
                yield from scalars(child, name)
        case Items(items=items):
            for child in items:
                yield from scalars(child, key)
        case Scalar(text=str(text)) if key in (*LANGUAGES, "name") or not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", text):
            yield key, text


def vocabulary(made: Made, language: str) -> Iterator[str]:
    """The words for kinds and roles."""
    for group in GROUPS:
        yield from (term.words.get(language) or "" for term in made.checked.archive.vocabulary.group(group).values())


def cldr_names(language: str) -> Iterator[str]:
    """Months, countries, what languages call themselves, and the word that joins a list."""
    cldr = Cldr.parse("en_GB" if language == "en" else language)
    for widths in cldr.months.values():
        for months in widths.values():
            yield from (name.rstrip(".") for name in months.values() if len(name) > 2)
    yield from (cldr.territories[code] for code in ("DE", "US", "CH", "GB", "SE"))
    yield from (Cldr(code).languages[code] for code in LANGUAGES)
    yield {"de": "und", "en": "and", "fr": "et"}[language]


def seen(page: html.HtmlElement) -> str:
    """All that a reader of a page sees or hears, pieces divided by a bar. Code is nobody's language: names of columns and
    files, cells, questions in SQL."""
    pieces: list[str] = []
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code") or _unseen(element):
            pieces.append(element.tail or "")
            continue
        label = element.text or "" if element.tag == "text" else ""
        if label.endswith("…") or label.count("⟦") != label.count("⟧"):
            # A label that was cut or broken into lines lost a mark; the drawing's description says it whole.
            continue
        pieces += [element.get(name, "") for name in SPOKEN]
        if element.tag == "meta" and (element.get("name") or element.get("property")) in HEAD:
            pieces.append(element.get("content", ""))
        pieces += [element.text or "", element.tail or ""]
    return " ¦ ".join(piece for piece in pieces if piece.strip())


def _unseen(element: html.HtmlElement) -> bool:
    """The spellings that a page can be found by: nobody reads them."""
    return element.get("data-pagefind-weight") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_every_page_is_translated_or_an_editors(
    language: str, site: Path, words: dict[str, Words]
) -> None:
    pages = sorted((site / language).rglob("*.html"))
    assert len(pages) > 20
    left = {
        path.relative_to(site).as_posix(): words[language].left_in(seen(html.parse(path).getroot())) for path in pages
    }
    assert {path: found for path, found in left.items() if found} == {}


@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_every_word_of_the_root_is_translated_or_an_editors(name: str, site: Path, words: dict[str, Words]) -> None:
    assert words["de"].left_in(seen(html.parse(site / name).getroot())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_feed_is_translated_or_an_editors(
    language: str, pseudo: Made, words: dict[str, Words]
) -> None:
    root = etree.fromstring(pseudo.files[f"site/{language}/feed.xml"])
    for element in root.iter("title", "description", "{*}encoded"):
        text = element.text or ""
        shown = seen(html.fragment_fromstring(text, create_parent=True)) if element.tag.endswith("encoded") else text
        assert words[language].left_in(shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_mails_is_translated_or_an_editors(
    language: str, pseudo: Made, words: dict[str, Words]
) -> None:
    for name, _ in pseudo.editions[language].issues:
        folder = f"email/{name}/{language}"
        page = html.document_fromstring(pseudo.text(f"{folder}/issue.html"))
        assert words[language].left_in(seen(page)) == []
        assert words[language].left_in(pseudo.text(f"{folder}/issue.txt")) == []


def test_a_word_in_a_template_would_be_found(words: dict[str, Words]) -> None:
    assert words["de"].left_in("⟦Betrag⟧ ¦ Amount ¦ 45 Mio. $") == ["Amount", "Mio. $"]
    assert words["de"].left_in("⟦bis zu 45 ⟦Mio.⟧ $⟧, 12. Januar 2026 ¦ Börsen|Blatt") == []


def test_the_finished_site_prints_no_absent_value_and_no_template(built_site: Path) -> None:
    found = []
    for path in sorted(built_site.rglob("*.html")):
        for element in html.parse(path).iter(etree.Element):
            inner = [element.text] if element.tag not in ("script", "style") else []
            for text in (*inner, element.tail, *element.attrib.values()):
                if text and (text.strip() in ("None", "nan") or re.search(r"\{\{|\{%|\[\[|\]\]|undefined|⟦", text)):
                    found.append((path.relative_to(built_site).as_posix(), element.tag, text.strip()[:80]))
    assert found == []
