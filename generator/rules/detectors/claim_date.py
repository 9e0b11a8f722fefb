"""Numbers that are of another day than the pages that print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.figures import KnownClaim
from generator.content.records.deal import Deal
from generator.content.records.figure import WHOLE_SCOPES, Claim, Scope
from generator.rules.comparisons import every_figure
from generator.rules.days import CLOSE, Span, far_from_all, is_vague, published, span, year_before, year_off
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts

HINT = "correct the day, in the claim or in the source; a number of an earlier deal has scope previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedClaim:
    """A claim that says of which day it is."""

    claim: KnownClaim
    """The claim."""
    day: Span
    """Its day."""
    pages: tuple[Span, ...]
    """The days of those pages that print it and bear one."""
    undated: bool
    """Whether another page that prints it bears none, and so may be of any day."""
    story: tuple[Span, ...]
    """The days of what else is known of the deal: its steps, its other claims, the pages of these."""


def check(row: DatedClaim) -> Iterator[Finding]:
    """A claim is not of a later day than every page that prints it; nor is it of the year before, if it speaks of the
    deal itself and nothing else in the deal is that old.

    A number of what stood beside the deal may be old, but hardly of the very day a year before its page. Where no page
    bears a date, everything else in the deal has to be a year younger.
    """
    when = row.claim.record.as_of
    if row.pages and not row.undated and all(row.day.after(page) > 1 for page in row.pages):
        latest = max(page.last for page in row.pages)
        yield at_claim(row.claim, f"is of {when}, after every page that prints it: the latest is of {latest}", HINT)
        return
    again = year_before(row.day, row.pages) if row.claim.record.scope in _scopes(row.day) else ""
    if any(row.day.apart(day) <= CLOSE for day in row.story if not (again and is_vague(day) and not is_vague(row.day))):
        return
    if row.claim.record.scope not in (*WHOLE_SCOPES, "part") and not again:
        return
    year = year_off(row.day, (*row.pages, *row.story))
    likely = f"; {year} may be meant" if year else ""
    if far_from_all(row.day, row.pages):
        first = min(page.first for page in row.pages)
        yield at_claim(
            row.claim, f"is of {when}, a year before the first page that prints it, of {first}{likely}", HINT
        )
    elif year and not row.pages and far_from_all(row.day, row.story):
        yield at_claim(row.claim, f"is of {when}, a year off everything else in the deal{likely}", HINT)


def _scopes(day: Span) -> tuple[Scope, ...]:
    """What a claim may be of that is not of the same day a year before its page by chance: a month is easily hit."""
    own: tuple[Scope, ...] = (*WHOLE_SCOPES, "part", "related")
    return own if day.first != day.last else (*own, "holding", "cumulative")


def _rows(facts: Facts, name: str) -> Iterator[DatedClaim]:
    for figure in every_figure(facts, name):
        deal = facts.today.deals[name].record
        for claim in figure.claims:
            if claim.record.as_of is None or claim.record.flag is not None:
                continue
            pages = [published(facts.archive.sources[name]) for name in claim.record.src or deal.src]
            known = [page for page in pages if page]
            yield DatedClaim(
                claim=claim,
                day=span(claim.record.as_of),
                pages=tuple(known),
                undated=len(known) < len(pages),
                story=tuple(_story(facts, deal, claim.record)),
            )


def _story(facts: Facts, deal: Deal, besides: Claim) -> Iterator[Span]:
    yield from (span(step.date) for step in deal.status if step.date)
    for place in deal.figures():
        for claim in place.record.claims:
            if claim is besides:
                continue
            if claim.as_of:
                yield span(claim.as_of)
            yield from filter(None, (published(facts.archive.sources[name]) for name in claim.src or deal.src))


def _claim(fields: str, step: str = "2026-01-30") -> str:
    return f"amount: {{id: a, value: 500mn USD, src: agency, {fields}}}\nstatus: [{{to: announced, date: {step}}}]\n"


DETECTOR = Detector(
    code="claim-date",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a number of a day after its page",
            _claim("as_of: 2026-05-30"),
            told=("{id: a",),
            says="after every page that prints it: the latest is of 2026-01-30",
        ),
        Example(
            "a number of the year before",
            _claim("as_of: 2025-01-30"),
            told=("{id: a",),
            says="2026 may be meant",
        ),
        Example(
            "a number of the year before on a page without a date",
            _claim("as_of: 2025-01-30").replace("agency", "via-weekly-undated"),
            told=("{id: a",),
            says="a year off everything else in the deal; 2026 may be meant",
        ),
        Example("a day west of the page's", _claim("as_of: 2026-01-31")),
        Example("the month of the page", _claim("as_of: 2026-01")),
        Example("a number of an earlier deal", _claim("as_of: 2024-12-31, scope: holding")),
        Example(
            "what somebody holds, on the very day a year before the page",
            _claim("as_of: 2025-01-30, scope: holding"),
            told=("{id: a",),
            says="2026 may be meant",
        ),
        Example(
            "the very day a year before the page, in a deal of which only the year is known",
            _claim("as_of: 2025-01-30", '"2025"'),
            told=("{id: a",),
        ),
        Example("the month a year before the page", _claim("as_of: 2025-01, scope: holding")),
        Example("a page that looks back at a deal of the year before", _claim("as_of: 2025-01-30", "2025-01-28")),
        Example("a few months before the page", _claim("as_of: 2025-09-30")),
        Example(
            "a page without a date may be later",
            _claim("as_of: 2026-05-30").replace("agency", "[agency, via-weekly-undated]"),
        ),
    ),
)
