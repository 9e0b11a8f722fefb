"""What rules look at: the archive, what is known of it, and every text in it with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pkgutil import resolve_name
from typing import Any, TypeVar

from generator.analysis.knowledge import Knowledge, know
from generator.content.archive import Archive, Prose
from generator.content.records.base import Lines, Words
from generator.text import markup
from generator.text.catalogue import Catalogue
from generator.text.markup import Reference
from generator.text.reads import Made, Noted, reading
from generator.text.yamltree import Items, Scalar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Way = tuple[str | int, ...]
_OWN = "generator.rules."
FIELDS: Mapping[str, tuple[str, ...]] = {
    "deals": ("title", "summary", "why"),
    "topics": ("title", "description"),
    "organisations": ("description",),
    "authors": ("role", "bio"),
    "pages": ("title", "summary", "body"),
}
"""The texts that readers see as commentary, by folder; an issue has further ones."""


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

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference in it, malformed ones too; read once for all rules."""
        return tuple(markup.references(self.prose.text))


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
        return frozenset(
            (self.archive.documents[folder, name].path, code)
            for folder, records in self.archive.folders.items()
            for name in records
            for code in self.excuses(folder, name)
        )

    def excuses(self, folder: str, name: str) -> frozenset[str]:
        """The codes of the warnings that a record excuses."""
        return frozenset(entry.code for entry in getattr(self.archive.folders[folder][name], "ignore", ()))

    def once(self, make: Callable[[Facts, str], V], folder: str, name: str) -> V:
        """What a function says of a record, computed when it is first asked for; who asks has read what it read."""
        if make not in self._made:
            self._made[make] = Made(self.archive.folders[folder], partial(make, self))
        found: V = self._made[make][name]
        return found

    def index(self, pairs: Callable[[Facts], Iterable[tuple[K, V]]]) -> Mapping[K, tuple[V, ...]]:
        """The values that a function gives for each key, gathered once, in its order.

        The function may walk everything; who takes a key has read that key alone. So a rule about one record learns of
        others what it needs, and need not look again when anything else changes.
        """
        if pairs not in self._indexes:
            found: dict[Any, list[Any]] = {}
            with reading():
                for key, value in pairs(self):
                    found.setdefault(key, []).append(value)
            name = f"{pairs.__module__}:{pairs.__qualname__}"
            self._indexes[pairs] = Noted(name, {key: tuple(values) for key, values in found.items()})
        return self._indexes[pairs]

    def named(self, name: str) -> Mapping[Any, tuple[Any, ...]]:
        """The index whose keys are noted under a name, such as "generator.rules.facts:deals_naming".

        A name may come out of a store, and with it from another machine; it leads to nothing but functions of rules.
        """
        if not name.startswith(_OWN):
            raise KeyError(name)
        return self.index(resolve_name(name))

    @cached_property
    def _made(self) -> dict[Callable[..., Any], Made[Any, Any]]:
        return {}

    @cached_property
    def _indexes(self) -> dict[Callable[..., Any], Noted[Any, Any]]:
        return {}

    @cached_property
    def amounts(self) -> re.Pattern[str]:
        """Finds amounts in prose, as any of the publication's languages writes them."""
        languages = [name for name in self.archive.publication.languages if name in self.catalogues]
        return markup.amounts(self.catalogues[name].forms for name in languages)

    def texts_of(self, folder: str, name: str) -> tuple[Text, ...]:
        """Every text of a record that readers see as commentary, with its place."""
        return self._texts[folder, name]

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str], tuple[Text, ...]]:
        return Made(self.archive.documents, lambda key: tuple(self._read_texts(*key)))

    def _read_texts(self, folder: str, name: str) -> Iterator[Text]:
        archive = self.archive
        for key in self.index(beside).get((folder, name), ()):
            yield Text(archive.prose[key], issue=name if folder == "briefings" else None, page=folder == "pages")
        if folder == "briefings":
            for way, words in _issue_words(archive.issues[name]):
                yield from self._words(folder, name, way, words)
        for field in FIELDS.get(folder, ()):
            yield from self._words(folder, name, (field,), getattr(archive.folders[folder][name], field))
        if folder == "deals":
            yield from self._dated_texts(name)

    def _dated_texts(self, name: str) -> Iterator[Text]:
        """The texts of a deal that bear a day of their own."""
        deal = self.archive.deals[name]
        if deal.alert:
            for text in self._words("deals", name, ("alert", "text"), deal.alert.text):
                yield replace(text, day=deal.alert.date)
        for index, told in enumerate(deal.texts):
            for key in FIELDS["deals"]:
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
        """What was asked for before. That of an issue is another, for its editor may have chosen a claim."""
        return {}

    def _words(self, folder: str, name: str, way: Way, words: Any) -> Iterator[Text]:
        if not isinstance(words, (Words, Lines)):
            return
        issue, deal = (name if folder == home else None for home in ("briefings", "deals"))
        is_title = way[-1] in ("title", "heading") or way[0] == "alert"
        for language in words.root:
            node = self.archive.documents[folder, name].find(*way, *([language] if language else []))
            for scalar in node.items if isinstance(node, Items) else (node,):
                if isinstance(scalar, Scalar) and scalar.text:
                    yield Text(Prose(scalar), issue, deal, is_title, folder == "pages", language)


def beside(facts: Facts) -> Iterator[tuple[tuple[str, str], tuple[str, str, str, str]]]:
    """The texts in files of their own beside each record, by its folder and id: their keys in `Archive.prose`."""
    for key in facts.archive.prose:
        yield key[:2], key


def deals_naming(facts: Facts) -> Iterator[tuple[str, str]]:
    """The deals that name each source, for a claim, a step or as a whole."""
    for name, deal in facts.archive.deals.items():
        claims = (claim.src for place in deal.figures() for claim in place.record.claims)
        for source in dict.fromkeys(
            page for src in (deal.src, *(step.src for step in deal.status), *claims) for page in src
        ):
            yield source, name


def deals_of(facts: Facts) -> Iterator[tuple[str, str]]:
    """The deals of each organisation that is their subject."""
    for name, deal in facts.archive.deals.items():
        yield deal.subject, name


def _issue_words(issue: Any) -> Iterator[tuple[Way, Any]]:
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
