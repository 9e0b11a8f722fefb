"""Results that are costly to make and depend on nothing but what they are asked for by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

MANY = 4096
"""Results that memory holds; a picture has some 30 kB."""


class Kept(Protocol):
    """A place for results. What it gives is what was put there, or nothing."""

    def get(self, key: str) -> bytes | None:
        """The result under a key, None if there is none."""

    def put(self, key: str, result: bytes) -> None:
        """Keeps a result, if it can."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Results of this process, forgotten with it."""

    found: dict[str, bytes] = field(default_factory=dict)
    """The results by key."""

    def get(self, key: str) -> bytes | None:
        """The result under a key, None if there is none."""
        return self.found.get(key)

    def put(self, key: str, result: bytes) -> None:
        """Keeps a result; where there are too many, the others go."""
        if len(self.found) >= MANY:
            self.found.clear()
        self.found[key] = result


MEMORY = Memory()
"""Where results go if no other place is named."""
