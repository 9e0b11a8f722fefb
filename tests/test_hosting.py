"""What hosts are told: headers and redirects as Netlify and Cloudflare Pages read them, and workflows that can be trusted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from generator import paths
from generator.policy import FRAMES, HEADERS, policy
from tests import builders
from tests.publications import ROOT, Made, make

CSP = "Content-Security-Policy"


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
    files += ["de/assets/stylesheets/main.1.min.css", "de/assets/fonts/x.woff2", "pagefind/index/de_1.pf_index"]
    for path in {*files, *addresses(made)} - {"_headers", "_redirects"}:
        found = sent(made, base(made) + path)
        assert {name: n for name, n in Counter(name for name, _ in found).items() if n > 1} == {}, path
        assert set(HEADERS) <= set(found), path


def test_every_feed_is_sent_as_what_it_is(made: Made) -> None:
    kinds = {"feed.xml": "rss+xml", "corrections.xml": "rss+xml", "atom.xml": "atom+xml", "feed.json": "feed+json"}
    feeds = [path for path in made.files if re.search(r"/(feed|atom|corrections)(-\d+)?\.(xml|json)$", path)]
    feeds += [f"site/de/{paths.feed(root, form, 2025)}" for root in ("", "topics/x/") for form in paths.FEED_FILES]
    assert any("/topics/" in path for path in feeds)
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
        ("embed/nordlicht-alt/amount/", "embed/nordlicht-runde-2026/amount/"),
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
