"""Rules about days that have not come yet, and about two days of one record in the wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from generator.content import references
from generator.content.records import Issue
from generator.content.records.deal import Deal
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.dates import PartialDate
from generator.text.problems import Problem

Way = tuple[str | int, ...]
When = PartialDate | datetime | date
TIME_ZONES = timedelta(days=1)
"""A page can be read a day before its date: the sun rises later where the reader sits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date that a record tells."""

    folder: str
    """The record's folder, such as "deals"."""
    name: str
    """The record's id."""
    way: Way
    """The way to the date in the file."""
    when: When
    """The date."""
    hides: str = ""
    """What no page shows before that day, such as "the step"; "" for a day on which editors did something."""

    @property
    def last(self) -> date:
        """The last day it can mean, from which on it counts."""
        return self.when.last if isinstance(self.when, PartialDate) else _day(self.when)

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return self.when.first if isinstance(self.when, PartialDate) else _day(self.when)

    @property
    def a_year_before(self) -> str:
        """The same date with the year before, as one writes it; "" for a date that is more than numbers."""
        text = str(self.when if isinstance(self.when, PartialDate) else _day(self.when))
        return f"{int(text[:4]) - 1}{text[4:]}" if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) else ""


@rule("future-date", each="deals")
def deals_are_not_of_tomorrow(facts: Facts, name: str) -> Iterator[Problem]:
    """A claim, a step or a statement is of a day that has come: what is dated later is shown nowhere.

    What an issue is about that has not appeared yet may be as late as that issue. What is expected has a place of its
    own, `expected`.
    """
    for way, when, hides in _of_deal(facts.archive.deals[name]):
        if when is not None:
            yield from _of_tomorrow(facts, Told(folder="deals", name=name, way=way, when=when, hides=hides))


@rule("future-date", each="sources")
def pages_are_not_of_tomorrow(facts: Facts, name: str) -> Iterator[Problem]:
    """A page is of a day that has come, and so is the day on which it was read."""
    source = facts.archive.sources[name]
    of_page = partial(Told, folder="sources", name=name)
    if source.published:
        yield from _of_tomorrow(facts, of_page(way=("published",), when=source.published, hides="what it says"))
    if source.accessed:
        yield from _of_tomorrow(facts, of_page(way=("accessed",), when=source.accessed))


@rule("future-date", each="organisations")
def organisations_are_not_of_tomorrow(facts: Facts, name: str) -> Iterator[Problem]:
    """An organisation was founded on a day that has come."""
    founded = facts.archive.organisations[name].founded
    if founded:
        yield from _of_tomorrow(facts, Told(folder="organisations", name=name, way=("founded",), when=founded))


@rule("future-date", each="briefings")
def issues_are_not_changed_tomorrow(facts: Facts, name: str) -> Iterator[Problem]:
    """What an issue says of the work on it, a correction, a reply or its review, is of a day that has come."""
    issue = facts.archive.issues[name]
    of_issue = partial(Told, folder="briefings", name=name)
    for index, correction in enumerate(issue.corrections):
        yield from _of_tomorrow(facts, of_issue(way=("corrections", index, "date"), when=correction.date))
    for index, reply in enumerate(issue.replies):
        yield from _of_tomorrow(facts, of_issue(way=("replies", index, "date"), when=reply.date))
    if issue.reviewed_at and issue.date <= facts.now:
        yield from _of_tomorrow(facts, of_issue(way=("reviewed_at",), when=issue.reviewed_at))


@rule("date-order", each="sources")
def pages_are_read_after_they_appeared(facts: Facts, name: str) -> Iterator[Problem]:
    """A page was read on the day it appeared or later."""
    source = facts.archive.sources[name]
    if source.accessed is None or source.published is None:
        return
    appeared = Told(folder="sources", name=name, way=("published",), when=source.published).first
    if source.accessed.last < appeared - TIME_ZONES:
        at = facts.archive.at("sources", name, "accessed")
        message = f"the page was read on {source.accessed}, before it was published on {source.published}"
        yield Problem(at, "date-order", message, "correct one of the two", "warning")


