"""The content folder becomes an Archive: every record read, every reference resolved, or every problem told.

This is the only module that reads content from disk.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from generator.content import references
from generator.content.archive import Archive, Prose
from generator.content.records import (
    Author,
    Deal,
    Findings,
    Issue,
    Organisation,
    Page,
    Publication,
    Publisher,
    Snapshot,
    Source,
    Sponsor,
    Topic,
    Vocabulary,
    read,
    short,
)
from generator.content.records.snapshot import read_snapshot
from generator.text import rates, yamltree
from generator.text.catalogue import Kinds
from generator.text.problems import Position, Problem, did_you_mean, has_errors, sort
from generator.text.yamltree import Document, Items, Scalar

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ISSUE_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*")
IMAGES = frozenset((".svg", ".png", ".jpg", ".jpeg", ".webp"))


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
    _Folder("deals", Deal, deep=True),
)
_KNOWN = {folder.name for folder in _FOLDERS} | {
    "briefings",
    "rates",
    "publication.yml",
    "findings.yml",
    "vocabulary.yml",
    "README.md",
}


def load(
    root: Path, *, kinds: Mapping[str, Kinds], thawed: str | None = None
) -> tuple[Archive | None, tuple[Problem, ...]]:
    """The archive in `root` and all problems found on the way; None if any of them is an error.

    `kinds` are each language's words for kinds and roles. The snapshot of `thawed` is not read, because it is about to
    be written anew.
    """
    reading = _Reading(root, kinds, thawed)
    if not root.is_dir():
        return None, (
            Problem(
                Position(reading.show(root)),
                "no-content",
                "expected a content folder here",
                "name another with --content",
            ),
        )
    archive = reading.archive()
    problems = sort(reading.problems)
    return (None if has_errors(problems) else archive), problems


def built_in_vocabulary(kinds: Mapping[str, Kinds]) -> Vocabulary:
    """The vocabulary that comes with the generator, with the words that each language has for it."""
    vocabulary = _meanings()
    for language, words in kinds.items():
        vocabulary = vocabulary.worded(language, words)
    return vocabulary


@cache
def _meanings() -> Vocabulary:
    """The built-in kinds and roles without words: what each means for the flow of money."""
    raw = resources.files("generator.content.records").joinpath("vocabulary.yml").read_bytes()
    document, problems = yamltree.parse("vocabulary.yml", raw)
    vocabulary, faults = read(document, Vocabulary)
    assert isinstance(vocabulary, Vocabulary), (problems, faults)
    return vocabulary


@dataclass
class _Reading:
    """One pass over the folder; collects as it goes."""

    root: Path
    kinds: Mapping[str, Kinds]
    thawed: str | None = None
    problems: list[Problem] = field(default_factory=list)
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    prose: dict[tuple[str, str, str, str], Prose] = field(default_factory=dict)
    images: dict[tuple[str, str], bytes] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The publication's languages, as far as its file could be read; hints name them."""
        written = self.documents.get(("", "publication"))
        node = written.root.fields.get("languages") if written else None
        items = node.items if isinstance(node, Items) else ()
        return tuple(item.text for item in items if isinstance(item, Scalar) and item.text)

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
        self.renamed = publication.renamed if isinstance(publication, Publication) else {}
        vocabulary = self.single("vocabulary.yml", Vocabulary, required=False)
        reviewed = self.single("findings.yml", Findings, required=False)
        records: dict[str, dict[str, Any]] = {folder.name: self.folder(folder) for folder in _FOLDERS}
        issues = self.issues()
        self.page_texts()
        table = self.rates()
        self.unique()
        if not isinstance(publication, Publication):
            return None
        words = built_in_vocabulary(self.kinds)
        archive = Archive(
            publication=publication,
            vocabulary=words.extended(vocabulary) if isinstance(vocabulary, Vocabulary) else words,
            issues=issues,
            snapshots=self.snapshots,
            findings=reviewed.findings if isinstance(reviewed, Findings) else (),
            rates=table,
            documents=self.documents,
            prose=self.prose,
            images=self.images,
            **records,
        )
        self.problems += references.unresolved(archive, self.names)
        return archive

    def entries(self, folder: Path) -> list[Path]:
        """What a folder holds, by name; hidden files and editors' backups are nobody's content."""
        if not folder.is_dir() or not self.inside(folder):
            return []
        found = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
        return [path for path in found if not path.name.endswith("~") and self.inside(path)]

    def inside(self, path: Path) -> bool:
        """Whether a path stays in the content folder; a link that leads out of it is told."""
        if not path.is_symlink():
            return True
        try:
            if path.resolve().is_relative_to(self.root.resolve()):
                return True
        except (OSError, RuntimeError):  # RuntimeError: a link to itself, before Python 3.13
            self.add(path, "unreadable", "this link leads round in a circle")
            return False
        self.add(path, "link-outside", "this link leads out of the content folder", "copy the file here")
        return False

    def unexpected(self, folder: Path, known: Iterable[str]) -> None:
        for path in self.entries(folder):
            if path.name not in known:
                self.add(
                    path, "unexpected-file", f"nothing is kept in '{path.name}' here", did_you_mean(path.name, known)
                )

    def bytes_of(self, path: Path) -> bytes | None:
        """A file's bytes, if it is a file of this folder that can be read."""
        if not self.inside(path):
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
        self.documents[folder, name] = short.write_out(document) if folder == "deals" else document
        return self.documents[folder, name]

    def record(self, folder: str, name: str, path: Path, shape: Any) -> Any:
        # Noted before it is read: a reference to a file with a mistake of its own is not a second mistake.
        self.names[folder].add(name)
        document = self.document(folder, name, path)
        if document is None:
            return None
        record, problems = read(document, shape, self.languages)
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
                self.add(
                    path,
                    "wrong-file-name",
                    f"expected a name such as 'some-name.yml', found '{path.name}'",
                    _better_name(path.name),
                )
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

    def issues(self) -> dict[str, Issue]:
        found: dict[str, Issue] = {}
        for path in self.entries(self.root / "briefings"):
            if not path.is_dir() or not ISSUE_ID.fullmatch(path.name):
                self.add(
                    path, "wrong-file-name", f"expected a folder such as '2026-01-30-some-name', found '{path.name}'"
                )
                continue
            if not (path / "briefing.yml").exists():
                self.names["briefings"].add(path.name)
                self.add(path / "briefing.yml", "missing-file", "expected the file briefing.yml in this folder")
                continue
            record = self.record("briefings", path.name, path / "briefing.yml", Issue)
            if isinstance(record, Issue):
                found[path.name] = record
                if not path.name.startswith(record.date.isoformat()):
                    at = self.documents["briefings", path.name].at("date")
                    self.add(at, "wrong-file-name", f"the folder says {path.name[:10]}, the date says {record.date}")
                self.sections(path, record)
        return found

    def sections(self, folder: Path, issue: Issue) -> None:
        """The prose files and images beside an issue."""
        keys = {section.key for section in issue.sections}
        for path in self.entries(folder):
            if path.suffix in IMAGES:
                raw = self.bytes_of(path)
                if raw is not None:
                    self.images[folder.name, path.name] = raw
            elif path.suffix == ".md":
                self.text("briefings", folder.name, path, keys)
            elif path.name == "snapshot.json":
                self.snapshot(path, issue)
            elif path.name != "briefing.yml":
                self.add(path, "unexpected-file", f"nothing is kept in '{path.name}' here")

    def snapshot(self, path: Path, issue: Issue) -> None:
        """What the issue showed when it was frozen."""
        name = path.parent.name
        raw = self.bytes_of(path) if name != self.thawed else None
        if raw is None:
            return
        found, fault = read_snapshot(raw)
        found = found.renamed(self.renamed) if found else None
        if found and (found.issue, found.date) != (name, issue.date):
            fault = f"this is the snapshot of '{found.issue}' of {found.date}"
        if fault:
            hint = f"restore the file from version control; only where it is lost: kapitalbrief freeze {name} --again"
            self.add(path, "bad-snapshot", f"the snapshot cannot be read: {fault}", hint)
        elif found:
            self.snapshots[name] = found

    def page_texts(self) -> None:
        for path in self.entries(self.root / "pages"):
            if path.suffix == ".md":
                name = path.name.split(".")[0]
                self.text("pages", name, path, self.names["pages"])

    def text(self, folder: str, record: str, path: Path, keys: Iterable[str]) -> None:
        """One `<key>.<language>.md`."""
        match = re.fullmatch(r"([a-z0-9-]+)\.([a-z]{2,3})\.md", path.name)
        if not match or match[1] not in keys:
            hint = did_you_mean(path.name.split(".")[0], keys)
            self.add(
                path, "wrong-file-name", f"expected '<section>.<language>.md' of a section, found '{path.name}'", hint
            )
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
        table = rates.Rates({})
        for path in self.entries(self.root / "rates"):
            if path.name != "ecb.csv":
                self.add(path, "unexpected-file", f"nothing is kept in '{path.name}' here")
                continue
            raw = self.bytes_of(path)
            if raw is not None:
                table, problems = rates.read(self.show(path), raw)
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
    # macOS writes an umlaut as letter and dots; composed, it is one of those below.
    plain = unicodedata.normalize("NFC", name).rsplit(".", 1)[0].lower()
    for old, new in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(old, new)
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"rename it to '{plain}.yml'" if plain else "use a-z, 0-9 and hyphens"
