"""Amounts a month or a year that do not make their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.content.records.base import Translated
from generator.content.records.figure import WHOLE_SCOPES
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.wording import about, named
from generator.text.money import Interval

MARGIN = Decimal("1.25")
"""How many times one may be the other: rents rise by some per cent a year, and a contract begins with less. The slips,
a year's amount for the total or a month's for a year's, are larger."""
PERIODS = {
    1: r"month|monat|mensu|mois",
    3: r"quarter|quartal|trimest",
    6: r"half[- ]?year|halbjahr|semest",
    12: r"year|annual|annum|jahr|jähr|annuel|\ban\b",
}
"""How many months a period has, by the words for it in English, German and French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalments:
    """An amount that recurs, and the totals that it should make."""

    recurring: KnownClaim
    """The claim about what is paid each time."""
    totals: tuple[KnownClaim, ...]
    """The claims about the total."""
    months: int | None
    """How long the contract runs, in months; None if nobody says."""
    periods: tuple[int, ...]
    """How many months each payment may be for: one number if the words for it say so, else every usual one."""


def check(row: Instalments) -> Iterator[Finding]:
    """What is paid each month or year makes the total over the term, and never is more than the total.

    Told at the recurring amount if it makes none of the totals, at a total that it does not make if it makes another.
    """
    each = row.recurring.compared
    if each is None or not row.totals:
        return
    fitting = [total for total in row.totals if total.compared and _makes(each, total.compared, row)]
    if not fitting:
        yield _finding(row.recurring, row.totals[0], row)
        return
    for total in row.totals:
        if total not in fitting and total.record.scope == "headline":
            yield _finding(total, row.recurring, row)


def _makes(each: Interval, total: Interval, row: Instalments) -> bool:
    """Whether payments of one of the periods may make the total."""
    if row.months is None:
        return total.high is None or each.low <= total.high
    sums = [each.times(Decimal(row.months) / period) for period in row.periods if period <= row.months]
    return not sums or any(_are_near(one, total) for one in sums)


def _are_near(one: Interval, other: Interval) -> bool:
    def below(low: Interval, high: Interval) -> bool:
        return low.high is not None and low.high * MARGIN < high.low

    return not below(one, other) and not below(other, one)


def _finding(claim: KnownClaim, other: KnownClaim, row: Instalments) -> Finding:
    each = row.recurring.value
    amount = each.high or each.low or Decimal(0)
    hint = "is it for another period, or is a year's amount given as the total? correct the claim, or duration_months"
    if row.months is None:
        return at_claim(claim, f"does not fit {named(other)}: a payment is never more than the total", hint)
    names = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
    made = [
        f"{names[period]} {about(amount * row.months / period, each.unit)}"
        for period in row.periods
        if period <= row.months
    ]
    message = f"does not fit {named(other)}: {named(row.recurring)} makes {' or '.join(made)} in {row.months} months"
    return at_claim(claim, message, hint)


def _rows(facts: Facts, name: str) -> Iterator[Instalments]:
    for figure in every_figure(facts, name):
        deal = facts.today.deals[name].record
        totals = _of(figure, WHOLE_SCOPES)
        for claim in _of(figure, ("recurring",)):
            words = deal.parts.get(claim.record.what or "")
            periods = _periods(claim.record.what or "", words)
            yield Instalments(recurring=claim, totals=totals, months=deal.duration_months, periods=periods)


def _of(figure: KnownFigure, scopes: Sequence[str]) -> tuple[KnownClaim, ...]:
    return tuple(claim for claim in unflagged(figure.claims) if claim.record.scope in scopes and claim.compared)


def _periods(key: str, words: Translated | None) -> tuple[int, ...]:
    """How many months a payment is for, by the key of its part and the words for it."""
    text = " ".join([key.replace("-", " ").replace("_", " "), *(words.root.values() if words else ())]).lower()
    named_ = [months for months, pattern in PERIODS.items() if re.search(pattern, text)]
    # "half-year" has a year in it.
    return (named_[0],) if named_ else tuple(PERIODS)


DETECTOR = Detector(
    code="instalments-mismatch",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a month's rent that makes another total",
            """
            kind: compute_contract
            duration_months: 42
            amount:
              claims:
                - {id: a, value: 6.3bn USD, src: agency}
                - {id: b, value: 15mn USD, src: daily, scope: recurring, what: rent}
            parts: {rent: {de: monatliche Miete, en: monthly rent}}
            """,
            told=("{id: b",),
            says="makes monthly about 630mn USD in 42 months",
        ),
        Example(
            "five years' worth given as a year's, with nothing that says the period",
            """
            kind: cloud_contract
            duration_months: 60
            amount:
              claims:
                - {id: a, value: 300bn USD, src: agency}
                - {id: b, value: 300bn USD, src: daily, scope: recurring, what: rate}
            parts: {rate: {de: Rate, en: rate}}
            """,
            told=("{id: b",),
        ),
        Example(
            "a year's amount given as the total",
            """
            kind: cloud_contract
            duration_months: 60
            amount:
              claims:
                - {id: a, value: 300bn USD, src: agency}
                - {id: c, value: about 58bn USD, src: no-origin}
                - {id: b, value: 60bn USD, src: agency, scope: recurring, what: yearly}
            parts: {yearly: {de: im Jahr, en: a year}}
            """,
            told=("{id: c",),
        ),
        Example(
            "more each time than in all",
            """
            kind: compute_contract
            amount:
              claims:
                - {id: a, value: 1.2bn USD, src: agency}
                - {id: b, value: 12bn USD, src: daily, scope: recurring, what: rent}
            parts: {rent: {de: Miete, en: rent}}
            """,
            told=("{id: b",),
        ),
        Example(
            "rents that rise, and a rounded total",
            """
            kind: compute_contract
            duration_months: 120
            amount:
              claims:
                - {id: a, value: over 11bn USD, src: agency}
                - {id: b, value: 1bn USD, src: daily, scope: recurring, what: rent}
            parts: {rent: {de: Jahresmiete, en: annual rent}}
            """,
        ),
        Example(
            "a year's contract costs in a year what it costs",
            """
            kind: compute_contract
            duration_months: 12
            amount:
              claims:
                - {id: a, value: 1bn USD, src: agency}
                - {id: b, value: about 1bn USD, src: daily, scope: recurring, what: rent}
            parts: {rent: {de: Jahresmiete, en: annual rent}}
            """,
        ),
        Example(
            "no term is known",
            """
            kind: compute_contract
            amount:
              claims:
                - {id: a, value: 6.3bn USD, src: agency}
                - {id: b, value: 150mn USD, src: daily, scope: recurring, what: rent}
            parts: {rent: {de: monatliche Miete, en: monthly rent}}
            """,
        ),
    ),
)
