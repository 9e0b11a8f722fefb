"""The letter of an issue and of its erratum, made from the same issue that the page shows."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import css_inline
from lxml.html import document_fromstring

from generator import issue, paths
from generator.charts import ranges
from generator.citations import SourceView
from generator.edition import Edition
from generator.issue import Issue
from generator.mail import budget
from generator.mail.letter import Fold, Kind, Letter
from generator.mail.message import list_id, message
from generator.mail.text import tidy, visible, wrap
from generator.records.base import PartialDate
from generator.records.deal import Correction
from generator.templating import one_line
from generator.views import Card
from generator.writer import Writer, deal_title, number_sources

PREHEADER = 110
PREHEADER_FILL = "\u034f\u200c\u00a0" * 60
"""Keeps the client from filling its preview with the first lines of the text."""
SOON = 8
"""How many dates ahead a mail names."""
_MARKS = re.compile(r"\{(?=[{%#])|\*(?=\|)|\[(?=\[)|%(?=[a-z_]+(?:\.[a-z_]+)?%)")
"""Beginnings of what one provider or another would read as its template language."""
_STYLE = re.compile(r"(<style.*?</style>)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Something expected, with the deal it belongs to."""

    date: str
    text: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image on our own site; `alt` says what it shows."""

    href: str
    title: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A paid place; its text keeps its references."""

    name: str
    body: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One correction as its mail tells it; `href` is "" where the whole issue is meant."""

    word: str
    date: str
    title: str
    href: str
    was: str
    now: str
    reason: str


def letters(edition: Edition, name: str) -> Iterator[Letter]:
    """The mail of an issue, and its erratum if something in it was wrong."""
    yield issue_letter(edition, name)
    erratum = erratum_letter(edition, name)
    if erratum:
        yield erratum


def issue_letter(edition: Edition, name: str) -> Letter:
    """The mail of an issue, folded to its budget."""
    shown, writer = issue.read(edition, name, web=True)
    subject = _subject(edition, shown)
    cards = _distinct(shown.cards)
    lead = next((card for card in cards if card.id == shown.record.lead), None)
    rest = tuple(card for card in cards if card is not lead)
    values = {
        **_frame(edition, shown, subject, preheader(writer, shown)),
        "w": writer,
        "lead": lead,
        "chart": _chart(writer, shown),
        "ahead": _ahead(writer, shown, cards),
        "sponsors": _sponsors(edition, shown),
        "sources": _cited(writer, shown),
        "all_sources": edition.locale.plural("email.all_sources", len(shown.sources)),
        "deals_anchor": next((section.id for section in shown.sections if section.kind == "deals"), "deals"),
    }

    def with_deals(fold: Fold) -> dict[str, Any]:
        return {
            **values,
            "full": rest[: fold.full],
            "lines": rest[fold.full : fold.full + fold.lines],
            "more": edition.locale.plural("email.more", fold.more) if fold.more else "",
        }

    fold, html = budget.fit(len(rest), lambda fold: _html(edition, "issue", with_deals(fold)))
    printed = rest[: fold.full + fold.lines]
    return _letter(
        edition, shown, "issue", subject, values["preheader"], html, _text(edition, "issue", with_deals(fold), html),
        (lead, *printed) if lead else printed, fold,
    )  # fmt: skip


def erratum_letter(edition: Edition, name: str) -> Letter | None:
    """The mail that takes something back, None if nothing material was wrong by `as_of`."""
    found = tuple(_errata(edition, name))
    if not found:
        return None
    shown, _ = issue.read(edition, name, web=True)
    t = edition.locale.t
    subject = t("email.erratum.subject", title=_subject(edition, shown))
    first = found[0]
    preview = t("email.erratum.preheader", title=first.title, was=first.was, now=first.now)
    values = {**_frame(edition, shown, subject, visible(_shortened(preview))), "errata": found}
    html = _html(edition, "erratum", values)
    text = _text(edition, "erratum", values, html)
    return _letter(
        edition, shown, "erratum", subject, values["preheader"], html, text, (), Fold(full=0, lines=0, more=0)
    )


def unsubscribe_url(edition: Edition) -> str:
    """A placeholder until a provider puts each reader's own address there."""
    return f"{edition.archive.publication.home}unsubscribe/?token=TOKEN"


