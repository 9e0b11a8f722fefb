"""axe-core finds nothing on any kind of page: narrow and wide, by day and by night, with everything opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.kinds import ADDRESSES

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RUN = """async () => {
    // axe leaves out what is new in WCAG 2.2 unless it is asked for.
    const found = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
    return found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`);
}"""


@pytest.fixture(params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


def test_no_page_has_a_violation(width: int, scheme: str, browser: Any, server: str) -> None:
    # axe is put into the page by the test, which the page's own policy would refuse.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for address in ADDRESSES:
        page.goto(server + address)
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
