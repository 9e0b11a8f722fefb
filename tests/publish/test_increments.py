"""Whatever is edited, in whatever order: a build with what earlier ones kept gives the bytes of one from nothing."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from generator.publish import pipeline, search
from generator.publish.finished import Html, root
from generator.publish.making import Making
from generator.publish.pipeline import How
from generator.publish.program import EngineFailed
from generator.publish.session import Session
from generator.publish.sites import site
from generator.text import problems
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


def made(p: Publication, session: Session) -> Result:
    """A build in memory, without the index of the search."""
    place = p.place(p.folder / "none")
    checked, found = pipeline.check(place, p.as_of, NO_DAY, freezing=True, session=session)
    if checked is None:
        return Result(None, found)
    try:
        every = pipeline.editions(checked, Templates(place.templates, session.store))
        base = pipeline._base(place, checked.archive, checked.as_of)
        making = Making(every, session, base, "build", lambda *step: None)
        making.make()
        found = problems.sort([*found, *making.problems()])
        if problems.has_errors(found):
            return Result(None, found)
        how = How(settings=place.settings, theme=place.templates / "theme", as_of=checked.as_of)
        if Html(making, tuple(site(edition) for edition in making.editions), how).add():
            root(making, checked.archive.publication.default_language)
    except (TemplateFault, EngineFailed) as error:
        return Result(None, str(error))
    files = {path: making.content(path) for path in making.files}
    making.keep()
    return Result(files, found, making.memo.hits)


def from_nothing(p: Publication, kept: Session, store: Path) -> Result:
    """The same with a new store; only the shells, which cost MkDocs' start, are taken along."""
    store.unlink(missing_ok=True)
    with closing(Session(store)) as new:
        for key in sorted(kept.store.keys()):
            if key.startswith(SHELLS) and (value := kept.store.get(key)):
                new.store.put(key, value)
        return made(p, new)


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
    """Edits, and after each both builds; some are made by one process, as a preview's, some each by one of its own."""
    p = Publication(folder, Random(seed))
    store, count = folder / "store", Count()
    with unpainted(), patch.object(search, "available", lambda: False):
        session = Session(store)
        assert made(p, session).files
        for _ in range(steps):
            if p.random.random() < 0.5:
                session.close()
                if p.random.random() < 0.1:
                    count.said.append(damage(store, p.random))
                session = Session(store)
            day = p.as_of
            count.said.append(edit(p))
            one, other = made(p, session), from_nothing(p, session, folder / "full")
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
        session.close()
    return count


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_edited_the_bytes_are_those_of_a_build_from_nothing(seed: int, tmp_path: Path) -> None:
    count = walk(tmp_path / "p", seed, 13)
    assert count.valid * 3 >= count.steps * 2, count.said
