"""What every browser test needs: Chromium, and the built sites as a static host serves them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.browser.kinds import ADDRESSES, Site, one_of_each
from tests.publications import Made

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _without_browser(reason: str) -> NoReturn:
    if os.environ.get("KAPITALBRIEF_BROWSER") == "required":
        pytest.fail(f"KAPITALBRIEF_BROWSER=required, but {reason}", pytrace=False)
    pytest.skip(f"NO BROWSER TEST RAN: {reason}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; without it the tests are skipped, or fail where a browser is required."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        _without_browser("playwright is not installed")
    if not CHROMIUM.is_file():
        _without_browser(f"there is no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        except Error as error:
            _without_browser(f"Chromium does not start: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """By day and by night."""
    found: str = request.param
    return found


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    """One connection for many files, as hosts have it."""

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def server(built_story: Path) -> Iterator[str]:
    """The address of the story's site, served as any static host would."""
    with serving(built_story) as address:
        yield address


@pytest.fixture(scope="session")
def story_site(server: str) -> Site:
    """The story's site, of which every page is known."""
    return Site(address=server, pages=ADDRESSES)


@pytest.fixture(scope="session")
def real_site(real: Made, built_site: Path) -> Iterator[Site]:
    """The site of content/, whatever is in it."""
    with serving(built_site) as address:
        yield Site(address=address, pages=one_of_each(real, built_site))


@pytest.fixture(scope="session", params=["story_site", pytest.param("real_site", marks=pytest.mark.soak)])
def site(request: pytest.FixtureRequest) -> Site:
    """What every page is looked at on: the story, and with --soak the real content too."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def sample(request: pytest.FixtureRequest) -> Callable[[Site, int, int], Sequence[str]]:
    """The pages of a site for one of several turns: a share of them, or all with --soak."""

    def chosen(site: Site, turn: int, of: int) -> Sequence[str]:
        return site.pages if request.config.option.soak else site.share(turn, of)

    return chosen


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder while it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}/"
        found.shutdown()
        thread.join()
