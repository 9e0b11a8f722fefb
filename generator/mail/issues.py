"""The mails of an issue: itself, its erratum, and its deals of one topic for those who ordered no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from generator.analysis import lead_figure
from generator.charts.catalogue import of_issue
from generator.mail import compose, subjects
from generator.mail.ahead import Day, ahead
from generator.mail.frame import Deals, Envelope
from generator.mail.mail import Mail
from generator.mail.overview import Overview
from generator.text import paths
from generator.views import corrections as correction_views
from generator.views import issues as issue_views
from generator.views.changes import Link
from generator.views.corrections import CorrectionView
from generator.views.deals import FigureView
from generator.views.edition import Edition
from generator.views.issues import IssueView, Notice
from generator.views.sources import SourceView
from generator.views.writer import Writer, number_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image on our own site."""

    href: str
    """Its whole address, a PNG."""
    title: str
    """The words above it."""
    alt: str
    """The same in words, for who does not see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A paid place."""

    name: str
    """Who paid for it."""
    body: str
    """Its text, as Markdown with references."""
    url: str
    """Where it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueContent:
    """The names that the `issue` templates print beside the frame and the deals."""

    issue: IssueView
    """The issue as its page shows it."""
    w: Writer
    """The writer that turns its texts into HTML and plain text."""
    notices: tuple[Notice, ...]
    """The notices about itself, such as that it was written later."""
    corrections: tuple[CorrectionView, ...]
    """The corrections of earlier issues since the one before."""
    figures: tuple[FigureView, ...]
    """The figures of the lead, for a section of claims."""
    news: Mapping[str, str] = field(default_factory=dict)
    """Empty: in an issue, a deal's news stands in its texts."""
    chart: Picture | None
    """The claims of the lead beside each other; None where they are not worth drawing."""
    ahead: tuple[Day, ...]
    """The dates ahead, the nearest first."""
    sponsors: tuple[Slot, ...]
    """The paid places."""
    sources: tuple[SourceView, ...]
    """The sources whose numbers the mail prints."""
    all_sources: str
    """The words of the link to all sources: "Alle 34 Quellen"."""
    deals_url: str
    """Where the page has its deals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErratumContent:
    """The names that the `erratum` templates print beside the frame."""

    issue: IssueView
    """The issue in which something was wrong."""
    errata: tuple[CorrectionView, ...]
    """The corrections, newest first."""


def mails(edition: Edition, name: str) -> Iterator[Mail]:
    """The mail of an issue, its erratum if something in it was wrong, and one per topic that has a list and a deal."""
    yield issue_mail(edition, name)
    erratum = erratum_mail(edition, name)
    if erratum:
        yield erratum
    for topic in edition.archive.publication.newsletter.lists:
        mail = topic_mail(edition, name, topic) if topic in edition.archive.topics else None
        if mail:
            yield mail


def issue_mail(edition: Edition, name: str) -> Mail:
    """The mail of an issue, folded to its budget."""
    shown, writer = issue_views.read(edition, name, web=True)
    lead = next((card for card in shown.cards if card.id == shown.record.lead), None)
    content = IssueContent(
        issue=shown,
        w=writer,
        notices=shown.notices,
        corrections=_since_the_last(edition, writer, name),
        figures=shown.figures,
        chart=_chart(writer, shown),
        ahead=ahead(writer, shown.record.date, shown.cards),
        sponsors=_sponsors(edition, shown),
        sources=_cited(writer, shown),
        all_sources=edition.locale.plural("email.all_sources", len(shown.sources)),
        deals_url=f"{shown.url}#{_deals_anchor(shown)}",
    )
    envelope = Envelope(
        kind="issue",
        about=name,
        subject=_news(writer, shown),
        preview=preheader(writer, shown),
        url=shown.url,
        date=edition.published(shown.record),
        number=shown.record.number,
    )
    rest = tuple(card for card in shown.cards if card is not lead)
    return compose.write(edition, envelope, content, Deals(lead=lead, cards=rest))


def erratum_mail(edition: Edition, name: str) -> Mail | None:
    """The mail that takes something back, None if nothing material was wrong by `as_of`."""
    shown, writer = issue_views.read(edition, name, web=True)
    found = correction_views.errata(writer, name)
    if not found:
        return None
    t, newest = edition.locale.t, found[0]
    envelope = Envelope(
        kind="erratum",
        about=name,
        subject=t("email.erratum.subject", title=subject(edition, shown)),
        preview=t("email.erratum.preheader", title=newest.what, was=newest.was, now=newest.now),
        url=shown.url,
        date=edition.morning(newest.record.date),
        number=shown.record.number,
        version=newest.record.date.isoformat(),
    )
    return compose.write(edition, envelope, ErratumContent(issue=shown, errata=found))


def topic_mail(edition: Edition, name: str, topic: str) -> Mail | None:
    """An issue's deals of one topic, None if it has none of them or the topic lacks the language."""
    shown, writer = issue_views.read(edition, name, web=True)
    cards = tuple(c for c in shown.cards if topic in edition.archive.deals[c.id].topics)
    title = edition.archive.topics[topic].title.get(edition.language)
    if not cards or title is None:
        return None
    t, counted = edition.locale.t, edition.locale.plural("topic.deals", len(cards))
    content = Overview(
        title=t("topic.title", topic=title, title=shown.title),
        byline=shown.byline,
        dek=writer.plain(shown.summary),
        notices=shown.notices,
        ahead=ahead(writer, shown.record.date, cards),
        deals_url=f"{shown.url}#{_deals_anchor(shown)}",
        rest=Link(text=t("topic.rest"), href=shown.url),
    )
    envelope = Envelope(
        kind="topic",
        about=name,
        list=topic,
        subject=t("topic.subject", topic=title, date=shown.date, deals=counted),
        preview=t("topic.preheader", title=shown.title, deals="; ".join(card.title for card in cards)),
        url=shown.url,
        date=edition.published(shown.record),
        number=shown.record.number,
    )
    return compose.write(edition, envelope, content, Deals(cards=cards))


