"""The sheets as a browser understands them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.outputs.styles import SHEETS, squeezed

STYLES = Path(__file__).parents[2] / "templates" / "theme" / "styles"
# What a variable holds is text to a browser, so white space after its commas is left out here.
_RULES = """
(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s*,\\s+/g, ","));
}
"""


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_squeezed_sheet_says_the_same(sheet: str, browser: Any) -> None:
    css = "\n".join((STYLES / f"{part}.css").read_text("utf-8") for part in SHEETS[sheet])
    page = browser.new_page()
    whole, less = (page.evaluate(_RULES, text) for text in (css, squeezed(css)))
    page.close()
    assert len(whole) > 20
    assert less == whole
    assert len(squeezed(css)) < len(css) * 0.9


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_underline_is_written_so_that_safari_reads_it(sheet: str) -> None:
    """Safari drops `text-decoration` with more than a line in it: `CSS.supports` of WebKitGTK 2.50 says no."""
    css = "\n".join((STYLES / f"{part}.css").read_text("utf-8") for part in SHEETS[sheet])
    said = re.findall(r"[{;\s]text-decoration:\s*([^;}]+)", css)
    assert said
    assert set(said) <= {"none", "underline", "line-through"}
