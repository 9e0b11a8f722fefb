"""How long editors wait after a save: `python -m benchmarks.serve`. Nothing is asserted.

A copy of a content folder is served, a page of a deal is open in Chromium, and the text `why` of that deal is saved
again and again: until the page says the new text, until an error of the file shows over the page, and until it goes.

    python -m benchmarks.serve                              # the real content
    python -m benchmarks.serve --content /tmp/ten-years     # any other
    python -m benchmarks.serve --alone build/site           # the preview alone, with a build that takes no time

It is the clock that is taken, for an editor waits by the clock: nothing else should run beside it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from generator.cli import serve
from generator.cli.serve import Built, Turn
from generator.publish.place import Place
from tests.browser.conftest import CHROMIUM, OPTIONS

ROOT = Path(__file__).resolve().parent.parent
PROMISED = {"text": 500, "error": 500, "mended": 500}
"""Milliseconds from the save."""
_WHY = re.compile(r"(?m)^ +why:\n +(?P<language>[a-z]{2}): (?P<text>[^\"'\n|>][^\n]*)$")
_MARK = re.compile(r" Probe\d+")
_FIRST = 600
"""Seconds that a whole build may take."""
_PANEL = "document.querySelector('kb-preview')?.shadowRoot.querySelector('.panel')"
_SHOWS = {
    "text": "mark => document.body?.textContent.includes(mark) && Date.now()",
    "error": f"() => {_PANEL}?.hidden === false && Date.now()",
    "mended": f"() => {_PANEL}?.hidden === true && Date.now()",
}


def stand_in(place: Place, deal: Path, site: Path) -> Callable[[Turn], Built | None]:
    """A build that takes no time for the open page, and a second for the rest: what is left is the preview's own."""
    shutil.copytree(site, place.out / "site")

    def rebuild(turn: Turn) -> Built | None:
        text = deal.read_text("utf-8")
        if "nonsense" in text or not text:
            return Built(said=f"{deal}:1:1: error: there is no field 'nonsense' [unknown-field]", good=False)
        turn.checked(lambda address: f"there is no page {address}")
        [mark] = _MARK.findall(text)[-1:] or [""]
        for page in turn.open_pages():
            file = place.out / "site" / page.strip("/") / "index.html"
            turn.ready(page, file.read_bytes().replace(b'<p class="kb-dek">', f'<p class="kb-dek">{mark} '.encode(), 1))
        end = time.monotonic() + 1
        while time.monotonic() < end and not turn.stop():
            sum(range(10_000))
        return None

    return rebuild


@contextmanager
def served(folder: Path, deal: Path, port: int, alone: Path | None) -> Iterator[str]:
    """The address of a preview of `folder / "content"`, once its first build is there."""
    own = [sys.executable, "-m", "benchmarks.serve", "--stand-in", str(deal), "--alone", str(alone)]
    real = [sys.executable, "-m", "generator", "serve", "--out", str(folder / "out")]
    command = [*(own if alone else real), "--content", str(folder / "content"), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as program:
        address = f"http://127.0.0.1:{port}"
        try:
            end = time.monotonic() + _FIRST
            while time.monotonic() < end and not _is_built(address, waits=not alone):
                time.sleep(0.1)
            yield address
        finally:
            program.terminate()


def _is_built(address: str, *, waits: bool) -> bool:
    try:
        with urlopen(f"{address}/-/version") as answer:
            version, _, work = answer.read().decode().partition(" ")
    except URLError:
        return False
    return not waits or (version != "0" and not work)


def measure(page: Any, deal: Path, saves: int) -> dict[str, list[float]]:
    """Milliseconds from each save to what it does."""
    text = deal.read_text("utf-8")
    *_, why = _WHY.finditer(text)
    found: dict[str, list[float]] = {name: [] for name in _SHOWS}

    def save(name: str, content: str, mark: str = "") -> None:
        start = time.time()
        deal.write_text(content, encoding="utf-8")
        shown = page.wait_for_function(_SHOWS[name], arg=mark, polling="raf", timeout=1000 * _FIRST).json_value()
        found[name].append(shown - 1000 * start)
        time.sleep(0.7)  # an editor's breath

    for number in range(saves):
        mark = f" Probe{number}"
        now = text[: why.end()] + mark + text[why.end() :]
        save("text", now, mark)
        save("error", f"{now}\nnonsense: 1\n")
        save("mended", now)
    return found


def report(content: Path, saves: int, port: int, alone: Path | None) -> str:
    """A line per kind of wait: median and worst."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(content, folder / "content")
        deals = sorted((folder / "content" / "deals").rglob("*.yml"))
        deal, why = next((file, found) for file in deals for found in _WHY.finditer(file.read_text("utf-8")))
        with served(folder, deal, port, alone) as address:
            chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
            page = chromium.new_page()
            page.goto(f"{address}/{why['language']}/deals/{deal.stem}/")
            page.wait_for_function("document.querySelector('kb-preview')")
            time.sleep(1.5)
            found = measure(page, deal, saves)
            chromium.close()
    lines = [
        f"{name:7} median {statistics.median(times):7.0f} ms, worst {max(times):7.0f} ms, promised {PROMISED[name]}"
        for name, times in found.items()
    ]
    return "\n".join([f"{saves} saves of {deal.stem}, {len(deals)} deals", *lines])


def main() -> None:
    """Measures, or is the preview with a build that takes no time."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--content", type=Path, default=ROOT / "content")
    options.add_argument("--saves", type=int, default=20)
    options.add_argument("--port", type=int, default=8765)
    options.add_argument("--alone", type=Path, help="a built site; the preview is measured without builds")
    options.add_argument("--stand-in", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.stand_in:
        out = given.content.parent / "out"
        place = Place(content=given.content, out=out, templates=ROOT / "templates", settings=Path(os.devnull))
        serve.serve(place, given.port, stand_in(place, given.stand_in, given.alone), lambda text: None)
    else:
        sys.stdout.write(report(given.content, given.saves, given.port, given.alone) + "\n")


if __name__ == "__main__":
    main()
