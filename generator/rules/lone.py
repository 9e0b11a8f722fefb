"""Numbers that issues print and that one origin alone reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis import lookup
from generator.analysis.figures import KnownClaim, KnownFigure, exclude
from generator.analysis.origins import UNSTATED
from generator.content.indexes import indexes_of
from generator.content.records.deal import Status
from generator.content.records.figure import Scope
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.facts import Facts
from generator.rules.relayed import one_number
from generator.text.markup import Reference

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


def in_issues(facts: Facts, name: str, states: Collection[Status]) -> Iterator[InIssues]:
    """The amount and the valuation that issues print of a deal, if it is in one of these states."""
    if facts.today.deals[name].state not in states:
        return
    printed = facts.once(_printed, "deals", name)
    for figure in every_figure(facts, name):
        if figure.path in ("amount", "valuation"):
            origins = {origin for claim in figure.claims for origin in claim.origins}
            yield InIssues(
                figure=figure,
                printed=frozenset(claim for path, claim in printed if path == figure.path),
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


def _printed(facts: Facts, name: str) -> frozenset[tuple[str, str]]:
    """Figure and claim of every number of a deal that an issue's texts print, or that is the amount of its lead."""
    # A text may reach them by another deal, in which a participant's amount is this deal's.
    deals = {name, *indexes_of(facts.archive).naming.get(name, ())}
    issues = {issue for deal in deals for issue in facts.index(_speaking_of).get(deal, ())}
    found = [claim for issue in sorted(issues) for claim in _printed_in(facts, issue, deals)]
    return frozenset((claim.figure, claim.id) for claim in found if claim.deal == name)


def _printed_in(facts: Facts, issue: str, deals: Collection[str]) -> Iterator[KnownClaim]:
    """The claims that an issue prints where it speaks of these deals."""
    then, spoken = facts.then[issue], facts.once(_references, "briefings", issue)
    for reference in (reference for deal in deals for reference in spoken.get(deal, ())):
        found = lookup.find(then, reference)
        if isinstance(found, lookup.Found):
            yield found.claim
    lead = facts.archive.issues[issue].lead
    figure = then.figure(lead, "amount") if lead and lead in deals else None
    if figure and figure.shown:
        yield figure.shown


def _references(facts: Facts, issue: str) -> Mapping[str, Sequence[Reference]]:
    """The references of an issue's texts, by what they refer to."""
    found: dict[str, list[Reference]] = {}
    for text in facts.texts_of("briefings", issue):
        for reference in text.references:
            found.setdefault(reference.target, []).append(reference)
    return found


def _speaking_of(facts: Facts) -> Iterator[tuple[str, str]]:
    """The issues that refer to each deal, or are about it."""
    for name, issue in facts.archive.issues.items():
        leads = (issue.lead,) if issue.lead else ()
        for deal in {*facts.once(_references, "briefings", name), *leads}:
            yield deal, name
