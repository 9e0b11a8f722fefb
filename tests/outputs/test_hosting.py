"""Headers and redirects as Netlify and Cloudflare Pages read them, and workflows that can be trusted."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from lxml import html

from generator.outputs.policy import FRAMES, HEADERS, policy
from generator.text import paths
from generator.text.pictures import TYPES
from tests import builders
from tests.publications import ROOT, Made, make

CSP = "Content-Security-Policy"
S3 = ROOT / "deploy" / "s3.sh"


@pytest.fixture(params=["golden", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    publication: Made = request.getfixturevalue(request.param)
    return publication


def rules(made: Made) -> dict[str, list[tuple[str, str]]]:
    """The headers by the path that they are for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for block in made.text("site/_headers").strip().split("\n\n"):
        path, *lines = block.split("\n")
        assert path not in found, "one rule a path"
        found[path] = [(name, value) for name, _, value in (line.strip().partition(": ") for line in lines)]
    return found


def sent(made: Made, path: str) -> list[tuple[str, str]]:
    """Every header that a rule sets for a path of the host; `:word` is one segment, `*` is anything."""

    def matches(rule: str) -> bool:
        pattern = re.sub(r"\\\*", ".*", re.sub(r":\w+", "[^/]+", re.escape(rule)))
        return bool(re.fullmatch(pattern, path))

    return [header for rule, headers in rules(made).items() if matches(rule) for header in headers]


def base(made: Made) -> str:
    """The path below which the site lies on its host."""
    return "/" + made.checked.archive.publication.home.split("/", 3)[3]


def addresses(made: Made) -> list[str]:
    return [f"{language}/{page}" for language, edition in made.editions.items() for page in edition.addresses]


def test_every_page_is_sent_one_policy_and_nobody_may_frame_it(made: Made) -> None:
    """One, because hosts do not agree what becomes of a header that two rules set."""
    expected = policy(made.checked.archive.publication)
    loose = expected.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    for address in ["", *addresses(made)]:
        (value,) = [value for name, value in sent(made, base(made) + address) if name == CSP]
        issue = "/briefings/" in f"/{address}"
        assert value == f"{loose if issue else expected}; {FRAMES}", address


def test_only_charts_made_for_it_may_be_framed(made: Made) -> None:
    framed = [path.removeprefix("site/") for path in made.files if re.match(r"site/\w+/embed/", path)]
    assert framed
    for path in framed:
        found = [value for name, value in sent(made, base(made) + path.removesuffix("index.html")) if name == CSP]
        assert found == [policy(made.checked.archive.publication)]


def test_no_address_is_sent_a_header_twice(made: Made) -> None:
    files = [path.removeprefix("site/").removesuffix("index.html") for path in made.files if path.startswith("site/")]
    kept = ["de/assets/fonts/x.woff2"]
    kept += ["pagefind/index/de_1.pf_index", "pagefind/fragment/de_1.pf_fragment", "pagefind/pagefind.de_1.pf_meta"]
    assert all("Cache-Control" in dict(sent(made, base(made) + path)) for path in kept)
    files += kept
    for path in {*files, *addresses(made)} - {"_headers", "_redirects"}:
        found = sent(made, base(made) + path)
        assert {name: n for name, n in Counter(name for name, _ in found).items() if n > 1} == {}, path
        assert set(HEADERS) <= set(found), path


def test_the_folder_of_the_data_leads_to_its_page(made: Made) -> None:
    page = made.text("site/data/index.html")
    edition = made.editions[made.checked.archive.publication.default_language]
    assert f'content="0; url={edition.url("data/")}"' in page and 'name="robots" content="noindex"' in page
    assert "data/index.html" not in made.text("site/sitemap.xml") + made.text("site/data/SHA256SUMS")


