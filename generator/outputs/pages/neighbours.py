"""The pages before and after one, in the order of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A page beside another."""

    title: str
    """Its title."""
    href: str
    """Link to it."""
