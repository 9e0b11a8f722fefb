"""What the file of a record says, apart from all other files, and where that is kept from one reading to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from generator.content.records import read, short
from generator.text import yamltree
from generator.text.problems import Problem
from generator.text.yamltree import Document


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a file of a record says, with all that is wrong with it."""

    record: Any
    """The record; None if it could not be read."""
    problems: tuple[Problem, ...]
    """What is wrong with the file and its fields."""
    has_fields: bool
    """Whether it has fields in which places can be found."""


class Parsed(Protocol):
    """Where files that were parsed are kept for the next time."""

    def key(self, *of: object) -> str:
        """The name of a file in it: by its path, its bytes, and whatever else they are read with."""

    def get(self, key: str) -> ParsedFile | None:
        """The file as it was read before, None if it was not."""

    def put(self, key: str, found: ParsedFile) -> None:
        """Keeps a file."""


def parse(folder: str, shown: str, raw: bytes, shape: Any, languages: tuple[str, ...]) -> tuple[Document, ParsedFile]:
    """A file's document, short forms written out, and what it says."""
    plain, problems = yamltree.parse(shown, raw)
    if any(problem.severity == "error" for problem in problems) and not plain.root.fields:
        return plain, ParsedFile(None, tuple(problems), False)
    document = short.write_out(plain) if folder == "deals" else plain
    record, more = read(document, shape, languages)
    return document, ParsedFile(record, (*problems, *more), True)


def document_of(folder: str, shown: str, raw: bytes) -> Document:
    """The document of a file alone, for places in it."""
    plain, _ = yamltree.parse(shown, raw)
    return short.write_out(plain) if folder == "deals" else plain
