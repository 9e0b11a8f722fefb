"""Pages at an address that is not their publisher's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts
from generator.text.webpages import host, label

OPEN = frozenset(
    """
    archive.org archive.ph archive.is archive.today archive.md archive.li ghostarchive.org perma.cc
    msn.com yahoo.com google.com apple.news flipboard.com smartnews.com newsbreak.com upday.com pressreader.com
    prnewswire.com businesswire.com globenewswire.com accessnewswire.com presseportal.de sec.gov
    youtube.com youtu.be x.com twitter.com linkedin.com facebook.com threads.net bsky.app reddit.com t.me
    substack.com medium.com github.com spotify.com apple.com vimeo.com soundcloud.com podigee.io
    """.split()
)
"""Hosts on which others publish too: archives, portals, wires for releases, platforms."""
ENOUGH = 2
"""Other pages of a publisher without `domain` that have to agree on a host before it counts as its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page's host, with those that its publisher and others have."""

    name: str
    """The source's id."""
    publisher: str
    """The id of its publisher."""
    host: str
    """The host of its address."""
    own: str
    """The publisher's host: its `domain`, else the one on which all its other pages stand; "" if none is known."""
    owner: str
    """Another publisher whose `domain` the host is; "" if it is nobody's."""


def check(row: Address) -> Iterator[Finding]:
    """A page stands at its publisher's host (`domain`, else that of its other pages), not at another publisher's.

    Archives, portals and platforms are open to all; a publisher has the same name under the letters of any country.
    """
    if _is_below(row.host, *OPEN) or (row.own and _is_one(row.host, row.own)) or not (row.own or row.owner):
        return
    whose = f", which is the host of '{row.owner}'" if row.owner else ""
    usual = f", and '{row.publisher}' publishes at {row.own}" if row.own else f", not of '{row.publisher}'"
    yield Finding(
        record=f"sources/{row.name}",
        way=("url",),
        message=f"'{row.name}' stands at {row.host}{whose}{usual}",
        hint=f"write publisher: {row.owner or '<whose page it is>'}; if it passes on a report of the other: via",
    )


def _is_one(one: str, other: str) -> bool:
    """Whether two hosts are of one house: one below the other, or one name in two countries."""
    return _is_below(one, other) or _is_below(other, one) or label(one) == label(other)


def _is_below(name: str, *hosts: str) -> bool:
    return any(name == one or name.endswith(f".{one}") for one in hosts)


def _rows(facts: Facts, name: str) -> Iterator[Address]:
    source = facts.archive.sources[name]
    if not source.url:
        return
    found = host(source.url)
    domain = facts.archive.publishers[source.publisher].domain
    others = Counter(dict(facts.index(_hosts).get(source.publisher, ()))) - Counter([found])
    usual = next(iter(others)) if len(others) == 1 and others.total() >= ENOUGH else ""
    yield Address(
        name=name,
        publisher=source.publisher,
        host=found,
        own=host(f"https://{domain}/") if domain else usual,
        owner=_owner(facts, found, source.publisher),
    )


def _owner(facts: Facts, found: str, publisher: str) -> str:
    """The first other publisher whose domain a host is, or is below; "" if it is nobody's."""
    words = found.split(".")
    domains = (".".join(words[start:]) for start in range(len(words)))
    owners = {one for domain in domains for one in facts.index(_domains).get(domain, ())} - {publisher}
    # Which is the first is a question only where a domain of one is below another's.
    return next((one for one in facts.archive.publishers if one in owners), "") if len(owners) > 1 else "".join(owners)


def _domains(facts: Facts) -> Iterator[tuple[str, str]]:
    """The publishers of each domain."""
    for name, publisher in facts.archive.publishers.items():
        if publisher.domain:
            yield host(f"https://{publisher.domain}/"), name


def _hosts(facts: Facts) -> Iterator[tuple[str, tuple[str, int]]]:
    """The hosts of the pages of each publisher without `domain`, with the number of pages as far as it counts: none
    where there are three hosts, of which no page can be on the one that all others are on."""
    pages: dict[str, Counter[str]] = {}
    for source in facts.archive.sources.values():
        if source.url and not facts.archive.publishers[source.publisher].domain:
            pages.setdefault(source.publisher, Counter())[host(source.url)] += 1
    for publisher, counts in pages.items():
        for found, count in counts.items() if len(counts) <= 2 else ():
            yield publisher, (found, min(count, ENOUGH + 1))


def _at(*urls: str, publisher: str = "domain: daily.example\n") -> dict[str, str]:
    page = "publisher: daily\nlabel: Seite\nkind: original\nurl: "
    return {
        "publishers/daily.yml": f"name: daily\nkind: newspaper\n{publisher}",
        "publishers/weekly.yml": "name: weekly\nkind: newspaper\ndomain: weekly.example\n",
        **{f"sources/page-{number}.yml": f"{page}https://{url}\n" for number, url in enumerate(urls)},
    }


DETECTOR = Detector(
    code="foreign-host",
    each="sources",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a page at another publisher's host",
            files=_at("www.weekly.example/a"),
            told=("https://www.weekly",),
            says="which is the host of 'weekly', and 'daily' publishes at daily.example",
        ),
        Example(
            "a host of nobody", files=_at("other.test/a"), told=("https://other.test",), says="stands at other.test"
        ),
        Example(
            "a publisher whose host nobody wrote down",
            files=_at("here.test/a", "here.test/b", "there.test/c", publisher=""),
            told=("https://there.test",),
            says="publishes at here.test",
        ),
        Example(
            "another publisher's host, and none of its own",
            files=_at("weekly.example/a", publisher=""),
            told=("https://weekly.example",),
        ),
        Example("a host below", files=_at("amp.business.daily.example/a", "daily.example/b")),
        Example("another country", files=_at("www.daily.co.uk/a", "de.daily.test/b")),
        Example(
            "an archive and a portal",
            files=_at("web.archive.org/web/2026/https://daily.example/a", "archive.ph/x1", "finance.yahoo.com/a"),
        ),
        Example("two pages say nothing", files=_at("here.test/a", "there.test/b", publisher="")),
    ),
)
