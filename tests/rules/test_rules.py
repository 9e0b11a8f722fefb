"""Rules say their sentence and their codes, and nobody tells a code that no list has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import rules
from generator.rules.rule import Rule
from generator.text import problems

GENERATOR = Path(rules.__file__).parents[1]
PLACE_OF_CODE = {"Problem": 1, "refuse": 0, "add": 1}
"""Calls that take a code, and which of their arguments it is."""


def codes_in(path: Path) -> Iterator[str]:
    """Every code that a module tells and writes out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            place = PLACE_OF_CODE.get(ast.unparse(node.func).split(".")[-1])
            given = node.args[place] if place is not None and place < len(node.args) else None
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.check.__name__)
def test_a_rule_has_a_sentence_and_a_code(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert rule.codes


def test_formats_and_records_tell_codes_of_their_list_alone() -> None:
    told = {
        code for room in ("text", "content") for path in (GENERATOR / room).rglob("*.py") for code in codes_in(path)
    }
    assert len(told) > 30, "the calls that take a code have other names now"
    assert told <= problems.CODES


def test_rules_tell_codes_of_their_own_alone() -> None:
    """`rules.check` holds each rule to its own codes as it runs; this holds the ones that no test runs into."""
    told = {code for path in (GENERATOR / "rules").rglob("*.py") for code in codes_in(path)}
    assert told <= rules.CODES
