"""Which ids a record names, found by the types of its fields, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
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


def links(record: Record, way: Way = ()) -> tuple[Link, ...]:
    """Every id in a record, and in the records inside it, whose type says what it names.

    A field that is added tomorrow is found as well: its type is all there is to say.
    """
    found: list[Link] = []
    _gather(record, way, found)
    return tuple(found)


def named(archive: Archive, folder: str) -> frozenset[str]:
    """The ids of a folder that some record names; what is not among them could be deleted unnoticed."""
    return frozenset(
        link.id for _, _, record in _records(archive) for link in links(record) if folder in link.names.folders
    )


def unresolved(archive: Archive, written: Mapping[str, Container[str]]) -> list[Problem]:
    """A problem for every id that leads nowhere. `written` holds the names of all files by folder, broken ones too:
    a reference to a file with a mistake of its own is not a second mistake."""
    problems: list[Problem] = []
    homes: dict[Names, tuple[Mapping[str, object], ...]] = {}
    for folder, name, record in _records(archive):
        for link in links(record):
            known = homes.get(link.names) or homes.setdefault(link.names, _known(archive, link.names))
            broken = (written.get(home, ()) for home in link.names.folders)
            if not any(link.id in ids for ids in known) and not any(link.id in ids for ids in broken):
                at = archive.at(folder, name, *link.way)
                message = f"there is no {link.names.kind} '{link.id}'"
                near = did_you_mean(link.id, [name for ids in known for name in ids])
                problems.append(Problem(at, "unknown-reference", message, near))
    return problems


def _records(archive: Archive) -> Iterable[tuple[str, str, Record]]:
    """Every record with the folder and the name of its file."""
    yield "", "publication", archive.publication
    if archive.findings:
        yield "", "findings", Findings(findings=archive.findings)
    for folder, records in archive.folders.items():
        yield from ((folder, name, record) for name, record in records.items())


def _known(archive: Archive, names: Names) -> tuple[Mapping[str, object], ...]:
    """Everything of the kinds that an id may name, by id, kind by kind."""
    if names.group:
        return (archive.vocabulary.group(names.group),)
    return tuple(archive.folders[folder] for folder in names.folders)


Walk = Callable[[Any, Way, list[Link]], None]
"""Adds the ids in a value that stands at a place to those found before."""


def _gather(record: Any, way: Way, found: list[Link]) -> None:
    """Adds the ids in a record, and in the records inside it."""
    if isinstance(record, Record):
        for name, key, walk in _walks(type(record)):
            value = getattr(record, name)
            if value:
                walk(value, (*way, key), found)


@cache
def _walks(model: type[Record]) -> tuple[tuple[str, str, Walk], ...]:
    """The fields of a record that can hold ids: name in the code, name in the file, and how to find them."""
    walks = ((name, key, _walk(shape)) for name, key, shape in _fields(model))
    return tuple((name, key, walk) for name, key, walk in walks if walk)


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a record: name in the code, name in the file, type with its annotations."""
    shapes = get_type_hints(model, include_extras=True)
    return tuple((name, info.alias or name, shapes[name]) for name, info in model.model_fields.items())


def _walk(shape: Any) -> Walk | None:
    """How to find the ids in values of a type; None for a type that has none. The type is read once, and not for every
    value: an archive has a hundred thousand of them."""
    if get_origin(shape) is Annotated:
        inner, *notes = get_args(shape)
        names = next((note for note in notes if isinstance(note, Names)), None)
        return _walk_id(names, _walk(inner)) if names else _walk(inner)
    if get_origin(shape) in (Union, UnionType):
        options = tuple(dict.fromkeys(walk for option in get_args(shape) if (walk := _walk(option))))
        return options[0] if len(options) == 1 else _walk_all(options) if options else None
    if get_origin(shape) is tuple:
        item = _walk(get_args(shape)[0])
        return _walk_items(item) if item else None
    if get_origin(shape) is dict:
        return _walk_entries(*map(_walk, get_args(shape)))
    return _gather if isinstance(shape, type) and issubclass(shape, Record) else None


def _walk_id(names: Names, inner: Walk | None) -> Walk:
    def walk(value: Any, way: Way, found: list[Link]) -> None:
        if isinstance(value, str):
            found.append(Link(way=way, names=names, id=value))
        elif inner:
            inner(value, way, found)

    return walk


def _walk_all(options: tuple[Walk, ...]) -> Walk:
    def walk(value: Any, way: Way, found: list[Link]) -> None:
        for option in options:
            option(value, way, found)

    return walk


def _walk_items(item: Walk) -> Walk:
    def walk(value: Any, way: Way, found: list[Link]) -> None:
        for index, one in enumerate(value if isinstance(value, tuple) else ()):
            item(one, (*way, index), found)

    return walk


def _walk_entries(key: Walk | None, item: Walk | None) -> Walk | None:
    def walk(value: Any, way: Way, found: list[Link]) -> None:
        for name, one in value.items() if isinstance(value, dict) else ():
            if key:
                key(name, (*way, name), found)
            if item:
                item(one, (*way, name), found)

    return walk if key or item else None