def preheader(writer: Writer, shown: Issue) -> str:
    """The line that a client shows beside the subject: the editor's, else the first key point, else the summary."""
    mail = shown.record.mail
    own = mail.preheader.get(writer.edition.language) if mail and mail.preheader else None
    return visible(writer.plain(own) if own else _shortened(writer.plain(shown.points[0] if shown.points else shown.summary)))


def _subject(edition: Edition, shown: Issue) -> str:
    mail = shown.record.mail
    own = mail.subject.get(edition.language) if mail and mail.subject else None
    return visible(one_line(own or edition.locale.t("email.subject", title=shown.title)))


def _shortened(text: str) -> str:
    return textwrap.shorten(text, PREHEADER, placeholder=" …") if len(text) > PREHEADER else text


def _frame(edition: Edition, shown: Issue, subject: str, preview: str) -> dict[str, Any]:
    """What every mail shows around its content."""
    publication = edition.archive.publication
    return {
        "t": edition.locale.t,
        "locale": edition.locale,
        "language": edition.language,
        "issue": shown,
        "site": publication.title,
        "legal": publication.legal,
        "demonstration": edition.locale.t("demonstration") if publication.demonstration else "",
        "subject": subject,
        "preheader": preview,
        "fill": PREHEADER_FILL,
        "url": shown.url,
        "imprint": edition.url(paths.static("imprint")),
        "privacy": edition.url(paths.static("privacy")),
        "subscribe": edition.url(paths.static("subscribe")),
        "unsubscribe": unsubscribe_url(edition),
    }


def _letter(
    edition: Edition, shown: Issue, kind: Kind, subject: str, preview: str, html: str, text: str,
    deals: tuple[Card, ...], fold: Fold,
) -> Letter:  # fmt: skip
    publication = edition.archive.publication
    sender = (one_line(publication.editor.name), one_line(publication.editor.email))
    unsubscribe = unsubscribe_url(edition)
    identity = f"{shown.id}.{edition.language}" + ("" if kind == "issue" else f".{kind}")
    return Letter(
        briefing=shown.id,
        language=edition.language,
        kind=kind,
        number=shown.record.issue,
        subject=subject,
        preheader=preview,
        url=shown.url,
        unsubscribe=unsubscribe,
        sender=sender,
        list_id=list_id(edition.language, edition.host),
        html=html,
        text=text,
        message=message(
            identity=identity, host=edition.host, language=edition.language, subject=subject, sender=sender,
            title=one_line(publication.title), date=edition.published(shown.record), url=shown.url, unsubscribe=unsubscribe,
            html=html, text=text,
        ),
        deals=tuple((visible(one_line(card.title)), card.href) for card in deals),
        duties=(
            ("imprint", edition.url(paths.static("imprint"))),
            ("privacy", edition.url(paths.static("privacy"))),
            ("unsubscribe", unsubscribe),
        ),
        fold=fold,
    )  # fmt: skip


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


