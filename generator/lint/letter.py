"""A letter opened for looking at: its HTML as a tree, its style sheets, what of it can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from generator.lint.css import Sheet, declarations, read_sheet
from generator.mail.letter import Letter

_FILL = re.compile(r"[\u034f\u200c\u00a0]{3,}")


@dataclass(frozen=True, slots=True)
class Opened:
    """The letter with its parsed HTML; `sheets` are its style elements, conditional comments excluded."""

    letter: Letter
    tree: Any
    sheets: tuple[Sheet, ...]

    @classmethod
    def of(cls, letter: Letter) -> Opened:
        """Parses the HTML as forgivingly as a mail client."""
        tree = html.document_fromstring(letter.html or "<p></p>", parser=html.HTMLParser(encoding="utf-8"))
        sheets = tuple(read_sheet(style.text or "") for style in tree.iter("style"))
        return cls(letter, tree, sheets)

    def elements(self) -> Iterator[Any]:
        """Every element, comments left out."""
        return (element for element in self.tree.iter() if isinstance(element.tag, str))

    def shown(self) -> Iterator[Any]:
        """The elements of the body that a reader sees."""
        body = self.tree.find("body")
        return _visible(body) if body is not None else iter(())

    @property
    def words(self) -> str:
        """The visible text of the HTML, spaces folded."""
        return " ".join(text for element in self.shown() for text in _texts(element) if text)


def _visible(element: Any) -> Iterator[Any]:
    if not isinstance(element.tag, str) or hidden(element):
        return
    yield element
    for child in element:
        yield from _visible(child)


def _texts(element: Any) -> Iterator[str]:
    """An element's own text: before its first child, and after each."""
    yield " ".join((element.text or "").split())
    for child in element:
        yield " ".join((child.tail or "").split())


def own_text(element: Any) -> str:
    """The text that stands in the element itself and not in a child."""
    return " ".join(text for text in _texts(element) if text)


def hidden(element: Any) -> bool:
    """Whether an element is in the mail only for a client's preview."""
    return ("display", "none") in {(name, value) for name, value, _ in declarations(element.get("style") or "")}


def place(element: Any) -> str:
    """An element as a person finds it: its tag and the beginning of its text."""
    text = _FILL.sub("", " ".join(element.text_content().split()))[:40]
    return f"<{element.tag}> {text}".strip()
