"""As much of CSS as a mail has: declarations, and rules whose selectors are tags and classes. tinycss2 reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2.color3 import RGBA, parse_color

Declaration = tuple[str, str, bool]
"""Name, value, whether it is important."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector's declarations; `media` is the condition it stands under, "" if there is none."""

    selector: str
    media: str
    declarations: tuple[Declaration, ...]

    def matches(self, element: Any) -> bool:
        """Whether the selector, read from its right end, finds the element."""
        last, *others = reversed(self.selector.split())
        if not _compound(last, element):
            return False
        above = element.iterancestors()
        return all(any(_compound(part, ancestor) for ancestor in above) for part in others)

    @property
    def weight(self) -> tuple[int, int]:
        """Its specificity: classes, tags."""
        parts = self.selector.split()
        return sum(part.count(".") for part in parts), sum(not part.startswith(".") for part in parts)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A style element: its size in bytes, its rules, and the at-rules it has."""

    size: int
    rules: tuple[Rule, ...]
    at: tuple[str, ...]


@lru_cache(maxsize=4096)
def declarations(text: str) -> tuple[Declaration, ...]:
    """The declarations of a style attribute or a rule."""
    parsed = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return tuple(
        (item.lower_name, tinycss2.serialize(item.value).strip(), item.important)
        for item in parsed
        if item.type == "declaration"
    )


@lru_cache(maxsize=64)
def read_style_sheet(text: str) -> StyleSheet:
    """A style element's text."""
    at: list[str] = []
    return StyleSheet(len(text.encode()), tuple(_rules(text, "", at)), tuple(dict.fromkeys(at)))


@lru_cache(maxsize=512)
def colour(value: str) -> tuple[float, float, float] | None:
    """Red, green and blue from 0 to 1; None for no colour, or one that lets the ground shine through."""
    found = parse_color(value)
    return (found.red, found.green, found.blue) if isinstance(found, RGBA) and found.alpha == 1 else None


def _rules(text: str, media: str, at: list[str]) -> Iterator[Rule]:
    for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if node.type == "at-rule":
            condition = tinycss2.serialize(node.prelude).strip()
            name = "at-" + node.lower_at_keyword
            at.append(f"{name}-prefers-color-scheme" if "prefers-color-scheme" in condition else name)
            if node.content is not None:
                yield from _rules(tinycss2.serialize(node.content), condition, at)
        elif node.type == "qualified-rule":
            body = declarations(tinycss2.serialize(node.content))
            for selector in tinycss2.serialize(node.prelude).split(","):
                yield Rule(selector.strip(), media, body)


def _compound(part: str, element: Any) -> bool:
    tag, *classes = part.split(".")
    own = (element.get("class") or "").split()
    return (not tag or tag == element.tag) and all(name in own for name in classes)
