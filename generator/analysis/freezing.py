"""The snapshot of an issue: what its own date knew of its deals, and what its texts say.

A snapshot follows from the content and the issue's date alone. So an issue that is not frozen yet can be compared with
an earlier one all the same, and a frozen one can be compared with itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.analysis import lookup
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.analysis.values import Derived
from generator.content.archive import Archive
from generator.content.records import Issue, Snapshot
from generator.content.records.base import Lines, Words
from generator.content.records.section import Forecast
from generator.content.records.snapshot import (
    SCHEMA,
    FrozenClaim,
    FrozenFigure,
    FrozenForecast,
    FrozenInterval,
    FrozenSource,
    FrozenStep,
)
from generator.content.records.source import Source
from generator.text import digests, markup
from generator.text.markup import Reference


def freeze(archive: Archive, name: str, then: Knowledge) -> Snapshot:
    """The snapshot of an issue as its own date knew it, in no chain yet: its deals whole, of other deals only the
    figures its texts quote."""
    issue = archive.issues[name]
    listed = [deal.id for deal in then.deals_of(issue)]
    figures = {
        f"{known.deal}/{known.path}": known
        for deal in listed
        for known in then.deals[deal].figures.values()
        if known.claims
    }
    quotes: dict[str, str] = {}
    for reference, found in _quoted(archive, name, issue, then):
        # A derived value stands as long as the claims that it is made of do.
        used = found.inputs if isinstance(found, Derived) else (found.claim,)
        for claim in used:
            home = then.figure(claim.deal, claim.figure)
            if home:
                figures.setdefault(f"{home.deal}/{home.path}", home)
        if isinstance(found, lookup.Found) and _narrow(reference):
            quotes[reference.text.partition("|")[0].strip()] = found.claim.id
    pages = {report.source for known in figures.values() for claim in known.claims for report in claim.reports}
    told = texts(archive, name, then)
    return Snapshot(
        schema_=SCHEMA,
        issue=name,
        date=issue.date,
        previous=None,
        title=told["title"],
        titles={deal: told[f"{deal}/title"] for deal in listed if f"{deal}/title" in told},
        deals={deal: steps(then.deals[deal]) for deal in listed},
        figures={address: _figure(known) for address, known in figures.items()},
        sources={page: frozen_source(archive.sources[page]) for page in sorted(pages)},
        quotes=quotes,
        texts={field: digested(words) for field, words in told.items()},
        names=tuple(sorted({found for words in told.values() for text in words.values() for found in _named(text)})),
        forecasts={forecast.id: frozen_forecast(forecast) for forecast in forecasts(issue)},
        scored=issue.reconstructed is None,
    )


def forecasts(issue: Issue) -> tuple[Forecast, ...]:
    """Every forecast of an issue."""
    return tuple(forecast for section in issue.sections for forecast in section.forecasts)


def frozen_forecast(forecast: Forecast) -> FrozenForecast:
    """The parts of a forecast that may not change once it is published."""
    return FrozenForecast(
        claim=dict(forecast.claim.root),
        criteria=dict(forecast.criteria.root),
        probability=forecast.probability,
        resolves_by=forecast.resolves_by,
    )


def steps(deal: KnownDeal) -> tuple[FrozenStep, ...]:
    """The dated steps of a deal as a snapshot keeps them."""
    return tuple(FrozenStep(to=entry.to, date=str(entry.date)) for entry in deal.status if entry.date)


def texts(archive: Archive, name: str, then: Knowledge) -> dict[str, dict[str, str]]:
    """Every text that an issue prints, per language, by the name that a correction has for it.

    "title", "summary", "key_points", "nachricht.body", "gewinner.openai", and "openai-round-2026/title" of its deals.
    Forecasts have a record of their own. Answers and paid places come and go later, and are not here.
    """
    issue = archive.issues[name]
    found: dict[str, Words | Lines | None] = {"title": issue.title, "summary": issue.summary}
    found["key_points"] = issue.key_points
    if issue.mail:
        found |= {"mail.subject": issue.mail.subject, "mail.preheader": issue.mail.preheader}
    if issue.hero:
        found |= {"hero.alt": issue.hero.alt, "hero.caption": issue.hero.caption}
    for disclosure in issue.disclosures:
        found[f"disclosures.{disclosure.who}"] = disclosure.text
    for section in issue.sections:
        found |= {f"{section.key}.heading": section.heading, f"{section.key}.body": section.body}
        found |= {f"{section.key}.{verdict.org}": verdict.why for verdict in (*section.winners, *section.losers)}
    for deal in then.deals_of(issue):
        # Without all of the deal being known, an issue prints none of its texts.
        if deal.complete:
            found |= {f"{deal.id}/title": deal.record.title, f"{deal.id}/why": deal.record.why}
    told = {field: _by_language(words) for field, words in found.items() if words}
    for (folder, record, key, language), prose in archive.prose.items():
        if (folder, record) == ("briefings", name):
            told.setdefault(f"{key}.body", {})[language] = prose.text
    return told


def digested(words: Mapping[str, str]) -> dict[str, str]:
    """The digest of a text in each of its languages."""
    return {language: digests.of_text(text) for language, text in words.items()}


def frozen_source(source: Source) -> FrozenSource:
    """What of a page may not change in silence once readers were sent there."""
    return FrozenSource(publisher=source.publisher, url=source.url)


def in_names_of(text: str, once: Mapping[str, str]) -> str:
    """The text with the ids in its references as they once were; `once` has them by today's."""

    def before(reference: Reference) -> str:
        org, dot, what = (reference.figure or "").partition(".")
        figure = f"{once.get(org, org) if dot else org}{dot}{what}"
        rest = reference.text[len(reference.target) :]
        if reference.figure:
            rest = f"/{figure}{rest[1 + len(reference.figure) :]}"
        return f"[[{once.get(reference.target, reference.target)}{rest}]]"

    parts, end = [], 0
    for reference in markup.references(text):
        if reference.target and reference.text.startswith(reference.target):
            parts += [text[end : reference.start], before(reference)]
            end = reference.end
    return "".join([*parts, text[end:]])


