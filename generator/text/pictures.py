"""What a picture is, read from its first bytes: media type, width and height."""

from __future__ import annotations

from dataclasses import dataclass

_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The JPEG segments that begin a frame and so hold its size; the three left out are tables (ITU-T T.81, table B.1)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A media type and a size in pixels."""

    type: str
    width: int
    height: int


def shape(raw: bytes) -> Shape | None:
    """What the bytes are; None if they are no PNG, JPEG or WebP, or end too early.

    >>> shape(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR\\0\\0\\x04\\xb0\\0\\0\\x02v")
    Shape(type='image/png', width=1200, height=630)
    """
    if raw[:8] == b"\x89PNG\r\n\x1a\n" and len(raw) >= 24:
        return Shape("image/png", _big(raw[16:20]), _big(raw[20:24]))
    if raw[:2] == b"\xff\xd8":
        return _jpeg(raw)
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP" and len(raw) >= 30:
        return _webp(raw)
    return None


def _jpeg(raw: bytes) -> Shape | None:
    place = 2
    while place + 9 <= len(raw) and raw[place] == 0xFF:
        if raw[place + 1] in _SIZED:
            return Shape("image/jpeg", _big(raw[place + 7 : place + 9]), _big(raw[place + 5 : place + 7]))
        place += 2 + _big(raw[place + 2 : place + 4])
    return None


def _webp(raw: bytes) -> Shape | None:
    """One of three forms: lossy, lossless, extended (RFC 9649, section 2)."""
    if raw[12:16] == b"VP8X":
        return Shape("image/webp", _little(raw[24:27]) + 1, _little(raw[27:30]) + 1)
    if raw[12:16] == b"VP8L":
        bits = _little(raw[21:25])
        return Shape("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if raw[12:16] == b"VP8 ":
        return Shape("image/webp", _little(raw[26:28]) & 0x3FFF, _little(raw[28:30]) & 0x3FFF)
    return None


def _big(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
