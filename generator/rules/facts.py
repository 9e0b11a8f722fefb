"""What rules look at: the archive, what is known of it, and every text in it with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.analysis.knowledge import Knowledge, know
from generator.content.archive import Archive, Prose
from generator.content.records.base import Lines, Words
from generator.text import markup
from generator.text.catalogue import Catalogue
from generator.text.yamltree import Items, Scalar


@dataclass(frozen=True)
class Text:
    """One text of an editor."""

    prose: Prose
    """The text in one language, with its place in the file."""
    issue: str | None = None
    """The issue it stands in, whose date says what it may speak of; None outside an issue: what is known today."""
    deal: str | None = None
    """The deal it describes, None if it describes none."""
    is_title: bool = False
    """Whether it is a title, a heading or the text of an alert, in which no reference can stand."""
    page: bool = False
    """Whether it is of a page by hand, which stands in one place alone and may link from there."""
    language: str = ""
    """Code of the language in which it is written; "" where one text serves all, or it is a file of its own."""
    day: date | None = None
    """The day on which a deal's text was written, whose knowledge it may speak of; None if it bears none."""


@dataclass(frozen=True)
class Facts:
    """Everything that rules and detectors may look at."""

    archive: Archive
    """Everything that was read, by id."""
    today: Knowledge
    """What is known on the day of the check, undated claims included."""
    then: Mapping[str, Knowledge]
    """What each issue's own date knew, by the issue's id."""
    catalogues: Mapping[str, Catalogue]
    """Every language that the generator speaks, by its code."""
    providers: Mapping[str, Mapping[str, str]]
    """Who may send the newsletter, by key: the fields of `newsletter` that the form needs, with what to write."""
    clock: date | None = None
    """The day on which editors work; None takes the day of `today`."""
    freezing: bool = False
    """True where what `freeze` mends is let be: published issues without a snapshot, a chain with a break."""

    @property
    def newest(self) -> date:
        """The last day that pages can know: the publication's `as_of`, else the day of the clock; never before the day
        of the check."""
        day = self.today.as_of
        return max(day, self.archive.publication.as_of or self.clock or day)

    @property
    def now(self) -> date:
        """The day on which editors work, never before `newest`."""
        return max(self.newest, self.clock or self.newest)

    @cached_property
    def ignored(self) -> frozenset[tuple[str, str]]:
        """The warnings that records excuse, as (file, code)."""
        archive = self.archive
        groups: dict[str, Mapping[str, Any]] = {
            "organisations": archive.organisations,
            "publishers": archive.publishers,
            "sources": archive.sources,
            "topics": archive.topics,
            "deals": archive.deals,
            "briefings": archive.issues,
        }
        return frozenset(
            (archive.documents[folder, name].path, entry.code)
            for folder, records in groups.items()
            for name, record in records.items()
            for entry in record.ignore
        )

    @cached_property
    def amounts(self) -> re.Pattern[str]:
        """Finds amounts in prose, as any of the publication's languages writes them."""
        languages = [name for name in self.archive.publication.languages if name in self.catalogues]
        return markup.amounts(self.catalogues[name].forms for name in languages)

    def texts(self) -> Iterator[Text]:
        """Every text that readers see as commentary, with its place: issues, deals, topics, pages."""
        archive = self.archive
        for (folder, name, _, _), prose in archive.prose.items():
            yield Text(prose, issue=name if folder == "briefings" else None, page=folder == "pages")
        for name, issue in archive.issues.items():
            for way, words in _issue_words(issue):
                yield from self._words("briefings", name, way, words)
        for folder, keys in (
            ("deals", ("title", "summary", "why")),
            ("topics", ("title", "description")),
            ("organisations", ("description",)),
            ("authors", ("role", "bio")),
            ("pages", ("title", "summary", "body")),
        ):
            records: Mapping[str, Any] = getattr(archive, folder)
            for name, record in records.items():
                for key in keys:
                    yield from self._words(folder, name, (key,), getattr(record, key))
        for name, deal in archive.deals.items():
            if deal.alert:
                for text in self._words("deals", name, ("alert", "text"), deal.alert.text):
                    yield replace(text, day=deal.alert.date)
            for index, told in enumerate(deal.texts):
                for key in ("title", "summary", "why"):
                    for text in self._words("deals", name, ("texts", index, key), getattr(told, key)):
                        yield replace(text, day=told.date)

    def is_shown(self, text: Text) -> bool:
        """Whether the text is printed: a deal's, unless it bears a day, only where nothing in the deal is newer than
        today."""
        return text.deal is None or text.day is not None or self.today.deals[text.deal].complete

    def knowledge(self, text: Text) -> Knowledge:
        """What the text may speak of."""
        if text.issue:
            return self.then[text.issue]
        return self.on(text.day) if text.day else self.today

    def on(self, day: date) -> Knowledge:
        """What an issue of that day would know."""
        if day not in self._days:
            self._days[day] = know(self.archive, day, undated=False)
        return self._days[day]

    @cached_property
    def _days(self) -> dict[date, Knowledge]:
        """What was asked for before: that of each issue to begin with."""
        return {known.as_of: known for known in self.then.values()}

    def _words(self, folder: str, name: str, way: tuple[str | int, ...], words: Any) -> Iterator[Text]:
        if not isinstance(words, (Words, Lines)):
            return
        issue, deal = (name if folder == home else None for home in ("briefings", "deals"))
        is_title = way[-1] in ("title", "heading") or way[0] == "alert"
        for language in words.root:
            node = self.archive.documents[folder, name].find(*way, *([language] if language else []))
            for scalar in node.items if isinstance(node, Items) else (node,):
                if isinstance(scalar, Scalar) and scalar.text:
                    yield Text(Prose(scalar), issue, deal, is_title, folder == "pages", language)


def _issue_words(issue: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for key in ("title", "summary", "key_points"):
        yield (key,), getattr(issue, key)
    for index, section in enumerate(issue.sections):
        way = ("sections", index)
        yield (*way, "heading"), section.heading
        yield (*way, "body"), section.body
        for key in ("winners", "losers"):
            for number, verdict in enumerate(getattr(section, key)):
                yield (*way, key, number, "why"), verdict.why
        for number, forecast in enumerate(section.forecasts):
            yield (*way, "forecasts", number, "claim"), forecast.claim
            yield (*way, "forecasts", number, "criteria"), forecast.criteria
    if issue.hero:
        yield ("hero", "caption"), issue.hero.caption
    for key, what in (("disclosures", "text"), ("replies", "text"), ("sponsors", "body")):
        for index, entry in enumerate(getattr(issue, key)):
            yield (key, index, what), getattr(entry, what)