def test_every_feed_and_calendar_is_sent_as_what_it_is(made: Made) -> None:
    kinds = {"feed.xml": "rss+xml", "corrections.xml": "rss+xml", "atom.xml": "atom+xml", "feed.json": "feed+json"}
    feeds = [path for path in made.files if re.search(r"/(feed|atom|corrections)(-\d+)?\.(xml|json)$", path)]
    feeds += [f"site/de/{paths.feed(root, form, 2025)}" for root in ("", "topics/x/") for form in paths.FEED_FILES]
    assert any("/topics/" in path for path in feeds)
    for path in (path for path in made.files if path.endswith("calendar.ics")):
        assert ("Content-Type", "text/calendar; charset=utf-8") in sent(made, base(made) + path.removeprefix("site/"))
    for path in feeds:
        (kind,) = [v for name, v in sent(made, base(made) + path.removeprefix("site/")) if name == "Content-Type"]
        name = re.sub(r"-\d+", "", path.rpartition("/")[2])
        assert kind.split(";")[0] == f"application/{kinds[name]}", path


def test_the_rules_keep_to_the_limits_of_hosts_whatever_the_languages(made: Made) -> None:
    """Cloudflare Pages reads 100 rules of headers, 2,000 characters a line, and 2,000 redirects of 1,000 each."""
    found = rules(made)
    assert len(found) <= 60
    assert not any(f"/{language}/" in path for path in found for language in made.editions)
    assert all(len(line) <= 2000 for line in made.text("site/_headers").splitlines())
    assert all(path.count("*") <= 1 for path in found), "one splat a rule"
    redirects = made.text("site/_redirects").splitlines()
    assert len(redirects) <= 2000 and all(len(line) <= 1000 and len(line.split()) == 3 for line in redirects)


def test_a_renamed_address_leads_on(golden: Made, built_golden: Path) -> None:
    home = golden.checked.archive.publication.home
    deal, line = "deals/nordlicht-runde-2026/", "/lesen/en/{} /lesen/en/{} 301"
    lines = golden.text("site/_redirects").splitlines()
    for old, new in (
        ("deals/nordlicht-neu/", deal),
        ("deals/nordlicht-alt/", f"{deal}#amount"),  # renamed twice, the first time to one of its figures
        ("embed/deals/nordlicht-alt/amount/", "embed/deals/nordlicht-runde-2026/amount/"),
    ):
        page = html.document_fromstring((built_golden / f"en/{old}index.html").read_bytes())
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={home}en/{new}"]
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{home}en/{new}"]
        assert line.format(old, new) in lines
    for new in (line.split()[1] for line in lines):
        file = new.partition("#")[0].removeprefix("/lesen/")
        assert (built_golden / (f"{file}index.html" if file.endswith("/") else file)).is_file(), new
    assert line.format("topics/rechner/feed.json", "topics/rechenzeit/feed.json") in lines
    assert not (built_golden / "en/briefings/2026-03-09-nur-deutsch").exists(), "the issue is German only"


def test_a_mail_that_was_sent_keeps_its_picture_when_its_issue_is_renamed(golden: Made) -> None:
    folder = "site/de/charts/briefings/"
    before, now = f"{folder}2026-03-09-nur-deutsch/main-narrow.png", f"{folder}2026-03-10-nur-deutsch/main-narrow.png"
    assert golden.files[before] == golden.files[now]


def test_a_language_that_lacks_the_page_gets_no_redirect(tmp_path: Path) -> None:
    german = builders.FILES["deals/runde.yml"].replace(", en: Beispiel Labs raises money", "")
    publication = builders.FILES["publication.yml"] + "redirects: {deals/alt/: deals/runde/}\nas_of: 2026-07-01\n"
    made = make(builders.publication(tmp_path, **{"deals/runde.yml": german, "publication.yml": publication}))
    assert made.text("site/_redirects") == "/de/deals/alt/ /de/deals/runde/ 301\n"


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_may_only_read(path: Path) -> None:
    text = path.read_text("utf-8")
    uses = re.findall(r"(?m)uses: (.+)$", text)
    assert uses and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", line) for line in uses)
    assert re.search(r"(?m)^permissions:\n  contents: read\n", text)
    assert "pull_request_target" not in text and not re.search(r"run: .*\$\{\{", text)


