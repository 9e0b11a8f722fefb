"""YAML text becomes mappings, lists and text, each knowing its line and column.

Nothing is typed here: `NO`, `1e9`, `12:30` and `2026-01-30` stay the text that the editor wrote, and
the field decides what they mean. Duplicate keys, anchors and the quiet traps of YAML are problems.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property

import yaml

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
    deep = _too_deep(source)
    if deep:
        return empty, (*found, deep)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return empty, (*found, _syntax(source, error))
    except (yaml.YAMLError, RecursionError) as error:
        return empty, (*found, Problem(Position(path), "yaml-syntax", f"not valid YAML: {_first_line(error)}"))
    if root is None:
        return empty, (
            *found,
            Problem(Position(path), "empty-file", "expected fields such as 'name: …', found an empty file"),
        )
    builder = _Builder(source)
    node = builder.build(root)
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


class _Builder:
    def __init__(self, source: _Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def position(self, mark: yaml.Mark) -> Position:
        return Position(self.source.path, mark.line + 1, mark.column + 1)

    def add(self, at: Position, code: str, message: str, hint: str = "", warning: bool = False) -> None:
        self.problems.append(Problem(at, code, message, hint, "warning" if warning else "error"))

    def build(self, node: yaml.Node) -> Node:
        at = self.position(node.start_mark)
        # An alias is the very same node object a second time; walking it again is how a small file explodes. The
        # anchor it needs has been refused where it stands.
        if id(node) in self.seen:
            return Scalar(at, None)
        self.seen.add(id(node))
        self.refuse_anchor(at)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, at)
        if isinstance(node, yaml.SequenceNode):
            return Items(at, tuple(self.build(item) for item in node.value))
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node, at)

    def refuse_anchor(self, at: Position) -> None:
        offset = self.source.starts[at.line - 1] + at.column - 1
        if self.source.text[offset : offset + 1] in ("&", "!"):
            kind = "anchors" if self.source.text[offset] == "&" else "tags"
            self.add(at, "alias" if kind == "anchors" else "tag", f"{kind} are not used here", "write the text out")

    def mapping(self, node: yaml.MappingNode, at: Position) -> Fields:
        fields: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        for key, value in node.value:
            place = self.position(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.add(place, "key-not-text", "expected a field name, found a list or mapping")
                continue
            self.seen.add(id(key))
            self.refuse_anchor(place)
            name = str(key.value)
            if name == "<<":
                self.add(place, "alias", "merge keys (<<) are not used here", "write the fields out")
            elif name in fields:
                first = keys[name]
                self.add(place, "duplicate-key", f"'{name}' is written twice (first on line {first.line})")
                self.add(first, "duplicate-key", f"'{name}' is written twice (again on line {place.line})")
            else:
                if node.flow_style and isinstance(value, yaml.ScalarNode) and _is_bare(value):
                    self.add(
                        place,
                        "comma-in-text",
                        f"'{name}' has no value: a comma inside {{ }} ends the text before it",
                        'put the whole text in "quotes"',
                    )
                fields[name] = self.build(value)
                keys[name] = place
        return Fields(at, fields, keys)

    def scalar(self, node: yaml.ScalarNode, at: Position) -> Scalar:
        text = str(node.value)
        plain = not node.style  # "" from the C parser, None from the Python one
        if plain:
            self.plain_traps(node, at, text)
        elif node.style == '"':
            self.escaped_traps(at, text)
        # A plain, empty value has its mark at the next token; a plain null is "not given".
        return Scalar(at, None if plain and text in _NULLS else text, self.lines(node, at, text))

    def plain_traps(self, node: yaml.ScalarNode, at: Position, text: str) -> None:
        row = self.source.rows[node.end_mark.line] if node.end_mark.line < len(self.source.rows) else ""
        rest = row[node.end_mark.column :]
        if text and re.match(r"\s+#\S", rest):
            self.add(
                Position(at.path, node.end_mark.line + 1, node.end_mark.column + len(rest) - len(rest.lstrip()) + 1),
                "silent-comment",
                f"' #' cuts this text: only '{text[:40]}' is read",
                'put the text in "quotes", or leave a space after # if it is a comment',
            )
        if re.search(r"\S - \S", text) and node.end_mark.line > node.start_mark.line:
            self.add(at, "list-in-text", "' - ' stands inside one text; a list item may be indented one space too far")

    def escaped_traps(self, at: Position, text: str) -> None:
        """Refuses what `decode` refuses where it is written as an escape such as "\\0"; only texts in double quotes can
        hold one."""
        for match in [*_UNPRINTABLE.finditer(text), *_BIDI.finditer(text)]:
            name = f"U+{ord(match[0]):04X}"
            hint = "delete its escape; a line break is \\n"
            self.add(at, "control-character", f"the character {name} is not allowed in a text", hint)

    def lines(self, node: yaml.ScalarNode, at: Position, text: str) -> tuple[Position, ...]:
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
            return (Position(at.path, at.line, at.column + (1 if node.style else 0)),)
        return ()


def _too_deep(source: _Source) -> Problem | None:
    """Whether the text nests deeper than `MAX_DEPTH`. Asked of the event stream, because composing recurses: a few
    thousand brackets would end the process."""
    depth = 0
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH and event.start_mark:
                    at = Position(source.path, event.start_mark.line + 1, event.start_mark.column + 1)
                    return Problem(at, "too-deep", f"expected at most {MAX_DEPTH} levels of nesting")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None  # composing meets the same mistake and tells it better
    return None


def _is_bare(node: yaml.ScalarNode) -> bool:
    return not node.style and node.value == ""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0]


def _syntax(source: _Source, error: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint in an editor's words, with the likely cause as hint."""
    mark = error.problem_mark or error.context_mark
    line = min(mark.line if mark else 0, len(source.rows) - 1)
    column = mark.column if mark else 0
    row = source.rows[line]
    problem = str(error.problem or error.context or "unreadable")
    said = f"{error.context} {error.problem}"
    at = Position(source.path, line + 1, column + 1)
    block = re.search(r":\s*([>|])([=\d])", row) or re.search(r":\s*([>|])([=\d])", source.rows[max(line - 1, 0)])
    if block:
        if not re.search(r":\s*[>|][=\d]", row):
            line, row = line - 1, source.rows[line - 1]
        start = re.search(r"[>|][=\d]", row)
        return Problem(
            Position(source.path, line + 1, (start.start() if start else 0) + 1),
            "block-header",
            f"'{block[1]}' starts a text block in YAML",
            "write 'at least 50bn USD' or 'over 50bn USD' in words",
        )
    if "mapping values are not allowed" in said:
        return Problem(
            at,
            "unquoted-colon",
            "a colon followed by a space ends the field name here",
            'put the whole text in "quotes"',
        )
    if "\\t" in said or (row[:column].strip() == "" and "\t" in row[: column + 1]) or row.startswith("\t"):
        return Problem(at, "tab", "a tab cannot indent or begin a text in YAML", "use two spaces")
    if "alias" in said or "anchor" in said:
        return Problem(at, "alias", "anchors and aliases (&name, *name) are not used here", 'put the text in "quotes"')
    if "cannot start any token" in said:
        found = row[column : column + 1]
        return Problem(at, "yaml-syntax", f"a text cannot begin with '{found}'", 'put the text in "quotes"')
    if "expected a single document" in said:
        return Problem(at, "yaml-syntax", "expected one document in a file, found '---' again")
    return Problem(at, "yaml-syntax", f"not valid YAML: {problem}", "look at this line and the one above it")
