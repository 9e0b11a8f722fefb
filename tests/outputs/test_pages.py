"""Pages and their templates: each is given what it prints, and says in one line what each of its values means."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from generator.outputs.pages import pages
from generator.text.templating import TemplateFault, Templates
from generator.views.edition import Edition, every_file
from tests.publications import ROOT, Made

SHARED = {"t", "locale", "block", "anchor", "title", "description"}
"""Values that every page's template is given."""
ROOMS = ("outputs", "charts", "views/tables")


class Recorded(Templates):
    """Templates that remember which values each page's template was given."""

    given: dict[str, set[str]]

    def render(self, name: str, values: Mapping[str, object]) -> str:
        if name.endswith(".md.j2"):
            self.given.setdefault(name, set()).update(set(values) - SHARED)
        return super().render(name, values)


def names_in(templates: Templates, name: str) -> set[str]:
    """The values that a template reads by name, with those of the sections that it includes by their kind."""
    parsed = Environment().parse(templates.text(name))
    found = set(meta.find_undeclared_variables(parsed))
    if None in meta.find_referenced_templates(parsed):
        for path in sorted((templates.folder / "site" / "sections").glob("*.md.j2")):
            found |= names_in(templates, f"site/sections/{path.name}")
    return found


def test_a_template_reads_every_value_that_it_is_given(golden: Made) -> None:
    templates = Recorded(golden.place.templates)
    object.__setattr__(templates, "given", {})
    for edition in golden.editions.values():
        assert list(every_file(pages(replace(edition, templates=templates))))
    read: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for name, given in templates.given.items():
        read[frozenset(given)] |= names_in(templates, name)
    assert {given - found for given, found in read.items()} == {frozenset()}


def test_a_value_that_a_template_misspells_is_a_fault_with_its_line(golden: Made, tmp_path: Path) -> None:
    (edition, *_) = golden.editions.values()
    folder = tmp_path / "templates"
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "home.md.j2").write_text("# {{ title }}\n{{ lead.titel }}\n", encoding="utf-8")
    broken: Edition = replace(edition, templates=Templates(folder))
    with pytest.raises(TemplateFault, match=r"home\.md\.j2:2: .*titel"):
        list(every_file(pages(broken)))


def fields_without_a_line(module: ast.Module) -> list[str]:
    """The fields of dataclasses that no text stands below."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(mark) for mark in node.decorator_list):
            for field, below in zip(node.body, [*node.body[1:], None], strict=True):
                told = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
                if isinstance(field, ast.AnnAssign) and "ClassVar" not in ast.unparse(field.annotation) and not told:
                    found.append(f"{node.name}.{ast.unparse(field.target)}")
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_every_field_of_a_value_says_what_it_means(room: str) -> None:
    modules = sorted((ROOT / "generator" / room).rglob("*.py"))
    assert modules
    missing = {
        path.name: found for path in modules if (found := fields_without_a_line(ast.parse(path.read_text("utf-8"))))
    }
    assert missing == {}


def test_a_field_without_a_line_is_found() -> None:
    text = '@dataclass(frozen=True)\nclass A:\n    """It."""\n    b: int\n    """Told."""\n    c: str\n'
    assert fields_without_a_line(ast.parse(text)) == ["A.c"]
