"""The feeds of a language in three formats: all issues, those of a topic or an organisation, corrections, archives.

A feed shows its 50 newest entries; a year that is over, or that has entries beyond those, is an archive (RFC 5005).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.outputs.feeds import jsonfeed, opml, rss_atom
from generator.outputs.feeds.channel import Channel, channels, documents
from generator.text import paths
from generator.text.paths import FeedForm
from generator.views.edition import Artifact, Edition, Unit

WRITERS = {"rss": rss_atom.rss, "atom": rss_atom.atom, "json": jsonfeed.write}


def feeds(edition: Edition) -> Iterator[Unit]:
    """Every feed of the language, one unit; the default language also makes the list of all feeds."""
    yield Unit("all", partial(_feeds, edition))
    if edition.language == edition.archive.publication.default_language:
        yield Unit("opml", lambda: (Artifact("site/feeds.opml", opml.write(edition)),))


def _feeds(edition: Edition) -> Iterator[Artifact]:
    everything, *others, corrections = channels(edition)
    for channel in (everything, *others):
        yield from _channel(edition, channel)
    (whole,) = documents(corrections, edition.as_of, everything=True)
    name = paths.site_file(edition.language, paths.CORRECTIONS_FEED)
    yield Artifact(name, rss_atom.rss(edition, corrections, whole, paths.CORRECTIONS_FEED))


def _channel(edition: Edition, channel: Channel) -> Iterator[Artifact]:
    forms: tuple[FeedForm, ...] = ("rss", "atom", "json")
    for document in documents(channel, edition.as_of):
        for form in forms:
            name = paths.feed(channel.address, form, document.year)
            yield Artifact(paths.site_file(edition.language, name), WRITERS[form](edition, channel, document, name))
