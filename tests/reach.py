"""What a test's code leads to: the names that it uses, and those that the tests' own functions use which it calls."""

from __future__ import annotations

import types
from typing import Any

import pytest


def names(item: pytest.Item) -> frozenset[str]:
    """The names of functions, modules and methods that a test and the fixtures of its own module reach."""
    made = getattr(item, "_fixtureinfo", None)
    fixtures = [one.func for found in made.name2fixturedefs.values() for one in found] if made else []
    seen: dict[types.FunctionType, None] = {}
    for function in (getattr(item, "function", None), *fixtures):
        if getattr(function, "__module__", "") != "tests.conftest":
            _follow(function, seen)
    return frozenset(name for function in seen for name in _used(function.__code__))


def _follow(function: Any, seen: dict[types.FunctionType, None]) -> None:
    """Adds a function of the tests and all that it calls by name."""
    given = getattr(function, "hypothesis", None)
    function = given.inner_test if given else function
    if not isinstance(function, types.FunctionType) or function in seen or not function.__module__.startswith("tests."):
        return
    seen[function] = None
    for name in _used(function.__code__):
        _follow(function.__globals__.get(name), seen)


def _used(code: types.CodeType) -> set[str]:
    inner = (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return set(code.co_names).union(*(_used(part) for part in inner))
