"""Painted pictures, kept beside the output from one build to the next: painting is most of a build.

A store can only save time. What is damaged, half written, or not ours is as good as absent, and whoever cannot write
builds without one.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER = ".pictures"
"""Its folder in the output folder."""
LIMIT = 512 * 1024 * 1024
"""Bytes that it may take: some 15,000 pictures."""
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class PictureStore:
    """A file for each picture, under the digest of all that it is made of, with a digest of its own before it."""

    folder: Path
    """Where the files lie; it need not exist."""

    def get(self, key: str) -> bytes | None:
        """The picture under a key; None if it is not there whole."""
        path = self._path(key)
        try:
            found = path.read_bytes()
            # What was used last goes last.
            os.utime(path)
        except OSError:
            return None
        digest, picture = found[:_DIGEST], found[_DIGEST:]
        return picture if hashlib.sha256(picture).digest() == digest else None

    def put(self, key: str, result: bytes) -> None:
        """Keeps a picture, whole or not at all; a full disk or a folder that cannot be written keeps nothing."""
        path = self._path(key)
        part = path.with_name(f".{key}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(hashlib.sha256(result).digest() + result)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def trim(self, limit: int = LIMIT) -> None:
        """Takes out those unused for longest until the rest fits into `limit` bytes."""
        with suppress(OSError):
            files = [(path, path.stat()) for path in self.folder.glob("*/*")]
            files.sort(key=lambda entry: (-entry[1].st_mtime_ns, entry[0].name))
            taken = 0
            for path, stat in files:
                taken += stat.st_size
                if taken > limit:
                    path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
