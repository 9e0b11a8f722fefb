"""What a picture is, read from its bytes: media type, width and height; and why one cannot be published."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

MAX_PIXELS = 50_000_000
"""More would fill the memory of a reader's phone, however few bytes it has: 7,000 by 7,000."""
TYPES: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
"""What a picture's name ends with, and what it then has to be."""
DRAWING = ".svg"
"""What the name of a drawing ends with; one may lie beside an issue, but is not published."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A media type and a size."""

    type: str
    """The media type, such as "image/png"."""
    width: int
    """How wide it is, in pixels."""
    height: int
    """How high it is, in pixels."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture cannot be published."""

    why: str
    """What was expected and what was found."""
    hint: str
    """What to do instead."""


def shape(raw: bytes) -> Shape | None:
    """What the bytes are; None if they are no PNG, JPEG or WebP, or end before they say how large they are.

    >>> shape(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR\\0\\0\\x04\\xb0\\0\\0\\x02v\\x08\\2\\0\\0\\0")
    Shape(type='image/png', width=1200, height=630)
    """
    kind = _type(raw)
    if kind is None:
        return None
    import imagesize  # it brings what opens connections, which only who has pictures waits for

    width, height = imagesize.get(io.BytesIO(raw))
    return Shape(kind, width, height) if width > 0 and height > 0 else None


def fault(name: str, raw: bytes) -> Fault | None:
    """What is wrong with a picture of a name and these bytes; None if it can be published as it is.

    >>> fault("turm.png", b"<html>").why
    'expected a PNG, found something else'
    """
    expected = TYPES[PurePath(name).suffix]
    word = _word(expected)
    if not raw:
        return Fault(f"expected a {word}, found an empty file", "copy it here again")
    found = _type(raw)
    if found != expected:
        what = f"a {_word(found)}" if found else "something else"
        ending = next((end for end, kind in TYPES.items() if kind == found), "")
        hint = f"name it {PurePath(name).stem}{ending}" if ending else "export it as PNG, JPEG or WebP"
        return Fault(f"expected a {word}, found {what}", hint)
    size = shape(raw)
    if size is None:
        return Fault(f"this {word} does not say how large it is", "export it again; the file may be cut off")
    if size.width * size.height > MAX_PIXELS:
        found_size = f"{size.width:,} by {size.height:,} pixels"
        return Fault(f"expected at most {MAX_PIXELS // 1_000_000} megapixels, found {found_size}", "make it smaller")
    return None


def _type(raw: bytes) -> str | None:
    """The media type by the first bytes: PNG 1.2 section 3.1, ITU-T T.81 B.1.1.3, RFC 9649 section 2.1."""
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "image/webp"
    return None


def _word(kind: str) -> str:
    return {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP"}[kind]
