"""The feeds of a language in three formats: all issues, those of a topic or an organisation, corrections, archives.

A feed shows its 50 newest entries; a year that is over, or that has entries beyond those, is an archive (RFC 5005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator.outputs.feeds import jsonfeed
from generator.outputs.feeds.channel import Channel, Document, Kind, corrections, documents, everything, part
from generator.text import paths
from generator.text.paths import FeedForm
from generator.views.edition import Artifact, Edition, Unit

Writer = Callable[[Edition, Channel, Document, str], bytes]


def feeds(edition: Edition) -> Iterator[Unit]:
    """Every feed of the language; the default language also makes the list of all feeds."""
    yield Unit("all", partial(_whole, edition))
    kinds: tuple[Kind, ...] = ("topics", "organisations")
    for kind in kinds:
        for name, title in edition.own_feeds(kind):
            yield Unit(f"{kind}/{name}", partial(_part, edition, kind, name, title), (title,))
    yield Unit("corrections", partial(_corrections, edition))
    if edition.language == edition.archive.publication.default_language:
        yield Unit("opml", partial(_list, edition))


def _whole(edition: Edition) -> Iterator[Artifact]:
    return _channel(edition, everything(edition))


def _part(edition: Edition, kind: Kind, name: str, title: str) -> Iterator[Artifact]:
    return _channel(edition, part(edition, kind, name, title))


def _corrections(edition: Edition) -> Iterator[Artifact]:
    from generator.outputs.feeds import rss_atom  # it brings feedgen and lxml

    channel = corrections(edition)
    (whole,) = documents(channel, edition.as_of, everything=True)
    name = paths.site_file(edition.language, paths.CORRECTIONS_FEED)
    yield Artifact(name, rss_atom.rss(edition, channel, whole, paths.CORRECTIONS_FEED))


def _list(edition: Edition) -> Iterator[Artifact]:
    from generator.outputs.feeds import opml

    yield Artifact("site/feeds.opml", opml.write(edition))


def _channel(edition: Edition, channel: Channel) -> Iterator[Artifact]:
    from generator.outputs.feeds import rss_atom

    writers: tuple[tuple[FeedForm, Writer], ...] = (
        ("rss", rss_atom.rss),
        ("atom", rss_atom.atom),
        ("json", jsonfeed.write),
    )
    for document in documents(channel, edition.as_of):
        for form, write in writers:
            name = paths.feed(channel.address, form, document.year)
            yield Artifact(paths.site_file(edition.language, name), write(edition, channel, document, name))
