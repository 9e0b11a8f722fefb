"""Whether a mail can be heard and found one's way in: what the Email Markup Consortium tests, and headings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.mail.lint.finding import Finding
from generator.mail.lint.opened import Opened, place


def readers_can_hear_it(opened: Opened) -> Iterator[Finding]:
    """Language and direction where web mail keeps them, tables that are layout or have headers, headings in order."""
    body = opened.tree.find("body")
    article = opened.tree.find("body/div[@role='article']")
    for name, element in (("html", opened.tree), ("body", body), ("div[role=article]", article)):
        for key in ("lang", "dir"):
            if element is None or not element.get(key):
                yield Finding("mail-accessibility", f"<{name}>", f"it has no {key}")
    if article is None or not article.get("aria-label"):
        yield Finding("mail-accessibility", "<div[role=article]>", "the article has no aria-label")
    if not (opened.tree.findtext("head/title") or "").strip():
        yield Finding("mail-accessibility", "<title>", "it is empty")
    yield from _tables(opened)
    yield from _headings(opened)


def _tables(opened: Opened) -> Iterator[Finding]:
    for table in opened.tree.iter("table"):
        if table.get("role") in ("presentation", "none"):
            continue
        heads = list(table.iter("th"))
        if not heads:
            yield Finding("mail-accessibility", place(table), "a table is neither layout nor has header cells")
        for head in heads:
            if head.get("scope") not in ("col", "row"):
                yield Finding("mail-accessibility", place(head), "a header cell has no scope")


def _headings(opened: Opened) -> Iterator[Finding]:
    levels = [(int(e.tag[1]), e) for e in opened.shown if len(e.tag) == 2 and e.tag[0] == "h" and e.tag[1].isdigit()]
    ones = sum(level == 1 for level, _ in levels)
    if ones != 1:
        yield Finding("mail-accessibility", "html", f"{ones} first headings, not one")
    last = 0
    for level, element in levels:
        if level > last + 1:
            yield Finding("mail-accessibility", place(element), f"a heading of level {level} follows level {last}")
        if not "".join(element.itertext()).strip():
            yield Finding("mail-accessibility", place(element), "a heading is empty")
        last = level
