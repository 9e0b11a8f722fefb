"""Who names whom, the other way round: found once, so that a page need not walk the whole archive for its own part."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from generator.content.archive import Archive
from generator.content.records import Deal
from generator.content.records.deal import Correction
from generator.text.reads import Noted, reading

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Hashable)
Owner = tuple[Literal["briefings", "deals"], str]
"""A record that may hold corrections, by its folder and its id."""
UNFROZEN = ""
"""The key of the issues without a snapshot."""
PAGES = "sources"
"""Stands for the deal in the name of a page that is another one now: "sources/wsj-20260129"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """The ids of records by the id that they name; what nobody names is not there."""

    deals: Mapping[str, tuple[str, ...]]
    """By organisation: the deals that it is the subject or a participant of, or that move shares in it."""
    topics: Mapping[str, tuple[str, ...]]
    """By topic: the deals that stand on its page."""
    naming: Mapping[str, tuple[str, ...]]
    """By deal: the deals with a relation to it, or with a participant whose amount is its own."""
    issues: Mapping[str, tuple[str, ...]]
    """By deal: the issues that list it, or whose snapshot tells of it, oldest first; under `UNFROZEN` those without a
    snapshot, which may quote any deal. By "sources/<id>": the issues whose snapshot has that page."""
    corrections: Mapping[str, tuple[Owner, ...]]
    """By deal, or by "sources/<id>": the records with a correction of something of it."""
    corrected: Mapping[date, tuple[Owner, ...]]
    """By day: the records with a correction of it."""
    on: Mapping[date, tuple[str, ...]]
    """By day: the deals of which a step was taken or a claim became known on it."""
    appeared: Mapping[date, tuple[str, ...]]
    """By day: the issues that readers could first see on it, oldest first."""
    texts: Mapping[tuple[str, str, str], tuple[str, ...]]
    """By folder, id and section: the languages in which a text stands in a file of its own."""
    children: Mapping[str, tuple[str, ...]]
    """By organisation: those directly below it."""
    kin: Mapping[str, tuple[str, ...]]
    """By organisation: its parent and those directly below it."""
    order: Mapping[str, tuple[str, ...]]
    """By deal: the way to its file, by which deals are sorted as files are."""

    def sorted(self, deals: Iterable[str]) -> tuple[str, ...]:
        """Deals in the order of their files, each once."""
        return tuple(sorted(set(deals), key=self.order.__getitem__))

    def telling(self, *names: str) -> tuple[str, ...]:
        """The issues that may tell of any of some deals or pages ("sources/<id>"), oldest first."""
        # The name of an issue begins with its date.
        return tuple(sorted({issue for name in (*names, UNFROZEN) for issue in self.issues.get(name, ())}))


def indexes_of(archive: Archive) -> Indexes:
    """The indexes of an archive, made once.

    Whoever takes one entry has read this entry, and nobody has read what all of them are made of.
    """
    return archive.once.get("indexes", lambda: _index(archive))


def _index(archive: Archive) -> Indexes:
    with reading():
        deals, organisations = archive.deals.items(), archive.organisations.items()
        below = [(record.parent, name) for name, record in organisations if record.parent]
        zone = archive.publication.zone
        files = {name: document.path for (folder, name), document in archive.documents.items() if folder == "deals"}
        ways = {name: tuple(files.get(name, f"{place:09}").split("/")) for place, name in enumerate(archive.deals)}
        return Indexes(
            deals=_by("deals", ((org, name) for name, deal in deals for org in _parties(deal))),
            topics=_by("topics", ((topic, name) for name, deal in deals for topic in deal.topics)),
            naming=_by("naming", ((other, name) for name, deal in deals for other in _named(deal))),
            issues=_by("issues", ((told, name) for name in archive.issues for told in _told(archive, name))),
            corrections=_by("corrections", ((_home(entry, deal), owner) for owner, deal, entry in _corrected(archive))),
            corrected=_by("corrected", ((entry.date, owner) for owner, _, entry in _corrected(archive))),
            on=_by("on", ((day, name) for name, deal in deals for day in _days(archive, deal))),
            appeared=_by("appeared", ((issue.appeared(zone), name) for name, issue in archive.issues.items())),
            texts=_by("texts", (((folder, name, key), tongue) for folder, name, key, tongue in archive.prose)),
            children=_by("children", below),
            kin=_by("kin", (*((child, parent) for parent, child in below), *below)),
            order=Noted("index/order", ways),
        )


def _by(name: str, pairs: Iterable[tuple[K, V]]) -> Noted[K, tuple[V, ...]]:
    found: dict[K, dict[V, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return Noted(f"index/{name}", {key: tuple(values) for key, values in found.items()})


def _parties(deal: Deal) -> Iterable[str]:
    yield deal.subject
    for part in deal.participants:
        yield part.org
        if part.in_:
            yield part.in_


def _named(deal: Deal) -> Iterable[str]:
    yield from (relation.deal for relation in deal.relations)
    yield from (part.deal for part in deal.participants if part.deal)


def _told(archive: Archive, name: str) -> Iterator[str]:
    """What an issue tells of: the deals that it lists, the deals and pages of its snapshot."""
    yield from archive.issues[name].listed
    snapshot = archive.snapshots.get(name)
    if snapshot is None:
        yield UNFROZEN
        return
    yield from snapshot.deals
    yield from (address.partition("/")[0] for address in (*snapshot.figures, *snapshot.texts))
    yield from (f"{PAGES}/{source}" for source in snapshot.sources)


def _corrected(archive: Archive) -> Iterator[tuple[Owner, str, Correction]]:
    """Every correction with the record that holds it and the deal that it means where it names none."""
    for name, issue in archive.issues.items():
        yield from ((("briefings", name), issue.lead or "", entry) for entry in issue.corrections)
    for name, deal in archive.deals.items():
        yield from ((("deals", name), name, entry) for entry in deal.corrections)


def _home(entry: Correction, deal: str) -> str:
    """The deal that a correction names, or means where it names none; of a page "sources/<id>"."""
    home, _, rest = entry.full_name(deal).partition("/")
    return f"{PAGES}/{rest}" if home == PAGES else home


def _days(archive: Archive, deal: Deal) -> Iterator[date]:
    """The days of a deal's steps, and those on which its claims became known."""
    yield from (entry.date.last for entry in deal.status if entry.date)
    for claim in (claim for place in deal.figures() for claim in place.record.claims):
        if day := claim.known_on(archive.sources[source].day for source in claim.src or deal.src):
            yield day
