"""Organisations that were probably written down twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.content.records.organisation import Organisation
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts

LEGAL_FORMS = frozenset(
    "ab ag asa as bv co company corp corporation gmbh holding holdings inc incorporated kg kgaa limited llc llp lp "
    "ltd nv oy oyj pbc plc pte sa sarl sas se spa srl ug".split()
)


ORDINARY = frozenset("ai ki ia labs lab technologies technology tech systems group com io hq".split())
"""Words that a name has in one report and lacks in another: "Mistral AI" is "Mistral"."""


REGISTERS = ("lei", "wikidata", "cik")
"""Registers that give an organisation a number of its own."""
Block = tuple[str, str]
"""What two organisations can have in common, and how it reads: ("name", "mistral")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two organisations, in the order of their ids."""

    first: str
    """The earlier id."""
    one: Organisation
    """Its record."""
    second: str
    """The later id, at which it is told."""
    other: Organisation
    """Its record."""


def check(row: Pair) -> Iterator[Finding]:
    """An organisation has one record: the same name but for legal form, case or a word such as "AI", domain or register
    number is one.

    A domain, and a name that differs by a word, count only among organisations of one kind, and not between parent and
    child; different numbers in a register prove that two are two, and so do different domains where names differ.
    """
    shared = _shared(row)
    if shared:
        what, value = shared
        yield Finding(
            record=f"organisations/{row.second}",
            about=row.first,
            message=f"'{row.second}' may be '{row.first}': the {what} '{value}' is the same",
            hint="keep one, with the other name under aliases",
        )


def plain_name(name: str) -> str:
    """A name without case, accents, signs and legal form.

    >>> plain_name("Beispiel-Labs GmbH & Co. KG") == plain_name("beispiel labs")
    True
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(
        r"\w+", re.sub(r"(?<=\w)\.(?=\w)", "", "".join(c for c in letters if not unicodedata.combining(c)))
    )
    return "".join(word for word in words if word not in LEGAL_FORMS) or "".join(words)


def _shared(row: Pair) -> tuple[str, str] | None:
    """What the two have in common, "name" or "lei", and how it reads; None if they are two."""
    a, b = row.one, row.other
    numbers = [(getattr(a.ids, key, None), getattr(b.ids, key, None), key) for key in REGISTERS]
    same = next(((key, x) for x, y, key in numbers if x and x == y), None)
    if same:
        return same
    if any(x and y for x, y, _ in numbers):
        return None
    names = _names(a) & _names(b)
    if names:
        return "name", min(names)
    if a.kind != b.kind or _are_kin(row):
        return None
    domains = {_domain(site) for site in (a.website, b.website) if site}
    if a.website and b.website:
        return ("domain", domains.pop()) if len(domains) == 1 else None
    longer = [(_names(one), set().union(*map(_shortened, _written(other)))) for one, other in ((a, b), (b, a))]
    short = {name for names, shortened in longer for name in names & shortened}
    return ("name but for an ordinary word", min(short)) if short else None


def _are_kin(row: Pair) -> bool:
    """Whether one belongs to the other, or both to a third."""
    a, b = row.one, row.other
    return row.first == b.parent or row.second == a.parent or (a.parent is not None and a.parent == b.parent)


def _shortened(name: str) -> set[str]:
    """A name without the ordinary words at its end, one by one.

    >>> sorted(_shortened("Mistral AI Labs")), _shortened("The Lab")
    (['mistral', 'mistralai'], set())
    """
    words = re.findall(r"\w+", name.casefold().removeprefix("the "))
    found = set()
    while len(words) > 1 and words[-1] in ORDINARY:
        words = words[:-1]
        found.add(plain_name(" ".join(words)))
    return found


def _names(organisation: Organisation) -> set[str]:
    return {plain_name(name) for name in _written(organisation)}


def _written(organisation: Organisation) -> list[str]:
    names = [*organisation.name.root.values(), *organisation.aliases, organisation.legal_name or ""]
    return [name for name in names if name]