PUT = re.compile(r'(?m)^put "\$\w+" "([^"]+)" (.+)$')
"""A line of the recipe for S3: the kind, and the names."""


def test_the_recipe_for_s3_sends_every_file_once_and_pages_after_what_they_load(built_site: Path) -> None:
    groups = [(kind, re.findall(r'"([^"]+)"', names)) for kind, names in PUT.findall(recipe())]

    def group(path: str) -> list[int]:
        """The lines that send a file. A star is any path, as the tool has it; a minus takes back."""
        return [
            n
            for n, (_, names) in enumerate(groups)
            if any(fnmatchcase(path, name) for name in names)
            and not any(fnmatchcase(path, name[1:]) for name in names if name.startswith("-"))
        ]

    files = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()}
    left_out = set(re.findall(r'--exclude "([\w.]+)"', recipe()))
    assert left_out <= files, "only what is there can be left out"
    sent_by = {path: group(path) for path in files - left_out}
    assert {path: lines for path, lines in sent_by.items() if len(lines) != 1} == {}
    pages = next(n for n, (kind, _) in enumerate(groups) if kind.startswith("text/html"))
    for path, (line,) in sent_by.items():
        loaded = path.endswith((".css", ".js", ".woff2", ".png", ".svg", ".ico")) or path.startswith("pagefind/")
        leads = path.endswith((".ics", ".opml")) or re.search(
            r"(feed|atom|corrections|sitemap)[^/]*\.(xml|json)$", path
        )
        assert not loaded or line < pages, path
        assert not leads or line > pages, path
        kind = groups[line][0]
        assert (
            not path.endswith((".html", ".txt", ".csv", ".xml", ".js"))
            or "charset=utf-8" in kind
            or path == "sitemap.xml"
        )


@pytest.mark.parametrize("suffix", sorted(TYPES))
def test_the_recipe_for_s3_knows_every_kind_of_picture_that_an_issue_may_have(suffix: str) -> None:
    assert f'"*{suffix}"' in recipe()


def test_the_recipe_for_s3_deletes_last_and_runs_in_any_shell(tmp_path: Path) -> None:
    """Run with a stand-in that writes down what it is asked to do: nothing else is here that speaks to a store."""
    (tmp_path / "site" / "de").mkdir(parents=True)
    for name in ("index.html", "de/feed.xml", "de/index.html", "de/page.css"):
        (tmp_path / "site" / name).write_text("")
    log, tool = tmp_path / "log", tmp_path / "aws"
    tool.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >> {log}\necho >> {log}\n')
    tool.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "SITE": str(tmp_path / "site"),
        "AWS_ENDPOINT_URL": "http://s3.example",
    }
    subprocess.run(["sh", str(S3), "s3://bucket"], env=environment, check=True)
    asked = [line.split("|") for line in log.read_text().splitlines()]
    assert all(words[words.index("--endpoint-url") + 1] == "http://s3.example" for words in asked)
    before, taken, *puts, last, after = asked
    assert before[1:3] == ["cp", "s3://bucket/.uploaded"] and taken[1:3] == ["rm", "s3://bucket/.uploaded"]
    assert after[1] == "cp" and after[3] == "s3://bucket/.uploaded"
    assert last[1:4] == ["sync", environment["SITE"], "s3://bucket"] and "--delete" in last
    assert {(words[1], words[3]) for words in puts} == {("cp", "s3://bucket")}
    assert not any("--delete" in words for words in puts)
    kinds = [words[words.index("--content-type") + 1] for words in puts]
    assert kinds == ["text/css; charset=utf-8", "text/html; charset=utf-8", "application/rss+xml; charset=utf-8"]


def test_the_recipe_for_s3_stops_where_there_is_no_site(tmp_path: Path) -> None:
    done = subprocess.run(["sh", str(S3), "s3://bucket"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "no site in build/site" in done.stderr


def recipe() -> str:
    return S3.read_text("utf-8")
