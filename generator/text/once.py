"""Values that several pieces of work share: each is made once, and whoever takes it has read what it was made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from generator.text.reads import Read, note_all, reading

V = TypeVar("V")


class Once:
    """Values by key, made when they are first asked for. What belongs to it says what they follow from.

    Any two are equal, and one that was kept on disk comes back empty: all its values can be made again.
    """

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[Hashable, tuple[object, frozenset[Read]]] = {}

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made by `make` if nobody asked for it before."""
        found = self._found.get(key)
        if found is None:
            with reading() as reads:
                value = make()
            found = self._found[key] = (value, frozenset(reads))
        note_all(found[1])
        return cast(V, found[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Once)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Once()"

    def __reduce__(self) -> tuple[Any, ...]:
        return Once, ()
