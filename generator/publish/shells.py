"""Shells: what MkDocs puts around a page, made once for all pages of a kind, and filled by us.

A shell is cut from a probe, a page whose every value is a mark; where the marks come out, the values of other pages go
in. So the theme may print what a page says, and loop over its lists, but not compare or change it. Whatever is not one
of the values below is part of a shell's key, and a mark that comes out changed makes the shell unusable.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from markupsafe import escape

from generator.publish.blocks import Unsure, shortened
from generator.publish.markdown import Content, Converter, Heading, address

Key = tuple[Hashable, ...]
"""What two pages must have in common to share a shell: their folder, the shape of their headings and front matter."""

Path = tuple[str | int, ...]
"""Where a value of a page is found: ("meta", "switch", 0, "href")."""

VALUE, ROWS = "value", "rows"
"""A text that the theme prints; a list of whose members it prints each in the same way."""
FORM: dict[str, Any] = {
    "title": VALUE,
    "description": VALUE,
    "structured": VALUE,
    "feeds": ROWS,
    "social": {"properties": ROWS},
    "search": {"filters": ROWS, "kind": VALUE, "date": VALUE, "words": VALUE},
    "switch": [{"href": VALUE, "label": VALUE, "title": VALUE, "notes": [VALUE]}],
}
"""What differs from page to page in their front matter; all else is part of the key, with its value."""

_PLAIN_FILE = re.compile(r"(?!templates/)(?:[A-Za-z0-9_-]+/)*index\.md")
# YAML reads these otherwise than JSON does, or refuses them.
_NOT_YAML = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\\u(?!00)")
_MARK = re.compile("Kb([0-9]+)((?:&(?:amp;)?#38;)?)bK")
_SPOILED = re.compile("kb[0-9]+(?:&|b)|#38;bk", re.IGNORECASE)
_SURE_ID = re.compile(r"[\w.-]+")
_FIRST, _SECOND = -1, -2
_LONG = 40_000
_FRONT_END = "\n}\n---\n"
_AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_ENDS = tuple(f"</{name}" for name in ("dt", "dd", "td", "th", "caption", "time"))
_BARE_ENDS = frozenset(end[1:] for end in _ENDS)
_SPEAKER = '<span class="kb-speaker"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as the generator wrote it, with its Markdown converted."""

    uri: str
    """Its file: "deals/openai-round-2026/index.md"."""
    meta: dict[str, Any]
    """Its front matter."""
    content: Content
    """Its own HTML, its headings and links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a shell where a value goes."""

    path: Path
    """Where the value is found: ("meta", "social", "card")."""
    escaped: bool
    """Whether it is printed as text; else as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A place in a shell where a list goes."""

    path: Path
    """Where the list is found: ("meta", "feeds")."""
    members: tuple[tuple[str, bool], ...]
    """The members of each row in the order in which they are printed, and whether as text."""
    within: tuple[str, ...]
    """What stands between the members of a row."""
    between: str
    """What stands between two rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What MkDocs puts around every page of one key."""

    texts: tuple[str, ...]
    """What stands before the first value, between each two, and after the last."""
    values: tuple[Slot | Repeated, ...]
    """The values, one fewer than texts."""


def read(uri: str, source: str, converter: Converter) -> Page:
    """A page of the front matter and Markdown that the generator wrote. Raises Unsure for what we do not write."""
    meta, end = _front(uri, source)
    return Page(uri=uri, meta=meta, content=converter.convert(uri, source[end:].lstrip("\n")))


def key(page: Page, named: frozenset[str]) -> Key:
    """What a page must have in common with others to share their shell. `named` are the addresses that every page links
    to, whose own pages mark or shorten that link. Raises Unsure."""
    outline = ((bool(top.children), any(below.children for below in top.children)) for top in page.content.headings)
    return (_place(page.uri, named), tuple(outline), _shape(FORM, page.meta))


def rough_key(uri: str, source: str, named: frozenset[str]) -> Key:
    """Nearly the same, without converting the page. Raises Unsure."""
    meta, end = _front(uri, source)
    return (_place(uri, named), source.find("\n## ", end) >= 0, _shape(FORM, meta))


def witness(uri: str, source: str) -> str:
    """A page that proves a shell, short enough to be made twice: its long lists are left out."""
    _, end = _front(uri, source)
    return f"{source[:end]}\n{shortened(source[end:], _LONG)}\n"


