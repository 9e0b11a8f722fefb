"""Where a mail leads: its links, the addresses it must bear, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from urllib.parse import urlsplit

from generator.mail.lint.finding import Finding, graded, warning
from generator.mail.lint.opened import Opened, hidden, place

MANY = 60
"""Links that no reader counts any more."""
PICTURE = 1_000_000
"""Bytes of a picture that phones load on the way."""
SHORTENERS = frozenset("bit.ly buff.ly goo.gl is.gd lnkd.in ow.ly t.co tinyurl.com".split())
HEADERS = ("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id")
_PLACEHOLDER = re.compile(r"\[\[|\]\]|\{\{|\}\}|\*\|")
_FIGURE = "kb-figure"
"""The class of a figure in a sentence: the same amount may stand for several figures, and its sentence says which."""


def links_lead_somewhere(opened: Opened) -> Iterator[Finding]:
    """A link is a whole https address, has words of its own, and the same words lead to one place."""
    seen: dict[str, str] = {}
    targets: set[str] = set()
    for a in opened.tree.iter("a"):
        href, words = a.get("href") or "", " ".join(a.text_content().split())
        targets.add(href)
        yield from _target(href, place(a))
        if not words and not [image for image in a.iter("img") if image.get("alt")]:
            yield Finding("mail-link", place(a), f"the link to {href} has no words")
        elif words and _FIGURE not in (a.get("class") or "").split() and seen.setdefault(words, href) != href:
            yield Finding("mail-link", place(a), f"'{words}' leads to {seen[words]} and to {href}")
    if len(targets) > MANY:
        yield warning("mail-link", "html", f"{len(targets)} links, more than {MANY}")


def reader_can_leave(opened: Opened) -> Iterator[Finding]:
    """Imprint, privacy and the unsubscribe link stand in both parts; the headers let programs unsubscribe and file."""
    targets = {a.get("href") for a in opened.tree.iter("a")}
    for name, address in opened.mail.duties:
        for where, there in (("html", address in targets), ("text", address in opened.mail.text.split())):
            if not there:
                yield Finding("mail-legal", where, f"no link to {name} ({address})")
    headers = BytesHeaderParser().parsebytes(opened.mail.message)
    for name in HEADERS:
        if not headers.get(name):
            yield Finding("mail-legal", "eml", f"no header {name}")


def images_are_ours(opened: Opened) -> Iterator[Finding]:
    """A picture is a PNG or JPEG of our own site, says what it shows, and is no tracking pixel; a mail is more than
    pictures."""
    own = urlsplit(opened.mail.url).hostname
    images = list(opened.tree.iter("img"))
    for image in images:
        address = image.get("src") or ""
        parts, where = urlsplit(address), f"<img> {address}"
        if not (image.get("alt") or "").strip():
            yield Finding("mail-image", where, "it has no alternative text")
        if parts.scheme != "https" or parts.hostname != own:
            yield Finding("mail-image", where, f"it is not of https://{own}/")
        if not parts.path.casefold().endswith((".png", ".jpg", ".jpeg")):
            yield Finding("mail-image", where, "not every client shows this format: PNG or JPEG")
        if "1" in (image.get("width"), image.get("height")) or hidden(image):
            yield Finding("mail-image", where, "a picture that nobody sees is a tracking pixel")
        elif not (image.get("width") or "").isdigit():
            yield warning("mail-image", where, "it has no width; Outlook shows it in its own size")
    if images and len(opened.words.split()) < 20:
        yield Finding("mail-image", "html", "the mail is little but pictures")


def picture_is_light(picture: bytes) -> Iterator[Finding]:
    """The picture of a mail, of which there is one at most, has no more than a megabyte: phones load it on the way."""
    found = graded("mail-image", "png", len(picture), PICTURE, float("inf"), "{value} bytes, more than {limit}")
    if found:
        yield found


def _target(href: str, where: str) -> Iterator[Finding]:
    parts = urlsplit(href)
    if _PLACEHOLDER.search(href):
        yield Finding("mail-link", where, f"a placeholder is left in {href}")
    elif parts.scheme == "mailto" and re.fullmatch(r"[^@\s]+@[^@\s]+", parts.path):
        return
    elif parts.scheme not in ("http", "https") or not parts.hostname:
        yield Finding("mail-link", where, f"'{href}' is no whole address of the web")
    elif parts.hostname == "localhost" or re.fullmatch(r"127\.[\d.]+|::1|0\.0\.0\.0", parts.hostname):
        yield Finding("mail-link", where, f"{href} leads to the reader's own machine")
    elif parts.scheme == "http":
        yield warning("mail-link", where, f"{href} is not encrypted")
    elif parts.hostname in SHORTENERS:
        yield warning("mail-link", where, f"{href} hides where it leads")
