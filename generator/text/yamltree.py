"""YAML text becomes mappings, lists and text, each knowing its line and column.

Nothing is typed here: `NO`, `1e9`, `12:30` and `2026-01-30` stay the text that the editor wrote, and
the field decides what they mean. Duplicate keys, anchors and the quiet traps of YAML are problems.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from yaml.composer import ComposerError

from generator.text import yamlsyntax
from generator.text.problems import Position, Problem

MAX_DEPTH = 40
_NULLS = {"", "~", "null", "Null", "NULL"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML 1.2 section 5.1 calls not printable, plus U+FEFF inside a text and the line ends that only YAML knows
# (U+0085, U+2028, U+2029): they would shift every line number after them.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Direction overrides make a text read differently from what it says (Unicode TR36, section 2.10.4).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text or an empty value."""

    at: Position
    """Where it begins in the file."""
    text: str | None
    """The text as it was written, never typed; None for an empty value, `~` or `null` without quotes."""
    lines: tuple[Position, ...] = ()
    """Where each line of `text` begins in the file, so that prose in a block keeps its places; () for folded texts."""

    def place(self, offset: int) -> Position:
        """The place in the file of the character at `offset` of `text`; for folded texts the place of its start."""
        before = (self.text or "")[:offset]
        line = before.count("\n")
        if line >= len(self.lines):
            return self.at
        start = self.lines[line]
        column = start.column + len(before) - (before.rfind("\n") + 1)
        return Position(start.path, start.line, column)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    at: Position
    """Where the list begins in the file."""
    items: tuple[Node, ...]
    """Its items, in order."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping."""

    at: Position
    """Where the mapping begins in the file."""
    fields: dict[str, Node]
    """Its values by key, in the order of the file; of a key written twice, the first."""
    keys: dict[str, Position]
    """Where each key stands in the file."""


Node = Scalar | Items | Fields


@dataclass(frozen=True)
class Document:
    """One parsed file."""

    path: str
    """The file, relative to the working folder."""
    root: Fields
    """Its fields; empty if the file could not be read."""

    def find(self, *way: str | int) -> Node:
        """The node at `way`, or the nearest one above it that the file has."""
        node: Node = self.root
        for step in way:
            if isinstance(node, Fields) and step in node.fields:
                node = node.fields[str(step)]
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                break
        return node

    def at(self, *way: str | int) -> Position:
        """The place of the node that `find(*way)` gives."""
        return self.find(*way).at


class Unread(Document):
    """A file that was parsed before, in another build: it is parsed again once somebody asks where something stands."""

    def __init__(self, path: str, parse: Callable[[], Document]) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "_parse", parse)

    @cached_property
    def root(self) -> Fields:
        """Its fields; empty if the file could not be read."""
        parse: Callable[[], Document] = self._parse  # type: ignore[attr-defined]
        return parse().root

    def __reduce__(self) -> tuple[Any, ...]:
        return Document, (self.path, self.root)


class _Source:
    """A text with its offsets, shared by the checks below."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def rows(self) -> list[str]:
        return self.text.split("\n")

    def position(self, offset: int) -> Position:
        line = bisect.bisect_right(self.starts, offset) - 1
        return Position(self.path, line + 1, offset - self.starts[line] + 1)


def decode(path: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Bytes as text with Unix line ends, and what is wrong with the bytes ("" if they cannot be read)."""
    start = Position(path)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        return "", (
            Problem(
                Position(path, line, column),
                "not-utf-8",
                f"expected UTF-8, found the byte 0x{raw[error.start]:02X}",
                "save the file as UTF-8; it may be Latin-1 or Windows-1252",
            ),
        )
    problems: list[Problem] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        problems.append(
            Problem(start, "byte-order-mark", "the file begins with a byte order mark", "save it as UTF-8 without BOM")
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = _Source(path, text)
    for match in [*_UNPRINTABLE.finditer(text), *_BIDI.finditer(text)]:
        name = f"U+{ord(match[0]):04X}"
        problems.append(
            Problem(
                source.position(match.start()),
                "control-character",
                f"the character {name} is not allowed in a text",
                "delete it; it is invisible and often comes from copying",
            )
        )
    return text, tuple(problems)


def parse(path: str, raw: bytes) -> tuple[Document, tuple[Problem, ...]]:
    """The file's tree and every problem of syntax; a broken file yields an empty document and its problems."""
    text, problems = decode(path, raw)
    empty = Document(path, Fields(Position(path), {}, {}))
    if any(problem.code != "byte-order-mark" for problem in problems):
        return empty, problems
    source = _Source(path, text)
    found = list(problems)
    builder = _Builder(source)
    try:
        node = builder.document()
    except _TooDeep as deep:
        return empty, (*found, Problem(deep.at, "too-deep", f"expected at most {MAX_DEPTH} levels of nesting"))
    except yaml.MarkedYAMLError as error:
        return empty, (*found, yamlsyntax.told(path, source.rows, error))
    except yaml.YAMLError as error:
        return empty, (*found, Problem(Position(path), "yaml-syntax", f"not valid YAML: {_first_line(error)}"))
    if node is None:
        return empty, (
            *found,
            Problem(Position(path), "empty-file", "expected fields such as 'name: …', found an empty file"),
        )
    found += builder.problems
    if not isinstance(node, Fields):
        found.append(Problem(node.at, "not-a-mapping", f"expected fields such as 'name: …', found {describe(node)}"))
        return empty, tuple(found)
    return Document(path, node), tuple(found)


def describe(node: Node) -> str:
    """The node in an editor's words: "a list", "fields", "the text 'x'"."""
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Fields):
        return "fields (a mapping)"
    if node.text is None:
        return "nothing"
    text = node.text if len(node.text) <= 40 else node.text[:39] + "…"
    return f"'{text}'"


