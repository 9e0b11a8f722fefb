"""Numbers that issues print and that one origin alone reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis import lookup
from generator.analysis.figures import KnownClaim, KnownFigure, exclude
from generator.analysis.origins import UNSTATED
from generator.content.records.deal import Status
from generator.content.records.figure import Scope
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.facts import Facts
from generator.rules.relayed import one_number
from generator.text import markup

OWN_WORD = ("filing", "company", "executive_on_record")
WORTH_ASKING = Decimal(100_000_000)
"""Smaller sums are often told by one page, and nothing is wrong with that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InIssues:
    """The amount or the valuation of a deal, with what issues print of it."""

    figure: KnownFigure
    """The figure as it is known today."""
    printed: frozenset[str]
    """The ids of those of its claims that an issue prints."""
    parties: frozenset[str]
    """Those of its origins that are organisations: their word about a deal is their own."""


def in_issues(facts: Facts, states: Collection[Status]) -> Iterator[InIssues]:
    """The amounts and valuations that issues print of deals in one of these states."""
    printed = set(_printed(facts))
    for figure in every_figure(facts):
        if figure.path in ("amount", "valuation") and facts.today.deals[figure.deal].state in states:
            origins = {origin for claim in figure.claims for origin in claim.origins}
            yield InIssues(
                figure=figure,
                printed=frozenset(name for deal, path, name in printed if (deal, path) == (figure.deal, figure.path)),
                parties=frozenset(origin for origin in origins if origin in facts.archive.organisations),
            )


def lone(row: InIssues, scopes: Collection[Scope]) -> Iterator[tuple[KnownClaim, str]]:
    """The large claims of these scopes that an issue prints, without a second origin or a party's own word; and on
    what they rest, in words."""
    for claim in unflagged(row.figure.claims):
        large = claim.value.low is not None and claim.value.low >= WORTH_ASKING
        stated = _stated(claim, row.figure) - {UNSTATED}
        own_word = claim.record.said in OWN_WORD or bool(stated & row.parties)
        if large and claim.id in row.printed and claim.record.scope in scopes and not own_word and len(stated) < 2:
            named = [origin for origin in claim.origins if origin != UNSTATED]
            yield claim, f"one origin, '{named[0]}'" if named else "pages that do not state their origin"


def _stated(claim: KnownClaim, figure: KnownFigure) -> set[str]:
    """Whose reports bear a claim out: its own origins, and those of the claims beside it that say nothing against it.

    Who says another number is no second voice for this one, nor is who says none.
    """
    beside = unflagged(figure.group_of(claim).claims)
    agree = [other for other in beside if other is claim or one_number(claim, other) or not exclude(claim, other)]
    return {origin for other in agree for origin in other.origins}


def _printed(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Deal, figure and claim of every number that an issue's texts print, and of the amount of its lead."""
    for text in facts.texts():
        for reference in markup.references(text.prose.text) if text.issue else ():
            found = lookup.find(facts.knowledge(text), reference)
            if isinstance(found, lookup.Found):
                yield found.claim.deal, found.claim.figure, found.claim.id
    for name, issue in facts.archive.issues.items():
        figure = facts.then[name].figure(issue.lead, "amount") if issue.lead else None
        if figure and figure.shown:
            yield figure.deal, figure.path, figure.shown.id
