"""The archive on the bench: one deal with what belongs to it, where every problem's place is the way in the record."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from unittest.mock import patch

from generator import rules
from generator.analysis import knowledge
from generator.content import load, references
from generator.content.archive import Archive
from generator.content.records import Deal
from generator.content.records.base import Record
from generator.mail import providers
from generator.rules.facts import Facts
from generator.text import catalogue
from generator.text.problems import Position, Problem, Severity
from generator.text.rates import Rates
from generator.text.yamltree import Document, Fields
from tests.publications import NO_DAY, REAL, ROOT

Way = tuple[str | int, ...]
NEIGHBOURS = 4
"""How many deals of the same company lie on the bench besides those that the deal is related to."""
CRASH = "traceback"
"""Stands in the table where `check` broke off with an exception."""
POUNDS = {
    2019: "0.878",
    2020: "0.890",
    2021: "0.860",
    2022: "0.853",
    2023: "0.870",
    2024: "0.847",
    2025: "0.857",
    2026: "0.866",
}
"""Pounds for a euro, one rate a year: near enough to tell pounds from dollars and euros, which is all they are for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A record, or a field in it."""

    record: str
    """The record with its folder: "deals/openai-round-2026"."""
    way: Way = ()
    """The way to the field; () for the record as a whole."""

    def meets(self, other: Spot) -> bool:
        """Whether one of the two holds the other."""
        shorter = min(len(self.way), len(other.way))
        return self.record == other.record and self.way[:shorter] == other.way[:shorter]

    def __str__(self) -> str:
        return ".".join([self.record, *map(str, self.way)])


@dataclass(frozen=True, slots=True)
class Bench(Archive):
    """An archive whose records have no files: a place is the record and the way in it."""

    def at(self, folder: str, name: str, *way: str | int) -> Position:
        """The way in the record, where an archive from files gives line and column."""
        return Position("\n".join([f"{folder}/{name}", *map(repr, way)]))


def spot(at: Position) -> Spot:
    """Where a problem on the bench stands."""
    record, *way = at.path.split("\n")
    return Spot(record=record, way=tuple(int(step) if step.isdecimal() else step.strip("'\"") for step in way))


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One problem on the bench."""

    code: str
    """Its name: "scale-slip"."""
    at: Position
    """Its place, as `Bench.at` gives it."""
    message: str
    """What it says, hint included."""
    severity: Severity
    """How much it weighs."""

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return spot(self.at)


def whole(content: Path = REAL) -> Bench:
    """Everything that was read in a content folder, without what is not measured here: issues, texts and excuses."""
    kinds = {language: found.kinds for language, found in _catalogues().items()}
    with TemporaryDirectory() as folder:
        # What issues showed once is not measured; a snapshot that cannot be read would stop the rest.
        copy = copytree(content, Path(folder) / "content", ignore=ignore_patterns("snapshot.json"))
        archive, found = load.load(copy, kinds=kinds)
    assert archive is not None, "\n".join(map(str, found))
    values = {part.name: getattr(archive, part.name) for part in fields(Archive) if part.init}
    values |= {"issues": {}, "snapshots": {}, "pages": {}, "prose": {}, "images": {}, "topics": {}, "authors": {}}
    values["rates"] = with_pounds(archive.rates)
    for folder in ("deals", "sources", "organisations", "publishers"):
        values[folder] = {
            name: record.model_copy(update={"ignore": ()}) for name, record in getattr(archive, folder).items()
        }
    return documented(Bench(**values))


def with_pounds(rates: Rates) -> Rates:
    """The rates, and pounds on every day on which there is one for dollars."""
    days = [day for code, day in rates.table if code == "USD" and str(day.year) in map(str, POUNDS)]
    return Rates({**rates.table, **{("GBP", day): Decimal(POUNDS[day.year]) for day in days}})


def documented(archive: Bench) -> Bench:
    """The archive with an empty file for every record, so that rules find a place for each."""
    names = [(folder, name) for folder, records in archive.folders.items() for name in records]
    documents = {key: document for key, document in archive.documents.items() if key == ("", "publication")}
    for folder, name in [("", "findings"), *names]:
        at = Position(f"{folder}/{name}")
        documents[folder, name] = Document(at.path, Fields(at, {}, {}))
    return replace(archive, documents=documents)


