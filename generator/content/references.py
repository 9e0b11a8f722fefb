"""Which ids a record names, found by the types of its fields, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from generator.content.archive import Archive
from generator.content.records.base import Record
from generator.content.records.finding import Findings
from generator.content.records.names import Names
from generator.text.problems import Problem, did_you_mean

Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One id in a record that names something else."""

    way: Way
    """Where in the record it stands, in the file's own words: ("participants", 0, "in")."""
    names: Names
    """What it names, by the type of its field."""
    id: str
    """What was written."""


def links(record: Record, way: Way = ()) -> Iterator[Link]:
    """Every id in a record, and in the records inside it, whose type says what it names.

    A field that is added tomorrow is found as well: its type is all there is to say.
    """
    for name, key, shape in _fields(type(record)):
        yield from _links(getattr(record, name), shape, (*way, key))


def named(archive: Archive, folder: str) -> frozenset[str]:
    """The ids of a folder that some record names; what is not among them could be deleted unnoticed."""
    return frozenset(
        link.id for _, _, record in _records(archive) for link in links(record) if folder in link.names.folders
    )


def unresolved(archive: Archive, written: Mapping[str, Container[str]]) -> list[Problem]:
    """A problem for every id that leads nowhere. `written` holds the names of all files by folder, broken ones too:
    a reference to a file with a mistake of its own is not a second mistake."""
    problems: list[Problem] = []
    for folder, name, record in _records(archive):
        for link in links(record):
            known = _known(archive, link.names)
            broken = any(link.id in written.get(home, ()) for home in link.names.folders)
            if link.id not in known and not broken:
                at = archive.at(folder, name, *link.way)
                message = f"there is no {link.names.kind} '{link.id}'"
                problems.append(Problem(at, "unknown-reference", message, did_you_mean(link.id, known)))
    return problems


def _records(archive: Archive) -> Iterable[tuple[str, str, Record]]:
    """Every record with the folder and the name of its file."""
    yield "", "publication", archive.publication
    if archive.findings:
        yield "", "findings", Findings(findings=archive.findings)
    for folder, records in archive.folders.items():
        yield from ((folder, name, record) for name, record in records.items())


def _known(archive: Archive, names: Names) -> Mapping[str, object]:
    """Everything of the kind that an id may name, by id."""
    if names.group:
        return archive.vocabulary.group(names.group)
    (first, *others) = (archive.folders[folder] for folder in names.folders)
    return first if not others else {name: record for records in (first, *others) for name, record in records.items()}


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a record: name in the code, name in the file, type with its annotations."""
    shapes = get_type_hints(model, include_extras=True)
    return tuple((name, info.alias or name, shapes[name]) for name, info in model.model_fields.items())


def _links(value: Any, shape: Any, way: Way) -> Iterator[Link]:
    """The ids in a value of a type; the type says which texts are ids, the value how many there are."""
    if get_origin(shape) is Annotated:
        inner, *notes = get_args(shape)
        found = next((note for note in notes if isinstance(note, Names)), None)
        if found and isinstance(value, str):
            yield Link(way=way, names=found, id=value)
        else:
            yield from _links(value, inner, way)
        return
    if get_origin(shape) in (Union, UnionType):
        for option in get_args(shape):
            yield from _links(value, option, way)
        return
    if isinstance(value, Record):
        yield from links(value, way)
        return
    if isinstance(value, tuple) and get_origin(shape) is tuple:
        for index, item in enumerate(value):
            yield from _links(item, get_args(shape)[0], (*way, index))
        return
    if isinstance(value, dict) and get_origin(shape) is dict:
        key_shape, item_shape = get_args(shape)
        for key, item in value.items():
            yield from _links(key, key_shape, (*way, key))
            yield from _links(item, item_shape, (*way, key))
