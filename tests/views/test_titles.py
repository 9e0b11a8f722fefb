"""A deal's headline follows how far it has come on the date, and an editor's words come before it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from generator.analysis.knowledge import know
from generator.content.records.deal import STATUS_ORDER, Status
from generator.publish import pipeline
from generator.text.templating import Templates
from generator.views import titles
from generator.views.edition import Edition
from tests import builders
from tests.publications import Made, place
from tests.text.test_locales import LOCALES

DEAL = """\
kind: {kind}
subject: beispiel-labs
status: [{{to: {to}, date: 2026-01-20, src: blatt-januar}}]
amount: 5mn EUR
participants: [{parts}]
src: blatt-januar
"""
KINDS = tuple(builders.KINDS["de"]["deal"])
DAY = date(2026, 1, 30)


def edition_of(content: Path, language: str = "de") -> Edition:
    here = place(content)
    checked, problems = pipeline.check(here, builders.TODAY, builders.TODAY)
    assert checked is not None, "\n".join(map(str, problems))
    return next(e for e in pipeline.editions(checked, Templates(here.templates)) if e.language == language)


def title_of(content: Path, language: str = "de", day: date = DAY, name: str = "x") -> str:
    edition = edition_of(content, language)
    return titles.deal_title(edition, know(edition.archive, day, undated=False), name)


def written(tmp_path: Path, deal: str, **more: str) -> Path:
    organisations = {
        f"organisations/{name.lower()}.yml": f"name: {name}\nkind: {kind}\ncountry: DE\n"
        for name, kind in (("Amasan", "cloud"), ("Enwidja", "chip_maker"), ("Fonds", "placeholder"))
    }
    return builders.publication(tmp_path / "content", **{"deals/x.yml": deal, **organisations, **more})


@pytest.mark.parametrize(
    ("kind", "to", "parts", "de", "en"),
    [
        (
            "stake",
            "in_talks",
            "{org: amasan}",
            "Amasan verhandelt über Einstieg bei Beispiel Labs",
            "Amasan in talks to buy into Beispiel Labs",
        ),
        ("stake", "closed", "{org: amasan}", "Amasan steigt bei Beispiel Labs ein", "Amasan buys into Beispiel Labs"),
        (
            "stake",
            "blocked",
            "{org: amasan}",
            "Beteiligung untersagt: Beispiel Labs und Amasan",
            "Stake blocked: Beispiel Labs and Amasan",
        ),
        ("funding_round", "in_talks", "", "Beispiel Labs will Kapital aufnehmen", "Beispiel Labs seeks capital"),
        ("funding_round", "closed", "", "Beispiel Labs sammelt Kapital ein", "Beispiel Labs raises capital"),
        (
            "funding_round",
            "announced",
            "{org: amasan}, {org: erfunden-ventures}, {org: enwidja, role: lead}",
            "Enwidja, Amasan und andere sagen Beispiel Labs Kapital zu",
            "Enwidja, Amasan and others commit capital to Beispiel Labs",
        ),
        (
            "funding_round",
            "closed",
            "{org: fonds}",
            "Fonds investieren in Beispiel Labs",
            "Fonds invest in Beispiel Labs",
        ),
        (
            "acquisition",
            "lapsed",
            "{org: amasan, role: acquirer}",
            "Amasan kauft Beispiel Labs doch nicht",
            "Amasan will not buy Beispiel Labs",
        ),
        (
            "debt",
            "signed",
            "{org: amasan, role: lender}, {org: enwidja, role: lender}, {org: erfunden-ventures, role: lender}",
            "Beispiel Labs nimmt Kredit bei Amasan, Enwidja und anderen auf",
            "Beispiel Labs borrows from Amasan, Enwidja and others",
        ),
        (
            "compute_contract",
            "signed",
            "{org: amasan, role: supplier}",
            "Beispiel Labs bestellt Rechenleistung bei Amasan",
            "Beispiel Labs orders computing power from Amasan",
        ),
        ("ipo", "rumoured", "", "Beispiel Labs soll Börsengang erwägen", "Beispiel Labs said to consider going public"),
    ],
)
def test_a_headline_says_who_does_what_and_how_far_it_is(
    kind: str, to: str, parts: str, de: str, en: str, tmp_path: Path
) -> None:
    content = written(tmp_path, DEAL.format(kind=kind, to=to, parts=parts))
    assert (title_of(content), title_of(content, "en")) == (de, en)


def test_every_kind_has_a_sentence_for_every_step_in_every_language() -> None:
    for language, locale in LOCALES.items():
        for kind in KINDS:
            for status in get_args(Status):
                far = titles.HOW_FAR[status]
                stages = (far, "agreed") if far == "closed" else (far,)
                family = "order" if f"deal.thing.{kind}" in locale.words else kind
                keys = [f"deal.title.{family}.{stage}" for stage in stages] + [f"deal.title.{far}"]
                assert any(key in locale.words for key in keys), (language, kind, status)


def test_a_sentence_has_no_article_before_a_name_and_counts_its_own_subject() -> None:
    for language, locale in LOCALES.items():
        for key, text in locale.words.items():
            if key.startswith("deal.title."):
                assert not re.search(r"(?i)\b(der|die|das|dem|den|the|le|la|du|de|des) \{", text), (language, key)
                assert text.count("[") == text.count("|") == text.count("]"), (language, key)


def test_who_takes_part_again_is_said_to_do_so(tmp_path: Path) -> None:
    earlier = DEAL.format(kind="stake", to="closed", parts="{org: amasan}").replace("2026-01-20", "2025-06-01")
    deal = DEAL.format(kind="stake", to="in_talks", parts="{org: amasan}")
    content = written(tmp_path, deal, **{"deals/frueher.yml": earlier})
    assert title_of(content) == "Amasan verhandelt über weitere Beteiligung an Beispiel Labs"
    assert title_of(content, name="frueher") == "Amasan steigt bei Beispiel Labs ein"


def test_a_partner_of_a_later_step_is_not_in_an_earlier_headline(tmp_path: Path) -> None:
    step = "{to: closed, date: 2026-03-12, src: blatt-maerz}]"
    deal = DEAL.format(kind="funding_round", to="in_talks", parts="{org: amasan, role: lead}")
    content = written(tmp_path, deal.replace("blatt-januar}]", f"blatt-januar}}, {step}"))
    assert title_of(content) == "Beispiel Labs will Kapital aufnehmen"
    assert title_of(content, day=date(2026, 3, 12)) == "Amasan investiert in Beispiel Labs"


DATED = """\
title: {de: Heute, en: Today}
texts:
  - {date: 2026-01-25, title: {de: Im Januar, en: In January}, why: {de: Weil es neu ist., en: Because it is new.}}
  - {date: 2026-03-01, title: {de: Im März, en: In March}}
