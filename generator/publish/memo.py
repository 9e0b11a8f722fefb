"""What the last build made and of what, so that the next one makes again only what would come out differently.

A *read* is a key that was taken from one of the maps of the content (`text.reads`). A *unit* is a page, a mail, or a
chart: it is made again if what it read has another digest than last time, or if one of its files has left the store. A
*row* is a small value that many units print, such as a deal's card in a list: it is made again like a unit, but whoever
took it is made again only if the row itself came out differently. So a changed reason touches the deal's own page and
not every list that has its title.

The ledger of a build holds this: the digest of each read, the reads of each row and unit, and the keys of their files.
It belongs to one program, one day and one set of words (`base`); another base finds no ledger and makes everything,
though pictures and texts that come out the same are in the store already.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from generator.publish.inputs import digest
from generator.text.problems import Problem
from generator.text.reads import Read, note, reading
from generator.views.edition import Artifact

T = TypeVar("T")
ROW = "row"
"""Reads of this map are rows: their key is the row's name, the language, and the key in it."""


class Kept(Protocol):
    """Where values are kept from build to build: a store, or a memory."""

    def get(self, key: str) -> bytes | None:
        """The value under a key, None if it is not there whole."""

    def put(self, key: str, result: bytes) -> None:
        """Keeps a value, if it can."""

    def keys(self) -> set[str]:
        """The keys of all values."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a unit."""

    path: str
    """Its path below the build folder."""
    key: str
    """Where the store has its bytes; of a picture, what it is painted from."""
    problems: tuple[Problem, ...] = ()
    """What was found wrong with it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a unit or a row was made of, and what came out."""

    reads: frozenset[Read]
    """What it read."""
    given: str
    """The plain values that it was made with, as they read."""
    files: tuple[File, ...]
    """The files of a unit; of a row one, without a path."""


@dataclass(slots=True)
class Ledger:
    """All traces of a build."""

    base: str = ""
    """The digest of what everything depends on, whatever it reads."""
    digests: dict[Read, str] = field(default_factory=dict)
    """The digest of everything that was read, rows too."""
    traces: dict[str, Trace] = field(default_factory=dict)
    """The trace of each unit by its key."""
    rows: dict[Read, Trace] = field(default_factory=dict)
    """The trace of each row by the read that it is to others."""

    def keys(self) -> set[str]:
        """The keys in the store of all that it speaks of."""
        return {file.key for trace in (*self.traces.values(), *self.rows.values()) for file in trace.files}


