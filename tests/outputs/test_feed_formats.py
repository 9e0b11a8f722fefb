"""One feed in three formats says one thing, as readers that are not ours see it; and subscribers lose nothing."""

from __future__ import annotations

import html
import json
import re
import struct
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree
from lxml.html import fragment_fromstring
from reader import make_reader

from generator.text.pictures import shape
from tests import builders
from tests.publications import Made, make

CONTRACT = Path(__file__).parents[1] / "contracts" / "jsonfeed.schema.json"
SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
ISSUE = "briefings/2026-01-30-runde/briefing.yml"
TELLING = """\
corrections:
  - date: 2026-03-05
    field: runde/amount
    was: 4.5mn EUR
    now: 5mn EUR
    reason: {de: Wir hatten uns verlesen., en: We had misread it.}
    severity: correction
"""


@pytest.fixture(scope="module", params=["golden", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def stems(made: Made) -> Iterator[str]:
    """Every feed that has three formats, as the beginning of its path."""
    for path in made.files:
        if re.search(r"/feed(-\d{4})?\.json$", path):
            yield path


def three(made: Made, path: str) -> tuple[Any, Any, Any]:
    """RSS and Atom as feedparser reads them without repairing anything, and the JSON."""
    name = path.rpartition("/")[2].removesuffix(".json")
    folder = path.rpartition("/")[0]
    options: dict[str, Any] = {"sanitize_html": False, "resolve_relative_uris": False}
    rss = feedparser.parse(made.files[f"{folder}/{name}.xml"], **options)
    atom = feedparser.parse(made.files[f"{folder}/{name.replace('feed', 'atom')}.xml"], **options)
    return rss, atom, json.loads(made.files[path])


def test_the_formats_carry_the_same_ids_dates_words_and_content(made: Made) -> None:
    for path in stems(made):
        rss, atom, feed = three(made, path)
        assert not rss.bozo and not atom.bozo, path
        items = feed["items"]
        assert [e.id for e in rss.entries] == [e.id for e in atom.entries] == [i["id"] for i in items], path
        for one, other, item in zip(rss.entries, atom.entries, items, strict=True):
            assert one.title == other.title == item["title"]
            assert one.link == other.link == item["url"]
            assert one.summary == other.summary == item["summary"]
            assert one.content[0].value.strip() == other.content[0].value.strip() == item["content_html"].strip()
            assert one.published_parsed == other.published_parsed == utc(item["date_published"])
            assert other.updated_parsed == utc(item["date_modified"])
            names = [author["name"] for author in item["authors"]]
            assert [author.name for author in one.authors] == [author.name for author in other.authors] == names
            assert names
            assert [tag.term for tag in one.get("tags", [])] == item.get("tags", [])
            assert [tag.label for tag in other.get("tags", [])] == item.get("tags", [])
            assert all(tag.scheme.endswith("/topics/") for tag in (*one.get("tags", []), *other.get("tags", [])))


def utc(text: str) -> Any:
    """A moment as feedparser gives it."""
    return datetime.fromisoformat(text).utctimetuple()


def test_every_json_feed_keeps_to_the_format(made: Made) -> None:
    judge = jsonschema.Draft7Validator(json.loads(CONTRACT.read_text("utf-8")))
    for path in stems(made):
        assert [error.message for error in judge.iter_errors(json.loads(made.files[path]))] == [], path


def test_every_feed_says_where_it_is(made: Made) -> None:
    home = made.checked.archive.publication.home
    for path in stems(made):
        _, _, feed = three(made, path)
        assert feed["feed_url"] == home + path.removeprefix("site/")
        for form in ("feed", "atom"):
            file = re.sub(r"feed(-\d+)?\.json$", form + r"\1.xml", path)
            root = etree.fromstring(made.files[file])
            (here,) = root.xpath("(/a:feed|/rss/channel)/a:link[@rel='self']/@href", namespaces=SPACES)
            assert here == home + file.removeprefix("site/")


def test_topics_and_organisations_have_feeds_of_what_concerns_them(story: Made) -> None:
    archive = story.checked.archive
    whole = json.loads(story.files["site/de/feed.json"])
    assert len(whole["items"]) >= len(archive.issues)
    every = {item["id"] for item in whole["items"]}
    feeds = [path for path in story.files if re.fullmatch(r"site/de/organisations/[^/]+/feed\.json", path)]
    found = [{item["id"] for item in json.loads(story.files[path])["items"]} for path in feeds]
    assert all(ids <= every for ids in found) and any(ids and ids < every for ids in found)
    for topic in archive.topics:
        items = json.loads(story.files[f"site/en/topics/{topic}/feed.json"])["items"]
        assert all(archive.topics[topic].title.any("en") in item["tags"] for item in items)


# What feedgen does wrong or unasked; `outputs/feeds/xml.py` names each.


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A publication with a picture, a hub, a corrected issue, and years that are over."""
    folder = tmp_path_factory.mktemp("corrected")
    text = (
        builders.FILES[ISSUE]
        + TELLING
        + "hero: {file: bild.png, alt: {de: Ein Bild, en: A picture & more}, kind: photo, credit: Jemand}\n"
    )
    text = text.replace("de: Geld für Beispiel Labs", "de: '4 < 5 & 6 > 5: Geld für Beispiel Labs'")
    files: dict[str, str | bytes | None] = {
        ISSUE: text,
        "briefings/2026-01-30-runde/bild.png": png(1200, 630),
        "deals/runde.yml": builders.FILES["deals/runde.yml"].replace("4.5mn", "5mn") + "topics: [geld]\n",
        "topics/geld.yml": "title: {de: Geld & Gut, en: Money}\n",
        "publication.yml": builders.FILES["publication.yml"] + "websub: https://hub.example/\n",
    }
    return make(builders.publication(folder, **files), as_of=date(2027, 2, 1))


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + b"\x08\2\0\0\0"


def tree(made: Made, path: str) -> Any:
    return etree.fromstring(made.files[path])


def test_an_atom_link_keeps_its_attributes(corrected: Made) -> None:
    links = tree(corrected, "site/de/atom.xml").findall("a:entry/a:link", SPACES)
    assert {"alternate", "enclosure"} == {link.get("rel") for link in links}
    (enclosure,) = [link for link in links if link.get("rel") == "enclosure"]
    assert enclosure.get("type") == "image/png" and int(enclosure.get("length")) > 0


def test_a_channel_links_to_its_page_and_not_to_itself(corrected: Made) -> None:
    channel = tree(corrected, "site/de/feed.xml").find("channel")
    assert channel.findtext("link") == "https://probeblatt.example/de/"


def test_entries_stand_newest_first(corrected: Made) -> None:
    dates = [
        entry.findtext("a:published", namespaces=SPACES)
        for entry in tree(corrected, "site/de/atom.xml").findall("a:entry", SPACES)
    ]
    assert len(dates) == 2 and dates == sorted(dates, reverse=True)


def test_no_date_is_the_time_of_the_build(corrected: Made) -> None:
    told = {"2026-01-29", "2026-01-30", "2026-03-05", "29 Jan 2026", "30 Jan 2026", "05 Mar 2026"}
    for path, content in corrected.files.items():
        if re.search(r"/(feed|atom|corrections)(-\d+)?\.(xml|json)$", path):
            assert set(re.findall(r"20\d\d-\d\d-\d\d(?=T)|\d\d \w{3} 20\d\d", content.decode())) <= told, path


def test_authors_without_an_address_are_named(corrected: Made) -> None:
    items = tree(corrected, "site/de/feed.xml").findall("channel/item")
    assert [item.findtext("dc:creator", namespaces=SPACES) for item in items] == ["Redaktion", "Redaktion"]


def test_the_hub_is_named_in_every_format(corrected: Made) -> None:
    for path, way in (("feed.xml", "channel/a:link"), ("atom.xml", "a:link")):
        links = tree(corrected, f"site/de/{path}").findall(way, SPACES)
        assert [link.get("href") for link in links if link.get("rel") == "hub"] == ["https://hub.example/"]
    assert json.loads(corrected.files["site/de/feed.json"])["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]


def test_atom_content_is_html_and_rss_content_is_whole(corrected: Made) -> None:
    contents = tree(corrected, "site/de/atom.xml").findall("a:entry/a:content", SPACES)
    assert {content.get("type") for content in contents} == {"html"}
    rss = tree(corrected, "site/de/feed.xml").findall("channel/item/content:encoded", SPACES)
    assert [one.text for one in rss] == [other.text for other in contents]


def test_a_picture_has_its_size_and_type_and_no_group(corrected: Made) -> None:
    root = tree(corrected, "site/de/feed.xml")
    assert root.findall(".//media:group", SPACES) == []
    (picture,) = root.findall("channel/item/media:content", SPACES)
    assert (picture.get("type"), picture.get("width"), picture.get("height")) == ("image/png", "1200", "630")
    address = picture.get("url").removeprefix("https://probeblatt.example/")
    assert corrected.files[f"site/{address}"] == png(1200, 630)
    (item,) = [i for i in json.loads(corrected.files["site/de/feed.json"])["items"] if "image" in i]
    assert item["image"] == picture.get("url") and 'alt="Ein Bild"' in item["content_html"]


def test_an_issue_without_a_picture_has_its_card_and_its_chart(story: Made) -> None:
    """Lists show the card, which is as large as it says; the text shows the chart that the mail has, with its claims in
    words for those who do not see it."""
    root = tree(story, "site/de/feed.xml")
    home = story.checked.archive.publication.home
    for item in root.findall("channel/item"):
        picture = item.find("media:content", SPACES)
        raw = story.files[f"site/{picture.get('url').removeprefix(home)}"]
        found = shape(raw)
        assert found and (picture.get("width"), picture.get("height")) == (str(found.width), str(found.height))
        assert item.find("enclosure") is None, "its size is not known"
    shown = 0
    for entry in json.loads(story.files["site/de/feed.json"])["items"]:
        assert entry["image"].startswith(home) and "attachments" not in entry
        for image in fragment_fromstring(entry["content_html"], create_parent="div").iter("img"):
            found = shape(story.files[f"site/{image.get('src').removeprefix(home)}"])
            assert found and image.get("alt")
            assert abs(found.width / found.height - int(image.get("width")) / int(image.get("height"))) < 0.01
            shown += 1
    assert shown == 3


def test_signs_in_plain_texts_are_references_by_number(corrected: Made) -> None:
    raw = corrected.files["site/de/feed.xml"]
    assert "<title>4 &#x3C; 5 &#x26; 6 &gt; 5: Geld für Beispiel Labs</title>".encode() in raw
    assert feedparser.parse(raw).entries[-1].title.startswith("4 < 5 & 6 > 5:")


def test_a_category_has_its_word_in_rss_and_its_term_in_atom(corrected: Made) -> None:
    assert {node.text for node in tree(corrected, "site/de/feed.xml").iter("category")} == {"Geld & Gut"}
    found = {(node.get("term"), node.get("label")) for node in tree(corrected, "site/de/atom.xml").iter("{*}category")}
    assert found == {("geld", "Geld & Gut")}


def test_years_that_are_over_are_archives(corrected: Made) -> None:
    for form, way in (("feed", "channel/a:link"), ("atom", "a:link")):
        newest, archive = (tree(corrected, f"site/de/{form}{year}.xml") for year in ("", "-2026"))
        links = {link.get("rel"): link.get("href") for link in newest.findall(way, SPACES)}
        assert links["prev-archive"] == f"https://probeblatt.example/de/{form}-2026.xml"
        links = {link.get("rel"): link.get("href") for link in archive.findall(way, SPACES)}
        assert links["current"] == f"https://probeblatt.example/de/{form}.xml"
        assert archive.findall(".//fh:archive", SPACES) and not newest.findall(".//fh:archive", SPACES)
    feed = json.loads(corrected.files["site/de/feed.json"])
    assert feed["next_url"] == "https://probeblatt.example/de/feed-2026.json"


def test_archives_name_their_neighbours_and_the_only_one_has_none(corrected: Made, tmp_path: Path) -> None:
    """RFC 5005, section 4: a document has "prev-archive", "unless there are no preceding archives available", and
    "next-archive" likewise. The feed itself is no archive, so the only archive has neither; the W3C's validator, which
    expects one of the two, warns of it until a second year is over."""
    later = {
        f"briefings/{year}-02-01-alt/briefing.yml": builders.FILES[ISSUE].replace("2026-01-30", f"{year}-02-01")
        for year in (2027, 2028)
    }
    three = make(builders.publication(tmp_path, **later), as_of=date(2029, 2, 1))
    for form, way in (("feed", "channel/a:link"), ("atom", "a:link")):

        def ways(made: Made, year: int, form: str = form, way: str = way) -> dict[str, str]:
            links = tree(made, f"site/de/{form}-{year}.xml").findall(way, SPACES)
            found = {link.get("rel"): link.get("href").rpartition("/")[2] for link in links}
            return {rel: name for rel, name in found.items() if rel in ("prev-archive", "next-archive", "current")}

        now = f"{form}.xml"
        assert ways(corrected, 2026) == {"current": now}
        assert ways(three, 2026) == {"current": now, "next-archive": f"{form}-2027.xml"}
        assert ways(three, 2027) == {
            "current": now,
            "prev-archive": f"{form}-2026.xml",
            "next-archive": f"{form}-2028.xml",
        }
        assert ways(three, 2028) == {"current": now, "prev-archive": f"{form}-2027.xml"}


def test_fifty_entries_and_archives_hold_everything(tmp_path: Path) -> None:
    files = {
        f"briefings/2026-02-{day:02}-n{number}/briefing.yml": builders.FILES[ISSUE].replace(
            "2026-01-30", f"2026-02-{day:02}"
        )
        for day in range(1, 29)
        for number in (1, 2)
    }
    many = make(builders.publication(tmp_path, **files), as_of=builders.TODAY)
    newest, archive = (json.loads(many.files[f"site/de/feed{part}.json"]) for part in ("", "-2026"))
    assert len(newest["items"]) == 50
    assert len({item["id"] for item in (*newest["items"], *archive["items"])}) == 57


# What a subscriber sees.


class Subscriber:
    """The `reader` library, subscribed to all formats of a feed whose address stays."""

    FEEDS = ("feed.xml", "atom.xml", "feed.json")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.reader = make_reader(":memory:", feed_root=str(folder))
        for name in self.FEEDS:
            self.reader.add_feed(name)

    def fetch(self, made: Made) -> dict[str, tuple[int, int]]:
        """What every format brought: new and modified entries."""
        for name in self.FEEDS:
            (self.folder / name).write_bytes(made.files[f"site/de/{name}"])
        # Every entry is compared, as no file here says when it was changed.
        found = {name: self.reader.update_feed(name) for name in self.FEEDS}
        return {name: (update.new, update.modified) if update else (0, 0) for name, update in found.items()}

    def close(self) -> None:
        self.reader.close()


@pytest.fixture
def subscriber(tmp_path: Path) -> Iterator[Subscriber]:
    found = Subscriber(tmp_path / "subscriber")
    yield found
    found.close()


def everywhere(new: int, modified: int) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(Subscriber.FEEDS, (new, modified))


def test_a_subscriber_loses_nothing_and_gets_nothing_twice(subscriber: Subscriber, tmp_path: Path) -> None:
    number = iter(range(9))

    def publish(**files: str) -> Made:
        return make(builders.publication(tmp_path / f"content{next(number)}", **files), as_of=builders.TODAY)

    first = publish()
    assert subscriber.fetch(first) == everywhere(1, 0)
    assert subscriber.fetch(publish()) == everywhere(0, 0)

    deal = builders.FILES["deals/runde.yml"].replace("4.5mn", "5mn")
    issue = builders.FILES[ISSUE] + TELLING
    files = {"deals/runde.yml": deal, ISSUE: issue}
    corrected = publish(**files)
    assert subscriber.fetch(corrected) == everywhere(1, 1)
    for name in Subscriber.FEEDS:
        new, old = feedparser.parse(corrected.files[f"site/de/{name}"]).entries if name != "feed.json" else (None, None)
        if new is not None and old is not None:
            assert new.title.startswith("Korrektur: ")
            before = feedparser.parse(first.files[f"site/de/{name}"]).entries[0]
            assert (old.id, old.published) == (before.id, before.published)
            assert old.updated_parsed[:3] == (2026, 3, 4), "midnight of 5 March in Berlin"

    # Other words, in the issue and in its deal; the address follows the id and stays.
    files[ISSUE] = issue.replace("Geld für Beispiel Labs", "Neues Geld für Beispiel Labs")
    files["deals/runde.yml"] = deal.replace("sammelt Geld ein", "holt Geld")
    assert subscriber.fetch(publish(**files)) == everywhere(0, 2)

    moved = builders.FILES["publication.yml"].replace("probeblatt.example/", "neu.example/blatt/")
    files["publication.yml"] = moved + "id_host: probeblatt.example\n"
    assert subscriber.fetch(publish(**files)) == everywhere(0, 2)
    entries = list(subscriber.reader.get_entries(feed="feed.xml"))
    assert len(entries) == 2 and all((entry.link or "").startswith("https://neu.example/blatt/") for entry in entries)


def test_a_typing_error_moves_the_date_and_makes_no_entry(tmp_path: Path) -> None:
    issue = builders.FILES[ISSUE] + TELLING.replace("severity: correction", "severity: typo")
    made = make(builders.publication(tmp_path, **{ISSUE: issue}), as_of=builders.TODAY)
    (item,) = json.loads(made.files["site/de/feed.json"])["items"]
    assert item["date_modified"].startswith("2026-03-05") and item["date_published"].startswith("2026-01-30")
    assert len(feedparser.parse(made.files["site/de/corrections.xml"]).entries) == 1


def test_the_list_of_feeds_names_every_rss_feed(made: Made) -> None:
    root = etree.fromstring(made.files["site/feeds.opml"])
    listed = root.xpath("//outline[@type='rss']/@xmlUrl")
    home = made.checked.archive.publication.home
    expected = {
        home + path.removeprefix("site/") for path in made.files if re.search(r"/(feed|corrections)\.xml$", path)
    }
    assert set(listed) == expected and len(listed) == len(expected)


def test_no_two_feeds_of_a_list_have_the_same_title(made: Made) -> None:
    """A reader shows titles only, and may hold both languages, a topic and an organisation side by side."""
    lines = etree.fromstring(made.files["site/feeds.opml"]).xpath("//outline[@type='rss']")
    home = made.checked.archive.publication.home
    feeds = [feedparser.parse(made.files[f"site/{line.get('xmlUrl').removeprefix(home)}"]) for line in lines]
    titles = [feed.feed.title for feed in feeds]
    assert len(set(titles)) == len(titles)
    assert [html.unescape(line.get("title")) for line in lines] == [html.unescape(title) for title in titles]


def test_every_page_names_its_own_feeds_first_and_the_language_s_own(made: Made) -> None:
    for path, content in made.files.items():
        if not path.startswith("docs/"):
            continue
        front = json.loads(content.decode().split("---\n")[1])
        hrefs = [feed["href"] for feed in front["feeds"]]
        edition = made.editions[path.split("/")[1]]
        assert hrefs[-3:] == [edition.url(name) for name in ("feed.xml", "atom.xml", "feed.json")]
        own = re.fullmatch(r"docs/\w+/((?:topics|organisations)/[^/]+/)index\.md", path)
        if own and f"site/{edition.language}/{own[1]}feed.xml" in made.files:
            assert hrefs[:3] == [edition.url(own[1] + name) for name in ("feed.xml", "atom.xml", "feed.json")]