"""


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2026-01-20", "Amasan steigt bei Beispiel Labs ein"),
        ("2026-01-25", "Im Januar"),
        ("2026-02-28", "Im Januar"),
        ("2026-03-01", "Im März"),
    ],
)
def test_an_editors_headline_counts_from_its_day(day: str, title: str, tmp_path: Path) -> None:
    deal = DEAL.format(kind="stake", to="announced", parts="{org: amasan}") + DATED
    later = "src: blatt-januar}, {to: signed, date: 2026-06-01}]"
    content = written(tmp_path, deal.replace("src: blatt-januar}]", later))
    assert title_of(content, day=date.fromisoformat(day)) == title
    edition = edition_of(content)
    assert titles.deal_title(edition, edition.today, "x") == "Heute"


def test_a_reason_without_a_day_is_on_the_deals_page_and_in_no_issue(story: Made) -> None:
    edition = story.editions["de"]
    for name, then in edition.then.items():
        for deal in then.deals_of(edition.archive.issues[name]):
            assert deal.texts.why is None and deal.texts.summary is None
    assert any(deal.texts.why for deal in edition.today.deals.values())


def test_a_dated_reason_is_in_issues_from_its_day_on(tmp_path: Path) -> None:
    deal = DEAL.format(kind="stake", to="announced", parts="{org: amasan}") + DATED
    edition = edition_of(written(tmp_path, deal))
    texts = [know(edition.archive, day, undated=False).deals["x"].texts for day in (date(2026, 1, 24), DAY)]
    assert [bool(found.why) for found in texts] == [False, True]


def test_every_step_has_its_group() -> None:
    assert set(titles.HOW_FAR) == set(get_args(Status))
    assert [titles.HOW_FAR[status] for status in STATUS_ORDER] == sorted(
        (titles.HOW_FAR[status] for status in STATUS_ORDER), key=["rumoured", "talks", "agreed", "closed"].index
    )
