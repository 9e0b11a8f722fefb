"""Plain text for mail: paragraphs folded for a narrow window, addresses whole."""

from __future__ import annotations

import re
import textwrap

from generator.templating import Verbatim

WIDTH = 72
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")


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
