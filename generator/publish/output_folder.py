"""The only module that writes: artifacts into a stage, the stage into the place of the last good output, snapshots."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator.publish.stages import counted

if sys.platform != "win32":
    import fcntl

PARTS = ("docs", "email", "site")
"""The folders a build makes. Nothing else in the output folder is touched."""
MARK = ".kapitalbrief"
"""The file by which a build knows its own output folder; without it, folders with these names are somebody's work."""
SPARE = ".spare"
"""The output before the last one. The next build brings it up to date, for most of its files are those of the last."""
_STAGE = ".next-"
_OLD = ".old"


class Clash(Exception):
    """Two artifacts with one path, or a path that leaves the output folder: our bug, not the editor's."""


class Busy(Exception):
    """Another build writes to the same folder."""


class Foreign(Exception):
    """A folder that the output would replace was not made by a build."""


@contextmanager
def staging(out: Path, *, empty: bool = True) -> Iterator[Path]:
    """A folder beside the last output, for one build alone; it goes when the build ends, well or not.

    It holds the output before the last one, if there is one, unless it is wanted `empty`. What builds left that were
    killed is put in order first. Raises Busy, Foreign, OSError.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        _claim(out)
        _restore(out)
        for remains in out.glob(f"{_STAGE}*"):
            shutil.rmtree(remains, ignore_errors=True)
        # A name of its own: MkDocs may still be writing for a build that was killed.
        folder = out / f"{_STAGE}{os.getpid()}"
        if (out / SPARE).is_dir() and not empty:
            (out / SPARE).rename(folder)
        else:
            shutil.rmtree(out / SPARE, ignore_errors=True)
            folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """An empty folder for an output that is only looked at. It goes, if need be with the next build."""
    with TemporaryDirectory(prefix=_STAGE, dir=out) as folder:
        yield Path(folder)


@dataclass(frozen=True, slots=True)
class Standing:
    """A file of an output as it was written."""

    key: str
    """The key of its bytes in the store."""
    changed: int
    """When it was written, in nanoseconds, as the file system tells."""
    size: int
    """Its bytes."""


def lay(
    files: Mapping[str, str],
    content: Callable[[str], bytes],
    stage: Path,
    out: Path,
    last: Mapping[str, Standing],
    tell: Callable[[int, int], None],
) -> dict[str, Standing]:
    """Lays files into `stage`, by path with the keys of their bytes.

    What stands in `out` already, untouched since it was written by `last`, is linked, so that both outputs share it; so
    a file is never written over, but gives way to another. `tell` learns how many are laid, and of how many.
    """
    seen: set[str] = set()
    folders: set[Path] = set()
    found: dict[str, Standing] = {}
    for path, key in counted(tuple(files.items()), tell):
        parts = PurePosixPath(path)
        # Two names that differ only in case are one file on macOS and Windows.
        if parts.is_absolute() or ".." in parts.parts or path.casefold() in seen:
            raise Clash(path)
        seen.add(path.casefold())
        target = stage / path
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        before = last.get(path)
        if before is None or before.key != key or not _linked(out / path, target, before):
            target.unlink(missing_ok=True)
            target.write_bytes(content(path))
            written = target.stat()
            before = Standing(key, written.st_mtime_ns, written.st_size)
        found[path] = before
    return found


def clear(stage: Path, wanted: Container[str]) -> None:
    """Takes everything out of a stage but some files, by their paths."""
    for root, folders, names in os.walk(stage, topdown=False):
        below = os.path.relpath(root, stage).replace(os.sep, "/")
        for name in names:
            if f"{below}/{name}" not in wanted:
                Path(root, name).unlink()
        for name in folders:
            with suppress(OSError):  # it still holds something
                Path(root, name).rmdir()


def stands(files: Mapping[str, str], out: Path, last: Mapping[str, Standing]) -> bool:
    """Whether the parts of `out` hold these files, by path with the keys of their bytes, as `last` wrote them, and no
    others."""
    return {path: before.key for path, before in last.items()} == files and standing(out) == written(last)


def at_rest(out: Path) -> bool:
    """Whether a folder is a build's, none is at work there, and none was killed there and left something."""
    try:
        names = {path.name for path in out.iterdir()}
    except OSError:
        return False
    return MARK in names and not any(name == _OLD or name.startswith(_STAGE) for name in names)


