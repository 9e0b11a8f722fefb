"""The page of a deal: every figure with all its claims, how far it has come, what is still expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.analysis import expectations
from generator.analysis.figures import KnownClaim
from generator.analysis.known import KnownDeal, KnownParticipant, KnownTranche
from generator.charts import catalogue
from generator.charts.catalogue import ShownChart
from generator.content.records.deal import OTHERS
from generator.outputs.pages import structured
from generator.outputs.pages.entries import Entry
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COPY, Head, page, writer_at
from generator.text import paths
from generator.views import changes as change_views
from generator.views import corrections as correction_views
from generator.views import deals as deal_views
from generator.views import derived, facts, social, timing
from generator.views import disputes as dispute_views
from generator.views import sources as source_views
from generator.views.corrections import CorrectionView
from generator.views.derived import DerivedView
from generator.views.disputes import DisputeView
from generator.views.edition import Artifact, Edition
from generator.views.facts import Fact
from generator.views.sources import SourceLink, SourceView
from generator.views.titles import deal_title
from generator.views.writer import Writer, number_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """A part of a participant's amount."""

    amount: str
    """How much, as somebody said it."""
    told: str
    """By when it is due, on what it depends, how far it has come, and who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation's part in the deal."""

    name: str
    """The organisation's name; a word for those whom nobody names."""
    href: str
    """Link to its page; "" for those whom nobody names."""
    role: str
    """Its role in the deal, in a word; "" for those whom nobody names."""
    amount: str
    """Its part of the money as somebody said it; "" if nobody did."""
    amount_href: str
    """Link to the claims about that amount; "" if there are none."""
    speaker: str
    """The speaker and the day; "" if nobody named a figure."""
    stake: str
    """The share that it gets, such as "10 %", and in whom if not in the deal's subject; "" if nobody said."""
    deal: str
    """The deal by which it takes part, by name, where that is one of its own; else ""."""
    deal_href: str
    """Link to that deal; "" if there is none."""
    tranches: tuple[Tranche, ...]
    """The parts in which its amount is paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement about the deal."""

    by: str
    """The speaker's name."""
    stance: str
    """Whether they confirm, deny or decline, in a word."""
    text: str
    """The statement, or the figure that it is about."""
    sources: tuple[SourceLink, ...]
    """Its sources on this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Another deal that this one has to do with."""

    type: str
    """The relation in words: "Teil von"."""
    title: str
    """The other deal by name."""
    href: str
    """Link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An issue that shows the deal."""

    title: str
    """The issue's title."""
    href: str
    """Link to it."""
    date: str
    """Its date in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPage:
    """The page of a deal."""

    card: deal_views.Card
    """The deal as every list has it."""
    w: Writer
    """Writes its texts."""
    summary: str | None
    """Its summary, with references; None if nothing was written or that was before what is known now."""
    why: str | None
    """The reason why it matters, with references; None as above."""
    facts: tuple[Fact, ...]
    """The panel at the top."""
    participants: tuple[Participant, ...]
    """The parties beside the company that it is about."""
    figures: tuple[deal_views.FigureView, ...]
    """Every figure that somebody named, with all claims."""
    derived: tuple[DerivedView, ...]
    """Values that follow from the figures."""
    charts: Mapping[str, ShownChart]
    """Charts by the figure that they draw, and the one of its course as "status"."""
    steps: tuple[deal_views.Step, ...]
    """Its steps, in the order in which they were written."""
    disputes: tuple[DisputeView, ...]
    """What reports tell differently and what is no number."""
    conditions: tuple[Entry, ...]
    """Conditions that it depends on."""
    expected: tuple[Entry, ...]
    """Expected events, with their dates."""
    timings: tuple[str, ...]
    """A sentence for each date that moved: "Zeitplan, Börsengang: bis 31. Dezember 2026 → 2027."."""
    statements: tuple[Statement, ...]
    """Statements of those concerned."""
    relations: tuple[Relation, ...]
    """Deals that it has to do with."""
    shown: tuple[change_views.Shown, ...]
    """Its figures as past issues showed them."""
    corrections: tuple[CorrectionView, ...]
    """Its corrections, newest first."""
    corrections_href: str
    """Link to all corrections."""
    mentions: tuple[Mention, ...]
    """The issues that show it, newest first."""
    sources: Mapping[str, Sequence[SourceView]]
    """Its sources by the word for their kind."""
    as_of: str
    """The day whose knowledge the page shows, in words."""
    methodology_file: str
    """Link to the Markdown file of the methodology."""
    report: str
    """How to tell the editor of a mistake: a mailto: address."""
    deals_file: str
    """Link to the Markdown file of all deals."""


def deal_page(edition: Edition, name: str) -> Artifact:
    """The deal as today knows it, undated claims included."""
    deal = edition.today.deals[name]
    address = paths.page("deals", deal.id)
    writer = writer_at(edition, address, numbers=_numbers(edition, deal))
    card = deal_views.card(writer, deal)
    return page(edition, "deal", address, _head(writer, deal, card), _body(writer, deal, card))


def _numbers(edition: Edition, deal: KnownDeal) -> Mapping[str, int]:
    """The page's sources, numbered as it quotes them: texts, claims, and then what tells of steps and dates."""
    claims = [claim for figure in deal.figures.values() for claim in figure.claims]
    texts = [words.get(edition.language) or "" for words in (deal.texts.summary, deal.texts.why) if words]
    numbers = number_sources(edition.today, texts, claims)
    told = (
        *(step.src for step in deal.status),
        dispute_views.pages(deal),
        *(condition.src for condition in deal.conditions),
        *(event.src for event in deal.expected),
        *(statement.src for statement in deal.statements),
    )
    for name in (name for sources in told for name in sources):
        numbers.setdefault(name, len(numbers) + 1)
    return numbers


