"""The snapshot of an issue: what its own date knew of its deals, and what its texts say.

A snapshot follows from the content and the issue's date alone. So an issue that is not frozen yet can be compared with
an earlier one all the same, and a frozen one can be compared with itself.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    FrozenStep,
)
from generator.text import markup
from generator.text.markup import Reference


def freeze(archive: Archive, name: str, then: Knowledge) -> Snapshot:
    """The snapshot of an issue as its own date knew it: its deals whole, of other deals only the figures its texts
    quote."""
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
    return Snapshot(
        schema_=SCHEMA,
        issue=name,
        date=issue.date,
        deals={deal: steps(then.deals[deal]) for deal in listed},
        figures={address: _figure(known) for address, known in figures.items()},
        quotes=quotes,
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
    return FrozenClaim(value=str(claim.value), scope=scope, basis=basis, what=what, known=claim.known)


def _plain(number: Decimal) -> Decimal:
    """Written without an exponent."""
    return Decimal(f"{number:f}")