@rule("issue-date", each="briefings")
def issues_appear_when_they_say(facts: Facts, name: str) -> Iterator[Problem]:
    """An issue's date fits its status: a published one is seen or says when (`publish_at`)."""
    archive, issue = facts.archive, facts.archive.issues[name]
    say = partial(Problem, code="issue-date", severity="warning")
    if issue.status != "published":
        return
    first = issue.appeared(archive.publication.zone)
    if first > facts.newest and (first <= facts.now or not _is_scheduled(issue)):
        knows = f"as_of in publication.yml is {facts.newest}" if archive.publication.as_of else "which is to come"
        message = f"the issue is 'published' and appears on {first}: {knows}, so nobody sees it"
        hint = "correct the date, move as_of, or say when it appears: publish_at"
        yield say(archive.at("briefings", name, "date"), message=message, hint=hint)
    if issue.publish_at and issue.publish_at.astimezone(archive.publication.zone).date() < issue.date:
        message = f"publish_at is before {issue.date}, the day whose knowledge the issue shows"
        yield say(archive.at("briefings", name, "publish_at"), message=message, hint="correct one of the two")


def _of_tomorrow(facts: Facts, told: Told) -> Iterator[Problem]:
    """What is wrong with a date that has not come yet."""
    newest = facts.newest
    prepared = facts.index(_prepared).get((told.folder, told.name), ()) if told.hides and told.last > newest else ()
    limit = max(prepared, default=newest) if told.hides else facts.now
    if told.first > limit:
        likely = f"'{told.a_year_before}' may be meant; " if told.a_year_before else ""
        hint = f"{likely}what is only expected stands under `expected`" if told.hides else likely.removesuffix("; ")
        at = facts.archive.at(told.folder, told.name, *told.way)
        yield Problem(at, "future-date", _still_to_come(facts, told, limit), hint, "warning")
    elif told.last > limit and told.hides:
        message = f"'{told.when}' counts from its last day on, {told.last}: no page shows {told.hides} before"
        at = facts.archive.at(told.folder, told.name, *told.way)
        yield Problem(at, "future-date", message, "write the day, if it is known", "notice")


def _still_to_come(facts: Facts, told: Told, limit: date) -> str:
    if told.hides and facts.archive.publication.as_of:
        return f"'{told.when}' is after {limit}, the last day that pages know (as_of), so none shows {told.hides}"
    return f"'{told.when}' is still to come" + (f", so no page shows {told.hides}" if told.hides else "")


def _is_scheduled(issue: Issue) -> bool:
    return bool(issue.publish_at or issue.embargo_until)


def _prepared(facts: Facts) -> Iterator[tuple[tuple[str, str], date]]:
    """The days of issues still to come, by folder and id of what they are about: deals, and the sources that these
    name."""
    for issue in facts.archive.issues.values():
        for name in issue.listed if issue.date > facts.newest else ():
            links = references.links(facts.archive.deals[name])
            sources = [("sources", link.id) for link in links if "sources" in link.names.folders]
            for key in (("deals", name), *sources):
                yield key, issue.date


def _of_deal(deal: Deal) -> Iterator[tuple[Way, When | None, str]]:
    """The dates of a deal, with the way to each and what it hides."""
    for index, step in enumerate(deal.status):
        yield ("status", index, "date"), step.date, "the step"
    for index, statement in enumerate(deal.statements):
        yield ("statements", index, "date"), statement.date, "the statement"
    for place in deal.figures():
        for index, claim in enumerate(place.record.claims):
            way = (*place.way, "claims", index)
            yield (*way, "as_of"), claim.as_of, "the claim"
            yield (*way, "confirmed", "date"), claim.confirmed.date if claim.confirmed else None, ""
    for index, correction in enumerate(deal.corrections):
        yield ("corrections", index, "date"), correction.date, ""


def _day(when: datetime | date) -> date:
    return when.date() if isinstance(when, datetime) else when
