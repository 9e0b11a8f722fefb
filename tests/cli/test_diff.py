"""What `kapitalbrief diff` tells an editor: all that changes for readers, in their words, and nothing that does not."""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.cli.diff.change import Change
from generator.publish.freeze import freeze
from tests import builders
from tests.publications import STORY

DEAL = "deals/runde.yml"
ISSUE = "briefings/2026-01-30-runde/briefing.yml"
CORRECTED = """\
corrections:
  - {date: 2026-02-03, field: amount, was: 4.5mn EUR, now: 5mn EUR, reason: {de: Vertippt., en: Mistyped.}, severity: correction}
"""


def run(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and output, without line numbers or warnings' noise; NBSP as a space."""
    done = CliRunner().invoke(main, ["diff", "--as-of", "2026-07-01", *map(str, arguments)])
    return done.exit_code, done.output.replace("\u00a0", " ")


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., str]:
    """The report between the small publication and the same with other files."""

    def told(*options: str, frozen: bool = False, old: dict[str, str | None] | None = None, **files: str | None) -> str:
        before = builders.publication(tmp_path / "old", **(old or {}))
        after = builders.publication(tmp_path / "new", **files)
        if frozen:
            freeze(builders.place(before), "2026-01-30-runde", builders.TODAY, builders.TODAY, again=False)
            snapshot = Path(ISSUE).with_name("snapshot.json")
            shutil.copy(before / snapshot, after / snapshot)
        code, output = run(before, after, *options)
        assert code == 0, output
        return output

    return told


