"""The content folder becomes an Archive: every record read, every reference resolved, or every problem told.

This is the only module that reads content from disk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from generator import rates, yamltree
from generator.problems import Position, Problem, did_you_mean, has_errors, sort
from generator.records import (
    Author,
    Briefing,
    Deal,
    DealFile,
    Organisation,
    Page,
    Publication,
    Publisher,
    Source,
    Sponsor,
    Topic,
    Vocabulary,
    read,
)
from generator.yamltree import Document

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BRIEFING_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*")
IMAGES = frozenset((".svg", ".png", ".jpg", ".jpeg", ".webp"))


@dataclass(frozen=True, slots=True)
class Prose:
    """A hand-written text and where it stands; `place` finds a character's line and column."""

    text: str
    place: Callable[[int], Position]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that was read, by id; ids resolve.

    `documents` keeps the parsed files by (folder, id), so that a rule can say where something stands.
    `prose` holds the sibling texts of briefings and pages by (folder, id, section, language).
    """

    publication: Publication
    vocabulary: Vocabulary
    organisations: Mapping[str, Organisation]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    authors: Mapping[str, Author]
    sponsors: Mapping[str, Sponsor]
    pages: Mapping[str, Page]
    deals: Mapping[str, Deal]
    briefings: Mapping[str, Briefing]
    rates: rates.Rates
    documents: Mapping[tuple[str, str], Document]
    prose: Mapping[tuple[str, str, str, str], Prose]
    images: Mapping[tuple[str, str], bytes]

    def at(self, folder: str, name: str, *way: str | int) -> Position:
        """Where a field stands, or the nearest thing above it that the file has."""
        return self.documents[folder, name].at(*way)


@dataclass(frozen=True, slots=True)
class _Folder:
    """How one kind of record is kept."""

    name: str
    shape: Any
    deep: bool = False


_FOLDERS = (
    _Folder("organisations", Organisation),
    _Folder("publishers", Publisher),
    _Folder("sources", Source, deep=True),
    _Folder("topics", Topic),
    _Folder("authors", Author),
    _Folder("sponsors", Sponsor),
    _Folder("pages", Page),
    _Folder("deals", DealFile, deep=True),
)
_KNOWN = {folder.name for folder in _FOLDERS} | {
    "briefings", "rates", "publication.yml", "vocabulary.yml", "README.md",
}  # fmt: skip


def load(root: Path) -> tuple[Archive | None, tuple[Problem, ...]]:
    """The archive in `root` and all problems found on the way; None if any of them is an error."""
    reading = _Reading(root)
    if not root.is_dir():
        return None, (Problem(Position(reading.show(root)), "no-content", "expected a content folder here", "name another with --content"),)
    archive = reading.archive()
    problems = sort(reading.problems)
    return (None if has_errors(problems) else archive), problems


@cache
def built_in_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the generator."""
    raw = resources.files("generator.records").joinpath("vocabulary.yml").read_bytes()
    document, problems = yamltree.parse("vocabulary.yml", raw)
    vocabulary, faults = read(document, Vocabulary)
    assert isinstance(vocabulary, Vocabulary) and not problems and not faults, (problems, faults)
    return vocabulary


