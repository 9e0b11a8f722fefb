"""What pytest's workers share: whoever needs a folder first makes it, the others wait and read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform != "win32":
    import fcntl


def once(name: str, factory: pytest.TempPathFactory, make: Callable[[Path], object]) -> Path:
    """A folder that `make` filled, once in a session whatever the number of workers. Nobody may change it."""
    root = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder = root / f"shared-{name}"
    with _alone(root / f"{folder.name}.lock"):
        done = root / f"{folder.name}.done"
        if not done.exists():
            make(folder)
            done.touch()
    return folder


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Holds a lock that ends with its process, so that a worker that died keeps nobody waiting."""
    with path.open("w") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
