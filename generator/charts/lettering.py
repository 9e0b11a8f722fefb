"""How wide a text is in Inter, so that a chart can leave room for it without asking a browser.

Advance widths of the vendored files in thousandths of the type size, rounded up to 30: a chart may leave a little too
much room, never too little. `tests/test_charts.py` compares the table with the fonts' own.
"""

from __future__ import annotations

_REGULAR = {
    210: "⁄",
    240: "′",
    270: "Iijl¦¸ÌÍÎÏìíîïıʻʼ‘’‚",
    300: " !',.:\u00a0¡·˚",
    330: ";`t´¹",
    360: "/\\|",
    390: "()[]fr‹›",
    420: "1ˆ",
    450: "{}²³“”„″",
    480: '"-^_ª¯°',
    510: "*º˜–",
    540: "?s¿",
    570: "7Lakvxyz¥§àáâãäåýÿ•",
    600: "5FJcehnou¢¨«µ»çèéêëðñòóôõöøùúûü",
    630: "23689EZbdgpq£¶ÈÉÊËßþ™",
    660: "#$&04BPRSTÞ",
    690: "+<=>AKVXY~¬®±ÀÁÂÃÄÅ×Ý÷€−",
    750: "CDGHU¤ÇÐÙÚÛÜ",
    780: "NOQÑÒÓÔÕÖØ",
    810: "¼",
    840: "w↑↓",
    870: "½…",
    900: "m¾",
    930: "M©æ",
    990: "%@W",
    1020: "ÆŒœ—",
}
_BOLD = {
    210: "⁄",
    240: " \u00a0",
    300: "IijlÌÍÎÏìíîïıʻ‚′",
    330: "ʼ‘’",
    360: "!',.:;¡¦·¹",
    390: "()/[\\]`t|´¸˚",
    420: "fr",
    450: "1¯‹›",
    480: "-_{}ª°²³ˆ•",
    510: "^º˜–„",
    540: "“”",
    570: '"*?Ls¥§¿″',
    600: "7FJacekvxz¢¶àáâãäåçèéêëð",
    630: "25Ebdhnopquy¨µÈÉÊËñòóôõöøùúûüýþÿ",
    660: "#$3689PRSg£«»ß™",
    690: "&+04<=>BTZ~¬®±×Þ÷€−",
    720: "K",
    750: "ACDGHUVXYÀÁÂÃÄÅÇÙÚÛÜÝ",
    780: "NOQ¤ÐÑÒÓÔÕÖØ",
    870: "w¼",
    900: "½",
    930: "m©¾æ↑↓",
    960: "M",
    990: "œ",
    1020: "%@Œ—…",
    1050: "WÆ",
}
UNKNOWN = 900
"""A letter that the table lacks is drawn by another face; it gets the room of a wide one."""

_WIDTHS = tuple(
    {letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)
)


def width(text: str, size: float = 13, bold: bool = False) -> float:
    """The room a line of text needs, in pixels.

    >>> width("il", 10) < width("mw", 10)
    True
    """
    return sum(_WIDTHS[bold].get(letter, UNKNOWN) for letter in text) * size / 1000


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
