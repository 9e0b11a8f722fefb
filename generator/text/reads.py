"""What a piece of work read, so that it need not be done again while that stays as it was.

Maps note which of their values are taken (`Noted`), values that are made on demand bring along what they were made of
(`Made`), and `reading` collects both. So nobody declares what a page depends on, and nobody can forget to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Read = tuple[str, Hashable]
"""One thing that was read: the name of a map and a key in it, `EVERY` for the set of its keys."""
EVERY = "*"
"""Stands for all keys of a map, and their order."""


class _Open(threading.local):
    """The sets that are being filled in this thread, the innermost last."""

    def __init__(self) -> None:
        self.sets: list[set[Read]] = []
        """One for each piece of work that has begun and not ended."""


_OPEN = _Open()


def note(read: Read) -> None:
    """Notes one thing for the piece of work that runs, if one does."""
    if _OPEN.sets:
        _OPEN.sets[-1].add(read)


def note_all(reads: Iterable[Read]) -> None:
    """Notes many things at once."""
    if _OPEN.sets:
        _OPEN.sets[-1].update(reads)


@contextmanager
def reading() -> Iterator[set[Read]]:
    """Collects what is read until it ends; what was read inside a piece of work is not noted for the one around it."""
    found: set[Read] = set()
    _OPEN.sets.append(found)
    try:
        yield found
    finally:
        _OPEN.sets.pop()


class Noted(Mapping[K, V], Generic[K, V]):
    """A map that notes each key that is asked for, present or not, and all of them when it is walked."""

    __slots__ = ("found", "name")

    def __init__(self, name: str, found: Mapping[K, V]) -> None:
        self.name = name
        """The name under which its keys are noted."""
        self.found = found
        """The map itself; whoever reads here is not noted."""

    def __getitem__(self, key: K) -> V:
        note((self.name, key))
        return self.found[key]

    def __contains__(self, key: object) -> bool:
        note((self.name, key))
        return key in self.found

    def __iter__(self) -> Iterator[K]:
        note((self.name, EVERY))
        return iter(self.found)

    def __len__(self) -> int:
        note((self.name, EVERY))
        return len(self.found)

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Noted({self.name!r}, {self.found!r})"


class NotedSet(Set[K], Generic[K]):
    """A set that notes each value that is asked for, in it or not, and all of them when it is walked."""

    __slots__ = ("found", "name")

    def __init__(self, name: str, found: frozenset[K]) -> None:
        self.name = name
        """The name under which its values are noted."""
        self.found = found
        """The set itself; whoever reads here is not noted."""

    def __contains__(self, value: object) -> bool:
        note((self.name, value))
        return value in self.found

    def __iter__(self) -> Iterator[K]:
        note((self.name, EVERY))
        return iter(self.found)

    def __len__(self) -> int:
        note((self.name, EVERY))
        return len(self.found)

    @classmethod
    def _from_iterable(cls, found: Iterable[K]) -> frozenset[K]:  # type: ignore[override]
        """What operators give is a plain set."""
        return frozenset(found)


class Made(Mapping[K, V], Generic[K, V]):
    """A map whose values are made when they are first asked for; whoever takes one has read what it was made of.

    `keys` is the map whose keys it has; it notes for itself when they are walked. Kept elsewhere, on disk or in another
    process, it has all its values and has forgotten what they were made of.
    """

    __slots__ = ("_found", "_keys", "_make")

    def __init__(self, keys: Mapping[K, Any], make: Callable[[K], V]) -> None:
        self._keys = keys
        self._make = make
        self._found: dict[K, tuple[V, frozenset[Read]]] = {}

    def __getitem__(self, key: K) -> V:
        found = self._found.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            with reading() as reads:
                value = self._make(key)
            found = self._found[key] = (value, frozenset(reads))
        value, known = found
        note_all(known)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)
