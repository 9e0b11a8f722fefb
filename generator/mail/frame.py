"""The frame of a mail: what it is, whom it goes to, and what stands around the content of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from generator.content.records.publication import Legal
from generator.mail.mail import Kind
from generator.mail.text import shortened, visible
from generator.text import paths
from generator.text.locales import NBSP, Locale
from generator.text.templating import one_line
from generator.views.deals import Card
from generator.views.edition import Edition

PREHEADER_FILL = "\u034f\u200c\u00a0" * 60
"""Keeps the client from filling its preview with the first lines of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A mail without its content: its sort, its subject, its list and its day."""

    kind: Kind
    """The sort of mail; its templates are called so."""
    about: str
    """The id of the issue, the period or the deal that it is about."""
    list: str = ""
    """The key of `newsletter.lists` that it goes to, "" for the newsletter's own list."""
    subject: str
    """Its subject, with any kind of space."""
    preview: str
    """The preview that a list of mails shows beside the subject; it may be long and is shortened."""
    url: str
    """The page that says the same on the web."""
    date: datetime
    """When it appears, with its zone."""
    number: int | None = None
    """The issue's number; None without one."""
    version: str = ""
    """The day by which an erratum differs from an earlier one; "" for other mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """The deals of a mail, which fold where it would be too long."""

    lead: Card | None = None
    """The one that stands above all and never folds; None if there is none."""
    cards: tuple[Card, ...] = ()
    """The others in their rank: the last folds first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The names that templates print around the content of every mail."""

    t: Callable[..., str]
    """The words of the interface."""
    locale: Locale
    """The language's way of writing numbers and dates."""
    language: str
    """The language: "de"."""
    site: str
    """The publication's title."""
    list: str
    """The list's name for readers."""
    legal: Legal
    """The imprint."""
    demonstration: str
    """The notice that nothing here is real, "" in a publication that is."""
    subject: str
    """The subject, which is the HTML's title too."""
    preheader: str
    """The preview that a list of mails shows beside the subject."""
    fill: str
    """Invisible characters that keep a client from filling the preview with the first words of the mail."""
    url: str
    """The page that says the same on the web."""
    imprint: str
    """The page of the imprint."""
    privacy: str
    """The page about privacy."""
    subscribe: str
    """The page of subscriptions."""
    unsubscribe: str
    """The address that each provider puts its own in place of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The deals of a mail as its templates print them."""

    lead: Card | None
    """The one that stands above all."""
    full: tuple[Card, ...]
    """Those that are printed whole."""
    lines: tuple[Card, ...]
    """Those that are a line each."""
    more: str
    """How many stand on the page alone, in words: "und 3 weitere auf der Seite"; "" if none."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every deal that has its name in the mail."""
        return (*([self.lead] if self.lead else []), *self.full, *self.lines)


def frame(edition: Edition, envelope: Envelope) -> Frame:
    """The frame of a mail, its subject and preview as lists of mails show them."""
    publication = edition.archive.publication
    return Frame(
        t=edition.locale.t,
        locale=edition.locale,
        language=edition.language,
        site=publication.title,
        list=list_name(edition, envelope.list),
        legal=publication.legal,
        demonstration=edition.locale.t("demonstration") if publication.demonstration else "",
        # Who searches a mailbox types plain spaces.
        subject=visible(one_line(envelope.subject)).replace(NBSP, " "),
        preheader=visible(shortened(envelope.preview)),
        fill=PREHEADER_FILL,
        url=envelope.url,
        imprint=edition.url(paths.static("imprint")),
        privacy=edition.url(paths.static("privacy")),
        subscribe=edition.url(paths.static("subscribe")),
        unsubscribe=unsubscribe_url(edition),
    )


def unsubscribe_url(edition: Edition) -> str:
    """A placeholder until a provider puts each reader's own address there."""
    return f"{edition.archive.publication.home}unsubscribe/?token=TOKEN"


def list_name(edition: Edition, name: str) -> str:
    """The name of a list for readers: the publication's title, and what of it they ordered if not all."""
    title = edition.archive.publication.title
    if not name:
        return title
    topic = edition.archive.topics.get(name)
    words = topic.title.any(edition.language) if topic else edition.locale.t(f"list.{name}")
    return edition.locale.t("list.name", site=title, list=words)
