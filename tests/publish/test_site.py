"""Every link of the finished sites leads somewhere, every page that should exist does, and no other."""

from __future__ import annotations

import posixpath
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree, html

from generator.charts import catalogue
from generator.outputs.sitemaps import sitemaps
from generator.publish.engine import EngineFailed
from generator.text import paths
from generator.views.edition import every_file
from tests import builders
from tests.publications import GOLDEN, Made, make

Engine = Callable[[Path, Path], Path]


class Built:
    """A finished site and what it was made of; pages are parsed once."""

    def __init__(self, made: Made, folder: Path) -> None:
        self.made, self.folder = made, folder
        self.home = made.checked.archive.publication.home
        self.pages = {
            path.relative_to(folder).as_posix(): html.document_fromstring(path.read_bytes())
            for path in sorted(folder.rglob("*.html"))
        }
        self.mails = {path: self.pages.pop(path) for path in list(self.pages) if path.endswith("/email.html")}
        self.ids = {
            path: [node.get("id") for node in page.iter() if node.get("id")] for path, page in self.pages.items()
        }

    @property
    def moved(self) -> set[str]:
        """The pages that only lead on: from an address that something once had, and from the folder of the data."""
        found = {"data/index.html"}
        for language, edition in self.made.editions.items():
            for old, new in self.made.checked.archive.publication.leads_to.items():
                page = new.partition("#")[0]
                if page in edition.addresses:
                    found.add(f"{language}/{old}index.html")
                    frames = f"site/{language}/embed/{page}"
                    found |= {
                        f"{language}/embed/{old}{path.removeprefix(frames)}"
                        for path in self.made.files
                        if path.startswith(frames)
                    }
        return found

    def links(self) -> Iterator[tuple[str, Any, str]]:
        """Page, element and address of everything that a page links or loads, as a browser resolves it; what calendars
        subscribe to by webcal: they fetch by https:."""
        for path, page in self.pages.items():
            base = urljoin(self.home, path.removesuffix("index.html"))
            for element, attribute, link, _ in page.iterlinks():
                if attribute is not None:
                    yield path, element, urljoin(base, link.replace("webcal:", "https:", 1))

    def file(self, address: str) -> str:
        """The file that a static server sends for an address of this site."""
        path = unquote(urlsplit(address).path).removeprefix(urlsplit(self.home).path)
        return f"{path}index.html" if not path or path.endswith("/") else path


@pytest.fixture(scope="module", params=[("golden", "built_golden"), ("real", "built_site")], ids=["golden", "real"])
def built(request: pytest.FixtureRequest) -> Built:
    made, folder = (request.getfixturevalue(name) for name in request.param)
    return Built(made, folder)


def test_every_link_within_the_site_leads_to_a_file_and_an_id(built: Built) -> None:
    dead = []
    for page, _, link in built.links():
        address, fragment = urldefrag(link)
        if not address.startswith(built.home):
            continue
        file = built.file(address)
        if not (built.folder / file).is_file() or (fragment and unquote(fragment) not in built.ids.get(file, ())):
            dead.append((page, link))
    assert sorted(set(dead)) == []


def test_every_page_can_be_reached_from_home(built: Built) -> None:
    """By links alone, without the sitemap, in each language on its own."""
    ways: dict[str, set[str]] = {}
    for page, element, link in built.links():
        if element.tag == "a" and link.startswith(built.home):
            ways.setdefault(page, set()).add(built.file(urldefrag(link)[0]))
    for language in built.made.editions:
        seen, ahead = set(), [f"{language}/index.html"]
        while ahead:
            page = ahead.pop()
            if page not in seen and page.startswith(f"{language}/"):
                seen.add(page)
                ahead += ways.get(page, ())
        wanted = {page for page in built.pages if page.startswith(f"{language}/") and not page.endswith("404.html")}
        assert wanted - built.moved - seen == set()


