"""MkDocs as a program: its settings, its start, what it says, and the files around it."""

from __future__ import annotations

import json
import os
import posixpath
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

_RUN = (
    "import gc, sys; from mkdocs.__main__ import cli; gc.disable();"
    "[cli(['build', '--strict', '--config-file', file], standalone_mode=False) for file in sys.argv[1:]]"
)
"""Builds one folder after the other in one process, because a good part of a small build is its start."""


class EngineFailed(Exception):
    """The engine refused the pages; the message is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One language's site, as the engine must know it."""

    language: str
    """Code of its language: "de"."""
    title: str
    """The publication's title."""
    url: str
    """The whole address of its home page."""
    navigation: tuple[tuple[str, str], ...]
    """Title and Markdown file of each entry of the navigation: ("Vorgänge", "deals/index.md")."""
    words: Mapping[str, Any]
    """Texts, links and policy that the theme prints, by the names that its templates use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What MkDocs needs besides a site and its pages."""

    settings: Path
    """The settings that every language shares, `mkdocs.yml`."""
    theme: Path
    """The folder of the theme's own templates and files."""
    as_of: date
    """The day of the build, for whatever prints one."""


def wait(running: Mapping[str, subprocess.Popen[str]]) -> None:
    """Waits for MkDocs. Raises EngineFailed with what it said."""
    failures = []
    for language, process in running.items():
        said = process.communicate()[0]
        if process.returncode:
            failures.append(f"MkDocs could not build '{language}':\n{_reason(said)}")
    if failures:
        raise EngineFailed("\n".join(failures))


def _reason(said: str) -> str:
    """The complaint of MkDocs.

    Of a traceback only the last line is kept, because an editor can read nothing out of the others.
    """
    before, broken, lines = said.partition("Traceback (most recent call last):")
    return f"{before.strip()}\n{lines.strip().splitlines()[-1]}".strip() if broken else said.strip()


def start(files: Iterable[Path], how: How) -> subprocess.Popen[str]:
    """MkDocs at work on one site after the other."""
    midnight = datetime(how.as_of.year, how.as_of.month, how.as_of.day, tzinfo=UTC)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-c", _RUN, *map(str, files)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def configured(site: Site, folder: Path, how: How, more: Mapping[str, Any] | None = None) -> Path:
    """Writes the settings of one site; returns their file."""
    folder.mkdir(parents=True, exist_ok=True)
    # Above docs and site: other engines read nothing outside the folder of their settings.
    file = folder / f"mkdocs.{site.language}.yml"
    asked = {**_settings(site, folder, how.settings, how.theme), **(more or {})}
    # JSON is YAML without its traps.
    file.write_text(json.dumps(asked, ensure_ascii=False, indent=1), "utf-8")
    return file


def _settings(site: Site, here: Path, settings: Path, theme: Path) -> dict[str, Any]:
    def from_here(path: Path) -> str:
        return os.path.relpath(path, here).replace(os.sep, "/")

    return {
        "INHERIT": from_here(settings),
        "site_name": site.title,
        "site_url": site.url,
        "docs_dir": f"docs/{site.language}",
        "site_dir": f"site/{site.language}",
        "theme": {"custom_dir": from_here(theme), "language": site.language},
        "nav": [{title: file} for title, file in site.navigation],
        "not_in_nav": "*",
        "extra": {"kb": dict(site.words)},
    }


def files(folder: Path) -> Iterator[str]:
    """Every file below a folder, by its path in it."""
    for path, _, names in os.walk(folder):
        at = Path(path).relative_to(folder).as_posix()
        yield from (posixpath.normpath(posixpath.join(at, name)) for name in names)


def write(path: Path, content: bytes) -> None:
    """Writes a file, in a new folder if there is none."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
