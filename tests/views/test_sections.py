"""Every kind of section reaches page, feed and both parts of the mail; none vanishes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from generator.content.records.section import SECTIONS
from tests import builders
from tests.publications import ROOT, Made, make

NAME = "2026-03-20-zweite"
ISSUE = f"briefings/{NAME}/briefing.yml"
OWN = {
    "winners_losers": "winners: [{org: erfunden-ventures, why: {de: Grund zur Freude, en: Reason for joy}}]",
    "outlook": """forecasts:
      - id: boersengang
        claim: {de: Der Kurs steigt, en: The price rises}
        probability: 0.4
        made: 2026-03-20
        resolves_by: 2026-12-31
        criteria: {de: Laut Börse., en: By the exchange.}""",
}
"""What the kinds that have fields of their own are given here; the others have a body, or are made from the data."""
TELLS = {
    "winners_losers": "Reason for joy",
    "outlook": "The price rises",
    "claims": "€4.5mn",
    "deals": "Beispiel Labs raises money",
    "what_changed": "Nothing has changed in deals that an issue has treated before.",
    "numbers": "€4.5mn",
    "flows": "Erfunden Ventures",
    "scorecard": "It closes",
}
"""What readers find under the heading of a kind, however the medium puts it."""
FIRST = """
  - kind: outlook
    forecasts:
      - id: abschluss
        claim: {de: Sie schließt ab, en: It closes}
        probability: 0.8
        made: 2026-01-30
        resolves_by: 2026-03-31
        criteria: {de: Meldung., en: Report.}
        resolution: {outcome: happened, date: 2026-03-12, src: blatt-maerz}
      - id: verkauf
        claim: {de: Sie wird verkauft, en: It is sold}
        probability: 0.3
        made: 2026-01-30
        resolves_by: 2026-04-30
        criteria: {de: Meldung., en: Report.}
        resolution: {outcome: did_not_happen, date: 2026-04-30, src: blatt-maerz}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An issue in every medium, as plain text."""

    page: str
    feed: str
    mail: str
    text: str


def issue(*kinds: str, deals: str = "[runde]", body: bool = True) -> str:
    sections = ""
    for kind in kinds:
        fields = [f"kind: {kind}", f"heading: {{de: Kopf {kind}, en: Head {kind}}}"]
        if body:
            fields.append(f"body: {{de: Text {kind}., en: Body {kind}.}}")
        sections += "  - " + "\n    ".join([*fields, *filter(None, [OWN.get(kind)])]) + "\n"
    lead = "lead: runde\n" if deals != "[]" else ""
    return (
        "date: 2026-03-20\nstatus: published\ntitle: {de: Zweite, en: Second}\nsummary: {de: Kurz., en: Short.}\n"
        f"{lead}deals: {deals}\nsections:\n{sections}"
    )


def publication(folder: Path, text: str) -> Made:
    """The small publication with a second issue; its first one made two forecasts."""
    first = "briefings/2026-01-30-runde/briefing.yml"
    files = {first: builders.FILES[first].rstrip() + FIRST, ISSUE: text}
    return make(builders.publication(folder, **files), as_of=builders.TODAY)


def shown(made: Made) -> Shown:
    (entry,) = [
        item for item in json.loads(made.files["site/en/feed.json"])["items"] if item["url"].endswith(f"/{NAME}/")
    ]
    return Shown(
        page=_plain(made.text(f"docs/en/briefings/{NAME}/index.md").split("\n---\n", 1)[1]),
        feed=_plain(entry["content_html"]),
        mail=_plain(made.text(f"email/{NAME}/en/issue.html")),
        text=_joined(made.text(f"email/{NAME}/en/issue.txt")),
    )


def media(found: Shown) -> dict[str, str]:
    return {"page": found.page, "feed": found.feed, "mail": found.mail, "text": found.text}


def _plain(source: str) -> str:
    return _joined(html.fromstring(f"<div>{source}</div>").text_content())


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """An issue with a section of every kind, each with a body."""
    return shown(publication(tmp_path_factory.mktemp("whole"), issue(*SECTIONS)))


@pytest.mark.parametrize("medium", ["page", "feed", "mail", "text"])
@pytest.mark.parametrize("kind", SECTIONS)
def test_no_kind_of_section_vanishes(whole: Shown, kind: str, medium: str) -> None:
    """Feeds and mails tell of the deals at a place of their own, under the interface's heading."""
    text = media(whole)[medium]
    assert f"Body {kind}." in text
    if kind != "deals" or medium == "page":
        heading = f"Head {kind}"
        assert heading in text or heading.upper() in text


