"""One run of a command, measured: seconds, CPU, memory, and when it said what.

CPU is what the kernel counted for the command and all it waited for. Memory is sampled: what all its processes hold
together, pages that they share counted once. A run begins after the disk has taken what earlier ones wrote.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.05
"""Seconds between two looks at the memory. A look costs the process a millisecond for each 100 MB."""
NOT_COUNTED = "pagefind"
"""Processes with this word in their command are left out of the memory: the search's memory is its own matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a command took."""

    wall: float
    """Seconds from its start to its end."""
    cpu: float
    """Seconds of the processor, of the command and of everything that it started and waited for."""
    memory: int | None = None
    """Bytes that its processes held together at the most, without Pagefind; None if nobody looked."""
    code: int = 0
    """Its exit code."""
    said: tuple[str, ...] = ()
    """Its lines on both outputs."""
    at: tuple[float, ...] = ()
    """For each line the seconds since the start."""


def measure(
    command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None, *, memory: bool = False
) -> Run:
    """Runs a command in a folder, with `more` in its environment."""
    os.sync()
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1", **(more or {})}
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    peak = _Peak(process.pid) if memory else None
    said: list[str] = []
    at: list[float] = []
    assert process.stdout
    with process.stdout as lines:
        for line in lines:
            at.append(time.perf_counter() - begin)
            said.append(line.decode("utf-8", "replace").rstrip())
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=peak.end() if peak else None,
        code=process.returncode,
        said=tuple(said),
        at=tuple(at),
    )


class _Peak:
    """Looks at the memory of a process and all below it until it is told to end."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int | None:
        """The most that was seen; None where the kernel does not tell."""
        self._over.set()
        self._thread.join()
        return self._most or None

    def _look(self) -> None:
        while not self._over.wait(PAUSE):
            self._most = max(self._most, sum(map(_memory, tree(self._pid))))


def tree(pid: int) -> Iterable[int]:
    """A process and all below it; nothing of what has ended meanwhile."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in file.read_text().split():
                yield from tree(int(child))


def _memory(pid: int) -> int:
    """Bytes of one process, of shared pages its part alone; 0 if it has ended or is not counted."""
    folder = Path(f"/proc/{pid}")
    with suppress(OSError):
        if NOT_COUNTED.encode() in (folder / "cmdline").read_bytes():
            return 0
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
