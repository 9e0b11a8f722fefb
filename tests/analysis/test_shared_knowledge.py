"""What is known of a deal is found once for all dates between two of its changes, and reads nothing but its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from statistics import median

import pytest

from generator.analysis import known
from generator.content.archive import Archive
from generator.content.load import load
from generator.outputs.pages import pages
from generator.text.reads import EVERY, Read, reading
from generator.views.edition import Edition
from tests.builders import KINDS
from tests.publications import GOLDEN, STORY, make


@pytest.fixture(scope="module", params=[GOLDEN, STORY], ids=["golden", "story"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found, problems = load(request.param, kinds=KINDS)
    assert found is not None, problems
    return found


def days_of(archive: Archive) -> Iterator[date]:
    """Every day on which something in the archive happened or appeared, the days before and after, and some between."""
    told = {day for name in archive.deals for day in known._own_days(archive, name)}
    told |= {source.day for source in archive.sources.values() if source.day}
    for day in told:
        yield from (day - timedelta(days=1), day, day + timedelta(days=1), day + timedelta(days=17))
    yield from (date.min, date.max)


@pytest.mark.parametrize("undated", [True, False])
def test_a_date_between_two_changes_knows_what_it_would_know_by_itself(archive: Archive, undated: bool) -> None:
    for day in sorted(set(days_of(archive))):
        shared = known.know(archive, day, undated=undated)
        for name in archive.deals:
            assert shared[name] == known._find(archive, day, undated, name), (name, day)


def test_a_deal_is_found_once_between_two_changes(archive: Archive) -> None:
    name, last = next((name, days[-1]) for name in archive.deals if (days := known._days(archive, name)))
    one, other = (known.know(archive, last + timedelta(days=n), undated=True)[name] for n in (1, 100))
    assert one.as_of != other.as_of
    assert one.figures is other.figures and one.participants is other.participants


def reads_by_unit(edition: Edition) -> dict[str, set[Read]]:
    """What each page read, by its name."""
    found = {}
    for unit in pages(edition):
        with reading() as reads:
            list(unit.make())
        found[unit.key] = set(reads)
    return found


@pytest.fixture(scope="module")
def page_reads() -> dict[str, set[Read]]:
    return reads_by_unit(make(STORY).editions["de"])


@pytest.mark.parametrize("kind", ["deals", "organisations"])
def test_no_page_of_one_thing_walks_the_archive(page_reads: dict[str, set[Read]], kind: str) -> None:
    """An edit of one deal makes anew what shows something of it, and nothing that has merely walked past it."""
    own = {key: reads for key, reads in page_reads.items() if key.startswith(f"{kind}/")}
    assert len(own) > 5
    walked = {(key, name) for key, reads in own.items() for name, what in reads if what == EVERY}
    assert not walked


@pytest.mark.parametrize(("kind", "share"), [("deals", 4), ("organisations", 2)])
def test_a_page_of_one_thing_reads_few_deals(page_reads: dict[str, set[Read]], kind: str, share: int) -> None:
    """In a story about one round many belong together, and whoever is in the round shows what belongs to it."""
    every = len({what for reads in page_reads.values() for name, what in reads if name == "deals"})
    counts = [
        sum(name == "deals" for name, _ in reads) for key, reads in page_reads.items() if key.startswith(f"{kind}/")
    ]
    assert median(counts) <= every / share


def test_whoever_takes_a_known_deal_has_read_its_sources(archive: Archive) -> None:
    name, deal = next((name, deal) for name, deal in archive.deals.items() if any(deal.figures()))
    first = partial(known.know, archive, date.max, undated=True)
    read = []
    for _ in range(2):
        with reading() as reads:
            assert first()[name].figures
        read.append(set(reads))
    assert read[0] == read[1]
    wanted = {source for place in deal.figures() for claim in place.record.claims for source in claim.src or deal.src}
    assert {("sources", source) for source in wanted} <= read[0]
