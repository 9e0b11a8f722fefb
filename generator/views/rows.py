"""Rows: small values that many files print, such as a deal's card in a list.

Whoever prints a row is made again only if the row came out differently, whatever it was made of. So a row must be all
that a list needs of a thing, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar

from generator.views.edition import Edition

T = TypeVar("T")
MAKERS: dict[str, Callable[[Edition, str], Any]] = {}
"""What makes the rows of each name, for an edition and an id."""


def row(make: Callable[[Edition, str], T]) -> Callable[[Edition, str], T]:
    """Makes a function of an edition and an id one whose values are kept as rows."""
    name = f"{make.__module__}.{make.__qualname__}"
    MAKERS[name] = make

    @wraps(make)
    def kept(edition: Edition, key: str) -> T:
        if edition.rows is None:
            return edition.once.get((name, key), partial(make, edition, key))
        found: T = edition.rows.row(name, edition.language, key)
        return found

    return kept
