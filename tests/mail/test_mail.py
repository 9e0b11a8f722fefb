"""The mail folds to its budget, says the page's figures, takes back what was wrong, and runs nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from lxml import html

from generator.analysis.knowledge import know
from generator.content.records.base import Words
from generator.content.records.deal import DatedTexts
from generator.mail import budget, issues, lint, providers
from generator.mail.mail import Mail
from generator.mail.providers import PROVIDERS
from generator.outputs import OUTPUTS
from generator.outputs.newsletter import newsletter
from generator.publish import pipeline
from generator.views.edition import every_file
from tests.builders import FILES, TODAY, correction, place, publication
from tests.publications import Made

ISSUE = "2026-01-30-runde"
FILE = f"briefings/{ISSUE}/briefing.yml"


def mail(content: Path, language: str = "de") -> Mail:
    """The issue's mail of a small publication."""
    return edition_mails(content, language)[0]


def edition_mails(content: Path, language: str = "de") -> list[Mail]:
    checked, problems = pipeline.check(place(content), None, TODAY)
    assert checked is not None, "\n".join(map(str, problems))
    editions = pipeline.editions(checked, pipeline.Templates(place(content).templates))
    return list(issues.mails(next(e for e in editions if e.language == language), ISSUE))


def with_deals(folder: Path, n: int, words: str = "") -> Path:
    """A publication whose issue has `n` deals, the lead first."""
    names = [f"deal-{number:03}" for number in range(1, n)]
    deals: dict[str, str | bytes | None] = {
        f"deals/{name}.yml": (
            "kind: funding_round\nsubject: beispiel-labs\n"
            f"title: {{de: Beispiel Labs nimmt zum {number}. Mal Geld auf,"
            f" en: Beispiel Labs raises money for time {number}}}\n"
            f"amount: {number}mn EUR\ndate: 2026-01-29\nlead: erfunden-ventures\nsrc: blatt-januar\n"
        )
        for number, name in enumerate(names, start=1)
    }
    issue = FILES[FILE].replace("deals: [runde]", f"deals: [runde, {', '.join(names)}]" if names else "deals: [runde]")
    return publication(folder, **deals, **{FILE: issue + words})


@pytest.mark.parametrize("n", [1, 2, 40, 300])
def test_an_issue_of_any_length_stays_within_the_budget(n: int, tmp_path: Path) -> None:
    made = mail(with_deals(tmp_path, n))
    assert budget.weight(made.html) <= budget.TARGET < budget.LIMIT
    assert made.fold.full + made.fold.lines + made.fold.more == n - 1
    links = html.document_fromstring(made.html).xpath("//a/@href")
    assert [href for _, href in made.deals if href not in links] == []
    assert (f"{made.url}#deals" in links) == (made.fold.more > 0)
    assert [one for one in lint.check(made) if one.severity == "error"] == []


def test_300_deals_fold_from_the_last_and_the_page_has_them_all(tmp_path: Path) -> None:
    """First the lowest ranks become lines, then a link; the text part folds alike."""
    content = with_deals(tmp_path, 300)
    made = mail(content)
    assert 0 < made.fold.full < 100 < made.fold.lines
    titles = [title for title, _ in made.deals[1:]]
    assert titles == [f"Beispiel Labs nimmt zum {n}. Mal Geld auf" for n in range(1, len(titles) + 1)]
    whole = html.document_fromstring(made.html).xpath("//h3[contains(@class, 'deal')]")
    lines = html.document_fromstring(made.html).xpath("//ul[contains(@class, 'lines')]/li")
    assert (len(whole), len(lines)) == (made.fold.full, made.fold.lines)
    page = make_text(content, f"docs/de/briefings/{ISSUE}/index.md")
    assert [n for n in range(1, 300) if f"deals/deal-{n:03}/" not in page] == []


def test_more_deals_than_lines_fit_end_in_a_link_to_the_page(tmp_path: Path) -> None:
    made = mail(with_deals(tmp_path, 600))
    assert made.fold.full == 0 < made.fold.more
    assert budget.weight(made.html) <= budget.TARGET
    link = html.document_fromstring(made.html).xpath(f"//a[@href='{made.url}#deals']")
    assert [a.text for a in link] == [f"und {made.fold.more} weitere auf der Seite"]
    assert f"und {made.fold.more} weitere auf der Seite" in " ".join(made.text.split())
    assert f"{made.url}#deals" in made.text.split()


