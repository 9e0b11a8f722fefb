"""The words for kinds and roles as data, so that another field of business needs no code."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from babel.core import Locale as Cldr
from pydantic import BeforeValidator, Field

from generator.content.records.base import Key, Record, Truth, Words
from generator.text.catalogue import Kinds

Group = Literal["organisation", "publisher", "source", "deal", "role", "condition", "event"]
GROUPS: tuple[Group, ...] = ("organisation", "publisher", "source", "deal", "role", "condition", "event")


LANGUAGES = frozenset(Cldr("en").languages)
"""Every code of a language that CLDR has a name for: what an editor may write beside a term's meanings."""


class Term(Record):
    """One word: what readers see per language, and what it means for the flow of money."""

    words: Words = Words({})
    """What readers see, by language: `{de: Finanzierungsrunde, en: funding round}`."""

    pays: Truth = False
    """Of a role: whether whoever has it gives money, as an investor and a customer do."""

    receives: Truth = False
    """Of a role: whether whoever has it gets money, as a supplier and a borrower do."""

    moves: Literal["equity", "secondary", "debt", "purchase", "grant"] | None = None
    """Of a role or a kind of deal: what the money is for; None if none flows. The role comes first."""

    def extended(self, other: Term) -> Term:
        """This term with each field that `other` says in place of its own; words are replaced per language."""
        said = {name: getattr(other, name) for name in other.model_fields_set}
        return self.model_copy(update={**said, "words": Words({**self.words.root, **other.words.root})})


def _flat(value: Any) -> Any:
    """Languages stand beside the meanings in the file: `{de: …, en: …, moves: equity}`."""
    if not isinstance(value, dict):
        return value
    languages = {key: text for key, text in value.items() if key in LANGUAGES}
    return {"words": languages, **{key: text for key, text in value.items() if key not in languages}}


Terms = dict[Key, Annotated[Term, BeforeValidator(_flat)]]


class Vocabulary(Record):
    """The terms by id, in groups by where an editor writes them."""

    organisation: Terms = Field(default_factory=dict)
    """`kind` of an organisation, such as `ai_lab`."""

    publisher: Terms = Field(default_factory=dict)
    """`kind` of a publisher, such as `newspaper`."""

    source: Terms = Field(default_factory=dict)
    """`kind` of a source, such as `filing`."""

    deal: Terms = Field(default_factory=dict)
    """`kind` of a deal, such as `funding_round`."""

    role: Terms = Field(default_factory=dict)
    """`role` of a participant in a deal, such as `lender`."""

    condition: Terms = Field(default_factory=dict)
    """`kind` of a deal's condition, such as `regulatory`."""

    event: Terms = Field(default_factory=dict)
    """`event` that is expected of a deal, such as `close`."""

    def group(self, name: Group) -> dict[str, Term]:
        """The terms of one group by id."""
        terms: dict[str, Term] = getattr(self, name)
        return terms

    def word(self, group: Group, term: str, language: str) -> str:
        """What readers see; the id itself, without underscores, where nobody gave a word."""
        found = self.group(group).get(term)
        return (found and found.words.get(language)) or term.replace("_", " ")

    def worded(self, language: str, words: Kinds) -> Vocabulary:
        """The same terms with one language's words for them."""
        terms = {group: {name: {language: word} for name, word in found.items()} for group, found in words.items()}
        return self.extended(Vocabulary.model_validate(terms))

    def extended(self, other: Vocabulary) -> Vocabulary:
        """The terms of both; of a term that both have, what the other says of it wins, field by field.

        So a publication that adds a word in its language to `funding_round` still has rounds that move equity.
        """
        return self.model_copy(update={name: _joined(self.group(name), other.group(name)) for name in GROUPS})


def _joined(terms: dict[str, Term], others: dict[str, Term]) -> dict[str, Term]:
    """Both groups; the first one's terms keep their order, new ones follow."""
    extended = {name: terms[name].extended(term) if name in terms else term for name, term in others.items()}
    return {**terms, **extended}
