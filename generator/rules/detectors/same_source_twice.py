"""Pages that were written down as two sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.content import references
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts
from generator.text.webpages import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePage:
    """An address that sources give, with what of it says which page it is."""

    address: str
    """The address without what does not matter: `example.org/a?id=7`."""
    sources: tuple[str, ...]
    """The ids of all sources that give it, in order; one is as it should be."""
    used: frozenset[str] = frozenset()
    """Those among them that a record names."""


def check(row: SamePage) -> Iterator[Finding]:
    """A page is one source: the same address but for what is about the reader (trackers, device, AMP, copy) is one."""
    kept, *others = sorted(row.sources, key=lambda name: name not in row.used)
    for other in others:
        first = f"write '{kept}' wherever '{other}' stands, then" if other in row.used else f"use '{kept}' and"
        yield Finding(
            record=f"sources/{other}",
            way=("url",),
            about=kept,
            message=f"'{other}' is '{kept}': both are {row.address}",
            hint=f"{first} delete this one",
        )


def _rows(facts: Facts, name: str) -> Iterator[SamePage]:
    """The address of a source, if others give it too; of these the first by id has the row."""
    address = facts.once(_address, "sources", name)
    names = sorted(facts.index(_by_address).get(address, ())) if address else []
    if len(names) > 1 and names[0] == name:
        used = facts.index(_used)
        yield SamePage(address=address, sources=tuple(names), used=frozenset(one for one in names if one in used))


def _address(facts: Facts, name: str) -> str:
    url = facts.archive.sources[name].url
    return canonical(url) if url else ""


def _by_address(facts: Facts) -> Iterator[tuple[str, str]]:
    """The sources of each address."""
    for name in facts.archive.sources:
        yield facts.once(_address, "sources", name), name


def _used(facts: Facts) -> Iterator[tuple[str, bool]]:
    """The sources that a record names."""
    for name in references.named(facts.archive, "sources"):
        yield name, True


def _page(url: str, first: str = "https://daily.example/january") -> dict[str, str]:
    return {
        "sources/first.yml": f"publisher: daily\nlabel: Seite\nkind: original\nurl: {first}\n",
        "sources/second.yml": f"publisher: weekly\nlabel: Seite\nkind: original\nurl: {url}\n",
    }


DETECTOR = Detector(
    code="same-source-twice",
    each="sources",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "another host name, a slash, trackers and a fragment",
            files=_page("https://www.daily.example/january/?utm_source=x&fbclid=1#top"),
            told=("https://www.daily.example",),
            says="use 'first' and delete this one",
        ),
        Example(
            "the one that a deal uses stays",
            deal="src: second",
            files=_page("https://daily.example/january?utm_source=x"),
            told=("https://daily.example/january",),
            says="use 'second' and delete this one",
        ),
        Example(
            "both are used",
            deal="src: [first, second]",
            files=_page("https://daily.example/january?utm_source=x"),
            told=("https://daily.example/january?",),
            says="write 'first' wherever 'second' stands, then delete this one",
        ),
        Example("without encryption", files=_page("http://daily.example/january"), told=("http://daily.example",)),
        Example(
            "a parameter that nobody knows, on the page for telephones",
            files=_page("https://m.daily.example/january/index.html?xyz_ab=12&guccounter=1"),
            told=("https://m.daily.example",),
        ),
        Example("the AMP page", files=_page("https://amp.daily.example/january.amp"), told=("https://amp.daily",)),
        Example(
            "AMP below the page", files=_page("https://daily.example/january/amp/"), told=("https://daily.example",)
        ),
        Example(
            "the copy in a web archive",
            files=_page("https://web.archive.org/web/20260131/https://daily.example/january"),
            told=("https://web.archive.org",),
            says="both are daily.example/january",
        ),
        Example(
            "a number of a blog's, with a parameter that nobody knows",
            files=_page("https://daily.example/?p=7&xyz_ab=12", first="https://daily.example/?p=7"),
            told=("https://daily.example/?p=7&",),
        ),
        Example("another number of a blog's", files=_page("https://daily.example/?p=8", "https://daily.example/?p=7")),
        Example(
            "a path that names a program",
            files=_page("https://daily.example/show.php?k=2", first="https://daily.example/show.php?k=1"),
        ),
        Example("another story of one path", files=_page("https://daily.example/january?story_id=2")),
        Example("another page of a list", files=_page("https://daily.example/january?page=2")),
        Example("other letters in the path are another page", files=_page("https://daily.example/January")),
    ),
)
