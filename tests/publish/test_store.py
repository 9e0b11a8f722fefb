"""What builds keep is there whole or not at all: a store that is damaged, full, foreign or shared changes no byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.charts import painting
from generator.publish.memo import Ledger, loads
from generator.publish.store import Store
from generator.text.reads import reading
from generator.text.templating import Templates
from generator.views.edition import Artifact
from tests.publications import ROOT

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" width="8" height="8"><path d="M0 0h4v8z"/></svg>'
VALUES = {f"key{number}": bytes([number]) * 3000 for number in range(40)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with all of VALUES."""
    found = tmp_path / "out" / ".store"
    store = Store(found)
    for key, value in VALUES.items():
        store.put(key, value)
    store.close()
    return found


def paint(store: Store, drawing: str = DRAWING, scale: float = 1, paper: str | None = None) -> bytes:
    return painting.paint(Templates(ROOT / "templates", store), drawing, scale, paper)


def test_values_come_back_in_another_build(path: Path) -> None:
    store = Store(path)
    assert store.keys() == VALUES.keys()
    assert {key: store.get(key) for key in VALUES} == VALUES
    assert store.get("absent") is None


def test_a_store_that_is_filled_anew_gives_nothing_of_before(path: Path) -> None:
    store = Store(path, fresh=True)
    assert store.get("key1") is None
    assert store.keys() == set()
    store.put("key1", b"new")
    store.flush()
    assert store.get("key1") == b"new"
    assert store.keys() == {"key1"}
    store.close()
    assert Store(path).get("key1") == b"new"


def test_a_picture_is_painted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = paint(store := Store(tmp_path / "store"))
    monkeypatch.setattr(painting, "_paint", lambda job: pytest.fail("painted again"))
    assert paint(store) == painted


@pytest.mark.parametrize(
    "changed",
    [{"drawing": DRAWING.replace("h4", "h5")}, {"scale": 2}, {"paper": "white"}],
    ids=lambda one: next(iter(one)),
)
def test_whatever_a_picture_is_made_of_makes_another(tmp_path: Path, changed: dict[str, str]) -> None:
    store = Store(tmp_path / "store")
    assert paint(store) != paint(store, **changed)  # type: ignore[arg-type]
    assert len(store.keys()) == 2


def test_fonts_are_read_once_and_noted_by_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates, read_bytes, read = Templates(ROOT / "templates"), Path.read_bytes, list[str]()
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path.name), read_bytes(path))[1])
    found = []
    for name in ("one", "other"):
        with reading() as reads:
            painting.key(templates, Artifact(name, DRAWING.encode(), scale=2))
        found.append(reads)
    assert read == list(painting.FONTS)
    assert found[0] == found[1] and len(found[0]) == len(painting.FONTS)


def test_another_painter_paints_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paint(store := Store(tmp_path / "store"))
    monkeypatch.setattr(painting, "PAINTER", "another")
    paint(store)
    assert len(store.keys()) == 2


def foreign(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 7")
    database.execute("CREATE TABLE kept (key, digest, value)")
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no store at all " * 100),
        lambda path: path.write_bytes(path.read_bytes()[:-5000]),
        lambda path: path.write_bytes(path.read_bytes()[:50]),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
        foreign,
    ],
    ids=["empty", "text", "cut", "cut short", "gone", "a folder", "another program's"],
)
def test_whatever_became_of_the_file_a_value_is_whole_or_absent(path: Path, damage: Callable[[Path], object]) -> None:
    damage(path)
    told: list[str] = []
    store = Store(path, told.append)
    assert all(store.get(key) in (None, value) for key, value in VALUES.items())
    store.put("new", b"value")
    assert store.get("new") == b"value"
    store.trim({"new"})
    store.close()
    assert len(told) <= 1, "one line says it"


def test_a_flipped_byte_anywhere_gives_no_wrong_value(path: Path) -> None:
    good, random = path.read_bytes(), Random(20261121)
    for _ in range(60):
        place = random.randrange(len(good))
        path.write_bytes(good[:place] + bytes([good[place] ^ (1 << random.randrange(8))]) + good[place + 1 :])
        store = Store(path)
        assert all(store.get(key) in (None, value) for key, value in VALUES.items()), place
        store.close()


def test_two_builds_may_use_one_store(path: Path) -> None:
    one, other = Store(path), Store(path)
    one.put("one", b"1")
    other.put("other", b"2")
    one.close()
    other.close()
    assert (Store(path).get("one"), Store(path).get("other")) == (b"1", b"2")


def test_the_oldest_unused_values_go_first(path: Path) -> None:
    store = Store(path)
    store.trim({"key0", "key1"}, limit=3000 * 5)
    assert store.keys() == {"key0", "key1", "key37", "key38", "key39"}


def test_a_store_runs_nothing(tmp_path: Path) -> None:
    """It may come from another machine, and a pickle can call whatever it names."""
    bad = b"cos\nsystem\n(S'touch " + str(tmp_path / "ran").encode() + b"'\ntR."
    assert loads(bad) is None
    assert loads(b"cgenerator.text.paths\nmail\n(tR.") is None
    assert loads(bad, Ledger) is None
    assert not (tmp_path / "ran").exists()
