"""A mail around its content: the frame that every kind shares, folded to its budget, in both parts and as a message."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import css_inline
from lxml.html import document_fromstring

from generator.analysis.knowledge import Knowledge
from generator.mail import budget
from generator.mail.mail import Fold, Kind, Mail, stem
from generator.mail.message import list_id, message
from generator.mail.providers import PROVIDERS
from generator.mail.text import tidy, visible, wrap
from generator.text import paths
from generator.text.locales import NBSP
from generator.text.templating import one_line
from generator.views import agenda
from generator.views.deals import Card
from generator.views.edition import Edition
from generator.views.writer import Writer

PREHEADER = 110
PREHEADER_FILL = "\u034f\u200c\u00a0" * 60
"""Keeps the client from filling its preview with the first lines of the text."""
SOON = 8
"""How many dates ahead a mail names."""
_MARKS = re.compile("(?=" + "|".join([r"\[\[", *(provider.marks for provider in PROVIDERS.values())]) + ").", re.DOTALL)
"""The first character of what one provider or another would read as its template language, and of our own references."""
_STYLE = re.compile(r"(<style.*?</style>)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a mail is, whatever it says: its kind, what it is about, to which list it goes, and when.

    `preview` may be long; it is shortened. `list` and `version` are those of the mail.
    """

    kind: Kind
    about: str
    list: str = ""
    subject: str
    preview: str
    url: str
    date: datetime
    number: int | None = None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Something expected, with the deal it belongs to."""

    date: str
    text: str
    title: str
    href: str


def write(
    edition: Edition, envelope: Envelope, values: dict[str, Any], cards: tuple[Card, ...] = (), lead: Card | None = None
) -> Mail:
    """The mail of an envelope: `values` are what the template of its kind asks for beside the frame.

    `cards` are the deals that fold, in their rank; the lead never does.
    """
    # Who searches a mailbox types plain spaces.
    subject = visible(one_line(envelope.subject)).replace(NBSP, " ")
    preview = visible(shortened(envelope.preview))
    whole = {**_frame(edition, envelope, subject, preview), **values, "lead": lead}

    def with_deals(fold: Fold) -> dict[str, Any]:
        return {
            **whole,
            "full": cards[: fold.full],
            "lines": cards[fold.full : fold.full + fold.lines],
            "more": edition.locale.plural("email.more", fold.more) if fold.more else "",
        }

    fold, html = budget.fit(len(cards), lambda fold: _html(edition, envelope.kind, with_deals(fold)))
    text = _text(edition, envelope.kind, with_deals(fold), html)
    printed = cards[: fold.full + fold.lines]
    return _mail(edition, envelope, subject, preview, html, text, (lead, *printed) if lead else printed, fold)


def ahead(writer: Writer, day: date, cards: Iterable[Card]) -> tuple[Day, ...]:
    """What the deals still expect, the nearest first, as a day knew it."""
    edition = writer.edition
    found: list[tuple[str, Day]] = []
    for card in cards:
        deal = writer.knowledge.deals[card.id]
        for entry in deal.expected:
            if entry.due is None or entry.due.last < day:
                continue
            word = edition.archive.vocabulary.word("event", entry.event, edition.language)
            # A text bears no date of its own, so it is printed only where nothing in the deal is newer.
            text = edition.text(entry.text) if entry.text and deal.complete else word
            when = agenda.when(edition.locale, entry)
            found_day = Day(date=when, text=text.rstrip("."), title=card.title, href=card.href)
            found.append((entry.due.last.isoformat(), found_day))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0])[:SOON])


def bare(edition: Edition, knowledge: Knowledge) -> Writer:
    """A writer for a mail without numbered sources."""
    return Writer(edition=edition, knowledge=knowledge, here="", numbers={}, web=True)


def shortened(text: str, room: int = PREHEADER) -> str:
    """A line for a client's preview, cut between words where it is longer than `room`."""
    return textwrap.shorten(text, room, placeholder=" …") if len(text) > room else text


def listed(first: str, parts: Iterable[str]) -> str:
    """A line for a client's preview, of as many whole parts as fit: "2 Ausgaben: Geld für Labs; Noch mehr Geld"."""
    text = first
    for part in parts:
        longer = f"{text}{': ' if text == first else '; '}{part}"
        if len(longer) > PREHEADER:
            break
        text = longer
    return text


def unsubscribe_url(edition: Edition) -> str:
    """A placeholder until a provider puts each reader's own address there."""
    return f"{edition.archive.publication.home}unsubscribe/?token=TOKEN"


