"""Filters and orders of a list: choices above a table, which a script reads where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice of a filter, or of the order."""

    value: str
    """The value that rows are compared with: a kind's id, a year; of the order a column, with a minus if it falls."""
    text: str
    """The choice in words."""
    order: str = ""
    """Only for the order whose value is "", which is the page's own: the column that it is sorted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice among the values of one attribute of the rows; with fewer than two, a page leaves it out."""

    name: str
    """The rows' attribute without its `data-`, and the name in the page's address: "kind"."""
    label: str
    """Its name for readers."""
    options: tuple[Option, ...]
    """Its choices in the order of the list."""


def option(value: str, text: str, order: str = "") -> Option:
    """A choice in one line."""
    return Option(value=value, text=text, order=order)


def by_word(options: Iterable[Option]) -> tuple[Option, ...]:
    """Choices from A to Z."""
    return tuple(sorted(options, key=lambda choice: choice.text.casefold()))
