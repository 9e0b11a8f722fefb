"""A question that several outputs answer has one answer: page, mail, feed, calendar, data and JSON-LD say the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from generator.analysis import lead_figure, origins
from generator.analysis.knowledge import Knowledge
from generator.content.records import Source
from generator.content.records.deal import Expectation
from generator.text.dates import PartialDate
from generator.views import issues as issue_views
from generator.views import modified, social, timing
from generator.views.edition import Edition
from tests import builders
from tests.publications import Made, make

ROOT = Path(__file__).parent.parent
LANGUAGES = ("de", "en")


@pytest.fixture(scope="module", params=["golden", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    """Both publications."""
    found: Made = request.getfixturevalue(request.param)
    return found


def editions(made: Made) -> Iterator[Edition]:
    yield from made.editions.values()


def rows(made: Made, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.text(f"site/data/{table}.csv"))))


def page(made: Made, edition: Edition, address: str) -> str:
    return made.text(f"docs/{edition.language}/{address}index.md")


def front(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text.split("---\n", 2)[1])
    return found


def things(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(front(text)["structured"])["@graph"]
    return found


def mentioned(text: str, heading: str = "{#mentions}") -> set[str]:
    """The issues that a part of a page links to."""
    part = text.partition(heading)[2].partition("\n## ")[0]
    return set(re.findall(r'briefings/([^/"#]+)/', part))


def items(made: Made, edition: Edition) -> dict[str, dict[str, Any]]:
    """The entries of the main feed by address, corrections included."""
    return {item["url"]: item for item in json.loads(made.text(f"site/{edition.language}/feed.json"))["items"]}


def sitemap(made: Made) -> dict[str, str]:
    """The day of the last change by whole address."""
    ns = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = etree.fromstring(made.files["site/sitemap.xml"]).iter(f"{ns}url")
    return {url.findtext(f"{ns}loc"): url.findtext(f"{ns}lastmod") for url in urls}


def test_which_deals_an_issue_has(made: Made) -> None:
    """Data, feed, deal pages, topic pages and organisation pages name the same deals for an issue, its lead too."""
    data = {row["id"]: row["deals"].split(";") if row["deals"] else [] for row in rows(made, "briefings")}
    for edition in editions(made):
        fed = items(made, edition)
        for name, issue in edition.issues:
            deals = edition.then[name].deals_of(issue)
            ids = [deal.id for deal in deals]
            assert ids == data[name]
            assert ids == [deal["id"] for deal in fed[edition.url(f"briefings/{name}/")]["_deals"]["deals"]]
            for deal in edition.archive.deals:
                if edition.has(f"deals/{deal}/"):
                    assert (name in mentioned(page(made, edition, f"deals/{deal}/"))) == (deal in ids), (name, deal)
            for topic in edition.archive.topics:
                if edition.has(f"topics/{topic}/"):
                    told = name in mentioned(page(made, edition, f"topics/{topic}/"), "{#briefings}")
                    assert told == any(topic in deal.record.topics for deal in deals), (name, topic)
            for org in edition.archive.organisations:
                told = name in mentioned(page(made, edition, f"organisations/{org}/"))
                assert told == any(org in deal.parties for deal in deals), (name, org)
            (article,) = [t for t in things(page(made, edition, f"briefings/{name}/")) if t["@type"] == "NewsArticle"]
            named = {t["@id"] for t in article["about"] if t["@type"] == "Organization"}
            parties = {org for deal in deals for org in deal.parties}
            known = {org for org in parties if edition.archive.organisations[org].kind != "placeholder"}
            assert named == {f"{edition.url(f'organisations/{org}/')}#organisation" for org in known}


def test_which_figure_an_issue_has(made: Made) -> None:
    """Tile, card, image, mail, feed and JSON-LD show the claim that `lead_figure` gives, and where it gives none, none."""
    for edition in editions(made):
        fed = items(made, edition)
        for name, issue in edition.issues:
            found = lead_figure.of_issue(edition.then[name], issue)
            amount = edition.locale.quantity(found.claim.value) if found else None
            text = page(made, edition, f"briefings/{name}/")
            tiles = re.findall(r'<div class="kb-tile">.*?<a class="kb-figure"[^>]*>([^<]*)</a>', text, re.DOTALL)
            image = social.of_issue(edition, name, issue)
            assert image.amount == (amount or "")
            told = image.alt.replace("\xa0", " ")
            assert (amount or "").replace("\xa0", " ") in told
            if found is None:
                continue
            assert tiles[0] == amount, name
            if found.deal.id in issue.listed:
                cards = {card.id: card for card in issue_views.read(edition, name, web=False)[0].cards}
                assert cards[found.deal.id].amount == amount
                (deal,) = [
                    d for d in fed[edition.url(f"briefings/{name}/")]["_deals"]["deals"] if d["id"] == found.deal.id
                ]
                (number,) = [number for number in deal["figures"] if number["figure"] == found.path]
                assert (number["claim"], number["value"]) == (found.claim.id, str(found.claim.value))
                (article,) = [t for t in things(text) if t["@type"] == "NewsArticle"]
                sums = [t["name"] for t in article["about"] if t["@type"] == "MonetaryAmount"]
                assert any(said.endswith(f": {amount}") for said in sums)
            mail = html.fromstring(made.text(f"email/{name}/{edition.language}/issue.html"))
            if found.deal.id == issue.lead:
                assert mail.xpath("string(//p[contains(@class, 'amount')])") == amount
            words = made.text(f"email/{name}/{edition.language}/issue.txt").replace("\xa0", " ")
            assert found.deal.id != issue.lead or " ".join((amount or "").split()) in " ".join(words.split())


def test_who_takes_part_in_a_deal(made: Made) -> None:
    """The data's subject and participants are the filter of the list, the search's and the JSON-LD's organisations."""
    parties: dict[str, list[str]] = {row["id"]: [row["subject"]] for row in rows(made, "deals")}
    for row in rows(made, "participants"):
        parties[row["deal"]].append(row["organisation"])
    for edition in editions(made):
        listed = dict(
            (found[1], found[0].split())
            for found in re.findall(r'data-org="([^"]*)".*?<a href="([^/"]+)/"', page(made, edition, "deals/"))
        )
        for deal, orgs in parties.items():
            known = edition.today.deals[deal]
            assert list(dict.fromkeys(orgs)) == list(known.parties)
            if not edition.has(f"deals/{deal}/"):
                continue
            assert listed[deal] == list(known.parties)
            (head,) = [t for t in things(page(made, edition, f"deals/{deal}/")) if t["@type"] == "WebPage"]
            named = [t["@id"] for t in head["about"] if t["@type"] == "Organization"]
            organisations = edition.archive.organisations
            public = [org for org in known.parties if organisations[org].kind != "placeholder"]
            assert named == [f"{edition.url(f'organisations/{org}/')}#organisation" for org in public]


