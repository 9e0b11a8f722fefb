"""The pages that an editor writes by hand, and the imprint, which the publication file fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.content.records.publication import Editor, Legal
from generator.mail import signup
from generator.mail.providers import Form
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import Head, page, writer_at
from generator.text import paths
from generator.views import agenda
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A feed or a calendar to subscribe to."""

    word: str
    """The format: "RSS"."""
    href: str
    """The whole address, to be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MainFeed:
    """A feed or a calendar of the whole publication."""

    title: str
    """Its subject: "Alle Ausgaben"."""
    text: str
    """Its content, in a sentence."""
    feeds: tuple[Way, ...]
    """Its formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFeed:
    """Feed and calendar of one topic or organisation."""

    title: str
    """Its name."""
    feeds: tuple[Way, ...]
    """The formats of its feed."""
    calendar: str
    """The whole address of its calendar; "" if it has no dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All topics, or all organisations."""

    title: str
    """The word for them."""
    rows: tuple[PartFeed, ...]
    """By name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """Everything that can be subscribed to."""

    main: tuple[MainFeed, ...]
    """Of the whole publication."""
    parts: tuple[Part, ...]
    """Of its topics and organisations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticPage:
    """A page written by hand; each of its templates prints some of this."""

    w: Writer
    """Writes its texts."""
    summary: str
    """Its summary, with references; "" if nothing was written."""
    body: str
    """Its text in Markdown, with references."""
    site: str
    """The publication's title."""
    legal: Legal
    """The publisher and those responsible, for the imprint."""
    editor: Editor
    """The editor's name and address."""
    form: Form | None
    """The form to subscribe by mail; None if there is none."""
    privacy_href: str
    """Link to the page on privacy."""
    subscribe: Subscribe | None
    """Feeds and calendars, only for the page on how to subscribe."""
    flows_file: str
    """Link to the money graph as a Markdown file, only for the page on how we work; else ""."""


def static_page(edition: Edition, name: str) -> Artifact:
    """A page from `content/pages`; the ones every publication has exist without a file too."""
    record = edition.archive.pages.get(name)
    address, title = paths.static(name), edition.page_title(name)
    writer = writer_at(edition, address)
    summary = record.summary.any(edition.language) if record and record.summary else ""
    beside = edition.archive.prose.get(("pages", name, name, edition.language))
    in_place = record.body.get(edition.language) if record and record.body else None
    publication = edition.archive.publication
    head = Head(
        title=title,
        description=writer.plain(summary) or title,
        kind="text",
        hide=("navigation",),
        search=findable(edition, "page", title),
    )
    body = StaticPage(
        w=writer,
        summary=summary,
        body=beside.text if beside else in_place or "",
        site=publication.title,
        legal=publication.legal,
        editor=publication.editor,
        form=signup.form(publication.newsletter, edition.language),
        privacy_href=writer.href(paths.static("privacy")),
        subscribe=_subscribe(edition, address) if name == "subscribe" else None,
        flows_file=writer.href(paths.FLOWS, "file") if name == "methodology" else "",
    )
    return page(edition, name if name in ("imprint", "subscribe") else "page", address, head, body)


def _subscribe(edition: Edition, here: str) -> Subscribe:
    """Every feed and calendar of the language, as whole addresses that can be copied."""
    found = agenda.entries(edition)
    dated = frozenset(name for name, _ in agenda.organisations(edition, found))
    kinds: tuple[Literal["topics", "organisations"], ...] = ("topics", "organisations")
    return Subscribe(
        main=tuple(_main(edition, here, with_calendar=bool(found))),
        parts=tuple(_part(edition, kind, dated) for kind in kinds if edition.own_feeds(kind)),
    )


def _main(edition: Edition, here: str, *, with_calendar: bool) -> Iterator[MainFeed]:
    """The publication's own feeds, its calendar where anything has a date, and the list of all feeds."""
    t = edition.locale.t

    def row(key: str, *ways: tuple[str, str]) -> MainFeed:
        feeds = tuple(Way(word=word, href=href) for word, href in ways)
        return MainFeed(title=t(f"subscribe.{key}.title"), text=t(f"subscribe.{key}.about"), feeds=feeds)

    yield row("feeds", *((way.word, way.href) for way in _feed(edition, paths.HOME)))
    yield row("corrections", (t("feed.rss"), edition.url(paths.CORRECTIONS_FEED)))
    if with_calendar:
        calendar = edition.url(paths.calendar_file(paths.HOME))
        # A calendar's plain address is only read in once; programs that know webcal: subscribe to it.
        webcal = re.sub("^https?:", "webcal:", calendar)
        yield row("calendar", (t("subscribe.calendar.follow"), webcal), (t("subscribe.calendar.file"), calendar))
    yield row("opml", (t("subscribe.opml.file"), paths.to_root(here, "feeds.opml")))


def _part(edition: Edition, kind: Literal["topics", "organisations"], dated: frozenset[str]) -> Part:
    """The feeds of all topics or organisations; those in `dated` have a calendar too."""
    rows = [
        PartFeed(
            title=title,
            feeds=_feed(edition, paths.page(kind, name)),
            calendar=edition.url(paths.calendar_file(paths.page(kind, name))) if name in dated else "",
        )
        for name, title in edition.own_feeds(kind)
    ]
    return Part(title=edition.locale.t(f"{kind}.title"), rows=tuple(sorted(rows, key=lambda row: row.title.casefold())))


def _feed(edition: Edition, address: str) -> tuple[Way, ...]:
    """A page's feed in every format."""
    t = edition.locale.t
    return tuple(Way(word=t(f"feed.{form}"), href=edition.url(paths.feed(address, form))) for form in paths.FEED_FILES)
