"""Pages with the keyboard alone, with larger letters, wider spacing, and a reader's own colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.browser.kinds import LANGUAGES, Site

_FOCUS = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const box = one.getClientRects()[0], ring = getComputedStyle(one);
    const over = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        place: [...document.querySelectorAll("*")].indexOf(one),
        what: one.outerHTML.slice(0, 100),
        seen: Boolean(over) && (one.contains(over) || over.contains(one)),
        ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
    };
}"""


@pytest.mark.parametrize("width", [pytest.param(390, marks=pytest.mark.soak), 1280])
@pytest.mark.parametrize(
    "address",
    ["", "deals/", "sources/", *(pytest.param(other, marks=pytest.mark.soak) for other in ("data/", "flows/"))],
)
def test_whoever_tabs_sees_where_they_are_and_moves_on(width: int, address: str, browser: Any, server: str) -> None:
    """In the order of the text, to the end of the page, always in sight and with a ring."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{server}de/{address}")
    steps = []
    for _ in range(400):
        page.keyboard.press("Tab")
        step = page.evaluate(_FOCUS)
        if step is None:
            break
        steps.append(step)
    page.close()
    assert 20 < len(steps) < 400
    assert [step["place"] for step in steps] == sorted({step["place"] for step in steps})
    assert [step["what"] for step in steps if not (step["seen"] and step["ring"])] == []


def test_the_sections_of_a_phone_close_behind_who_leaves_them(browser: Any, server: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{server}de/")
    page.focus("button.kb-tool--menu")
    page.keyboard.press("Enter")
    page.locator("#kb-sections a").last.focus()
    assert page.locator("#kb-sections a").last.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUS)["seen"]
    assert not page.locator("#kb-sections a").last.is_visible()
    page.close()


SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""What a reader may set, and nothing is lost: https://www.w3.org/TR/WCAG22/#text-spacing."""
TWICE = "html { font-size: 250% !important; }"
"""Letters twice as large as ours, as a browser's zoom of text alone makes them."""


@pytest.mark.parametrize(
    ("turn", "width", "style"),
    [
        (0, 320, SPACED),
        pytest.param(1, 1280, SPACED, marks=pytest.mark.soak),
        pytest.param(0, 640, TWICE, marks=pytest.mark.soak),
        (1, 390, TWICE),
    ],
)
def test_wider_spacing_and_larger_letters_fit(
    turn: int, width: int, style: str, browser: Any, site: Site, sample: Callable[[Site, int, int], Sequence[str]]
) -> None:
    """Each type of page with one style in one language, with the other in the other; with --soak all in all."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for address in sample(site, turn, 2):
        page.goto(site.address + address)
        page.evaluate(
            "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }",
            style,
        )
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[address] = found
    page.close()
    assert wide == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_takes_the_colours_that_a_reader_forces(language: str, browser: Any, server: str) -> None:
    """A dark page was chosen once; the system's colours are dark on light. A chart must not be light on light."""
    page = browser.new_page(forced_colors="active", color_scheme="light")
    page.goto(f"{server}{language}/flows/")
    page.click("[data-kb-theme]")
    found = page.evaluate("""() => {
        const canvas = getComputedStyle(document.body).backgroundColor;
        const node = document.querySelector(".kb-chart rect"), word = document.querySelector(".kb-chart text");
        return [getComputedStyle(node).fill === canvas, getComputedStyle(word).fill !== canvas];
    }""")
    page.close()
    assert found == [True, True]
