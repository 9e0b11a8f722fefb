"""What each stage of a build took: time by the clock, work of every process, and how much was there already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Tell(Protocol):
    """A function that is told how far a build is."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """The stage by its name, as it begins and goes on; `total` is 0 where nobody can count it."""


def counted(items: Sequence[Item], tell: Callable[[int, int], None]) -> Iterator[Item]:
    """The items, one after the other; `tell` learns after each how many are done, and of how many."""
    for done, item in enumerate(items, start=1):
        yield item
        tell(done, len(items))


@dataclass(slots=True)
class Stage:
    """One stage; what is entered again adds up."""

    wall: float = 0.0
    """Seconds that passed."""
    cpu: float = 0.0
    """Seconds of work, of this process and of those that ended in it."""
    hits: int = 0
    """Results that were there already."""
    misses: int = 0
    """Results that had to be made."""


@dataclass(slots=True)
class Stages:
    """The stages of one build, in the order in which they began. Within another, a stage counts for itself alone."""

    found: dict[str, Stage] = field(default_factory=dict)
    """Each stage by its name."""
    _open: list[Stage] = field(default_factory=list)
    """Those that have begun, the innermost last."""
    _since: tuple[float, float] = (0.0, 0.0)
    """When the innermost one went on: by the clock, and the work until then."""

    def turn(self, name: str) -> None:
        """Goes on to a stage that lasts until the next turn; every stage that was open ends."""
        self._settle()
        self._open[:] = [self.found.setdefault(name, Stage())]

    def end(self) -> None:
        """Ends every stage that is open."""
        self._settle()
        self._open.clear()

    @contextmanager
    def __call__(self, name: str) -> Iterator[Stage]:
        """Measures what happens within: `with stages("render"):`."""
        self._settle()
        self._open.append(self.found.setdefault(name, Stage()))
        try:
            yield self._open[-1]
        finally:
            self._settle()
            self._open.pop()

    def count(self, name: str, hits: int, misses: int) -> None:
        """Adds to what a stage found and made, also after its end."""
        stage = self.found.setdefault(name, Stage())
        stage.hits += hits
        stage.misses += misses

    def _settle(self) -> None:
        """Writes what passed since the last call to the innermost stage."""
        now = perf_counter(), _work()
        if self._open:
            self._open[-1].wall += now[0] - self._since[0]
            self._open[-1].cpu += now[1] - self._since[1]
        self._since = now


def _work() -> float:
    """Seconds of work of this process and of the children that ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
