"""What a feed reader that is not ours makes of the RSS."""

from __future__ import annotations

import re
import shutil
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from generator.views import issues as issue_views
from tests.publications import GOLDEN, Made, make

LANGUAGES = ("de", "en")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[!-~]+")
"""RFC 4151: "tag:" authority "," date ":" specific, where an authority is a domain name without a port."""


@pytest.fixture(scope="module", params=["golden", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def read(made: Made, language: str) -> Any:
    return feedparser.parse(made.files[f"site/{language}/feed.xml"])


def words(text: str) -> str:
    """A text's words, every space a simple one."""
    return " ".join(text.split())


def text_of(fragment: str) -> str:
    return words(html.fragment_fromstring(fragment, create_parent=True).text_content())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_finds_nothing_to_forgive(language: str, made: Made) -> None:
    feed = read(made, language)
    assert not feed.bozo
    assert feed.version == "rss20"
    assert feed.feed.language == language
    title = made.checked.archive.publication.title
    assert feed.feed.title == {"de": title, "en": f"{title} (English)"}[language]
    assert feed.feed.link == made.editions[language].url("")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_says_where_it_is(language: str, made: Made) -> None:
    (here,) = [link.href for link in read(made, language).feed.links if link.rel == "self"]
    assert here == made.editions[language].url("feed.xml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_issue_of_the_language_is_in_it_newest_first(language: str, made: Made) -> None:
    entries = read(made, language).entries
    edition = made.editions[language]
    assert [entry.title for entry in entries] == [issue.title.get(language) for _, issue in edition.issues]
    assert [entry.link for entry in entries] == [edition.url(f"briefings/{name}/") for name, _ in edition.issues]
    days = [entry.published_parsed for entry in entries]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_tag_uris_of_their_own(language: str, made: Made) -> None:
    ids = [entry.id for entry in read(made, language).entries]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not TAG.fullmatch(name)] == []


def test_the_languages_share_no_id(made: Made) -> None:
    de, en = ({entry.id for entry in read(made, language).entries} for language in LANGUAGES)
    assert not de & en


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_have_the_zone_of_the_publication(language: str, made: Made) -> None:
    root = etree.fromstring(made.files[f"site/{language}/feed.xml"])
    edition = made.editions[language]
    written = [parsedate_to_datetime(node.text) for node in root.iter("pubDate")]
    assert written == [edition.published(issue) for _, issue in edition.issues]
    assert all(moment.utcoffset() is not None for moment in written)
    assert [parsedate_to_datetime(node.text) for node in root.iter("lastBuildDate")] == [max(written)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_author_is_named(language: str, made: Made) -> None:
    archive = made.checked.archive
    for entry, (_, issue) in zip(read(made, language).entries, made.editions[language].issues, strict=True):
        names = [archive.authors[author].name.any(language) for author in issue.authors]
        assert [author.name for author in entry.authors] == (names or [archive.publication.editor.name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_are_whole_addresses(language: str, made: Made) -> None:
    for entry in read(made, language).entries:
        tree = html.fragment_fromstring(entry.content[0].value, create_parent=True)
        links = [link for element, _, link, _ in tree.iterlinks()]
        assert links
        assert [link for link in links if not re.match(r"(https?://[^/]+/|mailto:)", link)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_is_whole(language: str, made: Made) -> None:
    """Summary, key points, every heading and body, every claim, deal and source: nobody has to leave the reader."""
    edition = made.editions[language]
    for entry, (name, _) in zip(read(made, language).entries, edition.issues, strict=True):
        shown, writer = issue_views.read(edition, name, web=True)
        text = text_of(entry.content[0].value)
        expected = [text_of(writer.html(body)) for body in (shown.summary, *shown.points)]
        expected += [text_of(writer.html(section.body)) for section in shown.sections if section.body]
        expected += [words(section.heading) for section in shown.sections]
        expected += [words(why.why) for s in shown.sections for why in (*s.winners, *s.losers) if "[[" not in why.why]
        if any(section.kind == "claims" for section in shown.sections):
            expected += [words(claim.amount) for figure in shown.figures for claim in figure.claims]
        expected += [words(card.title) for card in shown.cards]
        expected += [words(part) for source in shown.sources for part in (source.publisher, source.label, source.date)]
        expected += [words(text) for notice in shown.notices for text in (notice.label, notice.text)]
        plain = text.replace("*", "")
        assert [part for part in expected if part not in text and part.replace("*", "") not in plain] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_an_item_can_run(language: str, made: Made) -> None:
    for entry in read(made, language).entries:
        tree = html.fragment_fromstring(entry.content[0].value, create_parent=True)
        assert [node.tag for node in tree.iter() if node.tag in ("script", "style", "iframe", "form", "link")] == []
        assert [name for node in tree.iter() for name in node.attrib if name.startswith("on")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_stands_alone(language: str, made: Made) -> None:
    for entry in read(made, language).entries:
        tree = html.fragment_fromstring(entry.content[0].value, create_parent=True)
        headings = list(tree.iter("h2", "h3"))
        assert headings
        after = [(heading.text_content(), heading.getnext()) for heading in headings]
        assert [text for text, follower in after if follower is None or follower.tag == "h2"] == []


def test_ids_outlive_titles(golden: Made, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN, content, ignore=shutil.ignore_patterns("snapshot.json"))
    file = content / "briefings" / "2026-01-15-gleiche-ziffern" / "briefing.yml"
    text = file.read_text("utf-8")
    for old, new in (
        ("Gleiche Ziffern", "Ganz andere Worte"),
        ("Same digits", "Quite other words"),
        ("06:30", "09:45"),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    changed = make(content)
    for language in LANGUAGES:
        before, after = read(golden, language).entries, read(changed, language).entries
        assert [entry.id for entry in before] == [entry.id for entry in after]
        assert [entry.link for entry in before] == [entry.link for entry in after]
        assert [entry.title for entry in before] != [entry.title for entry in after]