def _by_language(words: Words | Lines) -> dict[str, str]:
    return {language: text if isinstance(text, str) else "\n".join(text) for language, text in words.root.items()}


def _named(text: str) -> Iterator[str]:
    """The ids that a text's references name; of a figure such as "amazon.amount" the organisation too."""
    for reference in markup.references(text):
        org, dot, _ = (reference.figure or "").partition(".")
        yield from filter(None, (reference.target, org if dot else ""))


def _quoted(
    archive: Archive, name: str, issue: Issue, then: Knowledge
) -> Iterator[tuple[Reference, lookup.Found | Derived]]:
    """Every figure that a text of the issue prints, in any language."""
    for text in _texts(archive, name, issue):
        for reference in markup.references(text):
            found = lookup.find(then, reference) if reference.figure else None
            if found:
                yield reference, found


def _texts(archive: Archive, name: str, issue: Issue) -> Iterator[str]:
    """Every text of the issue that may hold references, in all languages."""
    words: list[Words | Lines | None] = [issue.title, issue.summary, issue.key_points]
    for section in issue.sections:
        words += [section.heading, section.body, *(verdict.why for verdict in (*section.winners, *section.losers))]
        words += [text for forecast in section.forecasts for text in (forecast.claim, forecast.criteria)]
    for entry in words:
        for text in entry.root.values() if entry else ():
            yield from [text] if isinstance(text, str) else text
    yield from (prose.text for key, prose in archive.prose.items() if key[:2] == ("briefings", name))


def _narrow(reference: Reference) -> bool:
    """True if the reference chooses among the figure's claims by scope or basis, so that neither an id nor the shown
    claim tells which one it prints."""
    return reference.claim is None and (reference.scope is not None or reference.figure in lookup.BASES)


def _figure(known: KnownFigure) -> FrozenFigure:
    shown = known.shown
    bounds = shown.value.interval if shown else None
    return FrozenFigure(
        shown=shown.id if shown else None,
        value=str(shown.value) if shown else None,
        interval=FrozenInterval(
            low=_plain(bounds.low),
            high=None if bounds.high is None else _plain(bounds.high),
            low_open=bounds.low_open,
            high_open=bounds.high_open,
        )
        if bounds
        else None,
        claims={claim.id: _claim(claim) for claim in known.claims},
    )


def _claim(claim: KnownClaim) -> FrozenClaim:
    assert claim.known is not None, "an issue shows no undated claim"
    scope, basis, what = claim.group
    return FrozenClaim(
        value=str(claim.value),
        bound=claim.value.qualifier,
        scope=scope,
        basis=basis,
        what=what,
        known=claim.known,
        said=claim.record.said,
        origins=claim.origins,
        via=claim.reports[0].chain,
        src=tuple(report.source for report in claim.reports),
        printed=claim.record.printed,
        flag=claim.record.flag if claim.record.confirmed else None,
    )


def _plain(number: Decimal) -> Decimal:
    """Written without an exponent."""
    return Decimal(f"{number:f}")
