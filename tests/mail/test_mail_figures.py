"""The figures of an issue are equal, value by value, in the mail's two parts, on the page, in the feed and in the data.

Nothing of the generator is asked: every number is read back from the finished files.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.publications import Made

Figure = tuple[str, str]
"""Its address, "openai-round-2026#amazon.amount", and what is printed of it, "bis zu 50 Mrd. $"."""
UNITS = {"": 0, "k": 3, "Mio.": 6, "mn": 6, "Mrd.": 9, "bn": 9, "Bio.": 12, "tn": 12}
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
QUALIFIERS = {
    "bis zu": "up to",
    "up to": "up to",
    "mindestens": "at least",
    "at least": "at least",
    "mehr als": "over",
    "over": "over",
    "weniger als": "under",
    "under": "under",
    "rund": "about",
    "about": "about",
    "": "exact",
}
NUMBER = re.compile(r"(\d+(?:[.,]\d+)*) ?(Mrd\.|Mio\.|Bio\.|bn|mn|tn|k)?")
AMOUNT = re.compile(
    r"[$€£]\d[\d.,]*(?:bn|mn|tn|k)?|\d[\d.,]*(?: (?:Mrd\.|Mio\.|Bio\.))? (?:[$€£]|GW|MW|%|prozent)"
    r"|\d[\d.,]*%|\d[\d.,]* percent",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A printed amount taken apart: its bound, its numbers, its currency or unit."""

    qualifier: str
    numbers: tuple[Decimal, ...]
    unit: str


def read(words: str, language: str) -> Said | None:
    """ "bis zu 50 Mrd. $" and "up to $50bn" are the same; None for what is no amount: "nicht genannt"."""
    numbers = NUMBER.findall(words)
    if not numbers:
        return None
    last = numbers[-1][1]
    sign = next((SIGNS[s] for s in SIGNS if s in words), next((u for u in ("GW", "MW", "%") if u in words), ""))
    bound = next(name for name in QUALIFIERS if words.startswith(name))
    point, group = (",", ".") if language == "de" else (".", ",")
    values = tuple(Decimal(n.replace(group, "").replace(point, ".")).scaleb(UNITS[unit or last]) for n, unit in numbers)
    return Said(QUALIFIERS[bound], values, sign)


def words(text: str) -> str:
    """Every kind of space as one."""
    return " ".join(text.split())


def figures(tree: Any) -> list[Figure]:
    """Every figure in a sentence or a card, in reading order: its link says which it is."""
    links = tree.xpath("//a[contains(concat(' ', @class, ' '), ' kb-figure ')]")
    return [(address(a.get("href")), words(a.text_content())) for a in links]


def address(href: str) -> str:
    """The figure that a link of page, feed or mail leads to."""
    return href.rpartition("deals/")[2].replace("/#", "#")


def cards(tree: Any) -> Iterator[Figure]:
    """The deals of a mail, each with the amount that is printed under its title."""
    for title in tree.xpath("//h3[a]"):
        below = title.getnext()
        if below is None or below.tag != "p":
            continue
        amount = below.text_content() if "amount" in (below.get("class") or "") else below.findtext("strong")
        if amount:
            yield address(title.find("a").get("href")).rstrip("/"), words(amount)


def parse(text: str) -> Any:
    return html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))


@dataclass(frozen=True)
class ReadIssue:
    """One issue in one language as its readers have it."""

    name: str
    language: str
    mail: Any
    text: str
    page: Any
    feed: Any


@pytest.fixture(scope="module", params=[("story", "built_story"), ("real", "built_site")], ids=["story", "real"])
def publication(request: pytest.FixtureRequest) -> tuple[Made, Path]:
    made, folder = (request.getfixturevalue(name) for name in request.param)
    return made, folder


@pytest.fixture(scope="module", params=["de", "en"])
def issues(request: pytest.FixtureRequest, publication: tuple[Made, Path]) -> list[ReadIssue]:
    """All issues of a publication in a language."""
    made, site = publication
    language: str = request.param
    items = json.loads(made.text(f"site/{language}/feed.json"))["items"]
    found = []
    for path in sorted(made.files):
        match = re.fullmatch(rf"email/([^/]+)/{language}/issue\.html", path)
        if not match:
            continue
        name = match[1]
        (item,) = [item for item in items if item["url"].endswith(f"/{language}/briefings/{name}/")]
        text = made.text(f"email/{name}/{language}/issue.txt")
        page = (site / language / "briefings" / name / "index.html").read_text("utf-8")
        found.append(ReadIssue(name, language, parse(made.text(path)), text, parse(page), parse(item["content_html"])))
    assert len(found) == len(made.editions[language].issues) > 0
    return found


