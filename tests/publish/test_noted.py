"""Nothing that a page reads escapes notice: its maps note, and what it is made with beside them is told by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import fields
from functools import partial
from typing import Any

import pytest

from generator.analysis.knowledge import Knowledge
from generator.content.indexes import indexes_of
from generator.mail.digests import Period
from generator.outputs import OUTPUTS
from generator.publish.digests import Digests
from generator.rules import Facts
from generator.text.once import Once
from generator.text.reads import EVERY, Made, Noted, NotedSet, reading
from generator.views.edition import Edition, Unit
from tests.publications import GOLDEN, make
from tests.publications import Made as Publication

SEEN = {
    "Archive.digests": "what the digests of reads are taken from; pages do not read it",
    "Edition.locales": "words, whose digest is in the base of every build",
    "Edition.others": "the sets of addresses of other languages, each of which notes for itself",
    "Facts.catalogues": "words, whose digest is in the base of every check",
    "Facts.providers": "part of the program, whose digest is in the base",
}
"""Maps that do not note, each with the reason why nothing is hidden."""


@pytest.fixture(scope="module")
def golden() -> Publication:
    """The small publication, made here: one that another worker made comes without its makers."""
    return make(GOLDEN)


@pytest.fixture(scope="module")
def holders(golden: Publication) -> list[Any]:
    """Every value that holds maps of the content."""
    checked = golden.checked
    every = list(golden.editions.values())
    facts = Facts(checked.archive, checked.today, checked.then, checked.catalogues, {})
    return [checked.archive, indexes_of(checked.archive), *every, checked.today, checked.today.books, facts]


def test_every_map_notes_or_says_why_it_need_not(holders: list[Any]) -> None:
    silent = {
        f"{type(holder).__name__}.{one.name}"
        for holder in holders
        for one in fields(holder)
        if isinstance(found := getattr(holder, one.name), (Mapping, Set, list))
        and not isinstance(found, (Noted, NotedSet, Made, Once))
    }
    assert silent == set(SEEN)


def test_every_read_has_a_digest(golden: Publication, holders: list[Any]) -> None:
    """A map that notes under a name that nobody knows would end the next build."""
    digests = Digests(golden.checked.archive, list(golden.editions.values()), golden.checked.then)
    for holder in holders:
        for one in fields(holder):
            found = getattr(holder, one.name)
            if isinstance(found, (Noted, NotedSet)):
                assert digests((found.name, EVERY)), found.name
                assert digests((found.name, "absent")) != digests((found.name, EVERY))


def captured(made_with: object) -> Iterator[object]:
    """The values that a function brings along, whatever it is called with."""
    if isinstance(made_with, partial):
        yield from (value for part in (made_with.func, *made_with.args) for value in captured(part))
    elif callable(made_with) and not isinstance(made_with, type):
        enclosed = (cell.cell_contents for cell in getattr(made_with, "__closure__", None) or ())
        for value in (*enclosed, *(getattr(made_with, "__defaults__", None) or ())):
            # What a function of ours brings along may be a function again.
            yield from captured(value) if value is not made_with else ()
    else:
        yield made_with


def strange(unit: Unit) -> list[object]:
    """What a unit is made with that neither its key says nor the plain values that it is compared by."""

    def is_told(value: object) -> bool:
        if isinstance(value, (Edition, Knowledge)) or value is None or value == unit.given or value in unit.given:
            return True
        if isinstance(value, Period):
            return value.id == unit.key  # all of a period follows from its name
        return isinstance(value, str) and value.strip("/") in unit.key

    return [value for value in captured(unit.make) if not is_told(value)]


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: str(output.__name__))
def test_a_unit_is_made_of_what_it_reads_and_of_what_it_tells(
    output: Callable[[Edition], Iterator[Unit]], golden: Publication
) -> None:
    """An amount that is found before the unit is made, and brought along, would stay as it was for ever."""
    for edition in golden.editions.values():
        found = {unit.key: odd for unit in output(edition) if (odd := strange(unit))}
        assert found == {}


def test_a_value_that_a_unit_brings_along_is_seen() -> None:
    amount = 45
    for maker in (
        lambda: amount,
        lambda amount=amount: amount,
        partial(print, amount),
        partial(partial(print, amount)),
    ):
        assert strange(Unit("deals/nordlicht", maker)) == [45]  # type: ignore[arg-type]
    assert strange(Unit("deals/nordlicht", partial(print, amount, "nordlicht"), (amount,))) == []  # type: ignore[arg-type]


def test_what_an_index_is_made_of_is_not_read_by_who_takes_an_entry(golden: Publication) -> None:
    with reading() as reads:
        indexes_of(golden.checked.archive).deals.get("nordlicht")
    assert reads == {("index/deals", "nordlicht")}
