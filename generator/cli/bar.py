"""The step of a build that goes on, in the last line of a terminal: how many are done, of how many, and how fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from generator.publish.stages import Tell

ENOUGH = 1.0
"""Seconds after which a rate says something."""
BETWEEN = 0.05
"""Seconds between two numbers that are shown."""


@contextmanager
def bar(stream: TextIO, steps: Mapping[str, str], quiet: float) -> Iterator[Tell]:
    """What a build tells its steps, whose words are `steps`. For `quiet` seconds nothing is shown."""
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), BarColumn(24), Count(), Rate())
    shows = Progress(*columns, console=Console(file=stream, highlight=False), transient=True)
    begin = Timer(quiet, shows.start)
    begin.daemon = True
    begin.start()
    try:
        yield _shown(shows, steps)
    finally:
        begin.cancel()
        begin.join()
        shows.stop()


class Rate(ProgressColumn):
    """How many are done in a second, once there was one: "38/s"."""

    def render(self, task: Task) -> Text:
        """The rate of a step that is counted, else nothing."""
        if not task.total or not task.completed or (task.elapsed or 0) < ENOUGH:
            return Text("")
        return Text(f"{task.completed / (task.elapsed or ENOUGH):,.0f}/s")


class Count(ProgressColumn):
    """How many are done, and of how many: "120/404"."""

    def render(self, task: Task) -> Text:
        """The count of a step that is counted, else nothing."""
        return Text(f"{int(task.completed):,}/{int(task.total):,}" if task.total else "")


def _shown(shows: Progress, steps: Mapping[str, str]) -> Tell:
    shown, told = "", 0.0

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        nonlocal shown, told
        # A build lays tens of thousands of files in a second, and nobody sees more than a few numbers in one.
        if stage == shown and done < total and monotonic() - told < BETWEEN:
            return
        told = monotonic()
        if stage != shown:
            for task in shows.task_ids:
                shows.remove_task(task)
            shows.add_task(steps[stage], total=None)
            shown = stage
        shows.update(shows.task_ids[-1], completed=done, total=total or None)

    return tell
