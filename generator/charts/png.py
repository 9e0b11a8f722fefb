"""Charts as images: by day, for mails in twice the size.

The colours of the style sheet are written out, for resvg knows no variables.
"""

from __future__ import annotations

import re

from generator.charts.painting import paint
from generator.text.templating import Templates

SCALE = 2
"""Pixels of the image for each of the drawing."""
MARGIN = 16
"""A mail client may set dark paper around the image; its own paper keeps the letters off the edge."""
LETTERS = "Inter, system-ui, sans-serif"
"""The faces of all letters in an image; the first is always there."""
_PAPER = "--kb-paper"
_VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
_DAY = re.compile(r"light-dark\(([^,()]+),[^()]+\)")
_VIEW = re.compile(r'viewBox="0 0 (\d+) ([\d.]+)"')
_RULE = re.compile(r"(?m)^\.kb-chart (?:svg )?([^{]+){([^}]+)}")


def png(templates: Templates, svg: str) -> bytes:
    """The image of an SVG element on the paper's colour."""
    styled = str(svg).replace("</desc>", f"</desc><style>{rules(templates)}</style>", 1)
    styled = _VIEW.sub(_with_margin, styled, count=1)
    return paint(templates, styled, SCALE, paper(templates))


def rules(templates: Templates) -> str:
    """How the marks of a chart look by day, as a style sheet that needs no other."""
    found = _RULE.findall(templates.text("theme/styles/components.css"))
    return _flat("".join(f"{name.strip()}{{{rule}}}" for name, rule in found), _day(templates))


def paper(templates: Templates) -> str:
    """The colour by day that a chart is drawn on."""
    return _day(templates)[_PAPER]


def _day(templates: Templates) -> dict[str, str]:
    return day_colours(templates.text("theme/styles/tokens.css"))


def day_colours(tokens: str) -> dict[str, str]:
    """The value of every variable of the theme by day: `light-dark(a, b)` is a, `var(--x)` is the value of x."""
    found = {name: _DAY.sub(r"\1", value.strip()) for name, value in _VARIABLE.findall(tokens)}
    return {name: _flat(value, found) for name, value in found.items()} | {"--md-text-font-family": LETTERS}


def _with_margin(found: re.Match[str]) -> str:
    width, height = int(found[1]) + 2 * MARGIN, float(found[2]) + 2 * MARGIN
    return f'viewBox="{-MARGIN} {-MARGIN} {width} {height:g}"'


def _flat(text: str, values: dict[str, str]) -> str:
    return re.sub(r"var\((--[\w-]+)\)", lambda use: values.get(use[1], "none"), text)
