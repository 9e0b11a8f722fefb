"""What builds keep for the next one: finished files, pictures, and what they were made of, in one SQLite file.

A store can only save time. Every value stands with a digest over it and its key, so that what is damaged or stands in
the wrong place is as good as absent; a file that is not ours, or that cannot be written, is told once and let be.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from pathlib import Path

NAME = ".store"
"""Its file in the output folder."""
LIMIT = 4 * 1024 * 1024 * 1024
"""Bytes that it may take: some 20,000 pages with their pictures in two languages, twice."""
_FORM = 0x6B620001
"""Marks the file as ours and of this form: SQLite's `user_version`."""
_VALUE = "SELECT digest, value FROM kept WHERE key = ?"
_BATCH = 8 * 1024 * 1024
"""Bytes that are gathered before they are written; other builds wait no longer than that takes."""

_BESIDE = ("", "-journal", "-wal", "-shm")
"""The endings of a store's files: SQLite leaves one beside it where a build was killed."""
_NAMED = {
    "ledger": "ledgers: what each file was made of",
    "written": "lists of what was written",
    "shells": "shells of pages",
    "done": "notes of the last build",
}
"""The kinds of values whose keys have a name, by that."""
_BEGIN = {b"\x89PNG": "pictures", b"<!doctype html>": "pages", b"<!DOCTYPE html>": "pages", b"\x80": "values"}
"""The kinds of others, by how they begin."""


class Store:
    """Values under keys. Two builds may use one at a time; what one cannot write because of the other is not kept."""

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda text: None, *, fresh: bool = False) -> None:
        self.path = path
        """Its file; it need not exist. `tell` is told once if it cannot be used."""
        self._tell = tell
        self.fresh = fresh
        """Whether nothing is taken from it but what was put there since it was opened."""
        self._new: dict[str, bytes] = {}
        self._own: set[str] = set()
        self._waiting = 0
        # A build that finds mistakes writes nothing, not even an empty folder.
        self._database = self._open() if path.exists() else None
        self._given_up = False

    def get(self, key: str) -> bytes | None:
        """The value under a key; None if it is not there whole, or if the store was opened to be filled anew."""
        if key in self._new:
            return self._new[key]
        if self._database is None or (self.fresh and key not in self._own):
            return None
        try:
            return _whole(key, self._database.execute(_VALUE, (key,)).fetchone())
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._give_up(error)
            return None

    def put(self, key: str, result: bytes) -> None:
        """Keeps a value, whole or not at all. Where nothing can be written it stays in memory, for this build alone."""
        self._new[key] = result
        self._own.add(key)
        self._waiting += len(result)
        if self._waiting > _BATCH:
            self.flush()

    def keys(self) -> set[str]:
        """The keys of all values, damaged ones too."""
        if self.fresh or self._database is None:
            return set(self._own if self._database else self._new)
        try:
            return {key for (key,) in self._database.execute("SELECT key FROM kept")} | self._new.keys()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._give_up(error)
            return set(self._new)

    def flush(self) -> None:
        """Writes what was gathered, in one transaction."""
        self._waiting = 0
        if not self._new or self._given_up:
            return
        self._database = self._database or self._open()
        if self._database is None:
            self._given_up = True
            return
        rows = [(key, _digest(key, value), value) for key, value in self._new.items()]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            self._give_up(error)
        else:
            self._new = {}

    def trim(self, used: Collection[str], limit: int = LIMIT) -> None:
        """Takes out values that are not `used`, those first that were kept for longest, until the rest fits."""
        self.flush()
        if self._database is None:
            return
        try:
            sizes = "SELECT key, length(value) FROM kept ORDER BY rowid"
            rows = self._database.execute(sizes).fetchall()
            taken, gone = sum(size for _, size in rows), []
            for key, size in rows:
                if taken <= limit:
                    break
                if key not in used:
                    gone.append((key,))
                    taken -= size
            if gone:
                with self._database:
                    self._database.executemany("DELETE FROM kept WHERE key = ?", gone)
                self._database.execute("VACUUM")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._give_up(error)

    def size(self) -> tuple[int, int]:
        """How many values there are and the bytes of the file."""
        return len(self.keys()), self.path.stat().st_size if self.path.exists() else 0

    def close(self) -> None:
        """Writes what was gathered and lets go of the file."""
        self.flush()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self.path, timeout=5, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            self._say(error)
            return None
        try:
            # Only time is lost with a value that a power cut took.
            database.execute("PRAGMA synchronous = OFF")
            (form,) = database.execute("PRAGMA user_version").fetchone()
            if form not in (0, _FORM):
                raise sqlite3.DatabaseError("it was written by another version")
            if not form:
                with database:
                    database.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, digest BLOB, value BLOB)")
                    database.execute(f"PRAGMA user_version = {_FORM}")
        except sqlite3.OperationalError as error:
            database.close()
            self._say(error)
            return None
        except sqlite3.DatabaseError as error:
            database.close()
            return self._begin_anew(error)
        return database

    def _begin_anew(self, error: Exception) -> sqlite3.Connection | None:
        """A file that is no store of this version gives way to one, once."""
        self._say(error)
        try:
            if not self.path.is_file():
                return None
            self.path.unlink()
        except OSError:
            return None
        return self._open()

    def _give_up(self, error: Exception) -> None:
        """Goes on without a store, and leaves a damaged one to nobody."""
        self._say(error)
        database, self._database, self._given_up = self._database, None, True
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()
        if not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _say(self, error: Exception) -> None:
        tell, self._tell = self._tell, lambda line: None
        tell(f"the store {self.path} cannot be used and is left aside: {error}")


