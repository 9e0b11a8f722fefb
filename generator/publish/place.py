"""Where a run reads and writes, and whom it tells. Imports next to nothing: every command has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.publish.stages import Stages
from generator.publish.store import NAME

if TYPE_CHECKING:
    from generator.charts.painters import Workers


def _silent(line: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folders and the file of one run."""

    content: Path
    """The folder with the content."""
    out: Path
    """The folder that builds are written to."""
    templates: Path
    """The folder with the templates and the theme."""
    settings: Path
    """The engine's settings, `mkdocs.yml`."""
    store: Path | None = None
    """The file in which builds keep what the next one can use; None keeps it in the output folder."""
    workers: Workers | None = None
    """Gives who paints many pictures at once; None starts processes on this machine."""
    stages: Stages = field(default_factory=Stages, compare=False)
    """What each stage takes."""
    say: Callable[[str], None] = field(default=_silent, compare=False)
    """Is told, in a line each, what whoever runs a build should know: what was left aside, what is made again."""

    @property
    def kept(self) -> Path:
        """The file of the store."""
        return self.store or self.out / NAME