@pytest.mark.parametrize("medium", ["page", "feed", "mail", "text"])
@pytest.mark.parametrize("kind", [kind for kind in SECTIONS if SECTIONS[kind].template != "prose"])
def test_a_section_without_a_body_says_what_it_is_for(
    kind: str, medium: str, tmp_path_factory: pytest.TempPathFactory, alone: dict[str, Shown]
) -> None:
    if kind not in alone:
        alone[kind] = shown(publication(tmp_path_factory.mktemp(kind), issue(kind, body=False)))
    text = media(alone[kind])[medium]
    assert TELLS[kind] in text


@pytest.fixture(scope="module")
def alone() -> dict[str, Shown]:
    """Issues with a section of one kind alone, made once for all media."""
    return {}


@pytest.mark.parametrize("medium", ["page", "feed", "mail", "text"])
def test_the_numbers_are_each_said_by_somebody(whole: Shown, medium: str) -> None:
    after = media(whole)[medium].split("Body numbers.")[1][:400]
    assert "Amount" in after and "€4.5mn" in after and "according to Morgenblatt, 29 January 2026" in after


@pytest.mark.parametrize("medium", ["page", "feed", "mail", "text"])
def test_the_flows_are_the_payments_between_those_who_take_part(whole: Shown, medium: str) -> None:
    after = media(whole)[medium].split("Body flows.")[1][:500]
    assert "Erfunden Ventures" in after and "Beispiel Labs" in after and "€4.5mn" in after and "capital" in after


@pytest.mark.parametrize("medium", ["page", "feed", "mail", "text"])
def test_the_scorecard_knows_what_the_issues_date_knew(whole: Shown, medium: str) -> None:
    """The first forecast came out eight days before the issue, the second one weeks after it."""
    after = media(whole)[medium].split("Body scorecard.")[1][:600]
    assert "80%" in after and "It closes" in after and "Resolved on 12 March 2026: happened" in after
    assert "0.04" in after and "n = 1" in after
    assert "It is sold" not in after


@pytest.mark.parametrize("medium", ["page", "feed", "mail", "text"])
def test_a_section_that_has_nothing_to_tell_says_so(medium: str, empty: Shown) -> None:
    text = media(empty)[medium]
    assert "Nobody has named a figure yet." in text
    assert "No payment between those who take part is known." in text
    assert "No forecast has been resolved yet." in text


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """An issue about no deal, before any forecast came out."""
    text = issue("numbers", "flows", "scorecard", deals="[]", body=False)
    folder = tmp_path_factory.mktemp("empty")
    return shown(make(builders.publication(folder, **{ISSUE: text}), as_of=builders.TODAY))


def test_every_kind_has_one_template_in_every_medium_and_every_template_a_kind() -> None:
    wanted = {kind.template for kind in SECTIONS.values()}
    for folder, ending in (("site", "md"), ("feed", "html"), ("email", "html"), ("email", "txt")):
        found = (ROOT / "templates" / folder / "sections").glob(f"*.{ending}.j2")
        assert {path.name.split(".")[0] for path in found} == wanted, (folder, ending)


def test_only_the_place_of_the_deals_asks_for_the_kind_of_a_section() -> None:
    """Which template a section has is decided in `SECTIONS` alone."""
    for path in (ROOT / "templates").rglob("*.j2"):
        asked = set(re.findall(r"section\.kind\s*[!=]=\s*\"(\w+)\"", path.read_text("utf-8")))
        assert asked <= {"deals"}, path


def test_the_guide_explains_every_kind() -> None:
    guide = (ROOT / "content" / "README.md").read_text("utf-8")
    row = re.search(r"(?m)^\| kinds of sections \| (.*) \|$", guide)
    assert row and set(SECTIONS) <= set(re.findall(r"`([a-z_]+)`", row[1]))