def _distinct(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards with titles that differ: those that share one bear their amount or their day too.

    An issue older than a deal's headline says only what the deal is and who takes part, and that may be said of two.
    """
    shared = {title for title, n in Counter(card.title for card in cards).items() if n > 1}
    named = [replace(c, title=f"{c.title} ({c.amount or c.since})") if c.title in shared else c for c in cards]
    again = {title for title, n in Counter(card.title for card in named).items() if n > 1}
    return tuple(
        replace(card, title=f"{card.title}, {number}") if card.title in again else card
        for number, card in enumerate(named, start=1)
    )


def _cited(writer: Writer, shown: Issue) -> tuple[SourceView, ...]:
    """The sources whose numbers this mail prints; those of the page's other tables stand there."""
    texts = issue.texts(writer.edition, shown.id, shown.record)
    numbers = {writer.numbers[name] for name in number_sources(writer.knowledge, texts, ())}
    if any(section.kind == "claims" for section in shown.sections):
        numbers |= {link.number for figure in shown.figures for claim in figure.claims for link in claim.sources}
    return tuple(source for source in shown.sources if source.number in numbers)


def _ahead(writer: Writer, shown: Issue, cards: tuple[Card, ...]) -> tuple[Day, ...]:
    """What the issue's deals still expect, the nearest first, as the issue's date knew it."""
    edition, locale = writer.edition, writer.edition.locale
    found: list[tuple[str, Day]] = []
    for card in cards:
        deal = writer.knowledge.deals[card.id]
        for entry in deal.expected:
            end = entry.by or entry.to
            if end is None or end.last < shown.record.date:
                continue
            word = edition.archive.vocabulary.word("event", entry.event, edition.language)
            # A text bears no date of its own, so it is printed only where nothing in the deal is newer.
            text = entry.text.any(edition.language) if entry.text and deal.complete else word
            date = _until(locale.t, locale.date, entry.from_, end)
            day = Day(date=date, text=text.rstrip("."), title=card.title, href=card.href)
            found.append((end.last.isoformat(), day))
    return tuple(day for _, day in sorted(found, key=lambda pair: pair[0])[:SOON])


def _until(t: Callable[..., str], date: Callable[..., str], start: PartialDate | None, end: PartialDate) -> str:
    if start is None:
        return t("expected.by", date=date(end))
    return t("expected.between", start=date(start), end=date(end))


def _chart(writer: Writer, shown: Issue) -> Picture | None:
    """The image of the lead's claims beside each other, where its claims are worth drawing."""
    lead = writer.knowledge.deals[shown.record.lead] if shown.record.lead else None
    main = ranges.main(writer, lead) if lead else None
    if main is None or lead is None:
        return None
    path, chart = main
    return Picture(
        href=writer.edition.url(paths.chart_file(shown.id, lead.id, path)),
        title=chart.title,
        alt=f"{chart.title}. {chart.facts}",
    )


def _sponsors(edition: Edition, shown: Issue) -> tuple[Slot, ...]:
    """The places that are sold on the issue's day, in this language; a mail is of its day, and names a sponsor once."""
    day = shown.record.date
    sold = [
        slot
        for slot in shown.record.sponsors
        if (slot.from_ is None or slot.from_ <= day) and (slot.until is None or day <= slot.until)
    ]
    first = {slot.sponsor: slot for slot in reversed(sold)}
    return tuple(
        Slot(
            name=edition.archive.sponsors[slot.sponsor].name.any(edition.language),
            body=slot.body.any(edition.language),
            url=slot.url,
        )
        for slot in sold
        if first[slot.sponsor] is slot
    )


def _errata(edition: Edition, name: str) -> Iterator[Entry]:
    """Corrections and retractions of an issue, and of its deals after its day, as far as `as_of` knows them."""
    briefing = edition.archive.briefings[name]

    def entry(record: Correction, title: str, address: str) -> Entry:
        return Entry(
            word=edition.locale.t(f"severity.{record.severity}"),
            date=edition.locale.date(record.date),
            title=title,
            href=edition.url(address) if address and edition.has(address) else "",
            was=record.was,
            now=record.now,
            reason=record.reason.any(edition.language),
        )

    def material(record: Correction) -> bool:
        return record.severity in ("correction", "retraction") and briefing.date <= record.date <= edition.as_of

    yield from (entry(r, briefing.title.any(edition.language), "") for r in briefing.corrections if material(r))
    for deal in dict.fromkeys([*([briefing.lead] if briefing.lead else []), *briefing.deals]):
        if edition.then[name].deals[deal].anything:
            title, address = deal_title(edition, edition.then[name], deal), paths.page("deals", deal)
            yield from (entry(r, title, address) for r in edition.archive.deals[deal].corrections if material(r))


@cache
def _inliner() -> css_inline.CSSInliner:
    # The dark scheme's <style data-css-inline="keep"> stays; keeping at-rules too would print it twice.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=False, minify_css=True)
