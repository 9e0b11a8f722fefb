"""The editors' screens: which pages are open, what is newer than the site on disk, and what is wrong."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

WhyMissing = Callable[[str], str]
"""Says why an address has no page."""
LOOKED_AT = 8
"""How many pages are remembered that were open a moment ago; the browser closes the stream of a tab out of sight."""
NEWER = 64
"""How many pages are kept that are newer than the site on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of a build."""

    said: str
    """The text to print: problems, or why nothing was made."""
    good: bool
    """True if there is a site."""
    why_missing: WhyMissing | None = None
    """Says why an address has no page; None if the content could not be read."""
    errors: str = ""
    """What the browser shows if there is no site; "" shows what was printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What every open page shows beside its text."""

    work: str = ""
    """What is done at the moment: "building …"; "" for nothing."""
    problems: str = ""
    """What keeps the site from being built; "" for nothing."""
    good: bool = True
    """False if the last build made no site."""
    version: int = 0
    """How many builds there were."""
    pages: int = 0
    """How often a page may have become another one."""
    why_missing: WhyMissing | None = None
    """Says why an address has no page, by the last content that could be read."""


class Screen:
    """What the server shows, changed by the worker and waited for by every open page."""

    def __init__(self, site: Path) -> None:
        self.site = site
        """The folder with the site of the last good build."""
        self.shown = Shown()
        """What is shown now."""
        self._closed = False
        self._newer: dict[str, bytes] = {}
        self._tabs: Counter[str] = Counter()
        self._looked_at: dict[str, None] = {}
        self._changed = threading.Condition()
        self._changes = 0

    def open_pages(self) -> tuple[str, ...]:
        """The addresses of the pages on screen, "/de/deals/x/", then of those that were there a moment ago."""
        with self._changed:
            return tuple(dict.fromkeys([*reversed(self._tabs), *reversed(self._looked_at)]))

    @contextmanager
    def tab(self, page: str) -> Iterator[None]:
        """A page is open as long as this lasts."""
        # The preview's own pages, such as mails, are made by nobody else.
        own = page.startswith("/-/")
        with self._changed:
            self._tabs.update([] if own else [page])
        try:
            yield
        finally:
            with self._changed:
                self._tabs -= Counter([page])
                self._looked_at.pop(page, None)
                self._looked_at.update({} if own else {page: None})
                while len(self._looked_at) > LOOKED_AT:
                    del self._looked_at[next(iter(self._looked_at))]

    def newer(self, page: str) -> bytes | None:
        """A page that was made since the site on disk; None if that one is the newest."""
        return self._newer.get(page)

    def begin(self) -> None:
        """A build begins."""
        with self._changed:
            self._show(replace(self.shown, work="building …"))

    def checked(self, why_missing: WhyMissing) -> None:
        """The content has no error: what was wrong is mended."""
        with self._changed:
            self._show(replace(self.shown, problems="", why_missing=why_missing))

    def ready(self, page: str, content: bytes) -> None:
        """A page is made before the rest of the site: from now on it is served in front of the one on disk."""
        with self._changed:
            self._newer.pop(page, None)
            self._newer[page] = content
            while len(self._newer) > NEWER:
                del self._newer[next(iter(self._newer))]
            self._show(replace(self.shown, work="building the rest …", pages=self.shown.pages + 1))

    def end(self, built: Built) -> None:
        """A build has ended; if it was good, its site is on disk."""
        with self._changed:
            if built.good:
                self._newer.clear()
            self._show(
                Shown(
                    problems="" if built.good else built.errors or built.said,
                    good=built.good,
                    version=self.shown.version + 1,
                    pages=self.shown.pages + 1,
                    why_missing=built.why_missing or self.shown.why_missing,
                )
            )

    def wait(self, changes: int, seconds: float) -> int | None:
        """Waits until something is shown anew, but not for ever; None when the server ends.

        `changes` and the result count how often something was shown anew.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._changes != changes, seconds)
            return None if self._closed else self._changes

    def close(self) -> None:
        """Ends whoever waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self._changes += 1
        self._changed.notify_all()
