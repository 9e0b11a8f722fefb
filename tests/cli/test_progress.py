"""Who waits for a build sees how far it is; a log keeps one line for each step, and a quick build says nothing."""

from __future__ import annotations

import io
import re
import time

import pytest

from generator.cli import bar, building, progress
from generator.cli.progress import STEPS, measured, print_stages
from generator.publish.stages import Stages, counted


class Terminal(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")


def shown(stream: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())


def test_a_log_gets_each_step_once_and_no_numbers() -> None:
    log = io.StringIO()
    with progress.progress(log, quiet=0) as tell:
        tell("check")
        tell("render")
        tell("paint", 4, 404)
        for done in range(3):
            tell("write", done, 3)
    assert log.getvalue().splitlines() == [STEPS["check"], STEPS["render"], STEPS["write"]]


def test_a_terminal_shows_how_many_are_done_and_of_how_many() -> None:
    terminal = Terminal()
    with progress.progress(terminal, quiet=0) as tell:
        tell("paint", 120, 1404)
        time.sleep(0.3)  # the picture of a terminal is drawn ten times a second
    assert STEPS["paint"] in shown(terminal) and "120/1,404" in shown(terminal)


def test_what_a_build_says_stands_in_a_line_of_its_own_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress.progress(quiet=0) as tell:
        tell("paint", 120, 1404)
        time.sleep(0.3)
        building.say("the store is left aside")
    assert re.search(r"[\r\n]the store is left aside\r?\n", shown(terminal))


def test_a_terminal_shows_nothing_of_a_build_that_is_done_at_once() -> None:
    terminal = Terminal()
    with progress.progress(terminal, quiet=60) as tell:
        tell("paint", 1, 2)
    assert shown(terminal).strip() == ""


def test_a_rate_waits_until_there_is_something_to_reckon_with() -> None:
    shows = bar.Progress()
    for elapsed, done, expected in ((0.5, 20, ""), (2.0, 0, ""), (2.0, 90, "45/s"), (2.0, 9000, "4,500/s")):
        shows.add_task("x", total=100_000, completed=done)
        task = shows.tasks[-1]
        task.start_time, task.stop_time = 0.0, elapsed
        assert bar.Rate().render(task).plain == expected


def test_a_stage_is_measured_without_the_ones_within_it() -> None:
    stages = Stages()
    with stages("render"):
        with stages("paint"):
            _work()
            stages.count("paint", 0, 3)
        stages.count("render", 1, 0)
    with stages("render"):
        stages.count("render", 2, 0)
    assert list(stages.found) == ["render", "paint"]
    render, paint = stages.found["render"], stages.found["paint"]
    assert (render.hits, render.misses, paint.hits, paint.misses) == (3, 0, 0, 3)
    assert paint.wall > render.wall >= 0 and paint.cpu > render.cpu >= 0


def test_what_a_build_tells_is_measured_and_printed() -> None:
    stages, said, log = Stages(), list[tuple[str, int, int]](), io.StringIO()
    with measured(stages, lambda stage, done=0, total=0: said.append((stage, done, total))) as tell:
        tell("check")
        stages.count("check", 1200, 0)
        tell("paint", 1, 2)
        tell("paint", 2, 2)
    stages.count("paint", 404, 26)
    print_stages(stages, log)
    assert said == [("check", 0, 0), ("paint", 1, 2), ("paint", 2, 2)]
    rows = [line.split() for line in log.getvalue().splitlines()]
    assert rows[0] == ["stage", "wall", "s", "CPU", "s", "hits", "misses"]
    assert [(row[0], *row[3:]) for row in rows[1:]] == [
        ("check", "1,200", "0"),
        ("paint", "404", "26"),
        ("all", "1,604", "26"),
    ]


def test_items_are_counted_once_they_are_done() -> None:
    told: list[tuple[int, int]] = []
    for item in counted("abc", lambda done, total: told.append((done, total))):
        assert len(told) == "abc".index(item)
    assert told == [(1, 3), (2, 3), (3, 3)]


def _work() -> None:
    """Work that the kernel's clock, which counts hundredths, cannot miss."""
    begin = time.process_time()
    while time.process_time() - begin < 0.05:
        sum(range(1000))
