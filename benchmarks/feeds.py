"""How long writing a feed takes: `python -m benchmarks.feeds`.

1,000 entries of 20 kB each, in each format, together at most 0.5 s; leaves with 1 if it took longer. Seconds are the
processor's, so that whatever else the machine does costs nothing; as machines differ, each is also given as a share of
what feedparser takes to read the result.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import feedparser

from generator.outputs.feeds import jsonfeed, rss_atom
from generator.outputs.feeds.channel import Channel, documents
from generator.outputs.feeds.entries import Entry
from tests.publications import GOLDEN, make

ENTRIES, SIZE = 1000, 20_000
LIMIT = 0.5
"""Seconds for RSS, Atom and JSON together."""
BEGINNING = datetime(2026, 1, 1, 7, tzinfo=UTC)


def _entry(number: int) -> Entry:
    paragraph = '<p>Ein Satz mit <a href="https://example.org/">Verweis</a>, 50&nbsp;Mrd.&nbsp;$ &amp; mehr.</p>\n'
    moment = BEGINNING - timedelta(hours=number)
    return Entry(
        id=f"tag:example.org,2026:de/briefings/{number}",
        url=f"https://example.org/{number}/",
        title=f"Ausgabe {number}",
        summary="Eine Zusammenfassung.",
        html=paragraph * (SIZE // len(paragraph)),
        published=moment,
        updated=moment,
        authors=("Redaktion",),
        categories=(),
        picture=None,
        deals=(),
        topics=frozenset(),
        organisations=frozenset(),
    )


def _timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """The best of three."""
    best, made = float("inf"), b""
    for _ in range(3):
        start = time.process_time()
        made = work()
        best = min(best, time.process_time() - start)
    return best, made


def main() -> int:
    """Prints a line per format and the sum."""
    edition = make(GOLDEN).editions["de"]
    entries = tuple(_entry(number) for number in range(ENTRIES))
    channel = Channel(id="urn:x", title="T", description="D", address="", entries=entries, began=BEGINNING)
    (document,) = documents(channel, edition.as_of.replace(year=2025), everything=True)
    whole = 0.0
    for name, writer in (("feed.xml", rss_atom.rss), ("atom.xml", rss_atom.atom), ("feed.json", jsonfeed.write)):
        took, made = _timed(lambda writer=writer, name=name: writer(edition, channel, document, name))  # type: ignore[misc]
        whole += took
        line = f"{name}: {len(made) / 1e6:.1f} MB written in {took:.3f} s"
        if name.endswith(".xml"):
            start = time.process_time()
            found = feedparser.parse(made)
            reading = time.process_time() - start
            assert len(found.entries) == ENTRIES
            line += f", {took / reading:.3f} of feedparser's {reading:.2f} s"
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"together: {whole:.3f} s of {LIMIT} s\n")
    return int(whole > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
