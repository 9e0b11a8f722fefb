"""Signs that mean something to a format are only signs in it: odd names and texts break and run nowhere."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar
from lxml import etree, html

from generator.outputs.feeds.entries import clean
from generator.text.pictures import Shape, shape
from tests import builders
from tests.publications import Made, make

ODD = [
    "<script>alert(1)</script>",
    "]]> & <![CDATA[ x",
    "=cmd|' /C calc'!A0",
    'javascript:alert("1")',
    "BEGIN:VEVENT; \\, x",
    "\u200bevil\u200d",
    "'; DROP TABLE deals; --",
    '" onmouseover="x',
]
HARMFUL = ("script", "iframe", "object", "embed", "form", "style", "link", "meta")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A publication whose organisations bear those names; all of them take part in its only deal."""
    folder = tmp_path_factory.mktemp("odd")
    files: dict[str, str | bytes | None] = {
        f"organisations/odd-{number}.yml": f"name: {json.dumps(name)}\nkind: investor\n"
        for number, name in enumerate(ODD)
    }
    parts = "".join(f"  - {{org: odd-{number}}}\n" for number in range(len(ODD)))
    expected = "expected:\n  - {event: close, by: 2026-09-30, src: blatt-januar}\n"
    text = builders.FILES["deals/runde.yml"].replace("lead: erfunden-ventures\n", "")
    files["deals/runde.yml"] = f"{text}participants:\n{parts}{expected}"
    source = builders.FILES["sources/blatt-januar.yml"]
    files["sources/blatt-januar.yml"] = source.replace("Bericht des Morgenblatts", json.dumps("".join(ODD[:4])))
    return make(builders.publication(folder, **files), as_of=builders.TODAY)


def test_every_file_is_still_what_it_should_be(odd: Made) -> None:
    for path, raw in odd.files.items():
        if path.endswith((".xml", ".opml")):
            etree.fromstring(raw)
        elif path.endswith((".json", ".jsonld")):
            json.loads(raw)
        elif path.endswith(".ics"):
            events = Calendar.from_ical(raw).walk("VEVENT")
            assert len(events) == 1 and events[0].errors == []
        elif path.endswith(".csv"):
            found = list(csv.reader(io.StringIO(raw.decode(), newline="")))
            assert len({len(row) for row in found}) == 1, path


def test_names_come_back_as_they_are(odd: Made) -> None:
    for number, name in enumerate(ODD):
        feed = json.loads(odd.files[f"site/de/organisations/odd-{number}/feed.json"])
        assert clean(name) in feed["title"]
        rss = etree.fromstring(odd.files[f"site/de/organisations/odd-{number}/feed.xml"])
        assert clean(name) in (rss.findtext("channel/title") or "")


def test_nothing_in_an_entry_can_run(odd: Made) -> None:
    for path, raw in odd.files.items():
        if not path.endswith(("feed.xml", "atom.xml")):
            continue
        for entry in feedparser.parse(raw, sanitize_html=False).entries:
            tree = html.fragment_fromstring(entry.content[0].value, create_parent=True)
            for element in tree.iter(etree.Element):
                assert element.tag not in HARMFUL
                assert not [name for name in element.attrib if name.startswith("on")]
                assert element.get("href", "https:").startswith(("https:", "http:", "mailto:"))


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "\ud800"])
@pytest.mark.parametrize("escaped", [True, False])
def test_a_sign_that_no_format_can_hold_is_a_named_problem(sign: str, escaped: bool, tmp_path: Path) -> None:
    name = json.dumps(f"Geld{sign}!", ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    file = b"name: " + name + b"\nkind: investor\n"
    (found,) = builders.findings(builders.publication(tmp_path, **{"organisations/odd.yml": file}))
    assert found.startswith("organisations/odd.yml:1:")
    assert found.split()[1] in ("control-character", "not-utf-8", "yaml-syntax")


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert clean("a\0b\x1bc\ufffed\ud800e\r\nf\rg") == "abcde\nf\ng"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xff\xd8\xff\xe0\0\4ab\xff\xc2\0\x11\x08\2\x58\3\x20\3", Shape("image/jpeg", 800, 600)),
        (b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0\xaf\4\0\x75\2\0", Shape("image/webp", 1200, 630)),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\1\x2a\xb0\4\x76\2", Shape("image/webp", 1200, 630)),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xaf\x44\x9d\0\0\0\0\0\0", Shape("image/webp", 1200, 630)),
        (b"\xff\xd8\xff\xe0\0\0", None),
        (b"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0\0", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_a_picture_is_what_its_bytes_say(raw: bytes, expected: Shape | None) -> None:
    assert shape(raw) == expected
