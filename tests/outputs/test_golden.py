"""What the small publication makes is byte for byte what `tests/golden/expected` holds.

After a change on purpose: `python -m tests.golden.update`, then read the diff.
"""

from __future__ import annotations

import difflib

import pytest

from generator.text.pictures import shape
from tests.golden.update import EXPECTED, kept
from tests.publications import Made

FILES = sorted(path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file())


def test_the_same_files_are_made(golden: Made) -> None:
    assert sorted(kept(golden.files)) == FILES


@pytest.mark.parametrize("path", [path for path in FILES if not path.endswith(".sha256")])
def test_every_file_has_the_same_bytes(path: str, golden: Made) -> None:
    made, expected = golden.files.get(path, b""), (EXPECTED / path).read_bytes()
    if made != expected:
        pytest.fail(_diff(path, expected, made), pytrace=False)


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".sha256")])
def test_every_picture_has_the_same_bytes(path: str, painted_golden: Made) -> None:
    assert kept(painted_golden.files).get(path) == (EXPECTED / path).read_bytes(), "another image; look at it"


def test_a_white_picture_is_as_large_as_the_one_in_whose_place_it_stands(golden: Made, painted_golden: Made) -> None:
    """Other tests may ask for the size of a picture that was never painted."""
    white, painted = (
        {path: shape(made.files[path]) for path in made.files if path.endswith(".png")}
        for made in (golden, painted_golden)
    )
    assert white == painted and None not in white.values()


def _diff(path: str, expected: bytes, made: bytes) -> str:
    """The lines that differ, one element a line; odd characters are shown: a no-break space is as much as a word."""
    if b"\0" in made + expected:
        return f"{path}: other bytes, {len(expected)} expected and {len(made)} made"
    texts = (text.decode().replace("><", ">\n<") for text in (expected, made))
    lines = [[repr(line)[1:-1] for line in text.split("\n")] for text in texts]
    shown = list(difflib.unified_diff(*lines, f"expected/{path}", f"made/{path}", lineterm="", n=1))
    rest = [f"… and {len(shown) - 80} more lines"] if len(shown) > 80 else []
    return "\n" + "\n".join(line[:400] for line in shown[:80] + rest)
