"""A page's Markdown as HTML, byte for byte as MkDocs makes it, in a tenth of the time.

Nine tenths of a page are finished HTML, which Python-Markdown reads three times only to leave it alone. Here what is
surely left alone is taken over as it stands: balanced blocks of HTML, headings and paragraphs without markup. The rest
is prose with links, which Python-Markdown converts once per text. Where a page holds anything of which this module is
not sure, Python-Markdown converts the whole page, in the way that MkDocs does.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import markdown
from markdown.extensions.toc import nest_toc_tokens, slugify
from markdown.htmlparser import htmlparser  # type: ignore[attr-defined]  # the parser as the library has mended it
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, BLOCK_LEVEL_ELEMENTS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BUILTIN = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs loads without being asked."""
KNOWN = frozenset({*BUILTIN, "attr_list", "sane_lists"})
"""The extensions that this module knows well enough to be sure of anything."""

_ENTITY = r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);"
_BARE_AMPERSAND = re.compile(rf"&(?!{_ENTITY[1:]})")
# Python-Markdown changes them even in finished HTML, or they reach beyond the paragraph that they stand in.
_FAR = ("\t", "\r", "\x02", "\x03", "[TOC]", "```", "~~~")
_EMPTY_LINE = re.compile(r"\n +\n")
# What `_TAG` finds where no careful author's tag is, and elements whose text is read in another way.
_RISKY = frozenset("script style textarea iframe xmp noembed noframes noscript plaintext".split()) | {""}
# One tag as a careful author writes it; any other `<` matches with an empty name.
_TAG = re.compile(r'<(?:(/?)([a-z][a-z0-9]*+)(?: [^\s"\'<>/=`]++(?:="[^"<>]*+")?+)*+( ?/)?>)?')
_OPENS_BLOCK = re.compile(rf"<(?:{'|'.join(sorted(set(BLOCK_LEVEL_ELEMENTS) - {'hr'}))})[ >]")
_INLINE = frozenset("a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u var".split())
# Blanks that are no blanks to everyone, line breaks that are none to everyone, and the marks of links below.
_CONTROLS = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufeff"
_ODD = re.compile(f"[{_CONTROLS}]")
_WORDS = rf"(?:[^\\`*_{{}}\[\]<>&!#|\n{_CONTROLS}]++|{_ENTITY})"
_HEADING = re.compile(rf"(#{{1,6}}) +({_WORDS}++)(?:(?<= )\{{#([A-Za-z0-9.-]+)\}})?")
# A line that begins like a list, a quotation, a ruler or an underline is not sure, nor is one with a blank at its end.
_LINE = rf"""(?:[^\W\d_]|["„“‚‘(«»…§]|[0-9]++(?![.)])|&#(?:34|39|40);){_WORDS}*+(?<!\s)"""
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_REFERENCE = re.compile(r"^ {0,3}\[[^\n]*?\]:", re.MULTILINE)
_ID = re.compile(r' id="([^"]*)"')
_NAMED = re.compile(r"<a [^<>]*\bname=")
_SURE_LINK = re.compile(r"(?:[A-Za-z0-9_./-]+)(?:#[A-Za-z0-9_.-]+)?")
_SLOT = re.compile("\ue000([0-9]+)\ue001")


