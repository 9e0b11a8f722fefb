"""What stands in a page's head: structured data in schema.org's words, cards, addresses that moved, the policy."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import html

from generator.charts.painting import FONTS
from generator.content.records.publication import Newsletter
from generator.mail import signup
from generator.outputs import comments
from generator.outputs.cards import drawing
from generator.outputs.pages.structured import block
from generator.outputs.policy import policy
from generator.publish import sites
from tests.builders import FILES, publication
from tests.publications import ROOT, Made, make

TERMS: dict[str, set[str]] = {
    "BreadcrumbList": {"itemListElement"},
    "CorrectionComment": {"text", "datePublished", "url"},
    "ImageObject": {"url"},
    "ListItem": {"position", "name", "item"},
    "MonetaryAmount": {"name", "description", "currency", "value", "minValue", "maxValue"},
    "NewsArticle": {
        "url",
        "mainEntityOfPage",
        "headline",
        "description",
        "inLanguage",
        "datePublished",
        "dateModified",
        "image",
        "isAccessibleForFree",
        "publisher",
        "author",
        "about",
        "correction",
    },
    "NewsMediaOrganization": {"name", "url", "email", "correctionsPolicy", "publishingPrinciples"},
    "Organization": {
        "name",
        "description",
        "legalName",
        "alternateName",
        "url",
        "foundingDate",
        "leiCode",
        "sameAs",
        "parentOrganization",
    },
    "Person": {"name"},
    "WebPage": {
        "url",
        "name",
        "description",
        "inLanguage",
        "primaryImageOfPage",
        "publisher",
        "about",
        "dateModified",
    },
    "WebSite": {"name", "description", "url", "inLanguage", "publisher"},
}
"""schema.org's types and properties that we use; each was looked up in version 30.0 with its domain and range."""

Page = tuple[Made, str, Any]


@pytest.fixture(scope="module", params=[("golden", "built_golden"), ("real", "built_site")], ids=["golden", "real"])
def site(request: pytest.FixtureRequest) -> tuple[Made, Path]:
    made, folder = (request.getfixturevalue(name) for name in request.param)
    return made, folder


def pages(site: tuple[Made, Path]) -> list[tuple[str, Any, Path]]:
    """Address, tree and file of every page of an edition."""
    made, folder = site
    return [
        (edition.url(address), html.document_fromstring(file.read_bytes()), file)
        for edition in made.editions.values()
        for address in sorted(edition.addresses)
        for file in [folder / edition.language / address / "index.html"]
    ]


def things(value: Any) -> list[dict[str, Any]]:
    """Every node of a graph that has a type."""
    if isinstance(value, list):
        return [thing for item in value for thing in things(item)]
    if not isinstance(value, dict):
        return []
    return ([value] if "@type" in value else []) + [thing for item in value.values() for thing in things(item)]


def graph(page: Any) -> list[dict[str, Any]]:
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return things(found["@graph"])


def test_structured_data_is_json_in_terms_of_schema_org(site: tuple[Made, Path]) -> None:
    for url, page, _ in pages(site):
        for thing in graph(page):
            assert {key for key in thing if not key.startswith("@")} <= TERMS[thing["@type"]], url
            for key in ("datePublished", "dateModified"):
                if key in thing:
                    datetime.fromisoformat(thing[key])


def test_every_page_but_home_says_the_way_to_it(site: tuple[Made, Path]) -> None:
    for url, page, _ in pages(site):
        ways = [thing for thing in graph(page) if thing["@type"] == "BreadcrumbList"]
        if url in {edition.url("") for edition in site[0].editions.values()}:
            assert ways == []
            continue
        (way,) = ways
        assert [item["position"] for item in way["itemListElement"]] == list(range(1, len(way["itemListElement"]) + 1))
        assert way["itemListElement"][-1]["item"]["@id"] == url


def test_a_bound_stays_a_bound_in_structured_data(built_story: Path) -> None:
    """In the first issue the round is "up to 100bn": a largest value, and no other number."""
    page = html.document_fromstring((built_story / "en/briefings/2026-01-30-openai-runde/index.html").read_bytes())
    (article,) = (thing for thing in graph(page) if thing["@type"] == "NewsArticle")
    amounts = [thing for thing in article["about"] if thing["@type"] == "MonetaryAmount"]
    first = next(amount for amount in amounts if "100bn" in amount["name"])
    assert first["maxValue"] == 100_000_000_000
    assert not {"value", "minValue"} & set(first)
    assert date.fromisoformat(article["datePublished"][:10]) == date(2026, 1, 30)