def _head(writer: Writer, deal: KnownDeal, card: deal_views.Card) -> Head:
    edition = writer.edition
    title = deal_title(edition, edition.today, deal.id)
    description = card.why or f"{title}: {card.amount or card.state_word}"
    shared = social.of_deal(edition, deal)
    return Head(
        title=title,
        description=description,
        kind="deal",
        hide=("navigation",),
        card=shared,
        scripts=(COPY,),
        things=tuple(structured.deal_page(writer, deal, title, description, shared)),
        search=findable(
            edition,
            "deal",
            title,
            topics=deal.record.topics,
            day=deal.since or deal.latest,
            organisations=deal.parties,
        ),
    )


def _body(writer: Writer, deal: KnownDeal, card: deal_views.Card) -> DealPage:
    edition = writer.edition
    drawn, editor = catalogue.of_deal(writer, deal), edition.archive.publication.editor
    return DealPage(
        card=card,
        w=writer,
        summary=deal.texts.summary.any(edition.language) if deal.texts.summary else None,
        why=deal.texts.why.any(edition.language) if deal.texts.why else None,
        facts=facts.of_deal(writer, deal),
        participants=(*(_participant(writer, deal, part) for part in deal.participants), *_others(writer, deal)),
        figures=tuple(
            deal_views.figure(writer, path, known, evidence=True)
            for path, known in deal.figures.items()
            if known.claims
        ),
        derived=derived.derived(writer, deal),
        charts={key: catalogue.shown(writer, drawing) for key, drawing in drawn.items()},
        steps=deal_views.steps(writer, deal),
        disputes=dispute_views.of_deal(writer, deal),
        conditions=_conditions(writer, deal),
        expected=_expected(writer, deal),
        timings=_timings(edition, deal),
        statements=_statements(writer, deal),
        relations=_relations(writer, deal),
        shown=change_views.in_issues(writer, deal.id),
        corrections=correction_views.of_deal(writer, deal.id),
        corrections_href=writer.href(paths.index("corrections")),
        mentions=_mentions(writer, deal),
        sources=source_views.by_kind(source_views.sources(writer)),
        as_of=edition.locale.date(edition.as_of),
        methodology_file=writer.href(paths.static("methodology"), "file"),
        report=paths.mail(editor.email, edition.locale.t("mail.report", id=deal.id)),
        deals_file=writer.href(paths.index("deals"), "file"),
    )


def _participant(writer: Writer, deal: KnownDeal, part: KnownParticipant) -> Participant:
    edition, record = writer.edition, part.record
    figure = part.amount
    amount = figure.shown if figure else None
    stake = part.stake.shown if part.stake else None
    return Participant(
        name=writer.name(record.org),
        href=writer.href(writer.address(record.org)),
        role=edition.archive.vocabulary.word("role", record.role, edition.language),
        amount=writer.amount(amount) if amount else "",
        amount_href=writer.href(paths.figure(figure.deal, figure.path)) if figure and amount else "",
        speaker=deal_views.attribution(writer, amount) if amount else "",
        stake=_stake(writer, deal, record.org, stake),
        deal=writer.name(record.deal) if record.deal else "",
        deal_href=writer.href(paths.page("deals", record.deal)) if record.deal else "",
        tranches=tuple(_tranche(writer, tranche) for tranche in part.tranches),
    )


