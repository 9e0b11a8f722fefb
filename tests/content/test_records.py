"""Every record says what it holds: each field in a line, and each list of words in one place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from generator.content.records.base import Record, described
from generator.content.records.figure import SCOPES, Scope
from generator.content.records.issue import Issue, SponsorSlot
from generator.content.records.written import Written

GUIDE = (Path(__file__).parents[2] / "content" / "README.md").read_text("utf-8")


def models(model: type[Record] = Record) -> list[type[Record]]:
    """Every record of the generator."""
    own = [model] if model is not Record and model.__module__.startswith("generator.") else []
    return [*own, *(found for sub in model.__subclasses__() for found in models(sub))]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_says_what_it_means(model: type[Record]) -> None:
    assert set(described(model)) == set(model.model_fields)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_record_says_what_it_is(model: type[Record]) -> None:
    assert "__doc__" in vars(model)
    assert model.__doc__ and model.__doc__ != Record.__doc__


def test_the_table_of_scopes_has_every_scope_in_order() -> None:
    assert tuple(SCOPES) == get_args(Scope)


def test_the_guide_lists_the_scopes_and_which_of_them_say_of_what() -> None:
    row = re.search(r"(?m)^\| `scope` \| (.*) \|$", GUIDE)
    assert row and re.findall(r"`([a-z]+)`", row[1]) == list(SCOPES)
    row = re.search(r"(?m)^\| `what` \| .*needed for (.*) \|$", GUIDE)
    assert row and re.findall(r"`([a-z]+)`", row[1]) == [scope for scope, use in SCOPES.items() if use.of_what]


def test_descriptions_are_what_a_json_schema_says_too() -> None:
    assert SponsorSlot.model_json_schema()["properties"]["until"]["description"].startswith("The last day")
    assert described(Issue)["ai_use"] == described(Written)["ai_use"]
