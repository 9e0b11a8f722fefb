"""The small records around deals and briefings: topics, authors, sponsors and hand-written pages."""

from __future__ import annotations

from generator.content.records.base import Name, Record, Text, Translated, Url
from generator.content.records.deal import Ignore


class Topic(Record):
    title: Translated
    description: Translated | None = None
    ignore: tuple[Ignore, ...] = ()


class Author(Record):
    name: Name
    role: Translated | None = None
    bio: Translated | None = None
    email: Text | None = None


class Sponsor(Record):
    name: Name
    website: Url | None = None


class Page(Record):
    """A page of prose, such as the methodology; long bodies stand in `<id>.<language>.md` beside it."""

    title: Translated
    summary: Translated | None = None
    body: Translated | None = None
