"""A date is as exact as its source: what is given roughly is kept roughly, sorted, and known from its last day on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.known import know
from generator.content.records.deal import StatusEntry
from generator.publish import pipeline
from generator.text import catalogue, locales
from generator.text.dates import NotADate, PartialDate, parse
from generator.views import timing
from tests import builders
from tests.builders import ROOT
from tests.publications import make

LOCALES = {language: locales.make(language, found) for language, found in catalogue.read(ROOT / "templates").items()}
TOLD = (
    ("2025-10", "Oktober_2025", "October_2025", "octobre_2025"),
    ("about 2025-10", "um Oktober_2025", "about October_2025", "vers octobre_2025"),
    ("about 2025", "um 2025", "about 2025", "vers 2025"),
    ("about 2025-10-30", "um den 30._Oktober 2025", "about 30_October 2025", "vers le 30_octobre 2025"),
    ("2025-10-30/2025-10-31", "30.–31._Oktober 2025", "30–31_October 2025", "30–31_octobre 2025"),
    (
        "2025-10-30/2025-11-12",
        "30._Oktober_– 12._November 2025",
        "30_October_– 12_November 2025",
        "30_octobre_– 12_novembre 2025",
    ),
    (
        "2025-12-30/2026-01-02",
        "30._Dezember 2025_– 2._Januar 2026",
        "30_December 2025_– 2_January 2026",
        "30_décembre 2025_– 2_janvier 2026",
    ),
    ("2025-10/2025-11", "Oktober–November 2025", "October_– November 2025", "octobre_– novembre 2025"),
    ("2025/2026", "2025–2026", "2025–2026", "2025–2026"),
    ("2025-10-30/2025-11", "30._Oktober 2025_– November 2025", "30_October 2025_– November 2025", ""),
)
"""As German, English and French write it; "_" stands for a no-break space."""
SHORT = (
    ("2025-10-30/2025-10-31", "30.10.2025_– 31.10.2025", "30–31 Oct 2025"),
    ("about 2025-10-30", "um den 30.10.2025", "about 30_Oct_2025"),
    ("about 2025-10", "um Oktober_2025", "about October_2025"),
)
REFUSED = (
    ("um 2025-10", "write about 2025-10"),
    ("ca. 2025-10", "write about 2025-10"),
    ("~2025-10", "write about 2025-10"),
    ("2025-10~", "write about 2025-10"),
    ("2025-10-30 to 2025-10-31", "write 2025-10-30/2025-10-31"),
    ("2025-10-30 – 2025-10-31", "write 2025-10-30/2025-10-31"),
    ("2025-10-31/2025-10-30", "write 2025-10-30/2025-10-31"),
    ("2025-10-30/2025-10-30", "write 2025-10-30"),
    ("2025-10/2025-10-31", ""),
    ("about 2025-10/2025-11", ""),
    ("2025-1-7", "write 2025-01-07"),
    ("7.1.2025", "write 2025-01-07"),
    ("2025-02-30", ""),
    ("2025-13", ""),
    ("October 2025", ""),
)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@st.composite
def plain(draw: st.DrawFn) -> PartialDate:
    """A day, a month or a year."""
    day, exact = draw(DAYS), draw(st.integers(1, 3))
    return PartialDate(day.year, day.month if exact > 1 else None, day.day if exact > 2 else None)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """Any date that can be written."""
    one, other = draw(plain()), draw(plain())
    texts = [str(one), f"about {one}", *([f"{one}/{other}"] if one.precedes(other) else [])]
    return parse(draw(st.sampled_from(texts)))


@given(dates())
def test_reading_and_writing_a_date_are_inverse(found: PartialDate) -> None:
    assert parse(str(found)) == found
    assert found.first <= found.beginning <= found.last


@given(st.lists(dates(), min_size=3, max_size=8))
def test_dates_of_any_kind_are_in_one_order(found: list[PartialDate]) -> None:
    """A month beside a day could not be compared at all: the missing day has no order."""
    ordered = sorted(found)
    assert [one.first for one in ordered] == sorted(one.first for one in found)
    assert sorted(reversed(ordered)) == ordered


def test_a_month_lies_between_the_days_of_its_neighbours() -> None:
    order = ["2025-09-30", "2025-10", "2025-10-05", "2025-10-30/2025-10-31", "2025-11-01"]
    assert [str(one) for one in sorted(parse(text) for text in reversed(order))] == order
    assert parse("2025-09-30").precedes(parse("2025-10"))
    assert not parse("2025-10").precedes(parse("2025-10-05")) and not parse("2025-10-05").precedes(parse("2025-10"))
    assert not parse("2025-11-10").precedes(parse("about 2025-10")), "about October may be as late as 15 November"


@pytest.mark.parametrize(("written", "de", "en", "fr"), TOLD)
def test_a_rough_date_is_said_as_people_say_it(written: str, de: str, en: str, fr: str) -> None:
    for language, expected in (("de", de), ("en", en), ("fr", fr)):
        if expected:
            assert LOCALES[language].date(parse(written)).replace("\u00a0", "_") == expected


@pytest.mark.parametrize(("written", "de", "en"), SHORT)
def test_a_rough_date_is_said_shortly_in_tables(written: str, de: str, en: str) -> None:
    assert [LOCALES[one].short_date(parse(written)).replace("\u00a0", "_") for one in ("de", "en")] == [de, en]


@pytest.mark.parametrize(("written", "hint"), REFUSED)
def test_what_is_no_date_is_refused_with_the_right_way_to_write_it(written: str, hint: str) -> None:
    with pytest.raises(NotADate) as found:
        parse(written)
    assert hint in found.value.hint


def content(folder: Path, status: str, more: str = "") -> Path:
    deal = builders.FILES["deals/runde.yml"].replace("date: 2026-01-29\n", f"status: [{status}]\n{more}")
    return builders.publication(folder / "content", **{"deals/runde.yml": deal})


@pytest.mark.parametrize(
    ("written", "last"),
    [("2026-03", "2026-03-31"), ("2026-03-02/2026-03-04", "2026-03-04"), ("about 2026-03", "2026-04-15")],
)
def test_a_rough_step_is_known_from_the_last_day_that_it_can_mean(written: str, last: str, tmp_path: Path) -> None:
    folder = content(tmp_path, f"{{to: announced, date: 2026-01-29}}, {{to: closed, date: {written}}}")
    checked, found = pipeline.check(builders.place(folder), None, builders.TODAY)
    assert checked is not None, found
    day = date.fromisoformat(last)
    for as_of, state in ((day, "closed"), (date.fromordinal(day.toordinal() - 1), "announced")):
        assert know(checked.archive, as_of, undated=False)["runde"].state == state, as_of


def test_a_rough_date_reaches_every_output(tmp_path: Path) -> None:
    """The page in words, the calendar over its days, the data as ISO 8601, and no <time> that claims a day."""
    folder = content(
        tmp_path,
        "{to: announced, date: 2026-01-29}, {to: approved, date: 2026-03-02/2026-03-04}",
        "expected:\n  - {event: close, by: 2026-08-30/2026-08-31, src: blatt-januar}\n"
        "  - {event: delivery, by: about 2026-09, src: blatt-januar}\n",
    )
    made = make(folder, as_of=builders.TODAY)
    page = made.text("docs/de/deals/runde/index.md").replace("\xa0", " ")
    assert "2.–4. März 2026" in page and 'datetime="2026-03-02/2026-03-04"' not in page
    assert "30.–31. August 2026" in page and "um September 2026" in page and "bis um" not in page
    calendar = made.text("site/de/calendar.ics")
    assert "DTSTART;VALUE=DATE:20260830\r\nDTEND;VALUE=DATE:20260901" in calendar
    assert "DTSTART;VALUE=DATE:20260930\r\nDTEND;VALUE=DATE:20261001" in calendar
    events = made.text("site/data/events.csv")
    assert ",2026-03-02/2026-03-04," in events and ",2026-09~," in events


def test_the_span_of_an_expectation_has_plain_ends(tmp_path: Path) -> None:
    more = "expected: [{event: close, from: about 2026-05, to: 2026-08, src: blatt-januar}]\n"
    assert [one.rpartition(" ")[2] for one in builders.findings(content(tmp_path, "{to: announced}", more))] == ["date"]


def test_a_step_that_settles_says_roughly_when() -> None:
    steps = {text: StatusEntry(to="closed", date=parse(text)) for text in ("2026-03-02", "about 2026-03")}
    said = {text: timing.outcome(LOCALES["de"], step) for text, step in steps.items()}
    assert said["2026-03-02"].replace("\xa0", " ") == "abgeschlossen am 2. März 2026"
    assert said["about 2026-03"].replace("\xa0", " ") == "abgeschlossen, um März 2026"
