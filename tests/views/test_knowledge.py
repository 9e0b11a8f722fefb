"""The issue of 30 January 2026 knows nothing that became known later; the deal's own page knows it all."""

from __future__ import annotations

import email
import html
import io
import re
from datetime import date
from email import policy
from email.message import EmailMessage

import feedparser
import pytest
from openpyxl import load_workbook

from generator.views.writer import deal_title
from tests.publications import GOLDEN, Made, make

ISSUE = "2026-01-30-openai-runde"
DEAL = "openai-round-2026"
DAY = date(2026, 1, 30)
LANGUAGES = ("de", "en")
FORMS = ("page", "feed", "html", "txt", "eml-plain", "eml-html")
LATER = re.compile(
    r"(?:[$€]\s?|\bUSD\s?|\bEUR\s?|\bbis\s)?\b(?:110|122|730|840|852)(?:[.,]\d+)?(?:\s|&nbsp;|&#160;)*"
    r"(?:Mrd|Milliarden|Mio|Bio|bn\b|billion|tn\b|[$€]|&#36;|USD|EUR|Dollar|Euro)"
    r"|[$€]\s?(?:110|122|730|840|852)\b"
)
"""The amounts of the first step, the closing and their valuations, in the spellings of both languages."""


def issue_in(form: str, language: str, made: Made) -> str:
    """The issue as one output shows it: text with its addresses, entities resolved."""
    folder = f"email/{ISSUE}/{language}"
    match form:
        case "page":
            return html.unescape(made.text(f"docs/{language}/briefings/{ISSUE}/index.md"))
        case "feed":
            entries = feedparser.parse(made.files[f"site/{language}/feed.xml"]).entries
            (entry,) = [entry for entry in entries if entry.id.endswith(ISSUE)]
            return html.unescape(f"{entry.title}\n{entry.summary}\n{entry.content[0].value}")
        case "html" | "txt":
            return html.unescape(made.text(f"{folder}/issue.{form}"))
        case _:
            message = email.message_from_bytes(made.files[f"{folder}/issue.eml"], policy=policy.default)
            assert isinstance(message, EmailMessage)
            part = message.get_body((form.removeprefix("eml-"),))
            assert part is not None
            return html.unescape(f"{message['Subject']}\n{part.get_content()}")


def plain(text: str) -> str:
    """The words alone: without tags, every space a simple one."""
    return " ".join(re.sub(r"<[^<>]*>", " ", text).split())


@pytest.mark.parametrize(
    "spelling", ["122 Mrd. $", "$852bn", "110\u00a0Mrd.\u00a0€", "730 bis 840 Mrd. $", "over €730bn"]
)
def test_the_search_finds_later_amounts_in_both_spellings(spelling: str) -> None:
    assert LATER.search(spelling)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_issue_prints_no_later_amount(language: str, form: str, story: Made) -> None:
    found = LATER.search(issue_in(form, language, story))
    assert found is None, found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_issue_lists_no_later_source(language: str, form: str, story: Made) -> None:
    text = issue_in(form, language, story)
    sources = story.checked.archive.sources
    for name, source in sources.items():
        if source.url and source.day and source.day > DAY:
            assert source.url not in text, name
        if source.day and source.day > DAY:
            assert source.label.any(language) not in text, name


def test_the_issue_quotes_no_undated_claim_and_no_later_one(story: Made) -> None:
    then = story.checked.then[ISSUE]
    claims = [claim for deal in then.deals.values() for figure in deal.figures.values() for claim in figure.claims]
    assert claims
    assert all(claim.known is not None and claim.known <= DAY for claim in claims)
    days = [entry.date.last for deal in then.deals.values() for entry in deal.status if entry.date]
    assert max(days) <= DAY


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_issue_does_not_say_that_the_round_was_announced_or_closed(language: str, form: str, story: Made) -> None:
    text = issue_in(form, language, story)
    title = story.checked.archive.deals[DEAL].title
    assert title is not None
    assert title.any(language) not in text, "a deal's headline is written with today's knowledge"
    words = plain(text)
    neutral = plain(deal_title(story.editions[language], story.checked.then[ISSUE], DEAL))
    t = story.editions[language].locale.t
    states = [words[found.end() : found.end() + 240] for found in re.finditer(re.escape(neutral), words)]
    assert any(t("status.in_talks") in state for state in states), states
    # The mail names the deal in its subject too, and again beside the days that are ahead.
    later = [t(f"status.{state}") for state in ("announced", "signed", "closed")]
    assert [state[:40] for state in states if any(word in state[:40] for word in later)] == []


@pytest.mark.parametrize(("language", "words"), [("de", ("122 Mrd. $", "852 Mrd. $")), ("en", ("$122bn", "$852bn"))])
def test_the_deals_own_page_shows_the_final_sum_the_valuation_and_the_closing(
    language: str, words: tuple[str, ...], story: Made
) -> None:
    page = html.unescape(story.text(f"docs/{language}/deals/{DEAL}/index.md")).replace("\u00a0", " ")
    for amount in words:
        assert amount in page
    assert "kb-chip--closed" in page
    assert "2026-03-31" in page


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "euros", "dollars", "differ"),
    [
        ("de", "10 bis 20 Mrd. €", "mindestens 50 Mrd. $", "Angaben weichen ab"),
        ("en", "€10bn to €20bn", "at least $50bn", "reports differ"),
    ],
)
def test_both_readings_of_amazons_part_stand_side_by_side_with_origin_and_date(
    language: str, euros: str, dollars: str, differ: str, form: str, story: Made
) -> None:
    text = plain(issue_in(form, language, story))
    assert differ in text
    locale = story.editions[language].locale
    day = plain(locale.short_date(DAY))
    archive = story.checked.archive
    unstated = locale.t("origin.unstated")
    wsj = archive.publishers["wsj"].name.any(language)
    for amount, origin in ((euros, unstated), (dollars, wsj)):
        claims = [text[found.start() : found.start() + 900] for found in re.finditer(re.escape(amount), text)]
        assert any(origin in claim and day in claim for claim in claims), (amount, origin, day)


BESIDE = re.compile(r' (?:d|x|y|cx|cy|width|height)="[-\d.MLCZ ]+"|\b[0-9a-f]{64}\b')
"""Where a chart's marks are, and checksums of files; 377.7 pixels and 777 among 64 digits are no amount."""


@pytest.fixture(scope="module")
def earlier() -> Made:
    """The small publication as it stood on 20 January, before its round was announced and closed."""
    return make(GOLDEN, as_of=date(2026, 1, 20))


@pytest.mark.parametrize(
    "later",
    [
        "77[.,]7|777|699[.,]3",  # the final amount and valuations
        "HRB 1|blatt\\.example/maerz",  # the sources that print them
        "dann eine bei|then one in",  # a summary that knows how it ended
        "pipe-star-kauf-2026",  # a deal that was signed in February
        "nur-deutsch|Die Runde steht",  # an issue of March
        "kb-chip--closed|2026-03-05",
    ],
)
def test_a_site_for_an_earlier_day_knows_nothing_later_anywhere(later: str, earlier: Made) -> None:
    texts = {
        path: BESIDE.sub("", html.unescape(_read(path, content)))
        for path, content in earlier.files.items()
        if not path.endswith((".png", ".css"))
    }
    assert [path for path, text in texts.items() if re.search(later, text)] == []


def _read(path: str, content: bytes) -> str:
    """A file as text; a workbook by its cells, beside which its format has numbers of its own."""
    if not path.endswith(".xlsx"):
        return content.decode(errors="replace")
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
