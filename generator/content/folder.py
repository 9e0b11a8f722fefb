"""The content folder on disk: which files it has and their bytes. This is the only module that reads content."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.text.problems import Position, Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Limit:
    """How large a file of a kind may be."""

    bytes: int
    """The most bytes; a file with one more is refused, not cut."""
    hint: str
    """What to do about one that is larger."""


TEXT = Limit(1_000_000, "")
"""For YAML, Markdown, JSON and tables."""
PICTURE = Limit(10_000_000, "export it smaller; 1,600 pixels in width are enough")
"""For pictures, which are published whole. `text.pictures` limits their pixels."""


@dataclass
class Folder:
    """The content folder; what is wrong with its files is added to `problems` as it is met."""

    root: Path
    """Where it is."""
    problems: list[Problem] = field(default_factory=list)
    """What was found wrong so far."""

    def show(self, path: Path) -> str:
        """A path as people write it: relative to the working folder where that is shorter."""
        relative = os.path.relpath(path)
        return (str(path) if relative.startswith("..") else relative).replace(os.sep, "/")

    def add(self, path: Path | Position, code: str, message: str, hint: str = "") -> None:
        """Notes an error of a file, or at a place in one."""
        at = path if isinstance(path, Position) else Position(self.show(path))
        self.problems.append(Problem(at, code, message, hint))

    def unexpected(self, path: Path, known: Iterable[str] = ()) -> None:
        """Notes that nothing reads a file, with the name that may be meant."""
        self.add(path, "unexpected-file", f"nothing is kept in '{path.name}' here", did_you_mean(path.name, known))

    def entries(self, folder: Path) -> list[Path]:
        """What a folder holds, by name; hidden files and editors' backups are nobody's content."""
        if not folder.is_dir() or not self.inside(folder):
            return []
        found = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
        return [path for path in found if not path.name.endswith("~") and self.inside(path)]

    def files(self, folder: Path, *, deep: bool) -> Iterator[Path]:
        """What a folder holds, and if `deep` what the folders inside it hold."""
        for path in self.entries(folder):
            if deep and path.is_dir() and not path.is_symlink() and path.suffix != ".yml":
                yield from self.files(path, deep=True)
            else:
                yield path

    def inside(self, path: Path) -> bool:
        """Whether a path stays in the content folder; a link that leads out of it is noted."""
        if not path.is_symlink():
            return True
        try:
            if path.resolve().is_relative_to(self.root.resolve()):
                return True
        except (OSError, RuntimeError):  # RuntimeError: a link to itself, before Python 3.13
            self.add(path, "unreadable", "this link leads round in a circle")
            return False
        self.add(path, "link-outside", "this link leads out of the content folder", "copy the file here")
        return False

    def bytes_of(self, path: Path, limit: Limit = TEXT) -> bytes | None:
        """All bytes of a file; None, and a problem, if it cannot be read or is too large."""
        if not self.inside(path):
            return None
        if not path.is_file():
            self.add(path, "not-a-file", "expected a file, found a folder or something else of this name")
            return None
        try:
            with path.open("rb") as file:
                raw = file.read(limit.bytes + 1)
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            self.add(path, "unreadable", f"the file cannot be read: {error.strerror}")
            return None
        if len(raw) > limit.bytes:
            most = f"expected at most {limit.bytes // 1_000_000} MB"
            self.add(path, "file-too-large", f"{most}, found {max(size, len(raw)):,} bytes", limit.hint)
            return None
        return raw
