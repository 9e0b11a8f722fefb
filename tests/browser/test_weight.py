"""What a reader downloads, as a host that compresses sends it: the first view of an issue, and the first search.

And that nothing moves while it comes in: https://web.dev/articles/cls.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.kinds import ISSUE, LANGUAGES

FIRST_VIEW = 92_000
FIRST_SEARCH = 130_000
_PACKED = (".woff2", ".png", ".jpg", ".webp", ".pagefind", ".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")
"""What is compressed already, and sent as it is."""


def weight(site: Path, urls: set[str]) -> dict[str, int]:
    """The bytes of each file on the wire."""
    found = {}
    for path in sorted(urlsplit(url).path for url in urls if url.startswith("http")):
        file = site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        content = file.read_bytes()
        found[path] = len(content if file.suffix in _PACKED else gzip.compress(content, 6))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_and_the_first_search_keep_to_their_bytes(
    language: str, browser: Any, server: str, built_story: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: set[str] = set()
    # What the browser fetches of itself for a tab, which is no part of the view.
    context.on("request", lambda request: asked.add(request.url) if "icon" not in request.url else None)
    page.goto(f"{server}{language}/{ISSUE}", wait_until="networkidle")
    view = weight(built_story, asked)
    asked.clear()
    page.keyboard.press("/")
    page.keyboard.type("Nvidia")
    page.wait_for_selector("#kb-search li")
    page.wait_for_load_state("networkidle")
    search = weight(built_story, asked)
    context.close()
    assert sum(view.values()) <= FIRST_VIEW, view
    assert sum(search.values()) <= FIRST_SEARCH, search


_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries())
    shifts.push(...shift.sources.map((source) => source.node?.className ?? "?"));
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("address", ["", ISSUE])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(width: int, address: str, browser: Any, server: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(_SHIFTS)
    page.goto(f"{server}de/{address}", wait_until="networkidle")
    assert page.evaluate("shifts") == []
    page.close()
