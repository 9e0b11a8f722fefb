"""A picture is published whole or refused with the reason, and never cut."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from generator.content.folder import PICTURE, TEXT
from tests import builders
from tests.publications import make

ISSUE = "briefings/2026-01-30-runde/briefing.yml"
HERO = "hero: {file: %s, alt: {de: Ein Bild, en: A picture}, kind: photo, credit: Jemand}\n"


def png(width: int = 1200, height: int = 630, size: int = 0) -> bytes:
    """A PNG of one colour, padded with an unused chunk to `size` bytes."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0"))]
    raw = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)
    end = _chunk(b"IEND", b"")
    rest = size - len(raw) - len(end)
    return raw + (_chunk(b"prVt", b"\7" * (rest - 12)) if rest > 12 else b"") + end


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def publication(folder: Path, name: str, raw: bytes) -> Path:
    """An issue with this picture at its top."""
    text = builders.FILES[ISSUE] + HERO % name
    return builders.publication(folder, **{ISSUE: text, f"briefings/2026-01-30-runde/{name}": raw})


@pytest.mark.parametrize("size", [0, 1_500_000, PICTURE.bytes])
def test_a_picture_within_its_limit_is_published_whole(tmp_path: Path, size: int) -> None:
    raw = png(size=size)
    made = make(publication(tmp_path, "bild.png", raw), as_of=builders.TODAY)
    assert made.files["site/media/2026-01-30-runde/bild.png"] == raw


@pytest.mark.parametrize(
    ("name", "raw", "code", "said"),
    [
        ("bild.png", png(size=PICTURE.bytes + 1), "file-too-large", "at most 10 MB, found 10,000,001 bytes"),
        ("bild.png", b"", "bad-picture", "expected a PNG, found an empty file"),
        ("bild.jpg", png(), "bad-picture", "expected a JPEG, found a PNG"),
        ("bild.webp", b"RIFF\x04\0\0\0WAVE", "bad-picture", "expected a WebP, found something else"),
        ("bild.jpg", b"<html><script>alert(1)</script>", "bad-picture", "expected a JPEG, found something else"),
        ("bild.jpg", b"\xff\xd8\xff\xe0\0\4ab", "bad-picture", "does not say how large it is"),
        ("bild.png", png()[:20], "bad-picture", "does not say how large it is"),
        ("bild.png", png(50_000, 50_000), "bad-picture", "at most 50 megapixels, found 50,000 by 50,000 pixels"),
    ],
    ids="large empty other-kind other-file page cut-jpeg cut-png pixels".split(),
)
def test_a_picture_that_cannot_be_published_is_refused_with_the_reason(
    tmp_path: Path, name: str, raw: bytes, code: str, said: str
) -> None:
    content = publication(tmp_path, name, raw)
    checked, problems = builders.check(content)
    assert checked is None
    assert [builders.short(problem, content) for problem in problems] == [
        f"briefings/2026-01-30-runde/{name}:1:1 {code}"
    ]
    assert said in problems[0].message and problems[0].hint


def test_a_picture_that_no_issue_shows_is_looked_at_too(tmp_path: Path) -> None:
    content = builders.publication(tmp_path, **{"briefings/2026-01-30-runde/rest.png": b"GIF89a"})
    assert builders.findings(content) == ["briefings/2026-01-30-runde/rest.png:1:1 bad-picture"]


@pytest.mark.parametrize("name", ["bild.svg", "BILD.SVG"])
def test_a_drawing_is_never_published(tmp_path: Path, name: str) -> None:
    """An SVG at its own address runs what is in it, and reads what the site keeps in a browser."""
    content = publication(tmp_path, name, b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    checked, problems = builders.check(content)
    assert checked is None
    assert problems and all("PNG or WebP" in p.hint for p in problems if p.code == "bad-picture")


def test_a_text_beside_a_large_picture_keeps_its_own_limit(tmp_path: Path) -> None:
    name = "briefings/2026-01-30-runde/nachricht.de.md"
    content = builders.publication(tmp_path, **{name: b"x" * (TEXT.bytes + 500_000)})
    _, (problem,) = builders.check(content)
    assert (problem.code, problem.message) == ("file-too-large", "expected at most 1 MB, found 1,500,000 bytes")
