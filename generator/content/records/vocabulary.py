"""The words for kinds and roles as data, so that another field of business needs no code."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from generator.content.records.base import Key, Record, Truth, Words

Group = Literal["organisation", "publisher", "source", "deal", "role", "condition", "event"]
GROUPS: tuple[Group, ...] = ("organisation", "publisher", "source", "deal", "role", "condition", "event")


class Term(Record):
    """One word: what readers see per language, and what it means for the flow of money."""

    words: Words = Words({})
    """What readers see, per language: {de: Lieferant, en: supplier}."""
    pays: Truth = False
    """Of a role: whether who has it pays."""
    receives: Truth = False
    """Of a role: whether who has it is paid."""
    moves: Literal["equity", "secondary", "debt", "purchase", "grant"] | None = None
    """What the money is for in a deal of this kind, or for this role; None if no money moves."""


def _flat(value: Any) -> Any:
    """Languages stand beside the meanings in the file: `{de: …, en: …, moves: equity}`."""
    if not isinstance(value, dict):
        return value
    languages = {key: text for key, text in value.items() if len(key) == 2}
    return {"words": languages, **{key: text for key, text in value.items() if key not in languages}}


Terms = dict[Key, Annotated[Term, BeforeValidator(_flat)]]


class Vocabulary(Record):
    """The words for kinds and roles, in groups, each by its id such as "ai_lab"."""

    organisation: Terms = Field(default_factory=dict)
    """Kinds of organisations."""
    publisher: Terms = Field(default_factory=dict)
    """Kinds of publishers."""
    source: Terms = Field(default_factory=dict)
    """Kinds of sources."""
    deal: Terms = Field(default_factory=dict)
    """Kinds of deals."""
    role: Terms = Field(default_factory=dict)
    """What an organisation can be in a deal."""
    condition: Terms = Field(default_factory=dict)
    """Kinds of conditions."""
    event: Terms = Field(default_factory=dict)
    """What can be expected of a deal."""

    def group(self, name: Group) -> dict[str, Term]:
        """The terms of one group by id."""
        terms: dict[str, Term] = getattr(self, name)
        return terms

    def word(self, group: Group, term: str, language: str) -> str:
        """What readers see; the id itself, without underscores, where nobody gave a word."""
        found = self.group(group).get(term)
        return (found and found.words.get(language)) or term.replace("_", " ")

    def extended(self, other: Vocabulary) -> Vocabulary:
        """Both vocabularies; the other's terms win."""
        return self.model_copy(update={name: {**self.group(name), **other.group(name)} for name in GROUPS})
