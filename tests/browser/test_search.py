"""What readers type finds what they mean, with the keyboard alone, and the window behaves like a window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.kinds import LANGUAGES

FINDS = (
    ("de", "Nvidia Beteiligung", "de/deals/openai-nvidia-stake-2026/"),
    ("de", "Verguetung", "de/methodology/"),
    ("de", "Geschaeftsfuehrer", "de/methodology/"),
    ("de", "Kapitalkreislaeufe", "de/topics/capital-flows/"),
    ("de", "kapitalkreislaufe", "de/topics/capital-flows/"),
    ("de", "Muenchen", "de/deals/telekom-nvidia-munich/"),
    ("de", "AWS", "de/organisations/amazon/"),
    ("en", "AWS", "en/organisations/amazon/"),
    ("en", "Facebook", "en/organisations/meta/"),
    ("en", "SoftBank", "en/organisations/softbank/"),
    ("en", "Nvidia stake", "en/deals/openai-nvidia-stake-2026/"),
    ("de", "Korrekturen", "de/corrections/"),
    ("en", "corrections", "en/corrections/"),
)
"""What is typed in a language, and a page that must be among the first twelve results."""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    found = browser.new_page()
    yield found
    found.close()


def answered(page: Any) -> None:
    """Waits until the answer to what was last typed or chosen stands there."""
    page.wait_for_selector(".kb-search__found[aria-busy=false]", state="attached")


def search(page: Any, words: str) -> list[str]:
    """Types into the open window and waits for its answer; the addresses that it shows."""
    page.keyboard.type(words)
    answered(page)
    links: list[str] = page.eval_on_selector_all("#kb-search h4 a", "links => links.map(link => link.href)")
    return links


@pytest.mark.parametrize(("language", "words", "expected"), FINDS)
def test_what_is_typed_finds_what_is_meant(language: str, words: str, expected: str, page: Any, server: str) -> None:
    page.goto(f"{server}{language}/")
    page.keyboard.press("/")
    assert f"{server}{expected}" in search(page, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_of_the_language_of_the_page(language: str, page: Any, server: str) -> None:
    page.goto(f"{server}{language}/archive/2026/")
    page.keyboard.press("Control+k")
    links = search(page, "OpenAI")
    assert links
    assert all(link.startswith(f"{server}{language}/") for link in links)


def test_the_root_searches_as_the_home_page_does(page: Any, server: str) -> None:
    page.goto(server)
    page.keyboard.press("/")
    assert f"{server}de/organisations/amazon/" in search(page, "AWS")


def test_results_are_grouped_and_can_be_filtered(page: Any, server: str) -> None:
    page.goto(f"{server}de/")
    page.click("[data-kb-search]")
    search(page, "OpenAI")
    assert "Vorgang" in page.eval_on_selector_all("#kb-search h3", "heads => heads.map(head => head.textContent)")
    for name, value in (("type", "Ausgabe"), ("year", "2026"), ("organisation", "OpenAI")):
        page.select_option(f"#kb-search select[name={name}]", value)
        answered(page)
    heads = page.eval_on_selector_all("#kb-search h3", "heads => heads.map(head => head.textContent)")
    assert heads == ["Ausgabe"]
    page.select_option("#kb-search select[name=topic]", index=1)
    answered(page)
    assert page.locator("#kb-search-status").text_content()


def test_the_keyboard_alone_leads_to_a_page_and_back(page: Any, server: str) -> None:
    page.goto(f"{server}en/deals/")
    page.focus("[data-kb-search]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    if page.locator("#kb-search").evaluate("dialog => dialog.open"):
        page.keyboard.press("Escape")  # the first one may only empty the field
    assert not page.locator("#kb-search").evaluate("dialog => dialog.open")
    assert page.evaluate("'kbSearch' in document.activeElement.dataset")
    page.keyboard.press("Control+k")
    first = search(page, "AWS")[0]
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_escape_closes_the_window_where_the_field_keeps_the_key(page: Any, server: str) -> None:
    """As in Safari, where the field takes Escape for itself: a made-up event reaches our listener and nothing else."""
    page.goto(f"{server}en/")
    page.keyboard.press("/")
    page.keyboard.type("AWS")
    field = page.locator("#kb-search input[type=search]")
    field.dispatch_event("keydown", {"key": "Escape"})
    assert page.locator("#kb-search").is_visible()
    field.fill("")
    field.dispatch_event("keydown", {"key": "Escape"})
    assert not page.locator("#kb-search").is_visible()


def test_the_slash_can_be_switched_off_and_stays_off(page: Any, server: str) -> None:
    """WCAG 2.1.4: a key without a modifier can be turned off; Ctrl+K and the button stay."""

    def is_open() -> bool:
        found: bool = page.locator("#kb-search").evaluate("dialog => dialog.open")
        return found

    page.goto(f"{server}en/")
    page.keyboard.press("/")
    page.uncheck("[data-kb-slash]")
    page.goto(f"{server}en/deals/")
    page.keyboard.press("/")
    assert not is_open()
    assert page.get_attribute("[data-kb-search]", "aria-keyshortcuts") == "Control+K"
    assert page.get_attribute("[data-kb-search]", "title") == "Search (Ctrl+K)"
    page.keyboard.press("Control+k")
    assert is_open()
    page.check("[data-kb-slash]")
    page.click("[data-kb-close]")
    page.keyboard.press("/")
    assert is_open()
    assert page.evaluate("localStorage.length") == 0


def test_a_slash_that_is_typed_into_a_field_stays_there(page: Any, server: str) -> None:
    page.goto(f"{server}en/")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.input_value("#kb-search input") == "a/b"


def test_nothing_found_is_said(page: Any, server: str) -> None:
    page.goto(f"{server}en/")
    page.keyboard.press("/")
    assert search(page, "xylophonkonzertqq") == []
    assert page.text_content("#kb-search-status") == "Nothing found."


def test_what_is_found_cannot_run(page: Any, server: str) -> None:
    """Titles and excerpts are text: whatever looks like an element in them stays text."""
    page.goto(f"{server}de/")
    page.keyboard.press("/")
    search(page, "OpenAI")
    names = page.eval_on_selector_all("#kb-search li *", "all => [...new Set(all.map(one => one.localName))].sort()")
    assert set(names) <= {"a", "h4", "mark", "p"}


def test_nothing_is_fetched_before_the_search_is_opened(page: Any, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}de/", wait_until="networkidle")
    assert [url for url in asked if "/pagefind/" in url] == []


def test_without_a_script_there_is_no_dead_button(browser: Any, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}de/")
    assert not page.locator("[data-kb-search]").is_visible()
    assert not page.locator("#kb-search").is_visible()
    context.close()