def _others(writer: Writer, deal: KnownDeal) -> tuple[Participant, ...]:
    """The row of those whom nobody names; () if nothing was known of them."""
    amount, stake = (
        figure.shown if (figure := deal.figures.get(f"{OTHERS}.{what}")) else None for what in ("amount", "stake")
    )
    if amount is None and stake is None:
        return ()
    return (
        Participant(
            name=writer.edition.locale.t("participants.others"),
            href="",
            role="",
            amount=writer.amount(amount) if amount else "",
            amount_href=writer.href(paths.figure(deal.id, f"{OTHERS}.amount")) if amount else "",
            speaker=deal_views.speaker(writer, amount) if amount else "",
            stake=_stake(writer, deal, OTHERS, stake),
            deal="",
            deal_href="",
            tranches=(),
        ),
    )


def _stake(writer: Writer, deal: KnownDeal, org: str, claim: KnownClaim | None) -> str:
    """A share, and in whom it is if not in the deal's subject; "" if none is known."""
    if claim is None:
        return ""
    amount, target = writer.amount(claim), deal_views.held_in(writer, deal.record, org)
    return writer.edition.locale.t("participants.stake_in", stake=amount, target=target) if target else amount


def _tranche(writer: Writer, tranche: KnownTranche) -> Tranche:
    edition, record = writer.edition, tranche.record
    told = (
        edition.locale.t("expected.by", date=edition.locale.date(record.due)) if record.due else "",
        edition.text(record.condition) if record.condition else "",
        edition.locale.t(f"status.{record.status}") if record.status else "",
        deal_views.speaker(writer, tranche.shown),
    )
    return Tranche(amount=writer.amount(tranche.shown), told=", ".join(filter(None, told)))


def _conditions(writer: Writer, deal: KnownDeal) -> tuple[Entry, ...]:
    edition = writer.edition
    return tuple(
        Entry(
            kind=edition.archive.vocabulary.word("condition", entry.kind, edition.language),
            text=edition.text(entry.text) if entry.text else "",
            sources=source_views.source_links(writer, entry.src),
        )
        for entry in deal.conditions
    )


def _expected(writer: Writer, deal: KnownDeal) -> tuple[Entry, ...]:
    edition = writer.edition
    return tuple(
        Entry(
            kind=edition.archive.vocabulary.word("event", entry.event, edition.language),
            text=edition.text(entry.text) if entry.text else "",
            date=timing.when(edition.locale, entry),
            sources=source_views.source_links(writer, entry.src),
        )
        for entry in deal.expected
    )


def _timings(edition: Edition, deal: KnownDeal) -> tuple[str, ...]:
    """A sentence for each date that moved and is still open, and that the status stayed as it was."""
    open_events = (event for event in expectations.of_deal(edition.archive, deal) if event.settled is None)
    moved = [found for event in open_events if (found := timing.moved(edition, event))]
    stands = timing.stands(edition, deal)
    lines = [f"{label}: {before} → {after}." for label, before, after in moved]
    return (*lines, f"{stands[0].upper()}{stands[1:]}.") if lines and stands else tuple(lines)


def _statements(writer: Writer, deal: KnownDeal) -> tuple[Statement, ...]:
    edition = writer.edition
    publishers = edition.archive.publishers
    return tuple(
        Statement(
            by=publishers[said.by].name.any(edition.language) if said.by in publishers else writer.name(said.by),
            stance=edition.locale.t(f"stance.{said.stance}"),
            text=edition.text(said.text) if said.text else deal_views.about(writer, deal, said.about),
            sources=source_views.source_links(writer, said.src),
        )
        for said in deal.statements
    )


def _relations(writer: Writer, deal: KnownDeal) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            type=writer.edition.locale.t(f"relation.{relation.type}"),
            title=writer.name(relation.deal),
            href=writer.href(paths.page("deals", relation.deal)),
        )
        for relation in deal.relations
    )


def _mentions(writer: Writer, deal: KnownDeal) -> tuple[Mention, ...]:
    """The issues that show the deal, newest first."""
    edition = writer.edition
    return tuple(
        Mention(
            title=issue.title.any(edition.language),
            href=writer.href(paths.page("briefings", name)),
            date=edition.locale.date(issue.date),
        )
        for name, issue in edition.issues_of([deal.id])
    )
