"""An issue as every output shows it: its deals as its date knew them, its sources numbered, its texts ready to be
written.

Texts keep their references; a template writes them in its own form with the writer: `w.markdown`, `w.html`, `w.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis import lead_figure, totals
from generator.analysis.known import KnownDeal
from generator.analysis.lead_figure import LeadFigure
from generator.analysis.public import unseen
from generator.content.records import Issue
from generator.content.records.base import Words
from generator.content.records.deal import Alert
from generator.text import paths
from generator.views import corrections as correction_views
from generator.views import deals as deal_views
from generator.views import derived, sections
from generator.views import sources as source_views
from generator.views.corrections import CorrectionView
from generator.views.deals import Card, FigureView
from generator.views.derived import TotalView
from generator.views.edition import Edition
from generator.views.sections import SectionView
from generator.views.since import Since, since
from generator.views.sources import SourceView
from generator.views.writer import Writer, number_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What an issue says about itself: not out yet, written later, made by a machine."""

    kind: str
    """Which of these: "preview", "reconstructed" or "machine"."""
    label: str
    """A word or two before the text."""
    text: str
    """What readers must know, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """One issue in one language."""

    id: str
    """The name of its folder."""
    record: Issue
    """What the editor wrote."""
    title: str
    """Its heading."""
    summary: str
    """What it says in short; it keeps its references."""
    url: str
    """Its whole address."""
    date: str
    """Its day, in words."""
    byline: tuple[str, ...]
    """Date, number, authors, number of sources."""
    notices: tuple[Notice, ...]
    """What it says about itself."""
    points: tuple[str, ...]
    """What to remember; they keep their references."""
    sections: tuple[SectionView, ...]
    """Its parts, in the editor's order."""
    cards: tuple[Card, ...]
    """Its deals, the lead first."""
    figures: tuple[FigureView, ...]
    """The lead's figures with all their claims."""
    adds_up: TotalView | None
    """What its deals come to together; None if nothing can be added."""
    sources: tuple[SourceView, ...]
    """The numbered sources of its texts and tables."""
    disclosures: tuple[str, ...]
    """Interests of its authors; they keep their references."""
    worked_example: bool
    """Whether its forecasts only show the method, because it was written after its date."""
    since: Since | None
    """What changed since the last frozen issue about a deal of this one; None if there is none."""
    corrections: tuple[CorrectionView, ...]
    """What was wrong in it, by today."""

    @property
    def places_since(self) -> bool:
        """Whether the editor chose where it says what changed; else it follows the key points."""
        return any(section.kind == "what_changed" for section in self.sections)

    @property
    def tells_since(self) -> bool:
        """Whether what changed is told without a section of the editor's: only where something did."""
        return bool(self.since and self.since.deals and not self.places_since)

    @property
    def deals_body(self) -> str:
        """The editor's words above the deals, "" if there are none.

        Feeds and mails have a place of their own for the deals, and print them there.
        """
        return "\n\n".join(section.body for section in self.sections if section.kind == "deals" and section.body)

    @property
    def has_deals(self) -> bool:
        """Whether the editor gave the deals a section of their own."""
        return any(section.kind == "deals" for section in self.sections)


def read(edition: Edition, name: str, *, web: bool) -> tuple[IssueView, Writer]:
    """The issue and its writer; `web` writes whole addresses, as feeds and mails need them."""
    # Its page, its feed's entry, its mails, the digests and its chart all read it.
    return edition.once.get(("issue", name, web), lambda: _read(edition, name, web))


def _read(edition: Edition, name: str, web: bool) -> tuple[IssueView, Writer]:
    issue = edition.archive.issues[name]
    writer = _writer(edition, name, issue, web)
    then = edition.then[name]
    deals, lead, chosen = then.deals_of(issue), then.lead_of(issue), lead_figure.of_issue(then, issue)
    return (
        IssueView(
            id=name,
            record=issue,
            title=_in(issue.title, edition),
            summary=_in(issue.summary, edition),
            url=edition.url(paths.page("briefings", name)),
            date=edition.locale.date(issue.date),
            byline=tuple(_byline(edition, issue, len(writer.numbers))),
            notices=notices(edition, issue),
            points=points(edition, issue),
            sections=tuple(sections.sections(writer, name, issue)),
            cards=deal_views.distinct(tuple(_card(writer, deal, chosen) for deal in deals)),
            figures=tuple(deal_views.figure(writer, path, f) for path, f in lead.figures.items() if f.claims)
            if lead
            else (),
            adds_up=_adds_up(writer, deals),
            sources=source_views.sources(writer),
            disclosures=tuple(_in(entry.text, edition) for entry in issue.disclosures),
            worked_example=issue.reconstructed is not None,
            since=since(writer, name),
            corrections=correction_views.of_issue(writer, name),
        ),
        writer,
    )


