"""Pictures without paint: valid PNG files of the size that the painter would give, for tests that look at no picture."""

from __future__ import annotations

import hashlib
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import ceil
from unittest.mock import patch

from generator.charts import painting

_ROOT = re.compile(r"<svg[^>]*>")
_SIZE = re.compile(r'\s(width|height)="([\d.]+)(?:px)?"')
_VIEW = re.compile(r'\sviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


@contextmanager
def unpainted() -> Iterator[None]:
    """While it lasts, every picture is white. Painting is four fifths of a build."""
    with patch.multiple(painting, _paint=_white, MANY=sys.maxsize, PAINTER="white"):
        yield


def _white(job: tuple[str, float, str | None, tuple[str, ...]]) -> bytes:
    """A white picture of the drawing's size. It names the drawing, so that two drawings never give the same bytes."""
    svg, scale, *_ = job
    name = hashlib.sha256(repr(job[:3]).encode()).hexdigest()
    head, body, end = _parts(*_size(svg, scale))
    return head + _chunk(b"tEXt", b"Comment\0" + name.encode()) + body + end


def _size(svg: str, scale: float) -> tuple[int, int]:
    found = _ROOT.search(svg)
    assert found, svg[:80]
    said = dict(_SIZE.findall(found[0]))
    view = _VIEW.search(found[0])
    wide, high = (said.get("width"), said.get("height")) if said else (view[1], view[2]) if view else (None, None)
    assert wide and high, found[0]
    # The painter takes the drawing in whole pixels, and rounds up what the scale makes of them.
    return ceil(round(float(wide)) * scale), ceil(round(float(high)) * scale)


@cache
def _parts(width: int, height: int) -> tuple[bytes, bytes, bytes]:
    """The chunks of a white picture with one bit a pixel: https://www.w3.org/TR/png-3/#11Chunks."""
    rows = (b"\0" + b"\xff" * ((width + 7) // 8)) * height
    head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return head, _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
