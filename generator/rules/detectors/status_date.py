"""Steps of a deal that are of another day than everything that tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.known import KnownDeal
from generator.content.records.deal import StatusEntry
from generator.rules.days import CLOSE, Span, far_from_all, is_vague, moved, published, span, year_off
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts
from generator.text.dates import PartialDate

NEAR = 120
"""Days within which two steps of one deal usually follow each other."""
SLOW, SLOW_KINDS = ("approved", "partially_closed", "closed", "cancelled", "blocked"), ("acquisition",)
"""Steps for which authorities take a year, and the deals of which they are asked."""
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
    before: tuple[Span, ...]
    """The days of the steps above it in the file."""
    behind: tuple[Span, ...]
    """The days of the steps below it."""
    breaks: bool
    """Whether it is the step that stands in the wrong order, if one does."""
    named: frozenset[int]
    """The years that the deal's id, title and stage name."""


def check(row: Step) -> Iterator[Finding]:
    """A step lies after its company was founded, not after every page that it names, not before a step above it, and
    not a year off all pages.

    A page may look back at a deal: a step far from all pages is asked about only if another year would bring it close
    to one, and nothing else in the deal is of its time. Where its own page bears no date, two other things have to say
    so: the years in the deal's name, its pages, claims or other steps.
    """
    said = f"'{row.entry.to}' is of {row.entry.date}"
    if row.founded and span(row.founded).after(row.day):
        subject = row.deal.record.subject
        yield _finding(row, f"{said}, before '{subject}' was founded ({row.founded})", "correct one of the two")
    elif row.own and all(row.day.after(page) > 1 for page in row.own):
        latest = max(page.last for page in row.own)
        hint = f"{HINT}; what a page only expects stands under `expected`"
        yield _finding(row, f"{said}, after every page that tells of it: the latest is of {latest}", hint)
    elif not any(row.day.apart(day) <= CLOSE for day in (*row.steps, *row.claims, *row.pages) if not is_vague(day)):
        found = _far(row) or _out_of_order(row) or _year_of_its_name(row)
        if found:
            what, year = found
            yield _finding(row, f"{said}, {what}; {year} may be meant", HINT)


def _far(row: Step) -> tuple[str, str] | None:
    """What a step is a year off, and the year that would fit; None if nothing is, or only something beside it."""
    # A step whose own page bears no day may be of any: the deal's other pages tell of something else.
    told = row.own or (() if row.entry.src else row.pages)
    others = told or (row.claims if len(row.claims) > 1 else ())
    year = year_off(row.day, others) if far_from_all(row.day, others) else ""
    what = "page that tells of it" if told else "claim that says its day"
    return (f"a year off every {what}", year) if year else None


def _out_of_order(row: Step) -> tuple[str, str] | None:
    """What is wrong with a step that lies before one above it or after one below, where another year would fit."""
    years = [year for year in (-1, 1) if row.breaks and _fits(row, moved(row.day, year))]
    if not years:
        return None
    above = any(other.after(row.day) for other in row.before)
    return f"{'before a step above it' if above else 'after a step below it'}", str(row.day.first.year + years[0])


def _year_of_its_name(row: Step) -> tuple[str, str] | None:
    """What is wrong with a step of a year that the deal's name does not have, where another year has all that is known.

    The name's year alone will do where no other step is of it.
    """
    for by in (-1, 1):
        meant = moved(row.day, by)
        year = row.day.first.year + by
        steps = (*row.before, *row.behind)
        empty = not any(year in (day.first.year, day.last.year) for day in steps)
        # What a deal is called after is the year of its news; approval and closing may come in the next.
        named = year in row.named and (empty or row.day.first.year not in row.named)
        if by < 0 and row.before and row.entry.to in SLOW and row.deal.record.kind in SLOW_KINDS:
            continue
        close = [any(meant.apart(day) <= NEAR for day in days) for days in (steps, row.claims, row.pages)]
        if named and (empty or any(close)) and _fits(row, meant) and meant.first <= row.deal.as_of:
            return f"and the deal's name is of {year}", str(year)
        agree = all(any(meant.apart(day) <= CLOSE for day in days) for days in (row.claims, row.pages))
        if not steps and agree and row.day.first.year not in row.named:
            return "a year off its claims and its pages", str(year)
    return None


