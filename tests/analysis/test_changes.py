"""What changed between two issues, and that what a frozen one showed cannot change in silence."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import changes, frozen
from generator.analysis.changes import between
from generator.cli import main
from generator.content.records import Snapshot
from generator.content.records.base import Words
from generator.content.records.deal import Correction
from generator.content.records.snapshot import (
    SCHEMA,
    FrozenClaim,
    FrozenFigure,
    FrozenInterval,
    FrozenStep,
    quantity,
    read_snapshot,
)
from generator.outputs import OUTPUTS
from generator.outputs.feeds import feeds
from generator.publish import pipeline
from generator.publish.freeze import NotFrozen, freeze
from generator.text import problems
from generator.text.templating import Templates
from generator.views.edition import every_file
from tests import builders
from tests.publications import STORY, Made

ISSUE = "2026-01-30-openai-runde"
SCOPES = st.sampled_from(["headline", "sought", "part"])
VALUES = st.sampled_from(["50bn USD", "up to 50bn USD", "40bn to 60bn USD", "at least 1bn EUR", "undisclosed", "11 %"])
STEPS = st.sampled_from(["in_talks", "announced", "closed", "cancelled"])


def figure(value: str, scope: str = "headline", basis: str | None = None) -> FrozenFigure:
    number = quantity(value)
    claim = FrozenClaim(
        value=value,
        bound=number.qualifier,
        scope=scope,
        basis=basis,
        what=None,
        known=date(2026, 1, 1),
        said="company",
        origins=("blatt",),
        via=(),
        src=("seite",),
        printed=None,
        flag=None,
    )
    bounds = number.interval
    high = None if bounds.high is None else Decimal(f"{bounds.high:f}")
    interval = FrozenInterval(
        low=Decimal(f"{bounds.low:f}"), high=high, low_open=bounds.low_open, high_open=bounds.high_open
    )
    return FrozenFigure(shown="a", value=value, interval=interval, claims={"a": claim})


def snapshot(day: str = "2026-01-30", *, status: str = "in_talks", **figures: FrozenFigure) -> Snapshot:
    return Snapshot(
        schema_=SCHEMA,
        issue=f"{day}-ausgabe",
        date=date.fromisoformat(day),
        previous=None,
        title={"de": "Ausgabe"},
        titles={},
        deals={"runde": (FrozenStep(to=status, date="2026-01-01"),)},
        figures={f"runde/{path}": known for path, known in figures.items()},
        sources={},
        quotes={},
        texts={},
        names=(),
        forecasts={},
        scored=True,
    ).after(None)


def kinds(older: Snapshot, newer: Snapshot, *corrections: Correction) -> list[str]:
    return [change.kind for change in between(older, newer, [("runde", entry) for entry in corrections])]


SNAPSHOTS = st.builds(
    lambda status, value, scope, more: snapshot(status=status, amount=figure(value, scope), **more),
    STEPS,
    VALUES,
    SCOPES,
    st.dictionaries(st.sampled_from(["valuation", "capacity"]), st.builds(figure, VALUES, SCOPES)),
)


@given(SNAPSHOTS)
def test_between_equal_snapshots_nothing_changed(same: Snapshot) -> None:
    assert between(same, same) == ()


@given(SNAPSHOTS, SNAPSHOTS)
def test_every_difference_is_told_once_and_names_both_sides(older: Snapshot, newer: Snapshot) -> None:
    found = between(older, newer)
    assert len({(change.deal, change.path) for change in found}) == len(found)
    assert all(change.after is not None and change.before != change.after for change in found)
    for path in ("amount", "valuation", "capacity"):
        before, after = (own.figures.get(f"runde/{path}") for own in (older, newer))
        differs = after is not None and (before is None or before.claim != after.claim)
        assert any(change.path == path for change in found) == differs


@given(SNAPSHOTS, SNAPSHOTS)
def test_firmer_and_higher_are_the_reverse_of_wider_and_lower(one: Snapshot, other: Snapshot) -> None:
    turned = {"firmed": "widened", "widened": "firmed", "other": "other", "above": "below", "below": "above"}
    found = [change for change in between(one, other) if isinstance(change.before, FrozenClaim)]
    there = {c.path: c.kind for c in found if c.after and c.before and c.before.scope == c.after.scope}
    back = {c.path: c.kind for c in between(other, one) if c.path}
    assert all(back[path] == turned[kind] for path, kind in there.items() if kind in turned and path in back)


@given(SNAPSHOTS)
def test_a_snapshot_is_read_as_it_was_written(one: Snapshot) -> None:
    assert read_snapshot(one.text.encode()) == (one, "")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (("up to 50bn USD", "sought"), ("50bn USD", "headline"), "agreed"),
        (("up to 100bn USD", "sought"), ("122bn USD", "headline"), "agreed_above"),
        (("at least 100bn USD", "sought"), ("90bn USD", "headline"), "agreed_below"),
        (("up to 100bn USD", "sought"), ("110bn USD", "part"), "agreed_above"),
        (("about 100bn USD", "sought"), ("10bn USD", "part"), "agreed"),
        (("110bn USD", "part"), ("122bn USD", "headline"), "whole"),
        (("50bn USD", "headline"), ("40bn USD", "sought"), "reopened"),
        (("40bn to 60bn USD",), ("50bn USD",), "firmed"),
        (("undisclosed",), ("50bn USD",), "new"),
        (("50bn USD",), ("40bn to 60bn USD",), "widened"),
        (("50bn USD",), ("undisclosed",), "hidden"),
        (("50bn USD",), ("60bn USD",), "above"),
        (("60bn USD",), ("50bn USD",), "below"),
        (("at least 50bn USD",), ("up to 50bn USD",), "other"),
        (("up to 50bn USD",), ("up to 50bn EUR",), "other"),
    ],
)
def test_a_figure_is_firmer_only_within_what_was_said(before: tuple[str], after: tuple[str], kind: str) -> None:
    assert kinds(snapshot(amount=figure(*before)), snapshot("2026-02-27", amount=figure(*after))) == [kind]


@pytest.mark.parametrize(
    ("before", "after", "money", "kind"),
    [
        (("730bn USD", "pre_money"), ("852bn USD", "post_money"), "122bn USD", "restated"),
        (("852bn USD", "post_money"), ("730bn USD", "pre_money"), "122bn USD", "restated"),
        (("1.4bn USD", "pre_money"), ("1.7bn USD", "post_money"), "250mn USD", "restated"),
        (("730bn USD", "pre_money"), ("965bn USD", "post_money"), "122bn USD", "above"),
        (("730bn USD", "pre_money"), ("780bn USD", "post_money"), "122bn USD", "below"),
        (("852bn USD", "post_money"), ("600bn USD", "pre_money"), "122bn USD", "below"),
        (("about 830bn USD", "unstated"), ("730bn USD", "pre_money"), "110bn USD", "rebased"),
        (("730bn USD", "pre_money"), ("852bn EUR", "post_money"), "122bn USD", "rebased"),
        (("730bn USD", "pre_money"), ("720bn USD", "pre_money"), "122bn USD", "below"),
    ],
)
def test_valuations_are_compared_on_one_basis_or_not_at_all(
    before: tuple[str, str], after: tuple[str, str], money: str, kind: str
) -> None:
    older, newer = (figure(value, "headline", basis) for value, basis in (before, after))
    same = figure(money)
    found = between(snapshot(amount=same, valuation=older), snapshot("2026-03-31", amount=same, valuation=newer))
    assert [(change.path, change.kind) for change in found] == [("valuation", kind)]


def test_what_was_sought_makes_no_valuation_of_another() -> None:
    pre, post = (figure(v, "headline", b) for v, b in (("730bn USD", "pre_money"), ("852bn USD", "post_money")))
    money = figure("122bn USD", "sought")
    assert kinds(snapshot(amount=money, valuation=pre), snapshot("2026-03-31", amount=money, valuation=post)) == [
        "rebased"
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("in_talks", "announced", "forward"),
        ("announced", "in_talks", "back"),
        ("announced", "cancelled", "ended"),
        ("cancelled", "in_talks", "forward"),
    ],
)
def test_a_status_goes_forward_back_or_ends(before: str, after: str, kind: str) -> None:
    assert kinds(snapshot(status=before), snapshot("2026-02-27", status=after)) == [kind]


def test_a_figure_that_the_earlier_issue_lacked_is_new() -> None:
    assert kinds(snapshot(), snapshot("2026-02-27", amount=figure("50bn USD"))) == ["new"]


def test_what_a_correction_names_is_corrected_and_nothing_else() -> None:
    older = snapshot(amount=figure("50bn USD"), valuation=figure("up to 50bn USD"))
    newer = snapshot("2026-02-27", amount=figure("60bn USD"), valuation=figure("50bn USD"))
    entry = Correction(
        date=date(2026, 2, 3),
        field="amount",
        was="50bn USD",
        now="60bn USD",
        reason=Words({"de": "Vertippt."}),
        severity="typo",
    )
    assert kinds(older, newer, entry) == ["corrected", "firmed"]
    assert kinds(older, newer, entry.model_copy(update={"date": date(2026, 3, 3)})) == ["above", "firmed"]


def test_deals_that_only_one_issue_knows_are_not_compared() -> None:
    older = snapshot(amount=figure("50bn USD"))
    newer = older.model_copy(update={"deals": {"andere": older.deals["runde"]}, "figures": {}})
    assert between(older, newer) == ()
    assert changes.last_treated("neu", newer, ["alt", "neu"], {"alt": older}) == {}


def test_each_deal_is_compared_with_the_last_issue_that_treated_it() -> None:
    one = snapshot("2026-01-30")
    other = one.model_copy(update={"deals": {"andere": one.deals["runde"]}})
    both = one.model_copy(update={"deals": {**one.deals, **other.deals}})
    found = changes.last_treated("c", both, ["a", "b", "c", "d"], {"a": one, "b": other, "d": both})
    assert found == {"runde": one, "andere": other}
    assert changes.last_treated("a", both, ["a", "b"], {"b": both}) == {}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(STORY, tmp_path_factory.mktemp("story") / "content")


@pytest.mark.parametrize("name", ["story", "real"])
def test_nothing_departs_from_what_an_issue_showed(name: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    archive = made.checked.archive
    assert set(archive.snapshots) <= {issue for issue, b in archive.issues.items() if b.status == "published"}
    assert name == "real" or len(archive.snapshots) == len(archive.issues) == 3
    for issue, kept in archive.snapshots.items():
        assert list(frozen.departures(kept, archive, made.checked.then[issue])) == []


def test_a_published_amount_changed_in_silence_fails_with_old_new_and_both_ways_out(content: Path) -> None:
    path = content / "deals" / "2026" / "openai-amazon-stake-2026.yml"
    text = path.read_text("utf-8")
    changed = text.replace("id: amz-wsj\n      value: up to 50bn USD", "id: amz-wsj\n      value: up to 60bn USD")
    assert changed != text
    try:
        path.write_text(changed, "utf-8")
        checked, found = builders.check(content)
        (told,) = [problem for problem in found if problem.code == "published-figure-changed"]
        entry = 'field: "amount#amz-wsj", was: "up to 50bn USD", now: "up to 60bn USD"'
        assert checked is None
        assert ISSUE in told.message
        assert "'up to 50bn USD'" in told.message and "'up to 60bn USD'" in told.message
        assert "restore 'up to 50bn USD'" in told.hint and entry in told.hint
        # What the hint offers is enough, once somebody wrote the reason.
        offered = told.hint.partition("corrections: ")[2].replace("…", "Vertippt.")
        path.write_text(f"{changed}corrections: {offered}\n", "utf-8")
        checked, found = builders.check(content)
        assert checked is not None, problems.present(found, "text")
    finally:
        path.write_text(text, "utf-8")


def test_freezing_writes_once_and_says_why_it_refuses(tmp_path: Path) -> None:
    content = builders.publication(tmp_path / "content")
    target = content / "briefings" / "2026-01-30-runde" / "snapshot.json"
    run = CliRunner()

    def run_freeze(*arguments: str) -> tuple[int, str]:
        result = run.invoke(main, ["freeze", *arguments, "--content", str(content), "--as-of", "2026-07-01"])
        return result.exit_code, result.output

    assert run_freeze("2026-01-30-rund") == (2, run_freeze("2026-01-30-rund")[1])
    assert "did you mean '2026-01-30-runde'?" in run_freeze("2026-01-30-rund")[1]
    assert run_freeze("2026-01-30-runde")[0] == 0
    written = target.read_bytes()
    assert [path.name for path in target.parent.iterdir()].count("snapshot.json") == 1
    code, said = run_freeze("2026-01-30-runde")
    assert code == 2 and "frozen already" in said and "--again" in said
    target.write_bytes(b"{}")
    assert run_freeze("2026-01-30-runde")[0] == 1
    assert run_freeze("2026-01-30-runde", "--again")[0] == 0
    assert target.read_bytes() == written
    assert not list(target.parent.glob(".*")), "no half-written file is left"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("status: draft", "its status is 'draft'"),
        ("status: published\npublish_at: 2026-08-01T07:00:00+02:00", "it appears after"),
    ],
)
def test_only_what_readers_can_see_is_frozen(line: str, why: str, tmp_path: Path) -> None:
    name = "briefings/2026-01-30-runde/briefing.yml"
    text = builders.FILES[name].replace("status: published", line)
    content = builders.publication(tmp_path / "content", **{name: text})
    with pytest.raises(NotFrozen, match=why):
        freeze(builders.place(content), "2026-01-30-runde", builders.TODAY, builders.TODAY, again=False)


@given(st.binary(max_size=200))
def test_no_bytes_are_a_traceback(raw: bytes) -> None:
    found, fault = read_snapshot(raw)
    assert (found is None) == bool(fault)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"schema":' + b"9" * 5000 + b"}", b'{"date": NaN}', b"null"])
def test_hostile_bytes_are_a_fault(raw: bytes) -> None:
    assert read_snapshot(raw)[1]


CORRECTION = """\
corrections:
  - {date: 2026-02-03, field: amount, was: 4.5mn EUR, now: 5mn EUR, reason: {de: Wir hatten uns vertippt., en: We had mistyped it.}, severity: typo}