def test_when_a_page_last_changed(made: Made) -> None:
    """Sitemap, JSON-LD, Open Graph, feed and data name one day for an issue, sitemap and JSON-LD one for a deal."""
    days = sitemap(made)
    data = {row["id"]: row["updated"] for row in rows(made, "briefings")}
    for edition in editions(made):
        told, fed = modified.corrections(edition), items(made, edition)
        for name, _ in edition.issues:
            text, url = page(made, edition, f"briefings/{name}/"), edition.url(f"briefings/{name}/")
            moment = modified.changed(edition, name, told)
            (article,) = [t for t in things(text) if t["@type"] == "NewsArticle"]
            social = {entry["name"]: entry["value"] for entry in front(text)["social"]["properties"]}
            assert article["dateModified"] == moment.isoformat() == social["article:modified_time"]
            assert days[url] == moment.date().isoformat()
            assert fed[url]["date_modified"] == moment.isoformat()
            assert datetime.fromisoformat(data[name]) == moment
        for deal in edition.today.deals:
            if edition.has(f"deals/{deal}/"):
                (head,) = [t for t in things(page(made, edition, f"deals/{deal}/")) if t["@type"] == "WebPage"]
                assert head.get("dateModified") == days[edition.url(f"deals/{deal}/")], deal


def test_by_when_something_is_expected(made: Made) -> None:
    """The deal's page and the calendar say it in the same words, and the calendar's day is the last that they allow."""
    for edition in editions(made):
        calendar = made.text(f"site/{edition.language}/calendar.ics").replace("\r\n ", "").replace("\\,", ",")
        dates = page(made, edition, "calendar/")
        for deal in edition.today.deals.values():
            if not edition.has(f"deals/{deal.id}/"):
                continue
            for entry in deal.expected:
                words = timing.when(edition.locale, entry)
                assert words in page(made, edition, f"deals/{deal.id}/").partition("{#expected}")[2], (deal.id, words)
                if entry.due and entry.due.last >= edition.as_of and deal.state not in ("closed", "cancelled"):
                    assert words in calendar, (deal.id, words)
                    assert timing.when(edition.locale, entry, short=True) in dates or deal.state is None


SPANS = {
    "by: 2026-09-30": ("bis 30. September 2026", PartialDate(2026, 9, 30)),
    "to: 2026-09-30": ("bis 30. September 2026", PartialDate(2026, 9, 30)),
    "from: 2026-07, to: 2026-09-30": ("zwischen Juli 2026 und 30. September 2026", PartialDate(2026, 9, 30)),
    "from: 2026-09-30": ("ab 30. September 2026", PartialDate(2026, 9, 30)),
}