@dataclass
class _Reading:
    """One pass over the folder; collects as it goes."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    prose: dict[tuple[str, str, str, str], Prose] = field(default_factory=dict)
    images: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def show(self, path: Path) -> str:
        """A path as people write it: relative to the working folder where that is shorter."""
        relative = os.path.relpath(path)
        return (str(path) if relative.startswith("..") else relative).replace(os.sep, "/")

    def add(self, path: Path | Position, code: str, message: str, hint: str = "", warning: bool = False) -> None:
        at = path if isinstance(path, Position) else Position(self.show(path))
        self.problems.append(Problem(at, code, message, hint, "warning" if warning else "error"))

    def archive(self) -> Archive | None:
        self.unexpected(self.root, _KNOWN)
        publication = self.single("publication.yml", Publication, required=True)
        vocabulary = self.single("vocabulary.yml", Vocabulary, required=False)
        records: dict[str, dict[str, Any]] = {folder.name: self.folder(folder) for folder in _FOLDERS}
        briefings = self.briefings()
        self.page_texts(records["pages"])
        table = self.rates()
        self.unique()
        if not isinstance(publication, Publication):
            return None
        words = built_in_vocabulary()
        archive = Archive(
            publication=publication,
            vocabulary=words.extended(vocabulary) if isinstance(vocabulary, Vocabulary) else words,
            briefings=briefings,
            rates=table,
            documents=self.documents,
            prose=self.prose,
            images=self.images,
            **records,
        )
        self.problems += unresolved(archive, {name for _, name in self.documents})
        return archive

    def entries(self, folder: Path) -> list[Path]:
        """What a folder holds, by name; hidden files and editors' backups are nobody's content."""
        try:
            found = sorted(folder.iterdir())
        except (NotADirectoryError, FileNotFoundError):
            return []
        return [path for path in found if not path.name.startswith(".") and not path.name.endswith("~")]

    def unexpected(self, folder: Path, known: Iterable[str]) -> None:
        for path in self.entries(folder):
            if path.name not in known:
                self.add(path, "unexpected-file", f"nothing is kept in '{path.name}' here", did_you_mean(path.name, known))

    def bytes_of(self, path: Path) -> bytes | None:
        """A file's bytes, if it is a file of this folder that can be read."""
        if path.is_symlink() and not path.resolve().is_relative_to(self.root.resolve()):
            self.add(path, "link-outside", "this link leads out of the content folder", "copy the file here")
            return None
        if not path.is_file():
            self.add(path, "not-a-file", "expected a file, found a folder or something else of this name")
            return None
        try:
            with path.open("rb") as file:
                return file.read(yamltree.MAX_BYTES + 1)
        except OSError as error:
            self.add(path, "unreadable", f"the file cannot be read: {error.strerror}")
            return None

    def document(self, folder: str, name: str, path: Path) -> Document | None:
        raw = self.bytes_of(path)
        if raw is None:
            return None
        document, problems = yamltree.parse(self.show(path), raw)
        self.problems += problems
        if any(problem.severity == "error" for problem in problems) and not document.root.fields:
            return None
        self.documents[folder, name] = document
        return document

    def record(self, folder: str, name: str, path: Path, shape: Any) -> Any:
        document = self.document(folder, name, path)
        if document is None:
            return None
        record, problems = read(document, shape)
        self.problems += problems
        return record

    def single(self, name: str, shape: Any, *, required: bool) -> Any:
        path = self.root / name
        if not path.exists() and not path.is_symlink():
            if required:
                self.add(path, "missing-file", f"expected the file {name}")
            return None
        return self.record("", name.removesuffix(".yml"), path, shape)

    def folder(self, folder: _Folder) -> dict[str, Any]:
        top = self.root / folder.name
        found: dict[str, Any] = {}
        for path in self.files(top, deep=folder.deep):
            name = path.name.removesuffix(".yml")
            if path.suffix == ".md" and folder.name == "pages":
                continue
            if path.suffix != ".yml" or not ID.fullmatch(name):
                self.add(path, "wrong-file-name", f"expected a name such as 'some-name.yml', found '{path.name}'", _better_name(path.name))
                continue
            if (folder.name, name) in self.documents:
                first = self.documents[folder.name, name].path
                self.add(path, "duplicate-id", f"'{name}' is taken by {first}", "file names are ids; choose another")
                continue
            record = self.record(folder.name, name, path, folder.shape)
            if record is not None:
                found[name] = record
        return found

    def files(self, folder: Path, *, deep: bool) -> Iterator[Path]:
        for path in self.entries(folder):
            if deep and path.is_dir() and not path.is_symlink() and path.suffix != ".yml":
                yield from self.files(path, deep=True)
            else:
                yield path

    def briefings(self) -> dict[str, Briefing]:
        found: dict[str, Briefing] = {}
        for path in self.entries(self.root / "briefings"):
            if not path.is_dir() or not BRIEFING_ID.fullmatch(path.name):
                self.add(path, "wrong-file-name", f"expected a folder such as '2026-01-30-some-name', found '{path.name}'")
                continue
            record = self.record("briefings", path.name, path / "briefing.yml", Briefing)
            if isinstance(record, Briefing):
                found[path.name] = record
                if not path.name.startswith(record.date.isoformat()):
                    at = self.documents["briefings", path.name].at("date")
                    self.add(at, "wrong-file-name", f"the folder says {path.name[:10]}, the date says {record.date}")
                self.sections(path, record)
        return found

    def sections(self, folder: Path, briefing: Briefing) -> None:
        """The prose files and images beside a briefing."""
        keys = {section.key for section in briefing.sections}
        for path in self.entries(folder):
            if path.suffix in IMAGES:
                raw = self.bytes_of(path)
                if raw is not None:
                    self.images[folder.name, path.name] = raw
            elif path.suffix == ".md":
                self.text("briefings", folder.name, path, keys)
            elif path.name not in ("briefing.yml", "snapshot.json"):
                self.add(path, "unexpected-file", f"nothing is kept in '{path.name}' here")

    def page_texts(self, pages: Mapping[str, Page]) -> None:
        for path in self.entries(self.root / "pages"):
            if path.suffix == ".md":
                name = path.name.split(".")[0]
                self.text("pages", name, path, pages)

    def text(self, folder: str, record: str, path: Path, keys: Iterable[str]) -> None:
        """One `<key>.<language>.md`."""
        match = re.fullmatch(r"([a-z0-9-]+)\.([a-z]{2,3})\.md", path.name)
        if not match or match[1] not in keys:
            hint = did_you_mean(path.name.split(".")[0], keys)
            self.add(path, "wrong-file-name", f"expected '<section>.<language>.md' of a section, found '{path.name}'", hint)
            return
        raw = self.bytes_of(path)
        if raw is None:
            return
        shown = self.show(path)
        text, problems = yamltree.decode(shown, raw)
        self.problems += problems
        starts = [0, *(found.end() for found in re.finditer("\n", text))]

        def place(offset: int) -> Position:
            line = max(index for index, start in enumerate(starts) if start <= offset)
            return Position(shown, line + 1, offset - starts[line] + 1)

        self.prose[folder, record, match[1], match[2]] = Prose(text, place)

    def rates(self) -> rates.Rates:
        path = self.root / "rates" / "ecb.csv"
        if not path.exists():
            return rates.Rates({})
        raw = self.bytes_of(path)
        table, problems = rates.read(self.show(path), raw or b"")
        self.problems += problems
        return table

    def unique(self) -> None:
        """Organisations, deals and topics share one space of ids, because prose refers to all three alike."""
        seen: dict[str, Document] = {}
        for (folder, name), document in self.documents.items():
            if folder in ("organisations", "deals", "topics"):
                if name in seen:
                    self.add(Position(document.path), "duplicate-id", f"'{name}' is taken by {seen[name].path}")
                seen.setdefault(name, document)


