"""Writes the golden files anew. Run `python -m tests.golden.update`, read the diff, and explain it in the commit."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.publications import GOLDEN, make

EXPECTED = Path(__file__).resolve().parent / "expected"


def update() -> int:
    """Replaces `expected/` by what the generator makes today; returns the number of files."""
    files = make(GOLDEN).files
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for path, content in files.items():
        target = EXPECTED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return len(files)


if __name__ == "__main__":
    update()