@pytest.mark.parametrize("dates", SPANS)
def test_a_span_is_told_alike_on_page_and_in_calendar_and_mail(dates: str, tmp_path: Path) -> None:
    """Of a span with only its end the deal's page said that it had no date, calendar and mail that it was by its end."""
    deal = builders.FILES["deals/runde.yml"] + f"expected: [{{event: close, {dates}, src: blatt-januar}}]\n"
    content = builders.publication(tmp_path / "content", **{"deals/runde.yml": deal})
    found = make(content, as_of=builders.TODAY)
    words, last = SPANS[dates]
    (entry,) = found.checked.archive.deals["runde"].expected
    assert isinstance(entry, Expectation) and entry.due == last
    plain = {
        path: text.decode().replace("\xa0", " ").replace("\r\n ", "")
        for path, text in found.files.items()
        if path.endswith(("index.md", ".ics", "issue.txt"))
    }
    assert words in plain["docs/de/deals/runde/index.md"]
    assert words in plain["site/de/calendar.ics"]
    assert words in " ".join(plain["email/2026-01-30-runde/de/issue.txt"].split())
    assert "Sept" in plain["docs/de/calendar/index.md"] or "30.09.2026" in plain["docs/de/calendar/index.md"]


@pytest.mark.parametrize(
    ("fields", "whose"),
    [
        ({"via": ["anton"], "origins": ["berta"]}, ("anton",)),
        ({"via": ["anton", "berta"]}, ("berta",)),
        ({"origins": ["anton", "berta"]}, ("anton", "berta")),
        ({"kind": "blog"}, (origins.UNSTATED,)),
        ({}, ()),
    ],
)
def test_whose_report_a_page_is(fields: dict[str, Any], whose: tuple[str, ...]) -> None:
    """One rule for claims, source lists and tiles: with `via` and `origins` a page said one thing here, another there."""
    source = Source.model_validate({"publisher": "blatt", "label": "Bericht", "kind": "original", **fields})
    assert origins.passed_on(source) == whose


def test_a_page_with_via_and_origins_is_told_once(tmp_path: Path) -> None:
    source = builders.FILES["sources/blatt-januar.yml"] + "via: [anton]\norigins: [berta]\n"
    names = {f"publishers/{name}.yml": f"name: {name.title()}\nkind: newspaper\n" for name in ("anton", "berta")}
    content = builders.publication(tmp_path / "content", **names, **{"sources/blatt-januar.yml": source})
    found = make(content, as_of=builders.TODAY)
    text = found.text("docs/de/deals/runde/index.md")
    assert "Anton" in text and "Berta" not in text


def test_corrections_of_substance_are_entries_and_errata(made: Made) -> None:
    """A correction or a retraction is an entry of the main feed; no typing error and no clarification is."""
    for edition in editions(made):
        fed = items(made, edition)
        for view in modified.corrections(edition):
            url = edition.url(f"corrections/#{view.id}")
            newest = url in fed or not view.record.is_material or len(fed) >= 20
            assert newest and (url not in fed or view.record.is_material), view.id


def test_figures_have_one_list(made: Made) -> None:
    """Every figure that a deal's file holds is known to pages under the same address, and stands in the data."""
    known: Knowledge = made.checked.today
    data = {row["id"] for row in rows(made, "figures")}
    for name, deal in made.checked.archive.deals.items():
        paths = {place.path for place in deal.figures()} - {None}
        assert paths <= known.deals[name].figures.keys()
        assert {f"{name}/{path}" for path in paths if known.deals[name].figures[str(path)].claims} <= data


def test_the_size_of_a_deal_is_its_amount_at_its_days_rate(made: Made) -> None:
    """What the list of deals sorts by is the upper end of what totals add up."""
    from generator.analysis.values import amount_in

    (edition, *_) = editions(made)
    currency, rates = edition.archive.publication.currency, edition.archive.rates
    listed = dict(re.findall(r'data-size="([^"]*)".*?<a href="([^/"]+)/"', page(made, edition, "deals/")))
    for size, deal in listed.items():
        figure = edition.today.deals[deal].figures.get("amount")
        amount = amount_in(figure.shown if figure else None, currency, rates)
        assert size == (str(int(amount.high or amount.low)) if amount else "")


OTHER_DAYS = {"rules/worth.py", "rules/detectors/rate_of_another_day.py"}
"""They ask what a claim would be worth at the rate of another day than its own."""


@pytest.mark.parametrize(
    ("spelling", "allowed"),
    [
        (r"rates\.conversion\(", {"analysis/agreement.py", "analysis/values.py", *OTHER_DAYS}),
        (r"lead_figure\.STANDS_FOR|LeadFigure\(", {"analysis/lead_figure.py"}),
        (r"\.reporting_currency or", {"content/archive.py", "analysis/books.py"}),
        (r'"correction", "retraction"\)', {"content/records/deal.py"}),
        (r"\*(issue|record)\.deals\b", set()),
        (r"\.subject, \*\(", {"analysis/known.py"}),
        (r"\.by or [a-z_.]+\.to\b", {"content/records/deal.py"}),
        (r"\.via\[-1:\]", set()),
    ],
)
def test_no_decision_is_spelled_a_second_time(spelling: str, allowed: set[str]) -> None:
    generator = ROOT / "generator"
    found = {
        path.relative_to(generator).as_posix()
        for path in generator.rglob("*.py")
        if re.search(spelling, path.read_text("utf-8"))
    }
    assert found <= allowed