def points(edition: Edition, issue: Issue) -> tuple[str, ...]:
    """The key points, with their references."""
    return (issue.key_points.get(edition.language) or ()) if issue.key_points else ()


def notices(edition: Edition, text_of: Issue | Alert) -> tuple[Notice, ...]:
    """The notices that stand above an issue or an alert."""
    locale = edition.locale
    found = _preview(edition, text_of) if isinstance(text_of, Issue) else []
    if text_of.reconstructed:
        key = "notice.reconstructed" if isinstance(text_of, Issue) else "notice.reconstructed.alert"
        text = locale.t(key, date=locale.date(text_of.date), written=locale.date(text_of.reconstructed))
        found.append(Notice(kind="reconstructed", label=locale.t("notice.reconstructed.label"), text=text))
    if text_of.unreviewed_machine_text:
        found.append(Notice(kind="machine", label=locale.t("notice.machine.label"), text=locale.t("notice.machine")))
    return tuple(found)


def _preview(edition: Edition, issue: Issue) -> list[Notice]:
    """What an editor is told of an issue that readers do not see; only a preview has one."""
    waits = unseen(issue, edition.archive.publication.zone, edition.as_of)
    if waits is None:
        return []
    locale = edition.locale
    if isinstance(waits, date):
        text = locale.t("notice.preview.later", date=locale.date(waits), as_of=locale.date(edition.as_of))
    else:
        text = locale.t(f"notice.preview.{waits}")
    return [Notice(kind="preview", label=locale.t("notice.preview.label"), text=text)]


def texts(edition: Edition, name: str, issue: Issue) -> Iterator[str]:
    """Every text of an issue in this language, in the order in which it is read."""
    language = edition.language
    yield issue.summary.get(language) or ""
    yield from points(edition, issue)
    for section in issue.sections:
        yield sections.body(edition, name, section)
        for verdict in (*section.winners, *section.losers):
            yield verdict.why.get(language) or ""
        for forecast in section.forecasts:
            yield forecast.claim.get(language) or ""
            yield forecast.criteria.get(language) or ""


def _writer(edition: Edition, name: str, issue: Issue, web: bool) -> Writer:
    """The writer of an issue, with the knowledge of its own date."""
    then = edition.then[name]
    claims = [c for deal in then.deals_of(issue) for figure in deal.figures.values() for c in figure.claims]
    numbers = number_sources(then, texts(edition, name, issue), claims)
    return Writer(edition=edition, knowledge=then, here=paths.page("briefings", name), numbers=numbers, web=web)


def _card(writer: Writer, deal: KnownDeal, chosen: LeadFigure | None) -> Card:
    """A deal of an issue; the one that the issue's figure is of shows that."""
    return deal_views.card(writer, deal, chosen if chosen and chosen.deal.id == deal.id else None)


def _adds_up(writer: Writer, deals: Sequence[KnownDeal]) -> TotalView | None:
    """The sums of the issue's deals by status and instrument, parts of a round left to the round; None if there are
    none."""
    books, publication = writer.knowledge.books, writer.edition.archive.publication
    found = totals.of_deals(books, [deal.id for deal in deals], publication.currency)
    return derived.total(writer, found, "adds-up", writer.edition.locale.t("total.issue"))


def _byline(edition: Edition, issue: Issue, n_sources: int) -> Iterator[str]:
    """Date, number, authors, number of sources, each in words."""
    locale = edition.locale
    yield locale.date(issue.date)
    if issue.number:
        yield locale.t("issue.number", n=issue.number)
    names = [edition.archive.authors[author].name.any(edition.language) for author in issue.authors]
    if names:
        yield locale.join(names)
    yield locale.plural("issue.sources", n_sources)


def _in(words: Words, edition: Edition) -> str:
    return words.any(edition.language)