def test_the_web_view_of_a_mail_is_the_mail_without_its_way_out(built: Built) -> None:
    """Search engines find the issue, not its mail; nobody who looks at it can unsubscribe anyone."""
    languages = built.made.editions.items()
    digests = {path for path in built.mails if "/digests/" in path}
    assert set(built.mails) - digests == {
        f"{lang}/briefings/{name}/email.html" for lang, e in languages for name, _ in e.issues
    }
    assert digests == {
        f"{path.split('/')[2]}/digests/{path.split('/')[1]}/email.html"
        for path in built.made.files
        if path.endswith("/digest.html")
    }
    for path, mail in built.mails.items():
        language, _, name, _ = path.split("/")
        page = built.home + (path if path in digests else path.removesuffix("email.html"))
        assert mail.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert mail.xpath("//link[@rel='canonical']/@href") == [page]
        kind = "digest" if path in digests else "issue"
        sent = built.made.text(f"email/{name}/{language}/{kind}.html")
        assert [part.tag for part in mail.find("body")] == ["div", "main"], "the preview line, then the mail"
        view = (built.folder / path).read_text("utf-8")
        assert "TOKEN" in sent and "TOKEN" not in view
        # A browser and an HTML checker know nothing of these; a mail needs them.
        assert "mso-" in sent and not re.search(r"mso-|\[if mso|supported-color-schemes|x-apple-", view)
        assert mail.find("body").text_content() == html.document_fromstring(sent).find("body").text_content()
        for link in mail.xpath("//a/@href"):
            address, fragment = urldefrag(link)
            if address.startswith(built.home):
                assert not fragment or unquote(fragment) in built.ids[built.file(address)], link
                assert (built.folder / built.file(address)).is_file(), link