"""


@pytest.fixture
def corrected(tmp_path: Path) -> dict[str, str]:
    """Everything a corrected publication makes, by path."""
    content = builders.publication(tmp_path / "content")
    here = builders.place(content)
    freeze(here, "2026-01-30-runde", builders.TODAY, builders.TODAY, again=False)
    deal = content / "deals" / "runde.yml"
    deal.write_text(deal.read_text("utf-8").replace("4.5mn", "5mn") + CORRECTION, "utf-8")
    checked, found = builders.check(content)
    assert checked is not None, problems.present(found, "text")
    editions = pipeline.editions(checked, Templates(here.templates))
    made = every_file(unit for edition in editions for output in OUTPUTS for unit in output(edition))
    return {artifact.path: artifact.content.decode() for artifact in made if artifact.path.endswith((".md", ".xml"))}


@pytest.mark.parametrize(
    ("language", "word", "was", "now", "reason"),
    [
        ("de", "Tippfehler", "4,5\u00a0Mio.\u00a0€", "5\u00a0Mio.\u00a0€", "Wir hatten uns vertippt."),
        ("en", "Typo", "€4.5mn", "€5mn", "We had mistyped it."),
    ],
)
def test_a_correction_is_told_on_issue_deal_page_of_its_own_and_feed(
    language: str, word: str, was: str, now: str, reason: str, corrected: dict[str, str]
) -> None:
    pages = [
        f"docs/{language}/{page}/index.md" for page in ("corrections", "deals/runde", "briefings/2026-01-30-runde")
    ]
    for path in (*pages, f"site/{language}/corrections.xml", f"site/{language}/feed.xml"):
        text = corrected[path]
        assert all(part in text for part in (word, was, now, reason)), path


def test_a_correction_has_an_address_and_the_feed_leads_there(corrected: dict[str, str]) -> None:
    (entry,) = feedparser.parse(corrected["site/de/corrections.xml"]).entries
    anchor = entry.link.partition("#")[2]
    assert f'id="{anchor}"' in corrected["docs/de/corrections/index.md"]
    assert entry.id == f"tag:probeblatt.example,2026:de/corrections/{anchor}"


def test_an_empty_feed_of_corrections_is_a_feed(tmp_path: Path) -> None:
    content = builders.publication(tmp_path / "content")
    checked, _ = builders.check(content)
    assert checked is not None
    for edition in pipeline.editions(checked, Templates(builders.ROOT / "templates")):
        (raw,) = [a.content for a in every_file(feeds(edition)) if a.path.endswith("corrections.xml")]
        found = feedparser.parse(raw)
        assert not found.bozo and found.entries == []


def test_a_frozen_issue_survives_the_renaming_of_its_deal_its_investor_and_itself(tmp_path: Path) -> None:
    stake = "lead: erfunden-ventures"
    deal = builders.FILES["deals/runde.yml"].replace(
        stake, "participants: [{org: erfunden-ventures, role: lead, amount: 2mn EUR}]"
    )
    issue = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]
    content = builders.publication(tmp_path / "content", **{"deals/runde.yml": deal})
    freeze(builders.place(content), "2026-01-30-runde", builders.TODAY, builders.TODAY, again=False)

    (content / "deals/runde.yml").rename(content / "deals/erste-runde.yml")
    (content / "deals/erste-runde.yml").write_text(deal.replace("erfunden-ventures", "erfunden-kapital"), "utf-8")
    (content / "organisations/erfunden-ventures.yml").rename(content / "organisations/erfunden-kapital.yml")
    folder = (content / "briefings/2026-01-30-runde").rename(content / "briefings/2026-01-30-erste-runde")
    text = (
        issue.replace("[[runde/", "[[erste-runde/")
        .replace(": runde", ": erste-runde")
        .replace("[runde]", "[erste-runde]")
    )
    (folder / "briefing.yml").write_text(text, "utf-8")
    told = {problem.code for problem in builders.check(content)[1]}
    assert told == {"bad-snapshot"}, "nobody said that it is the same issue"

    with (content / "publication.yml").open("a", encoding="utf-8") as file:
        file.write(
            "redirects:\n  deals/runde/: deals/zwischendurch/\n  deals/zwischendurch/: deals/erste-runde/#amount\n"
            "  organisations/erfunden-ventures/: organisations/erfunden-kapital/\n"
            "  briefings/2026-01-30-runde/: briefings/2026-01-30-erste-runde/\n"
        )
    checked, found = builders.check(content)
    assert checked is not None and found == (), problems.present(found, "text")
    (kept,) = checked.archive.snapshots.values()
    assert set(kept.figures) == {"erste-runde/amount", "erste-runde/erfunden-kapital.amount"}
    # What the issue showed is still held to under its new name.
    path = content / "deals/erste-runde.yml"
    path.write_text(path.read_text("utf-8").replace("2mn EUR", "3mn EUR"), "utf-8")
    (problem,) = builders.check(content)[1]
    assert (
        problem.code == "published-figure-changed"
        and "'2mn EUR' for erste-runde/erfunden-kapital.amount" in problem.message
    )