def make_text(content: Path, path: str) -> str:
    checked, _ = pipeline.check(place(content), None, TODAY)
    assert checked is not None
    for edition in pipeline.editions(checked, pipeline.Templates(place(content).templates)):
        for output in OUTPUTS:
            for artifact in every_file(output(edition)):
                if artifact.path == path:
                    return artifact.content.decode()
    raise AssertionError(path)


def test_the_budget_folds_no_more_than_it_must(tmp_path: Path) -> None:
    """One deal more would be over the target."""
    made = mail(with_deals(tmp_path, 150))
    assert made.fold.more == 0 < made.fold.lines
    assert budget.TARGET - 600 < budget.weight(made.html) <= budget.TARGET


def test_texts_that_no_folding_helps_are_an_error(tmp_path: Path) -> None:
    words = "  - kind: analysis\n    id: lang\n    body: {de: " + "Wort " * 20_000 + ", en: x}\n"
    content = with_deals(tmp_path, 3, words)
    problems = pipeline.check_mails(place(content), None, TODAY)
    assert [p.code for p in problems if p.severity == "error"] == ["mail-size"]
    assert problems[0].at.path.endswith(FILE)


def test_a_mail_that_fails_stops_the_build(tmp_path: Path) -> None:
    words = "  - kind: analysis\n    id: lang\n    body: {de: " + "Wort " * 20_000 + ", en: x}\n"
    written, problems = pipeline.build(place(with_deals(tmp_path, 3, words)), None, TODAY, lambda *step: None)
    assert written == 0 and not (tmp_path / "build" / "site").exists()
    assert "mail-size" in {p.code for p in problems}


def test_the_editor_chooses_subject_and_preview(tmp_path: Path) -> None:
    words = (
        "mail: {subject: {de: Ein anderer Betreff}, preheader: {de: Was in der Vorschau steht und neugierig macht}}\n"
    )
    content = with_deals(tmp_path, 1, words)
    german, english = mail(content), mail(content, "en")
    assert (german.subject, german.preheader) == (
        "Ein anderer Betreff",
        "Was in der Vorschau steht und neugierig macht",
    )
    assert english.subject == "Erfunden Ventures commits capital to Beispiel Labs: €4.5mn"


def test_a_paid_place_is_labelled_above_it_and_only_while_it_is_sold(tmp_path: Path) -> None:
    slot = (
        "sponsors: [{sponsor: firma, slot: end, body: {de: Kauft mehr., en: Buy more.},"
        " url: https://firma.example/x, until: UNTIL}]\n"
    )
    sponsor: dict[str, str | bytes | None] = {"sponsors/firma.yml": "name: Firma\n"}
    for until, sold in (("2026-01-30", True), ("2026-01-29", False)):
        content = publication(with_deals(tmp_path / until, 1, slot.replace("UNTIL", until)), **{**sponsor, FILE: None})
        for language, label in (("de", "Anzeige"), ("en", "Advertisement")):
            made = mail(content, language)
            place_of = made.html.find("https://firma.example/x")
            assert (place_of >= 0) is sold
            if sold:
                assert made.html.rfind(label, 0, place_of) > made.html.rfind("</h2>", 0, place_of)
                assert made.text.index(label.upper()) < made.text.index("https://firma.example/x")


@pytest.mark.parametrize("severity", ["typo", "clarification", "correction", "retraction"])
def test_only_what_was_materially_wrong_makes_an_erratum(severity: str, tmp_path: Path) -> None:
    words = correction("summary", "4 Runden", "5 Runden", severity=severity)
    found = edition_mails(with_deals(tmp_path, 1, words))
    assert [one.kind for one in found] == (
        ["issue", "erratum"] if severity in ("correction", "retraction") else ["issue"]
    )
    for one in found[1:]:
        assert lint.check(one) == ()
        assert one.subject == "Korrektur: Geld für Beispiel Labs"
        for part in (one.html, one.text):
            assert "4 Runden" in part and "5 Runden" in part and "Verlesen." in part and one.url in part


