"""One figure stands for an issue: what its date knew, what was announced rather than sought, or what an editor chose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.mail.issues import issue_mail
from generator.views import differences, issues, social, tiles
from tests import builders
from tests.publications import Made, make

ISSUE = "2026-01-30-runde"
DEAL = """\
kind: funding_round
subject: beispiel-labs
title: {de: Runde, en: Round}
src: blatt-januar
status:
  - {to: in_talks, date: 2026-01-10, src: blatt-januar}
  - {to: announced, date: 2026-01-29, src: blatt-januar}
parts: {schritt: {de: erster Schritt, en: first step}}
amount:
  claims:
    - {id: gesucht, value: up to 100mn EUR, scope: sought, as_of: 2026-01-10}
    - {id: schritt, value: 110mn EUR, scope: part, what: schritt, said: company}
    - {id: ganz, value: 122mn EUR, src: blatt-maerz}
valuation: {id: wert, value: 730mn EUR, basis: pre_money}
participants: [{org: erfunden-ventures, role: lead}]
"""
OTHER = """\
kind: stake
subject: erfunden-ventures
title: {de: Anteil, en: Stake}
amount: {id: anteil, value: 7mn EUR}
date: 2026-01-20
src: blatt-januar
"""


def issue(**more: str) -> str:
    fields = "".join(f"{name}: {value}\n" for name, value in more.items())
    return (
        "date: 2026-01-30\nstatus: published\ntitle: {de: Geld, en: Money}\nsummary: {de: Kurz., en: Short.}\n"
        f"lead: runde\ndeals: [runde, anteil]\n{fields}"
        "sections:\n  - {kind: news, heading: {de: Neues, en: News}, body: {de: Text., en: Text.}}\n"
    )


def publication(folder: Path, **more: str) -> Made:
    written = {"deals/runde.yml": DEAL, "deals/anteil.yml": OTHER, f"briefings/{ISSUE}/briefing.yml": issue(**more)}
    return make(builders.publication(folder, **written), as_of=date(2026, 7, 1))


def told(made: Made) -> dict[str, tuple[str, str]]:
    """What tile, card, image and mail say of the issue's figure: its number, and the words beside it."""
    edition = made.editions["de"]
    record = edition.archive.issues[ISSUE]
    shown, writer = issues.read(edition, ISSUE, web=False)
    tile, image = tiles.of_issue(writer, record)[0], social.of_issue(edition, ISSUE, record)
    found = {
        "tile": (tile.value, tile.note),
        "card": (shown.cards[0].amount or "", shown.cards[0].speaker or ""),
        "image": (image.amount, image.speaker),
    }
    return {key: (a.replace("\xa0", " "), b.replace("\xa0", " ")) for key, (a, b) in found.items()}


def test_what_was_announced_stands_with_its_label_and_not_what_was_sought(tmp_path: Path) -> None:
    made = publication(tmp_path)
    for place, (amount, words) in told(made).items():
        assert amount == "110 Mio. €", place
        assert words.startswith("erster Schritt (Teil von: "), place
    mail = issue_mail(made.editions["de"], ISSUE)
    lead = mail.text.replace("\xa0", " ").partition("IM MITTELPUNKT")[2].partition("DIE VORGÄNGE")[0]
    assert "\n110 Mio. € · erster Schritt" in lead
    assert "eine Stimme" not in mail.text, "one voice about a part is none about the whole"


def test_an_editor_chooses_a_claim_for_one_issue(tmp_path: Path) -> None:
    made = publication(tmp_path, lead_figure="runde/valuation#wert")
    assert {amount for amount, _ in told(made).values()} == {"730 Mio. €"}


def test_an_editor_chooses_a_figure_of_another_deal(tmp_path: Path) -> None:
    made = publication(tmp_path, lead_figure="anteil/amount")
    found = told(made)
    assert found["tile"][0] == found["image"][0] == "7 Mio. €"
    edition = made.editions["de"]
    _, writer = issues.read(edition, ISSUE, web=False)
    tile = tiles.of_issue(writer, edition.archive.issues[ISSUE])[0]
    assert tile.label.endswith(": Betrag")


def test_what_was_announced_without_a_number_has_none(tmp_path: Path) -> None:
    unsaid = DEAL.replace("    - {id: schritt, value: 110mn EUR, scope: part, what: schritt, said: company}\n", "")
    files = {"deals/runde.yml": unsaid, "deals/anteil.yml": OTHER, f"briefings/{ISSUE}/briefing.yml": issue()}
    made = make(builders.publication(tmp_path, **files), as_of=date(2026, 7, 1))
    found = told(made)
    assert found["tile"] == ("keine Zahl bekannt gegeben", "")
    assert found["card"] == found["image"] == ("", "")
    assert "100 Mio" not in social.of_issue(made.editions["de"], ISSUE, made.editions["de"].archive.issues[ISSUE]).alt


def test_readers_are_told_which_numbers_differ_side_by_side(tmp_path: Path) -> None:
    """On issue and deal page, in the mail and the feed: also of a part, and never an interval that nobody claims."""
    deal = DEAL.replace(
        "    - {id: ganz,",
        "    - {id: rival, value: 10mn EUR to 30mn EUR, scope: part, what: schritt}\n    - {id: ganz,".replace(
            "10mn EUR to 30mn EUR", "10mn to 30mn EUR"
        ),
    ).replace("said: company}", "said: company, via: [beispiel-labs]}")
    body = issue().replace("sections:\n", "sections:\n  - {kind: claims}\n")
    files = {"deals/runde.yml": deal, "deals/anteil.yml": OTHER, f"briefings/{ISSUE}/briefing.yml": body}
    made = make(builders.publication(tmp_path, **files), as_of=date(2026, 7, 1))
    values = "110 Mio. € (Morgenblatt), 10 bis 30 Mio. € (Morgenblatt)"
    for path in (f"docs/de/briefings/{ISSUE}/index.md", "docs/de/deals/runde/index.md", f"email/{ISSUE}/de/issue.txt"):
        text = " ".join(made.text(path).replace("\xa0", " ").split())
        assert values in text.replace("&nbsp;", " "), path
    assert "Erster Schritt: Angaben weichen ab:" in made.text("docs/de/deals/runde/index.md")
    assert values in made.text("site/de/feed.json").replace("\xa0", " ").replace("\\u00a0", " ")


def test_readers_are_told_that_one_number_is_said_to_be_before_and_after_the_money(tmp_path: Path) -> None:
    deal = DEAL.replace(
        "valuation: {id: wert, value: 730mn EUR, basis: pre_money}",
        "valuation:\n  claims:\n    - {id: vor, value: 730mn EUR, basis: pre_money}\n"
        "    - {id: nach, value: 730mn EUR, basis: post_money}",
    )
    files = {"deals/runde.yml": deal, "deals/anteil.yml": OTHER, f"briefings/{ISSUE}/briefing.yml": issue()}
    made = make(builders.publication(tmp_path, **files), as_of=date(2026, 7, 1))
    edition = made.editions["de"]
    _, writer = issues.read(edition, ISSUE, web=False)
    known = edition.then[ISSUE].deals["runde"].figures["valuation"]
    (found,) = differences.differences(writer, known)
    assert found.heading == "Vor oder nach dem neuen Geld: Angaben weichen ab"
    assert known.shown_agreement == "differ"
    assert found.values.count("730") == 2
