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
from markdown.util import AMP_SUBSTITUTE

from generator.publish.blocks import ENTITY, HEADING, PARAGRAPH, Unsure, pieces

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BUILTIN = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs loads without being asked."""
KNOWN = frozenset({*BUILTIN, "attr_list", "sane_lists"})
"""The extensions that this module knows well enough to be sure of anything."""

_BARE_AMPERSAND = re.compile(rf"&(?!{ENTITY[1:]})")
# Python-Markdown changes them even in finished HTML, or they reach beyond the paragraph that they stand in.
_FAR = ("\t", "\r", "\x02", "\x03", "[TOC]", "```", "~~~")
_EMPTY_LINE = re.compile(r"\n +\n")
_ID = re.compile(r' id="([^"<>]+)"')
_NAMED = re.compile(r"<a [^<>]*\bname=")
_SURE_LINK = re.compile(r"(?:[A-Za-z0-9_./-]+)(?:#[A-Za-z0-9_.-]+)?")
_SLOT = re.compile("\ue000([0-9]+)\ue001")


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
        tokens: list[Any] = []
        ids: list[str] = []
        links: list[Link] = []
        for block, piece in pieces(text):
            if block:
                made.append(f"{piece}\n")
            elif heading := HEADING.fullmatch(piece):
                level, words, id = len(heading[1]), heading[2].strip(), heading[3]
                name = " ".join(words.split())
                id = id or slugify(html.unescape(name), "-")
                made.append(f'<h{level} id="{id}">{words}</h{level}>')
                tokens.append({"level": level, "id": id, "name": name})
                ids.append(id)
            elif PARAGRAPH.fullmatch(piece):
                made.append(f"<p>{piece}</p>")
            else:
                prose = self._prose(piece)
                # A blank that is none to Python-Markdown makes no paragraph.
                made += filter(None, [_filled(prose, uri, links)])
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
            anchors=frozenset([*ids, *_ids(text)]),
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
        headings = tuple(_flat(getattr(self._markdown, "toc_tokens", [])))
        if "wzxhzdk" in f"{made}{headings}{self._links.anchors}":
            # Python-Markdown has lost a tag in an attribute, and counts the tags of the whole page.
            raise Unsure(text)
        return _Prose(
            parts=tuple(_SLOT.split(made)),
            links=tuple(written),
            anchors=tuple(sorted(self._links.anchors)),
            headings=headings,
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


class _Anchors(htmlparser.HTMLParser):
    """Gathers the ids of finished HTML, as MkDocs does."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes the ids of one tag."""
        self.found.update(value or "" for name, value in attrs if name == "id" or (name == "name" and tag == "a"))


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


def made_file(uri: str) -> str:
    """The file of the site that a page's file becomes.

    >>> made_file("topics/ä/index.md"), made_file("index.md")
    ('topics/ä/index.html', 'index.html')
    """
    return f"{unquote(address(uri)).removeprefix('./')}index.html"


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


def _ids(text: str) -> Iterator[str]:
    """Every id within a tag. No sign of a tag stands within an attribute: the text was cut."""
    for found in _ID.finditer(text):
        if text.rfind("<", 0, found.start()) > text.rfind(">", 0, found.start()):
            yield html.unescape(found[1])


def _headings(tokens: list[Any]) -> tuple[Heading, ...]:
    return tuple(
        Heading(id=token["id"], title=token["name"], children=_headings(token["children"])) for token in tokens
    )


def _flat(tokens: list[Any]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        yield token["level"], token["id"], token["name"]
        yield from _flat(token["children"])
