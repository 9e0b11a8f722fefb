"""Steps of a deal that are of another day than everything that tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.known import KnownDeal
from generator.content.records.deal import StatusEntry
from generator.rules.days import CLOSE, Span, far_from_all, published, span, year_off
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts
from generator.text.dates import PartialDate

HINT = "correct the day, or name the page that tells of it under src"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A dated step of a deal, with what it can be held against."""

    deal: KnownDeal
    """The deal."""
    index: int
    """Its place among the steps of the file, from 0."""
    entry: StatusEntry
    """The step as it was written."""
    day: Span
    """Its day."""
    own: tuple[Span, ...]
    """The days of the pages that the step names; () if it names none, or one bears no date."""
    pages: tuple[Span, ...]
    """The days of all pages that the deal names."""
    steps: tuple[Span, ...]
    """The days of the deal's other steps."""
    claims: tuple[Span, ...]
    """The days of which its claims are, where they say so."""
    founded: PartialDate | None
    """When the deal's subject was founded; None if nobody wrote it down."""


def check(row: Step) -> Iterator[Finding]:
    """A step lies after its company was founded, not after every page that it names, and not a year off all pages.

    A page may look back at a deal: a step far from all pages is asked about only if another year would bring it close
    to one, and nothing else in the deal is of its time. Where no page bears a date, two claims have to say so.
    """
    said = f"'{row.entry.to}' is of {row.entry.date}"
    if row.founded and span(row.founded).after(row.day):
        subject = row.deal.record.subject
        yield _finding(row, f"{said}, before '{subject}' was founded ({row.founded})", "correct one of the two")
    elif row.own and all(row.day.after(page) > 1 for page in row.own):
        latest = max(page.last for page in row.own)
        hint = f"{HINT}; what a page only expects stands under `expected`"
        yield _finding(row, f"{said}, after every page that tells of it: the latest is of {latest}", hint)
    elif not any(row.day.apart(day) <= CLOSE for day in (*row.steps, *row.claims, *row.pages)):
        # A step whose own page bears no day may be of any: the deal's other pages tell of something else.
        told = row.own or (() if row.entry.src else row.pages)
        others = told or (row.claims if len(row.claims) > 1 else ())
        year = year_off(row.day, others) if far_from_all(row.day, others) else ""
        if year:
            what = "page that tells of it" if told else "claim that says its day"
            yield _finding(row, f"{said}, a year off every {what}; {year} may be meant", HINT)


def _finding(row: Step, message: str, hint: str) -> Finding:
    return Finding(
        record=f"deals/{row.deal.id}", way=("status", row.index), about=row.entry.to, message=message, hint=hint
    )


def _rows(facts: Facts) -> Iterator[Step]:
    for deal in facts.today.deals.values():
        record = deal.record
        claims = [claim for place in record.figures() for claim in place.record.claims]
        named = {*record.src}.union(*(entry.src for entry in record.status), *(claim.src for claim in claims))
        for index, entry in enumerate(record.status):
            if entry not in deal.status or entry.date is None:
                continue
            own = _days(facts, entry.src)
            others = [step.date for step in record.status if step.date and step.to != entry.to]
            yield Step(
                deal=deal,
                index=index,
                entry=entry,
                day=span(entry.date),
                own=own if len(own) == len(entry.src) else (),
                pages=_days(facts, sorted(named)),
                steps=tuple(map(span, others)),
                claims=tuple(span(claim.as_of) for claim in claims if claim.as_of),
                founded=facts.archive.organisations[record.subject].founded,
            )


def _days(facts: Facts, names: tuple[str, ...] | list[str]) -> tuple[Span, ...]:
    return tuple(filter(None, (published(facts.archive.sources[name]) for name in names)))


def _deal(status: str) -> str:
    return f"amount: {{id: a, value: 500mn USD, src: agency}}\nstatus: [{status}]\n"


def _founded(when: str) -> dict[str, str]:
    return {"organisations/labs.yml": f"name: Labs\nkind: ai_lab\nfounded: {when}\nreporting_currency: USD\n"}


DETECTOR = Detector(
    code="status-date",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "an announcement of the year before",
            _deal("{to: announced, date: 2025-01-30}"),
            told=("{to: announced",),
            says="a year off every page that tells of it; 2026 may be meant",
        ),
        Example(
            "an announcement before the company was founded",
            _deal("{to: announced, date: 2026-01-30}"),
            told=("{to: announced",),
            says="before 'labs' was founded (2026-02)",
            files=_founded("2026-02"),
        ),
        Example(
            "a step after the page that tells of it",
            _deal("{to: announced, date: 2026-01-30}, {to: closed, date: 2026-03-31, src: agency}"),
            told=("{to: closed",),
            says="after every page that tells of it: the latest is of 2026-01-30",
        ),
        Example(
            "an announcement of the year before, told by pages without a date",
            "amount: {id: a, value: 500mn USD, src: via-weekly-undated, as_of: 2026-01-30}\n"
            "valuation: {id: b, value: 9bn USD, src: via-weekly-undated, as_of: 2026-01-30}\n"
            "status: [{to: announced, date: 2025-01-30}]\n",
            told=("{to: announced",),
            says="a year off every claim that says its day; 2026 may be meant",
        ),
        Example("the day of the page", _deal("{to: announced, date: 2026-01-30, src: agency}")),
        Example("the month of the page", _deal("{to: announced, date: 2026-01, src: agency}")),
        Example("a day later in the west", _deal("{to: announced, date: 2026-01-31, src: agency}")),
        Example("the year of the foundation", _deal("{to: announced, date: 2026-01-30}"), files=_founded('"2026"')),
        Example(
            "a page that looks back at a deal of long ago",
            _deal("{to: announced, date: 2023-06-30}, {to: closed, date: 2023-08-01}"),
        ),
        Example(
            "a page that looks back, with numbers of their day",
            "amount: {id: a, value: 500mn USD, src: agency, as_of: 2025-01-28}\n"
            "status: [{to: announced, date: 2025-01-30}]\n",
        ),
        Example(
            "a closing months after the pages",
            _deal("{to: announced, date: 2026-01-30}, {to: closed, date: 2026-06-01}"),
        ),
    ),
)
