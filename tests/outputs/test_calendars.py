"""Calendars as programs that are not ours read them: valid, stable, and moved when a date moves."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from generator.views import agenda
from tests import builders
from tests.publications import Made, make

REQUIRED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS", "URL")


@pytest.fixture(scope="module", params=["golden", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def calendars(made: Made) -> dict[str, bytes]:
    return {path: raw for path, raw in made.files.items() if path.endswith(".ics")}


def events(made: Made, path: str = "site/de/calendar.ics") -> dict[str, Any]:
    """The entries of a calendar by UID."""
    return {str(event["UID"]): event for event in Calendar.from_ical(made.files[path]).walk("VEVENT")}


def test_a_program_finds_no_error_and_every_field(made: Made) -> None:
    assert calendars(made)
    for path, raw in calendars(made).items():
        calendar = Calendar.from_ical(raw)
        assert [part.errors for part in calendar.walk() if part.errors] == [], path
        assert all(name in calendar for name in ("PRODID", "VERSION", "NAME", "SOURCE"))
        found = calendar.walk("VEVENT")
        assert found
        for event in found:
            assert [name for name in REQUIRED if name not in event] == [], path
            assert type(event.decoded("DTSTART")) is date and event.decoded("DTSTART") < event.decoded("DTEND")
            assert event.decoded("DTSTAMP").utcoffset().total_seconds() == 0
        assert len({event["UID"] for event in found}) == len(found)


def test_lines_are_folded_at_75_octets_and_end_as_they_must(made: Made) -> None:
    for path, raw in calendars(made).items():
        lines = raw.split(b"\r\n")
        assert lines.pop() == b""
        assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == [], path


def test_no_date_of_a_change_is_later_than_the_day_of_the_build(made: Made) -> None:
    for path in calendars(made):
        for event in events(made, path).values():
            assert event.decoded("LAST-MODIFIED").date() <= made.checked.as_of
            assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED")


def test_an_organisation_s_calendar_is_a_part_of_the_whole(made: Made) -> None:
    whole = set(events(made))
    paths = [path for path in calendars(made) if path.startswith("site/de/organisations/")]
    assert paths
    assert all(set(events(made, path)) <= whole for path in paths)
    named = {org for org, _ in agenda.organisations(made.editions["de"], agenda.entries(made.editions["de"]))}
    assert {path.split("/")[3] for path in paths} == named


def test_an_expected_listing_is_not_settled_by_the_round_beside_it(story: Made) -> None:
    found = events(story)
    assert found["de.openai-round-2026.close@kapitalbrief.example"]["STATUS"] == "CONFIRMED"
    assert found["de.openai-round-2026.ipo@kapitalbrief.example"]["STATUS"] == "TENTATIVE"


DEAL = builders.FILES["deals/runde.yml"]
FIRST = "  - {event: close, by: 2026-03-31, src: blatt-januar}\n"
SECOND = "  - {event: close, by: 2026-05, src: blatt-maerz}\n"


def of(folder: Path, expected: str, more: str = "") -> Any:
    """The one event of a deal."""
    deal = f"{DEAL}expected:\n{expected}{more}"
    made = make(builders.publication(folder, **{"deals/runde.yml": deal}), as_of=builders.TODAY)
    (event,) = events(made).values()
    return event


def test_a_date_that_moves_keeps_its_entry_and_raises_its_revision(tmp_path: Path) -> None:
    one, other = of(tmp_path / "one", FIRST), of(tmp_path / "two", FIRST + SECOND)
    assert one["UID"] == other["UID"] == "de.runde.close@probeblatt.example"
    assert one.decoded("DTSTART") == date(2026, 3, 31) and other.decoded("DTSTART") == date(2026, 5, 31)
    assert (one["SEQUENCE"], other["SEQUENCE"]) == (0, 1)
    assert one.decoded("LAST-MODIFIED") < other.decoded("LAST-MODIFIED")
    assert one["STATUS"] == other["STATUS"] == "TENTATIVE"
    assert "31.\u00a0März 2026" in other["DESCRIPTION"] and "Zuvor genannt" in other["DESCRIPTION"]


def test_an_event_of_no_kind_is_called_what_is_expected(tmp_path: Path) -> None:
    text = "{de: Der Vertrag endet, en: The contract ends}"
    named = f"  - {{event: other, id: ende, by: 2026-03-31, text: {text}, src: blatt-januar}}\n"
    assert of(tmp_path / "text", named)["SUMMARY"].startswith("Der Vertrag endet: ")
    bare = "  - {event: other, id: ende, by: 2026-03-31, src: blatt-januar}\n"
    assert of(tmp_path / "bare", bare)["SUMMARY"].startswith("Ereignis: ")


def test_the_order_of_the_entries_does_not_matter_but_that_of_the_sources(tmp_path: Path) -> None:
    assert of(tmp_path, SECOND + FIRST).decoded("DTSTART") == date(2026, 5, 31)


def test_what_can_happen_often_is_one_event_only_by_its_id(tmp_path: Path) -> None:
    deliveries = (FIRST + SECOND).replace("close", "delivery")
    two = make(
        builders.publication(tmp_path / "two", **{"deals/runde.yml": f"{DEAL}expected:\n{deliveries}"}),
        as_of=builders.TODAY,
    )
    assert len(events(two)) == 2
    one = of(tmp_path / "one", deliveries.replace("{event", "{id: erste, event"))
    assert (one["UID"], one["SEQUENCE"]) == ("de.runde.erste@probeblatt.example", 1)


@pytest.mark.parametrize(
    ("step", "state"), [("closed", "CONFIRMED"), ("cancelled", "CANCELLED"), ("signed", "TENTATIVE")]
)
def test_a_step_of_the_deal_settles_what_was_expected(step: str, state: str, tmp_path: Path) -> None:
    deal = DEAL.replace("date: 2026-01-29\n", "")
    steps = f"status: [{{to: announced, date: 2026-01-29}}, {{to: {step}, date: 2026-03-20}}]\n"
    made = make(
        builders.publication(tmp_path, **{"deals/runde.yml": f"{deal}{steps}expected:\n{FIRST}"}), as_of=builders.TODAY
    )
    (event,) = events(made).values()
    assert event["STATUS"] == state
    assert event.decoded("DTSTART") == (date(2026, 3, 20) if step == "closed" else date(2026, 3, 31))


def test_odd_signs_stay_within_their_field(tmp_path: Path) -> None:
    deal = DEAL.replace("de: Beispiel Labs sammelt Geld ein", 'de: "Geld; Gut, \\\\ BEGIN:VEVENT"')
    event = make(
        builders.publication(tmp_path, **{"deals/runde.yml": f"{deal}expected:\n{FIRST}"}), as_of=builders.TODAY
    )
    (found,) = events(event).values()
    assert found["SUMMARY"].endswith("Geld; Gut, \\ BEGIN:VEVENT")


def test_nothing_dated_is_no_calendar(tmp_path: Path) -> None:
    made = make(builders.publication(tmp_path), as_of=builders.TODAY)
    assert calendars(made) == {}
    assert not re.search(r"calendar\.ics", made.text("docs/de/subscribe/index.md"))