def _better_name(name: str) -> str:
    plain = name.rsplit(".", 1)[0].lower()
    for old, new in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(old, new)
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"rename it to '{plain}.yml'" if plain else "use a-z, 0-9 and hyphens"


Link = tuple[tuple[str | int, ...], str, str]
"""Where in a record, which kind of thing, which id."""


def unresolved(archive: Archive, written: set[str]) -> list[Problem]:
    """A problem for every id that leads nowhere. `written` holds the names of all files, broken ones too:
    a reference to a file with a mistake of its own is not a second mistake."""
    problems: list[Problem] = []
    targets = _targets(archive)
    for folder, name, links in _all_links(archive):
        for way, kind, target in links:
            if target not in targets[kind] and target not in written:
                node = archive.documents[folder, name].find(*way)
                hint = did_you_mean(target, targets[kind])
                problems.append(Problem(node.at, "unknown-reference", f"there is no {kind} '{target}'", hint))
    return problems


def _targets(archive: Archive) -> dict[str, Mapping[str, Any]]:
    vocabulary = archive.vocabulary
    return {
        "organisation": archive.organisations,
        "publisher": archive.publishers,
        "publisher or organisation": {**archive.publishers, **archive.organisations},
        "source": archive.sources,
        "deal": archive.deals,
        "topic": archive.topics,
        "author": archive.authors,
        "sponsor": archive.sponsors,
        "briefing": archive.briefings,
        **{f"{group} kind": vocabulary.group(group) for group in ("organisation", "publisher", "source", "deal")},
        "role": vocabulary.role,
        "condition kind": vocabulary.condition,
        "event": vocabulary.event,
    }


def _all_links(archive: Archive) -> Iterator[tuple[str, str, Iterable[Link]]]:
    for name, organisation in archive.organisations.items():
        yield "organisations", name, _organisation_links(organisation)
    for name, publisher in archive.publishers.items():
        interests = ((("conflicts", n), "organisation", i.organisation) for n, i in enumerate(publisher.conflicts))
        yield "publishers", name, [(("kind",), "publisher kind", publisher.kind), *interests]
    for name, source in archive.sources.items():
        yield "sources", name, _source_links(source)
    for name, deal in archive.deals.items():
        yield "deals", name, _deal_links(deal)
    for name, briefing in archive.briefings.items():
        yield "briefings", name, _briefing_links(briefing)


