"""The content folder becomes an Archive: every record read, every reference resolved, or every problem told."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from generator.content import references
from generator.content.archive import Archive, Prose
from generator.content.folder import PICTURE, Folder
from generator.content.parsed import Parsed, document_of, parse
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
)
from generator.content.records.base import is_placeholder
from generator.content.records.deal import OTHERS
from generator.content.records.snapshot import OTHER_FORMAT, read_snapshot
from generator.text import pictures, rates, yamltree
from generator.text.catalogue import Kinds
from generator.text.problems import Position, Problem, did_you_mean, has_errors, sort
from generator.text.reads import Noted, Read
from generator.text.yamltree import Document, Items, Scalar, Unread

_MAPS = {"briefings": "issues"}
"""The names of the maps whose folders are called otherwise."""
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ISSUE_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*")
_RATES = "ecb.csv"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of record is kept."""

    folder: str
    """The folder's name, such as "deals"."""
    shape: Any
    """The class of its records."""
    deep: bool = False
    """Whether folders inside it are free."""


_KINDS = (
    _Kind("organisations", Organisation),
    _Kind("publishers", Publisher),
    _Kind("sources", Source, deep=True),
    _Kind("topics", Topic),
    _Kind("authors", Author),
    _Kind("sponsors", Sponsor),
    _Kind("pages", Page),
    _Kind("deals", Deal, deep=True),
)
_KNOWN = {kind.folder for kind in _KINDS} | {
    "briefings",
    "rates",
    "publication.yml",
    "findings.yml",
    "vocabulary.yml",
    "README.md",
}


