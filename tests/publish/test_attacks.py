"""Whatever befalls the store or a build, the next output is that of a build from nothing; at most one line is told."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from time import sleep
from unittest.mock import patch

import pytest

from generator.publish import engine, pipeline, search
from generator.publish.output_folder import PARTS
from generator.publish.store import NAME
from generator.rules import snapshots
from tests import builders
from tests.publish.test_publish import tree
from tests.unpainted import unpainted

pytestmark = pytest.mark.usefixtures("engine")
DEAL = "deals/runde.yml"


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """White pictures, no search; MkDocs runs once for each kind of page, not in each build that has lost its shells."""
    found: dict[str, object] = {}
    make = engine.with_shells

    def remembered(sites: object, kept: object, wanted: object, *rest: object) -> object:
        key = repr((sites, kept, wanted))
        if key not in found:
            found[key] = make(sites, kept, wanted, *rest)  # type: ignore[arg-type]
        return found[key]

    with (
        unpainted(),
        patch.object(search, "available", lambda: False),
        patch.object(engine, "with_shells", remembered),
        patch.object(snapshots, "must_be_frozen", lambda facts, name: False),
    ):
        yield


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest publication, in one language."""
    german = builders.FILES["publication.yml"].replace("[de, en]", "[de]")
    return builders.publication(tmp_path_factory.mktemp("content") / "c", **{"publication.yml": german})


def build(content: Path, out: Path, store: Path | None = None) -> list[str]:
    """Builds; returns the lines that were told."""
    told: list[str] = []
    place = replace(builders.place(content), out=out, store=store, say=told.append)
    _, found = pipeline.build(place, None, builders.TODAY, lambda *step: None)
    assert not pipeline.problems.has_errors(found), found
    return told


def edited(content: Path, amount: str) -> None:
    """Another amount of the deal, in a file that takes the old one's place at once, as editors' programs write."""
    path, part = content / DEAL, content.parent / "part"
    part.write_text(builders.FILES[DEAL].replace("4.5mn", f"{amount}mn"), "utf-8")
    part.replace(path)


@pytest.fixture(scope="module")
def good(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output with its store."""
    out = tmp_path_factory.mktemp("good") / "out"
    build(content, out)
    return out


@pytest.fixture(scope="module")
def wanted(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build from nothing gives after the edit of each test."""
    out = tmp_path_factory.mktemp("wanted") / "out"
    changed = shutil.copytree(content, out.parent / "c")
    edited(changed, "6")
    build(changed, out)
    return tree(out)


def flipped(place: float) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        raw = bytearray(path.read_bytes())
        raw[int(place * len(raw))] ^= 1 << int(place * 1000) % 8
        path.write_bytes(raw)

    return damage


def cut(place: float) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(path.read_bytes()[: int(place * path.stat().st_size)]) and None


def asked(*orders: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        database = sqlite3.connect(path)
        with database:
            for order in orders:
                database.execute(order)
        database.close()

    return damage


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


OTHER = "(SELECT value FROM kept AS other WHERE other.rowid = (SELECT max(rowid) + min(rowid) FROM kept) - kept.rowid)"
SIGN = OTHER.replace("value", "digest")
DAMAGES: dict[str, Callable[[Path], object]] = {
    **{f"flipped at {number}": flipped((number + 0.5) / 20) for number in range(20)},
    **{f"cut at {number}": cut(number / 5) for number in range(5)},
    "gone": Path.unlink,
    "a folder": a_folder,
    "of another version": asked("PRAGMA user_version = 7"),
    "without a ledger": asked("DELETE FROM kept WHERE key LIKE 'ledger/%'"),
    "without a table": asked("DROP TABLE kept"),
    "without parsed files": asked("DELETE FROM kept WHERE key LIKE 'parsed/%'"),
    "without half of the values": asked("DELETE FROM kept WHERE rowid % 2"),
    "without files": asked("DELETE FROM kept WHERE key NOT LIKE '%/%'"),
    "values under others' keys": asked(f"UPDATE kept SET value = {OTHER}"),
    "values and digests under others' keys": asked(f"UPDATE kept SET value = {OTHER}, digest = {SIGN}"),
    "no bytes": asked("UPDATE kept SET value = 'text' WHERE rowid % 3 = 0"),
}


BY_NIGHT = {name for name in DAMAGES if name.startswith(("flipped", "cut")) and not name.endswith((" 1", " 3", " 12"))}
"""Damage of the same kind at other places."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak) if name in BY_NIGHT else name for name in DAMAGES]
)
def test_whatever_befell_the_store_the_output_is_right(
    name: str, content: Path, good: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    out = shutil.copytree(good, tmp_path / "out")
    changed = shutil.copytree(content, tmp_path / "c")
    DAMAGES[name](out / NAME)
    edited(changed, "6")
    told = build(changed, out)
    assert len(told) <= 1, told
    assert tree(out) == wanted


def forked(work: Callable[[], object]) -> int:
    """Does something in a process of its own; its id."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_builds_that_are_killed_leave_nothing_wrong(
    content: Path, good: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    """Ten edits, the build of each killed at another moment."""
    out, random = shutil.copytree(good, tmp_path / "out"), Random(20261122)
    changed = shutil.copytree(content, tmp_path / "c")
    ends = []
    for number in range(10):
        edited(changed, str(10 + number))
        child = forked(lambda: build(changed, out))
        sleep(random.random() * 0.4)
        os.kill(child, signal.SIGKILL)
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        assert all((out / part).is_dir() or (out / ".old" / part).is_dir() for part in PARTS)
    assert -signal.SIGKILL in ends
    edited(changed, "6")
    build(changed, out)
    assert tree(out) == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_two_builds_at_once_share_a_store(content: Path, good: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    """One of the content as it is, one of the content with an edit, each into an output of its own."""
    store = shutil.copy(good / NAME, tmp_path / "store")
    changed = shutil.copytree(content, tmp_path / "c")
    edited(changed, "6")
    for number in range(3):
        outs = [tmp_path / f"{name}{number}" for name in ("one", "other")]
        children = [
            forked(lambda place=place, out=out: build(place, out, Path(store)))  # type: ignore[misc]
            for place, out in zip((content, changed), outs, strict=True)
        ]
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
        assert [tree(out) == right for out, right in zip(outs, (tree(good), wanted), strict=True)] == [True, True]


def test_pages_that_no_shell_fits_are_right_in_every_build(content: Path, tmp_path: Path) -> None:
    """A theme that computes with a title leaves its kind of page to MkDocs, whose pages others link to."""
    templates = shutil.copytree(builders.ROOT / "templates", tmp_path / "templates")
    main = templates / "theme" / "main.html"
    told = "{% if page and 'deals/' in page.url %}{{ page.meta.title | length }}{% endif %}"
    main.write_text(main.read_text("utf-8").replace("{% block content %}", f"{{% block content %}}{told}"), "utf-8")
    assert told in main.read_text("utf-8")
    place = replace(builders.place(content), out=tmp_path / "out", templates=templates)
    made = []
    for _ in range(2):
        pipeline.build(place, None, builders.TODAY, lambda *step: None)
        made.append(tree(place.out))
    assert made[0] == made[1]
