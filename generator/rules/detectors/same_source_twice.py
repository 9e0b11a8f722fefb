"""Pages that were written down as two sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from generator.content import references
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid")


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
    """A page is one source: the same address but for trackers, a slash, www or a fragment is one."""
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


def canonical(url: str) -> str:
    """What of an address says which page it is.

    >>> canonical("https://www.Example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, True) if not TRACKING.fullmatch(key.lower())]
    tail = f"?{urlencode(query)}" if query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{tail}"


def _rows(facts: Facts) -> Iterator[SamePage]:
    found: dict[str, list[str]] = {}
    for name, source in sorted(facts.archive.sources.items()):
        if source.url:
            found.setdefault(canonical(source.url), []).append(name)
    named = references.named(facts.archive, "sources")
    for address, names in found.items():
        yield SamePage(address=address, sources=tuple(names), used=named.intersection(names))


def _page(url: str) -> dict[str, str]:
    return {
        "sources/first.yml": "publisher: daily\nlabel: Seite\nkind: original\nurl: https://daily.example/january\n",
        "sources/second.yml": f"publisher: weekly\nlabel: Seite\nkind: original\nurl: {url}\n",
    }


DETECTOR = Detector(
    code="same-source-twice",
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
        Example("another page of a list", files=_page("https://daily.example/january?page=2")),
        Example("other letters in the path are another page", files=_page("https://daily.example/January")),
    ),
)
