"""What `serve` shows of a mail is the mail: by day, by night, with and without pictures."""

from __future__ import annotations

from lxml import html

from generator import preview
from tests.publications import Made

NAME = "2026-01-30-openai-runde"
FOLDER = f"email/{NAME}/de"


def test_a_mail_is_shown_in_four_frames_beside_its_text_and_its_lint(real: Made) -> None:
    text, meta = real.text(f"{FOLDER}/issue.txt"), real.text(f"{FOLDER}/meta.json")
    page = html.document_fromstring(preview.page(f"/-/mail/{NAME}/de", text, meta, images=True))
    frames = [(frame.get("width"), frame.get("src").rpartition("scheme=")[2]) for frame in page.iter("iframe")]
    assert frames == [("600", "light"), ("600", "dark"), ("360", "light"), ("360", "dark")]
    assert all("sandbox" in frame.attrib for frame in page.iter("iframe"))
    assert page.findtext(".//pre") == text
    assert "lint found nothing" in page.text_content()


def test_a_frame_shows_one_scheme_and_pictures_of_the_preview_or_none(real: Made) -> None:
    mail, meta = real.text(f"{FOLDER}/issue.html"), real.text(f"{FOLDER}/meta.json")
    dark, light = (preview.frame(mail, meta, scheme, images=True) for scheme in ("dark", "light"))
    assert "@media all{" in dark and "@media not all{" in light
    assert [i.get("src")[:11] for i in html.document_fromstring(dark).iter("img")] == ["/de/charts/"]
    hidden = html.document_fromstring(preview.frame(mail, meta, "light", images=False))
    assert [(i.get("src"), bool(i.get("alt"))) for i in hidden.iter("img")] == [(None, True)]


def test_a_subject_cannot_run_in_the_preview(real: Made) -> None:
    meta = real.text(f"{FOLDER}/meta.json").replace('"subject": "', '"subject": "<script>x</script>', 1)
    page = preview.page("/-/mail/x/de", "</pre><script>y</script>", meta, images=True)
    assert list(html.document_fromstring(page).iter("script")) == []
    assert list(html.document_fromstring(preview.index(["<script>/de/issue"])).iter("script")) == []