def look(path: Path, key: str) -> bytes | None:
    """One value of a store that is left as it is, damaged or not; None if it is not there whole."""
    with suppress(OSError, sqlite3.Error, UnicodeDecodeError), closing(_to_read(path)) as database:
        if database.execute("PRAGMA user_version").fetchone() == (_FORM,):
            return _whole(key, database.execute(_VALUE, (key,)).fetchone())
    return None


def kinds(path: Path) -> dict[str, tuple[int, int]] | None:
    """How many values of each kind a store has and how many bytes, the largest kind first; None if it is none of this
    version or damaged. It is left as it is."""
    found: dict[str, tuple[int, int]] = {}
    try:
        with closing(_to_read(path)) as database:
            if database.execute("PRAGMA user_version").fetchone() != (_FORM,):
                return None
            for key, size, head in database.execute("SELECT key, length(value), substr(value, 1, 15) FROM kept"):
                kind = _kind(key, head or b"")
                number, taken = found.get(kind, (0, 0))
                found[kind] = number + 1, taken + size
    except (OSError, sqlite3.Error, UnicodeDecodeError, TypeError, AttributeError):
        return None
    return dict(sorted(found.items(), key=lambda one: one[1][1], reverse=True))


def remove(path: Path) -> bool:
    """Takes a store away, whatever became of it; False if there is none. Raises OSError."""
    there = path.exists() or path.is_symlink()
    for beside in _BESIDE:
        path.with_name(f"{path.name}{beside}").unlink(missing_ok=True)
    return there


def _kind(key: str, head: bytes) -> str:
    """What kind of value stands under a key: its name says so, or how it begins."""
    name, slash, _ = key.partition("/")
    if slash:
        return _NAMED.get(name, name)
    return next((kind for begins, kind in _BEGIN.items() if head.startswith(begins)), "other files")


def _to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)


def _whole(key: str, found: tuple[object, object] | None) -> bytes | None:
    """The value of a row, None if it is not what was kept under this key."""
    if found is None or not isinstance(found[1], bytes) or found[0] != _digest(key, found[1]):
        return None
    return found[1]


def _digest(key: str, value: bytes) -> bytes:
    return hashlib.sha256(b"\0".join((key.encode("utf-8", "surrogateescape"), value))).digest()
