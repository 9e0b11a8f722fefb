"""Large amounts that an issue prints as agreed and that one origin alone reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis import lookup
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.origins import UNSTATED
from generator.content.records.deal import STATUS_ORDER
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.text import markup

AGREED = STATUS_ORDER[STATUS_ORDER.index("announced") :]
"""The states of a deal that somebody has announced."""
OWN_WORD = ("filing", "company", "executive_on_record")
WORTH_ASKING = Decimal(100_000_000)
"""Smaller sums are often told by one page, and nothing is wrong with that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InIssues:
    """The amount or the valuation of an announced deal, with what issues print of it."""

    figure: KnownFigure
    """The figure as it is known today."""
    printed: frozenset[str]
    """The ids of those of its claims that an issue prints."""
    parties: frozenset[str]
    """Those of its origins that are organisations: their word about a deal is their own."""


def check(row: InIssues) -> Iterator[Finding]:
    """An amount or valuation of 100 million or more that an issue prints as agreed has two origins, or a party's word.

    Deals that nobody has announced are left out: talks are told by one source more often than not.
    """
    for claim in unflagged(row.figure.claims):
        stated = {voice.origin for voice in row.figure.group_of(claim).voices} - {UNSTATED}
        own_word = claim.record.said in OWN_WORD or bool(stated & row.parties)
        if _worth_asking(claim, row) and not own_word and len(stated) < 2:
            named = [origin for origin in claim.origins if origin != UNSTATED]
            rests = f"one origin, '{named[0]}'" if named else "pages that do not state their origin"
            hint = "find a second report or the party's own word; or say in the text who says it, and ignore this"
            yield at_claim(claim, f"is printed in an issue and rests on {rests}", hint)


def _worth_asking(claim: KnownClaim, row: InIssues) -> bool:
    large = claim.value.low is not None and claim.value.low >= WORTH_ASKING
    return large and claim.id in row.printed and claim.record.scope == "headline"


def _rows(facts: Facts) -> Iterator[InIssues]:
    printed = set(_printed(facts))
    for figure in every_figure(facts):
        if figure.path in ("amount", "valuation") and facts.today.deals[figure.deal].state in AGREED:
            origins = {origin for claim in figure.claims for origin in claim.origins}
            yield InIssues(
                figure=figure,
                printed=frozenset(name for deal, path, name in printed if (deal, path) == (figure.deal, figure.path)),
                parties=frozenset(origin for origin in origins if origin in facts.archive.organisations),
            )


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


ISSUE = """\
date: 2026-01-30
status: published
title: {de: Geld für Labs, en: Money for Labs}
summary: {de: Eine Runde., en: A round.}
deals: [x]
sections:
  - {kind: news, id: news, heading: {de: Neues, en: News}, body: {de: "[[x/amount]]", en: "[[x/amount]]"}}
"""
ANOTHER = ISSUE.replace("x/amount", "x/amount#b")
PATH = "briefings/2026-01-30-labs/briefing.yml"

DETECTOR = Detector(
    code="single-origin",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a large amount of one origin in an issue",
            """
            amount: {id: a, value: 500mn USD, src: via-agency}
            date: 2026-01-30
            """,
            told=("{id: a",),
            says="rests on one origin, 'agency'",
            files={PATH: ISSUE},
        ),
        Example(
            "a small sum",
            """
            amount: {id: a, value: 5mn USD, src: agency}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "two origins",
            """
            amount: {id: a, value: 500mn USD, src: [agency, daily]}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "the company's own release",
            """
            amount: {id: a, value: 500mn USD, src: release}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "the company said it to the agency",
            """
            amount: {id: a, value: 500mn USD, src: agency, said: company}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "what is only sought",
            """
            amount: {id: a, value: 500mn USD, src: agency, scope: sought}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "the issue prints another claim of the figure",
            """
            amount:
              claims:
                - {id: a, value: 500mn USD, src: agency}
                - {id: b, value: 900mn USD, src: agency, scope: related, what: other}
            date: 2026-01-30
            parts: {other: {de: anderes, en: other}}
            """,
            files={PATH: ANOTHER},
        ),
        Example(
            "no issue prints it",
            """
            amount: {id: a, value: 500mn USD, src: agency}
            date: 2026-01-30
            """,
        ),
    ),
)
