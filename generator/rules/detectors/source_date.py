"""Pages that are of another day than their address or their story says."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from generator.analysis.figures import KnownClaim
from generator.content.records.deal import Deal
from generator.content.records.figure import WHOLE_SCOPES, Scope
from generator.content.records.source import Source
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.days import CLOSE, Span, far_from_all, is_vague, moved, published, span, year_before, year_off
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts, deals_naming
from generator.text.webpages import NamedDay, days_in

IN_FOLDERS, IN_WORDS = 20, 45
"""Days that a page may be away from the folders of its address (/2026/01/30/), and from a day in the address's words,
which may be the day that the page speaks of."""


SEASONS = 180
"""Days that a page lies before all it tells of if another year would make it the very day of something in it."""


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
    prints: tuple[Span, ...]
    """The days of all others that tell one of its numbers: of pages, and of claims that say theirs."""
    around: tuple[Span, ...]
    """The days of all steps, claims and other pages of the deals that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a page has to do with one deal that names it."""

    story: tuple[Span, ...] | None
    """The days of the deal's steps and claims, and of all other pages that tell it; None if the page does not."""
    prints: tuple[Span, ...]
    """The days of all others that tell one of its numbers."""
    around: tuple[Span, ...]
    """The days of all steps, claims and other pages."""


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
    begins = _late_story(row)
    if begins:
        year, first = begins
        message = f"'{row.name}' is of {row.source.published}, and what it tells of begins on {first}"
        yield _finding(row, "", message, f"{year} may be meant; look at the page again")
    elif _is_like_others_a_year_later(row):
        year = year_before(row.day, (*row.prints, *row.around))
        message = f"'{row.name}' is of {row.source.published}, to the day a year before others that tell the same"
        yield _finding(row, "", message, f"{year} may be meant; look at the page again")


def _late_story(row: DatedPage) -> tuple[str, str] | None:
    """The year that is likely meant and the day on which all begins that a page tells of; None if it is not early."""
    early = [story for story in row.stories if _begins_later(row.day, story)]
    if not early or len(early) < len(row.stories):
        return None
    gone = early[0]
    year = year_off(row.day, gone) if far_from_all(row.day, gone) else ""
    if not year and min(row.day.apart(day) for day in gone) >= SEASONS:
        year = year_before(row.day, gone)
    return (year, str(min(day.first for day in gone))) if year else None


def _is_like_others_a_year_later(row: DatedPage) -> bool:
    """Whether two others are of the page's days in the next year and none in its own: all who have its number, or all
    that is known of a deal."""
    around = [day for day in row.around if not is_vague(day)]
    later = moved(row.day, 1)
    if sum(later.apart(day) <= CLOSE for day in around) < 2 or any(row.day.apart(day) <= CLOSE for day in around):
        return False
    alone = far_from_all(row.day, row.prints) and year_before(row.day, row.prints)
    return bool(alone or (_begins_later(row.day, row.around) and year_before(row.day, around)))


def _close(row: DatedPage, named: NamedDay) -> bool:
    allowed = IN_FOLDERS if "/" in named.text else IN_WORDS
    return min(named.days_from(row.day.first), named.days_from(row.day.last)) <= allowed


def _begins_later(day: Span, story: tuple[Span, ...]) -> bool:
    """Whether all else in a deal is later, and more than one page that may only look back."""
    return len(story) > 1 and all(other.after(day) for other in story)


def _finding(row: DatedPage, about: str, message: str, hint: str) -> Finding:
    return Finding(record=f"sources/{row.name}", way=("published",), about=about, message=message, hint=hint)


def _rows(facts: Facts, name: str) -> Iterator[DatedPage]:
    source = facts.archive.sources[name]
    day = published(source)
    if day:
        tellings = [facts.once(_tellings, "deals", deal).get(name) for deal in facts.index(deals_naming).get(name, ())]
        found = [telling for telling in tellings if telling]
        yield DatedPage(
            name=name,
            source=source,
            day=day,
            stories=tuple(telling.story for telling in found if telling.story is not None),
            prints=tuple(day for telling in found for day in telling.prints),
            around=tuple(day for telling in found for day in telling.around),
        )


