"""Large amounts that an issue prints of talks and that rest on one leak."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.records.deal import STATUS_ORDER
from generator.content.records.figure import Scope
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.lone import InIssues, in_issues, lone

SCOPES: tuple[Scope, ...] = ("headline", "sought")
TALKS = STATUS_ORDER[: STATUS_ORDER.index("announced")]
"""The states of a deal that nobody has announced."""
HINT = "name in the text who says it; a second report would make it firmer"


def check(row: InIssues) -> Iterator[Finding]:
    """An amount or valuation of 100 million or more that an issue prints of talks may rest on one leak: readers should
    hear whose."""
    for claim, rests in lone(row, SCOPES):
        yield at_claim(claim, f"is printed in an issue, of talks, and rests on {rests}", HINT)


def _rows(facts: Facts, name: str) -> Iterator[InIssues]:
    yield from in_issues(facts, name, TALKS)


ISSUE = """\
date: 2026-01-30
status: published
title: {de: Geld für Labs, en: Money for Labs}
summary: {de: Eine Runde., en: A round.}
deals: [x]
sections:
  - {kind: news, id: news, heading: {de: Neues, en: News}, body: {de: "[[x/amount]]", en: "[[x/amount]]"}}
"""
PATH = "briefings/2026-01-30-labs/briefing.yml"


def _talks(claims: str, to: str = "in_talks", day: str = "2026-06-20") -> str:
    return f"amount: {claims}\nstatus: [{{to: {to}, date: {day}}}]\n"


LEAK = "{id: a, value: 500mn USD, src: agency, scope: sought, said: anonymous}"

DETECTOR = Detector(
    code="talks-single-origin",
    rows=_rows,
    check=check,
    severity="notice",
    examples=(
        Example(
            "talks that one page tells of",
            _talks(LEAK),
            told=("{id: a",),
            says="of talks, and rests on one origin, 'agency'",
            files={PATH: ISSUE},
        ),
        Example("a rumour", _talks(LEAK, "rumoured"), told=("{id: a",), files={PATH: ISSUE}),
        Example(
            "a term sheet",
            _talks(LEAK.replace("sought", "headline"), "term_sheet"),
            told=("{id: a",),
            files={PATH: ISSUE},
        ),
        Example("two leaks", _talks(LEAK.replace("agency", "[agency, daily]")), files={PATH: ISSUE}),
        Example("the company said it", _talks(LEAK.replace("anonymous", "company")), files={PATH: ISSUE}),
        Example("a small sum", _talks(LEAK.replace("500", "50")), files={PATH: ISSUE}),
        Example("talks that came to something", _talks(LEAK, "announced"), files={PATH: ISSUE}),
        Example("no issue prints it", _talks(LEAK)),
    ),
)
