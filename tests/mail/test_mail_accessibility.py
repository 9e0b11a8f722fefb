"""What a machine can see of a mail's accessibility, asked without the generator's own lint.

The points are those that the Email Markup Consortium tests in its yearly report (emailmarkup.org), and headings, link
texts and sizes by WCAG 2.2. What needs a browser is in `tests/browser/test_mail.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
from lxml import html

from tests.publications import Made

EMPTY_WORDS = re.compile(
    r"(?i)\s*(?:hier|mehr|weiter|link|mehr lesen|weiterlesen|jetzt|klicken sie hier"
    r"|here|more|read more|click here|this|learn more|https?://.*)\s*"
)
SMALLEST = 14
"""Pixels that any text must have; what is raised may have 12."""


@pytest.fixture(scope="module", params=["golden", "real"])
def mails(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The HTML of every mail by its path, of any kind and language."""
    made: Made = request.getfixturevalue(request.param)
    found = {
        path: html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8"))
        for path, raw in made.files.items()
        if path.startswith("email/") and path.endswith(".html")
    }
    assert found
    return found


def language(path: str) -> str:
    return path.split("/")[2]


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_language_and_direction_stand_on_html_body_and_wrapper(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        (wrapper,) = tree.xpath("/html/body/div[@role='article']")
        assert wrapper.get("aria-roledescription") in ("E-Mail", "e-mail")
        assert wrapper.get("aria-label", "").strip()
        for element in (tree, tree.find("body"), wrapper):
            assert (element.get("lang"), element.get("dir")) == (language(path), "ltr"), path


def test_the_title_names_the_mail_and_everything_shown_is_in_the_wrapper(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        assert (tree.findtext("head/title") or "").strip(), path
        beside = tree.xpath("/html/body/*[not(@role='article')]")
        assert [element.get("class") for element in beside] == ["preheader"], path
        assert "display:none" in beside[0].get("style").replace(" ", "")
        assert not (tree.find("body").text or "").strip()


def test_every_table_is_for_layout_and_says_so(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        tables = tree.xpath("//table")
        assert tables
        assert [table.get("role") for table in tables if table.get("role") != "presentation"] == [], path
        # What a screen reader would announce as a table of data has no place in one for layout.
        assert tree.xpath("//th | //caption | //td[@headers] | //*[@summary] | //*[@scope]") == [], path
    hidden = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)
    for path, tree in mails.items():
        for part in hidden.findall(html.tostring(tree, encoding="unicode")):
            assert part.count("<table") == part.count('<table role="presentation"'), path


def test_every_picture_says_what_it_shows(mails: dict[str, Any]) -> None:
    seen = 0
    for path, tree in mails.items():
        for image in tree.iter("img"):
            seen += 1
            said = image.get("alt") or ""
            assert len(said.split()) >= 5 and not re.search(
                r"(?i)\.png|\.jpe?g|^(?:bild|image|grafik|chart)\b", said
            ), path
            assert re.search(r"\d", said), "a chart's alternative says its numbers"
    assert seen


def test_headings_are_one_tree(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        levels = [
            (int(heading.tag[1]), words(heading)) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        ]
        assert [level for level, _ in levels].count(1) == 1 and levels[0][0] == 1, path
        assert [said for _, said in levels if not said] == [], path
        steps = [later - earlier for (earlier, _), (later, _) in pairwise(levels)]
        assert [step for step in steps if step > 1] == [], path
        assert len(levels) >= 2, path


def test_a_link_says_where_it_leads_and_the_same_words_lead_to_one_place(mails: dict[str, Any]) -> None:
    """A figure in a sentence is told by its sentence: the same amount may be two figures (WCAG 2.2, 2.4.4)."""
    for path, tree in mails.items():
        leads: dict[str, set[str]] = defaultdict(set)
        for link in tree.iter("a"):
            said = words(link)
            assert said and not EMPTY_WORDS.fullmatch(said), (path, said)
            assert not link.get("title"), "a title repeats the words or hides some"
            if "kb-figure" not in (link.get("class") or ""):
                leads[said.casefold()].add(link.get("href"))
        assert {said: places for said, places in leads.items() if len(places) > 1} == {}, path


def test_links_in_sentences_are_underlined(mails: dict[str, Any]) -> None:
    """Colour alone tells nobody who does not see it; only the button has no line."""
    for path, tree in mails.items():
        plain = [
            link for link in tree.iter("a") if "text-decoration:none" in (link.get("style") or "").replace(" ", "")
        ]
        assert {link.get("class") for link in plain} <= {"button"}, path


def test_text_is_large_enough_stands_left_and_is_never_justified(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        for element in tree.xpath("//body//*[@style]"):
            style = element.get("style").replace(" ", "")
            if "display:none" in style:
                continue
            size = re.search(r"font-size:([\d.]+)(px)?", style)
            if size:
                assert size[2], "sizes are in pixels: nothing inherits what a client set"
                assert float(size[1]) >= (12 if element.tag == "sup" else SMALLEST), (
                    path,
                    element.tag,
                    words(element)[:40],
                )
            assert "text-align:justify" not in style
        body = re.search(r"font-size:(\d+)px", tree.xpath("//td[contains(@class, 'cell')]")[1].get("style"))
        assert body and int(body[1]) >= 16


def test_nothing_relies_on_what_is_announced_wrongly(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        assert tree.xpath("//*[@tabindex or @accesskey or @aria-hidden='true' or @autofocus]") == [], path
        assert tree.xpath("//blink | //marquee | //font | //center | //big") == [], path
        assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id"))), path
        assert "user-scalable" not in (tree.xpath("string(//meta[@name='viewport']/@content)")), path
        assert "maximum-scale" not in (tree.xpath("string(//meta[@name='viewport']/@content)")), path


def test_lists_are_lists(mails: dict[str, Any]) -> None:
    for path, tree in mails.items():
        for items in tree.xpath("//ul | //ol"):
            assert {child.tag for child in items} == {"li"}, path
        assert tree.xpath("//li[not(parent::ul or parent::ol)]") == [], path
        assert [text for text in tree.xpath("//p/text()") if re.match(r"\s*[•·*-]\s", text)] == [], path