def _rows(facts: Facts, name: str) -> Iterator[Pair]:
    """The organisation with each earlier one by id that shares a block; nothing else can have anything in common."""
    blocks = facts.once(_blocks, "organisations", name)
    organisations = facts.archive.organisations
    for first in sorted({other for key in blocks for other in facts.index(_by_block).get(key, ()) if other < name}):
        yield Pair(first=first, one=organisations[first], second=name, other=organisations[name])


def _by_block(facts: Facts) -> Iterator[tuple[Block, str]]:
    """The organisations of each block."""
    for name in facts.archive.organisations:
        for block in facts.once(_blocks, "organisations", name):
            yield block, name


def _blocks(facts: Facts, name: str) -> frozenset[Block]:
    """All by which an organisation can be found to be another one: numbers in registers, domain, and names, whole and
    without their ordinary words."""
    organisation = facts.archive.organisations[name]
    names = {*_names(organisation), *(short for name in _written(organisation) for short in _shortened(name))}
    numbers = ((key, getattr(organisation.ids, key, None)) for key in REGISTERS)
    return frozenset(
        [
            *(("name", name) for name in names),
            *((key, number) for key, number in numbers if number),
            *([("domain", _domain(organisation.website))] if organisation.website else []),
        ]
    )


def _domain(website: str) -> str:
    return urlsplit(website).netloc.lower().removeprefix("www.")


LABS = "name: Labs\nkind: ai_lab\nreporting_currency: USD\nwebsite: https://labs.example\nids: {lei: ABC}\n"


def _two(fields: str, labs: str = LABS) -> dict[str, str]:
    return {"organisations/labs.yml": labs, "organisations/second.yml": fields}


DETECTOR = Detector(
    code="near-duplicate",
    each="organisations",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "the same name in capitals and with a legal form",
            files=_two("name: LABS GmbH\nkind: investor\n"),
            told=("name: LABS GmbH",),
            says="under aliases",
        ),
        Example(
            "an alias that is the other's name",
            files=_two("name: Anders\naliases: [labs]\nkind: investor\n"),
            told=("name: Anders",),
        ),
        Example(
            "the same domain",
            files=_two("name: Anders\nkind: ai_lab\nwebsite: https://www.labs.example/\n"),
            told=("name: Anders",),
            says="the domain 'labs.example' is the same",
        ),
        Example(
            "the same number in a register",
            files=_two("name: Anders\nkind: investor\nids: {lei: ABC}\n"),
            told=("name: Anders",),
        ),
        Example(
            "the same domain, of another kind of organisation",
            files=_two("name: Anders\nkind: investor\nwebsite: https://labs.example\n"),
        ),
        Example(
            "a child at its parent's domain",
            files=_two("name: Anders\nkind: ai_lab\nwebsite: https://labs.example\nparent: labs\n"),
        ),
        Example(
            "the same name, but another number in the register",
            files=_two("name: Labs\nkind: ai_lab\nids: {lei: XYZ}\n"),
        ),
        Example(
            "an ordinary word more",
            files=_two("name: Nordlicht AI\nkind: ai_lab\n", "name: Nordlicht\nkind: ai_lab\n"),
            told=("name: Nordlicht AI",),
            says="the name but for an ordinary word 'nordlicht' is the same",
        ),
        Example(
            "an ordinary word more, of another kind of organisation",
            files=_two("name: Nordlicht AI\nkind: investor\n", "name: Nordlicht\nkind: ai_lab\n"),
        ),
        Example(
            "an ordinary word more, at another domain",
            files=_two(
                "name: Nordlicht AI\nkind: ai_lab\nwebsite: https://nordlicht.ai\n",
                "name: Nordlicht\nkind: ai_lab\nwebsite: https://nordlicht.example\n",
            ),
        ),
        Example(
            "a child with an ordinary word more",
            files=_two("name: Nordlicht AI\nkind: ai_lab\nparent: labs\n", "name: Nordlicht\nkind: ai_lab\n"),
        ),
        Example("two ordinary words", files=_two("name: Licht AI\nkind: ai_lab\n", "name: Licht Labs\nkind: ai_lab\n")),
        Example("a longer name", files=_two("name: Labs Capital\nkind: ai_lab\n")),
    ),
)
