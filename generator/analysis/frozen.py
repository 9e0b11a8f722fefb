"""The places where today's content departs from what a frozen issue showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.analysis import freezing, lookup
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.content import indexes
from generator.content.archive import Archive
from generator.content.records import Snapshot
from generator.content.records.deal import Correction
from generator.content.records.snapshot import FrozenClaim, FrozenFigure, FrozenSource, FrozenStep
from generator.text import digests, markup

GONE = "withdrawn"
"""The word for `now` in a correction of a figure that is no longer given."""
PAGES = indexes.PAGES
"""Stands for the deal in the name of a page that is another one now: "sources/wsj-20260129"."""
DIGITS = 16
"""How many digits of a digest a correction names; nobody can choose a text by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Something that an issue showed and the content no longer says."""

    deal: str
    """Id of the deal that it is about."""
    field: str
    """Its name in a correction: "amount", "amazon.amount#amz-wsj", "status"."""
    was: str
    """The number or the step that the issue showed: "up to 50bn USD", "signed 2026-01-30"."""
    now: str
    """What stands in its place today; `GONE` if nothing does."""
    way: tuple[str | int, ...]
    """The way to it in the deal's file: ("amount", "claims", 0); () if the file has no place for it."""

    @property
    def name(self) -> str:
        """Its full name in a correction: "openai-round-2026/amount"."""
        return f"{self.deal}/{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDeparture:
    """A text that an issue printed and that is another one now."""

    field: str
    """Its name in a correction: "summary", "nachricht.body", "openai-round-2026/title"."""
    language: str
    """The language in which it differs, the first of several; "" for a text that serves all."""
    digest: str
    """What a correction names as `digest` to say that it speaks of the text as it stands now; `GONE` for none."""
    change: Literal["edited", "added", "removed"]
    """What became of it."""


def departures(snapshot: Snapshot, archive: Archive, now: Knowledge) -> Iterator[Departure]:
    """Every place where `now` no longer says what the snapshot showed.

    `now` is today's content as of the snapshot's own date. What became known later is not in it, so it departs from
    nothing.
    """
    for deal, steps in snapshot.deals.items():
        yield from _steps_departed(deal, steps, archive, now)
    for address, frozen in snapshot.figures.items():
        deal, _, path = address.partition("/")
        yield from _figure_departed(deal, path, frozen, now.figure(deal, path))
    for page, was in snapshot.sources.items():
        yield from _page_departed(page, was, archive)
    for quoted, claim in snapshot.quotes.items():
        yield from _quote_departed(snapshot, quoted, claim, now)


def text_departures(snapshot: Snapshot, archive: Archive, now: Knowledge) -> Iterator[TextDeparture]:
    """Every text of an issue that is not the one that its snapshot has the digest of.

    A translation that comes later is no departure; nor is a deal's text that the issue cannot print any more, because
    more became known of the deal.
    """
    once = {archive.publication.renamed.get(name, name): name for name in snapshot.names}
    told = freezing.texts(archive, snapshot.issue, now)
    # What the issue says, it says in its own files; what it prints of a deal depends on what is known of it.
    for field in dict.fromkeys([*snapshot.texts, *(field for field in told if "/" not in field)]):
        words = {language: freezing.in_names_of(text, once) for language, text in told.get(field, {}).items()}
        before, after = snapshot.texts.get(field, {}), freezing.digested(words)
        if "/" in field and not after:
            continue
        differs = [language for language, digest in before.items() if after.get(language) != digest]
        added = field not in snapshot.texts
        if differs or added:
            shown = {language: digest for language, digest in after.items() if added or language in before}
            yield TextDeparture(
                field=field,
                language=differs[0] if differs else next(iter(after)),
                digest=digests.of_json({**shown})[:DIGITS] if shown else GONE,
                change="added" if added else "edited" if shown else "removed",
            )


