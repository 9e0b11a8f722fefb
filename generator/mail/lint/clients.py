"""Whether thirteen mail clients show all of a mail's HTML and CSS, and whether anything in it would run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.mail.lint.css import declarations
from generator.mail.lint.finding import Finding, warning
from generator.mail.lint.opened import Opened, place
from generator.mail.lint.support import CLIENTS, SUPPORT

TAGS = frozenset(
    "html head meta title style body div table tbody thead tfoot tr td th p a span strong em b i u s br hr ul ol li"
    " h1 h2 h3 h4 img sup sub blockquote code".split()
)
ACCEPTED: dict[str, str] = {
    **dict.fromkeys(
        ("at-media", "at-media-prefers-color-scheme", "color-scheme", "important", "selector-descendant"),
        "the dark scheme and the phone's margins are additions; without them the inline styles stand",
    ),
    **dict.fromkeys(
        ("role", "lang", "dir", "aria-label"), "for screen readers where they arrive; the words say the same"
    ),
    "max-height": "hides the preview line together with display:none and mso-hide",
    "overflow": "hides the preview line together with display:none and mso-hide",
    "display": "only none and block, which count as one feature with flex and grid",
    "display-none": "hides the preview line; Outlook obeys mso-hide",
    "max-width": "Outlook for Windows has a table of 600 pixels around it",
    "body": "its colours stand on a table too",
    "style": "everything needed is inline as well",
    "doctype": "some clients replace it",
    "meta-color-scheme": "says that there is a dark scheme; where it is not read, nothing is lost",
    "margin": "negative and auto margins are what fails; ours are plain lengths",
    "padding": "on paragraphs, links and lists Outlook for Windows leaves it out; on cells it does not",
    "border-radius": "corners",
    **dict.fromkeys(("line-height", "letter-spacing"), "Outlook for Windows rounds it"),
    **dict.fromkeys(("width", "height"), "Outlook for Windows reads the attribute, which is there too"),
    **dict.fromkeys(
        (
            "font-size",
            "font-weight",
            "text-align",
            "text-decoration",
            "background",
            "background-color",
            "border",
            "list-style",
            "lists",
        ),
        "the rare values are what fails",
    ),
    "align": "centres the column; where it is not read, the column stands at the left",
    "valign": "on table cells it works everywhere",
}
"""Features that may fail somewhere, each with why that is no loss."""
_SPECIAL = {"h1": "h1-h6", "h2": "h1-h6", "h3": "h1-h6", "h4": "h1-h6", "ul": "lists", "ol": "lists", "li": "lists"}
_RUNS = re.compile(r"(?i)^\s*(?:javascript|vbscript|data):")
_LOADS = re.compile(r"(?i)url\(|expression\(")


def nothing_runs(opened: Opened) -> Iterator[Finding]:
    """Only elements that every client has; nothing that loads, asks or runs."""
    for element in opened.elements:
        if element.tag not in TAGS:
            yield Finding("mail-tag", place(element), f"<{element.tag}> has no place in a mail")
        for name, value in element.attrib.items():
            if name.startswith("on") or (name in ("href", "src", "background") and _RUNS.match(value)):
                yield Finding("mail-tag", place(element), f'{name}="{value[:40]}" would run')
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield Finding("mail-tag", "<meta>", "a refresh would load another page")
        if _LOADS.search(element.get("style") or "") or (element.tag == "style" and _LOADS.search(element.text or "")):
            yield Finding("mail-tag", place(element), "a style would load or run something")
    for style_sheet in opened.style_sheets:
        for name in style_sheet.at:
            if name in ("at-import", "at-font-face"):
                yield Finding("mail-tag", "<style>", f"@{name[3:]} would load something")


def clients_show_it(opened: Opened) -> Iterator[Finding]:
    """A mail uses what every client knows, or what is no loss where it is missing."""
    for feature, where in sorted(_features(opened).items()):
        support, name = SUPPORT[feature], feature.partition("-")[2]
        if name.removesuffix("-attribute") in ACCEPTED:
            continue
        for code, word, severity in (("n", "do not show", "error"), ("a", "show only partly", "warning")):
            clients = [client for client, known in zip(CLIENTS, support, strict=True) if known == code]
            if clients:
                make = Finding if severity == "error" else warning
                yield make("mail-client", where, f"{', '.join(clients)} {word} {name}")
                break


def _features(opened: Opened) -> dict[str, str]:
    """Every feature of the table that the mail uses, with the first place."""
    found: dict[str, str] = {}

    def use(feature: str, where: str) -> None:
        if feature in SUPPORT:
            found.setdefault(feature, where)

    for element in opened.elements:
        use(f"html-{_SPECIAL.get(element.tag, element.tag)}", f"<{element.tag}>")
        for name in element.attrib:
            use(f"html-{name}", f"<{element.tag} {name}>")
            use(f"html-{name}-attribute", f"<{element.tag} {name}>")
        for name, value, _ in declarations(element.get("style") or ""):
            use(f"css-{name}", f"<{element.tag}> {name}")
            use(f"css-{name}-{value}", f"<{element.tag}> {name}")
            for unit in set(re.findall(r"\d(px|em|rem|vw|vh|ch|pt|%)", value)):
                use(f"css-unit-{unit.replace('%', 'percent')}", f"<{element.tag}> {name}")
            for function in set(re.findall(r"([a-z-]+)\(", value)):
                use(f"css-{function}", f"<{element.tag}> {name}")
                use(f"css-function-{function}", f"<{element.tag}> {name}")
                use(f"css-unit-{function}", f"<{element.tag}> {name}")
        source = (element.get("src") or "").rpartition(".")[2].casefold()
        use(f"image-{source.replace('jpeg', 'jpg')}", f"<{element.tag} src>")
    for style_sheet in opened.style_sheets:
        for name in style_sheet.at:
            use(f"css-{name}", f"@{name[3:]}")
    return found
