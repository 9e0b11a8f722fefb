"""Drives MkDocs: one build per language, each in a process of its own, from a folder of plain Markdown.

Nothing else knows which engine publishes. MkDocs with Material reads a generated settings file that inherits the
repository's `mkdocs.yml`; another engine needs another module here and the same folder.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

# base.html of Material sets it on checkboxes outside any block; the HTML standard does not allow it there.
_AUTOCOMPLETE = re.compile(rb'(<input class="md-toggle"[^>]*?) autocomplete="off"')

_TOUCHING = re.compile(rb'(</(?:dt|dd|td|th|caption|time)>)(?=<)|(?=<span class="kb-speaker")')
"""Where a reader sees a gap that the text lacks; who only reads the text, as the search does, would join the words."""
_LINK = re.compile(r'(\s(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[#/])([^"]*)"')
"""A link of our pages that is relative to them."""


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


def build(sites: Iterable[Site], folder: Path, settings: Path, theme: Path, as_of: date) -> None:
    """Turns `folder/docs/<language>` into `folder/site/<language>`, all languages at once."""
    running = [(site, _start(site, folder, settings, theme, as_of)) for site in sites]
    failures = []
    for site, process in running:
        said = process.communicate()[0]
        if process.returncode:
            failures.append(f"MkDocs could not build '{site.language}':\n{_reason(said)}")
        else:
            _tidy(folder / "site" / site.language)
    if failures:
        raise EngineFailed("\n".join(failures))


def serve_at_root(language: str, folder: Path) -> None:
    """Puts a language's home page at the root of the site, with its links as they are from there.

    Its canonical address stays where it was, so that nobody takes the root for another page.
    """

    def from_root(link: re.Match[str]) -> str:
        parts = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link[2])
        assert parts, "the expression matches every link on one line"
        path, mark, rest = parts.groups()
        way = posixpath.normpath(posixpath.join(language, path))
        return f'{link[1]}{way}{"/" if path.endswith("/") or path in ("", ".", "..") else ""}{mark}{rest}"'

    site = folder / "site"
    text = (site / language / "index.html").read_text("utf-8")
    (site / "index.html").write_text(_LINK.sub(from_root, text), "utf-8")


def _reason(said: str) -> str:
    """The complaint of MkDocs.

    Of a traceback only the last line is kept, because an editor can read nothing out of the others.
    """
    before, broken, lines = said.partition("Traceback (most recent call last):")
    return f"{before.strip()}\n{lines.strip().splitlines()[-1]}".strip() if broken else said.strip()


def _start(site: Site, folder: Path, settings: Path, theme: Path, as_of: date) -> subprocess.Popen[str]:
    # Above docs and site: other engines read nothing outside the folder of their settings.
    file = folder / f"mkdocs.{site.language}.yml"
    # JSON is YAML without its traps.
    file.write_text(json.dumps(_settings(site, file.parent, settings, theme), ensure_ascii=False, indent=1), "utf-8")
    midnight = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(file)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


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


def _tidy(folder: Path) -> None:
    """Takes out what the theme cannot leave out by itself, and the sitemap, which our own at the root replaces."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (folder / name).unlink(missing_ok=True)
    # The parts of our style sheets, and Material's program, which no page asks for.
    for name in ("styles", "assets/javascripts", "assets/images"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in folder.rglob("*.html"):
        path.write_bytes(_TOUCHING.sub(rb"\1\n", _AUTOCOMPLETE.sub(rb"\1", path.read_bytes())))
