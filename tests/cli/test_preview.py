"""What `serve` shows of a mail is the mail: by day, by night, with and without pictures."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.request import urlopen

from lxml import html

from generator.cli import preview
from generator.cli.listening import Server
from generator.cli.screen import Screen
from tests.publications import Made

NAME = "2026-01-30-openai-runde"
FOLDER = f"email/{NAME}/de"


def test_a_mail_is_shown_in_four_frames_beside_its_text_and_its_lint(story: Made) -> None:
    text, meta = story.text(f"{FOLDER}/issue.txt"), story.text(f"{FOLDER}/meta.json")
    page = html.document_fromstring(preview.page(f"/-/mail/{NAME}/de", text, meta, images=True))
    frames = [(frame.get("width"), frame.get("src").rpartition("scheme=")[2]) for frame in page.iter("iframe")]
    assert frames == [("600", "light"), ("600", "dark"), ("360", "light"), ("360", "dark")]
    assert all("sandbox" in frame.attrib for frame in page.iter("iframe"))
    assert page.findtext(".//pre") == text
    assert "lint found nothing" in page.text_content()


def test_a_frame_shows_one_scheme_and_pictures_of_the_preview_or_none(story: Made) -> None:
    mail, meta = story.text(f"{FOLDER}/issue.html"), story.text(f"{FOLDER}/meta.json")
    dark, light = (preview.frame(mail, meta, scheme, images=True) for scheme in ("dark", "light"))
    assert "@media all{" in dark and "@media not all{" in light
    assert [i.get("src")[:11] for i in html.document_fromstring(dark).iter("img")] == ["/de/charts/"]
    hidden = html.document_fromstring(preview.frame(mail, meta, "light", images=False))
    assert [(i.get("src"), bool(i.get("alt"))) for i in hidden.iter("img")] == [(None, True)]


def test_a_subject_cannot_run_in_the_preview(story: Made) -> None:
    meta = story.text(f"{FOLDER}/meta.json").replace('"subject": "', '"subject": "<script>x</script>', 1)
    page = preview.page("/-/mail/x/de", "</pre><script>y</script>", meta, images=True)
    assert list(html.document_fromstring(page).iter("script")) == []
    assert list(html.document_fromstring(preview.index(["<script>/de/issue"])).iter("script")) == []


def test_every_mail_of_a_build_can_be_looked_at(golden: Made, tmp_path: Path) -> None:
    """The list names mails of every kind; each page, its frames and its text are those of the files."""
    for path, raw in golden.files.items():
        if path.startswith("email/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(raw)
    with Server(0, Screen(tmp_path / "site")) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        def get(address: str) -> str:
            with urlopen(f"http://127.0.0.1:{server.server_port}{address}") as answer:
                found: bytes = answer.read()
            return found.decode()

        addresses = html.document_fromstring(get("/-/mail")).xpath("//li/a/@href")
        assert {address.rpartition("/")[2].partition("-")[0] for address in addresses} == {
            "issue",
            "topic",
            "digest",
            "alert",
        }
        for address in addresses:
            page = html.document_fromstring(get(address))
            assert page.findtext(".//pre") == golden.text(f"email/{address.removeprefix('/-/mail/')}.txt")
            shown = html.document_fromstring(get(page.find(".//iframe").get("src")))
            sent = html.document_fromstring(golden.text(f"email/{address.removeprefix('/-/mail/')}.html"))
            assert shown.find("body").text_content() == sent.find("body").text_content()
        server.shutdown()