def _organisation_links(organisation: Organisation) -> Iterator[Link]:
    yield ("kind",), "organisation kind", organisation.kind
    if organisation.parent:
        yield ("parent",), "organisation", organisation.parent


def _source_links(source: Source) -> Iterator[Link]:
    yield ("kind",), "source kind", source.kind
    yield ("publisher",), "publisher", source.publisher
    yield from _each("via", "publisher or organisation", source.via)
    yield from _each("origins", "publisher or organisation", source.origins)


def _each(key: str, kind: str, ids: Iterable[str], *way: str | int) -> Iterator[Link]:
    for index, target in enumerate(ids):
        yield (*way, key, index), kind, target


def _deal_links(deal: Deal) -> Iterator[Link]:
    yield ("kind",), "deal kind", deal.kind
    yield ("subject",), "organisation", deal.subject
    yield from _each("topics", "topic", deal.topics)
    yield from _each("src", "source", deal.src)
    for key in ("amount", "valuation", "capacity"):
        yield from _figure_links(getattr(deal, key), key)
    for index, part in enumerate(deal.participants):
        way = ("participants", index)
        yield (*way, "org"), "organisation", part.org
        yield (*way, "role"), "role", part.role
        yield from _each("src", "source", part.src, *way)
        if part.deal:
            yield (*way, "deal"), "deal", part.deal
        if part.in_:
            yield (*way, "in"), "organisation", part.in_
        yield from _figure_links(part.amount, *way, "amount")
        yield from _figure_links(part.stake, *way, "stake")
        for number, tranche in enumerate(part.tranches):
            yield from _figure_links(tranche.amount, *way, "tranches", number, "amount")
    for index, subtotal in enumerate(deal.subtotals):
        yield from _each("of", "organisation", subtotal.of, "subtotals", index)
        yield from _figure_links(subtotal.amount, "subtotals", index, "amount")
    for index, condition in enumerate(deal.conditions):
        yield ("conditions", index, "kind"), "condition kind", condition.kind
        if condition.party:
            yield ("conditions", index, "party"), "organisation", condition.party
    for index, expectation in enumerate(deal.expected):
        yield ("expected", index, "event"), "event", expectation.event
    for index, statement in enumerate(deal.statements):
        yield ("statements", index, "by"), "publisher or organisation", statement.by
    for key in ("status", "expected", "conditions", "statements"):
        for index, entry in enumerate(getattr(deal, key)):
            yield from _each("src", "source", entry.src, key, index)
    for index, relation in enumerate(deal.relations):
        yield ("relations", index, "deal"), "deal", relation.deal


def _figure_links(figure: Any, *way: str | int) -> Iterator[Link]:
    for index, claim in enumerate(figure.claims if figure else ()):
        yield from _each("src", "source", claim.src, *way, "claims", index)
        yield from _each("via", "publisher or organisation", claim.via, *way, "claims", index)
        if claim.confirmed:
            yield (*way, "claims", index, "confirmed", "by"), "author", claim.confirmed.by


def _briefing_links(briefing: Briefing) -> Iterator[Link]:
    yield from _each("authors", "author", briefing.authors)
    yield from _each("reviewed_by", "author", briefing.reviewed_by)
    yield from _each("deals", "deal", briefing.deals)
    yield from _each("related", "briefing", briefing.related)
    if briefing.lead:
        yield ("lead",), "deal", briefing.lead
    for index, section in enumerate(briefing.sections):
        for key in ("winners", "losers"):
            for number, verdict in enumerate(getattr(section, key)):
                yield ("sections", index, key, number, "org"), "organisation", verdict.org
        for number, forecast in enumerate(section.forecasts):
            sources = forecast.resolution.src if forecast.resolution else ()
            yield from _each("src", "source", sources, "sections", index, "forecasts", number, "resolution")
    for index, slot in enumerate(briefing.sponsors):
        yield ("sponsors", index, "sponsor"), "sponsor", slot.sponsor
    for index, disclosure in enumerate(briefing.disclosures):
        yield ("disclosures", index, "who"), "author", disclosure.who