def subject(edition: Edition, shown: IssueView) -> str:
    """The editor's subject, else the issue's title."""
    mail = shown.record.mail
    own = mail.subject.get(edition.language) if mail and mail.subject else None
    return own or edition.locale.t("email.subject", title=shown.title)


def _news(writer: Writer, shown: IssueView) -> str:
    """The subject of the issue's own mail: the editor's, else its lead as news, else its title."""
    mail = shown.record.mail
    chosen = mail and mail.subject and mail.subject.get(writer.edition.language)
    lead = None if chosen else writer.knowledge.lead_of(shown.record)
    figure = lead_figure.of_issue(writer.knowledge, shown.record)
    return (subjects.of_deal(writer, lead, figure) if lead else "") or subject(writer.edition, shown)


def preheader(writer: Writer, shown: IssueView) -> str:
    """The line that a client shows beside the subject: the editor's, else the first key point, else the summary."""
    mail = shown.record.mail
    own = mail.preheader.get(writer.edition.language) if mail and mail.preheader else None
    return writer.plain(own or (shown.points[0] if shown.points else shown.summary))


def _since_the_last(edition: Edition, writer: Writer, name: str) -> tuple[CorrectionView, ...]:
    """The corrections of earlier issues since the one before, up to this one's day.

    What was wrong in this issue itself is told by its erratum, or by the next issue.
    """
    names = list(edition.then)
    earlier = names[: names.index(name)]
    if not earlier:
        return ()
    day, last = (edition.archive.issues[one].date for one in (name, earlier[-1]))
    return tuple(
        view
        for view in correction_views.between(writer, last + timedelta(days=1), day)
        if not view.concerns.isdisjoint(earlier)
    )


def _deals_anchor(shown: IssueView) -> str:
    """Where the page has its deals."""
    return next((section.id for section in shown.sections if section.kind == "deals"), "deals")


def _cited(writer: Writer, shown: IssueView) -> tuple[SourceView, ...]:
    """The sources whose numbers this mail prints; those of the page's other tables stand there."""
    texts = issue_views.texts(writer.edition, shown.id, shown.record)
    numbers = {writer.numbers[name] for name in number_sources(writer.knowledge, texts, ())}
    if any(section.kind == "claims" for section in shown.sections):
        numbers |= {link.number for figure in shown.figures for claim in figure.claims for link in claim.sources}
    return tuple(source for source in shown.sources if source.number in numbers)


def _chart(writer: Writer, shown: IssueView) -> Picture | None:
    """The image of the lead's claims beside each other, where its claims are worth drawing."""
    drawing = of_issue(writer, shown.id)
    if drawing is None:
        return None
    chart = drawing.chart
    return Picture(
        href=writer.edition.url(paths.chart_file(drawing.narrow, "png")),
        title=chart.title,
        alt=chart.facts,
    )


def _sponsors(edition: Edition, shown: IssueView) -> tuple[Slot, ...]:
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