def test_a_correction_is_told_with_its_day_in_words_and_in_data(tmp_path: Path) -> None:
    """The issue's own and those of what it showed of its deals, frozen or not."""
    issue, deal = "briefings/2026-01-30-runde/briefing.yml", "deals/runde.yml"
    counted, read = "{de: Verzählt., en: Miscounted.}", "{de: Verlesen., en: Misread.}"
    own = (
        "corrections: [{date: 2026-02-02, field: summary, was: vier, now: fünf,"
        f" reason: {counted}, severity: typo}}]\n"
    )
    figure = (
        "corrections: [{date: 2026-02-03, field: amount, was: 4mn EUR, now: 4.5mn EUR,"
        f" reason: {read}, severity: correction}}]\n"
    )
    content = publication(tmp_path, **{issue: FILES[issue] + own, deal: FILES[deal] + figure})
    page = make(content, as_of=date(2026, 3, 1)).text("docs/de/briefings/2026-01-30-runde/index.md")
    front, _ = json.JSONDecoder().raw_decode(page.removeprefix("---\n"))
    (article,) = (one for one in things(json.loads(front["structured"])["@graph"]) if one["@type"] == "NewsArticle")
    shown = html.document_fromstring(page).xpath("//aside[contains(@class, 'kb-notice--correction')]/p")
    assert article["dateModified"].startswith("2026-02-03")
    assert [told["datePublished"] for told in article["correction"]] == ["2026-02-03", "2026-02-02"]
    assert article["correction"][0]["text"].endswith(
        ": 4 Mio. € → 4,5 Mio. €. Verlesen.".replace(" M", "\u00a0M").replace(" €", "\u00a0€")
    )
    assert article["correction"][1]["text"] == "Geld für Beispiel Labs: vier → fünf. Verzählt."
    assert shown[1].text_content() == "Tippfehler, 2.\u00a0Februar 2026: Zuvor: vier. Jetzt: fünf. Verzählt."
    assert "Verlesen." in shown[0].text_content()


def test_nothing_is_told_of_a_correction_where_there_is_none(site: tuple[Made, Path]) -> None:
    made, folder = site
    for edition in made.editions.values():
        for name, _ in edition.issues:
            text = (folder / edition.language / "briefings" / name / "index.html").read_bytes()
            page = html.document_fromstring(text)
            (article,) = (thing for thing in graph(page) if thing["@type"] == "NewsArticle")
            shown = page.xpath("//article//aside[contains(@class, 'kb-notice--correction')]")
            assert bool(article.get("correction")) == bool(shown), name


def test_no_text_can_close_the_data_block() -> None:
    assert "</" not in block([{"@type": "Person", "name": "</script><script>alert(1)</script>"}])


def test_every_page_has_a_card_that_exists_and_is_described(site: tuple[Made, Path]) -> None:
    made, folder = site
    home = made.checked.archive.publication.home
    for url, page, _ in pages(site):
        said = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
        assert said["og:url"] == url == page.xpath("//link[@rel='canonical']/@href")[0]
        assert said["og:title"] and said["og:description"] and said["og:image:alt"]
        image = (folder / said["og:image"].removeprefix(home)).read_bytes()
        assert image[:8] == b"\x89PNG\r\n\x1a\n"
        assert [int.from_bytes(image[at : at + 4]) for at in (16, 20)] == [1200, 630]
        assert re.fullmatch(r"[a-z]{2}_[A-Z]{2}", said["og:locale"])
        assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_the_fonts_of_the_cards_hold_every_letter_that_is_printed_on_one(real: Made) -> None:
    from generator.views.social import all_cards

    folder = ROOT / "templates" / "theme" / "assets" / "fonts"
    letters = set.intersection(*(set(TTFont(folder / name).getBestCmap()) for name in FONTS))
    for edition in real.editions.values():
        for _, make_card in all_cards(edition):
            card = make_card()
            text = card.kicker + card.title + card.amount + card.speaker
            assert {letter for letter in text if ord(letter) not in letters} == set(), card


