"""The search: Pagefind reads the finished pages of all languages and writes an index that readers' browsers search.

Nothing else knows which engine searches. What a page wants to be found by is printed by the theme: the article, hidden
keywords, filters. Without Pagefind there is no index, and the theme prints no button.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.outputs.pages.findable import DIVIDER
from generator.publish.engine import EngineFailed
from generator.views.edition import Artifact

FOLDER = "pagefind"
"""The index, below the root of the site."""
FILTERS = ("type", "organisation", "topic", "year")
"""The names of what readers can filter by."""
_UNUSED = ("pagefind-ui*", "pagefind-modular-ui*", "pagefind-component-ui*", "pagefind-highlight*", "pagefind-worker*")
"""Pagefind's own interfaces and its worker, which nobody loads: ours is `assets/search.js`."""


def available() -> bool:
    """Whether Pagefind is installed: the package and its program, which come apart."""
    return all(importlib.util.find_spec(name) for name in ("pagefind", "pagefind_bin"))


def index(site: Path) -> list[Path]:
    """Writes the index of everything below `site`, and for each language what readers can filter by.

    Returns the files. Raises EngineFailed.
    """
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--output-subdir",
        FOLDER,
        "--exclude-selectors",
        "svg, button, .kb-take, .kb-ref",
        "--quiet",
    ]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise EngineFailed(f"Pagefind could not index the site:\n{(done.stdout + done.stderr).strip()}")
    folder = site / FOLDER
    for pattern in _UNUSED:
        for path in folder.glob(pattern):
            path.unlink()
    # Pagefind 1.5.2 lists the languages in the order of a hash map, another one each time.
    entry = folder / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), "utf-8")
    for language in sorted(path for path in site.iterdir() if (path / "index.html").is_file()):
        (language / "filters.json").write_text(json.dumps(_filters(language), ensure_ascii=False), "utf-8")
    return [*(path for path in sorted(folder.rglob("*")) if path.is_file()), *sorted(site.glob("*/filters.json"))]


def files(stage: Path) -> Iterator[Artifact]:
    """The index of the site in a build folder, as files of the build. Raises EngineFailed."""
    for path in index(stage / "site"):
        yield Artifact(path.relative_to(stage).as_posix(), path.read_bytes())


def _filters(language: Path) -> dict[str, list[str]]:
    """The values of each filter on the pages of a language. Pagefind keeps the like in files whose order changes."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8")
    found: dict[str, set[str]] = {name: set() for name in FILTERS}
    for page in language.rglob("*.html"):
        for mark in etree.fromstring(page.read_bytes(), parser).iterfind(".//*[@data-pagefind-meta]"):
            if mark.get("data-pagefind-meta") in found:
                found[mark.get("data-pagefind-meta")] |= set((mark.text or "").split(DIVIDER))
    return {name: sorted(values) for name, values in found.items() if values}
