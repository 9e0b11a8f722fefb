"""An id is checked because its type says what it names, and for no other reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, get_args, get_origin

import pytest
from pydantic import Field

from generator.content import load, references
from generator.content.records import Deal
from generator.content.records.base import Id, Key, Record
from generator.content.records.names import Names, OrganisationId, OrganisationIds, Role
from generator.content.references import links
from tests import builders

DEAL = "kind: stake\nsubject: beispiel-labs\nsrc: blatt-januar\n"
OWN = {
    ("Expectation", "id"): "what entries of one event share",
    ("Claim", "id"): "the claim's own name",
    ("MoneyClaim", "id"): "the claim's own name",
    ("ShareClaim", "id"): "the claim's own name",
    ("PowerClaim", "id"): "the claim's own name",
    ("Figure", "use"): "a claim of this very figure: rules.claims.chosen_claim_exists",
    ("Amount", "use"): "the same",
    ("Stake", "use"): "the same",
    ("Capacity", "use"): "the same",
    ("Claim", "what"): "a key of this very deal's parts: rules.claims.parts_are_named",
    ("MoneyClaim", "what"): "the same",
    ("ShareClaim", "what"): "the same",
    ("PowerClaim", "what"): "the same",
    ("Deal", "parts"): "the parts' own names",
    ("Subtotal", "id"): "its own name",
    ("DisputeClaim", "id"): "its own name",
    ("Section", "id"): "its own name",
    ("Forecast", "id"): "its own name",
    ("Forecast", "conditional_on"): "a forecast of any issue",
    ("Publication", "languages"): "languages: rules.publication.languages_have_words",
    ("Newsletter", "lists"): "a topic or a kind of mail: rules.publication.lists_are_known",
    **{("Vocabulary", group): "the words' own names" for group in ("organisation", "publisher", "source", "deal")},
    **{("Vocabulary", group): "the words' own names" for group in ("role", "condition", "event")},
    **{("Snapshot", field): "written by freeze" for field in ("issue", "titles", "deals", "sources", "forecasts")},
    ("FrozenClaim", "src"): "written by freeze",
}
"""The ids and keys that name nothing in another file, and why."""


class Financing(Record):
    """Something that a record may hold tomorrow."""

    arranger: OrganisationId
    """An id inside a record inside a record."""
    lenders: OrganisationIds = ()
    """Several ids, or one."""
    shares: dict[OrganisationId, str] = Field(default_factory=dict)
    """Ids as keys."""
    as_what: Role | None = None
    """A word of the vocabulary."""


class DealOfTomorrow(Deal):
    """A deal with fields that no module has heard of."""

    closing_agent: OrganisationId | None = None
    """Who holds the money until the closing."""
    financing: tuple[Financing, ...] = ()
    """How it is paid."""


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deals have the fields of `DealOfTomorrow`, and nothing else was changed for them."""
    folders = tuple(replace(one, shape=DealOfTomorrow) if one.shape is Deal else one for one in load._KINDS)
    monkeypatch.setattr(load, "_KINDS", folders)


@pytest.mark.usefixtures("tomorrow")
@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("closing_agent: niemand", "4:16 there is no organisation 'niemand'"),
        ("closing_agent: blatt-januar", "4:16 there is no organisation 'blatt-januar'"),
        ("financing: [{arranger: niemand}]", "4:24 there is no organisation 'niemand'"),
        ("financing: [{arranger: beispiel-labs, lenders: keiner}]", "4:48 there is no organisation 'keiner'"),
        ("financing: [{arranger: beispiel-labs, lenders: [keiner]}]", "4:49 there is no organisation 'keiner'"),
        ("financing: [{arranger: beispiel-labs, shares: {wer: halb}}]", "4:53 there is no organisation 'wer'"),
        ("financing: [{arranger: beispiel-labs, as_what: bote}]", "4:48 there is no role 'bote'"),
        ("closing_agent: erfunden-ventures", None),
        ("financing: [{arranger: beispiel-labs, as_what: lead}]", None),
    ],
)
def test_a_field_that_is_added_tomorrow_is_checked(tmp_path: Path, field: str, told: str | None) -> None:
    content = builders.publication(tmp_path, **{"deals/x.yml": f"{DEAL}{field}\n"})
    _, problems = load.load(content, kinds=builders.KINDS)
    found = [f"{p.at.line}:{p.at.column} {p.message}" for p in problems if p.severity == "error"]
    assert found == ([told] if told else [])


def test_every_way_leads_to_its_id_in_the_file(tmp_path: Path) -> None:
    """The names of the code, such as `in_`, are no way in a file."""
    text = DEAL + "participants:\n  - {org: erfunden-ventures, in: niemand, src: blatt-januar}\n"
    _, problems = load.load(builders.publication(tmp_path, **{"deals/x.yml": text}), kinds=builders.KINDS)
    assert [(p.at.line, p.at.column) for p in problems if p.severity == "error"] == [(5, 34)]


def test_an_id_that_names_something_has_a_type_that_says_what() -> None:
    """Whoever writes `Id` or `Key` for a field that names a file or a word of the vocabulary is reminded here."""
    found = set()
    for model in _models(Record):
        if model.__module__.startswith("generator."):
            for name, _, shape in references._fields(model):
                if _is_bare_id(shape):
                    found.add((model.__name__, name))
    assert found == set(OWN)


def test_one_walk_finds_single_ids_lists_and_records_in_records() -> None:
    deal = Deal.model_validate(
        {
            "kind": "stake",
            "subject": "a",
            "amount": {"claims": [{"value": "1mn EUR", "src": "b", "via": ["c"]}]},
            "participants": [{"org": "d", "in": "e", "tranches": [{"amount": {"claims": [{"value": "1mn EUR"}]}}]}],
            "subtotals": [{"id": "own", "of": ["f"], "amount": {"claims": [{"value": "1mn EUR"}]}}],
        }
    )
    assert {(link.way, link.names.kind, link.id) for link in links(deal)} == {
        (("kind",), "deal kind", "stake"),
        (("subject",), "organisation", "a"),
        (("amount", "claims", 0, "src", 0), "source", "b"),
        (("amount", "claims", 0, "via", 0), "publisher or organisation", "c"),
        (("participants", 0, "org"), "organisation", "d"),
        (("participants", 0, "role"), "role", "investor"),
        (("participants", 0, "in"), "organisation", "e"),
        (("subtotals", 0, "of", 0), "organisation", "f"),
    }


def _models(model: type[Record]) -> list[type[Record]]:
    return [model, *(found for sub in model.__subclasses__() for found in _models(sub))]


def _is_bare_id(shape: object) -> bool:
    """Whether somewhere in a type there is an `Id` or a `Key` that does not say what it names."""
    readers = {get_args(Id)[1], get_args(Key)[1]}
    if get_origin(shape) is Annotated:
        inner, *notes = get_args(shape)
        if readers & set(notes):
            return not any(isinstance(note, Names) for note in notes)
        return _is_bare_id(inner)
    return any(_is_bare_id(part) for part in get_args(shape))
