"""Whatever is edited, in whatever order: a build with what earlier ones kept gives the bytes of one from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from generator.publish import pipeline, search
from generator.publish.html import Html, root
from generator.publish.making import Making
from generator.publish.output_folder import PARTS
from generator.publish.pipeline import How
from generator.publish.program import EngineFailed
from generator.publish.sites import site
from generator.publish.store import Store
from generator.text.problems import Problem
from generator.text.templating import TemplateFault, Templates
from tests.publications import NO_DAY
from tests.publish.edits import Publication, edit
from tests.unpainted import unpainted

SHELLS = "shells/"
Said = tuple[str, ...]


@dataclass(slots=True)
class Result:
    """What a build made and said."""

    files: dict[str, bytes] | None
    """Every file by its path; None if there was an error."""
    problems: tuple[Problem, ...] | str
    """What was wrong."""
    hits: int = 0
    """How many units came out of the store."""


def made(p: Publication, store: Path) -> Result:
    """A build in memory, without the index of the search."""
    place = p.place(p.folder / "none")
    checked, found = pipeline.check(place, p.as_of, NO_DAY, freezing=True)
    if checked is None:
        return Result(None, found)
    with closing(Store(store, pytest.fail)) as kept:
        try:
            every = pipeline.editions(checked, Templates(place.templates, kept))
            making = Making(every, kept, pipeline._base(place, checked), "build", lambda *step: None)
            found = pipeline.problems.sort([*found, *making.problems()])
            if pipeline.problems.has_errors(found):
                return Result(None, found)
            how = How(settings=place.settings, theme=place.templates / "theme", as_of=checked.as_of)
            if Html(making, tuple(site(edition) for edition in every), how).add():
                root(making, checked.archive.publication.default_language)
        except (TemplateFault, EngineFailed) as error:
            return Result(None, str(error))
        files = {path: making.content(path) for path in making.files}
        making.keep()
        return Result(files, found, making.memo.hits)


def from_nothing(p: Publication, kept: Path, store: Path) -> Result:
    """The same with a new store; only the shells, which cost MkDocs' start, are taken along."""
    store.unlink(missing_ok=True)
    with closing(Store(kept)) as old, closing(Store(store)) as new:
        for key in old.keys():
            if key.startswith(SHELLS) and (value := old.get(key)):
                new.put(key, value)
    return made(p, store)


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@dataclass(slots=True)
class Count:
    """How a row of steps went."""

    steps: int = 0
    valid: int = 0
    hits: int = 0
    said: list[str] = field(default_factory=list)


def damage(store: Path, random: Random) -> str:
    """Something befalls the store."""
    if random.random() < 0.3 or not store.is_file():
        store.unlink(missing_ok=True)
        return "the store is gone"
    raw = bytearray(store.read_bytes())
    place = random.randrange(len(raw))
    raw[place] ^= 1 << random.randrange(8)
    store.write_bytes(raw)
    return f"byte {place} of the store is another"


def walk(folder: Path, seed: int, steps: int) -> Count:
    """Edits, and after each both builds."""
    p = Publication(folder, Random(seed))
    store, count = folder / "store", Count()
    with unpainted(), patch.object(search, "available", lambda: False):
        assert made(p, store).files
        for _ in range(steps):
            day, said = p.as_of, edit(p)
            count.said.append(said)
            one, other = made(p, store), from_nothing(p, store, folder / "full")
            told = f"seed {seed}:\n" + "\n".join(count.said)
            assert one.problems == other.problems, told
            assert (one.files is None) == (other.files is None), told
            count.steps += 1
            if one.files is None or other.files is None:
                p.undo()
                p.as_of = day
                count.said[-1] += " (invalid)"
                continue
            assert not differences(one.files, other.files), f"{told}\n{differences(one.files, other.files)}"
            count.valid += 1
            count.hits += one.hits
    return count


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_edited_the_bytes_are_those_of_a_build_from_nothing(seed: int, tmp_path: Path) -> None:
    count = walk(tmp_path / "p", seed, 13)
    assert count.valid * 3 >= count.steps * 2, count.said
