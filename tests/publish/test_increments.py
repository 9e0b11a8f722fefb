"""Whatever is edited, in whatever order: a build with what earlier ones kept gives the bytes of one from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from generator.publish import pipeline, search
from generator.publish.finished import Html, root
from generator.publish.making import Making
from generator.publish.memo import ROW, Ledger, Memo
from generator.publish.pipeline import How
from generator.publish.program import EngineFailed
from generator.publish.session import Session
from generator.publish.sites import site
from generator.publish.store import Store
from generator.text import problems
from generator.text.problems import Problem
from generator.text.reads import Noted
from generator.text.templating import TemplateFault, Templates
from generator.views.edition import Artifact
from tests.publications import NO_DAY
from tests.publish.copy_of_golden import Publication
from tests.publish.edits import edit
from tests.publish.test_publish import tree
from tests.unpainted import unpainted

SHELLS = "shells/"
"""The keys in the store under which the shells of pages stand."""


@dataclass(slots=True)
class Result:
    """What a build made and said."""

    files: dict[str, bytes] | None
    """Every file by its path; None if there was an error."""
    problems: tuple[Problem, ...] | str
    """What was wrong."""


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
    return Result(files, found)


def from_nothing(p: Publication, kept: Session, store: Path) -> Result:
    """The same with a new store; only the shells, which cost MkDocs' start, are taken along."""
    store.unlink(missing_ok=True)
    with closing(Session(store)) as new:
        shells = {key: kept.store.get(key) for key in sorted(kept.store.keys()) if key.startswith(SHELLS)}
        for key, value in shells.items():
            if value:
                new.store.put(key, value)
        return made(p, new)


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@dataclass(slots=True)
class Count:
    """How a row of steps went."""

    steps: int = 0
    """How many edits there were."""
    valid: int = 0
    """How many of them left valid content."""
    said: list[str] = field(default_factory=list)
    """What each of them did."""


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


def walk(folder: Path, seed: int, steps: int, languages: str, on_disk: int = 0) -> Count:
    """Edits, and after each both builds. Some are made by one process, as a preview's, some each by one of its own;
    after so many steps as `on_disk` says both are made whole, into folders."""
    p = Publication(folder, Random(seed), languages=languages)
    store, count = folder / "store", Count()
    with unpainted(), patch.object(search, "available", lambda: False):
        session = Session(store)
        assert made(p, session).files
        for number in range(1, steps + 1):
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
            else:
                assert not differences(one.files, other.files), f"{told}\n{differences(one.files, other.files)}"
                count.valid += 1
            if on_disk and number % on_disk == 0:
                assert not differences(*written(p)), told
        session.close()
    return count


def written(p: Publication) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the pipeline writes into the folder of the last build, and what into an empty one, all of it by MkDocs."""
    found = []
    for name, full in (("out", False), ("empty", True)):
        out = p.folder / name
        shutil.rmtree(p.folder / "empty", ignore_errors=True)
        pipeline.build(p.place(out), p.as_of, NO_DAY, lambda *step: None, full=full)
        found.append(tree(out))
    return found[0], found[1]


@pytest.mark.parametrize(("seed", "steps", "languages"), [(1, 8, "de, en"), (2, 22, "de")])
def test_whatever_is_edited_the_bytes_are_those_of_a_build_from_nothing(
    seed: int, steps: int, languages: str, tmp_path: Path
) -> None:
    count = walk(tmp_path / "p", seed, steps, languages)
    assert count.valid * 3 >= count.steps * 2, count.said


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_five_hundred_edits_make_no_difference(seed: int, tmp_path: Path) -> None:
    count = walk(tmp_path / "p", seed, 25, "de, en", on_disk=10)
    assert count.valid * 3 >= count.steps * 2, count.said


def test_a_row_of_what_is_gone_makes_those_again_that_had_it(tmp_path: Path) -> None:
    """A list printed a deal whose file is deleted: in whatever order its reads are looked at, nothing breaks."""
    with closing(Store(tmp_path / "store")) as store:
        deals = Noted("deals", {"one": "Eins", "two": "Zwei"})
        first = listing(store, deals, Ledger())
        assert first.content(first.unit("list", (), lambda: listed(first, deals))[0]) == b"Eins, Zwei"
        ledger = first.ledger()
        fewer = Noted("deals", {"one": "Eins"})
        # The row first, as it may come: the set of all keys differs too.
        ledger.traces["list"] = replace(ledger.traces["list"], reads=frozenset({(ROW, ("title", "de", "two"))}))
        second = listing(store, fewer, ledger)
        assert second.content(second.unit("list", (), lambda: listed(second, fewer))[0]) == b"Eins"


def listing(store: Store, deals: Noted[str, str], ledger: Ledger) -> Memo:
    memo = Memo(store, ledger, "base", lambda read: repr(deals.found.get(str(read[1]))))
    memo.speak({("title", "de"): deals.__getitem__})
    return memo


def listed(memo: Memo, deals: Noted[str, str]) -> Iterator[Artifact]:
    yield Artifact("list", ", ".join(memo.row("title", "de", name) for name in deals).encode())
