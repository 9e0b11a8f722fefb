"""Saves: when an editor's program has written a file, and whether it is done."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

SETTLE = 0.01
"""Seconds without a further event after which a save is taken to be done: programs write a file in several steps."""
LONGEST = 0.2
"""Seconds after which a build begins although events keep coming, as they do when git writes many files."""
MENDED = 0.15
"""Seconds after the last event before an error is shown: a file that is half written is an error until it is whole."""
_WRITTEN = frozenset({"created", "modified", "deleted", "moved", "closed"})
"""What watchdog calls events after which a file is another one; reading a file is none of them."""


class Saves:
    """What was written and is not built yet. The first build is asked for from the start."""

    def __init__(self) -> None:
        self._some = threading.Condition()
        self._waiting = True
        self._ended = False
        self._last = 0.0

    def note(self) -> None:
        """Something was written just now."""
        with self._some:
            self._waiting, self._last = True, time.monotonic()
            self._some.notify_all()

    def waiting(self) -> bool:
        """Whether something was written since `take`."""
        return self._waiting

    def end(self) -> None:
        """Nobody builds any more."""
        with self._some:
            self._waiting = self._ended = True
            self._some.notify_all()

    def take(self) -> bool:
        """Waits until something was written and the writing has settled; from then on `waiting` is about later saves.

        False after the end.
        """
        with self._some:
            self._some.wait_for(self.waiting)
            longest = time.monotonic() + LONGEST
            while (left := min(self._last + SETTLE, longest) - time.monotonic()) > 0:
                self._some.wait(left)
            self._waiting = self._ended
            return not self._ended

    def mended(self) -> bool:
        """Whether something is written within `MENDED` of the last event; waits until that is known."""
        with self._some:
            left = self._last + MENDED - time.monotonic()
            return self._some.wait_for(self.waiting, max(left, 0))


def watch(saves: Saves, folders: Iterable[Path], out: Path) -> BaseObserver:
    """Notes what is written below some folders until the observer is stopped; `out`, where builds go, may be in one."""
    watcher = Observer()
    for folder in folders:
        watcher.schedule(_Noting(saves, folder.resolve(), out.resolve()), str(folder.resolve()), recursive=True)
    watcher.start()
    return watcher


class _Noting(FileSystemEventHandler):
    """Notes each event of a file that a build may read."""

    def __init__(self, saves: Saves, folder: Path, out: Path) -> None:
        self._saves = saves
        self._folder = folder
        self._out = out

    def on_any_event(self, event: FileSystemEvent) -> None:
        # A folder is "modified" whenever something in it is, a hidden file too; what matters has an event of its own.
        if event.event_type not in _WRITTEN or (event.is_directory and event.event_type == "modified"):
            return
        if any(self._is_read(Path(str(path))) for path in (event.src_path, event.dest_path) if path):
            self._saves.note()

    def _is_read(self, path: Path) -> bool:
        """Hidden files and editors' backups are nobody's content, as in `content.folder`."""
        if not path.is_relative_to(self._folder) or path.is_relative_to(self._out):
            return False
        return not any(part.startswith(".") or part.endswith("~") for part in path.relative_to(self._folder).parts)
