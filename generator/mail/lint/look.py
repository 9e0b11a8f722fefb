"""Whether text stands out from its ground, by day and by night.

A client without dark mode of its own shows the inline styles; with it, the rules under `prefers-color-scheme: dark`
replace them. Both are computed as a browser does, for every text that is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from generator.mail.lint.css import Rule, colour, declarations
from generator.mail.lint.finding import Finding, warning
from generator.mail.lint.opened import Opened, hidden, own_text, place

GOOD, ENOUGH, ENOUGH_LARGE = 7.0, 4.5, 3.0
LARGE, LARGE_BOLD = 24.0, 18.66
"""Pixels from which text counts as large (WCAG 2.2, 1.4.3: 18 pt, or 14 pt bold)."""
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "th"))


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What an element passes on to its children; compared by identity, for equal looks may stand in different places."""

    ink: str
    ground: str
    size: float
    bold: bool


def text_stands_out(opened: Opened) -> Iterator[Finding]:
    """Text has a contrast of 4.5 to its ground (large text 3) in both schemes, and should have 7."""
    body = opened.tree.find("body")
    if body is None:
        return
    rules = tuple(rule for style_sheet in opened.style_sheets for rule in style_sheet.rules)
    for scheme, start in (("light", _Look("#000", "#fff", 16, False)), ("dark", _Look("#000", "#fff", 16, False))):
        night = tuple(rule for rule in rules if "dark" in rule.media) if scheme == "dark" else ()
        found: dict[tuple[str, str, bool], Any] = {}
        for element, look in _walk(body, start, night, {}):
            large = look.size >= LARGE or (look.bold and look.size >= LARGE_BOLD)
            if (look.ink, look.ground, large) not in found and own_text(element):
                found[look.ink, look.ground, large] = element
        for (ink, ground, large), element in found.items():
            yield from _judged(scheme, ink, ground, large, place(element))


def _judged(scheme: str, ink: str, ground: str, large: bool, where: str) -> Iterator[Finding]:
    front, back = colour(ink), colour(ground)
    if front is None or back is None:
        yield Finding("mail-contrast", where, f"{scheme}: cannot tell the contrast of {ink} on {ground}")
        return
    ratio = contrast(front, back)
    message = f"{scheme}: {ink} on {ground} has a contrast of {ratio:.1f}"
    if ratio < (ENOUGH_LARGE if large else ENOUGH):
        yield Finding("mail-contrast", where, f"{message}, less than {ENOUGH_LARGE if large else ENOUGH}")
    elif ratio < (ENOUGH if large else GOOD):
        yield warning("mail-contrast", where, f"{message}, less than {ENOUGH if large else GOOD:g}")


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The contrast ratio of two colours (WCAG 2.2), from 1 to 21.

    >>> contrast((1, 1, 1), (0, 0, 0))
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(rgb: tuple[float, float, float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _walk(
    element: Any, above: _Look, night: tuple[Rule, ...], known: dict[tuple[object, ...], _Look]
) -> Iterator[tuple[Any, _Look]]:
    if hidden(element):
        return
    # Tag, class and style below one and the same look decide everything, and most of a mail's elements are alike.
    key = (above, element.tag, element.get("class"), element.get("style"))
    look = known[key] if key in known else known.setdefault(key, _look(element, above, night))
    yield element, look
    for child in element.iterchildren(etree.Element):
        yield from _walk(child, look, night, known)


def _look(element: Any, above: _Look, night: tuple[Rule, ...]) -> _Look:
    look = replace(above, bold=above.bold or element.tag in _BOLD)
    own = {name: value for name, value, _ in declarations(element.get("style") or "")}
    # Inline styles win over a style sheet's, unless that says !important; among those the heavier selector wins.
    found = [rule for rule in night if rule.matches(element)]
    for rule in sorted(found, key=lambda rule: rule.weight):
        own |= {name: value for name, value, important in rule.declarations if important or name not in own}
    size = own.get("font-size", "")
    ground = own.get("background-color", own.get("background", look.ground))
    return _Look(
        ink=own.get("color", look.ink),
        ground=look.ground if ground in ("transparent", "none", "inherit") else ground,
        size=float(size[:-2]) if size.endswith("px") else look.size,
        bold=own["font-weight"] in ("bold", "600", "700", "800") if "font-weight" in own else look.bold,
    )
