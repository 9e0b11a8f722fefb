"""Deals, figures and claims as pages, feeds and mails show them: finished words and links.

Each view is a frozen record of texts, so that a template only places them and every output says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.analysis.figures import Agreement, Group, KnownClaim, KnownFigure
from generator.analysis.known import DEAL_FIGURES, KnownDeal
from generator.analysis.origins import UNSTATED
from generator.content.records.deal import OTHERS, Deal, Status
from generator.text import paths
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
    """The shown claim's number; words that say that only parts are known, if no claim is shown."""
    speaker: str
    """Who says so, and when: "laut The Wall Street Journal, 29. Januar 2026"; "" if no claim is shown."""
    agreement: Agreement
    """Whether reports agree; also the name of the style of its mark."""
    agreement_word: str
    """The same in words."""
    computed: str | None
    """What all voices allow together, in words, beside `amount` and never in its place; None if that says no more."""
    differing: tuple[str, ...]
    """Pairs of claims that differ, a sentence each."""
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
    """Who says so and when, after the figure's name if it is not the amount; None without `amount`."""
    agreement: Agreement | None
    """Whether reports agree on it; None without `amount`."""
    agreement_word: str | None
    """The same in words; None without `amount`."""
    why: str | None
    """One line on why it matters; None if nobody wrote one or the date may not know it."""


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


def card(writer: Writer, deal: KnownDeal) -> Card:
    """A deal as a list shows it."""
    edition, t = writer.edition, writer.edition.locale.t
    state_word = t(f"status.{deal.state}") if deal.state else t("status.unknown")
    since = edition.locale.short_date(deal.reached) if deal.reached else t("date.none")
    figure = deal.figures.get("amount") or deal.figures.get("valuation")
    claim = figure.shown if figure else None
    group = figure.shown_group if figure else None
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
        amount=writer.amount(claim) if claim else None,
        amount_href=writer.href(paths.figure(figure.deal, figure.path)) if figure and claim else "",
        speaker=_of_what(writer, figure, claim) if figure and claim else None,
        agreement=group.agreement if group else None,
        agreement_word=t(f"agreement.{group.agreement}") if group else None,
        why=writer.plain(reason) if reason else None,
    )


def distinct(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards, with titles that differ: those that share one bear their amount or their day too.

    An issue older than a deal's headline says only what the deal is and who takes part, and that may be said of two.
    """
    shared = {title for title, n in Counter(card.title for card in cards).items() if n > 1}
    named = [replace(c, title=f"{c.title} ({c.amount or c.since})") if c.title in shared else c for c in cards]
    again = {title for title, n in Counter(card.title for card in named).items() if n > 1}
    return tuple(
        replace(card, title=f"{card.title}, {number}") if card.title in again else card
        for number, card in enumerate(named, start=1)
    )


def _of_what(writer: Writer, known: KnownFigure, claim: KnownClaim) -> str:
    """The speaker for a card, after the name of the figure if the card does not show the deal's amount."""
    said = attribution(writer, claim)
    return said if known.path == "amount" else f"{writer.edition.locale.t(f'figure.{known.path}')}, {said}"


def figure(writer: Writer, path: str, known: KnownFigure) -> FigureView:
    """A figure with all its claims, the shown one first; `path` is its address in the deal that shows it."""
    t = writer.edition.locale.t
    shown, group = known.shown, known.shown_group
    ordered = sorted(
        known.claims, key=lambda claim: (claim is not shown, claim.group != (shown.group if shown else None))
    )
    agreement: Agreement = group.agreement if group else "single"
    return FigureView(
        anchor=path,
        href=writer.href(paths.figure(known.deal, known.path)),
        label=figure_label(writer, path, known),
        amount=writer.amount(shown) if shown else t("figure.only_parts"),
        speaker=speaker(writer, shown) if shown else "",
        agreement=agreement,
        agreement_word=t(f"agreement.{agreement}"),
        computed=computed(writer, group) if group else None,
        differing=tuple(side_by_side(writer, *pair) for pair in (group.differing if group else ())),
        claims=tuple(claim_view(writer, claim, shown) for claim in ordered),
        sentence=sentence(writer, known),
    )


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
        speaker=speaker(writer, known.shown),
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
    (pre-money), laut …"."""
    t, record = writer.edition.locale.t, claim.record
    scope = [t(f"scope.{record.scope}")] if record.scope != "headline" else []
    basis = [t(f"basis.{record.basis}")] if record.basis in ("pre_money", "post_money") else []
    return ", ".join([*scope, *basis, speaker(writer, claim)])


def computed(writer: Writer, group: Group) -> str | None:
    """The interval that all voices allow together, in words; None if it says no more than one of them."""
    locale = writer.edition.locale
    if group.computed is None or len(group.voices) < 2:
        return None
    if group.unit is None or all(claim.value.low == group.claims[0].value.low for claim in group.claims):
        return None
    text = locale.interval(group.computed, group.unit)
    names = sorted({writer.edition.archive_name(voice.origin) for voice in group.voices if voice.origin != UNSTATED})
    return locale.t("figure.computed", interval=text, n=len(names)) if len(names) > 1 else None


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


def meaning(writer: Writer, claim: KnownClaim) -> str:
    """The subject of a number in words: its part, its scope, its basis."""
    locale, record = writer.edition.locale, claim.record
    words = []
    if record.what:
        parts = writer.edition.archive.deals[claim.deal].parts
        words.append(parts[record.what].any(locale.language) if record.what in parts else record.what)
    if record.scope not in ("headline", "part") or not words:
        words.append(locale.t(f"scope.{record.scope}"))
    if record.basis:
        words.append(locale.t(f"basis.{record.basis}"))
    return ", ".join(words)


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


def side_by_side(writer: Writer, one: KnownClaim, other: KnownClaim) -> str:
    """Two claims that differ, each with who printed it."""
    return writer.edition.locale.t(
        "figure.pair",
        one=writer.amount(one),
        one_source=_printed_by(writer, one),
        other=writer.amount(other),
        other_source=_printed_by(writer, other),
    )


def _printed_by(writer: Writer, claim: KnownClaim) -> str:
    source = writer.edition.archive.sources[claim.source]
    return writer.edition.archive_name(source.publisher)