def list_name(edition: Edition, name: str) -> str:
    """What readers call a list: the publication's title, and what of it they ordered if not all."""
    title = edition.archive.publication.title
    if not name:
        return title
    topic = edition.archive.topics.get(name)
    words = topic.title.any(edition.language) if topic else edition.locale.t(f"list.{name}")
    return edition.locale.t("list.name", site=title, list=words)


def _frame(edition: Edition, envelope: Envelope, subject: str, preview: str) -> dict[str, Any]:
    """What every mail shows around its content."""
    publication = edition.archive.publication
    return {
        "t": edition.locale.t,
        "locale": edition.locale,
        "language": edition.language,
        "site": publication.title,
        "list": list_name(edition, envelope.list),
        "legal": publication.legal,
        "demonstration": edition.locale.t("demonstration") if publication.demonstration else "",
        "subject": subject,
        "preheader": preview,
        "fill": PREHEADER_FILL,
        "url": envelope.url,
        "imprint": edition.url(paths.static("imprint")),
        "privacy": edition.url(paths.static("privacy")),
        "subscribe": edition.url(paths.static("subscribe")),
        "unsubscribe": unsubscribe_url(edition),
    }


def _mail(
    edition: Edition,
    envelope: Envelope,
    subject: str,
    preview: str,
    html: str,
    text: str,
    deals: tuple[Card, ...],
    fold: Fold,
) -> Mail:
    publication = edition.archive.publication
    # An inbox shows this name before the subject: readers know the publication, not its desk.
    sender = (one_line(publication.title), one_line(publication.editor.email))
    unsubscribe, listed = unsubscribe_url(edition), one_line(list_name(edition, envelope.list))
    name = stem(envelope.kind, envelope.list)
    marks = (envelope.about, edition.language, name if name != "issue" else "", envelope.version)
    identity = ".".join(filter(None, marks))
    return Mail(
        about=envelope.about,
        kind=envelope.kind,
        list=envelope.list,
        version=envelope.version,
        language=edition.language,
        number=envelope.number,
        subject=subject,
        preheader=preview,
        url=envelope.url,
        unsubscribe=unsubscribe,
        sender=sender,
        list_name=listed,
        list_id=list_id(envelope.list, edition.language, edition.host),
        html=html,
        text=text,
        message=message(
            identity=identity,
            host=edition.host,
            language=edition.language,
            subject=subject,
            sender=sender,
            list_name=listed,
            list_id=list_id(envelope.list, edition.language, edition.host),
            date=envelope.date,
            url=envelope.url,
            unsubscribe=unsubscribe,
            html=html,
            text=text,
        ),
        deals=tuple((visible(one_line(card.title)), card.href) for card in deals),
        duties=(
            ("imprint", edition.url(paths.static("imprint"))),
            ("privacy", edition.url(paths.static("privacy"))),
            ("unsubscribe", unsubscribe),
        ),
        fold=fold,
    )


def _html(edition: Edition, kind: Kind, values: dict[str, Any]) -> str:
    """The HTML with its styles where clients look for them, and no text that a provider could take for its language."""
    inlined = _inliner().inline(visible(edition.templates.render(f"email/{kind}.html.j2", values)))
    # Some providers read the body as Markdown, where an empty line would end the HTML.
    tight = "\n".join(line for line in (line.strip() for line in inlined.splitlines()) if line) + "\n"
    return "".join(
        part if part.startswith("<style") else _MARKS.sub(lambda found: f"&#{ord(found[0])};", part)
        for part in _STYLE.split(tight)
    )


def _text(edition: Edition, kind: Kind, values: dict[str, Any], html: str) -> str:
    """The text part; what the HTML links from inside a sentence, it lists at its end."""
    body = edition.templates.render(f"email/{kind}.txt.j2", {**values, "wrap": wrap})

    def ended(links: tuple[tuple[str, str], ...]) -> str:
        foot = edition.templates.render("email/foot.txt.j2", {**values, "wrap": wrap, "links": links})
        return visible(body + foot)

    printed = set(ended(()).split())
    links = {
        a.get("href"): " ".join(a.text_content().split())
        for a in reversed(list(document_fromstring(html).iter("a")))
        if a.get("href") not in printed and not a.get("href").startswith("mailto:")
    }
    return tidy(ended(tuple((words, href) for href, words in reversed(links.items()))))


@cache
def _inliner() -> css_inline.CSSInliner:
    # The dark scheme's <style data-css-inline="keep"> stays; keeping at-rules too would print it twice.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=False, minify_css=True)
