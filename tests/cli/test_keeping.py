"""The command `cache`: what builds keep is told and removed, whatever became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.publish.store import NAME, Store

VALUES = {
    "ab": b"\x89PNG\r\n" + bytes(2_000_000),
    "cd": b"<!doctype html><title>x</title>",
    "ef": b"<!doctype html><title>y</title>",
    "01": b"# A page",
    "23": b"",
    "ledger/build": b"\x80",
    "strange/thing": b"x",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, ["cache", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with a store."""
    store = Store(tmp_path / NAME)
    for key, value in VALUES.items():
        store.put(key, value)
    store.close()
    return tmp_path


def test_the_values_are_counted_by_kind_the_largest_first(out: Path) -> None:
    done = run("--out", out)
    first, *lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert first.startswith(f"{out / NAME}: 2.0 MB, 7 values")
    assert [line.split(maxsplit=3) for line in lines] == [
        ["1", "2.0", "MB", "pictures"],
        ["2", "0.1", "kB", "pages"],
        ["2", "0.0", "kB", "other files"],
        ["1", "0.0", "kB", "ledgers: what each file was made of"],
        ["1", "0.0", "kB", "strange"],
    ]


def test_it_is_removed_when_asked_to(out: Path) -> None:
    (out / f"{NAME}-journal").touch()
    done = run("--out", out, "--clear")
    assert (done.exit_code, list(out.iterdir())) == (0, [])
    assert done.stdout.startswith(f"removed {out / NAME}, 2.0 MB; ")
    again = run("--out", out, "--clear")
    assert (again.exit_code, again.stdout) == (0, f"{out / NAME}: nothing was kept\n")


def test_where_nothing_is_kept_nothing_is_made(tmp_path: Path) -> None:
    done = run("--out", tmp_path / "none")
    assert (done.exit_code, "nothing is kept yet" in done.stdout) == (0, True)
    assert not (tmp_path / "none").exists()


def foreign(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE kept (key, digest, value)")
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no store at all " * 100),
        lambda path: path.write_bytes(path.read_bytes()[:50]),
        foreign,
    ],
    ids=["empty", "text", "cut short", "another program's"],
)
def test_what_no_build_can_use_is_told_left_and_removed_when_asked_to(
    damage: Callable[[Path], object], out: Path
) -> None:
    damage(out / NAME)
    before = (out / NAME).read_bytes()
    done = run("--out", out)
    assert (done.exit_code, "that no build can use" in done.stdout) == (0, True)
    assert (out / NAME).read_bytes() == before
    assert run("--out", out, "--clear").exit_code == 0
    assert not (out / NAME).exists()


def test_what_cannot_be_removed_is_told(out: Path) -> None:
    (out / NAME).unlink()
    (out / NAME).mkdir()
    assert "that no build can use" in run("--out", out).stdout
    done = run("--out", out, "--clear")
    assert (done.exit_code, "cannot be removed" in done.stderr) == (1, True)