def _tellings(facts: Facts, name: str) -> Mapping[str, Telling]:
    """What each page that a deal names has to do with the deal."""
    deal = facts.archive.deals[name]
    tellers, prints = _tellers(deal), _prints(facts, name)
    claims = [claim for place in deal.figures() for claim in place.record.claims]
    named = tellers.union(*(claim.src for claim in claims), deal.src)
    days = _days(facts, named | prints.keys())
    told, all_told = (tuple(_told(deal, scopes)) for scopes in (WHOLE_SCOPES, get_args(Scope)))
    return {
        page: Telling(
            story=(*told, *_others(days, tellers, page)) if page in tellers else None,
            prints=tuple(prints.get(page, ())),
            around=(*all_told, *_others(days, named, page)) if page in named else (),
        )
        for page in named | prints.keys()
    }


def _told(deal: Deal, scopes: tuple[Scope, ...]) -> Iterator[Span]:
    """The days of a deal's steps, and of its claims of these scopes."""
    yield from (span(step.date) for step in deal.status if step.date)
    claims = (claim for place in deal.figures() for claim in place.record.claims)
    yield from (span(claim.as_of) for claim in claims if claim.as_of and claim.scope in scopes)


def _days(facts: Facts, names: Iterable[str]) -> Mapping[str, Span]:
    """The days of pages that bear one, in the order of their ids."""
    days = ((name, published(facts.archive.sources[name])) for name in sorted(names))
    return {name: day for name, day in days if day}


def _others(days: Mapping[str, Span], names: Container[str], but: str) -> Iterator[Span]:
    """The days of those pages, but of one of them."""
    return (day for name, day in days.items() if name in names and name != but)


def _prints(facts: Facts, deal: str) -> dict[str, list[Span]]:
    """For each page the days of others that tell one of its numbers, of the same scope and in the same unit."""
    found: dict[str, list[Span]] = {}
    for figure in every_figure(facts, deal):
        alike: dict[object, list[KnownClaim]] = {}
        for claim in unflagged(figure.claims):
            alike.setdefault((claim.group, claim.value), []).append(claim)
        for same in alike.values():
            days = [span(claim.record.as_of) for claim in same if claim.record.as_of]
            pages = _days(facts, {report.source for claim in same for report in claim.reports})
            for report in (report for claim in same for report in claim.reports):
                found.setdefault(report.source, []).extend((*days, *_others(pages, pages, report.source)))
    return found


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
    each="sources",
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
            files=_page("2024-12-31"),
        ),
        Example("a page that looks back", DEAL.replace("2026-01-30", "2025-01-28"), files=_page("2025-01-30")),
        Example(
            "one page that looks back proves nothing against the first",
            "amount: {id: a, value: 5mn USD, src: [agency, page]}",
            files=_page("2025-01-30"),
        ),
        Example(
            "the very day a year before another page, in a deal that began months before that",
            DEAL.replace("{to: announced, date: 2026-01-30}", "{to: announced, date: 2025-10-30}"),
            files=_page("2025-01-30"),
            told=("2025-01-30",),
            says="2026 may be meant",
        ),
        Example(
            "the very day a year before the other page with its number, which is no money of the deal",
            "amount: {id: a, value: 5mn USD, src: agency}\n"
            "valuation: {id: b, value: 9bn USD, src: [agency, page], as_of: 2026-01-30, scope: holding}\n"
            "status: [{to: announced, date: 2023-01-30}]\n",
            files=_page("2025-01-30"),
            told=("2025-01-30",),
            says="to the day a year before others that tell the same",
        ),
        Example(
            "an older page with the number of what somebody holds",
            "amount: {id: a, value: 5mn USD, src: agency}\n"
            "valuation: {id: b, value: 9bn USD, src: [agency, page], scope: holding}\n"
            "status: [{to: announced, date: 2023-01-30}]\n",
            files=_page("2024-11-30"),
        ),
        Example("a rumour of the summer before", DEAL, files=_page("2025-07-30")),
    ),
)
