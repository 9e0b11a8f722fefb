"""SVG as images, the same bytes each time: charts for mails, by day and twice the size, and whatever is drawn in Inter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import resvg_py

from generator.templating import Templates

SCALE = 2
MARGIN = 16
"""A mail client may set dark paper around the image; its own paper keeps the letters off the edge."""
LETTERS = "Inter, system-ui, sans-serif"
FONTS = ("Inter-400.ttf", "Inter-700.ttf")
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


def paint(templates: Templates, svg: str, scale: int = 1, paper: str | None = None) -> bytes:
    """The image of an SVG that brings its own colours; its letters are Inter's."""
    folder = templates.folder / "theme" / "assets" / "fonts"
    return _paint(svg, scale, paper, tuple(str(folder / name) for name in FONTS))


def paint_all(templates: Templates, svgs: Sequence[str], scale: int = 1) -> Iterator[bytes]:
    """The image of each, in their order; the painter leaves Python to itself, so threads use every core."""
    with ThreadPoolExecutor() as pool:
        yield from pool.map(lambda svg: paint(templates, svg, scale), svgs)


# A preview builds again and again while most images stay as they are; each takes 30 ms.
@lru_cache(maxsize=4096)
def _paint(svg: str, scale: int, paper: str | None, fonts: tuple[str, ...]) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=scale, background=paper, skip_system_fonts=True, font_files=list(fonts)
        )
    )


def rules(templates: Templates) -> str:
    """How the marks of a chart look by day, as a style sheet that needs no other."""
    found = _RULE.findall(templates.text("theme/styles/components.css"))
    return _flat("".join(f"{name.strip()}{{{rule}}}" for name, rule in found), _day(templates))


def paper(templates: Templates) -> str:
    """What a chart is drawn on by day."""
    return _day(templates)[_PAPER]


def _day(templates: Templates) -> dict[str, str]:
    return day_colours(templates.text("theme/styles/tokens.css"))


def day_colours(tokens: str) -> dict[str, str]:
    """What every variable of the theme is by day: `light-dark(a, b)` is a, `var(--x)` what x is. resvg knows neither."""
    found = {name: _DAY.sub(r"\1", value.strip()) for name, value in _VARIABLE.findall(tokens)}
    return {name: _flat(value, found) for name, value in found.items()} | {"--md-text-font-family": LETTERS}


def _with_margin(found: re.Match[str]) -> str:
    width, height = int(found[1]) + 2 * MARGIN, float(found[2]) + 2 * MARGIN
    return f'viewBox="{-MARGIN} {-MARGIN} {width} {height:g}"'


def _flat(text: str, values: dict[str, str]) -> str:
    return re.sub(r"var\((--[\w-]+)\)", lambda use: values.get(use[1], "none"), text)