def without_lists(text: str) -> str:
    """The text part without addresses, and without the list of links, which repeats words of its sentences."""
    return re.sub(r"https?://\S+", "", re.split(r"\n(?:LINKS IM TEXT|LINKS IN THE TEXT)\n", text)[0])


def test_mail_and_feed_print_the_same_figures_in_the_same_order(issues: list[ReadIssue]) -> None:
    for issue in issues:
        assert figures(issue.mail) == figures(issue.feed), issue.name


def test_the_page_prints_every_figure_of_the_mail_and_no_other(
    issues: list[ReadIssue], publication: tuple[Made, Path]
) -> None:
    """Beyond the sentences the page has tiles of its lead and a list of its deals; the mail's deals say that too."""
    records = publication[0].checked.archive.issues
    for issue in issues:
        mail, page = Counter(figures(issue.mail)), Counter(figures(issue.page))
        assert mail - page == Counter(), issue.name
        beyond = {
            (where.partition("#")[0], said)
            for where, said in page - mail
            if read(said, issue.language) and "#" in where
            if where != f"{records[issue.name].lead}#valuation"
        }
        listed = set(cards(issue.mail)) | {(where.partition("#")[0], said) for where, said in mail}
        assert beyond - listed == set(), issue.name
        assert {said for _, said in cards(issue.mail)} <= {said for _, said in page}, issue.name


def test_the_text_part_prints_every_figure_of_the_html_in_the_same_order(issues: list[ReadIssue]) -> None:
    for issue in issues:
        text, at = words(issue.text), 0
        for where, said in figures(issue.mail):
            at = text.find(said, at) + 1
            assert at, (issue.name, where, said)
        for name, said in cards(issue.mail):
            place = text.index(f"/deals/{name}/")
            assert said in text[place - 300 : place + 300], (issue.name, name, said)


def test_both_parts_of_the_mail_have_the_same_amounts(issues: list[ReadIssue]) -> None:
    """Every amount with its unit, wherever it stands, as often here as there."""
    for issue in issues:
        shown = issue.mail.xpath("//body//text()[not(ancestor::*[contains(@style, 'display')])] | //img/@alt")
        rich = words(" ".join(shown))
        found = [amounts(rich), amounts(words(without_lists(issue.text)))]
        assert found[0] == found[1], (issue.name, found[0] - found[1], found[1] - found[0])


def amounts(text: str) -> Counter[str]:
    return Counter(found.casefold() for found in AMOUNT.findall(text))


def test_every_figure_of_the_mail_is_a_claim_of_the_data(
    issues: list[ReadIssue], publication: tuple[Made, Path]
) -> None:
    """Bound, numbers and currency, exactly; figures that we compute are not claims and stand in no row."""
    rows = list(csv.DictReader(io.StringIO(publication[0].text("site/data/claims.csv"), newline="")))
    claims: dict[str, list[Said]] = {}
    for row in rows:
        claims.setdefault(row["figure"].replace("/", "#", 1), []).append(claimed(row))
    compared = 0
    for issue in issues:
        for where, said in {*figures(issue.mail), *amounts_of_cards(issue.mail, claims)}:
            value = read(said, issue.language)
            if value and where in claims:
                compared += 1
                assert value in claims[where], (issue.name, where, said, claims[where])
    assert compared >= 10 * len(issues)


def amounts_of_cards(mail: Any, claims: dict[str, list[Said]]) -> Iterator[Figure]:
    """A card shows its deal's amount, or its valuation where the deal has none."""
    for name, said in cards(mail):
        yield (f"{name}#amount" if f"{name}#amount" in claims else f"{name}#valuation"), said


def claimed(row: dict[str, str]) -> Said:
    """A row of the data as a reader would print it."""
    low, high = (Decimal(row[key]) if row[key] else None for key in ("low", "high"))
    bound = row["qualifier"]
    numbers: Iterable[Decimal | None] = (
        (high,) if bound in ("up to", "under") else (low,) if bound in ("at least", "over") else (low, high)
    )
    if bound == "about":
        numbers = (about(row["value"]),)
    kept = tuple(dict.fromkeys(number for number in numbers if number is not None))
    return Said(bound if bound in QUALIFIERS.values() else "exact", kept, row["currency"] or row["unit"])


def about(value: str) -> Decimal:
    """ "about 830bn USD": what was said, for the bounds of the row are those of the comparison."""
    found = re.match(r"about ([\d.]+)\s?(k|mn|bn|tn)?", value)
    assert found, value
    return Decimal(found[1]).scaleb(UNITS[found[2] or ""])