def edited(name: str, *changes: tuple[str, str]) -> dict[str, str]:
    """A file of the small publication with some words replaced."""
    text = builders.FILES[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {name: text}


def parts(report: str) -> dict[str, list[str]]:
    """The lines of a report by their heading."""
    blocks = [block.split("\n") for block in report.strip().split("\n\n")[1:]]
    return {lines[0]: [line.strip() for line in lines[1:]] for lines in blocks}


def test_between_equal_contents_nothing_changes(told: Callable[..., str]) -> None:
    assert told() == (
        "Was sich für Leser ändert\nStand der Seiten: 1. Juli 2026, vorher wie nachher. Für Leser ändert sich nichts.\n"
    )


def test_a_comment_or_a_note_to_editors_is_nothing_to_readers(told: Callable[..., str]) -> None:
    assert "ändert sich nichts" in told(**{DEAL: builders.FILES[DEAL] + "note: nur für uns  # wirklich\n"})


def test_a_figure_is_told_with_both_values_and_their_speakers(told: Callable[..., str]) -> None:
    report = told(**edited(DEAL, ("4.5mn", "5mn")))
    speaker = "laut Morgenblatt, 29. Januar 2026"
    assert f"Betrag: 4,5 Mio. €, {speaker} → 5 Mio. €, {speaker}" in parts(report)["Geänderte Seiten"]


def test_a_status_and_a_new_party_are_told(told: Callable[..., str]) -> None:
    deal = builders.FILES[DEAL].replace(
        "date: 2026-01-29", "status: [{to: announced, date: 2026-01-29}, {to: closed, date: 2026-03-12}]"
    )
    lines = parts(told(**{DEAL: deal.replace("lead: erfunden-ventures", "")}))["Geänderte Seiten"]
    assert "Stand, neu: abgeschlossen, 12. März 2026" in lines
    assert "Erfunden Ventures, entfällt: Hauptinvestor" in lines


TWO_CLAIMS = """\
amount:
  claims:
    - {id: januar, value: 4.5mn EUR, src: blatt-januar}
    - {id: blog, value: 9mn EUR, src: blog-januar}
"""
BLOG = {
    "publishers/blog.yml": "name: Ein Blog\nkind: newspaper\n",
    "sources/blog-januar.yml": builders.FILES["sources/blatt-januar.yml"].replace("morgenblatt", "blog"),
}


@pytest.mark.parametrize("resolved", [False, True])
def test_a_disagreement_is_told_when_it_comes_and_when_it_is_resolved(resolved: bool, told: Callable[..., str]) -> None:
    differing = edited(DEAL, ("amount: 4.5mn EUR\n", TWO_CLAIMS))
    pair = "Angaben weichen ab: 4,5 Mio. € (Morgenblatt), 9 Mio. € (Ein Blog)"
    if resolved:
        lines = parts(told(old={**BLOG, **differing}, **BLOG))["Geänderte Seiten"]
        assert f"Betrag: {pair} → eine Stimme" in lines
    else:
        lines = parts(told(old=BLOG, **BLOG, **differing))["Geänderte Seiten"]
        assert f"Betrag: eine Stimme → {pair}" in lines
        assert "Betrag, eine Angabe, neu: 9 Mio. €, laut Ein Blog, 29. Januar 2026" in lines


def test_a_published_issue_that_changes_without_a_correction_stands_first(told: Callable[..., str]) -> None:
    report = told(**edited(ISSUE, ("Eine kleine Runde.", "Eine große Runde."), ("A small round.", "A large round.")))
    heading, lines = next(iter(parts(report).items()))
    assert heading == "Achtung: Erschienene Ausgaben ändern sich ohne Korrektur"
    assert lines[1:] == [
        "Ausgabe: Geld für Beispiel Labs – briefings/2026-01-30-runde/",
        "Zusammenfassung: Eine kleine Runde. → Eine große Runde.",
        "Summary (en): A small round. → A large round.",
    ]
    assert "Geänderte Seiten" not in parts(report), "told once"


def test_a_corrected_issue_is_no_warning_and_its_erratum_is_mailed(told: Callable[..., str]) -> None:
    found = parts(told(frozen=True, **{DEAL: edited(DEAL, ("4.5mn", "5mn"))[DEAL] + CORRECTED}))
    assert not any(heading.startswith("Achtung") for heading in found)
    (line,) = found["Korrekturen, die Leser sehen"]
    assert line.endswith("Betrag: Zuvor: 4,5 Mio. €. Jetzt: 5 Mio. €. Vertippt.")
    assert found["Was per Mail hinausgeht"] == [
        "Korrektur: Geld für Beispiel Labs (de)",
        "Correction: Money for Beispiel Labs (en)",
    ]


def test_the_correction_of_a_figure_excuses_no_other_words_of_the_issue(told: Callable[..., str]) -> None:
    deal = {DEAL: edited(DEAL, ("4.5mn", "5mn"))[DEAL] + CORRECTED}
    report = parts(told(**deal, **edited(ISSUE, ("Die Nachricht", "Die Sensation"))))
    warned = report["Achtung: Erschienene Ausgaben ändern sich ohne Korrektur"]
    assert warned[2:] == ["Abschnitt: Die Nachricht → Die Sensation"]


def test_an_addition_to_a_published_issue_is_no_warning(told: Callable[..., str]) -> None:
    reply = "replies: [{by: Beispiel Labs, date: 2026-02-01, text: {de: So war es., en: It was so.}}]\n"
    found = parts(told(**{ISSUE: builders.FILES[ISSUE] + reply}))
    assert "Erwiderungen, Beispiel Labs, neu: So war es." in found["Geänderte Seiten"]
    assert not any(heading.startswith("Achtung") for heading in found)


def test_a_new_issue_is_a_page_and_a_mail_and_a_draft_is_neither(told: Callable[..., str]) -> None:
    name = "briefings/2026-03-12-zweite/briefing.yml"
    issue = builders.FILES[ISSUE].replace("2026-01-30", "2026-03-12").replace("Geld für", "Mehr Geld für")
    draft = "ändert sich nichts"
    assert draft in told(**{name: issue.replace("status: published", "status: draft")})
    found = parts(told(**{name: issue}))
    assert found["Neue Seiten"][0] == "Ausgabe: Mehr Geld für Beispiel Labs – briefings/2026-03-12-zweite/"
    assert found["Was per Mail hinausgeht"] == [
        "Ausgabe: Erfunden Ventures sagt Beispiel Labs Kapital zu: 4,5 Mio. € (de)",
        "Ausgabe: Erfunden Ventures commits capital to Beispiel Labs: €4.5mn (en)",
    ]


def test_a_first_digest_and_a_new_alert_are_mails(told: Callable[..., str]) -> None:
    lists = builders.FILES["publication.yml"] + 'newsletter: {provider: none, lists: {weekly: "2"}}\n'
    alert = "alert: {date: 2026-01-29, text: {de: Es ist Geld da., en: There is money.}}\n"
    found = parts(told(**{"publication.yml": lists, DEAL: builders.FILES[DEAL] + alert}))["Was per Mail hinausgeht"]
    assert [text.partition(":")[0] for text in found] == [
        "Woche 5/2026",
        "Erfunden Ventures sagt Beispiel Labs Kapital zu",
        "Week 5/2026",
        "Erfunden Ventures commits capital to Beispiel Labs",
    ]


RENAMED: dict[str, str | None] = {
    DEAL: None,
    "deals/erste-runde.yml": builders.FILES[DEAL],
    ISSUE: builders.FILES[ISSUE]
    .replace("[[runde/", "[[erste-runde/")
    .replace("lead: runde", "lead: erste-runde")
    .replace("[runde]", "[erste-runde]"),
}


def test_a_renamed_deal_is_told_once_and_as_renamed(told: Callable[..., str]) -> None:
    redirects = "redirects: {deals/runde/: deals/erste-runde/}\n"
    found = parts(told(**RENAMED, **{"publication.yml": builders.FILES["publication.yml"] + redirects}))
    title = "Beispiel Labs sammelt Geld ein"
    assert found.pop("Umbenannte Seiten") == [f"Vorgang: {title} – deals/runde/ → deals/erste-runde/"]
    assert list(found) == [f"{len(found[key][0].split(', '))} weitere Seiten zeigen etwas davon:" for key in found]


def test_a_rename_without_a_redirect_says_that_old_links_break(told: Callable[..., str]) -> None:
    found = parts(told(**RENAMED))
    assert found["Umbenannte Seiten"][1] == "Keine Umleitung: Alte Links dorthin gehen ins Leere."


def test_a_gone_organisation_says_that_old_links_break(told: Callable[..., str]) -> None:
    more = {"organisations/neu-ag.yml": "name: Neu AG\nkind: investor\ncountry: DE\n"}
    assert parts(told(old=more))["Seiten, die es nicht mehr gibt"] == [
        "Organisation: Neu AG – organisations/neu-ag/",
        "Keine Umleitung: Alte Links dorthin gehen ins Leere.",
    ]


def test_a_page_that_only_repeats_something_is_named(told: Callable[..., str]) -> None:
    report = told(**edited(DEAL, ("Beispiel Labs sammelt Geld ein", "Beispiel Labs nimmt Geld auf")))
    lines = next(lines for heading, lines in parts(report).items() if "zeigen etwas davon" in heading)
    assert "organisations/beispiel-labs/" in lines[0].split(", ")


def test_the_report_speaks_the_other_language_when_asked(told: Callable[..., str]) -> None:
    report = told("--language", "en", **edited(DEAL, ("4.5mn", "5mn")))
    assert "Amount: €4.5mn, according to Morgenblatt, 29 January 2026 → €5mn" in report


def test_markdown_holds_no_markup_of_an_editor(told: Callable[..., str]) -> None:
    title = "A & B *c* _d_ | ~e~ #1 @f"
    report = told("--format", "markdown", **edited(DEAL, ("{de: Beispiel Labs sammelt Geld ein,", f"{{de: '{title}',")))
    assert report.startswith("## Was sich für Leser ändert\n")
    assert title in html.unescape(report) and title not in report
    assert not re.search(r"[*_|~@]", report)


def test_another_day_in_the_publication_is_said(told: Callable[..., str]) -> None:
    def dated(day: str) -> dict[str, str | None]:
        return {"publication.yml": f"{builders.FILES['publication.yml']}as_of: {day}\n"}

    report = told(old=dated("2026-06-01"), **dated("2026-07-01"))
    assert "Bisher nennt publication.yml den 1. Juni 2026" in report


def test_a_language_that_goes_is_said(told: Callable[..., str]) -> None:
    german = edited("publication.yml", ("[de, en]", "[de]"))
    assert "Sprachen: de, en → de" in parts(told(**german))["Geänderte Seiten"]


def test_a_correction_that_is_taken_back_is_told(told: Callable[..., str]) -> None:
    corrected = edited(DEAL, ("4.5mn", "5mn"))[DEAL]
    found = parts(told(old={DEAL: corrected + CORRECTED}, **{DEAL: corrected}))
    (line,) = found["Korrekturen, die Leser sehen"]
    assert "entfällt" in line and line.endswith("Vertippt.")


def test_a_branch_in_place_of_a_folder_is_told_how_to_become_one(tmp_path: Path) -> None:
    code, output = run("main", builders.publication(tmp_path))
    assert code == 2 and "git worktree add ../main main" in output


def test_content_with_an_error_prints_it_as_check_does_and_leaves_with_1(tmp_path: Path) -> None:
    good = builders.publication(tmp_path / "good")
    bad = builders.publication(tmp_path / "bad", **edited(DEAL, ("4.5mn EUR", "4.5mn EURO")))
    for old, new in ((good, bad), (bad, good)):
        code, output = run(old, new)
        assert code == 1
        assert "bad/deals/runde.yml:4:9: error:" in output and output.endswith("1 error, 0 warnings\n")


@pytest.mark.parametrize("arguments", [[], ["--language", "fr"], ["--format", "html"]])
def test_wrong_usage_leaves_with_2(arguments: list[str], tmp_path: Path) -> None:
    content = builders.publication(tmp_path)
    assert run(*([content, content, *arguments] if arguments else []))[0] == 2


WORDS = st.lists(st.sampled_from(["eins", "zwei", "drei", "vier", "fünf"]), min_size=1, max_size=60)


@given(WORDS, WORDS)
def test_what_is_marked_leads_from_the_old_words_to_the_new(one: list[str], other: list[str]) -> None:
    """Without the words that stand in both and are left out, the marks are the whole difference."""
    change = Change(label="", language="", nature="prose", before=" ".join(one), after=" ".join(other))
    if change.pieces:
        gone, new = (
            Counter(word for piece in change.pieces if piece.mark == mark for word in piece.text.split())
            for mark in ("gone", "new")
        )
        assert Counter(one) - gone + new == Counter(other)
        assert gone <= Counter(one) and new <= Counter(other)


def test_the_story_with_an_amount_a_title_a_deal_and_an_id_changed(tmp_path: Path) -> None:
    """One report on a publication of a real one's size, frozen issues included."""
    content = shutil.copytree(STORY, tmp_path / "content")

    def edit(path: str, *changes: tuple[str, str]) -> None:
        text = (content / path).read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        (content / path).write_text(text, "utf-8")

    sale, renamed = "deals/2025/openai-secondary-2025.yml", "openai-amazon-2026"
    title, better = "Verkauf von OpenAI-Anteilen der Beschäftigten 2025", "Beschäftigte von OpenAI verkaufen Anteile"
    amounts = ("6,6 Mrd. $", "6,8 Mrd. $")
    edit(sale, ("6.6bn USD", "6.8bn USD"), (title, better))
    with (content / sale).open("a", encoding="utf-8") as file:
        file.write(
            'corrections: [{date: 2026-07-01, field: "amount#sold-6-6", was: 6.6bn USD, now: 6.8bn USD,'
            " reason: {de: Vertippt., en: Mistyped.}, severity: correction}]\n"
        )
    (content / "deals" / "2026" / "cursor-neu-2026.yml").write_text(
        "kind: funding_round\nsubject: anysphere\ntitle: {de: Noch eine Runde, en: Another round}\namount: 3bn USD\n"
        "date: 2026-05-12\nlead: a16z\nsrc: aitoolsrecap-cursor\n",
        "utf-8",
    )
    (content / "deals/2026/openai-amazon-stake-2026.yml").rename(content / f"deals/2026/{renamed}.yml")
    for path in [*content.rglob("*.yml"), *content.rglob("*.md")]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("openai-amazon-stake-2026", renamed), "utf-8")
    with (content / "publication.yml").open("a", encoding="utf-8") as file:
        file.write(f"redirects: {{deals/openai-amazon-stake-2026/: deals/{renamed}/}}\n")

    code, report = run(STORY, content)
    assert code == 0, report
    found = parts(report)
    assert not any(heading.startswith("Achtung") for heading in found)
    assert [line for line in found["Neue Seiten"] if line.startswith("Vorgang")] == [
        "Vorgang: Noch eine Runde – deals/cursor-neu-2026/"
    ]
    moved = f"deals/openai-amazon-stake-2026/ → deals/{renamed}/"
    assert [line.partition(" – ")[2] for line in found["Umbenannte Seiten"]] == [moved]
    changed = found["Geänderte Seiten"]
    assert f"Titel: {title} → {better}" in changed
    said = "laut Bloomberg und anderen, 2. Oktober 2025"
    before, after = (f"abgeschlossen, 02.10.2025, {amount}, {said}, mehrere Stimmen" for amount in amounts)
    assert any(line.endswith(f": {before} → {after}") for line in changed)
    assert {line.partition(" – ")[2] for line in changed if " – " in line} == {
        "briefings/2026-01-30-openai-runde/",
        "deals/openai-round-2026/",
        "deals/openai-secondary-2025/",
    }
