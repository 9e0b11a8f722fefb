"""Live preview: serves the finished site, builds when something was saved, and brings open pages up to date."""

from __future__ import annotations

import sys
import threading
import traceback
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

from generator.cli import saves
from generator.cli.listening import Server
from generator.cli.saves import Saves
from generator.cli.screen import Built, Screen, WhyMissing
from generator.publish.place import Place

__all__ = ["Built", "Rebuild", "Turn", "serve"]

_TURNS = 0.0005
"""Seconds after which a thread that computes lets another one go on; with Python's five, a page that is fetched while
the rest is built would wait at each step of its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a build is told, and what it tells while it runs."""

    open_pages: Callable[[], tuple[str, ...]]
    """The pages that editors look at, "/de/deals/x/", the most urgent first. They may be others when asked again."""
    checked: Callable[[WhyMissing], None]
    """To be called when the content is found to have no error: what was wrong is mended. Says why pages are missing."""
    ready: Callable[[str, bytes], None]
    """To be called with each open page, as soon as it is made: its address and its finished HTML."""
    stop: Callable[[], bool]
    """True once something was saved that this build has not read: it should give up and return None."""


Rebuild = Callable[[Turn], Built | None]
"""Builds once. None: given up, for newer changes wait; pages that are ready by then stay, the site is the last one."""


def serve(
    place: Place, port: int, rebuild: Rebuild, tell: Callable[[str], None], *, browse: Callable[[], None] | None = None
) -> None:
    """Serves until interrupted; calls `browse` when the first build has ended. Raises OSError if the port is taken."""
    sys.setswitchinterval(_TURNS)
    screen, saved = Screen(place.out / "site"), Saves()
    with Server(port, screen) as server:
        watcher = saves.watch(saved, (place.content, place.templates), place.out)
        work = threading.Thread(target=_work, args=(screen, saved, rebuild, tell, browse), daemon=True)
        work.start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            screen.close()
            saved.end()
            watcher.stop()


def open_browser(address: str, tell: Callable[[str], None]) -> None:
    """Shows an address in the editor's browser, or says that there is none."""
    tell(f"opening {address}" if webbrowser.open_new_tab(address) else f"found no browser; open {address} in one")


def _work(
    screen: Screen,
    saved: Saves,
    rebuild: Rebuild,
    tell: Callable[[str], None],
    browse: Callable[[], None] | None = None,
) -> None:
    turn = Turn(open_pages=screen.open_pages, checked=screen.checked, ready=screen.ready, stop=saved.waiting)
    while saved.take():
        screen.begin()
        tell("building …")
        built = _build(rebuild, turn)
        if built is None or (not built.good and saved.mended()):
            continue
        screen.end(built)
        tell(built.said or "built")
        if browse:
            browse()
            browse = None


def _build(rebuild: Rebuild, turn: Turn) -> Built | None:
    try:
        return rebuild(turn)
    except Exception:  # a bug of ours: the preview goes on, and says where it was
        return Built(said=f"the build failed by a mistake in the program:\n{traceback.format_exc()}", good=False)