def written(last: Mapping[str, Standing]) -> str:
    """The digest of an output as it was written: of its files' paths, sizes and times."""
    return _digest(f"{path}\0{before.changed}\0{before.size}" for path, before in last.items())


def standing(out: Path) -> str:
    """The digest of an output as it stands: that of `written` if nobody touched it since."""
    return _digest(line for part in PARTS for line in _lines(str(out / part), part))


def compare(one: Path, other: Path) -> tuple[int, list[str]]:
    """How many files two outputs have, and the paths of those that differ in any byte or are in one of them alone."""
    names = [
        {path.relative_to(out).as_posix() for part in PARTS for path in (out / part).rglob("*") if not path.is_dir()}
        for out in (one, other)
    ]
    same, _, _ = filecmp.cmpfiles(one, other, names[0] & names[1], shallow=False)
    every = names[0] | names[1]
    return len(every), sorted(every.difference(same))


def _lines(folder: str, below: str) -> Iterator[str]:
    """A line for each file below a folder."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _lines(entry.path, f"{below}/{entry.name}")
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield f"{below}/{entry.name}\0{found.st_mtime_ns}\0{found.st_size}"
    except FileNotFoundError:
        return
    except OSError:
        yield f"{below} cannot be read"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()


def _untouched(path: Path, before: Standing) -> bool:
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return False
    return (found.st_mtime_ns, found.st_size) == (before.changed, before.size)


def _linked(source: Path, target: Path, before: Standing) -> bool:
    """Links a file of the last output, unless the stage has it already; False if it is not as it was written, or the
    file system knows no links."""
    if not _untouched(source, before):
        return False
    if _untouched(target, before):
        return True
    try:
        target.unlink(missing_ok=True)
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def freeze(content: bytes, target: Path) -> None:
    """Writes a snapshot beside its issue: the whole file or, if anything fails, none of it."""
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    part.replace(target)


def swap(folder: Path, out: Path) -> None:
    """Puts the staged parts in the place of the old ones, by renaming, so that a reader never sees half a site.

    If that fails in between, the old ones are put back.
    """
    old = out / _OLD
    old.mkdir(exist_ok=True)
    try:
        for part in PARTS:
            if (out / part).exists():
                (out / part).rename(old / part)
            if (folder / part).exists():
                (folder / part).rename(out / part)
    except OSError:
        for part in PARTS:
            if (old / part).exists() and (out / part).exists():
                (out / part).rename(folder / part)
        _restore(out)
        raise
    shutil.rmtree(out / SPARE, ignore_errors=True)
    with suppress(OSError):
        if any(old.iterdir()):
            old.rename(out / SPARE)
        else:
            old.rmdir()


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Holds a lock on the folder itself. The system lets go of it when the process ends, killed or not.

    Windows locks no folders; there, whoever builds twice at once is not told.
    """
    if sys.platform == "win32":
        yield
        return
    folder = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Busy(f"another build is writing to {out}; the last output is untouched") from error
    finally:
        os.close(folder)


def _claim(out: Path) -> None:
    """Marks the folder as ours, or raises Foreign: `--out .` must not replace the `docs` of somebody's checkout."""
    found = [part for part in PARTS if (out / part).exists()]
    if found and not (out / MARK).exists():
        raise Foreign(
            f"'{out / found[0]}' was not made by a build and would be replaced; name another folder with --out"
        )
    (out / MARK).write_text("The next build replaces docs, email and site here.\n", encoding="utf-8")


def _restore(out: Path) -> None:
    """Puts back the parts that were moved away and have nothing in their place: a build was killed between the two."""
    old = out / _OLD
    for part in PARTS:
        if (old / part).exists() and not (out / part).exists():
            (old / part).rename(out / part)
    shutil.rmtree(old, ignore_errors=True)
