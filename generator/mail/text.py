"""Text for mail: nothing unseen in it, paragraphs folded for a narrow window, addresses whole."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from generator.text.templating import Verbatim

WIDTH = 72
"""Characters in a line of the text part."""
PREHEADER = 110
"""Characters of a preview that a list of mails shows."""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and the characters that turn the direction of what follows: a name can be made to read backwards."""
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")


def visible(text: str) -> str:
    """The text without controls, which make Gmail clip a mail, and without what turns the direction of a line.

    >>> visible("Geld f\u202er Labs")
    'Geld fr Labs'
    """
    return UNSEEN.sub("", text)


def shortened(text: str, room: int = PREHEADER) -> str:
    """A line for a list of mails, cut between words where it is longer than `room`."""
    return textwrap.shorten(text, room, placeholder=" …") if len(text) > room else text


def listed(first: str, parts: Iterable[str]) -> str:
    """A line for a list of mails, of as many whole parts as fit: "2 Ausgaben: Geld für Labs; Noch mehr Geld"."""
    text = first
    for part in parts:
        longer = f"{text}{': ' if text == first else '; '}{part}"
        if len(longer) > PREHEADER:
            break
        text = longer
    return text


def wrap(text: str, indent: str = "", first: str | None = None) -> Verbatim:
    """Paragraphs folded at 72 characters; no-break spaces hold amounts together, addresses stay whole."""
    paragraphs = [" ".join(p.split(" ")) for p in str(text).split("\n\n")]
    return Verbatim("\n\n".join(_fold(p, indent, indent if first is None else first) for p in paragraphs))


def tidy(rendered: str) -> str:
    """Lines without trailing spaces, never two empty ones in a row."""
    lines = [line.rstrip() for line in rendered.splitlines()]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip() + "\n"


def _fold(paragraph: str, indent: str, first: str) -> str:
    if _ITEM.match(paragraph):
        items = [re.sub(r"\s*\n\s*", " ", item.strip()) for item in re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", paragraph)]
        return "\n".join(_wrapped(item, f"{indent}  ", indent) for item in items)
    return _wrapped(" ".join(paragraph.split("\n")), indent, first)


def _wrapped(text: str, indent: str, first: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