@pytest.mark.parametrize("severity", ["typo", "clarification", "correction", "retraction"])
def test_the_next_issue_tells_what_was_corrected_since(severity: str, tmp_path: Path) -> None:
    """Lesser corrections get no mail of their own; neither does an issue tell them before nor twice."""
    entry = correction("summary", "4 Runden", "5 Runden", severity=severity)
    later = {
        f"briefings/{day}-spaeter/briefing.yml": FILES[FILE]
        .replace("2026-01-30", day)
        .replace("Geld für", f"{day} für")
        for day in ("2026-02-02", "2026-02-20")
    }
    folder = publication(tmp_path, **{FILE: FILES[FILE] + entry, **later})
    checked, problems = pipeline.check(place(folder), None, TODAY)
    assert checked is not None, problems
    german = pipeline.editions(checked, pipeline.Templates(place(folder).templates))[0]
    for name, told in ((ISSUE, False), ("2026-02-02-spaeter", True), ("2026-02-20-spaeter", False)):
        made = issues.issue_mail(german, name)
        for part in (made.html, made.text):
            assert ("5 Runden" in part, "Verlesen." in part) == (told, told), name
            assert ("korrekturen seit der letzten ausgabe" in part.casefold()) is told


def test_a_deals_correction_reaches_those_who_got_the_issue(tmp_path: Path) -> None:
    entry = correction("amount", "4 Mio.", "4.5 Mio.")
    found = edition_mails(publication(tmp_path, **{"deals/runde.yml": FILES["deals/runde.yml"] + entry}))
    assert [one.kind for one in found] == ["issue", "erratum"]
    assert "/de/deals/runde/" in found[1].html


def test_a_correction_of_tomorrow_is_not_told_today(tmp_path: Path) -> None:
    words = correction("summary", "a", "b", day="2026-08-02")
    assert [one.kind for one in edition_mails(with_deals(tmp_path, 1, words))] == ["issue"]


EVIL = [
    "{{ 7*7 }}",
    "{{UnsubscribeURL}}",
    "{% debug %}",
    "{# weg #}",
    "*|EMAIL|*",
    "%recipient%",
    "%recipient.email%",
    "%unsubscribe_url%",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "=?utf-8?q?Subject?=",
    "&amp; <b>",
    "{{{{ a }}}}",
    "$1 \\1 ${x}",
    "[[unsubscribe_url]]",
]
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def odd_mails(folder: Path, text: str) -> tuple[dict[str, bytes], list[Mail]]:
    """Every mail of a publication whose deal and issue bear an odd text: the files, and the German mails.

    The check would refuse some of these texts; they are put in behind it, so that nothing else guards the mails.
    """
    entry = correction("summary", "a", "b")
    checked, _ = pipeline.check(place(publication(folder, **{FILE: FILES[FILE] + entry})), None, TODAY)
    assert checked is not None
    archive = checked.archive
    title = Words({"": f"Deal {text} Ende"})
    dated = DatedTexts(date=archive.issues[ISSUE].date, title=title)
    deal = archive.deals["runde"].model_copy(update={"title": title, "texts": (dated,)})
    issue = archive.issues[ISSUE].model_copy(update={"title": Words({"": f"Ausgabe {text} Ende"})})
    odd = replace(archive, deals={"runde": deal}, issues={ISSUE: issue})
    then = {ISSUE: know(odd, issue.date, undated=False)}
    whole = replace(checked, archive=odd, today=know(odd, TODAY, undated=True), then=then)
    editions = pipeline.editions(whole, pipeline.Templates(place(folder).templates))
    files = {file.path: file.content for edition in editions for file in every_file(newsletter(edition))}
    return files, list(issues.mails(editions[0], ISSUE))


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_program_arrives_as_it_is_written(text: str, tmp_path: Path) -> None:
    """In every file, and in every provider's own language: nothing is run, nothing is lost."""
    files, mails = odd_mails(tmp_path, text)
    assert len({path.rpartition("/")[2] for path in files}) >= 10
    for path, raw in files.items():
        if path.endswith(".html"):
            assert_inert(raw.decode(), text)
        elif path.endswith(".txt"):
            assert words(f"{text} Ende") in words(raw.decode()), path
        elif path.endswith(".eml"):
            message = message_from_bytes(raw, policy=policy.default)
            plain, rich = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
            assert words(f"{text} Ende") in words(plain), path
            assert_inert(rich, text)
            assert text in message["Subject"], path
        elif path.endswith("meta.json"):
            meta = json.loads(raw)
            assert text in meta["subject"]
            assert [one for one in meta["lint"] if one["severity"] == "error"] == []
    for made in mails:
        for name, provider in PROVIDERS.items():
            for value in strings(providers.payload(made, name)):
                rest = value.replace(provider.unsubscribe, "")
                rest = re.sub(r'\{\{ "(\{[{%#])" \}\}', "", re.sub(r"<style.*?</style>", "", rest, flags=re.DOTALL))
                assert re.findall(provider.marks, rest) == [], (name, value[:200])


