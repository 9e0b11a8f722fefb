"""Comments ask nobody for anything before a reader does; then they stand in a frame of their own host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import serving
from tests.browser.test_privacy import WATCH

ISSUE = "de/briefings/2026-01-15-gleiche-ziffern/"
ANSWER = """<!doctype html><title>Comments</title><script>
parent.postMessage({ giscus: { resizeHeight: 777 } }, "*");
</script>"""


@pytest.fixture(scope="module")
def golden_server(built_golden: Path) -> Iterator[str]:
    with serving(built_golden) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(color_scheme="dark")
    context.add_init_script(WATCH)
    found = context.new_page()
    # The host cannot be asked in a test; what it is asked, and what the page makes of its answer, can be seen.
    context.route("https://giscus.app/**", lambda route: route.fulfill(body=ANSWER, content_type="text/html"))
    yield found
    context.close()


def asked_of(page: Any) -> list[str]:
    """Fills with the foreign addresses that a page asks for."""
    found: list[str] = []
    page.on("request", lambda ask: None if ask.url.startswith("http://127.0.0.1:") else found.append(ask.url))
    return found


def test_comments_are_asked_for_by_a_click_alone(page: Any, golden_server: str) -> None:
    foreign = asked_of(page)
    page.goto(golden_server + ISSUE, wait_until="networkidle")
    assert foreign == []
    page.click("[data-kb-comments] button")
    page.wait_for_selector("[data-kb-comments] iframe[height='777']")
    (url,) = foreign
    assert url.startswith("https://giscus.app/de/widget?")
    said = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    assert said["repo"] == "pruefbrief/briefe"
    assert (said["category"], said["term"]) == ("Briefe & Fragen", "2026-01-15-gleiche-ziffern")
    assert (said["origin"], said["theme"]) == (f"{golden_server}{ISSUE}#comments", "dark")
    assert page.get_attribute("[data-kb-comments] iframe", "title") == "Kommentare"
    assert page.evaluate("window.broken") == []
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_who_comes_back_from_signing_in_finds_the_comments_open(page: Any, golden_server: str) -> None:
    foreign = asked_of(page)
    page.goto(f"{golden_server}{ISSUE}?giscus=secret#comments", wait_until="networkidle")
    assert page.url == f"{golden_server}{ISSUE}#comments"
    (url,) = foreign
    assert parse_qs(urlsplit(url).query)["session"] == ["secret"]


def test_a_publication_without_comments_has_no_trace_of_them(built_site: Path) -> None:
    pages = [path.read_text("utf-8") for path in (built_site / "de" / "briefings").rglob("index.html")]
    assert pages
    assert not any("giscus" in text or "comments.js" in text for text in pages)