def is_told(departure: TextDeparture, corrections: Iterable[tuple[str, Correction]], snapshot: Snapshot) -> bool:
    """True if the latest correction of a text speaks of the text as it stands now."""
    told = sorted(
        (e for deal, e in corrections if e.date > snapshot.date and departure.field in (e.field, e.full_name(deal))),
        key=lambda entry: entry.date,
    )
    return bool(told) and told[-1].digest == departure.digest


def is_explained(departure: Departure, corrections: Iterable[tuple[str, Correction]], snapshot: Snapshot) -> bool:
    """True if corrections later than the issue explain the departure: the first says what it showed, the last what
    stands there now.

    `corrections` come with the id of the deal that is meant where a correction names only a figure.
    """
    name = departure.name
    # Whoever names the figure may mean the claim in it.
    meant = (name, name.partition("#")[0])
    told = sorted(
        (entry for deal, entry in corrections if entry.date > snapshot.date and entry.full_name(deal) in meant),
        key=lambda entry: entry.date,
    )
    return bool(told) and told[0].was == departure.was and told[-1].now == departure.now


def first_day(snapshot: Snapshot, today: date) -> date:
    """The first day that a correction of an issue can bear: today, or the first one that is later than the issue."""
    return max(today, snapshot.date + timedelta(days=1))


def corrections_for(archive: Archive, snapshot: Snapshot) -> tuple[tuple[str, Correction], ...]:
    """Every correction that may concern an issue: the issue's own and those of its deals.

    Each comes with the id of the deal that is meant where it names only a figure; for the issue's own that is its lead,
    "" if it has none.
    """
    issue = archive.issues[snapshot.issue]
    deals = dict.fromkeys([*snapshot.deals, *(address.partition("/")[0] for address in snapshot.figures)])
    return (
        *((issue.lead or "", entry) for entry in issue.corrections),
        *((deal, entry) for deal in deals if deal in archive.deals for entry in archive.deals[deal].corrections),
    )


def _steps_departed(deal: str, steps: tuple[FrozenStep, ...], archive: Archive, now: Knowledge) -> Iterator[Departure]:
    record = archive.deals.get(deal)
    known = freezing.steps(now.deals[deal]) if deal in now.deals else ()
    stand = {str(step) for step in known}
    for step in steps:
        if str(step) not in stand:
            entries = list(enumerate(record.status if record else ()))
            instead = [(index, entry) for index, entry in entries if entry.to == step.to]
            texts = [f"{entry.to} {entry.date}" if entry.date else entry.to for _, entry in instead]
            moved = next((place for place, text in enumerate(texts) if text not in map(str, steps)), None)
            yield Departure(
                deal=deal,
                field="status",
                was=str(step),
                now=GONE if moved is None else texts[moved],
                way=("status",) if moved is None else ("status", instead[moved][0]),
            )
            return
    if steps and known[-1] != steps[-1] and known[-1].to != steps[-1].to:
        yield Departure(deal=deal, field="status", was=str(steps[-1]), now=str(known[-1]), way=("status",))


def _figure_departed(deal: str, path: str, frozen: FrozenFigure, known: KnownFigure | None) -> Iterator[Departure]:
    for name, claim in frozen.claims.items():
        stands = _same(name, claim, known)
        shown = known.shown if known else None
        if stands is not None and not _says(stands, claim):
            yield _departure(deal, f"{path}#{name}" if stands.record.id else path, claim, name, stands, known)
        elif name == frozen.shown and (stands is None or shown is not stands):
            yield _departure(deal, path, claim, name, shown, known)
        elif stands is None:
            yield _departure(deal, f"{path}#{name}", claim, name, None, known)
        else:
            field = f"{path}#{name}" if stands.record.id else path
            for before, after in _otherwise(claim, stands):
                was, now = f"{claim.value}, {before}", f"{claim.value}, {after}"
                yield Departure(deal=deal, field=field, was=was, now=now, way=stands.way)
                break


