"""What pytest's workers share: whoever needs something first makes it, the others wait for it and read it."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

if sys.platform != "win32":
    import fcntl


def folder(name: str, factory: pytest.TempPathFactory, make: Callable[[Path], object]) -> Path:
    """A folder that `make` filled, once in a session whatever the number of workers. Nobody may change it."""
    root = _root(factory)
    found = root / f"built-{name}"
    with _alone(root / f"{found.name}.lock"):
        done = root / f"{found.name}.done"
        if not done.exists():
            make(found)
            done.touch()
    return found


def value(name: str, factory: pytest.TempPathFactory, make: Callable[[], T]) -> T:
    """What `make` gives, made once in a session; the other workers get a copy."""
    file = _root(factory) / f"made-{name}.pickle"
    with _alone(file.with_suffix(".lock")):
        if file.exists():
            found: T = pickle.loads(file.read_bytes())
        else:
            found = make()
            if _WORKER in os.environ:
                file.write_bytes(pickle.dumps(found))
    return found


_WORKER = "PYTEST_XDIST_WORKER"


def _root(factory: pytest.TempPathFactory) -> Path:
    """The folder of the session: that of a worker lies in it."""
    return factory.getbasetemp().parent if _WORKER in os.environ else factory.getbasetemp()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Holds a lock that ends with its process, so that a worker that died keeps nobody waiting."""
    with path.open("w") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
