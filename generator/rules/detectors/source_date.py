"""Pages that are of another day than their address or their story says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.records.deal import Deal
from generator.content.records.figure import WHOLE_SCOPES
from generator.content.records.source import Source
from generator.rules.days import Span, far_from_all, published, span, year_off
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts
from generator.text.webpages import NamedDay, days_in

IN_FOLDERS, IN_WORDS = 20, 45
"""Days that a page may be away from the folders of its address (/2026/01/30/), and from a day in the address's words,
which may be the day that the page speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPage:
    """A page with a date."""

    name: str
    """The source's id."""
    source: Source
    """Its record."""
    day: Span
    """The days on which it may have appeared."""
    stories: tuple[tuple[Span, ...], ...]
    """For each deal whose step or amount it tells: the days of the deal's steps and claims, and of all other such
    pages."""


def check(row: DatedPage) -> Iterator[Finding]:
    """A page appeared on the day that stands in its address, and not a year before the deal that it tells of.

    A page may have been changed some weeks after the day in its address. It may look back at a deal, but not tell its
    amount a year before its first step and before any other page.
    """
    named = days_in(row.source.url or "")
    if named and not any(_close(row, day) for day in named):
        message = f"'{row.name}' was published on {row.source.published}, and its address says {named[0].text}"
        yield _finding(row, named[0].text, message, "correct the day, or the address")
        return
    early = [story for story in row.stories if far_from_all(row.day, story) and _begins_later(row.day, story)]
    year = year_off(row.day, early[0]) if early else ""
    if year and len(early) == len(row.stories):
        first = min(day.first for day in early[0])
        message = f"'{row.name}' is of {row.source.published}, and what it tells of begins on {first}"
        yield _finding(row, "", message, f"{year} may be meant; look at the page again")


def _close(row: DatedPage, named: NamedDay) -> bool:
    allowed = IN_FOLDERS if "/" in named.text else IN_WORDS
    return min(named.days_from(row.day.first), named.days_from(row.day.last)) <= allowed


def _begins_later(day: Span, story: tuple[Span, ...]) -> bool:
    """Whether all else in a deal is later, and more than one page that may only look back."""
    return len(story) > 1 and all(other.after(day) for other in story)


def _finding(row: DatedPage, about: str, message: str, hint: str) -> Finding:
    return Finding(record=f"sources/{row.name}", way=("published",), about=about, message=message, hint=hint)


def _rows(facts: Facts) -> Iterator[DatedPage]:
    stories: dict[str, list[tuple[Span, ...]]] = {}
    for deal in facts.archive.deals.values():
        tellers = _tellers(deal)
        claims = [claim for place in deal.figures() for claim in place.record.claims if claim.scope in WHOLE_SCOPES]
        told = [span(when) for when in (*(step.date for step in deal.status), *(one.as_of for one in claims)) if when]
        for name in tellers:
            others = filter(None, (published(facts.archive.sources[other]) for other in tellers - {name}))
            stories.setdefault(name, []).append((*told, *others))
    for name, source in facts.archive.sources.items():
        day = published(source)
        if day:
            yield DatedPage(name=name, source=source, day=day, stories=tuple(stories.get(name, ())))


def _tellers(deal: Deal) -> set[str]:
    """The pages that tell a step of a deal, or what it moves, as a whole or of one who takes part."""
    claims = [claim for place in deal.figures() for claim in place.record.claims if claim.scope in WHOLE_SCOPES]
    named = (*(step.src for step in deal.status), *(claim.src for claim in claims))
    return {name for src in named for name in src or deal.src}


def _page(published: str, url: str = "") -> dict[str, str]:
    address = f"url: https://daily.example/{url}\n" if url else ""
    return {"sources/page.yml": f"publisher: daily\nlabel: Seite\nkind: original\npublished: {published}\n{address}"}


DEAL = "amount: {id: a, value: 5mn USD, src: [agency, page]}\nstatus: [{to: announced, date: 2026-01-30}]\n"

DETECTOR = Detector(
    code="source-date",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "an address of the year after",
            files=_page("2025-01-30", "2026/01/30/a-round"),
            told=("2025-01-30",),
            says="its address says 2026/01/30",
        ),
        Example("an address of another month", files=_page("2026-03-30", "2026/01/a"), told=("2026-03-30",)),
        Example("a day in the address's words", files=_page("2025-01-30", "a-20260130"), told=("2025-01-30",)),
        Example(
            "a page that tells of a deal a year before it began",
            DEAL,
            files=_page("2025-01-30"),
            told=("2025-01-30",),
            says="2026 may be meant",
        ),
        Example("the same day", files=_page("2026-01-30", "2026/01/30/a")),
        Example("the next morning", files=_page("2026-02-01", "2026/jan/30/a")),
        Example("a page that was changed a week later", files=_page("2026-02-06", "2026/01/30/a")),
        Example("the month alone", files=_page("2026-01", "2026/01/30/a")),
        Example("a page that announces a day to come", files=_page("2026-01-10", "results-on-2026-02-04")),
        Example("a year alone may be what the page is about", files=_page("2025-12-20", "outlook-2026/a")),
        Example(
            "an old page that is quoted for an old number",
            DEAL.replace("[agency, page]", "agency") + "valuation: {value: 9mn USD, src: page, scope: holding}\n",
            files=_page("2025-01-30"),
        ),
        Example("a page that looks back", DEAL.replace("2026-01-30", "2025-01-28"), files=_page("2025-01-30")),
        Example(
            "one page that looks back proves nothing against the first",
            "amount: {id: a, value: 5mn USD, src: [agency, page]}",
            files=_page("2025-01-30"),
        ),
        Example("a rumour of the summer before", DEAL, files=_page("2025-07-30")),
    ),
)