def _otherwise(frozen: FrozenClaim, stands: KnownClaim) -> Iterator[tuple[str, str]]:
    """How a claim with the same number was told otherwise: who says it, whose report it is, where it is printed.

    Pairs of what was told and what is told now. Further origins and pages that turn up later are no difference.
    """
    if stands.record.said != frozen.said:
        yield frozen.said, stands.record.said
    lost = [origin for origin in frozen.origins if origin not in stands.origins]
    if lost:
        yield lost[0], next((origin for origin in stands.origins if origin not in frozen.origins), GONE)
    quoted = stands.reports[0]
    if quoted.source == frozen.src[0] and quoted.chain != frozen.via:
        yield f"via {'/'.join(frozen.via) or '-'}", f"via {'/'.join(quoted.chain) or '-'}"
    there = [report.source for report in stands.reports]
    missing = [page for page in frozen.src if page not in there]
    if missing:
        yield missing[0], next((page for page in there if page not in frozen.src), GONE)
    if frozen.printed and stands.record.printed != frozen.printed:
        yield frozen.printed, stands.record.printed or GONE
    if frozen.flag and stands.record.flag != frozen.flag:
        yield frozen.flag, stands.record.flag or GONE


def _page_departed(page: str, was: FrozenSource, archive: Archive) -> Iterator[Departure]:
    source = archive.sources.get(page)
    # That a claim is no longer printed by a page is told of the claim.
    if source is not None and (now := freezing.frozen_source(source)) != was:
        yield Departure(deal=PAGES, field=page, was=str(was), now=str(now), way=("url",))


def _quote_departed(snapshot: Snapshot, quoted: str, claim: str, now: Knowledge) -> Iterator[Departure]:
    reference = next(markup.references(f"[[{quoted}]]"))
    named = lookup.find(now, reference)
    found = named if isinstance(named, lookup.Found) else None
    home = found.figure if found else None
    address = f"{home.deal}/{home.path}" if home else f"{reference.target}/{reference.figure}"
    frozen = snapshot.figures.get(address)
    before = frozen.claims.get(claim) if frozen else None
    if before is None:
        return
    whole = now.figure(*address.split("/", 1))
    stands = _same(claim, before, whole)
    # A claim that is gone or has another value has been told already.
    if stands is not None and _says(stands, before) and (found is None or found.claim.id != stands.id):
        deal, _, field = quoted.partition("/")
        yield _departure(deal, field, before, claim, found.claim if found else None, whole)


def _same(name: str, frozen: FrozenClaim, known: KnownFigure | None) -> KnownClaim | None:
    """Today's claim for a frozen one: the one with its id, else the one that says the same, because ids may be
    added."""
    if known is None:
        return None
    return known.claim(name) or next((c for c in known.claims if _says(c, frozen) and c.known == frozen.known), None)


def _says(claim: KnownClaim, frozen: FrozenClaim) -> bool:
    """True if the claim has the frozen one's number, scope, basis and part."""
    return str(claim.value) == frozen.value and claim.group == (frozen.scope, frozen.basis, frozen.what)


def _departure(
    deal: str, field: str, frozen: FrozenClaim, name: str, instead: KnownClaim | None, known: KnownFigure | None
) -> Departure:
    was, now = frozen.value, str(instead.value) if instead else GONE
    if was == now and instead:
        # The number is the same, so what differs is said too: what it is of, or which report it comes from.
        before = (frozen.scope, frozen.basis, frozen.what)
        pairs = [(str(a), str(b)) for a, b in zip(before, instead.group, strict=True) if a != b] or [(name, instead.id)]
        was, now = f"{was}, {pairs[0][0]}", f"{now}, {pairs[0][1]}"
    way = instead.way if instead else (known.claims[0].way[:-2] if known and known.claims else ())
    return Departure(deal=deal, field=field, was=was, now=now, way=way)
