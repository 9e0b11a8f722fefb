"""A page in plain words. Its passages have keys that stay when the words change, so that two versions can be
compared."""

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
    """One thing that a page says."""

    key: str
    """Its name on the page, which stays when the words change: "amount#amz-wsj"."""
    label: str
    """What it is about, in words: "Betrag"."""
    text: str
    """The words that readers see; "" says nothing and is left out."""
    nature: Nature = "data"
    """ "data" is the same in every language, "prose" is written in each, an "addition" may join an issue after its
    day."""
    written: str = ""
    """What an editor wrote, references and all; "" for data. The words may change although this does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page in plain words."""

    kind: Kind
    """The kind of page."""
    title: str
    """Its title for readers."""
    line: str
    """One line that says what it is; "" if it has none."""
    passages: Mapping[str, Passage]
    """Its passages by key, in the order of the page."""


def page_text(kind: Kind, title: str, line: str, passages: Iterable[Passage]) -> PageText:
    """A page without the passages that say nothing; of several with one key, the later ones are numbered."""
    found: dict[str, Passage] = {}
    for passage in passages:
        key, n = passage.key, 1
        while key in found:
            n += 1
            key = f"{passage.key}/{n}"
        if passage.text:
            found[key] = passage
    return PageText(kind=kind, title=title, line=line, passages=found)


def prose(key: str, label: str, text: str | None, writer: Writer | None = None) -> Passage:
    """A passage that somebody wrote in this language; None is no text. With a writer, its references are printed."""
    written = text or ""
    return Passage(
        key=key, label=label, text=writer.plain(written) if writer else written, nature="prose", written=written
    )


def plain_writer(edition: Edition) -> Writer:
    """A writer with today's knowledge that leaves links and the numbers of sources out of the words."""
    return Writer(edition=edition, knowledge=edition.today, here=paths.HOME, numbers={}, web=True)