class Memo:
    """The ledger of the last build and the one that is being written."""

    def __init__(
        self,
        kept: Kept,
        old: Ledger,
        base: str,
        current: Callable[[Read], str],
        picture: Callable[[Artifact], str] = lambda artifact: "",
    ) -> None:
        """`old` is the ledger of the last build, `base` the digest of what everything depends on; `current` gives the
        digest of a read today, `picture` the key of a drawing's picture."""
        self._kept, self._current, self._picture = kept, current, picture
        self._old, self._new = old if old.base == base else Ledger(), Ledger(base)
        self._there = kept.keys()
        self._stale: dict[Read, bool] = {}
        self._same: dict[Read, Read] = {read: read for read in self._old.digests}
        self._values: dict[Read, Any] = {}
        self._makers: Mapping[tuple[str, str], Callable[[str], Any]] = {}
        self.drawings: dict[str, Artifact] = {}
        """The drawings that are still to be painted, by the keys of their pictures."""
        self.hits = self.misses = 0
        """How many units were left as they were, and how many were made."""

    def unit(self, key: str, given: object, make: Callable[[], Iterable[Artifact]]) -> tuple[File, ...]:
        """The files of a unit, which `make` makes if they would come out differently than last time."""
        if self.knows(key, given):
            self.hits += 1
            return self._note(key, self._old.traces[key])
        return self.again(key, given, make)

    def knows(self, key: str, given: object) -> bool:
        """Whether a unit would come out as last time."""
        old = self._old.traces.get(key)
        return old is not None and old.given == repr(given) and self._holds(old)

    def again(self, key: str, given: object, make: Callable[[], Iterable[Artifact]]) -> tuple[File, ...]:
        """The files of a unit, made whatever is known of it."""
        self.misses += 1
        with reading() as reads:
            files = tuple(self._file(artifact) for artifact in make())
        return self._note(key, Trace(self._shared(reads), repr(given), files))

    def remake(self, key: str, given: object, make: Callable[[], Iterable[Artifact]]) -> tuple[File, ...]:
        """The files of a unit of which the store has lost one: all of them are kept again."""
        self._there.difference_update(file.key for file in self._new.traces[key].files)
        return self.again(key, given, make)

    def speak(self, makers: Mapping[tuple[str, str], Callable[[str], Any]]) -> None:
        """Takes the makers of rows, by the row's name and language: they are wanted before anybody takes a row."""
        self._makers = makers

    def row(self, name: str, language: str, key: str) -> Any:
        """The value of a row, noted for whoever takes it."""
        read: Read = (ROW, (name, language, key))
        note(read)
        trace = self._row(read)
        if read not in self._values:
            raw = self._kept.get(trace.files[0].key)
            value: Any = loads(raw, tuple) if raw else None
            if value is None:
                self._there.discard(trace.files[0].key)
                self._make_row(read)
            else:
                self._values[read] = value[0]
        return self._values[read]

    def content(self, file: File) -> bytes | None:
        """The bytes of a file; None if the store has lost them."""
        return self._kept.get(file.key)

    def put(self, key: str, content: bytes) -> None:
        """Keeps bytes under a key if the store lacks it."""
        if key not in self._there:
            self._kept.put(key, content)
            self._there.add(key)

    def ledger(self) -> Ledger:
        """What was made and of what, for the next build."""
        traces = (*self._new.traces.values(), *self._new.rows.values())
        # A row that another row asked for on the way is in it too.
        self._new.digests = {read: self._digest(read) for trace in traces for read in trace.reads}
        return self._new

    def _shared(self, reads: set[Read]) -> frozenset[Read]:
        """The reads, each of them one object in all traces: a ledger is a tenth as large."""
        return frozenset(self._same.setdefault(read, read) for read in reads)

    def _file(self, artifact: Artifact) -> File:
        if artifact.scale is not None:
            key = self._picture(artifact)
            if key not in self._there:
                self.drawings[key] = artifact
            return File(artifact.path, key, artifact.problems)
        key = digest(artifact.content)
        self.put(key, artifact.content)
        return File(artifact.path, key, artifact.problems)

    def _note(self, key: str, trace: Trace) -> tuple[File, ...]:
        self._new.traces[key] = trace
        return trace.files

    def _holds(self, trace: Trace) -> bool:
        """Whether a trace would come out the same today, and all that it made is still there."""
        return all(file.key in self._there for file in trace.files) and not any(map(self._differs, trace.reads))

    def _differs(self, read: Read) -> bool:
        found = self._stale.get(read)
        if found is None:
            # While it is worked out, what leads back to it may count on it: rows make no circles.
            found = self._stale[read] = self._is_other(read)
        return found

    def _is_other(self, read: Read) -> bool:
        try:
            return self._digest(read) != self._old.digests.get(read)
        except Exception:
            # A row of what is gone cannot be made. Who needs it all the same makes it again, and says what is wrong.
            return True

    def _digest(self, read: Read) -> str:
        if read[0] != ROW:
            return self._current(read)
        return self._row(read).files[0].key

    def _row(self, read: Read) -> Trace:
        """The trace of a row, made if it would come out differently than last time."""
        trace = self._new.rows.get(read)
        if trace is None:
            old = self._old.rows.get(read)
            if old and self._holds(old):
                trace = self._new.rows[read] = old
            else:
                trace = self._make_row(read)
        return trace

    def _make_row(self, read: Read) -> Trace:
        _, (name, language, key) = _of_row(read)
        with reading() as reads:
            value = self._makers[name, language](key)
        # By what it reads like: equal values may have other bytes. In a tuple, because None is a value too.
        file = File("", digest("row", repr(value)))
        self.put(file.key, pickle.dumps((value,)))
        self._values[read] = value
        trace = self._new.rows[read] = Trace(self._shared(reads), "", (file,))
        return trace


def _of_row(read: Read) -> tuple[str, tuple[str, str, str]]:
    """The read of a row: its name, its language and the key in it."""
    name, key = read
    return name, cast(tuple[str, str, str], key)


def loads(raw: bytes, kind: type[T] | None = None) -> T | None:
    """A value from a store; None if it is none of ours, or not of the kind."""
    try:
        found: T = _Ours(io.BytesIO(raw)).load()
    except Exception:
        return None
    return found if kind is None or isinstance(found, kind) else None


_PLAIN = {
    *(("builtins", name) for name in ("frozenset", "object", "set")),
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    ("decimal", "Decimal"),
    ("markupsafe", "Markup"),
    ("pathlib", "PurePosixPath"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}
"""The classes of values beside ours, and what makes a time zone."""


class _Ours(pickle.Unpickler):
    """Reads values of ours and nothing else: a store may have come from another machine."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a value; refuses whatever could run something."""
        if module.split(".")[0] == "generator" or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) or (module, name) in _PLAIN:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a store")
