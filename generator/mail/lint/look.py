"""Whether text stands out from its ground, by day and by night.

A client without dark mode of its own shows the inline styles; with it, the rules under `prefers-color-scheme: dark`
replace them. Both are computed as a browser does, for every text that is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cssselect2 import ElementWrapper, Matcher

from generator.mail.lint.css import colour, declarations
from generator.mail.lint.finding import Finding, warning
from generator.mail.lint.opened import Opened, hidden, own_text, place

GOOD, ENOUGH, ENOUGH_LARGE = 7.0, 4.5, 3.0
LARGE, LARGE_BOLD = 24.0, 18.66
"""Pixels from which text counts as large (WCAG 2.2, 1.4.3: 18 pt, or 14 pt bold)."""
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "th"))


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """How an element's text looks, which its children inherit; compared by identity, for equal looks may stand in
    different places."""

    ink: str
    """The colour of its text, as CSS says it: "#1b1d21"."""
    ground: str
    """The colour behind it: "#fffdf9"."""
    size: float
    """The size of its letters in pixels."""
    bold: bool
    """Whether they are bold."""


_Known = dict[tuple[object, ...], _Look]
"""Looks that were computed, by what decides them."""


def text_stands_out(opened: Opened) -> Iterator[Finding]:
    """Text has a contrast of 4.5 to its ground (large text 3) in both schemes, and should have 7."""
    body = next((child for child in ElementWrapper.from_html_root(opened.tree) if child.local_name == "body"), None)
    if body is None:
        return
    night = Matcher()
    for rule in (rule for style_sheet in opened.style_sheets for rule in style_sheet.rules):
        if "dark" in rule.media:
            night.add_selector(rule.selector, rule)
    for scheme, rules in (("light", Matcher()), ("dark", night)):
        found: dict[tuple[str, str, bool], Any] = {}
        for element, look in _walk(body, _Look("#000", "#fff", 16, False), rules, {}):
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


def _walk(element: ElementWrapper, above: _Look, night: Matcher, known: _Known) -> Iterator[tuple[Any, _Look]]:
    """Every element that is seen, with its look."""
    own = element.etree_element
    if hidden(own):
        return
    # Tag, class and style below one and the same look decide everything, and most of a mail's elements are alike.
    key = (above, own.tag, own.get("class"), own.get("style"))
    look = known[key] if key in known else known.setdefault(key, _look(element, above, night))
    yield own, look
    for child in element.iter_children():
        yield from _walk(child, look, night, known)


def _look(element: ElementWrapper, above: _Look, night: Matcher) -> _Look:
    tag, style = element.etree_element.tag, element.etree_element.get("style") or ""
    look = replace(above, bold=above.bold or tag in _BOLD)
    own = {name: value for name, value, _ in declarations(style)}
    # Inline styles win over a style sheet's, unless that says !important; among those the heavier selector wins.
    for _, _, pseudo, rule in night.match(element):
        if pseudo is None:
            own |= {name: value for name, value, important in rule.declarations if important or name not in own}
    size = own.get("font-size", "")
    ground = own.get("background-color", own.get("background", look.ground))
    return _Look(
        ink=own.get("color", look.ink),
        ground=look.ground if ground in ("transparent", "none", "inherit") else ground,
        size=float(size[:-2]) if size.endswith("px") else look.size,
        bold=own["font-weight"] in ("bold", "600", "700", "800") if "font-weight" in own else look.bold,
    )
