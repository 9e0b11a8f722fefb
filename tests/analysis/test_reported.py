"""What each issue was the first to report, and how the archive shows it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from generator.analysis.reported import Reported, reported
from generator.outputs.pages.frame import writer_at
from generator.views import derived
from tests import builders
from tests.publications import Made, make

ISSUE = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]


def issue(day: str, deals: str) -> str:
    return (
        ISSUE.replace("2026-01-30", day)
        .replace("lead: runde\n", "")
        .replace("deals: [runde]", f"deals: [{deals}]")
        .replace("Es geht um [[runde/amount]] für", "Es geht um")
        .replace("It is about [[runde/amount]] for", "It is about")
    )


def deal(amount: str, *lines: str, src: str = "blatt-januar") -> str:
    head = "kind: funding_round\nsubject: beispiel-labs\ntitle: {de: Ein Vorgang, en: A deal}\n"
    return head + "".join(f"{line}\n" for line in [*([f"amount: {amount}"] if amount else []), *lines, f"src: {src}"])


def found(made: Made) -> dict[str, Reported]:
    return reported(made.checked.archive, made.editions["de"].then)


def amounts(issue: Reported) -> dict[str, Decimal | None]:
    return {entry.deal: entry.amount.low if entry.amount else None for entry in issue.money.entries}


def publish(folder: Path) -> Made:
    """Three issues: a round; then a part of it and another deal; then the amount that was missing before."""
    return make(
        builders.publication(
            folder,
            **{
                "deals/teil.yml": deal("1mn EUR", "date: 2026-01-29", "relations: [{type: part_of, deal: runde}]"),
                "deals/neu.yml": deal("2mn EUR", "date: 2026-01-29"),
                "deals/spaet.yml": deal("3mn EUR", "date: 2026-01-29", src="blatt-maerz"),
                "briefings/2026-02-10-zwei/briefing.yml": issue("2026-02-10", "runde, teil, neu, spaet"),
                "briefings/2026-03-20-drei/briefing.yml": issue("2026-03-20", "runde, spaet"),
            },
        ),
        as_of=builders.TODAY,
    )


def test_money_is_reported_once_and_a_part_stays_with_its_round(tmp_path: Path) -> None:
    first, second, third = found(publish(tmp_path)).values()
    assert (first.deals, first.new) == (("runde",), ("runde",))
    assert amounts(first) == {"runde": Decimal(4_500_000)}
    assert second.deals == ("runde", "teil", "neu", "spaet") and second.new == ("teil", "neu", "spaet")
    assert amounts(second) == {"neu": Decimal(2_000_000), "spaet": None}
    assert (third.deals, third.new) == (("runde", "spaet"), ())
    assert amounts(third) == {"spaet": Decimal(3_000_000)}, "an amount is new where it is first known"


def test_the_archive_shows_it_beside_the_issue(tmp_path: Path) -> None:
    made = publish(tmp_path)
    writer = writer_at(made.editions["de"], "archive/")
    _, second, third = found(made).values()
    assert derived.sums(writer, second.money) == (
        ("2\u00a0Mio.\u00a0€", "Kapital, angekündigt: 2 Vorgänge, davon einer ohne Betrag"),
    )
    assert derived.sums(writer, third.money) == (("3\u00a0Mio.\u00a0€", "Kapital, angekündigt"),)
    for page in ("archive", "archive/2026"):
        rows = made.text(f"docs/de/{page}/index.md").split("<tbody>")[1].split("<tr>")[1:4]
        assert [row.split('datetime="')[1][:10] for row in rows] == ["2026-03-20", "2026-02-10", "2026-01-30"]
        assert "keiner neu" in rows[0] and "davon 3 neu" in rows[1] and "alle neu" in rows[2]
        assert "<strong>3\u00a0Mio.\u00a0€</strong>" in rows[0]
        assert made.text(f"docs/en/{page}/index.md").count("all new") == 1


@pytest.mark.parametrize("name", ["story", "real"])
def test_every_amount_of_the_issues_is_new_once_and_no_newer_than_its_issue(
    name: str, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(name)
    issues = found(made)
    archive = made.checked.archive
    told = Counter(entry.deal for issue in issues.values() for entry in issue.money.entries if entry.amount)
    assert set(told.values()) == {1}
    for name, issue in issues.items():
        known = [entry.claim.known for entry in issue.money.entries if entry.claim]
        assert all(day and day <= archive.issues[name].date for day in known)
    assert sum(len(issue.new) for issue in issues.values()) == len(
        {d for issue in issues.values() for d in issue.deals}
    )