class _TooDeep(Exception):
    """The text nests deeper than `MAX_DEPTH`, at a place; building recurses, so a few thousand brackets would end the
    process."""

    def __init__(self, at: Position) -> None:
        super().__init__(at)
        self.at = at


class _Builder:
    """Makes the tree from the parser's events, in one pass: PyYAML's own nodes would cost as much again."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.anchors: dict[str, Scalar] = {}

    def document(self) -> Node | None:
        """The only document of the text; None if there is none. Raises YAMLError as the parser does."""
        loader = _LOADER(self.source.text)
        self.next = loader.get_event
        try:
            self.next()
            first = self.next()
            if isinstance(first, yaml.StreamEndEvent):
                return None
            node = self.build(self.next(), 1)
            self.next()
            other = self.next()
            if not isinstance(other, yaml.StreamEndEvent):
                expected = "expected a single document in the stream"
                raise ComposerError(expected, first.start_mark, "but found another document", other.start_mark)
            return node
        finally:
            loader.dispose()

    def position(self, mark: Any) -> Position:
        return Position(self.source.path, mark.line + 1, mark.column + 1)

    def add(self, at: Position, code: str, message: str, hint: str = "", warning: bool = False) -> None:
        self.problems.append(Problem(at, code, message, hint, "warning" if warning else "error"))

    def build(self, event: Any, depth: int) -> Node:
        """The node that begins with an event, at a depth counted from 1."""
        if isinstance(event, yaml.AliasEvent):
            # Walking what an alias stands for again is how a small file explodes. The anchor it needs has been refused
            # where it stands.
            return Scalar(self.anchored(event).at, None)
        at = self.position(event.start_mark)
        self.mark(event, at)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, at)
        if depth > MAX_DEPTH:
            raise _TooDeep(at)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, at, depth)
        items = []
        while not isinstance(item := self.next(), yaml.SequenceEndEvent):
            items.append(self.build(item, depth + 1))
        return Items(at, tuple(items))

    def anchored(self, event: Any) -> Scalar:
        """What an alias stands for: a text, or None as the text of anything else, at its own place."""
        if event.anchor not in self.anchors:
            raise ComposerError(None, None, "found undefined alias", event.start_mark)
        return self.anchors[event.anchor]

    def mark(self, event: Any, at: Position) -> None:
        """Refuses an anchor or a tag before a value."""
        if event.anchor is not None:
            if event.anchor in self.anchors:
                raise ComposerError(
                    "found duplicate anchor; first occurrence", None, "second occurrence", event.start_mark
                )
            self.anchors[event.anchor] = Scalar(at, str(event.value) if isinstance(event, yaml.ScalarEvent) else None)
        if event.anchor is not None or event.tag is not None:
            self.refuse_anchor(at)

    def refuse_anchor(self, at: Position) -> None:
        offset = self.source.starts[at.line - 1] + at.column - 1
        if self.source.text[offset : offset + 1] in ("&", "!"):
            kind = "anchors" if self.source.text[offset] == "&" else "tags"
            self.add(at, "alias" if kind == "anchors" else "tag", f"{kind} are not used here", "write the text out")

    def mapping(self, event: Any, at: Position, depth: int) -> Fields:
        fields: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            name, place = self.key(key, depth)
            value = self.next()
            if name is None:
                self.add(place, "key-not-text", "expected a field name, found a list or mapping")
            elif name == "<<":
                self.add(place, "alias", "merge keys (<<) are not used here", "write the fields out")
            elif name in fields:
                first = keys[name]
                self.add(place, "duplicate-key", f"'{name}' is written twice (first on line {first.line})")
                self.add(first, "duplicate-key", f"'{name}' is written twice (again on line {place.line})")
            else:
                if event.flow_style and isinstance(value, yaml.ScalarEvent) and not value.style and value.value == "":
                    self.add(
                        place,
                        "comma-in-text",
                        f"'{name}' has no value: a comma inside {{ }} ends the text before it",
                        'put the whole text in "quotes"',
                    )
                fields[name] = self.build(value, depth + 1)
                keys[name] = place
                continue
            self.skip(value, depth + 1)
        return Fields(at, fields, keys)

    def key(self, event: Any, depth: int) -> tuple[str | None, Position]:
        """The text of a key, None if it is no text; and where it stands."""
        if isinstance(event, yaml.ScalarEvent):
            at = self.position(event.start_mark)
            self.mark(event, at)
            return str(event.value), at
        if isinstance(event, yaml.AliasEvent):
            found = self.anchored(event)
            return found.text, found.at
        return None, self.skip(event, depth + 1).at

    def skip(self, event: Any, depth: int) -> Node:
        """What stands where it cannot be used; nothing else about it is told."""
        told = len(self.problems)
        node = self.build(event, depth)
        del self.problems[told:]
        return node

    def scalar(self, node: Any, at: Position) -> Scalar:
        text = str(node.value)
        plain = not node.style  # "" from the C parser, None from the Python one
        if plain:
            self.plain_traps(node, at, text)
        elif node.style == '"':
            self.escaped_traps(at, text)
        # A plain, empty value has its mark at the next token; a plain null is "not given".
        return Scalar(at, None if plain and text in _NULLS else text, self.lines(node, at, text))

    def plain_traps(self, node: Any, at: Position, text: str) -> None:
        end = node.end_mark
        row = self.source.rows[end.line] if end.line < len(self.source.rows) else ""
        rest = row[end.column :] if len(row) > end.column else ""
        if text and "#" in rest and re.match(r"\s+#\S", rest):
            self.add(
                Position(at.path, end.line + 1, end.column + len(rest) - len(rest.lstrip()) + 1),
                "silent-comment",
                f"' #' cuts this text: only '{text[:40]}' is read",
                'put the text in "quotes", or leave a space after # if it is a comment',
            )
        if end.line > node.start_mark.line and re.search(r"\S - \S", text):
            self.add(at, "list-in-text", "' - ' stands inside one text; a list item may be indented one space too far")

    def escaped_traps(self, at: Position, text: str) -> None:
        """Refuses what `decode` refuses where it is written as an escape such as "\\0"; only texts in double quotes can
        hold one."""
        for match in [*_UNPRINTABLE.finditer(text), *_BIDI.finditer(text)]:
            name = f"U+{ord(match[0]):04X}"
            hint = "delete its escape; a line break is \\n"
            self.add(at, "control-character", f"the character {name} is not allowed in a text", hint)

    def lines(self, node: Any, at: Position, text: str) -> tuple[Position, ...]:
        """Places of the text's lines: exact for literal blocks and one-line texts, unknown for folded ones."""
        if node.style == "|":
            places = []
            first = node.start_mark.line + 1
            body = next((row for row in self.source.rows[first:] if row.strip()), "")
            # What the text keeps of its first line tells the indent, with or without an indicator such as "|2".
            kept = next((line for line in text.split("\n") if line.strip()), "")
            indent = len(body) - len(kept) if body.endswith(kept) else len(body) - len(body.lstrip(" "))
            for index in range(text.count("\n") + 1):
                places.append(Position(at.path, first + index + 1, indent + 1))
            return tuple(places)
        if node.start_mark.line == node.end_mark.line and "\n" not in text:
            return (Position(at.path, at.line, at.column + 1),) if node.style else (at,)
        return ()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0]
