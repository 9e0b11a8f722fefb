"""The mail that takes something back says what was wrong: which deal, which figure, in the reader's own words."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from generator.mail import issues, lint
from generator.mail.mail import Mail
from generator.publish import pipeline
from tests.builders import FILES, TODAY, correction, place, publication

ISSUE = "2026-01-30-runde"
FILE = f"briefings/{ISSUE}/briefing.yml"


def erratum(folder: Path, language: str = "de", **files: str) -> Mail | None:
    """The erratum of the small publication's issue."""
    content = publication(folder, **files)
    checked, problems = pipeline.check(place(content), None, TODAY)
    assert checked is not None, "\n".join(map(str, problems))
    editions = pipeline.editions(checked, pipeline.Templates(place(content).templates))
    return issues.erratum_mail(next(one for one in editions if one.language == language), ISSUE)


def deal(*entries: str) -> dict[str, str]:
    """The deal with these corrections."""
    inner = ", ".join(entry.strip().removeprefix("corrections: [").removesuffix("]") for entry in entries)
    return {"deals/runde.yml": FILES["deals/runde.yml"] + f"corrections: [{inner}]\n"}


def parts(mail: Mail) -> tuple[str, str]:
    """Both parts with every kind of space as one."""
    rich = html.document_fromstring(mail.html, parser=html.HTMLParser(encoding="utf-8")).text_content()
    return " ".join(rich.split()), " ".join(mail.text.split())


def test_it_names_the_deal_and_the_figure_and_prints_amounts_in_the_language(tmp_path: Path) -> None:
    for language, name, change in (
        ("de", "Beispiel Labs sammelt Geld ein, Betrag", "Zuvor: 4 Mio. €. Jetzt: 4,5 Mio. €."),
        ("en", "Beispiel Labs raises money, Amount", "Before: €4mn. Now: €4.5mn."),
    ):
        mail = erratum(tmp_path / language, language, **deal(correction("amount", "4mn EUR", "4.5mn EUR")))
        assert mail is not None
        rich, plain = parts(mail)
        assert name in rich and change in rich
        assert name.upper() in plain and change in plain
        assert " ".join(mail.preheader.split()).startswith(name)
        assert "mn EUR" not in mail.html + mail.text + mail.preheader
        assert f"https://probeblatt.example/{language}/deals/runde/#amount" in mail.text.split()
        assert lint.check(mail) == ()


def test_a_step_is_told_in_words(tmp_path: Path) -> None:
    mail = erratum(tmp_path, **deal(correction("status", "closed 2026-01-28", "announced 2026-01-29")))
    assert mail is not None
    for part in parts(mail):
        assert "Zuvor: abgeschlossen, 28. Januar 2026. Jetzt: angekündigt, 29. Januar 2026." in part


def test_two_figures_of_one_deal_are_two_links_with_names_of_their_own(tmp_path: Path) -> None:
    files = deal(correction("amount", "4mn EUR", "4.5mn EUR"), correction("valuation", "50mn EUR", "40mn EUR"))
    files["deals/runde.yml"] = files["deals/runde.yml"].replace("corrections:", "valuation: 40mn EUR\ncorrections:")
    mail = erratum(tmp_path, **files)
    assert mail is not None
    assert [one for one in lint.check(mail) if one.severity == "error"] == []
    links = html.document_fromstring(mail.html).xpath("//a[contains(@href, '/deals/runde/#')]")
    assert len({link.get("href") for link in links}) == len({link.text_content() for link in links}) == 2


def test_what_was_wrong_in_the_issues_own_words_leads_to_no_deal(tmp_path: Path) -> None:
    mail = erratum(tmp_path, **{FILE: FILES[FILE] + correction("summary", "4 Runden", "5 Runden")})
    assert mail is not None
    assert "Zum Vorgang" not in mail.html and "/deals/" not in mail.text
    assert "Korrektur: Geld für Beispiel Labs" in parts(mail)[0]


def test_a_deal_without_a_page_in_the_language_is_corrected_there_too(tmp_path: Path) -> None:
    files = deal(correction("amount", "4mn EUR", "4.5mn EUR"))
    files["deals/runde.yml"] = files["deals/runde.yml"].replace(", en: Beispiel Labs raises money", "")
    mail = erratum(tmp_path, "en", **files)
    assert mail is not None
    assert "Before: €4mn. Now: €4.5mn." in parts(mail)[1] and "/en/deals/runde/" not in mail.text


def test_a_correction_of_tomorrow_and_a_typing_error_make_none(tmp_path: Path) -> None:
    assert erratum(tmp_path / "a", **deal(correction("amount", "4mn EUR", "4.5mn EUR", day="2026-07-02"))) is None
    assert erratum(tmp_path / "b", **deal(correction("amount", "4mn EUR", "4.5mn EUR", severity="typo"))) is None
