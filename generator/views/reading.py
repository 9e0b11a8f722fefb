"""The minutes that an issue takes to read, and the issues to read with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.content.records import Issue
from generator.views import organisations as organisation_views
from generator.views.edition import Edition
from generator.views.rows import row
from generator.views.writer import Writer

RELATED = 3
"""The most issues that are proposed."""
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """An issue to read with another one."""

    id: str
    """Id of the issue."""
    issue: Issue
    """The issue."""
    shared: tuple[str, ...]
    """The names of the organisations that both speak of, in alphabetical order."""


def minutes(writer: Writer, texts: Iterable[str]) -> int:
    """Whole minutes, at least one.

    Tables do not count: readers look things up in them.
    """
    words = sum(len(writer.plain(_without_tables(text)).split()) for text in texts)
    return max(1, -(-words // writer.edition.locale.forms.words_a_minute))


def related(edition: Edition, name: str) -> tuple[Related, ...]:
    """At most three issues: those the editor chose, then by shared organisations, by shared topics, by nearness in
    time."""
    here, own = edition.archive.issues[name], _about(edition, name)
    found = {}
    for key in _readable(edition, ""):
        other = _about(edition, key)
        both, themes = {*own.organisations} & {*other.organisations}, {*own.topics} & {*other.topics}
        if key == name or not (both or themes or key in here.related):
            continue
        chosen = here.related.index(key) if key in here.related else len(here.related)
        found[key] = (chosen, -len(both), -len(themes), abs(other.date - own.date), key), both
    best = sorted(found, key=lambda key: found[key][0])[:RELATED]
    return tuple(
        Related(
            id=key,
            issue=edition.archive.issues[key],
            shared=tuple(sorted((edition.archive_name(org) for org in found[key][1]), key=str.casefold)),
        )
        for key in best
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an issue is about, as far as other issues ask."""

    date: date
    """Its date."""
    organisations: tuple[str, ...]
    """The ids of the organisations that it names."""
    topics: tuple[str, ...]
    """The ids of the topics of its deals."""


@row
def _readable(edition: Edition, _: str) -> tuple[str, ...]:
    """The ids of the issues that can be read in this language, newest first."""
    return tuple(name for name, _ in edition.issues)


@row
def _about(edition: Edition, name: str) -> About:
    issue = edition.archive.issues[name]
    topics = {topic for deal in edition.then[name].deals_of(issue) for topic in deal.record.topics}
    named = organisation_views.named_in(edition, name, issue)
    return About(date=issue.date, organisations=tuple(sorted(named)), topics=tuple(sorted(topics)))


def _without_tables(text: str) -> str:
    """The text without its Markdown tables: a block with a line of dashes between bars."""
    blocks = re.split(r"\n\s*\n", text)
    return "\n\n".join(
        block for block in blocks if not any("|" in line and _RULE.fullmatch(line) for line in block.splitlines())
    )
