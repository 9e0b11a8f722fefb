"""A sheet: a page in plain words. Its passages have keys that stay when the words change, so that two can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.text import paths
from generator.views.edition import Edition
from generator.views.writer import Writer

Kind = Literal["home", "briefings", "deals", "organisations", "topics", "authors", "page", "sources"]
Nature = Literal["data", "prose", "addition"]
"""Data are the same in every language, prose is written in each; an addition may join an issue after its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One thing that a page says: its key, what it is about, and the words.

    `written` is what an editor wrote for it, references and all; the words may change although that does not.
    """

    key: str
    label: str
    text: str
    nature: Nature = "data"
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: what readers call it, one line that says what it is, "" if none does, and its passages by key."""

    kind: Kind
    title: str
    line: str
    passages: Mapping[str, Passage]


def sheet(kind: Kind, title: str, line: str, passages: Iterable[Passage]) -> Sheet:
    """A page without the passages that say nothing; of several with one key, the later ones are numbered."""
    found: dict[str, Passage] = {}
    for passage in passages:
        key, n = passage.key, 1
        while key in found:
            n += 1
            key = f"{passage.key}/{n}"
        if passage.text:
            found[key] = passage
    return Sheet(kind=kind, title=title, line=line, passages=found)


def prose(key: str, label: str, text: str | None, writer: Writer | None = None) -> Passage:
    """Words that somebody wrote in this language, None are none; with a writer, their references are printed."""
    written = text or ""
    return Passage(
        key=key, label=label, text=writer.plain(written) if writer else written, nature="prose", written=written
    )


def plain_writer(edition: Edition) -> Writer:
    """It knows what today knows, and leaves links and the numbers of sources out of the words."""
    return Writer(edition=edition, knowledge=edition.today, here=paths.HOME, numbers={}, web=True)
