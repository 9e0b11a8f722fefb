"""Our own builds: a copy of the program that may be edited, its commands, and what a build says of its stages.

A build's stages are read from the table of `build --profile`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import Run, measure
from generator.publish.store import NAME

ROOT = Path(__file__).resolve().parent.parent
PNG = b"\x89PNG"
"""How a picture begins."""
PARTS = ("docs", "email", "site")
"""The folders of an output that readers and mails are served from."""
SEARCH = frozenset({"search", "index", "pagefind"})
"""What stages are called that make the search."""
LATER = SEARCH | {"data", "downloads"}
"""Stages that may end after site, feeds, mails and pictures are current."""
PAINTING = frozenset({"painting", "paint", "pictures"})
"""Stages that do nothing but paint."""
HTML = frozenset({"publish", "engine", "html", "shells", "mkdocs"})
"""Stages that turn finished Markdown into HTML."""
_CELL = re.compile(r"\s*[|│┃]\s*|\s{2,}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Failed(Exception):
    """A build ended with an error; the message is the last it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a build."""

    name: str
    """What the build calls it: "render"."""
    wall: float
    """Seconds by the clock."""
    cpu: float | None = None
    """Seconds of the processor, None if the build does not say."""
    hits: int | None = None
    """Pieces of work that were kept from an earlier build; None if the build does not say."""
    misses: int | None = None
    """Pieces of work that were made; None if the build does not say."""


class Program:
    """A copy of the program in a folder of its own, so that its templates can be edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        skipped = shutil.ignore_patterns("__pycache__")
        for name in ("generator", "templates"):
            shutil.copytree(ROOT / name, folder / name, ignore=skipped)
        shutil.copy2(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
        self._options = {"check": " ".join(self._run("check", "--help").said)}

    def build(self, content: Path, out: Path, *options: str, memory: bool = False) -> Run:
        """A build as an editor starts it, which tells its stages at the end. Raises Failed."""
        where = ("--content", str(content), "--out", str(out))
        return self._good("build", *where, *options, "--profile", memory=memory)

    def check(self, content: Path, out: Path) -> Run:
        """A check that finds nothing kept: `out` does not exist. Raises Failed."""
        return self._good("check", "--content", str(content), *self._elsewhere("check", out))

    def _elsewhere(self, command: str, out: Path) -> tuple[str, ...]:
        """Where the command keeps things, if it keeps any."""
        if "--out" in self._options[command]:
            return ("--out", str(out))
        return ("--full",) if "--full" in self._options[command] else ()

    def _good(self, *arguments: str, memory: bool = False) -> Run:
        run = self._run(*arguments, memory=memory)
        if run.code:
            raise Failed("\n".join(run.said[-8:]))
        return run

    def _run(self, *arguments: str, memory: bool = False) -> Run:
        # Not in the folder of the program: there, Python would find other modules than an editor's does.
        where = self.folder.parent
        command = (sys.executable, "-m", "generator", *arguments)
        return measure(command, where, {"PYTHONPATH": str(self.folder)}, memory=memory)


def stages(run: Run) -> tuple[Stage, ...]:
    """The stages of a build, in their order; none if it told of none."""
    return profile(run.said)


def profile(said: Iterable[str]) -> tuple[Stage, ...]:
    """The stages in the table that `--profile` prints: its head begins with "stage" and names the columns.

    "render   1.20   1.90   12   3" under "stage   wall   CPU   hits   misses".
    """
    columns: list[str] = []
    found = []
    for line in said:
        cells = [cell for cell in _CELL.split(line.strip().strip("|│┃").strip()) if cell]
        if cells and cells[0].lower() in ("stage", "stages", "step"):
            columns = [_column(cell) for cell in cells]
        elif columns and len(cells) == len(columns):
            values = dict(zip(columns, cells, strict=True))
            wall = _number(values.get("wall", ""))
            if wall is not None and cells[0].lower() not in ("total", "together", "whole", "all"):
                found.append(_stage(cells[0].lower(), wall, values))
        elif found and not cells:
            break
    return tuple(found)


def without(run: Run, names: frozenset[str]) -> float:
    """The seconds of a build without the stages of these names."""
    return run.wall - sum(stage.wall for stage in stages(run) if stage.name in names)


def keep_pictures(old: Path, new: Path) -> None:
    """Gives a new output folder the painted pictures of an old one, and nothing else of what that one keeps."""
    keep_store(old, new)
    with closing(sqlite3.connect(new / NAME)) as target:
        target.execute("DELETE FROM kept WHERE substr(value, 1, 4) != ?", (PNG,))
        target.commit()
        target.execute("VACUUM")


def keep_store(old: Path, new: Path) -> None:
    """Gives a new output folder all that an old one keeps for the next build, and none of its output."""
    new.mkdir(parents=True)
    with closing(sqlite3.connect(old / NAME)) as source, closing(sqlite3.connect(new / NAME)) as target:
        source.backup(target)


def digests(out: Path) -> dict[str, str]:
    """The digest of every file that a build made, by its path."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in PARTS
        for path in (out / part).rglob("*")
        if path.is_file()
    }


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The files that are not the same in both, by their paths."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def _column(title: str) -> str:
    words = title.lower()
    return next((name for name in ("wall", "cpu", "hits", "misses") if name.rstrip("s") in words), words)


def _stage(name: str, wall: float, values: Mapping[str, str]) -> Stage:
    hits, misses = (_number(values.get(column, "")) for column in ("hits", "misses"))
    return Stage(
        name=name,
        wall=wall,
        cpu=_number(values.get("cpu", "")),
        hits=None if hits is None else int(hits),
        misses=None if misses is None else int(misses),
    )


def _number(text: str) -> float | None:
    """The number in a cell: "1,204", "0.31 s"; None for a dash."""
    match = _NUMBER.search(text)
    return float(match[0].replace(",", "")) if match else None
