"""The style sheets of the site: each joined from its parts in `templates/theme/styles`, without comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any

from generator.text import paths
from generator.text.templating import Templates
from generator.views.edition import Artifact, Edition, Unit

SHEETS = {
    "pages": ("fonts", "tokens", "base", "site", "components", "tables", "issue"),
    "embed": ("fonts", "tokens", "components", "embed"),
    "root": ("fonts", "tokens", "root"),
}
"""The parts of each style sheet: of a page, of a chart in somebody's frame, of the root's own pages."""
_COLOUR = re.compile(r"(--[\w-]+): light-dark\(([^,()]+),[^()]+\);")
_TIGHT = frozenset("{};,>")
"""Beside these no white space means anything. Beside a colon it may: `a :is(b)` is not `a:is(b)`."""


def styles(edition: Edition) -> Iterator[Unit]:
    """One file a style sheet: a reader waits for one answer instead of six."""
    yield Unit("all", partial(_sheets, edition))


def _sheets(edition: Edition) -> Iterator[Artifact]:
    for name, parts in SHEETS.items():
        css = "\n".join(_part(edition.templates, part) for part in parts)
        file = paths.site_file(edition.language, f"assets/{name}.css")
        yield Artifact(file, squeezed(css + by_day(css)).encode())


def by_day(css: str) -> str:
    """Rules for browsers from before 2024, which know no `light-dark()`: every colour as by day.

    >>> by_day(":root { --x: light-dark(#111, #eee); }")
    '@supports not (color: light-dark(red, red)) { :root, [data-md-color-scheme] { --x: #111; color-scheme: light; } }'
    """
    colours = " ".join(f"{name}: {day};" for name, day in _COLOUR.findall(css))
    where = ":root, [data-md-color-scheme]"
    return f"@supports not (color: light-dark(red, red)) {{ {where} {{ {colours} color-scheme: light; }} }}"


@cache
def squeezed(css: str) -> str:
    """The same style sheet without comments and needless white space. Kept, for every language and build has the same.

    >>> squeezed("/* ink */ a :is(b, i) { margin: calc(1px + 2px) 0; }")
    'a :is(b,i){margin: calc(1px + 2px) 0;}'
    """
    import tinycss2

    return tinycss2.serialize(_squeezed(tinycss2.parse_component_value_list(css, skip_comments=True)))


def _part(templates: Templates, name: str) -> str:
    return templates.text(f"theme/styles/{name}.css")


def _squeezed(nodes: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for index, node in enumerate(nodes):
        if node.type == "whitespace":
            around = [nodes[index - 1] if index else None, nodes[index + 1] if index + 1 < len(nodes) else None]
            if not any(_is_tight(neighbour) for neighbour in around):
                node.value = " "
                found.append(node)
            continue
        if node.type in ("{} block", "() block", "[] block"):
            node.content = _squeezed(node.content)
        elif node.type == "function":
            node.arguments = _squeezed(node.arguments)
        found.append(node)
    return found


def _is_tight(node: Any) -> bool:
    """Whether white space beside it can go; None is the edge of a style sheet or a block."""
    return node is None or node.type == "{} block" or (node.type == "literal" and node.value in _TIGHT)