def test_nothing_on_a_card_stands_on_something_else(real: Made, golden: Made) -> None:
    from generator.views.social import all_cards

    for edition in [*real.editions.values(), *golden.editions.values()]:
        for _, make_card in all_cards(edition):
            card = make_card()
            picture = html.fromstring(drawing(edition, card).encode())
            texts = [(float(text.get("y")), int(text.get("font-size"))) for text in picture.iter("text")][:-2]
            assert all(one + size * 0.25 <= other - after * 0.7 for (one, size), (other, after) in pairwise(texts)), (
                card
            )
            assert max(y for y, _ in texts) <= 535, card


def test_what_touches_in_the_text_is_apart_for_the_search(built_story: Path) -> None:
    page = html.document_fromstring((built_story / "en/deals/openai-round-2026/index.html").read_bytes())
    assert not re.search(r"TopicCapital|SubjectOpenAI", page.text_content())


def test_every_page_states_its_policy(site: tuple[Made, Path]) -> None:
    made, folder = site
    expected = policy(made.checked.archive.publication)
    assert "unsafe-inline" not in expected
    assert "http" not in expected.replace(f"frame-src {comments.HOST}", "")
    assert (comments.HOST in expected) == bool(made.checked.archive.publication.comments)
    for file in folder.rglob("*.html"):
        if file.name != "email.html":
            page = html.document_fromstring(file.read_bytes())
            assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [expected], file


@pytest.mark.parametrize(
    ("provider", "given", "action", "fields"),
    [
        (
            "buttondown",
            {"list": "kapital"},
            "https://buttondown.com/api/emails/embed-subscribe/kapital",
            {"email", "embed"},
        ),
        (
            "listmonk",
            {"form": "https://mail.example/", "list": "0f-uuid"},
            "https://mail.example/subscription/form",
            {"email", "l", "nonce"},
        ),
        (
            "brevo",
            {"form": "https://x.sibforms.com/serve/abc"},
            "https://x.sibforms.com/serve/abc",
            {"EMAIL", "locale", "email_address_check"},
        ),
        (
            "mailchimp",
            {"form": "https://x.us1.list-manage.com/subscribe/post?u=a1&id=b2"},
            "https://x.us1.list-manage.com/subscribe/post?u=a1&id=b2",
            {"EMAIL", "b_a1_b2"},
        ),
        (
            "keila",
            {"form": "https://keila.example/forms/nfrm"},
            "https://keila.example/forms/nfrm",
            {"contact[email]", "h[url]"},
        ),
    ],
)
def test_the_form_is_a_plain_post_to_the_provider_and_nobody_else(
    provider: str, given: dict[str, str], action: str, fields: set[str], golden: Made
) -> None:
    newsletter = Newsletter(provider=provider, **given)
    form = signup.form(newsletter, "de")
    assert form is not None
    t = golden.editions["de"].locale.t
    values = {"t": t, "form": form, "site": "Prüfbrief", "privacy_href": "../privacy/"}
    text = golden.editions["de"].templates.render("site/_signup.html.j2", values)
    (found,) = html.fragment_fromstring(text, create_parent="div").xpath("//form")
    assert (found.get("method"), found.get("action")) == ("post", action)
    assert {field.get("name") for field in found.xpath(".//input")} == fields
    assert form.provider in text and "Bestätigung" in text
    publication = golden.checked.archive.publication.model_copy(update={"newsletter": newsletter})
    assert f"form-action 'self' {form.host};" in policy(publication)
    assert re.findall(r"https?://[^/\"]+", text) == [form.host]


def test_without_a_provider_there_is_no_form_but_feeds_and_an_address(golden: Made) -> None:
    page = golden.text("docs/de/subscribe/index.md")
    assert "<form" not in page
    assert "feed.xml" in page and "mailto:" in page


def test_without_pagefind_there_is_no_dead_button(golden: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.publish import search

    monkeypatch.setattr(search, "available", lambda: False)
    assert sites.site(golden.editions["de"]).words["search"] == {}