def _fits(row: Step, day: Span) -> bool:
    """Whether a day lies between the steps above and below."""
    return not any(other.after(day) for other in row.before) and not any(day.after(other) for other in row.behind)


def _finding(row: Step, message: str, hint: str) -> Finding:
    return Finding(
        record=f"deals/{row.deal.id}", way=("status", row.index), about=row.entry.to, message=message, hint=hint
    )


def _rows(facts: Facts, name: str) -> Iterator[Step]:
    deal = facts.today.deals[name]
    record = deal.record
    claims = [claim for place in record.figures() for claim in place.record.claims]
    named = {*record.src}.union(*(entry.src for entry in record.status), *(claim.src for claim in claims))
    pages = _days(facts, sorted(named))
    told = tuple(span(claim.as_of) for claim in claims if claim.as_of)
    wrong = _breaking(record.status, (*pages, *told))
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
            pages=pages,
            steps=tuple(map(span, others)),
            claims=told,
            founded=facts.archive.organisations[record.subject].founded,
            before=tuple(span(step.date) for step in record.status[:index] if step.date),
            behind=tuple(span(step.date) for step in record.status[index + 1 :] if step.date),
            breaks=index == wrong,
            named=_years(deal),
        )


def _breaking(steps: tuple[StatusEntry, ...], known: tuple[Span, ...]) -> int | None:
    """The place of the step that lies in the wrong order with most others, the last of these; None if all go forward.

    A step of whose time something else in the deal is can be none.
    """
    days = [(index, span(step.date)) for index, step in enumerate(steps) if step.date]
    breaks = {
        index: sum((day.after(other) if at > index else other.after(day)) > 0 for at, other in days)
        for index, day in days
        if not any(day.apart(one) <= CLOSE for one in known)
    }
    most = max(breaks.values(), default=0)
    return max(index for index, found in breaks.items() if found == most) if most else None


def _years(deal: KnownDeal) -> frozenset[int]:
    """The years that a deal's id, title and stage name."""
    stage = deal.record.stage.root.values() if deal.record.stage else ()
    title = deal.record.title.root.values() if deal.record.title else ()
    words = " ".join((deal.id, *title, *stage))
    return frozenset(map(int, re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)))


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
        Example(
            "a closing before the announcement above it",
            _deal("{to: announced, date: 2026-01-30}, {to: closed, date: 2025-04-01, src: via-weekly-undated}"),
            told=("{to: closed",),
            says="before a step above it; 2026 may be meant",
        ),
        Example(
            "a year that the deal's title does not name",
            "amount: {id: a, value: 500mn USD, src: via-weekly-undated}\n"
            "stage: {de: Runde von 2026, en: Round of 2026}\n"
            "status: [{to: announced, date: 2025-01-30, src: via-weekly-undated}]\n",
            told=("{to: announced",),
            says="the deal's name is of 2026; 2026 may be meant",
        ),
        Example(
            "a claim and another page say another year than a step on a page without a date",
            "amount: {id: a, value: 500mn USD, src: agency, as_of: 2026-01-30}\n"
            "status: [{to: announced, date: 2025-01-30, src: via-weekly-undated}]\n",
            told=("{to: announced",),
            says="a year off its claims and its pages; 2026 may be meant",
        ),
        Example(
            "a claim and a page look back from the year after the one in the title",
            "amount: {id: a, value: 500mn USD, src: agency, as_of: 2026-01-30}\n"
            "stage: {de: Runde von 2025, en: Round of 2025}\n"
            "status: [{to: announced, date: 2025-02-10, src: via-weekly-undated}]\n",
        ),
        Example(
            "a deal over several years, whose first page bears no date",
            "amount: {id: a, value: 500mn USD, src: agency}\n"
            "stage: {de: 2024 bis 2026, en: 2024 to 2026}\n"
            'status: [{to: announced, date: "2024", src: via-weekly-undated}, {to: announced, date: 2026-01}]\n',
        ),
        Example(
            "rumours of the autumn before the year in the title",
            "amount: {id: a, value: 500mn USD, src: agency}\n"
            "stage: {de: Runde von 2026, en: Round of 2026}\n"
            "status: [{to: rumoured, date: 2025-10-20, src: via-weekly-undated}, {to: announced, date: 2026-01-30}]\n",
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
