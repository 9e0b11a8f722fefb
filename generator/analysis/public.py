"""The public view on a date: the issues that are out, the languages they have, and all pages of a language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from generator.analysis.knowledge import Knowledge
from generator.content.archive import Archive
from generator.content.indexes import indexes_of
from generator.content.records import Issue
from generator.text import paths

STATIC = ("methodology", "subscribe", "imprint", "privacy")
"""Pages that every publication has; their words come from `content/pages` where it has them."""


def addresses(archive: Archive, today: Knowledge, public: Iterable[str], language: str) -> frozenset[str]:
    """The address of every page of a language. An issue, deal or topic that lacks its words there has none."""
    kinds: tuple[paths.Kind, ...] = ("briefings", "deals", "organisations", "topics", "archive")
    found = {paths.HOME, paths.FLOWS, *(paths.index(kind) for kind in (*kinds, *paths.REFERENCE_PAGES))}
    found |= {paths.static(name) for name in (*STATIC, *archive.pages)}
    found |= {paths.page("organisations", name) for name in archive.organisations}
    found |= {
        paths.page("briefings", name) for name in public if is_translated(archive.issues[name], archive, name, language)
    }
    topics = {name for name, topic in archive.topics.items() if topic.title.get(language)}
    found |= {paths.page("topics", name) for name in topics}
    found |= {
        paths.page("authors", author)
        for name in public
        for author in (*archive.issues[name].authors, *archive.issues[name].reviewed_by)
    }
    deals = [
        deal
        for deal in today.deals.values()
        if deal.is_known and (not deal.record.title or deal.record.title.get(language))
    ]
    found |= {paths.page("deals", deal.id) for deal in deals}
    days = [deal.since for deal in deals if deal.since] + [archive.issues[name].date for name in public]
    return frozenset(found | {paths.page("archive", str(day.year)) for day in days})


def unseen(issue: Issue, zone: tzinfo, as_of: date) -> date | str | None:
    """Why nobody may see an issue on a date: its status, or the later day on which it appears; None if it is out."""
    if issue.status != "published":
        return issue.status
    day = issue.appeared(zone)
    return day if day > as_of else None


def every_issue(archive: Archive) -> tuple[str, ...]:
    """The ids of all issues, oldest first, drafts and later ones included: for an editor's eyes alone."""
    return tuple(sorted(archive.issues, key=lambda name: (archive.issues[name].date, name)))


def public_issues(archive: Archive, as_of: date) -> tuple[str, ...]:
    """The ids of the issues that may be seen on a date, oldest first: published, not later, not under embargo."""
    zone = archive.publication.zone
    return tuple(name for name in every_issue(archive) if unseen(archive.issues[name], zone, as_of) is None)


def is_translated(issue: Issue, archive: Archive, name: str, language: str) -> bool:
    """True if all that readers need is there: title, summary, key points, every heading and body."""
    return not missing_words(issue, archive, name, language)


def missing_words(issue: Issue, archive: Archive, name: str, language: str) -> tuple[str, ...]:
    """The names of the texts that an issue lacks in a language: "summary", "market: heading"."""
    missing = [key for key in ("title", "summary") if getattr(issue, key).get(language) is None]
    if issue.key_points and issue.key_points.get(language) is None:
        missing.append("key_points")
    for section in issue.sections:
        if section.heading and section.heading.get(language) is None:
            missing.append(f"{section.key}: heading")
        body = section.body.get(language) if section.body else None
        texts = indexes_of(archive).texts.get(("briefings", name, section.key), ())
        if body is None and (section.body or texts) and language not in texts:
            missing.append(f"{section.key}: body")
    return tuple(missing)
