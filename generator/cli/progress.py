"""How far a build is, on a terminal; elsewhere the name of each step as it begins. And what each stage took."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TextIO

import click

from generator.publish.stages import Stage, Stages, Tell

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
COUNTED = ("paint",)
"""Steps within another one: what they count is shown, but no line is printed for them."""


@contextmanager
def progress(stream: TextIO | None = None, quiet: float = QUIET) -> Iterator[Tell]:
    """What a build tells its steps while it lasts. A terminal shows the one that goes on, after `quiet` seconds."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield partial(_line, stream, set())
        return
    from generator.cli.bar import bar  # rich takes a tenth of the time of a build that has nothing to make

    with bar(stream, STEPS, quiet) as tell:
        yield tell


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
    rows = [("stage", "wall s", "CPU s", "hits", "misses")]
    rows += [_row(name, [stage]) for name, stage in stages.found.items()]
    rows.append(_row("all", list(stages.found.values())))
    wide = max(len(row[0]) for row in rows)
    for name, *numbers in rows:
        click.echo(f"{name:<{wide}}" + "".join(f"{number:>10}" for number in numbers), file=stream or sys.stderr)


def _row(name: str, stages: Sequence[Stage]) -> tuple[str, str, str, str, str]:
    wall, cpu = (sum(getattr(stage, part) for stage in stages) for part in ("wall", "cpu"))
    hits, misses = (sum(getattr(stage, part) for stage in stages) for part in ("hits", "misses"))
    return name, f"{wall:.2f}", f"{cpu:.2f}", f"{hits:,}", f"{misses:,}"


def _line(stream: TextIO, said: set[str], stage: str, done: int = 0, total: int = 0) -> None:
    """A line for each step as it begins."""
    if stage not in said and stage not in COUNTED:
        said.add(stage)
        click.echo(STEPS[stage], file=stream)
