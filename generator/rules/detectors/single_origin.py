"""Large amounts that an issue prints as agreed and that one origin alone reports."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.records.deal import STATUS_ORDER
from generator.content.records.figure import Scope
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.lone import InIssues, in_issues, lone

SCOPES: tuple[Scope, ...] = ("headline",)
AGREED = STATUS_ORDER[STATUS_ORDER.index("announced") :]
"""The states of a deal that somebody has announced."""
HINT = "find a second report or the party's own word; or say in the text who says it, and ignore this"


def check(row: InIssues) -> Iterator[Finding]:
    """An amount or valuation of 100 million or more that an issue prints as agreed has two origins, or a party's word.

    An origin that says another number does not bear this one out. Talks have a notice of their own.
    """
    for claim, rests in lone(row, SCOPES):
        yield at_claim(claim, f"is printed in an issue and rests on {rests}", HINT)


def _rows(facts: Facts, name: str) -> Iterator[InIssues]:
    yield from in_issues(facts, name, AGREED)


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
            "an origin that says another number",
            """
            amount:
              claims:
                - {id: a, value: 500mn USD, src: agency, said: anonymous_multiple}
                - {id: b, value: 900mn USD, src: daily}
            date: 2026-01-30
            """,
            told=("{id: a",),
            says="rests on one origin, 'agency'",
            files={PATH: ISSUE},
        ),
        Example(
            "an origin that does not say how much",
            """
            amount:
              claims:
                - {id: a, value: 500mn USD, src: agency}
                - {id: b, value: undisclosed, src: daily}
            date: 2026-01-30
            """,
            told=("{id: a",),
            files={PATH: ISSUE},
        ),
        Example(
            "an origin that rounds",
            """
            amount:
              claims:
                - {id: a, value: 498mn USD, src: agency, said: anonymous_multiple}
                - {id: b, value: 0.5bn USD, src: daily}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "an origin that leaves it open",
            """
            amount:
              claims:
                - {id: a, value: 500mn USD, src: agency, said: anonymous_multiple}
                - {id: b, value: at least 400mn USD, src: daily}
            date: 2026-01-30
            """,
            files={PATH: ISSUE},
        ),
        Example(
            "what is only sought",
            """
            amount: {id: a, value: 500mn USD, src: agency, scope: sought}
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
