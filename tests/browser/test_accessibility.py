"""axe-core finds nothing on any kind of page: narrow and wide, by day and by night, with everything opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.browser.kinds import Site

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RUN = """async () => {
    // axe leaves out what is new in WCAG 2.2 unless it is asked for.
    const found = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
    return found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`);
}"""


TURNS = ((0, 360, "light"), (1, 1280, "dark"), (2, 1280, "dark"), (3, 360, "light"))
"""What differs between two pages that are two turns apart: both."""
DAILY = (*TURNS[:2], *(pytest.param(*turn, marks=pytest.mark.soak) for turn in TURNS[2:]))
"""By day each type of page is seen once, half of them narrow and light, half wide and dark."""


@pytest.mark.parametrize(("turn", "width", "scheme"), DAILY)
def test_no_page_has_a_violation(
    turn: int, width: int, scheme: str, browser: Any, site: Site, sample: Callable[[Site, int, int], Sequence[str]]
) -> None:
    """Each type of page once, narrow and light or wide and dark; with --soak all pages in all of these."""
    # axe is put into the page by the test, which the page's own policy would refuse.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for address in sample(site, turn, len(TURNS)):
        page.goto(site.address + address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        page.evaluate(AXE)
        violations = page.evaluate(RUN)
        if violations:
            found[address] = violations
    context.close()
    assert found == {}


def test_the_open_sections_have_no_violation(scheme: str, browser: Any, server: str) -> None:
    """The drawer of a phone."""
    context = browser.new_context(
        viewport={"width": 360, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{server}de/deals/")
    page.click("button.kb-tool--menu")
    assert page.locator("#kb-sections a").first.is_visible()
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    context.close()
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_open_search_has_no_violation(width: int, scheme: str, browser: Any, server: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{server}de/")
    page.keyboard.press("/")
    page.evaluate(AXE)
    empty = page.evaluate(RUN)
    page.keyboard.type("Nvidia")
    page.wait_for_selector("#kb-search [aria-busy=false] li")
    full = page.evaluate(RUN)
    context.close()
    assert (empty, full) == ([], [])
