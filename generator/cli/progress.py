"""How far a build is, on a terminal; elsewhere the name of each step as it begins. And what each stage took."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.table import Table
from rich.text import Text

from generator.publish.stages import Stages, Tell

STEPS = {
    "check": "Checking the content",
    "render": "Rendering pages, feeds and mails",
    "paint": "Painting pictures",
    "write": "Writing files",
    "publish": "Building the site with MkDocs",
    "index": "Indexing the site for its search",
}
"""The words for each step of a build."""
QUIET = 1.0
"""Seconds of a build of which nothing is shown."""
BETWEEN = 0.05
"""Seconds between two numbers that are shown."""
COUNTED = ("paint",)
"""Steps within another one: what they count is shown, but no line is printed for them."""


class Rate(ProgressColumn):
    """How many are done in a second, once there was one: "38/s"."""

    def render(self, task: Task) -> Text:
        """The rate of a step that is counted, else nothing."""
        if not task.total or not task.completed or (task.elapsed or 0) < QUIET:
            return Text("")
        return Text(f"{task.completed / (task.elapsed or QUIET):,.0f}/s")


class Count(ProgressColumn):
    """How many are done, and of how many: "120/404"."""

    def render(self, task: Task) -> Text:
        """The count of a step that is counted, else nothing."""
        return Text(f"{int(task.completed):,}/{int(task.total):,}" if task.total else "")


@contextmanager
def progress(stream: TextIO | None = None, quiet: float = QUIET) -> Iterator[Tell]:
    """What a build tells its steps while it lasts. A terminal shows the one that goes on, after `quiet` seconds."""
    console = Console(file=stream or sys.stderr, highlight=False)
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), BarColumn(24), Count(), Rate())
    bar = Progress(*columns, console=console, transient=True)
    begin = Timer(quiet, bar.start)
    begin.daemon = True
    begin.start()
    try:
        yield _shown(bar)
    finally:
        begin.cancel()
        begin.join()
        bar.stop()


@contextmanager
def measured(stages: Stages, tell: Tell) -> Iterator[Tell]:
    """The same as `tell`, with the time and the work of each step written down."""
    last = ""

    def both(stage: str, done: int = 0, total: int = 0) -> None:
        nonlocal last
        if stage != last:
            stages.turn(stage)
            last = stage
        tell(stage, done, total)

    try:
        yield both
    finally:
        stages.end()


def print_stages(stages: Stages, stream: TextIO | None = None) -> None:
    """What each stage took, a line each, and all of them: for who asks with `--profile`."""
    Console(file=stream or sys.stderr, highlight=False).print(_table(stages))


def _table(stages: Stages) -> Table:
    made = Table("stage", "wall s", "CPU s", "hits", "misses", box=None, pad_edge=False)
    for column in made.columns[1:]:
        column.justify = "right"
    for name, stage in stages.found.items():
        made.add_row(name, f"{stage.wall:.2f}", f"{stage.cpu:.2f}", f"{stage.hits:,}", f"{stage.misses:,}")
    every = stages.found.values()
    sums = (f"{sum(one.wall for one in every):.2f}", f"{sum(one.cpu for one in every):.2f}")
    made.add_row("all", *sums, f"{sum(one.hits for one in every):,}", f"{sum(one.misses for one in every):,}")
    return made


def _lines(console: Console) -> Tell:
    said: set[str] = set()

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        if stage not in said and stage not in COUNTED:
            said.add(stage)
            console.print(STEPS[stage])

    return tell


def _shown(bar: Progress) -> Tell:
    shown, told = "", 0.0

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        nonlocal shown, told
        # A build lays tens of thousands of files in a second, and nobody sees more than a few numbers in one.
        if stage == shown and done < total and monotonic() - told < BETWEEN:
            return
        told = monotonic()
        if stage != shown:
            for task in bar.task_ids:
                bar.remove_task(task)
            bar.add_task(STEPS[stage], total=None)
            shown = stage
        bar.update(bar.task_ids[-1], completed=done, total=total or None)

    return tell
