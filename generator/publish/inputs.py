"""What a build is made of, as digests: the program, its libraries, templates, words, and every file of the content."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
_TAG = re.compile(r"\{%-?\s*(?:include|import|from|extends)\b(.*?)%\}", re.DOTALL)
_NAME = re.compile(r'"([^"]*)"')
_INSTALLED = (".dist-info", ".egg-info", ".egg-link", ".pth")


def digest(*parts: bytes | str) -> str:
    """SHA-256 of some values, each set apart from the next, in hexadecimal digits."""
    return _digest(parts)


def tree(folder: Path, suffix: str = "") -> str:
    """The digest of every file below a folder, names and bytes; other files than those with the suffix are left out."""
    found = ((name, _content(entry)) for name, entry in _entries(str(folder)) if name.endswith(suffix))
    return _digest(part for both in found for part in both)


@cache
def program() -> str:
    """The digest of the program, of Python and of everything that is installed beside it, by name and version."""
    libraries = {entry for key in ("purelib", "platlib") for entry in _installed(sysconfig.get_path(key))}
    return digest(sys.version, tree(PACKAGE, ".py"), tree(PACKAGE, ".yml"), *sorted(libraries))


class TemplateDigests:
    """The digest of each template with everything that it includes, whatever the values that it is filled with.

    All are read at once: what is edited later has the digest of before.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {name: Path(entry).read_bytes() for name, entry in _entries(str(folder)) if entry.is_file()}
        self._found: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The digest of a template such as "site/deal.md.j2"; "" if there is none."""
        if name not in self._found:
            parts = sorted(self._closure(name))
            self._found[name] = digest(*(one for part in parts for one in (part, self._files[part]))) if parts else ""
        return self._found[name]

    def _closure(self, name: str) -> set[str]:
        found, todo = set[str](), [name]
        while todo:
            part = todo.pop()
            if part not in found and part in self._files:
                found.add(part)
                todo += self._included(self._files[part].decode()) if part.endswith(".j2") else []
        return found

    def _included(self, text: str) -> Iterator[str]:
        for tag in _TAG.findall(text):
            names = _NAME.findall(tag)
            if "~" in tag:
                # A name that is put together: every file that it could be.
                parent = names[0].rpartition("/")[0] + "/"
                yield from (part for part in self._files if part.startswith(parent))
            else:
                yield from names


def stamps(content: Path, templates: Path, settings: Path) -> str:
    """The digest of everything that a build reads from the disk beside the program: contents, not times."""
    return digest(tree(content), tree(templates), settings.read_bytes() if settings.is_file() else "")


def words(templates: Path) -> str:
    """The digest of all languages' words and of the fonts that are measured."""
    return digest(tree(templates / "locale"), tree(templates / "theme" / "assets" / "fonts"))


def _digest(parts: Iterable[bytes | str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        whole.update(len(raw).to_bytes(8, "little") + raw)
    return whole.hexdigest()


def _entries(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder by its name there, in one order; caches of Python and of editors are none.

    Tens of thousands are looked through before each build, so no paths are made of them.
    """
    try:
        with os.scandir(folder) as scanned:
            found = sorted(scanned, key=attrgetter("name"))
    except OSError:
        return
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            yield below + entry.name, entry
        elif entry.name != "__pycache__" and not entry.name.startswith("."):
            yield from _entries(entry.path, f"{below}{entry.name}/")


def _content(entry: os.DirEntry[str]) -> bytes:
    """The bytes of a file; of what is none, such as a link to a folder, where it leads."""
    try:
        if entry.is_file():
            with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 - paths take twice the time
                return file.read()
        return os.fsencode(Path(entry.path).readlink()) if entry.is_symlink() else b"?"
    except OSError:
        return b"?"


def _installed(folder: str | None) -> Iterator[str]:
    if folder and Path(folder).is_dir():
        yield from (path.name for path in Path(folder).iterdir() if path.name.endswith(_INSTALLED))
