"""Nothing is left unexplained: codes, fields, words."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.content import records
from generator.content.records.base import Record
from generator.rules import CODES
from generator.text import catalogue
from tests.rules import guide

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
WORDS = set(re.findall(r"`([a-z_0-9-]+)`", GUIDE))
CATALOGUES = catalogue.read(ROOT / "templates")


def shapes(shape: type[Record]) -> set[type[Record]]:
    """A record and every record inside it."""
    found = {shape}
    text = {cls.__name__: cls for cls in _all(Record)}
    for info in shape.model_fields.values():
        for name in re.findall(r"\w+", str(info.annotation)):
            inner = text.get(name)
            if inner and inner not in found:
                found |= shapes(inner)
    return found


def _all(cls: type[Record]) -> list[type[Record]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in _all(sub))]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_problem_code_is_explained(code: str) -> None:
    assert code in WORDS


def test_the_guide_explains_no_code_that_is_gone() -> None:
    table = GUIDE.split("## What check says")[1]
    named = {code for row in re.findall(r"(?m)^\| (`[^|]+?) \|", table) for code in re.findall(r"`([a-z0-9-]+)`", row)}
    assert named == CODES


def test_the_table_of_detectors_says_what_they_say() -> None:
    """Written by `make golden`."""
    assert guide.written() == guide.table()


def test_every_field_of_every_record_is_in_the_guide() -> None:
    tops = [getattr(records, name) for name in records.__all__]
    classes = {shape for top in tops if isinstance(top, type) and issubclass(top, Record) for shape in shapes(top)}
    fields = {
        info.alias or name for shape in classes if shape.__name__ != "Term" for name, info in shape.model_fields.items()
    }
    assert fields - WORDS == set()


def test_every_language_has_the_same_words() -> None:
    catalogues = {language: found.words for language, found in CATALOGUES.items()}
    for language, words in catalogues.items():
        assert {key for key in words if not _is_plural(key, words)} == {
            key for key in catalogues["de"] if not _is_plural(key, catalogues["de"])
        }, language
        for key, text in words.items():
            # A language may write "one" where another writes {n}, and may have forms that no other has.
            like = f"{key.rpartition('.')[0]}.other" if _is_plural(key, words) else key
            found, expected = (set(re.findall(r"{(\w+)}", said)) for said in (text, catalogues["de"][like]))
            assert found == expected or (key != like and found <= expected), (language, key)


def _is_plural(key: str, words: Mapping[str, str]) -> bool:
    """Whether a key is one of a plural's forms: "issue.sources.one"; `tests/text/test_locales.py` looks at these."""
    base, _, form = key.rpartition(".")
    return form in ("zero", "one", "two", "few", "many", "other") and f"{base}.other" in words


def test_every_word_is_used() -> None:
    sources = [
        path for suffix in ("*.j2", "*.py", "*.html") for path in ROOT.rglob(suffix) if path.parts[-2] != "tests"
    ]
    text = "\n".join(path.read_text("utf-8") for path in sources if ".venv" not in path.parts)
    built = set(re.findall(r'"([a-z_.]+\.)(?:\{|" ~)', text))
    """Beginnings of keys that code completes, such as "status." in f"status.{state}"."""
    ends = (".one", ".other", ".title", ".description")
    """Plurals and the titles of index pages are looked up by their last word."""
    words = {key for key in CATALOGUES["de"].words if not key.endswith(ends)}
    assert {key for key in words if f'"{key}"' not in text and not key.startswith(tuple(built))} == set()
