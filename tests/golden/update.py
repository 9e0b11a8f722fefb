"""Writes the golden files anew. Run `python -m tests.golden.update`, read the diff, and explain it in the commit."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.publications import GOLDEN, make

EXPECTED = Path(__file__).resolve().parent / "expected"


def kept(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the folder holds of each file: its bytes, and of an image their hash, for no diff could be read."""
    return dict(_hashed(path, content) if path.endswith(".png") else (path, content) for path, content in files.items())


def _hashed(path: str, content: bytes) -> tuple[str, bytes]:
    return f"{path}.sha256", f"{hashlib.sha256(content).hexdigest()}\n".encode()


def update() -> int:
    """Replaces `expected/` by what the generator makes today; returns the number of files."""
    files = kept(make(GOLDEN, painted=True).files)
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for path, content in files.items():
        target = EXPECTED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return len(files)


if __name__ == "__main__":
    update()
