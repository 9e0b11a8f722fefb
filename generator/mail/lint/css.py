"""A mail's style elements and attributes as rules and declarations; tinycss2 reads them, cssselect2 their selectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from cssselect2 import SelectorError, compile_selector_list
from cssselect2.compiler import CompiledSelector
from tinycss2.ast import Node
from tinycss2.color3 import RGBA, parse_color

Declaration = tuple[str, str, bool]
"""Name, value, whether it is important."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector's declarations."""

    selector: CompiledSelector
    """The elements that it applies to, as cssselect2 matches them."""
    media: str
    """The condition it stands under: "(prefers-color-scheme:dark)"; "" if there is none."""
    declarations: tuple[Declaration, ...]
    """Its declarations in their order."""


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The text of a style element, read."""

    size: int
    """Its bytes."""
    rules: tuple[Rule, ...]
    """Its rules, those of its at-rules among them, in its order."""
    at: tuple[str, ...]
    """The at-rules it has, each once: "at-media", "at-media-prefers-color-scheme", "at-import"."""


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
            for selector in _selectors(node.prelude):
                yield Rule(selector, media, body)


def _selectors(prelude: list[Node]) -> list[CompiledSelector]:
    """The selectors of a rule; none if one cannot be read, for then a client leaves out the whole rule."""
    try:
        return list(compile_selector_list(prelude))
    except SelectorError:
        return []
