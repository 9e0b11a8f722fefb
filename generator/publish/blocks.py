"""Markdown cut where it can be cut: blocks of finished HTML, headings, paragraphs without markup, and other prose.

Whatever could reach beyond its own lines, or be read in two ways, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.util import BLOCK_LEVEL_ELEMENTS

ENTITY = r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);"
# What `_TAG` finds where no careful author's tag is, and elements whose text is read in another way.
_RISKY = frozenset("script style textarea iframe xmp noembed noframes noscript plaintext".split()) | {""}
# One tag as a careful author writes it, or an element without others in it; any other `<` matches with empty names.
_ATTRIBUTES = r'(?: [^\s"\'<>/=`]++(?:="[^"<>]*+")?+)*+'
_TAG = re.compile(rf"<(?:/([a-z][a-z0-9]*+)>|([a-z][a-z0-9]*+){_ATTRIBUTES}(?:( ?/>|>[^<]*+</\2>)|>))?")
_OPENS_BLOCK = re.compile(rf"<(?:{'|'.join(sorted(set(BLOCK_LEVEL_ELEMENTS) - {'hr'}))})[ >]")
_INLINE = frozenset("a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u var".split())
# Blanks that are no blanks to everyone, line breaks that are none to everyone, and the marks of links below.
_CONTROLS = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufeff"
_ODD = re.compile(f"[{_CONTROLS}]")
_WORDS = rf"(?:[^\\`*_{{}}\[\]<>&!#|\n{_CONTROLS}]++|{ENTITY})"
HEADING = re.compile(rf"(#{{1,6}}) +(?=[^\s{{])({_WORDS}++)(?:(?<= )\{{#([A-Za-z0-9.-]+)\}})?")
# A line that begins like a list, a quotation, a ruler or an underline is not sure, nor is one with a blank at its end.
_LINE = rf"""(?:[^\W\d_]|["„“‚‘(«»…§]|[0-9]++(?![.)])|&#(?:34|39|40);){_WORDS}*+(?<!\s)"""
PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_REFERENCE = re.compile(r"^ {0,3}\[[^\n]*?\]:", re.MULTILINE)


class Unsure(Exception):
    """It is not sure what MkDocs makes of this; ask MkDocs."""


def shortened(text: str, limit: int) -> str:
    """The text without its longest blocks of finished HTML, if it is longer than `limit`; its prose stays whole."""
    if len(text) <= limit:
        return text
    try:
        return "\n\n".join(piece for block, piece in pieces(text) if not block or len(piece) < limit // 8)
    except Unsure:
        return text


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut at blank lines: blocks of HTML, headings and paragraphs each alone, other prose in one until the
    next of these. True is said of the first kind.

    Raises Unsure.
    """
    at, end = 0, len(text)
    begun: int | None = None
    last = 0
    while at < end:
        if text[at] == "\n":
            at += 1
            continue
        block = _OPENS_BLOCK.match(text, at) is not None
        stop = _block_end(text, at) if block else _line_end(text, at)
        piece = text[at:stop].rstrip("\n")
        if block or HEADING.fullmatch(piece) or PARAGRAPH.fullmatch(piece):
            if begun is not None:
                yield False, text[begun:last]
                begun = None
            yield block, piece
        else:
            _must_be_prose(piece)
            begun = at if begun is None else begun
            last = stop
        at = stop
    if begun is not None:
        yield False, text[begun:last]


def _line_end(text: str, at: int) -> int:
    """The end of the lines that begin here, before the next blank one."""
    end = text.find("\n\n", at)
    return len(text) if end < 0 else end


def _block_end(text: str, at: int) -> int:
    """The end of the block of HTML that begins here. Raises Unsure if it is not elements, each on lines of its own."""
    stack: list[str] = []
    begun, roots, last = at, 0, ""
    while True:
        stop = _line_end(text, at)
        for closing, name, whole in _TAG.findall(text, at, stop):
            if closing:
                last = _close(stack, closing, last)
                continue
            if name in _RISKY:
                raise Unsure("a tag that a careful author would not write")
            if not stack:
                roots += 1
                last = name
            if not whole:
                stack.append(name)
        if not stack:
            if not text.endswith(f"</{last}>", begun, len(text.rstrip("\n")) if stop == len(text) else stop):
                raise Unsure("words after a block")
            if roots > 1:
                _must_stand_apart(text, begun, stop)
            return stop
        if stop == len(text):
            raise Unsure("a block without an end")
        at = stop + 2


def _close(stack: list[str], name: str, last: str) -> str:
    """Takes an element and all that were left open in it from those that are open, as Python-Markdown does; returns it,
    or `last` if it was not open."""
    if not stack:
        raise Unsure("an end without a beginning")
    if name not in stack:
        return last
    while stack.pop() != name:
        pass
    return name


def _must_stand_apart(text: str, begun: int, stop: int) -> None:
    """Raises Unsure unless each element begins on a line of its own, right after the one before it."""
    stack: list[str] = []
    end = begun - 1
    for tag in _TAG.finditer(text, begun, stop):
        closing, name, whole = tag.groups()
        if not stack:
            between = text[end : tag.start()] if end >= begun else "\n"
            if closing or between != "\n" or not _OPENS_BLOCK.match(text, tag.start()):
                raise Unsure("two elements on one line")
        if closing and closing in stack:
            while stack.pop() != closing:
                pass
        elif name and not whole:
            stack.append(name)
        if not stack:
            end = tag.end()


def _must_be_prose(piece: str) -> None:
    """Raises Unsure if a piece could reach beyond itself: by a block of HTML, or by what it defines for others."""
    if (
        _ODD.search(piece)
        or _REFERENCE.search(piece)
        or any((closing or name) not in _INLINE for closing, name, _ in _TAG.findall(piece))
    ):
        raise Unsure(piece)
