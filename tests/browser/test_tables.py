"""Long tables are searched, filtered and sorted where they stand, and a figure is copied with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.outputs.pages.frame import writer_at
from generator.views import deals as deal_views
from tests.publications import Made

DEALS = "de/deals/"
ROWS = "#kb-table tbody tr:visible"


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    """A page of a reader who lets it write to the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=server)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def names(page: Any) -> list[str]:
    """The first cells of the rows that are seen, from top to bottom."""
    return [text.strip() for text in page.locator(f"{ROWS} th").all_inner_texts()]


def status(page: Any) -> str:
    """What a screen reader is told."""
    return str(page.locator(".kb-sift [role=status]").inner_text())


def test_a_filter_keeps_the_rows_that_fit_says_how_many_and_stands_in_the_address(page: Any) -> None:
    page.goto(DEALS)
    every = page.locator(ROWS).count()
    assert status(page) == f"{every} von {every} gezeigt"
    page.select_option("select[name=status]", "closed")
    closed = page.locator(f"{ROWS} .kb-chip--closed").count()
    assert 0 < closed == page.locator(ROWS).count() < every
    assert status(page) == f"{closed} von {every} gezeigt"
    assert page.url.endswith("de/deals/?status=closed")
    page.select_option("select[name=org]", "openai")
    assert 0 < page.locator(ROWS).count() < closed
    page.click(".kb-sift [type=reset]")
    assert page.locator(ROWS).count() == every
    assert page.url.endswith("de/deals/")
    assert not page.is_visible(".kb-sift [type=reset]")


def test_a_choice_can_be_passed_on_as_an_address(page: Any) -> None:
    page.goto(f"{DEALS}?year=2026&sort=name&kind=nirgends&q=anthropic")
    assert page.input_value("select[name=year]") == "2026"
    assert page.input_value("select[name=kind]") == "", "a word that is no choice is left out"
    found = names(page)
    assert len(found) > 1 and found == sorted(found, key=str.casefold)


def test_searching_looks_past_case_and_accents_and_wants_every_word(page: Any) -> None:
    page.goto(DEALS)
    page.fill("input[name=q]", "BÖRSENPLANE openai")
    assert names(page) == ["OpenAIs Börsenpläne"]
    page.fill("input[name=q]", "nirgends")
    assert page.locator(ROWS).count() == 0
    assert status(page).startswith("0 von ")


def test_a_head_sorts_with_the_keyboard_and_turns_round(page: Any) -> None:
    page.goto(DEALS)
    first = names(page)
    head = page.locator("th[data-kb-sort=size]")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    sizes = [int(size) for size in page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.size)") if size]
    assert sizes == sorted(sizes, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    assert page.input_value("select[name=sort]") == "-size"
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    given = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.size)")
    assert [int(size) for size in given if size] == sizes[::-1]
    assert given == sorted(given, key=lambda size: not size), "what has no size stands last both ways"
    page.locator("th[data-kb-sort=date] button").click()
    assert names(page) == first and "sort" not in page.url


def test_letters_lead_to_their_names_until_another_order_is_chosen(page: Any) -> None:
    page.goto("en/organisations/")
    page.click(".kb-letters a:has-text('M')")
    row = page.locator("tr:target")
    assert row.locator("th").inner_text().casefold().startswith("m")
    page.select_option("select[name=sort]", "-count")
    assert not page.is_visible(".kb-letters")
    counts = [int(text) for text in page.locator(f"{ROWS} td:last-child").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)


def test_sources_are_filtered_on_a_phone_where_rows_are_cards(browser: Any, server: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, base_url=server)
    page.goto("en/sources/?kind=mirror")
    assert 0 < page.locator(ROWS).count() < page.locator("#kb-table tbody tr").count()
    assert page.locator(f"{ROWS} a").count() == 0, "a mirror is named but not linked"
    for control in page.locator(".kb-sift :is(input, select, button):visible").all():
        assert control.bounding_box()["height"] >= 44
    page.close()


@pytest.mark.parametrize("address", [DEALS, "en/organisations/", "en/sources/"])
def test_without_javascript_the_whole_table_is_there_and_no_control(address: str, browser: Any, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto(f"{address}?q=nirgends")
    assert page.locator(ROWS).count() == page.locator("#kb-table tbody tr").count() > 20
    assert not page.is_visible(".kb-sift")
    assert page.locator("th button").count() == 0
    context.close()


def test_a_figure_is_copied_as_the_sentence_that_belongs_to_it(page: Any, real: Made) -> None:
    edition = real.editions["de"]
    address = "deals/openai-round-2026/"
    writer, deal = writer_at(edition, address), edition.today.deals["openai-round-2026"]
    page.goto(f"de/{address}")
    buttons = page.locator(".kb-claimed [data-kb-copy]")
    wanted = [deal_views.sentence(writer, figure) for figure in deal.figures.values() if figure.shown]
    assert [button.get_attribute("data-kb-copy") for button in buttons.all()] == wanted
    assert all(button.bounding_box()["height"] >= 44 for button in buttons.all())
    buttons.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".kb-copied:not(:empty)", state="attached")
    assert page.locator(".kb-copied").first.inner_text() == "Kopiert."
    assert page.evaluate("navigator.clipboard.readText()") == wanted[0]


def test_where_copying_is_refused_the_sentence_is_shown(browser: Any, server: str) -> None:
    page = browser.new_page(base_url=server)
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto("en/deals/openai-round-2026/")
    button = page.locator(".kb-claimed [data-kb-copy]").first
    button.click()
    page.wait_for_selector(".kb-copied:not(:empty)", state="attached")
    assert page.locator(".kb-copied").first.text_content() == button.get_attribute("data-kb-copy")
    page.close()


def test_without_javascript_there_is_no_button_and_every_figure_is_there(browser: Any, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto("en/briefings/2026-01-30-openai-runde/")
    assert page.locator("[data-kb-copy]").count() > 3
    assert not any(button.is_visible() for button in page.locator("[data-kb-copy]").all())
    assert page.locator(".kb-tile").count() == 4
    context.close()
