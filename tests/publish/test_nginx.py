"""The recipe for nginx serves the site as the other hosts do. Tried with Debian's nginx, on a port of our own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from generator.outputs.policy import FRAMES, HEADERS
from tests.publications import ROOT

NGINX = os.environ.get("NGINX") or shutil.which("nginx") or "/usr/sbin/nginx"
DEBIAN = """types_hash_max_size 2048;
gzip on;
types {
  text/html html; text/css css; text/xml xml; text/plain txt; application/javascript js; application/atom+xml atom;
  application/rss+xml rss; application/json json; application/wasm wasm; image/svg+xml svg; image/png png;
  image/x-icon ico; font/woff2 woff2;
}
default_type application/octet-stream;
"""
"""What Debian's nginx.conf and mime.types say before they read conf.d, as far as the site needs it."""


@pytest.fixture(scope="module")
def nginx(built_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the story's site behind nginx; skipped without nginx, unless a machine promises to have it."""
    if not Path(NGINX).is_file():
        if os.environ.get("KAPITALBRIEF_BROWSER") == "required":
            pytest.fail("KAPITALBRIEF_BROWSER=required, but there is no nginx", pytrace=False)
        pytest.skip(f"NO NGINX TEST RAN: there is no nginx at {NGINX}")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    recipe = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    recipe = recipe.replace("listen 80;", f"listen 127.0.0.1:{port};")
    site = shutil.copytree(built_story, folder / "site")
    embedded = site / "de" / "embed" / "probe"
    embedded.mkdir(parents=True)
    (embedded / "index.html").write_text("<!doctype html><title>Probe</title>", "utf-8")
    recipe = recipe.replace("/var/www/kapitalbrief", str(site))
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; master_process off; pid {folder}/pid; error_log stderr;\n"
        f"events {{ }}\nhttp {{ access_log off; {places}\n{DEBIAN}\n{recipe}\n}}\n"
    )
    process = subprocess.Popen(
        [NGINX, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate()


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer, whatever its status."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize("path", ["/", "/de/", "/en/deals/openai-round-2026/", "/nowhere", "/de/nowhere/"])
def test_every_answer_has_the_headers(path: str, nginx: str) -> None:
    _, headers, _ = get(nginx + path)
    assert headers["Content-Security-Policy"] == FRAMES
    assert {name: headers[name] for name, _ in HEADERS} == dict(HEADERS)
    assert headers["Cache-Control"] == "no-cache"
    assert not re.search(r"\d", headers["Server"])


def test_an_embedded_page_may_be_framed(nginx: str) -> None:
    status, headers, _ = get(f"{nginx}/de/embed/probe/")
    assert status == 200
    assert headers["Content-Security-Policy"] is None
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("path", "language"), [("/nowhere", "de"), ("/de/nowhere/", "de"), ("/en/nowhere/", "en")])
def test_a_missing_page_is_answered_in_its_language(path: str, language: str, nginx: str) -> None:
    status, headers, body = get(nginx + path)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}"'.encode() in body


KINDS = (
    ("de/feed.xml", "application/rss+xml; charset=utf-8"),
    ("en/corrections.xml", "application/rss+xml; charset=utf-8"),
    ("de/topics/compute/atom.xml", "application/atom+xml; charset=utf-8"),
    ("en/organisations/openai/feed.json", "application/feed+json"),
    ("de/organisations/openai/calendar.ics", "text/calendar; charset=utf-8"),
    ("feeds.opml", "text/x-opml; charset=utf-8"),
    ("sitemap.xml", "text/xml; charset=utf-8"),
    ("llms.txt", "text/plain; charset=utf-8"),
    ("data/deals.csv", "text/csv; charset=utf-8"),
    ("data/deals.json", "application/json"),
    ("data/csv-metadata.json", "application/csvm+json"),
    ("data/catalog.jsonld", "application/ld+json"),
    ("data/CITATION.cff", "application/yaml"),
    ("data/CHANGELOG.md", "text/markdown; charset=utf-8"),
    ("data/deals.sqlite", "application/vnd.sqlite3"),
)


@pytest.mark.parametrize(("path", "kind"), KINDS, ids=[path for path, _ in KINDS])
def test_what_is_subscribed_to_or_downloaded_has_its_kind_and_is_small(path: str, kind: str, nginx: str) -> None:
    status, headers, body = get(f"{nginx}/{path}", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Type"]) == (200, kind)
    plain = get(f"{nginx}/{path}")[2]
    assert (headers["Content-Encoding"] == "gzip") == (len(body) < len(plain)) == (len(plain) > 512)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] == ("*" if path.startswith("data/") else None)


def test_index_and_assets_have_their_ages(nginx: str, built_story: Path) -> None:
    def kept(path: str) -> str:
        status, headers, _ = get(f"{nginx}/{path}")
        assert status == 200, path
        return str(headers["Cache-Control"])

    fragment = next((built_story / "pagefind" / "fragment").iterdir()).relative_to(built_story)
    assert "immutable" in kept(fragment.as_posix())
    assert kept("pagefind/pagefind.js") == kept("de/assets/pages.css") == "no-cache"


def test_pages_are_compressed_and_hosts_files_are_not_shown(nginx: str) -> None:
    _, headers, body = get(f"{nginx}/de/", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert len(body) < 30_000
    assert get(f"{nginx}/_headers")[0] == get(f"{nginx}/_redirects")[0] == 404


def test_a_folder_without_its_slash_leads_to_the_page(nginx: str) -> None:
    status, _, body = get(f"{nginx}/en/deals")
    assert status == 200
    assert b"<h1" in body
