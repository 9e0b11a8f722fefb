"""Painted pictures are kept for the next build, and a store that is damaged, full or foreign changes no byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.charts import painting
from generator.publish.picture_store import PictureStore
from generator.text.templating import Templates
from tests.publications import ROOT

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" width="8" height="8"><path d="M0 0h4v8z"/></svg>'


@pytest.fixture
def store(tmp_path: Path) -> PictureStore:
    return PictureStore(tmp_path / "pictures")


def files(store: PictureStore) -> list[Path]:
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def paint(store: PictureStore, drawing: str = DRAWING, scale: float = 1, paper: str | None = None) -> bytes:
    return painting.paint(Templates(ROOT / "templates", store), drawing, scale, paper)


def test_a_picture_is_painted_once(store: PictureStore, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = paint(store)
    monkeypatch.setattr(painting, "_paint", lambda job: pytest.fail("painted again"))
    assert paint(store) == painted


@pytest.mark.parametrize(
    "changed",
    [{"drawing": DRAWING.replace("h4", "h5")}, {"scale": 2}, {"paper": "white"}],
    ids=lambda one: next(iter(one)),
)
def test_whatever_a_picture_is_made_of_makes_another(store: PictureStore, changed: dict[str, str]) -> None:
    assert paint(store) != paint(store, **changed)
    assert len(files(store)) == 2


def test_another_painter_paints_again(store: PictureStore, monkeypatch: pytest.MonkeyPatch) -> None:
    paint(store)
    monkeypatch.setattr(painting, "PAINTER", "another")
    paint(store)
    assert len(files(store)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?"),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["empty", "cut", "flipped", "gone", "a folder"],
)
def test_damage_is_painted_over(store: PictureStore, damage: object) -> None:
    painted = paint(store)
    assert callable(damage)
    damage(files(store)[0])
    assert paint(store) == painted


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert paint(PictureStore(tmp_path / "taken")) == paint(PictureStore(tmp_path / "free"))


def test_what_was_unused_for_longest_goes_first(store: PictureStore) -> None:
    for index, name in enumerate(("aa", "bb", "cc")):
        store.put(name, bytes(100))
        os.utime(store.folder / name / name, (index, index))
    store.get("aa")
    store.trim(2 * (100 + 32))
    assert [path.name for path in files(store)] == ["aa", "cc"]
