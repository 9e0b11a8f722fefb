"""An issue as every output shows it: its deals as its date knew them, its sources numbered, its texts ready to be
written.

Texts keep their references; a template writes them in its own form with the writer: `w.markdown`, `w.html`, `w.text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import totals
from generator.analysis.forecasts import resolution_by
from generator.analysis.known import KnownDeal
from generator.content.records import Issue
from generator.content.records.base import Words
from generator.content.records.deal import Alert
from generator.content.records.issue import Forecast, Section, Verdict
from generator.text import paths
from generator.views import changes as change_views
from generator.views import deals as deal_views
from generator.views import derived
from generator.views import sources as source_views
from generator.views.changes import CorrectionView, Since
from generator.views.deals import Card, FigureView
from generator.views.derived import TotalView
from generator.views.edition import Edition
from generator.views.sources import SourceView
from generator.views.writer import Writer, number_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What an issue says about itself: written later, made by a machine."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """Why an organisation wins or loses; `why` keeps its references."""

    name: str
    href: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastView:
    """A forecast; `share` is its probability for a <meter>, from 0 to 1.

    `addendum` says how it came out, "" if that is not known. It is later than the issue, so only the page adds it.
    """

    id: str
    href: str
    claim: str
    probability: str
    share: str
    by: str
    criteria: str
    addendum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section with its texts still to be written out."""

    id: str
    kind: str
    heading: str
    body: str
    winners: tuple[VerdictView, ...]
    losers: tuple[VerdictView, ...]
    forecasts: tuple[ForecastView, ...]

    @property
    def filled(self) -> bool:
        """Whether there is anything under its heading."""
        return bool(
            self.body
            or self.winners
            or self.losers
            or self.forecasts
            or self.kind in ("claims", "deals", "what_changed")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """One issue in one language."""

    id: str
    record: Issue
    title: str
    summary: str
    url: str
    date: str
    byline: tuple[str, ...]
    notices: tuple[Notice, ...]
    points: tuple[str, ...]
    sections: tuple[SectionView, ...]
    cards: tuple[Card, ...]
    figures: tuple[FigureView, ...]
    adds_up: TotalView | None
    sources: tuple[SourceView, ...]
    disclosures: tuple[str, ...]
    worked_example: bool
    since: Since | None
    corrections: tuple[CorrectionView, ...]

    @property
    def places_since(self) -> bool:
        """Whether the editor chose where it says what changed; else it follows the key points."""
        return any(section.kind == "what_changed" for section in self.sections)

    @property
    def tells_since(self) -> bool:
        """Whether what changed is told without a section of the editor's: only where something did."""
        return bool(self.since and self.since.deals and not self.places_since)

    @property
    def has_deals(self) -> bool:
        """Whether the editor gave the deals a section of their own."""
        return any(section.kind == "deals" for section in self.sections)


def read(edition: Edition, name: str, *, web: bool) -> tuple[IssueView, Writer]:
    """The issue and its writer; `web` writes whole addresses, as feeds and mails need them."""
    issue = edition.archive.issues[name]
    writer = _writer(edition, name, issue, web)
    deals, lead = edition.then[name].deals_of(issue), edition.then[name].lead_of(issue)
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
            sections=tuple(_section(writer, name, section) for section in issue.sections),
            cards=deal_views.distinct(tuple(deal_views.card(writer, deal) for deal in deals)),
            figures=tuple(deal_views.figure(writer, path, f) for path, f in lead.figures.items() if f.claims)
            if lead
            else (),
            adds_up=_adds_up(writer, deals),
            sources=source_views.sources(writer),
            disclosures=tuple(_in(entry.text, edition) for entry in issue.disclosures),
            worked_example=issue.reconstructed is not None,
            since=change_views.since(writer, name),
            corrections=change_views.corrections_of_issue(writer, name),
        ),
        writer,
    )


def points(edition: Edition, issue: Issue) -> tuple[str, ...]:
    """The key points, with their references."""
    return (issue.key_points.get(edition.language) or ()) if issue.key_points else ()


def notices(edition: Edition, text_of: Issue | Alert) -> tuple[Notice, ...]:
    """The notices that stand above an issue or an alert."""
    locale = edition.locale
    found = []
    if text_of.reconstructed:
        key = "notice.reconstructed" if isinstance(text_of, Issue) else "notice.reconstructed.alert"
        text = locale.t(key, date=locale.date(text_of.date), written=locale.date(text_of.reconstructed))
        found.append(Notice(kind="reconstructed", label=locale.t("notice.reconstructed.label"), text=text))
    if text_of.unreviewed_machine_text:
        found.append(Notice(kind="machine", label=locale.t("notice.machine.label"), text=locale.t("notice.machine")))
    return tuple(found)


def texts(edition: Edition, name: str, issue: Issue) -> Iterator[str]:
    """Every text of an issue in this language, in the order in which it is read."""
    language = edition.language
    yield issue.summary.get(language) or ""
    yield from points(edition, issue)
    for section in issue.sections:
        yield _body(edition, name, section)
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


def _body(edition: Edition, name: str, section: Section) -> str:
    """The section's prose: in place, or from the file beside the issue; "" if it has none."""
    beside = edition.archive.prose.get(("briefings", name, section.key, edition.language))
    return beside.text if beside else ((section.body.get(edition.language) or "") if section.body else "")


def _section(writer: Writer, name: str, section: Section) -> SectionView:
    edition, locale = writer.edition, writer.edition.locale
    return SectionView(
        id=section.key,
        kind=section.kind,
        heading=_in(section.heading, edition) if section.heading else locale.t(f"section.{section.kind}"),
        body=_body(edition, name, section),
        winners=_verdicts(writer, section.winners),
        losers=_verdicts(writer, section.losers),
        forecasts=tuple(forecast_view(writer, forecast) for forecast in section.forecasts),
    )


def forecast_view(writer: Writer, forecast: Forecast) -> ForecastView:
    """A forecast as its issue and the list of all forecasts show it."""
    edition, locale = writer.edition, writer.edition.locale
    resolution = resolution_by(forecast, edition.as_of)
    return ForecastView(
        id=forecast.id,
        href=writer.href(paths.forecast(forecast.id)),
        claim=_in(forecast.claim, edition),
        probability=locale.percent(forecast.probability),
        share=str(forecast.probability),
        by=locale.date(forecast.resolves_by),
        criteria=_in(forecast.criteria, edition),
        addendum=(
            locale.t(
                "forecast.resolved",
                date=locale.date(resolution.date),
                outcome=locale.t(f"outcome.{resolution.outcome}"),
            )
            if resolution
            else ""
        ),
    )


def _adds_up(writer: Writer, deals: Sequence[KnownDeal]) -> TotalView | None:
    """The sums of the issue's deals by status and instrument, parts of a round left to the round; None if there are
    none."""
    books, publication = writer.knowledge.books, writer.edition.archive.publication
    found = totals.of_deals(books, [deal.id for deal in deals], publication.currency)
    return derived.total(writer, found, "adds-up", writer.edition.locale.t("total.issue"))


def _verdicts(writer: Writer, entries: Iterable[Verdict]) -> tuple[VerdictView, ...]:
    return tuple(
        VerdictView(name=writer.name(e.org), href=writer.href(writer.address(e.org)), why=_in(e.why, writer.edition))
        for e in entries
    )


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