def named(words: Mapping[str, Any], navigation: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The addresses that every page links to: the navigation's, and whatever else in the theme's words may be one."""
    return frozenset([*(address(file) for _, file in navigation), *_addresses(words), "assets/", "./"])


def probe(page: Page, place: int, named: frozenset[str]) -> tuple[str, str, list[Path]]:
    """A page of the same key whose every value is a mark: its file, its source, and where each mark's value is found.

    `place` tells it from other probes.
    """
    folder = _place(page.uri, named)
    uri = folder if folder == page.uri else posixpath.join(folder, f"kb-probe-{place}", "index.md")
    paths: list[Path] = [("content",), ("canonical",)]
    meta = {name: _marked(FORM.get(name), value, ("meta", name), paths) for name, value in page.meta.items()}
    lines = [line for number, top in enumerate(page.content.headings) for line in _outline(number, top, paths)]
    front = json.dumps(meta, ensure_ascii=False, indent=1)
    return uri, f"---\n{front}\n---\n\n" + "\n\n".join([*lines, _mark(0)]) + "\n", paths


def cut(made: str, site_url: str, uri: str, content: str, paths: list[Path]) -> Shell | None:
    """The shell of a probe as MkDocs made it; None if the theme does more with a value than print it."""
    if not content or made.count(content) != 1:
        return None
    canonical = _canonical(site_url, uri)
    text = tidy(made).replace(tidy(content), _mark(0)).replace(f'"{canonical}"', f'"{_mark(1)}"')
    texts, slots, at = [], [], 0
    for mark in _MARK.finditer(text):
        path = paths[int(mark[1])]
        if not mark[2] and path[-1] != "id":
            return None
        texts.append(text[at : mark.start()])
        slots.append(Slot(path=path, escaped="amp;" in mark[2]))
        at = mark.end()
    texts.append(text[at:])
    if "kb-probe-" in text or any(_SPOILED.search(part) for part in texts) or not _stands_free(texts, slots):
        return None
    return _folded(texts, slots)


def fill(shell: Shell, page: Page, site_url: str) -> bytes:
    """A page in its shell. Raises Unsure if a value could be more than a value."""
    values = {
        "meta": page.meta,
        "toc": page.content.headings,
        "content": tidy(page.content.html),
        "canonical": _canonical(site_url, page.uri),
    }
    made = [shell.texts[0]]
    for value, text in zip(shell.values, shell.texts[1:], strict=True):
        found: Any = values
        for step in value.path:
            found = getattr(found, step) if isinstance(found, Heading) and isinstance(step, str) else found[step]
        made.append(found if value.path == ("content",) else _printed(value, found))
        made.append(text)
    return "".join(made).encode()


def tidy(text: str) -> str:
    """HTML without what the theme cannot leave out by itself, and with a gap in the text wherever a reader sees one.

    Who only reads the text, as the search does, would join the words.

    >>> tidy("<dt>Art</dt><dd>Kauf</dd>")
    '<dt>Art</dt>\\n<dd>Kauf</dd>'
    """
    if 'class="md-toggle"' in text:
        # base.html of Material sets it on checkboxes outside any block; the HTML standard does not allow it there.
        text = _AUTOCOMPLETE.sub(r"\1", text)
    first, *parts = text.split("><")
    made = [first]
    # Of a tag between two others the cut has taken both brackets; of the first it has not.
    for before, part in zip([f" {first}", *parts], parts, strict=False):
        made.append(">\n<" if before.endswith(_ENDS) or before in _BARE_ENDS else "><")
        made.append(part)
    return "".join(made).replace(_SPEAKER, f"\n{_SPEAKER}")


def _front(uri: str, source: str) -> tuple[dict[str, Any], int]:
    """A page's front matter and where it ends. Raises Unsure."""
    end = source.find(_FRONT_END)
    if end < 0 or not source.startswith("---\n{\n") or not _PLAIN_FILE.fullmatch(uri):
        raise Unsure(uri)
    front = source[4 : end + 2]
    if not front.replace("\n", "").isprintable() and _NOT_YAML.search(front):
        raise Unsure(uri)
    try:
        meta: dict[str, Any] = json.loads(front, parse_float=_unsure, parse_constant=_unsure)
    except ValueError as error:
        raise Unsure(uri) from error
    if "title" not in meta:
        # MkDocs then finds one by itself.
        raise Unsure(uri)
    return meta, end + len(_FRONT_END)


def _place(uri: str, named: frozenset[str]) -> str:
    """What a page's links depend on: its folder or, if every page links to it, its own file."""
    at = address(uri)
    return uri if any(other.startswith(at) for other in named) else posixpath.dirname(posixpath.dirname(uri))


def _addresses(words: Any) -> Iterator[str]:
    """Every text in the theme's words that may be a relative address."""
    if isinstance(words, str):
        if words and " " not in words and "://" not in words:
            yield words
    elif isinstance(words, Mapping):
        for value in words.values():
            yield from _addresses(value)
    elif isinstance(words, (list, tuple)):
        for value in words:
            yield from _addresses(value)


def _shape(form: Any, value: Any) -> Hashable:
    """What a value of the front matter adds to the key. Raises Unsure if it is not of its form."""
    if form == VALUE and isinstance(value, str):
        return bool(value)
    if form == ROWS and isinstance(value, list):
        shapes = {tuple(row) if _is_row(row) else None for row in value}
        if None in shapes or len(shapes) > 1:
            raise Unsure("rows of different shapes")
        return next(iter(shapes), ())
    if isinstance(form, list) and isinstance(value, list):
        return tuple(_shape(form[0], one) for one in value)
    if isinstance(form, dict) and isinstance(value, dict):
        return tuple(sorted((name, _shape(form.get(name), one)) for name, one in value.items()))
    if form is None:
        return repr(value)
    raise Unsure("a value of another form")


def _is_row(row: Any) -> bool:
    return type(row) is dict and set(map(type, row.values())) == {str}


def _marked(form: Any, value: Any, path: Path, paths: list[Path]) -> Any:
    """The value with marks in place of what differs from page to page; a list of rows has two."""
    if form == VALUE:
        return _next(path, paths) if value else ""
    if form == ROWS:
        rows = (_FIRST, _SECOND) if value else ()
        return [{name: _next((*path, row, name), paths) for name in value[0]} for row in rows]
    if isinstance(form, list):
        return [_marked(form[0], one, (*path, n), paths) for n, one in enumerate(value)]
    if isinstance(form, dict):
        return {name: _marked(form.get(name), one, (*path, name), paths) for name, one in value.items()}
    return value


def _outline(number: int, top: Heading, paths: list[Path]) -> Iterator[str]:
    """A heading with two below it, and one below those, if the page has such."""

    def heading(level: int, *path: str | int) -> str:
        words = _next((*path, "title"), paths)
        paths.append((*path, "id"))
        return f"{'#' * level} {words} {{#Kb{len(paths) - 1}bK}}"

    yield heading(1, "toc", number)
    for row in (_FIRST, _SECOND) if top.children else ():
        yield heading(2, "toc", number, "children", row)
    if any(below.children for below in top.children):
        yield heading(3, "toc", number, "children", _SECOND, "children", _FIRST)


def _mark(number: int) -> str:
    """A text that tells where it is printed, and whether as HTML or as text."""
    return f"Kb{number}&#38;bK"


def _next(path: Path, paths: list[Path]) -> str:
    paths.append(path)
    return _mark(len(paths) - 1)


def _stands_free(texts: list[str], slots: list[Slot]) -> bool:
    """Whether the content is printed once, and nothing touches it."""
    content = Slot(path=("content",), escaped=False)
    if [slot for slot in slots if slot.path == content.path] != [content]:
        return False
    at = slots.index(content)
    return texts[at][-1:].isspace() and texts[at + 1][:1].isspace()


def _folded(texts: list[str], slots: list[Slot]) -> Shell | None:
    """The shell with each two rows of marks as one list; None if the second is not printed like the first."""
    parts: list[str] = [texts[0]]
    values: list[Slot | Repeated] = []
    at = 0
    while at < len(slots):
        first = _row(slots, at, _FIRST)
        size = len(first)
        if not first:
            if any(step == _SECOND for step in slots[at].path):
                return None
            values.append(slots[at])
            at += 1
        else:
            within = tuple(texts[at + 1 : at + size])
            if _row(slots, at + size, _SECOND) != first or within != tuple(texts[at + size + 1 : at + 2 * size]):
                return None
            path = slots[at].path[: slots[at].path.index(_FIRST)]
            values.append(Repeated(path=path, members=first, within=within, between=texts[at + size]))
            at += 2 * size
        parts.append(texts[at])
    return Shell(texts=tuple(parts), values=tuple(values))


def _row(slots: list[Slot], at: int, row: int) -> tuple[tuple[str, bool], ...]:
    """The members of a list's row whose marks begin here; () where none begins."""
    found: list[tuple[str, bool]] = []
    begun = slots[at].path[:-1] if at < len(slots) else ()
    while begun[-1:] == (row,) and at < len(slots) and slots[at].path[:-1] == begun:
        found.append((str(slots[at].path[-1]), slots[at].escaped))
        at += 1
    return tuple(found)


def _printed(value: Slot | Repeated, found: Any) -> str:
    """A value as the theme prints it."""
    if isinstance(value, Slot):
        return _text(str(value.path[-1]), found, value.escaped)
    rows = []
    for row in found:
        made = []
        for (name, escaped), after in zip(value.members, (*value.within, ""), strict=True):
            made.append(_text(name, getattr(row, name) if isinstance(row, Heading) else row[name], escaped))
            made.append(after)
        rows.append("".join(made))
    return value.between.join(rows)


def _text(name: str, text: str, escaped: bool) -> str:
    if escaped:
        return str(escape(text))
    if "<" in text or (name == "id" and not _SURE_ID.fullmatch(text)):
        raise Unsure(text)
    return text


def _canonical(site_url: str, uri: str) -> str:
    """The whole address of a page."""
    return f"{site_url.rstrip('/')}/{address(uri).removeprefix('./')}"


def _unsure(found: str) -> NoReturn:
    raise Unsure(found)
