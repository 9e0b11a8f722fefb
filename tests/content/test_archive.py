"""An archive is values alone: it can be put away and comes back the same."""

from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import date

import pytest

from generator.analysis.knowledge import know
from generator.content.archive import Archive
from generator.content.load import load
from tests.builders import KINDS
from tests.publications import GOLDEN, REAL


@pytest.fixture(scope="module", params=[GOLDEN, REAL], ids=["golden", "real"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found, problems = load(request.param, kinds=KINDS)
    assert found is not None, problems
    return found


def test_an_archive_comes_back_from_pickle_the_same(archive: Archive) -> None:
    again = pickle.loads(pickle.dumps(archive))
    for one in fields(Archive):
        assert getattr(again, one.name) == getattr(archive, one.name), one.name


def test_an_archive_that_came_back_knows_the_same(archive: Archive) -> None:
    day, again = date(2026, 12, 31), pickle.loads(pickle.dumps(archive))
    assert know(again, day, undated=True).deals == know(archive, day, undated=True).deals


def test_prose_knows_the_place_of_every_character(archive: Archive) -> None:
    again = pickle.loads(pickle.dumps(archive.prose))
    for key, prose in archive.prose.items():
        for offset in (0, len(prose.text) // 2, len(prose.text)):
            before = prose.text[:offset]
            at = again[key].place(offset)
            assert at.line == before.count("\n") + 1
            assert at.column == offset - (before.rfind("\n") + 1) + 1
