"""How wide a text is in Inter, so that a chart can leave room for it without asking a browser.

The widths are those of the fonts that images are painted in. Rounded up to `STEP`, they leave a little too much room,
never too little: browsers hint and kern in their own ways.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from generator.charts.painting import FONTS
from generator.text.templating import font_folder, home

STEP = 30
"""Widths are whole multiples of so many thousandths of the type size."""
UNKNOWN = 900
"""A letter that the font lacks is drawn by another face; it gets the room of a wide one, in thousandths too."""


def width(text: str, size: float = 13, bold: bool = False) -> float:
    """The room a line of text needs, in pixels.

    >>> width("il", 10) < width("mw", 10)
    True
    """
    widths = _widths(bold)
    return sum(widths.get(letter, UNKNOWN) for letter in text) * size / 1000


def fit(text: str, room: float, size: float = 13, bold: bool = False) -> str:
    """The text, or as much of it as there is room for, with an ellipsis."""
    if width(text, size, bold) <= room:
        return text
    while text and width(f"{text}…", size, bold) > room:
        text = text[:-1].rstrip(" ,·")
    return f"{text}…"


def wrap(text: str, room: float, size: float = 13, bold: bool = False, lines: int = 3) -> tuple[str, ...]:
    """The text in lines, broken at spaces but not at no-break spaces; what the last line cannot hold is cut."""
    found: list[str] = []
    for word in text.split(" "):
        joined = f"{found[-1]} {word}" if found else word
        if found and (width(joined, size, bold) <= room or len(found) == lines):
            found[-1] = joined
        else:
            found.append(word)
    return tuple(fit(line, room, size, bold) for line in found)


@cache
def _widths(bold: bool) -> Mapping[str, int]:
    """The advance width of every letter of a font, in thousandths of the type size."""
    # Only who draws pays for the import, which takes 50 ms.
    from fontTools.ttLib import TTFont

    with TTFont(font_folder(home() / "templates") / FONTS[bold], lazy=True) as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        exact = {chr(code): advances[name][0] * 1000 / units for code, name in font.getBestCmap().items()}
    return {letter: math.ceil(round(wide) / STEP) * STEP for letter, wide in exact.items()}