def around(archive: Bench, name: str) -> Bench:
    """A deal with those that it is related to, the nearest ones of the same company, and all whom these name.

    What an editor of the deal would look at; so a check takes a fraction of a second, and a slip in one deal is not held
    against another company's.
    """
    near = _near(archive, name)
    deals = {other: _alone(deal, near) for other, deal in archive.deals.items() if other in near}
    said = set(_strings(deals))
    sources = {key: source for key, source in archive.sources.items() if key in said}
    said |= set(_strings(sources))
    publishers = {key: publisher for key, publisher in archive.publishers.items() if key in said}
    said |= set(_strings(publishers))
    organisations = {key: one for key, one in archive.organisations.items() if key in said}
    while more := {one.parent for one in organisations.values() if one.parent} - set(organisations):
        organisations |= {key: archive.organisations[key] for key in more}
    return documented(
        replace(archive, deals=deals, sources=sources, publishers=publishers, organisations=organisations, findings=())
    )


def _near(archive: Bench, name: str) -> set[str]:
    """The deal, those that it is related to, and the `NEIGHBOURS` nearest ones of the same company."""
    deal = archive.deals[name]
    near = {name} | _linked(deal) | {other for other, one in archive.deals.items() if name in _linked(one)}
    near |= {
        other for found in near for other in _linked(archive.deals[found]) if _is_whole(archive.deals[found], other)
    }
    same = [other for other, one in archive.deals.items() if one.subject == deal.subject and other not in near]
    day = _first_day(deal)
    return near | set(sorted(same, key=lambda other: (abs(_first_day(archive.deals[other]) - day), other))[:NEIGHBOURS])


def _linked(deal: Deal) -> set[str]:
    return {relation.deal for relation in deal.relations} | {part.deal for part in deal.participants if part.deal}


def _is_whole(deal: Deal, other: str) -> bool:
    """Whether an amount in `deal` stands in the other one, which it cannot do without."""
    return any(part.deal == other for part in deal.participants)


def _first_day(deal: Deal) -> int:
    return min((step.date.last.toordinal() for step in deal.status if step.date), default=0)


def _alone(deal: Deal, near: set[str]) -> Deal:
    """The deal without relations that lead further away, and without participants whose amount stands there."""
    relations = tuple(one for one in deal.relations if one.deal in near)
    participants = tuple(one for one in deal.participants if one.deal is None or one.deal in near)
    return deal.model_copy(update={"relations": relations, "participants": participants})


def _strings(value: object) -> Iterator[str]:
    """Every text in records, ids among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _strings(each)
    elif hasattr(value, "__dict__"):
        yield from _strings(value.__dict__)


def today(archive: Bench) -> date:
    """The day of the check."""
    return archive.publication.as_of or NO_DAY


def know(archive: Bench) -> knowledge.Knowledge:
    """What is known on the day of the check."""
    return knowledge.know(archive, today(archive), undated=True)


def check(archive: Bench, known: knowledge.Knowledge) -> frozenset[Told]:
    """Every error and warning about the records; notices can wait. A traceback is told as one problem of all."""
    facts = Facts(archive, known, {}, _catalogues(), providers.NEEDS)
    try:
        # Nearly every record is the same object as in the case before, and what it links to is most of the work.
        with patch.object(references, "links", _links):
            found: tuple[Problem, ...] = rules.check(facts)
    except Exception as error:  # whatever it is, an editor would see no other problem
        where = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{error!r} in {where.filename}:{where.lineno}"
        return frozenset([Told(CRASH, Position("publication"), message, "error")])
    return frozenset(
        Told(one.code, one.at, f"{one.message} {one.hint}", one.severity) for one in found if one.severity != "notice"
    )


def errors(archive: Bench) -> frozenset[Told]:
    """The errors about the records: what would keep them from being published."""
    return frozenset(one for one in check(archive, know(archive)) if one.severity == "error")


_LINKS: dict[int, tuple[Record, tuple[references.Link, ...]]] = {}
"""What records link to, by identity; each record is kept, so that its number is not given to another one."""
_every_link = references.links


def _links(record: Record, way: Way = ()) -> Iterable[references.Link]:
    """What `references.links` gives, looked up once for each record."""
    if way:
        return _every_link(record, way)
    if id(record) not in _LINKS:
        _LINKS[id(record)] = record, tuple(_every_link(record))
    return _LINKS[id(record)][1]


@cache
def _catalogues() -> Mapping[str, catalogue.Catalogue]:
    return catalogue.read(ROOT / "templates")
