"""A mail opened for looking at: its HTML as a tree, its style sheets, what of it can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from generator.mail.lint.css import StyleSheet, declarations, read_style_sheet
from generator.mail.mail import Mail

_FILL = re.compile(r"[\u034f\u200c\u00a0]{3,}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail with its parsed HTML; the elements are lxml's."""

    mail: Mail
    """The mail itself."""
    tree: Any
    """The root of its HTML."""
    style_sheets: tuple[StyleSheet, ...]
    """Its style elements, without those in conditional comments."""
    elements: tuple[Any, ...]
    """Every element, in order."""
    shown: tuple[Any, ...]
    """The elements of the body that a reader sees."""
    words: str
    """Their text, each kind of space as one."""

    @classmethod
    def of(cls, mail: Mail) -> Opened:
        """Parses the HTML as forgivingly as a mail client."""
        tree = html.document_fromstring(mail.html or "<p></p>", parser=html.HTMLParser(encoding="utf-8"))
        style_sheets = tuple(read_style_sheet(style.text or "") for style in tree.iter("style"))
        # lxml's `etree.Element` as a filter leaves comments out, and is faster than asking each for its tag.
        elements = tuple(tree.iter(etree.Element))
        body = tree.find("body")
        shown = tuple(_visible(body)) if body is not None else ()
        words = " ".join(text for element in shown for text in _texts(element) if text)
        return cls(mail, tree, style_sheets, elements, shown, words)


def _visible(element: Any) -> Iterator[Any]:
    if hidden(element):
        return
    yield element
    for child in element.iterchildren(etree.Element):
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
    style = element.get("style") or ""
    return "display" in style and any((name, value) == ("display", "none") for name, value, _ in declarations(style))


def place(element: Any) -> str:
    """An element as a person finds it: its tag and the beginning of its text."""
    text = _FILL.sub("", " ".join(element.text_content().split()))[:40]
    return f"<{element.tag}> {text}".strip()