def load(
    root: Path, *, kinds: Mapping[str, Kinds], thawed: Container[str] = (), parsed: Parsed | None = None
) -> tuple[Archive | None, tuple[Problem, ...]]:
    """The archive in `root` and all problems found on the way; None if any of them is an error.

    `kinds` are each language's words for kinds and roles. The snapshots of `thawed` are not read: they are about to
    be written anew. `parsed` spares the parsing of files that are in it.
    """
    folder = Folder(root)
    if not root.is_dir():
        folder.add(root, "no-content", "expected a content folder here", "name another with --content")
        return None, tuple(folder.problems)
    archive = _Reading(folder, kinds, thawed, parsed).archive()
    problems = sort(folder.problems)
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

    disk: Folder
    """The folder that is read, and what was found wrong in it."""
    kinds: Mapping[str, Kinds]
    """The words for kinds and roles, by language."""
    thawed: Container[str] = ()
    """Ids of the issues whose snapshots are left out."""
    parsed: Parsed | None = None
    """Where files are kept that were parsed before."""
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    """The parsed files by folder and id; the publication's own is ("", "publication")."""
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The names of all files by folder, of broken ones too."""
    prose: dict[tuple[str, str, str, str], Prose] = field(default_factory=dict)
    """The texts in files of their own, by folder, id, section and language."""
    images: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """The bytes of pictures, by issue and file name."""
    digests: dict[Read, str] = field(default_factory=dict)
    """The digest of the file behind each value, by map and key."""
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    """The snapshots of frozen issues, by issue."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Today's id of every thing that bears another name in snapshots."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The publication's languages, as far as its file could be read; hints name them."""
        written = self.documents.get(("", "publication"))
        node = written.root.fields.get("languages") if written else None
        items = node.items if isinstance(node, Items) else ()
        return tuple(item.text for item in items if isinstance(item, Scalar) and item.text)

    def archive(self) -> Archive | None:
        root = self.disk.root
        for path in self.disk.entries(root):
            if path.name not in _KNOWN:
                self.disk.unexpected(path, _KNOWN)
        publication = self.single("publication.yml", Publication, required=True)
        self.renamed = publication.renamed if isinstance(publication, Publication) else {}
        vocabulary = self.single("vocabulary.yml", Vocabulary, required=False)
        reviewed = self.single("findings.yml", Findings, required=False)
        records: dict[str, dict[str, Any]] = {kind.folder: self.records(kind) for kind in _KINDS}
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
            issues=Noted("issues", issues),
            snapshots=Noted("snapshots", self.snapshots),
            findings=reviewed.findings if isinstance(reviewed, Findings) else (),
            rates=table,
            documents=Noted("documents", self.documents),
            prose=Noted("prose", self.prose),
            images=Noted("images", self.images),
            digests=self.digests,
            **{folder: Noted(folder, found) for folder, found in records.items()},
        )
        self.disk.problems += references.unresolved(archive, self.names)
        return archive

    def record(self, folder: str, name: str, path: Path, shape: Any) -> Any:
        # Noted before it is read: a reference to a file with a mistake of its own is not a second mistake.
        self.names[folder].add(name)
        raw = self.disk.bytes_of(path)
        if raw is None:
            return None
        shown = self.disk.show(path)
        # What a publication's languages are is not known before its own file is read.
        key = self.parsed.key(shown, raw, folder, self.languages) if self.parsed and folder else None
        found = self.parsed.get(key) if self.parsed and key else None
        if found is None:
            document, found = parse(folder, shown, raw, shape, self.languages)
            if self.parsed and key:
                self.parsed.put(key, found)
        else:
            document = Unread(shown, partial(document_of, folder, shown, raw))
        self.disk.problems += found.problems
        if found.has_fields:
            self.documents[folder, name] = document
            self.sign(path, raw, (_MAPS.get(folder, folder), name), ("documents", (folder, name)))
        return found.record

    def single(self, name: str, shape: Any, *, required: bool) -> Any:
        path = self.disk.root / name
        if not path.exists() and not path.is_symlink():
            if required:
                self.disk.add(path, "missing-file", f"expected the file {name}")
            return None
        return self.record("", name.removesuffix(".yml"), path, shape)

    def records(self, kind: _Kind) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for path in self.disk.files(self.disk.root / kind.folder, deep=kind.deep):
            if path.suffix == ".md" and kind.folder == "pages":
                continue  # its text is read with the other texts
            name = path.name.removesuffix(".yml")
            if self.may_be(kind.folder, name, path):
                record = self.record(kind.folder, name, path, kind.shape)
                if record is not None:
                    found[name] = record
        return found

    def may_be(self, folder: str, name: str, path: Path) -> bool:
        """Whether a file's name is an id that is still free in its folder."""
        if path.suffix != ".yml" or not ID.fullmatch(name):
            message = f"expected a name such as 'some-name.yml', found '{path.name}'"
            self.disk.add(path, "wrong-file-name", message, _better_name(path.name))
            return False
        if (folder, name) == ("organisations", OTHERS):
            message = f"'{OTHERS}' stands for those whom nobody names, in deals and addresses of figures"
            self.disk.add(path, "wrong-file-name", message, "choose another name")
            return False
        if (folder, name) in self.documents:
            first = self.documents[folder, name].path
            message, hint = f"'{name}' is taken by {first}", "file names are ids; choose another"
            self.disk.add(path, "duplicate-id", message, hint)
            return False
        return True

    def issues(self) -> dict[str, Issue]:
        found: dict[str, Issue] = {}
        for path in self.disk.entries(self.disk.root / "briefings"):
            record = self.issue(path)
            if record is not None:
                found[path.name] = record
                self.beside(path, record)
        return found

    def issue(self, folder: Path) -> Issue | None:
        name, path = folder.name, folder / "briefing.yml"
        if not folder.is_dir() or not ISSUE_ID.fullmatch(name):
            message = f"expected a folder such as '2026-01-30-some-name', found '{name}'"
            self.disk.add(folder, "wrong-file-name", message)
            return None
        if not path.exists():
            self.names["briefings"].add(name)
            self.disk.add(path, "missing-file", "expected the file briefing.yml in this folder")
            return None
        record = self.record("briefings", name, path, Issue)
        if not isinstance(record, Issue):
            return None
        if not name.startswith(record.date.isoformat()):
            at = self.documents["briefings", name].at("date")
            self.disk.add(at, "wrong-file-name", f"the folder says {name[:10]}, the date says {record.date}")
        return record

    def beside(self, folder: Path, issue: Issue) -> None:
        """The texts, the pictures and the snapshot beside an issue."""
        keys = {section.key for section in issue.sections}
        others = (path for path in self.disk.entries(folder) if path.name != "briefing.yml")
        for path in others:
            match path.suffix:
                case ".md":
                    self.text("briefings", folder.name, path, keys)
                case ".json" if path.name == "snapshot.json":
                    self.snapshot(path, issue)
                case suffix if suffix in pictures.TYPES:
                    self.picture(path)
                case pictures.DRAWING:
                    pass  # it may lie here, but is not published
                case _:
                    self.disk.unexpected(path)

    def picture(self, path: Path) -> None:
        """A picture, whole; one that no page could show is refused, whether the issue shows it or not."""
        raw = self.disk.bytes_of(path, PICTURE)
        if raw is None:
            return
        fault = pictures.fault(path.name, raw)
        if fault:
            self.disk.add(path, "bad-picture", fault.why, fault.hint)
        else:
            self.images[path.parent.name, path.name] = raw
            self.sign(path, raw, ("images", (path.parent.name, path.name)))

    def snapshot(self, path: Path, issue: Issue) -> None:
        """What the issue showed when it was frozen."""
        name = path.parent.name
        raw = self.disk.bytes_of(path) if name not in self.thawed else None
        if raw is None:
            return
        found, fault = read_snapshot(raw)
        found = found.renamed(self.renamed) if found else None
        if found and (found.issue, found.date) != (name, issue.date):
            fault = f"this is the snapshot of '{found.issue}' of {found.date}"
        if fault:
            hint = f"restore the file from version control; only where it is lost: kapitalbrief freeze {name} --again"
            if fault == OTHER_FORMAT:
                hint = "freeze all issues anew: kapitalbrief freeze --all --again"
            self.disk.add(path, "bad-snapshot", f"the snapshot of '{name}' cannot be taken: {fault}", hint)
        elif found:
            self.snapshots[name] = found
            self.sign(path, raw, ("snapshots", name))

    def page_texts(self) -> None:
        for path in self.disk.entries(self.disk.root / "pages"):
            if path.suffix == ".md":
                name = path.name.split(".")[0]
                self.text("pages", name, path, self.names["pages"])

    def text(self, folder: str, record: str, path: Path, keys: Iterable[str]) -> None:
        """One `<key>.<language>.md`."""
        match = re.fullmatch(r"([a-z0-9-]+)\.([a-z]{2,3})\.md", path.name)
        if not match or match[1] not in keys:
            message = f"expected '<section>.<language>.md' of a section, found '{path.name}'"
            self.disk.add(path, "wrong-file-name", message, did_you_mean(path.name.split(".")[0], keys))
            return
        raw = self.disk.bytes_of(path)
        if raw is None:
            return
        shown = self.disk.show(path)
        text, problems = yamltree.decode(shown, raw)
        self.disk.problems += problems
        if is_placeholder(text):
            self.disk.add(path, "empty-text", f"'{text.strip()}' stands for words that are still missing", "write them")
        lines = tuple(Position(shown, number) for number in range(1, text.count("\n") + 2))
        self.prose[folder, record, match[1], match[2]] = Prose(Scalar(Position(shown), text, lines))
        self.sign(path, raw, ("prose", (folder, record, match[1], match[2])))

    def rates(self) -> rates.Rates:
        table = rates.Rates({})
        for path in self.disk.entries(self.disk.root / "rates"):
            if path.name != _RATES:
                self.disk.unexpected(path)
                continue
            raw = self.disk.bytes_of(path)
            if raw is not None:
                table, problems = rates.read(self.disk.show(path), raw)
                self.sign(path, raw, ("", "rates"))
                self.disk.problems += problems
        return table

    def sign(self, path: Path, raw: bytes, *reads: Read) -> None:
        """Notes the digest of a file, its name included, which problems print."""
        found = hashlib.sha256(self.disk.show(path).encode("utf-8", "surrogateescape") + b"\0" + raw).hexdigest()
        self.digests.update(dict.fromkeys(reads, found))

    def unique(self) -> None:
        """Organisations, deals and topics share one space of ids, because prose refers to all three alike."""
        seen: dict[str, Document] = {}
        for (folder, name), document in self.documents.items():
            if folder in ("organisations", "deals", "topics"):
                if name in seen:
                    self.disk.add(Position(document.path), "duplicate-id", f"'{name}' is taken by {seen[name].path}")
                seen.setdefault(name, document)


def _better_name(name: str) -> str:
    # macOS writes an umlaut as letter and dots; composed, it is one of those below.
    plain = unicodedata.normalize("NFC", name).rsplit(".", 1)[0].lower()
    for old, new in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(old, new)
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"rename it to '{plain}.yml'" if plain else "use a-z, 0-9 and hyphens"
