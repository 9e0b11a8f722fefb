"""Deals, figures and claims as pages, feeds and mails show them: finished words and links.

Each view is a frozen record of texts, so that a template only places them and every output says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.analysis import lead_figure
from generator.analysis.figures import Agreement, KnownClaim, KnownFigure
from generator.analysis.known import DEAL_FIGURES, KnownDeal
from generator.analysis.lead_figure import LeadFigure
from generator.analysis.origins import UNSTATED
from generator.content.records.deal import OTHERS, Deal, Status
from generator.text import paths
from generator.views.differences import Difference, computed, differences, meaning, part_name
from generator.views.sources import SourceLink, source_links
from generator.views.titles import deal_title
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim as a row."""

    id: str
    """Its id, its anchor on the deal's page."""
    amount: str
    """The number as it was said: "bis zu 50 Mrd. $"."""
    converted: str | None
    """The number in the comparison's currency, with the rate; None if it needs no conversion."""
    meaning: str
    """What the number is of, in words: its part, its scope, its basis."""
    origin: str
    """The names of all whose report it is."""
    relay: str | None
    """Who passed the report on, in words; None if the origin itself was read."""
    said: str
    """Who said it to the origin, in words: "ungenannte Person"."""
    printed: str
    """The words with the number as the page prints them: "up to $50 billion"; "" if nobody noted them."""
    language: str
    """The language of these words, "en"; "" if the page does not say."""
    date: str
    """The day it is of, in figures: "29.01.2026"; "ohne Datum" if none is known."""
    sources: tuple[SourceLink, ...]
    """The pages that print it, by their number on this page."""
    flag: str | None
    """A doubt that an editor confirmed, in words; None if there is none."""
    shown: bool
    """True if it stands for the figure."""

    @property
    def marks(self) -> str:
        """The numbers of its sources for plain text: " [1] [4]"."""
        return "".join(f" [{source.number}]" for source in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure with all its claims."""

    anchor: str
    """Its address on the page: "amazon.amount"."""
    href: str
    """The link to it on the page of the deal that it belongs to."""
    label: str
    """Its name: "Amazon: Betrag"."""
    amount: str
    """The shown claim's number; if none is shown, words that say so or that only parts are known."""
    speaker: str
    """What the number is of where that is not plain, who says so, and when: "laut The Wall Street Journal, 29. Januar
    2026"; "" if no claim is shown."""
    agreement: Agreement | None
    """Whether reports agree on `amount`; also the name of the style of its mark. None if only parts are known."""
    agreement_word: str
    """The same in words, or that only parts are known; "" if no claim is shown."""
    computed: str | None
    """What all voices allow together, in words, as evidence on the deal's own page; None elsewhere, and if that says no
    more than one of them."""
    differing: tuple[Difference, ...]
    """Everything in which its claims differ, of the shown number first."""
    claims: tuple[ClaimView, ...]
    """Its claims as rows, the shown one first, then those of its group."""
    sentence: str
    """The sentence to quote it with, its address included; "" if no claim is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A deal in a list: where it stands, and its number as somebody said it."""

    id: str
    """Id of the deal."""
    title: str
    """Its headline, or only what it is and who takes part, see `deal_title`."""
    href: str
    """The link to its page."""
    kind: str
    """Its kind in words: "Finanzierungsrunde"."""
    state: Status | None
    """Its last known step; None if none is known."""
    state_word: str
    """The step in words; words for an unknown status if none is known."""
    since: str
    """The day of that step in figures: "27.02.2026"; "ohne Datum" if none is told."""
    standing: str
    """Step and day together: "unterschrieben, 27.02.2026"."""
    amount: str | None
    """The number shown as its amount, or as its valuation if it has no amount; None if no claim is shown."""
    amount_href: str
    """The link to that figure; "" without `amount`."""
    speaker: str | None
    """Who says so and when, after what the number is of if it is not plainly the amount; None without `amount`."""
    of: str
    """The part that the number is of: "erster Schritt"; "" if it is of the whole, and without `amount`."""
    agreement: Agreement | None
    """Whether reports agree on it; None without `amount`, and if it is only of a part."""
    agreement_word: str
    """The same in words, or that only parts are known; "" without `amount`."""
    why: str | None
    """One line on why it matters; None if nobody wrote one or the date may not know it."""

    @property
    def labelled(self) -> str | None:
        """The number for where no speaker stands beside it, with the part that it is of; None without `amount`."""
        return f"{self.amount} ({self.of})" if self.amount and self.of else self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a deal's history."""

    state: Status
    """The step."""
    word: str
    """The step in words."""
    date: str
    """Its day: "27. Februar 2026"; "ohne Datum" if none is told."""
    iso: str | None
    """The day for machines, as exactly as it was told: "2026-02"; None if none is told."""
    rival: bool
    """True if it is a step that happens once, and another entry gives it another date."""
    sources: tuple[SourceLink, ...]
    """The pages that tell of it, by their number on this page."""


def card(writer: Writer, deal: KnownDeal, figure: LeadFigure | None = None) -> Card:
    """A deal as a list shows it; `figure` is the figure to show of it, if an issue's editor chose one."""
    edition, t = writer.edition, writer.edition.locale.t
    state_word = t(f"status.{deal.state}") if deal.state else t("status.unknown")
    since = edition.locale.short_date(deal.reached) if deal.reached else t("date.none")
    found = figure or lead_figure.of_deal(deal)
    agreement = found.figure.shown_agreement if found else None
    reason = deal.texts.why.get(edition.language) if deal.texts.why else None
    return Card(
        id=deal.id,
        title=deal_title(edition, writer.knowledge, deal.id),
        href=writer.href(paths.page("deals", deal.id)),
        kind=edition.archive.vocabulary.word("deal", deal.record.kind, edition.language),
        state=deal.state,
        state_word=state_word,
        since=since,
        standing=f"{state_word}, {since}" if deal.state else state_word,
        amount=writer.amount(found.claim) if found else None,
        amount_href=writer.href(paths.figure(found.figure.deal, found.figure.path)) if found else "",
        speaker=_of_what(writer, found.figure, found.claim) if found else None,
        of=part_name(writer, found.claim) if found and found.claim.record.scope == "part" else "",
        agreement=agreement,
        agreement_word=_agreement_word(writer, found.figure) if found else "",
        why=writer.plain(reason) if reason else None,
    )


def distinct(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards, with titles that differ: those that share one bear their amount or their day too.

    An issue older than a deal's headline says only what the deal is and who takes part, and that may be said of two.
    """
    shared = {title for title, n in Counter(card.title for card in cards).items() if n > 1}
    named = [replace(c, title=f"{c.title} ({c.labelled or c.since})") if c.title in shared else c for c in cards]
    again = {title for title, n in Counter(card.title for card in named).items() if n > 1}
    return tuple(
        replace(card, title=f"{card.title}, {number}") if card.title in again else card
        for number, card in enumerate(named, start=1)
    )


def _of_what(writer: Writer, known: KnownFigure, claim: KnownClaim) -> str:
    """The speaker for a card, after the name of the figure if the card does not show the deal's amount."""
    said = attribution(writer, claim)
    return said if known.path == "amount" else f"{writer.edition.locale.t(f'figure.{known.path}')}, {said}"


def figure(writer: Writer, path: str, known: KnownFigure, *, evidence: bool = False) -> FigureView:
    """A figure with all its claims, the shown one first; `path` is its address in the deal that shows it.

    `evidence` adds what its claims allow together, which nobody said; only the deal's own page has room to explain it.
    """
    shown, group = known.shown, known.shown_group
    ordered = sorted(
        known.claims, key=lambda claim: (claim is not shown, claim.group != (shown.group if shown else None))
    )
    return FigureView(
        anchor=path,
        href=writer.href(paths.figure(known.deal, known.path)),
        label=figure_label(writer, path, known),
        amount=writer.amount(shown) if shown else unshown(writer, known),
        speaker=attribution(writer, shown) if shown else "",
        agreement=known.shown_agreement,
        agreement_word=_agreement_word(writer, known) if shown else "",
        computed=computed(writer, group) if group and evidence else None,
        differing=differences(writer, known),
        claims=tuple(claim_view(writer, claim, shown) for claim in ordered),
        sentence=sentence(writer, known),
    )


def _agreement_word(writer: Writer, known: KnownFigure) -> str:
    """Whether reports agree on the shown number; where it is only of a part, that no more is known."""
    state = known.shown_agreement
    return writer.edition.locale.t(f"agreement.{state}" if state else "figure.only_parts")


def unshown(writer: Writer, known: KnownFigure) -> str:
    """Words in place of a number, where no claim stands for the figure: only parts are known, what was announced named
    none, or none is known at all."""
    scopes = {claim.record.scope for claim in known.claims}
    if "part" in scopes:
        return writer.edition.locale.t("figure.only_parts")
    history = known.agreed is not None and "sought" in scopes
    return writer.edition.locale.t("figure.not_announced" if history else "figure.none")


def sentence(writer: Writer, known: KnownFigure) -> str:
    """The sentence to quote a figure with, "" if no claim is shown: "OpenAIs Runde (Amazon): bis zu 50 Mrd. $, laut The
    Wall Street Journal, 29. Januar 2026. https://…"."""
    if known.shown is None:
        return ""
    org, _, what = known.path.rpartition(".")
    is_party = what == "amount" and org not in ("", OTHERS)
    return writer.edition.locale.t(
        "figure.sentence",
        deal=writer.name(known.deal),
        what=writer.name(org) if is_party else figure_label(writer, known.path, known),
        amount=writer.amount(known.shown),
        speaker=attribution(writer, known.shown),
        url=replace(writer, web=True).href(paths.figure(known.deal, known.path)),
    )


def figure_label(writer: Writer, path: str, known: KnownFigure) -> str:
    """The name of a figure: "Betrag", "Bewertung", "Amazon: Betrag", "Amazon, Microsoft und Nvidia zusammen"."""
    t = writer.edition.locale.t
    organisations = writer.edition.archive.organisations
    if path in DEAL_FIGURES:
        return t(f"figure.{path}")
    org, _, what = path.rpartition(".")
    deal = writer.edition.archive.deals[known.deal]
    if org:
        name = t("participants.others") if org == OTHERS else organisations[org].name.any(writer.edition.language)
        target = held_in(writer, deal, org) if what == "stake" else ""
        return t("figure.party_stake_in", org=name, target=target) if target else t(f"figure.party_{what}", org=name)
    of = next(subtotal.of for subtotal in deal.subtotals if subtotal.id == path)
    names = [organisations[org].name.any(writer.edition.language) for org in of]
    return t("figure.together", orgs=writer.edition.locale.join(names))


def held_in(writer: Writer, deal: Deal, org: str) -> str:
    """The name of the company in which an organisation has its stake, "" if it is the one that the deal is about."""
    if org == OTHERS:
        target = deal.others.in_ if deal.others else None
    else:
        target = next((part.in_ for part in deal.participants if part.org == org and part.in_), None)
    return writer.name(target) if target and target != deal.subject else ""


def about(writer: Writer, deal: KnownDeal, what: str) -> str:
    """The subject of a statement: a figure of the deal by its name, anything else as it was written."""
    known = deal.figures.get(what)
    return figure_label(writer, what, known) if known else what


def speaker(writer: Writer, claim: KnownClaim) -> str:
    """Who says so, and when: "laut The Wall Street Journal, 29. Januar 2026"; the origins of the quoted page stand for
    all."""
    locale = writer.edition.locale
    date = locale.date(claim.record.as_of or claim.known) if claim.known else locale.t("date.none")
    quoted = claim.reports[0].origins
    if UNSTATED in quoted:
        return locale.t("speaker.unstated", date=date)
    return locale.t("speaker", origin=origin_names(writer, quoted, len(quoted) < len(claim.origins)), date=date)


def attribution(writer: Writer, claim: KnownClaim) -> str:
    """The speaker, after what the number is of where that is not plain: "angestrebt, laut …", "vor der Runde
    (pre-money), laut …", "erster Schritt (Teil von: Finanzierungsrunde, OpenAI), laut …"."""
    t, record = writer.edition.locale.t, claim.record
    scope = [t(f"scope.{record.scope}")] if record.scope != "headline" else []
    if record.scope == "part":
        scope = [_part_of(writer, claim)]
    basis = [t(f"basis.{record.basis}")] if record.basis in ("pre_money", "post_money") else []
    return ", ".join([*scope, *basis, speaker(writer, claim)])


def _part_of(writer: Writer, claim: KnownClaim) -> str:
    """The part that a number is of, and of which deal; a headline would be too long there."""
    edition, deal = writer.edition, writer.edition.archive.deals[claim.deal]
    return edition.locale.t(
        "figure.part_of",
        part=part_name(writer, claim),
        kind=edition.archive.vocabulary.word("deal", deal.kind, edition.language),
        org=edition.archive_name(deal.subject),
    )


def claim_view(writer: Writer, claim: KnownClaim, shown: KnownClaim | None) -> ClaimView:
    """The row of a claim; `shown` is the one that stands for the figure."""
    locale = writer.edition.locale
    relay = relay_names(writer, claim)
    conversion = claim.conversion
    return ClaimView(
        id=claim.id,
        amount=writer.amount(claim),
        converted=(
            locale.t("claim.converted", amount=locale.converted(claim.value, conversion), rate=locale.rate(conversion))
            if conversion
            else None
        ),
        meaning=meaning(writer, claim),
        origin=origin_names(writer, claim.origins),
        relay=locale.t("claim.relayed", by=relay) if relay else None,
        said=locale.t(f"said.{claim.record.said}"),
        printed=claim.record.printed or "",
        language=writer.edition.archive.sources[claim.source].language or "",
        date=locale.short_date(claim.record.as_of or claim.known) if claim.known else locale.t("date.none"),
        sources=source_links(writer, [report.source for report in claim.reports]),
        flag=_flag(writer, claim),
        shown=claim is shown,
    )


def origin_names(writer: Writer, origins: Sequence[str], more: bool = False) -> str:
    """The names of several origins in one phrase: "SpaceX und TechCrunch"; with more, "SpaceX, TechCrunch und
    anderen"."""
    edition, t = writer.edition, writer.edition.locale.t
    names = [t("origin.unstated") if origin == UNSTATED else edition.archive_name(origin) for origin in origins]
    return edition.locale.join([*names, t("origin.others")] if more else names)


def relay_names(writer: Writer, claim: KnownClaim) -> str:
    """The names of those who passed the report on, nearest to the origin last; "" if the origin itself was read."""
    if claim.origins == (UNSTATED,):
        return ""
    report = claim.reports[0]
    source = writer.edition.archive.sources[report.source]
    chain = [source.publisher, *report.chain[:-1]] if report.chain else [source.publisher]
    names = [name for name in dict.fromkeys(chain) if name not in claim.origins]
    return ", ".join(writer.edition.archive_name(name) for name in names)


def steps(writer: Writer, deal: KnownDeal) -> tuple[Step, ...]:
    """A deal's history in the order it was written; two dates for one step are rivals."""
    locale = writer.edition.locale
    count = {entry.to: sum(e.to == entry.to for e in deal.status) for entry in deal.status}
    rivals = {"closed", "signed", "announced", "cancelled"}
    return tuple(
        Step(
            state=entry.to,
            word=locale.t(f"status.{entry.to}"),
            date=locale.date(entry.date) if entry.date else locale.t("date.none"),
            iso=str(entry.date) if entry.date and entry.date.is_plain else None,
            rival=count[entry.to] > 1 and entry.to in rivals,
            sources=source_links(writer, entry.src),
        )
        for entry in deal.status
    )


def _flag(writer: Writer, claim: KnownClaim) -> str | None:
    """The word for a claim's flag; None unless an editor set it and confirmed it."""
    if claim.record.flag is None or claim.record.confirmed is None:
        return None
    return writer.edition.locale.t(f"flag.{claim.record.flag}")