def test_an_id_stands_once_in_a_page(built: Built) -> None:
    twice = {path: sorted({name for name in ids if ids.count(name) > 1}) for path, ids in built.ids.items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_a_file_never_hides_behind_the_case_of_its_name(built: Built) -> None:
    files = [path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*")]
    assert len({name.casefold() for name in files}) == len(files)


def test_the_pages_are_those_of_the_edition_and_nothing_else(built: Built) -> None:
    expected = {"index.html", "404.html"}
    for language, edition in built.made.editions.items():
        expected |= {f"{language}/{address}index.html" for address in edition.addresses} | {f"{language}/404.html"}
        expected |= {f"{language}/{paths.embed(drawing.name)}index.html" for drawing in catalogue.every(edition)}
    assert set(built.pages) == expected | built.moved


def test_links_to_other_hosts_are_sources_websites_and_mail(built: Built) -> None:
    """Sources say rel=external, paid links and those that pass an issue on say nofollow; a company's own website stands in its facts; what a page loads is
    always its own."""
    archive = built.made.checked.archive
    websites = {organisation.website for organisation in archive.organisations.values()}
    sources = {source.url for source in archive.sources.values()}
    prose = {link for text in archive.prose.values() for link in re.findall(r"\]\((https?://[^\s]+)\)", text.text)}
    paid = {slot.url for issue in archive.issues.values() for slot in issue.sponsors}
    shares = {
        link
        for edition in built.made.editions.values()
        for name, issue in edition.issues
        for link in paths.share(issue.title.any(edition.language), edition.url(paths.page("briefings", name))).values()
    }
    comments = archive.publication.comments
    discussions = f"{comments.repository}/discussions" if comments else ""
    foreign = []
    for page, element, link in built.links():
        if link.startswith((built.home, "mailto:")) or link == discussions:
            continue
        if element.get("rel") == "sponsored nofollow" and link in paid:
            continue
        if element.get("rel") == "nofollow" and link in shares:
            continue
        known = link in websites or link in prose or _in_briefings(built, link)
        if element.tag != "a" or not (known or (link in sources and element.get("rel") == "external")):
            foreign.append((page, element.tag, link))
    assert foreign == []


def test_a_mirror_is_named_but_not_linked(built: Built) -> None:
    mirrors = {source.url for source in built.made.checked.archive.sources.values() if source.kind == "mirror"}
    assert [(page, link) for page, _, link in built.links() if link in mirrors] == []


def test_no_style_or_script_asks_another_host(built: Built) -> None:
    for path in [*built.folder.rglob("*.css"), *built.folder.rglob("*.js")]:
        text = path.read_text("utf-8")
        found = re.findall(r"(?:url\(|@import|import\(|fetch\(|src=)\s*[\"']?((?:https?:)?//[^\s\"')]+)", text)
        assert found == [], path.name


def test_the_sitemap_lists_every_page_with_its_translations(built: Built) -> None:
    root = etree.parse(built.folder / "sitemap.xml").getroot()
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {url.findtext("s:loc", namespaces=spaces): url for url in root.iterfind("s:url", spaces)}
    editions = built.made.editions
    assert set(listed) == {edition.url(address) for edition in editions.values() for address in edition.addresses}
    for address, url in listed.items():
        links = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", spaces)}
        assert address in links.values()
        assert all((built.folder / built.file(link)).is_file() for link in links.values())


def test_every_page_is_its_own_canonical_address_and_says_its_language(built: Built) -> None:
    for path, page in built.pages.items():
        if path.endswith("404.html") or path in built.moved:
            continue
        if path == "index.html":
            path = f"{built.made.checked.archive.publication.default_language}/index.html"
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert canonical == urljoin(built.home, path.removesuffix("index.html"))
        assert page.get("lang") == path.split("/")[0]


def test_the_language_switch_leads_to_the_same_page_and_back(built: Built) -> None:
    """Where another language has no such page, to the nearest above it."""
    for language, edition in built.made.editions.items():
        for address in edition.addresses:
            base = edition.url(address)
            links = built.pages[f"{language}/{address}index.html"].xpath("//header//a[@hreflang]")
            assert {link.get("hreflang") for link in links} == set(built.made.editions) - {language}, base
            for link in links:
                other = built.made.editions[link.get("hreflang")]
                near = address
                while not other.has(near):
                    above = near.rstrip("/").rpartition("/")[0]
                    near = f"{above}/" if above else ""
                assert urljoin(base, link.get("href")) == other.url(near), base


def test_a_demonstration_is_kept_out_of_search_engines(built: Built) -> None:
    demonstration = built.made.checked.archive.publication.demonstration
    for path, page in built.pages.items():
        if not re.fullmatch(r"\w+/404\.html", path):
            hidden = demonstration or path in built.moved or path == "404.html"
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"] * hidden, path


def test_every_page_has_one_title_one_h1_and_a_description(built: Built) -> None:
    for path, page in built.pages.items():
        if path == "404.html":
            continue  # the root's error page has one section per language
        assert len(page.xpath("//head/title")) == 1, path
        assert len(page.xpath("//h1")) == 1, path
        if posixpath.basename(path) != "404.html":
            assert len(page.xpath("//meta[@name='description'][string-length(@content) > 0]")) == 1, path


def test_a_title_is_printed_as_it_is_written(built: Built) -> None:
    """In heading, window title and search result alike: what looks like Markdown or HTML in it is part of it."""
    archive = built.made.checked.archive
    for language, edition in built.made.editions.items():
        titles = {f"organisations/{name}/": record.name.any(language) for name, record in archive.organisations.items()}
        for kind, records in (("briefings", archive.issues), ("deals", archive.deals), ("topics", archive.topics)):
            titles |= {
                f"{kind}/{name}/": record.title.any(language) for name, record in records.items() if record.title
            }
        for address in titles.keys() & edition.addresses:
            page = built.pages[f"{language}/{address}index.html"]
            assert _words(page.findtext(".//title")) == f"{titles[address]} – {archive.publication.title}"
            assert _words(page.find(".//h1").text_content()) == titles[address]


def test_the_table_of_contents_says_what_the_headings_say(built: Built) -> None:
    for path, page in built.pages.items():
        for link in page.xpath("//nav[contains(@class, 'kb-toc')]//a"):
            (heading,) = page.xpath("//*[@id=$name]", name=unquote(link.get("href")).removeprefix("#"))[:1]
            assert _words(link.text_content()) == _words(heading.text_content()), path


@pytest.mark.parametrize("link", ["[w](../deals/nirgends/)", "[w](../deals/nirgends/index.md)", "[w](#nirgends)"])
def test_a_text_with_a_dead_link_is_never_published(link: str, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises((EngineFailed, AssertionError), match="nirgends"):
        engine(_with_text(tmp_path, link), tmp_path / "out")


@pytest.mark.parametrize(
    "text",
    [
        "[w](javascript:alert(1))",
        "[w][r]\n\n[r]: data:text/html,nirgends",
        "![w](https://nirgends.example/pixel.png)",
        "w\n{: style='position:fixed'}",
        "w\n{: src=https://nirgends.example/pixel.png }",
    ],
)
def test_a_text_cannot_run_load_or_break_out_of_its_frame(text: str, engine: Engine, tmp_path: Path) -> None:
    """Refused by the check, or made harmless on the page: both are right."""
    try:
        site = engine(_with_text(tmp_path, text), tmp_path / "out")
    except (EngineFailed, AssertionError):
        return
    article = html.document_fromstring((site / "de/methodology/index.html").read_bytes()).find(".//article")
    for element in article.iter(etree.Element):
        assert element.tag not in ("img", "script", "iframe", "object", "embed", "form")
        assert element.get("style") is None
        assert not re.match(r"(?i)\s*(javascript|data|vbscript):", element.get("href", ""))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("deals/2026/nordlicht-runde-2026.yml", "Weil 'gleiche'", "Weil [[wolke]]"),
        ("topics/rechenzeit.yml", "Wer wem", "[[wolke]] wem"),
        ("organisations/nordlicht.yml", "Baut Modelle", "Baut [[wolke]]"),
        ("briefings/2026-01-15-gleiche-ziffern/briefing.yml", "Zoë hält |", "Zoë hält [[wolke]] |"),
        ("briefings/2026-01-15-gleiche-ziffern/briefing.yml", "Was sie #sagen", "Was [[wolke]] sagt"),
        ("briefings/2026-03-10-nur-deutsch/briefing.yml", "Die Runde steht", "[[wolke]] steht"),
        ("pages/methodology.de.md", "## Grenzen", "[[nordlicht|mit [Klammern]]]\n\n## Grenzen"),
    ],
)
def test_a_reference_is_refused_or_written_out_everywhere(file: str, old: str, new: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN, content)
    text = (content / file).read_text("utf-8")
    assert old in text
    (content / file).write_text(text.replace(old, new, 1), "utf-8")
    try:
        files = make(content).files
    except AssertionError:
        return
    assert [path for path, made in files.items() if b"[[" in made and not path.endswith(".png")] == []


def _with_text(folder: Path, text: str) -> Path:
    """The smallest publication, in one language, with a paragraph in its methodology."""
    files = {
        "publication.yml": builders.FILES["publication.yml"].replace("[de, en]", "[de]"),
        "pages/methodology.yml": "title: {de: Methode}\n",
        "pages/methodology.de.md": f"So wird gerechnet.\n\n{text}\n",
    }
    return builders.publication(folder / "content", **files)


def _words(text: str) -> str:
    return " ".join(text.split())


def _in_briefings(built: Built, link: str) -> bool:
    """Whether an editor wrote the link into an issue's own file."""
    texts = [section.body for issue in built.made.checked.archive.issues.values() for section in issue.sections]
    return any(f"]({link})" in text for words in texts if words for text in words.root.values())


ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")


def _addresses(built: Built) -> Iterator[tuple[str, str]]:
    """Every address of this site that a file for machines names, with its file."""
    for path in sorted(built.folder.rglob("*")):
        name = path.relative_to(built.folder).as_posix()
        if (
            path.suffix not in (".xml", ".json", ".opml", ".ics", ".csv", ".txt", ".cff", ".jsonld")
            or not path.is_file()
        ):
            continue
        if name.endswith("search_index.json"):
            continue
        text = (
            path.read_bytes()
            .decode()
            .replace("\r\n ", "")
            .replace("\\n", " ")
            .replace('\\"', '"')
            .replace("&amp;", "&")
        )
        for found in ADDRESS.findall(text):
            if found.startswith(built.home):
                yield name, found.rstrip(".,;:)")

    for page, tree in built.pages.items():
        for text in tree.xpath("//script[@type='application/ld+json']/text()"):
            for found in ADDRESS.findall(text):
                if found.startswith(built.home):
                    # The fragment of an @id names a thing, not a place on the page.
                    yield page, urldefrag(found)[0]


def test_every_address_in_feeds_calendars_lists_data_and_structured_data_exists(built: Built) -> None:
    dead, count = set(), 0
    for file, found in _addresses(built):
        address, fragment = urldefrag(found)
        count += 1
        target = built.file(address)
        anchor = unquote(fragment) if target.endswith(".html") else ""
        if not (built.folder / target).is_file() or (anchor and anchor not in built.ids.get(target, ())):
            dead.add((file, found))
    assert sorted(dead) == []
    assert count > 500


def test_the_sitemap_says_when_content_last_changed(built: Built) -> None:
    root = etree.parse(built.folder / "sitemap.xml").getroot()
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    as_of = built.made.checked.as_of.isoformat()
    days = {
        u.findtext("s:loc", namespaces=spaces): u.findtext("s:lastmod", namespaces=spaces)
        for u in root.iterfind("s:url", spaces)
    }
    assert all(day is None or day <= as_of for day in days.values())
    for edition in built.made.editions.values():
        for name, issue in edition.issues:
            assert (days[edition.url(f"briefings/{name}/")] or "") >= issue.date.isoformat()
        assert days[edition.url("imprint/")] is None


def test_a_sitemap_that_would_be_too_long_is_divided(golden: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[sitemaps.__module__], "LIMIT", 20)
    files = {artifact.path: artifact.content for artifact in every_file(sitemaps(golden.editions["de"]))}
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    parts = [loc.text for loc in etree.fromstring(files["site/sitemap.xml"]).iterfind("s:sitemap/s:loc", spaces)]
    assert len(parts) > 1
    home = golden.checked.archive.publication.home
    listed = [
        loc.text
        for part in parts
        for loc in etree.fromstring(files[f"site/{part.removeprefix(home)}"]).iterfind("s:url/s:loc", spaces)
    ]
    assert sorted(listed) == sorted(e.url(address) for e in golden.editions.values() for address in e.addresses)


def test_the_way_in_for_language_models_is_a_heading_a_quote_and_links(built: Built) -> None:
    lines = (built.folder / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ") and lines[2].startswith("> ")
    assert all(re.fullmatch(r"## .+|- \[.+\]\(https?://\S+\)(: .+)?", line) for line in lines[3:] if line)


def test_robots_may_read_all_but_a_demonstration(built: Built) -> None:
    robots = RobotFileParser()
    robots.parse((built.folder / "robots.txt").read_text("utf-8").splitlines())
    assert robots.can_fetch("*", built.home) != built.made.checked.archive.publication.demonstration
    assert robots.site_maps() == [f"{built.home}sitemap.xml"]


def test_a_sitemap_of_news_is_made_only_if_asked_for(golden: Made, tmp_path: Path) -> None:
    assert "site/news-sitemap.xml" not in golden.files
    files = {"publication.yml": builders.FILES["publication.yml"] + "news_sitemap: true\n"}
    content = builders.publication(tmp_path, **files)
    fresh = make(content, as_of=date(2026, 2, 1))
    assert fresh.text("site/news-sitemap.xml").count("<news:news>") == 2
    assert "news-sitemap.xml" in fresh.text("site/robots.txt")
    later = make(content, as_of=date(2026, 2, 2))
    assert later.text("site/news-sitemap.xml").count("<news:news>") == 0
