"""The only module that writes: artifacts into a stage, the stage into the place of the last good output, snapshots."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.edition import Artifact

PARTS = ("docs", "email", "site")
"""The folders a build makes. Nothing else in the output folder is touched."""
_STAGE = ".next"
_OLD = ".old"


class Clash(Exception):
    """Two artifacts with one path, or a path that leaves the output folder: our bug, not the editor's."""


def stage(out: Path) -> Path:
    """An empty folder beside the last output; remains of a build that was killed go."""
    folder = out / _STAGE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def write(artifacts: Iterable[Artifact], folder: Path) -> int:
    """Writes every artifact below `folder`; returns their number."""
    seen: set[str] = set()
    for artifact in artifacts:
        path = PurePosixPath(artifact.path)
        # Two names that differ only in case are one file on macOS and Windows.
        if path.is_absolute() or ".." in path.parts or artifact.path.casefold() in seen:
            raise Clash(artifact.path)
        seen.add(artifact.path.casefold())
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(artifact.content)
    return len(seen)


def freeze(content: bytes, target: Path) -> None:
    """Writes what an issue showed beside it: the whole file or, if anything fails, none of it."""
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    part.replace(target)


def swap(folder: Path, out: Path) -> None:
    """Puts the staged parts in the place of the old ones, by renaming, so that a reader never sees half a site."""
    old = out / _OLD
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    for part in PARTS:
        if (out / part).exists():
            (out / part).rename(old / part)
        if (folder / part).exists():
            (folder / part).rename(out / part)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
