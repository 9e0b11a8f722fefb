"""What lives through the builds of one process: the store, the files that were parsed, the ledgers."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

from generator.content.parsed import ParsedFile
from generator.publish import inputs
from generator.publish.memo import Ledger, loads
from generator.publish.store import Store


class Session:
    """One for a command. The preview keeps it from save to save, so that it need not read back what it just wrote."""

    def __init__(self, store: Path, tell: Callable[[str], None] = lambda text: None, *, fresh: bool = False) -> None:
        """`store` is the file in which builds keep what the next one can use; with `fresh` nothing of it is taken."""
        self.store = Store(store, tell, fresh=fresh)
        self.parsed = ParsedFiles(self.store)
        self.ledgers: dict[str, Ledger] = {}
        """The ledgers of the last builds, by their keys in the store."""
        self.used: set[str] = set()
        """The keys of all that is still needed."""

    def ledger(self, name: str) -> Ledger:
        """The ledger under a name; an empty one if there is none that can be read."""
        if name not in self.ledgers:
            raw = self.store.get(name)
            self.ledgers[name] = (loads(raw, Ledger) if raw else None) or Ledger()
        return self.ledgers[name]

    def keep(self, name: str, ledger: Ledger) -> None:
        """Keeps a ledger for the next build."""
        if ledger is not self.ledgers.get(name):
            self.store.put(name, pickle.dumps(ledger))
        self.ledgers[name] = ledger
        self.used |= {name, *ledger.keys()}

    def close(self) -> None:
        """Lets go of what nothing needs where the store is full, and of the store."""
        self.store.trim(self.used | self.parsed.used)
        self.store.close()


class ParsedFiles:
    """Files of records as they were parsed, under all that they were read with."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._program = inputs.program()
        self._found: dict[str, ParsedFile] = {}
        self.used: set[str] = set()
        """The keys that were asked for."""

    def key(self, *of: object) -> str:
        """The name of a file: by its path, its bytes, and whatever else it is read with."""
        parts = (part if isinstance(part, bytes) else repr(part) for part in of)
        return f"parsed/{inputs.digest(self._program, *parts)}"

    def get(self, key: str) -> ParsedFile | None:
        """The file as it was read before, None if it was not."""
        self.used.add(key)
        if key not in self._found:
            raw = self._store.get(key)
            found = loads(raw, ParsedFile) if raw else None
            if found is None:
                return None
            self._found[key] = found
        return self._found[key]

    def put(self, key: str, found: ParsedFile) -> None:
        """Keeps a file."""
        self._found[key] = found
        self._store.put(key, pickle.dumps(found))
