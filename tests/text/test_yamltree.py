"""YAML becomes mappings, lists and text with their places; no text becomes anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.problems import Position
from generator.text.yamltree import Document, Fields, Items, Scalar, describe, parse


def tree(text: str) -> Document:
    """The tree of a text without problems."""
    document, problems = parse("x.yml", text.encode())
    assert problems == ()
    return document


def text_of(document: Document, *way: str | int) -> str | None:
    """The text at a place."""
    node = document.find(*way)
    assert isinstance(node, Scalar)
    return node.text


def place(document: Document, *way: str | int) -> tuple[int, int]:
    """Line and column of a place."""
    at = document.at(*way)
    return at.line, at.column


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "no",
        "on",
        "Yes",
        "true",
        "0.1",
        "0.10",
        "12:30",
        "2026-01-30",
        "1e9",
        "0123",
        "0x1F",
        "0o7",
        "1_000",
        "+1",
        ".5",
        ".inf",
        ".nan",
        "2026-01-30T07:00:00+01:00",
        "=",
        "None",
        "-5mn EUR",
        "10 %",
    ],
)
def test_a_word_stays_the_text_that_was_written(word: str) -> None:
    assert text_of(tree(f"field: {word}\nlist: [{word}]\n"), "field") == word
    assert text_of(tree(f"field: {word}\nlist: [{word}]\n"), "list", 0) == word


@pytest.mark.parametrize("word", ["NO", "12:30", "2026", "0123"])
def test_a_field_name_stays_the_text_that_was_written(word: str) -> None:
    assert list(tree(f"{word}: x\n").root.fields) == [word]


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing(word: str) -> None:
    assert text_of(tree(f"field: {word}\nother: x\n"), "field") is None


@pytest.mark.parametrize("word", ["''", '""', "'~'", '"null"', "nULL", "none"])
def test_quotes_and_other_words_are_texts(word: str) -> None:
    assert text_of(tree(f"field: {word}\n"), "field") == word.strip("'\"")


def test_everything_knows_its_place() -> None:
    document = tree("name: Ä\nlist:\n  - one\n  - {a: b, c: 'd'}\nmap:\n  deep: x\n")
    assert place(document) == (1, 1)
    assert place(document, "name") == (1, 7)
    assert place(document, "list") == (3, 3)
    assert place(document, "list", 0) == (3, 5)
    assert place(document, "list", 1) == (4, 5)
    assert place(document, "list", 1, "c") == (4, 15)
    assert place(document, "map", "deep") == (6, 9)
    assert document.root.keys == {
        "name": Position("x.yml", 1, 1),
        "list": Position("x.yml", 2, 1),
        "map": Position("x.yml", 5, 1),
    }


def test_columns_count_characters_and_not_bytes() -> None:
    assert place(tree("{ä: 😀, b: c}\n"), "b") == (1, 11)


def test_the_place_of_what_is_not_there_is_the_nearest_above() -> None:
    document = tree("list:\n  - a: b\n")
    assert place(document, "list", 0, "missing", 3) == (2, 5)
    assert place(document, "list", 7) == (2, 3)
    assert place(document, "missing") == (1, 1)


def test_windows_line_ends_change_nothing() -> None:
    unix, windows = (parse("x.yml", raw)[0] for raw in (b"a: |\n  b\n  c\nd: e\n", b"a: |\r\n  b\r\n  c\r\nd: e\r\n"))
    assert unix == windows


def scalar(text: str, key: str = "text") -> Scalar:
    node = tree(text).find(key)
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize("mark", ["|", "|-", "|+", "|2", "|2-", "| # a comment"])
def test_a_block_keeps_the_place_of_every_character(mark: str) -> None:
    node = scalar(f"text: {mark}\n  First line\n\n  third line\nnext: x\n")
    assert node.text is not None
    assert node.place(node.text.index("First")) == Position("x.yml", 2, 3)
    assert node.place(node.text.index("line")) == Position("x.yml", 2, 9)
    assert node.place(node.text.index("third")) == Position("x.yml", 4, 3)


def test_a_block_with_deeper_lines_keeps_their_places() -> None:
    node = scalar("text: |\n  a\n    b\n  c\n")
    assert node.text == "a\n  b\nc\n"
    assert node.place(node.text.index("b")) == Position("x.yml", 3, 5)


def test_a_block_whose_indentation_is_given_keeps_its_places() -> None:
    node = scalar("text: |2\n    a\n  b\n")
    assert node.text == "  a\nb\n"
    assert node.place(node.text.index("a")) == Position("x.yml", 2, 5)
    assert node.place(node.text.index("b")) == Position("x.yml", 3, 3)


def test_a_block_that_begins_with_empty_lines_keeps_its_places() -> None:
    node = scalar("text: |\n\n\n  a\n")
    assert node.text is not None
    assert node.place(node.text.index("a")) == Position("x.yml", 4, 3)


@pytest.mark.parametrize(("written", "column"), [("abc", 7), ("'abc'", 8), ('"abc"', 8)])
def test_a_text_on_one_line_keeps_the_place_of_every_character(written: str, column: int) -> None:
    node = scalar(f"text: {written}\n")
    assert [node.place(offset).column for offset in range(3)] == [column, column + 1, column + 2]


@pytest.mark.parametrize("folded", [">\n  a\n  b\n", "a\n  b\n", '"a\n  b"\n', "'a\n\n  b'\n"])
def test_a_folded_text_is_placed_at_its_start(folded: str) -> None:
    node = scalar(f"text: {folded}")
    assert node.place(2) == Position("x.yml", 1, 7)


def test_a_thing_is_described_in_an_editors_words() -> None:
    document = tree(f"list: []\nmap: {{}}\nnothing:\nshort: x\nlong: {'x' * 50}\n")
    words = [describe(document.find(key)) for key in ("list", "map", "nothing", "short", "long")]
    assert words == ["a list", "fields (a mapping)", "nothing", "'x'", f"'{'x' * 39}…'"]


def test_an_empty_mapping_and_an_empty_list_are_kept() -> None:
    document = tree("list: []\nmap: {}\n")
    assert isinstance(document.find("list"), Items) and isinstance(document.find("map"), Fields)


def test_forty_levels_are_enough_and_more_are_a_problem() -> None:
    assert parse("x.yml", b"a: " + b"[" * 39 + b"x" + b"]" * 39)[1] == ()
    assert [problem.code for problem in parse("x.yml", b"a: " + b"[" * 41 + b"x" + b"]" * 41)[1]] == ["too-deep"]


@given(st.text(st.characters(categories=["L", "N", "P", "Zs", "S"], exclude_characters="\ufeff"), min_size=1))
def test_a_quoted_text_is_read_as_it_was_written(text: str) -> None:
    document, problems = parse("x.yml", ("text: '" + text.replace("'", "''") + "'\n").encode())
    assert (text_of(document, "text"), problems) == (text, ())
