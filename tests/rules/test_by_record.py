"""Rules decide record by record and read no more than they need; pairs are looked for in blocks, and none is lost."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from generator import rules
from generator.analysis.knowledge import know, know_issue
from generator.content.archive import Archive
from generator.content.load import load
from generator.content.records import Deal, Organisation
from generator.mail import providers
from generator.rules import Facts
from generator.rules.detectors import duplicate_deal, near_duplicate
from generator.text import catalogue, problems
from generator.text.reads import EVERY, Noted, reading
from tests import builders

WORDS = ("Mistral", "AI", "Labs", "GmbH", "Nord", "Licht", "Inc.", "Systems", "Ünion", "Group")
HOSTS = ("a.example", "www.a.example", "b.example", "C.example")
DAY = date(2026, 7, 1)


def facts_of(archive: Archive) -> Facts:
    """The archive as rules look at it."""
    then = {name: know_issue(archive, issue) for name, issue in archive.issues.items()}
    return Facts(
        archive, know(archive, DAY, undated=True), then, catalogue.read(builders.ROOT / "templates"), providers.NEEDS
    )


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """The small publication, with its deal written down twice and a page that passes on another's report."""
    page = "publisher: morgenblatt\nlabel: Laut Morgenblatt\nkind: original\nvia: [beispiel-labs]\n"
    deal = builders.FILES["deals/runde.yml"].replace("2026-01-29", "2026-02-10").replace("januar", "maerz")
    archive, _ = load(
        builders.publication(tmp_path, **{"sources/via.yml": page, "deals/zweite.yml": deal}), kinds=builders.KINDS
    )
    assert archive is not None
    return facts_of(archive)


def organisation(chance: random.Random, others: list[str]) -> Organisation:
    def name() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))

    def maybe(value: Any) -> Any:
        return value if chance.random() < 0.3 else None

    fields = {
        "name": name(),
        "kind": chance.choice(("ai_lab", "investor")),
        "aliases": [name()] if chance.random() < 0.3 else None,
        "legal_name": maybe(name()),
        "website": maybe(f"https://{chance.choice(HOSTS)}/{chance.choice(('', 'x'))}"),
        "parent": maybe(chance.choice(others)) if others else None,
        "ids": maybe({"lei": chance.choice(("A", "B")), "wikidata": chance.choice(("Q1", "Q2"))}),
    }
    return Organisation.model_validate({key: value for key, value in fields.items() if value is not None})


@pytest.mark.parametrize("seed", range(5))
def test_blocks_lose_no_organisation_that_stands_there_twice(facts: Facts, seed: int) -> None:
    chance = random.Random(seed)
    found: dict[str, Organisation] = {}
    for number in chance.sample(range(100), 60):
        found[f"o{number}"] = organisation(chance, [*found])
    many = facts_of(
        replace(facts.archive, organisations=Noted("organisations", {**facts.archive.organisations, **found}))
    )
    pairs = [
        near_duplicate.Pair(first=first, one=one, second=second, other=other)
        for (first, one), (second, other) in combinations(sorted(many.archive.organisations.items()), 2)
    ]
    expected = {finding for pair in pairs for finding in near_duplicate.check(pair)}
    by_block = [one for name in found for one in near_duplicate.DETECTOR.findings(many, name)]
    assert len(expected) > 20
    assert set(by_block) == expected
    assert len(by_block) == len(expected)


@pytest.mark.parametrize("seed", range(5))
def test_blocks_lose_no_deal_that_stands_there_twice(facts: Facts, seed: int) -> None:
    chance = random.Random(seed)
    found: dict[str, Deal] = {}
    for number in chance.sample(range(100), 40):
        steps = [{"to": "announced", "date": f"2026-0{chance.randint(1, 6)}-{chance.randint(1, 28):02}"}]
        amount = {"claims": [{"value": f"{chance.randint(40, 48)}mn EUR", "src": ["blatt-januar"]}]}
        kind = chance.choice(("funding_round", "debt"))
        fields = {"kind": kind, "subject": "beispiel-labs", "src": ["blatt-januar"], "amount": amount, "status": steps}
        found[f"d{number}"] = Deal.model_validate(fields)
    documents = {("deals", name): facts.archive.documents["deals", "runde"] for name in found}
    many = facts_of(
        replace(
            facts.archive,
            deals=Noted("deals", found),
            issues=Noted("issues", {}),
            documents=Noted("documents", {**facts.archive.documents, **documents}),
        )
    )
    deals = sorted(many.today.deals.items())
    alike = [(one, two) for (_, one), (_, two) in combinations(deals, 2) if one.record.kind == two.record.kind]
    pairs = [duplicate_deal.Pair(first=one, second=two) for one, two in alike]
    expected = {finding for pair in pairs for finding in duplicate_deal.check(pair)}
    assert len(expected) > 20
    assert {one for name in found for one in duplicate_deal.DETECTOR.findings(many, name)} == expected


def test_no_record_reads_all_of_a_kind(facts: Facts) -> None:
    """Else it would be checked anew at every edit."""
    for folder, records in facts.archive.folders.items():
        for name in records:
            with reading() as reads:
                rules.of_record(facts, folder, name)
            assert {kind for kind, key in reads if key == EVERY} <= {"prose"}, f"{folder}/{name}"


def test_a_record_reads_of_an_index_its_own_keys(facts: Facts) -> None:
    with reading() as reads:
        rules.of_record(facts, "sources", "blatt-januar")
    own = {key for name, key in reads if name == "generator.rules.facts:deals_naming"}
    assert own == {"blatt-januar"}
    assert facts.named("generator.rules.facts:deals_naming")["blatt-januar"] == ("runde",)


def test_all_records_and_the_rest_are_the_whole_check(facts: Facts) -> None:
    """Each can be kept and taken again."""
    records = ((folder, name) for folder, found in facts.archive.folders.items() for name in found)
    parts = [rules.of_all(facts), *(rules.of_record(facts, folder, name) for folder, name in records)]
    kept = pickle.loads(pickle.dumps(parts))
    told = rules.together(facts, (one for part in kept for one in part))
    assert problems.sort(told) == problems.sort(rules.check(facts))
    assert told
