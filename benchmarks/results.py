"""What was measured at one size, and where it is kept from one sitting to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured several times."""

    values: tuple[float, ...]
    """What each run took, in the unit of its row: seconds, milliseconds, megabytes."""
    cpu: tuple[float, ...] = ()
    """Seconds of the processor of each run; none where only a part of the run was measured."""

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the most."""
        return min(self.values), max(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything that was measured at one size."""

    asked: int
    """The number of pages that were asked for: 1000."""
    pages: int
    """The number of pages that the archive has, over all languages."""
    date: str
    """The day: "2026-11-21"."""
    runs: int
    """How often each thing was measured."""
    machine: str
    """Processor, cores, memory and system."""
    versions: tuple[str, ...]
    """Names and versions of Python and of the peers."""
    figures: Mapping[str, Figure]
    """Each row of the table by its key: "edit"."""
    stages: Mapping[str, Figure]
    """Seconds of each stage of a cold build, by its name."""
    publish: Mapping[str, Figure] = field(default_factory=dict)
    """Seconds of each stage of a day's publish on a fresh machine that has the store."""
    notes: tuple[str, ...] = ()
    """What has to be said beside it: a peer that is missing, files that differ."""


_SHAPE = TypeAdapter(Result)


def keep(result: Result, folder: Path) -> None:
    """Writes a result beside those of other sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{result.asked}.json").write_bytes(_SHAPE.dump_json(result, indent=1))


def kept(folder: Path) -> tuple[Result, ...]:
    """The results that are kept, smallest first."""
    found = [_SHAPE.validate_json(path.read_bytes()) for path in folder.glob("*.json")]
    return tuple(sorted(found, key=lambda result: result.asked))


def joined(old: Iterable[Result], new: Iterable[Result]) -> tuple[Result, ...]:
    """The results of both, smallest first; at one size the new one alone."""
    by_size = {result.asked: result for result in (*old, *new)}
    return tuple(by_size[size] for size in sorted(by_size))
