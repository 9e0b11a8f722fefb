"""The languages that the generator speaks: a folder each in `templates/locale/`, which this module reads.

A language is its folder and its code in `languages:` of publication.yml; nothing in the code knows its name.
`words.yml` holds the words of the interface, `vocabulary.yml` the words for kinds and roles, `forms.yml` how numbers,
amounts and texts are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.text import forms, yamltree
from generator.text.forms import Forms
from generator.text.templating import TemplateFault
from generator.text.yamltree import Fields, Scalar

Kinds = Mapping[str, Mapping[str, str]]
"""Words for kinds and roles: by group, then by id. `{"deal": {"funding_round": "Finanzierungsrunde"}}`."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One language as its folder has it."""

    folder: Path
    """Where it lies; the folder's name is the language's code, "de"."""

    forms: Forms
    """How it writes numbers, amounts and texts."""

    kinds: Kinds
    """What readers see for the kinds and roles that every publication may use."""

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of the interface by key, read when a page first needs them. Raises TemplateFault, OSError."""
        return _texts(_root(self.folder / "words.yml"))


def read(templates: Path) -> dict[str, Catalogue]:
    """Every language by its code, in alphabetical order. Raises TemplateFault with the place of a mistake, OSError."""
    folders = sorted(path for path in (templates / "locale").iterdir() if (path / "words.yml").is_file())
    return {folder.name: _catalogue(folder) for folder in folders}


def _catalogue(folder: Path) -> Catalogue:
    file = folder / "forms.yml"
    groups = _root(folder / "vocabulary.yml").fields
    kinds = {name: _texts(group) for name, group in groups.items() if isinstance(group, Fields)}
    return Catalogue(folder=folder, forms=forms.read(str(file), _root(file)), kinds=kinds)


def _root(path: Path) -> Fields:
    document, problems = yamltree.parse(str(path), path.read_bytes())
    if problems:
        raise TemplateFault(str(problems[0]))
    return document.root


def _texts(fields: Fields) -> dict[str, str]:
    return {key: node.text or "" for key, node in fields.fields.items() if isinstance(node, Scalar)}