class Unsure(Exception):
    """It is not sure what MkDocs makes of this; ask MkDocs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a page with those below it, as a table of contents lists them."""

    id: str
    """Its place on the page: "amount"."""
    title: str
    """Its words, as HTML."""
    children: tuple[Heading, ...]
    """The headings below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to another page or file of the site, or to a place on the page itself."""

    target: str
    """The file that it leads to: "deals/index.md"."""
    anchor: str
    """The place on that page; "" for its top."""
    written: str
    """The link as the page writes it: "../deals/index.md"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page's Markdown becomes."""

    html: str
    """The page's own HTML, without anything around it."""
    headings: tuple[Heading, ...]
    """Its headings of the highest level, each with those below it."""
    anchors: frozenset[str]
    """Every place on it that a link may lead to."""
    links: tuple[Link, ...]
    """Every link in its prose that must lead somewhere on this site; those within finished HTML are not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prose:
    """A piece of prose, whose links are filled in for each page that has it."""

    parts: tuple[str, ...]
    """The HTML between its links."""
    links: tuple[str, ...]
    """What is written in its links."""
    anchors: tuple[str, ...]
    """The ids in it."""
    headings: tuple[tuple[int, str, str], ...]
    """Level, id and words of each heading in it."""


class Converter:
    """Makes HTML of Markdown with certain extensions; kept, because a new one costs more than a page."""

    def __init__(self, extensions: tuple[str, ...], options: dict[str, dict[str, Any]]) -> None:
        self._markdown = markdown.Markdown(extensions=list(extensions), extension_configs=options)
        self._links = _Links(self._markdown)
        # After everything else, as in MkDocs.
        self._markdown.treeprocessors.register(self._links, "links", 0)
        self._sure = KNOWN.issuperset(extensions) and options in ({}, {"toc": {"permalink": False}})
        self._prose = lru_cache(4096)(self._new_prose)

    def convert(self, uri: str, text: str) -> Content:
        """The HTML of a page's Markdown, without its front matter; `uri` is its file: "deals/index.md".

        Raises Unsure for a link of which only MkDocs can say whether and where it leads.
        """
        try:
            return self._quickly(uri, text)
        except Unsure:
            return self.wholly(uri, text)

    def wholly(self, uri: str, text: str) -> Content:
        """The same by Python-Markdown alone."""
        links: list[Link] = []
        made = self._run(text, lambda url: resolve(uri, url, links))
        parser = _Anchors()
        parser.feed(text)
        parser.close()
        return Content(
            html=made,
            headings=_headings(getattr(self._markdown, "toc_tokens", [])),
            anchors=frozenset(self._links.anchors | parser.found),
            links=tuple(links),
        )

    def _quickly(self, uri: str, text: str) -> Content:
        if not self._sure or any(far in text for far in _FAR) or _BARE_AMPERSAND.search(text):
            raise Unsure(uri)
        if "\n " in text and _EMPTY_LINE.search(text):
            raise Unsure(uri)
        made: list[str] = []
        tokens: list[dict[str, Any]] = []
        ids: list[str] = []
        links: list[Link] = []
        for piece in _pieces(text):
            if piece.startswith("<"):
                made.append(f"{piece}\n")
            elif heading := _HEADING.fullmatch(piece):
                level, words, id = len(heading[1]), heading[2].strip(), heading[3]
                name = " ".join(words.split())
                id = id or slugify(html.unescape(name), "-")
                made.append(f'<h{level} id="{id}">{words}</h{level}>')
                tokens.append({"level": level, "id": id, "name": name})
                ids.append(id)
            elif _PARAGRAPH.fullmatch(piece):
                made.append(f"<p>{piece}</p>")
            else:
                prose = self._prose(piece)
                made.append(_filled(prose, uri, links))
                tokens.extend({"level": level, "id": id, "name": name} for level, id, name in prose.headings)
                ids.extend(prose.anchors)
        if ' name="' in text and _NAMED.search(text):
            raise Unsure(uri)
        if "" in ids or len(set(ids)) < len(ids):
            # Which of two headings keeps its name depends on how they came by it.
            raise Unsure(uri)
        return Content(
            html="\n".join(made).strip(),
            headings=_headings(nest_toc_tokens(tokens)),
            anchors=frozenset([*ids, *map(html.unescape, _ID.findall(text))]),
            links=tuple(links),
        )

    def _new_prose(self, text: str) -> _Prose:
        written: list[str] = []

        def slot(url: str) -> str:
            if not _is_relative(url):
                if url.startswith("#"):
                    written.append(url)
                return url
            if not _SURE_LINK.fullmatch(url):
                raise Unsure(url)
            written.append(url)
            return f"\ue000{len(written) - 1}\ue001"

        made = self._run(text, slot)
        return _Prose(
            parts=tuple(_SLOT.split(made)),
            links=tuple(written),
            anchors=tuple(sorted(self._links.anchors)),
            headings=tuple(_flat(self._markdown.toc_tokens)),  # type: ignore[attr-defined]  # the extension puts it there
        )

    def _run(self, text: str, link: Callable[[str], str]) -> str:
        self._markdown.reset()
        self._links.link = link
        self._links.anchors = set()
        return self._markdown.convert(text)


class _Links(Treeprocessor):
    """Turns what is written in links and pictures into addresses, and gathers the ids."""

    link: Callable[[str], str]
    """Makes an address of what is written."""
    anchors: set[str]
    """The ids of the text that was converted last."""

    def run(self, root: Element) -> None:
        """Does both for every element."""
        for element in root.iter():
            if id := element.get("id"):
                self.anchors.add(id)
            if element.tag == "a" and (name := element.get("name")):
                self.anchors.add(name)
            key = {"a": "href", "img": "src"}.get(element.tag)
            if key:
                element.set(key, self.link(element.get(key, "")))


class _Anchors(htmlparser.HTMLParser):  # type: ignore[misc]  # it has no types
    """Gathers the ids of finished HTML, as MkDocs does."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        """Takes the ids of one tag."""
        self.found.update(value for name, value in attrs if name == "id" or (name == "name" and tag == "a"))


def resolve(uri: str, url: str, links: list[Link]) -> str:
    """The address of a link as MkDocs prints it, which is noted in `links` if it must lead somewhere on this site.

    >>> resolve("deals/a/index.md", "../../topics/index.md#top", [])
    '../../topics/#top'
    """
    if not _is_relative(url):
        if url.startswith("#") and len(url) > 1:
            links.append(Link(target=uri, anchor=url[1:], written=url))
        return url
    if url.startswith(("/", "\\")):
        raise Unsure(url)
    _, _, path, query, anchor = urlsplit(url)
    if not path:
        if anchor:
            links.append(Link(target=uri, anchor=anchor, written=url))
        return url
    target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)).lstrip("/"))
    links.append(Link(target=target, anchor=anchor, written=url))
    return urlunsplit(("", "", _relative(address(target), address(uri)), query, anchor))


@lru_cache(16384)
def address(uri: str) -> str:
    """Where a file of the site is found: "deals/index.md" at "deals/", the home page at "./".

    >>> address("deals/index.md"), address("deals/a.md"), address("index.md"), address("a.png")
    ('deals/', 'deals/a/', './', 'a.png')
    """
    folder, name = posixpath.split(uri)
    stem, suffix = posixpath.splitext(name)
    if suffix not in (".md", ".markdown", ".mdown", ".mkdn", ".mkd"):
        return quote(uri)
    if stem in ("index", "README"):
        return quote(f"{folder or '.'}/")
    return quote(f"{posixpath.join(folder, stem)}/")


@lru_cache(16384)
def _relative(target: str, here: str) -> str:
    """The way from one address to another, spelled as MkDocs spells it."""
    to = [part for part in target.split("/") if part not in (".", "")]
    at = [part for part in here.split("/") if part not in (".", "")]
    if not here.endswith("/") and at:
        at.pop()
    shared = 0
    for one, other in zip(to, at, strict=False):
        if one != other:
            break
        shared += 1
    way = "/".join([".."] * (len(at) - shared) + to[shared:]) or "."
    return f"{way}/" if target.endswith("/") else way


def _is_relative(url: str) -> bool:
    """Whether a link needs an address: one to elsewhere, to a place on the page, or of a mail is left as it is."""
    if url.startswith("#") or AMP_SUBSTITUTE in url:
        return False
    scheme, host, *_ = urlsplit(url)
    return not scheme and not host


def _filled(prose: _Prose, uri: str, links: list[Link]) -> str:
    """A piece of prose with the addresses that its links have on this page."""
    made = list(prose.parts)
    urls = [resolve(uri, url, links) for url in prose.links]
    made[1::2] = [urls[int(number)] for number in prose.parts[1::2]]
    return "".join(made)


def _pieces(text: str) -> Iterator[str]:
    """The text cut at blank lines: blocks of HTML, headings and paragraphs each alone, other prose in one until the
    next of these."""
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
        if block or _HEADING.fullmatch(piece) or _PARAGRAPH.fullmatch(piece):
            if begun is not None:
                yield text[begun:last]
                begun = None
            yield piece
        else:
            _must_be_prose(piece)
            begun = at if begun is None else begun
            last = stop
        at = stop
    if begun is not None:
        yield text[begun:last]


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
        for closing, name, closed in _TAG.findall(text, at, stop):
            if name in _RISKY:
                raise Unsure("a tag that a careful author would not write")
            if not stack:
                roots += 1
            if not closing:
                if not closed:
                    stack.append(name)
            elif name in stack:
                while stack.pop() != name:
                    pass
                last = name
        if not stack:
            if not text.endswith(f"</{last}>", begun, len(text[:stop].rstrip("\n")) if stop == len(text) else stop):
                raise Unsure("words after a block")
            if roots > 1:
                _must_stand_apart(text, begun, stop)
            return stop
        if stop == len(text):
            raise Unsure("a block without an end")
        at = stop + 2


def _must_stand_apart(text: str, begun: int, stop: int) -> None:
    """Raises Unsure if two elements share a line, or something other than elements stands between them."""
    stack: list[str] = []
    end = begun - 1
    for tag in _TAG.finditer(text, begun, stop):
        closing, name, closed = tag.groups()
        if not stack and (closing or text[end : tag.start()] != ("\n" if end >= begun else text[end:begun])):
            raise Unsure("two elements on one line")
        if not stack and not _OPENS_BLOCK.match(text, tag.start()):
            raise Unsure("no block")
        if not closing and not closed:
            stack.append(name)
        elif closing and name in stack:
            while stack.pop() != name:
                pass
        if not stack:
            end = tag.end()


def _must_be_prose(piece: str) -> None:
    """Raises Unsure if a piece could reach beyond itself: by a block of HTML, or by what it defines for others."""
    if _ODD.search(piece) or _REFERENCE.search(piece) or any(name not in _INLINE for _, name, _ in _TAG.findall(piece)):
        raise Unsure(piece)


def _headings(tokens: list[Any]) -> tuple[Heading, ...]:
    return tuple(
        Heading(id=token["id"], title=token["name"], children=_headings(token["children"])) for token in tokens
    )


def _flat(tokens: list[Any]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        yield token["level"], token["id"], token["name"]
        yield from _flat(token["children"])
