"""The small records around deals and issues: topics, authors, sponsors and hand-written pages."""

from __future__ import annotations

from generator.content.records.base import Name, Record, Text, Translated, Url
from generator.content.records.deal import Ignore


class Topic(Record):
    """A subject that several deals share, such as computing power."""

    title: Translated
    """What readers call it."""
    description: Translated | None = None
    """What belongs to it, in a sentence or two; it may have references."""
    ignore: tuple[Ignore, ...] = ()
    """Warnings that stand on this record."""


class Author(Record):
    """Somebody who writes or checks issues."""

    name: Name
    """What readers call them."""
    role: Translated | None = None
    """What they do here, such as "Editor"."""
    bio: Translated | None = None
    """Who they are, in a sentence or two."""
    email: Text | None = None
    """Where readers may write to them."""


class Sponsor(Record):
    """Somebody who pays for a place in an issue."""

    name: Name
    """What readers call it."""
    website: Url | None = None
    """Its address on the web."""


class Page(Record):
    """A page of prose, such as the methodology."""

    title: Translated
    """Its heading."""
    summary: Translated | None = None
    """What it is about, in a sentence."""
    body: Translated | None = None
    """Its Markdown, if that is short; a long one stands in `<id>.<language>.md` beside it."""
