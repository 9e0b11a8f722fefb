"""Bounds that a page turned round as it passed a number on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.comparisons import Measured, every_measure
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.turned import turned_bounds

HINT = "read both pages again; if you agree: flag: bound_flipped, and confirmed: {by: <author>, date: <day>}"


def check(row: Measured) -> Iterator[Finding]:
    """A page that passes on "up to 50" does not say "at least 50".

    Where two pages are equally near to the origin, nobody is blamed: one of the two is turned round. Nor where one does
    not say whose number it passes on.
    """
    for found in turned_bounds(row):
        yield at_claim(found.claim, found.message, HINT)


DETECTOR = Detector(
    code="bound-flipped",
    rows=every_measure,
    check=check,
    examples=(
        Example(
            "an upper bound that became a lower one on the way",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: via-weekly}
            """,
            told=("{id: b",),
            says="flag: bound_flipped",
        ),
        Example(
            "a relay nearer to the origin is believed more than one further away",
            """
            amount:
              claims:
                - {id: a, value: over 50bn USD, src: via-agency}
                - {id: b, value: under 50bn USD, src: via-weekly}
            """,
            told=("{id: b",),
            says="the bound is turned round",
        ),
        Example(
            "two origins may disagree about a bound",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: daily}
            """,
        ),
        Example(
            "an undated page is as old as its origin's first one",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: via-weekly-undated}
            """,
            told=("{id: b",),
            says="the bound is turned round",
        ),
        Example(
            "two pages equally far from their origin",
            """
            amount:
              claims:
                - {id: a, value: over 50bn USD, src: via-agency}
                - {id: b, value: under 50bn USD, src: also-via-agency}
            """,
            told=("{id: b",),
            says="one of the two is turned round",
        ),
        Example(
            "the origin's own page against a relay, and a further page that has it right",
            """
            amount:
              claims:
                - {id: a, value: at least 50bn USD, src: via-agency}
                - {id: b, value: up to 50bn USD, src: via-weekly}
                - {id: c, value: up to 50bn USD, src: agency}
            """,
            told=("{id: a",),
            says="(up to 50bn USD): the bound is turned round",
        ),
        Example(
            "two further pages against a nearer one",
            """
            amount:
              claims:
                - {id: a, value: at least 50bn USD, src: via-agency}
                - {id: b, value: up to 50bn USD, src: via-weekly}
                - {id: c, value: under 50bn USD, src: via-weekly-undated}
            """,
            told=("{id: a",),
            says="one of the two is turned round",
        ),
        Example(
            "a nearer page against a further one that another origin bears out",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: [via-weekly, daily]}
                - {id: b, value: at least 50bn USD, src: via-agency}
            """,
            told=("{id: b",),
            says="one of the two is turned round",
        ),
        Example(
            "a page that passes on two origins at once may have it from the other",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: both}
                - {id: b, value: at least 50bn USD, src: via-weekly}
            """,
            told=("{id: b",),
            says="one of the two is turned round",
            files={
                "sources/both.yml": "publisher: daily\nlabel: Seite\nkind: original\npublished: 2026-01-30\n"
                "origins: [agency, labs]\n"
            },
        ),
        Example(
            "a number that was rounded on the way",
            """
            amount:
              claims:
                - {id: a, value: up to 49.8bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: via-agency}
            """,
            told=("{id: b",),
        ),
        Example(
            "a number that was converted on the way",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 42bn EUR, src: via-agency}
            """,
            told=("{id: b",),
        ),
        Example(
            "converted on the way, by a page without a date",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: over 42bn EUR, src: via-weekly-undated}
            """,
            told=("{id: b",),
        ),
        Example(
            "a relay that leaves out the basis, three weeks later",
            """
            valuation:
              claims:
                - {id: a, value: at least 50bn USD, src: agency, basis: post_money}
                - {id: b, value: up to 50bn USD, src: later, basis: unstated}
            """,
            told=("{id: b",),
            files={
                "sources/later.yml": "publisher: weekly\nlabel: Seite\nkind: original\npublished: 2026-02-20\n"
                "via: [agency]\n"
            },
        ),
        Example(
            "a page that does not say whose number it is, and bounds it as nobody else does",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: no-origin}
            """,
            told=("{id: b",),
            says="does not say whose number it is, and 'agency' gives it as 'a'",
        ),
        Example(
            "a page that does not say whose number it is may have it from one of two who disagree",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: daily}
                - {id: c, value: over 50bn USD, src: no-origin}
            """,
        ),
        Example(
            "what was wanted at most, and what was agreed at least",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency, scope: sought}
                - {id: b, value: at least 50bn USD, src: via-agency}
            """,
        ),
        Example(
            "two bounds of one side",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: under 50bn USD, src: via-agency}
            """,
        ),
        Example(
            "a range that its origin gave in two steps",
            """
            amount:
              claims:
                - {id: a, value: at least 40bn USD, src: agency}
                - {id: b, value: up to 50bn USD, src: via-agency}
            """,
        ),
        Example(
            "a later report of one origin may be a new one",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: agency}
                - {id: b, value: at least 50bn USD, src: via-weekly-in-march}
            """,
        ),
        Example(
            "pages that do not state their origin need not have the same",
            """
            amount:
              claims:
                - {id: a, value: up to 50bn USD, src: no-origin}
                - {id: b, value: at least 50bn USD, src: mirror}
            """,
        ),
    ),
)
