"""A date that moves is told as one: the deal stands where it stood."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from tests import builders
from tests.publications import Made, make

LISTING = """\
kind: ipo
subject: beispiel-labs
title: {de: Börsengang von Beispiel Labs, en: Listing of Beispiel Labs}
amount: {claims: [{id: ziel, value: 4.5mn EUR, src: blatt-januar, scope: sought}]}
status: [{to: in_talks, date: 2026-01-29, src: blatt-januar}]
expected:
  - {event: ipo, by: 2026-12-31, src: blatt-januar}
"""
MOVED = '  - {event: ipo, from: "2027", to: "2027", src: blatt-maerz}\n'
ISSUE = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]
LATER = "briefings/2026-03-13-spaeter/briefing.yml"


def publication(folder: Path, expected: str = MOVED) -> Made:
    """Two issues about one listing; between them a page of March gives it another date."""
    files = {"deals/runde.yml": LISTING + expected, LATER: ISSUE.replace("2026-01-30", "2026-03-13")}
    content = builders.publication(folder / "content", **files)
    for issue in ("2026-01-30-runde", "2026-03-13-spaeter"):
        found = CliRunner().invoke(main, ["freeze", issue, "--content", str(content), "--as-of", "2026-07-01"])
        assert found.exit_code == 0, found.output
    return make(content, as_of=builders.TODAY)


def test_a_listing_whose_date_moved_is_told_beside_the_status_that_stands(tmp_path: Path) -> None:
    """It was told as "looser: announced → rumoured", as if the filing were gone."""
    made = publication(tmp_path)
    page = made.text("docs/de/deals/runde/index.md").replace("\xa0", " ").replace("&#58;", ":")
    assert "Zeitplan, Börsengang: bis 31. Dezember 2026 → 2027." in page
    assert "Der Stand bleibt: in Gesprächen." in page
    issue = made.text("docs/de/briefings/2026-03-13-spaeter/index.md").replace("\xa0", " ").replace("&#58;", ":")
    assert "2027 statt bis 31. Dezember 2026. Der Stand bleibt: in Gesprächen." in issue
    earlier = made.text("docs/de/briefings/2026-01-30-runde/index.md").replace("\xa0", " ")
    assert "Termin" not in earlier, "the issue of January knows one date alone"


def test_a_date_that_stays_is_not_told_as_moved(tmp_path: Path) -> None:
    made = publication(tmp_path, "  - {event: ipo, by: 2026-12-31, src: blatt-maerz}\n")
    assert "Zeitplan" not in made.text("docs/de/deals/runde/index.md")
    assert "Neuer Termin" not in made.text("docs/de/briefings/2026-03-13-spaeter/index.md")


def test_a_date_that_was_kept_in_the_end_is_not_told_as_moved(tmp_path: Path) -> None:
    """Once the listing has taken place, or failed, its old dates are history."""
    closed = LISTING.replace("}]\nexpected", "}, {to: closed, date: 2026-05-02, src: blatt-maerz}]\nexpected") + MOVED
    content = builders.publication(tmp_path / "content", **{"deals/runde.yml": closed})
    assert "Zeitplan" not in make(content, as_of=builders.TODAY).text("docs/de/deals/runde/index.md")