def assert_inert(mail: str, text: str) -> None:
    """The words are there as words, and nothing in the mail runs or leads to a program."""
    tree = html.document_fromstring(mail, parser=html.HTMLParser(encoding="utf-8"))
    assert words(f"{text} Ende") in words(tree.text_content())
    assert tree.xpath("//script | //@onerror | //img[@src='x'] | //b") == []
    assert [link for link in tree.xpath("//@href | //@src") if not re.match(r"https://|mailto:", link)] == []


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\r\nBcc: x@y.example b", "a Bcc: x@y.example b"),
        ("a\nb", "a b"),
        ("a\u202eb", "ab"),
        ("a\u2066b", "ab"),
        ("a\0b", "ab"),
        ("a\x92b", "ab"),
        ("a\x1bb", "ab"),
        ("a\ufeffb", "ab"),
        ("a\u2028b", "ab"),
    ],
)
def test_line_breaks_and_what_nobody_sees_do_not_arrive(text: str, seen: str, tmp_path: Path) -> None:
    """Neither does a title make a header, nor can it turn a line round or make Gmail clip the mail."""
    found, mails = odd_mails(tmp_path, text)
    for path, raw in found.items():
        assert not UNSEEN.search(raw.decode()), path
        assert not re.search(r"\\u(?:202e|2066|0000|0092|001b|feff|2028)", raw.decode()), path
        if path.endswith(".txt"):
            assert f"{seen} Ende" in words(raw.decode()), path
        elif path.endswith(".eml"):
            message = message_from_bytes(raw, policy=policy.default)
            assert "Bcc" not in message and not message.defects
            assert seen in message["Subject"]
            assert not any(UNSEEN.search(part.get_content()) for part in message.iter_parts())
        elif path.endswith("meta.json"):
            meta = json.loads(raw)
            assert seen in meta["subject"] and [one for one in meta["lint"] if one["severity"] == "error"] == []
    for made in mails:
        for name in PROVIDERS:
            assert not [value for value in strings(providers.payload(made, name)) if UNSEEN.search(value)], name


def words(text: str) -> str:
    """Every kind of space as one."""
    return " ".join(text.split())


def test_payloads_say_draft_and_bear_the_providers_own_way_out(real: Made) -> None:
    for name, _ in real.editions["de"].issues:
        folder = f"email/{name}/de"
        button = json.loads(real.text(f"{folder}/buttondown.json"))
        assert button["status"] == "draft"
        assert button["body"].count("{{ unsubscribe_url }}") == 1 and "TOKEN" not in button["body"]
        assert not re.search(r"(?m)^\s*$", button["body"].rstrip("\n")), "an empty line would end the HTML"
        monk = json.loads(real.text(f"{folder}/listmonk.json"))
        assert monk["body"].count("{{ UnsubscribeURL }}") == 1
        assert monk["altbody"].count("{{ UnsubscribeURL }}") == 1
        meta = json.loads(real.text(f"{folder}/meta.json"))
        assert meta["size"]["html"] == len(real.files[f"{folder}/issue.html"])
        assert [one for one in meta["lint"] if one["severity"] == "error"] == []


def test_the_publications_own_provider_gets_a_file(tmp_path: Path) -> None:
    extra = "newsletter: {provider: mailchimp, form: 'https://eu1.list-manage.example/subscribe/post?u=1&id=2'}\n"
    content = publication(tmp_path, **{"publication.yml": FILES["publication.yml"] + extra})
    made = json.loads(make_text(content, f"email/{ISSUE}/de/mailchimp.json"))
    assert "*|UNSUB|*" in made["content"]["html"] and "*|UNSUB|*" in made["content"]["plain_text"]


def test_the_golden_mails_are_made_alike_twice(golden: Made) -> None:
    editions = pipeline.editions(golden.checked, pipeline.Templates(golden.place.templates))
    again = [file for edition in editions for file in every_file(newsletter(edition))]
    assert again and all(file.content == golden.files[file.path] for file in again)
