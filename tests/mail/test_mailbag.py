"""Digests, alerts and topics' mails: made where they are asked for, of what their day knew, each with its own name."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.mail import lint
from generator.mail.digests import LENGTHS, Length, period
from generator.mail.mail import Mail
from generator.mail.mailbag import mails
from generator.publish import pipeline
from generator.views.edition import Edition
from tests.builders import FILES, TODAY, findings, place, publication
from tests.publications import Made

ISSUE = "2026-01-30-runde"
LISTS = "newsletter: {lists: {weekly: '2', quarterly: '3', alerts: '4', chips: '5'}}\n"
TOPICS: dict[str, str | bytes | None] = {"topics/chips.yml": "title: {de: Chips, en: Chips}\n"}


def content(folder: Path, lists: str = LISTS, deal: str = "", **files: str) -> Path:
    """The small publication with lists, its deal on the topic of chips."""
    return publication(
        folder,
        **{
            **TOPICS,
            "publication.yml": FILES["publication.yml"] + lists,
            "deals/runde.yml": FILES["deals/runde.yml"] + "topics: [chips]\n" + deal,
            **files,
        },
    )


def editions(folder: Path, as_of: date = TODAY) -> list[Edition]:
    checked, problems = pipeline.check(place(folder), as_of, TODAY)
    assert checked is not None, "\n".join(map(str, problems))
    return pipeline.editions(checked, pipeline.Templates(place(folder).templates))


def german_mails(folder: Path, as_of: date = TODAY) -> dict[str, Mail]:
    """Every German mail by its key."""
    return {one.key: one for make in mails(editions(folder, as_of)[0]).values() for one in make()}


def tree(mail: Mail) -> Any:
    return html.document_fromstring(mail.html, parser=html.HTMLParser(encoding="utf-8"))


ALERT = "alert: {date: 2026-01-29, text: {de: Zugesagt ist nicht bezahlt.}}\n"


def test_nothing_is_made_that_nobody_asked_for(tmp_path: Path) -> None:
    assert list(german_mails(content(tmp_path, lists=""))) == [f"issue:{ISSUE}:de"]


def test_each_list_gets_its_mail(tmp_path: Path) -> None:
    found = german_mails(content(tmp_path, deal=ALERT))
    assert list(found) == [
        f"issue:{ISSUE}:de",
        f"topic-chips:{ISSUE}:de",
        "digest:2026-q1:de",
        "digest:2026-w05:de",
        "alert:runde:de",
    ]
    assert [one.list for one in found.values()] == ["", "chips", "quarterly", "weekly", "alerts"]
    ids = [one.list_id for one in found.values()]
    assert ids == [f"{name}de.probeblatt.example" for name in ("", "chips.", "quarterly.", "weekly.", "alerts.")]
    assert len({message(one)["Message-ID"] for one in found.values()}) == 5
    for one in found.values():
        assert [finding for finding in lint.check(one) if finding.severity == "error"] == []


def message(mail: Mail) -> Any:
    return message_from_bytes(mail.message, policy=policy.default)


def test_a_language_without_the_alerts_words_gets_none(tmp_path: Path) -> None:
    german, english = editions(content(tmp_path, deal=ALERT))
    assert "runde" in mails(german) and "runde" not in mails(english)


def test_an_alert_of_tomorrow_and_a_period_that_is_not_over_are_not_sent_today(tmp_path: Path) -> None:
    folder = content(tmp_path, deal=ALERT.replace("01-29", "02-01"))
    assert set(german_mails(folder, date(2026, 1, 31))) == {f"issue:{ISSUE}:de", f"topic-chips:{ISSUE}:de"}
    assert "digest:2026-w05:de" not in german_mails(folder, date(2026, 2, 1))
    assert {"digest:2026-w05:de", "alert:runde:de"} <= set(german_mails(folder, date(2026, 2, 2)))
    assert "digest:2026-q1:de" not in german_mails(folder, date(2026, 3, 31))
    assert "digest:2026-q1:de" in german_mails(folder, date(2026, 4, 1))


def test_a_digest_appears_on_the_morning_after(tmp_path: Path) -> None:
    digest = german_mails(content(tmp_path))["digest:2026-w05:de"]
    assert message(digest)["Date"].datetime.isoformat() == "2026-02-02T07:00:00+01:00"
    assert digest.subject == "Woche 5/2026: Geld für Beispiel Labs"
    assert digest.preheader == "eine Ausgabe und ein Vorgang mit Neuem: Beispiel Labs sammelt Geld ein"


def test_a_digest_knows_the_last_day_of_its_period_and_no_later_one(tmp_path: Path) -> None:
    """A claim of March is in the quarter, and not in the week of January."""
    later = (
        "amount:\n  claims:\n    - {id: a, value: 4.5mn EUR, src: blatt-januar}\n"
        "    - {id: b, value: 9mn EUR, src: blatt-maerz}\n"
    )
    deal = FILES["deals/runde.yml"].replace("amount: 4.5mn EUR\n", later)
    found = german_mails(content(tmp_path, **{"deals/runde.yml": deal + "topics: [chips]\n"}))
    week, quarter = (" ".join(found[f"digest:{name}:de"].text.split()) for name in ("2026-w05", "2026-q1"))
    assert "4,5 Mio. €" in week and "9 Mio. €" not in week and "9 Mio. €" in quarter
    assert "Neu: angekündigt (29. Januar 2026); eine Angabe" in week
    assert "Neu: angekündigt (29. Januar 2026); 2 Angaben" in quarter


def test_an_embargo_moves_an_issue_into_the_period_in_which_readers_could_see_it(tmp_path: Path) -> None:
    issue = FILES[f"briefings/{ISSUE}/briefing.yml"] + "embargo_until: 2026-02-10T08:00:00+01:00\n"
    found = german_mails(content(tmp_path, **{f"briefings/{ISSUE}/briefing.yml": issue}))
    assert "digest:2026-w07:de" in found and "digest:2026-w05:de" not in found


def test_a_draft_is_in_no_digest(tmp_path: Path) -> None:
    issue = FILES[f"briefings/{ISSUE}/briefing.yml"].replace("status: published", "status: draft")
    assert german_mails(content(tmp_path, **{f"briefings/{ISSUE}/briefing.yml": issue})) == {}


def test_an_alert_says_what_it_is_who_said_it_and_what_it_means(tmp_path: Path) -> None:
    alert = german_mails(content(tmp_path, deal=ALERT))["alert:runde:de"]
    for part in (words(tree(alert).text_content()), words(alert.text)):
        for said in ("4,5 Mio. €", "laut Morgenblatt, 29. Januar 2026", "Zugesagt ist nicht bezahlt.", "angekündigt"):
            assert said in part, said
    assert alert.subject == "Erfunden Ventures sagt Beispiel Labs Kapital zu: 4,5 Mio. €", (
        "with plain spaces, as who searches types them"
    )
    assert alert.url == "https://probeblatt.example/de/deals/runde/"
    assert words(alert.preheader) == "4,5 Mio. €, laut Morgenblatt, 29. Januar 2026. Zugesagt ist nicht bezahlt."


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_topics_mail_has_its_deals_alone(tmp_path: Path) -> None:
    other = FILES["deals/runde.yml"].replace("Beispiel Labs sammelt Geld ein", "Ein anderer Vorgang")
    issue = FILES[f"briefings/{ISSUE}/briefing.yml"].replace("deals: [runde]", "deals: [runde, andere]")
    found = german_mails(content(tmp_path, **{"deals/andere.yml": other, f"briefings/{ISSUE}/briefing.yml": issue}))
    assert [title for title, _ in found[f"issue:{ISSUE}:de"].deals] == [
        "Beispiel Labs sammelt Geld ein",
        "Ein anderer Vorgang",
    ]
    topic = found[f"topic-chips:{ISSUE}:de"]
    assert [title for title, _ in topic.deals] == ["Beispiel Labs sammelt Geld ein"]
    assert "Ein anderer Vorgang" not in topic.text + topic.html
    assert words(topic.subject) == "Chips, 30. Januar 2026: ein Vorgang zum Thema"


def test_a_digest_folds_to_its_budget(tmp_path: Path) -> None:
    deals = {
        f"deals/deal-{n:03}.yml": FILES["deals/runde.yml"].replace("Labs sammelt", f"Labs sammelt zum {n}. Mal")
        for n in range(300)
    }
    found = german_mails(content(tmp_path, **deals))["digest:2026-q1:de"]
    assert found.fold.full + found.fold.lines + found.fold.more == 301 and found.fold.lines
    assert [finding for finding in lint.check(found) if finding.severity == "error"] == []


def test_an_unknown_list_and_an_alert_before_its_deal_are_told(tmp_path: Path) -> None:
    lists = LISTS.replace("chips", "chip")
    folder = content(tmp_path, lists=lists, deal=ALERT.replace("2026-01-29", "2025-01-01"))
    assert findings(folder) == ["deals/runde.yml:9:15 not-known-then", "publication.yml:13:64 unknown-reference"]


def test_an_alert_types_no_amount_and_refers_to_nothing(tmp_path: Path) -> None:
    for text, code in (("4 Mio. Euro mehr", "unbound-figure"), ("[[beispiel-labs]]", "bad-reference")):
        deal = f'alert: {{date: 2026-01-29, text: {{de: "{text}"}}}}\n'
        assert [found.rpartition(" ")[2] for found in findings(content(tmp_path / code, deal=deal))] == [code]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(LENGTHS))
def test_periods_lie_side_by_side_and_have_names_of_their_own(day: date, length: Length) -> None:
    here = period(length, day)
    after = period(length, here.last + timedelta(days=1))
    assert here.holds(day) and after.first == here.last + timedelta(days=1) and after.id != here.id
    assert period(length, here.first) == period(length, here.last) == here
    days = (here.last - here.first).days + 1
    assert days == 7 and here.first.weekday() == 0 if length == "weekly" else 90 <= days <= 92 and here.first.day == 1


def test_two_corrections_at_two_times_are_two_errata(tmp_path: Path) -> None:
    """The first was sent; a mail program would take a second with the same id for the same, a provider for sent."""
    one = "{date: 2026-02-02, field: summary, was: a, now: b, reason: {de: x, en: x}, severity: correction}"
    two = one.replace("02-02", "02-20").replace("was: a", "was: c")
    keys, ids = [], []
    for number, entries in enumerate((one, f"{one}, {two}")):
        issue = FILES[f"briefings/{ISSUE}/briefing.yml"] + f"corrections: [{entries}]\n"
        found = german_mails(content(tmp_path / str(number), lists="", **{f"briefings/{ISSUE}/briefing.yml": issue}))
        ((key, mail),) = [(key, one) for key, one in found.items() if one.kind == "erratum"]
        keys.append(key)
        ids.append(message(mail)["Message-ID"])
    assert keys == [f"erratum:{ISSUE}:de:2026-02-02", f"erratum:{ISSUE}:de:2026-02-20"]
    assert len(set(ids)) == 2


@pytest.fixture(params=["story", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_mail_has_its_files_for_every_provider(language: str, made: Made) -> None:
    for path, raw in made.files.items():
        if re.fullmatch(rf"email/[^/]+/{language}/.*meta\.json", path):
            assert [one for one in json.loads(raw)["lint"] if one["severity"] == "error"] == [], path
            for suffix in ("html", "txt", "eml", "listmonk.json", "buttondown.json"):
                stem = path.removesuffix("meta.json")
                own = stem if not stem.endswith("/") else (stem if suffix.endswith("json") else f"{stem}issue.")
                assert f"{own}{suffix}" in made.files


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_story_has_mails_of_every_kind(language: str, story: Made) -> None:
    paths = [path for path in story.files if re.fullmatch(rf"email/[^/]+/{language}/.*meta\.json", path)]
    kinds = Counter(json.loads(story.files[path])["kind"] for path in paths)
    assert kinds == {"issue": 3, "topic": 3, "digest": 4, "alert": 2}


def test_every_amount_of_a_digest_is_that_of_a_claim_known_by_then(made: Made) -> None:
    for language, edition in made.editions.items():
        locale = edition.locale
        for path in made.files:
            found = re.fullmatch(rf"email/(\d{{4}}-[wq]\d+)/{language}/digest\.html", path)
            if not found:
                continue
            last = last_day(found[1])
            page = html.document_fromstring(made.files[path], parser=html.HTMLParser(encoding="utf-8"))
            cards = page.xpath("//h3[contains(@class, 'deal')]")
            assert cards, path
            for card in cards:
                name = card.find("a").get("href").rstrip("/").rpartition("/")[2]
                amount = card.getnext().findtext("strong")
                known = [
                    locale.quantity(claim.value)
                    for figure in edition.today.deals[name].figures.values()
                    for claim in figure.claims
                    if claim.known and claim.known <= last
                ]
                assert amount is None or amount in known, (path, name, amount)


def last_day(name: str) -> date:
    """The last day of a period by its name."""
    year, number = int(name[:4]), int(name[6:])
    if name[5] == "w":
        return date.fromisocalendar(year, number, 7)
    return period("quarterly", date(year, 3 * number, 1)).last
