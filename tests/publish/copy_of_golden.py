"""A copy of the golden publication that can be edited, and the last edit be taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from generator.publish.place import Place
from tests.publications import GOLDEN, ROOT


@dataclass(slots=True)
class Publication:
    """A copy of the golden publication, with templates and settings of its own."""

    folder: Path
    """Holds all of it."""
    random: Random
    """Says which edit comes next, and where."""
    as_of: date | None = None
    """The day that is asked for; None takes the publication's own."""
    made: int = 0
    """How many new names were given."""
    languages: str = "de, en"
    """The languages with which it begins."""
    edited: dict[Path, bytes | None] = field(default_factory=dict)
    """What files were before the last edit; None if there was none."""

    def __post_init__(self) -> None:
        shutil.copytree(GOLDEN, self.content)
        shutil.copytree(ROOT / "templates", self.folder / "templates")
        shutil.copy(ROOT / "mkdocs.yml", self.folder)
        # What a frozen issue showed may not change; few edits of amounts would be valid.
        for path in self.files("content/briefings/*/snapshot.json"):
            path.unlink()
        file = self.content / "publication.yml"
        file.write_text(file.read_text("utf-8").replace("[de, en]", f"[{self.languages}]"), "utf-8")

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    def place(self, out: Path) -> Place:
        """Where a build reads and writes."""
        return Place(
            content=self.content, out=out, templates=self.folder / "templates", settings=self.folder / "mkdocs.yml"
        )

    def files(self, pattern: str) -> list[Path]:
        """The files of a pattern below the folder, in order."""
        return sorted(path for path in self.folder.glob(pattern) if path.is_file())

    def name(self) -> str:
        """A new id."""
        self.made += 1
        return f"neu-{self.made}"

    def one(self, pattern: str) -> Path:
        """Any file of a pattern."""
        return self.random.choice(self.files(pattern))

    def any_id(self, folder: str) -> str:
        """Any id of a folder of the content."""
        if folder == "briefings":
            return self.one("content/briefings/*/briefing.yml").parent.name
        return self.one(f"content/{folder}/**/*.yml").stem

    def write(self, path: Path, text: str | bytes | None) -> str:
        """Writes or removes a file; returns its name."""
        if path not in self.edited:
            self.edited[path] = path.read_bytes() if path.is_file() else None
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path.relative_to(self.folder).as_posix()

    def undo(self) -> None:
        """Takes the last edit back."""
        for path, before in self.edited.items():
            if before is None:
                path.unlink(missing_ok=True)
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(before)

    def replace(self, paths: Iterable[Path], pattern: str, new: Callable[[re.Match[str]], str]) -> str | None:
        """Replaces one place that fits a pattern, any in any of some files."""
        found = [(path, hit) for path in paths for hit in re.finditer(pattern, path.read_text("utf-8"), re.MULTILINE)]
        if not found:
            return None
        path, hit = self.random.choice(found)
        text = path.read_text("utf-8")
        said = new(hit)
        name = self.write(path, text[: hit.start()] + said + text[hit.end() :])
        return f"{name}: {hit[0]!r} is {said!r}"
