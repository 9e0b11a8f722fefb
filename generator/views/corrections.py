"""Corrections told to readers, as finished words: whose they are, what was said, what is said now, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from generator.analysis import frozen
from generator.content.indexes import PAGES, Owner, indexes_of
from generator.content.records.deal import Correction, Status
from generator.content.records.figure import Basis, Said, Scope
from generator.content.records.snapshot import quantity
from generator.text import dates, paths
from generator.text.money import NotANumber
from generator.views import deals as deal_views
from generator.views.changes import Link, issue_link, snapshot_of
from generator.views.edition import Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction as readers are told it."""

    id: str
    """Its anchor on the page of corrections, which never changes: "openai-round-2026-2026-02-02-amount"."""
    owner: Owner
    """The record that holds it: ("deals", "openai-round-2026")."""
    deal: str
    """The deal that its field names, or means where it names none; "" if there is no such deal."""
    concerns: frozenset[str]
    """The ids of the issues that showed the old text."""
    record: Correction
    """What the editor wrote."""
    date: str
    """Its day in words: "2. Februar 2026"."""
    word: str
    """Its weight in a word: "Korrektur"."""
    title: str
    """What was wrong: the deal's headline for a figure or a step, else that of the issue or deal that holds it."""
    href: str
    """The figure or the page that `title` names, "" where it lacks this language."""
    label: str
    """Which figure was wrong, or "Stand" for a step: "Betrag"; "" where other words were."""
    was: str
    """What was said, an amount or a step in the reader's language: "200 Mio. $"."""
    now: str
    """What is right: "250 Mio. $"."""
    reason: str
    """Why, in the editor's words."""
    issues: tuple[Link, ...]
    """The issues of `concerns`, oldest first."""

    @property
    def what(self) -> str:
        """What was wrong, in one line: "OpenAI nimmt Geld auf, Betrag"."""
        return f"{self.title}, {self.label}" if self.label else self.title


def of_issue(writer: Writer, name: str) -> tuple[CorrectionView, ...]:
    """Corrections of what an issue showed, newest first; those of its own and those of its deals."""
    snapshot, indexes = snapshot_of(writer.edition, name), indexes_of(writer.edition.archive)
    addresses = (*snapshot.figures, *snapshot.texts)
    homes = {*snapshot.deals, *(address.partition("/")[0] for address in addresses)}
    homes |= {f"{PAGES}/{source}" for source in snapshot.sources}
    owners = {owner for home in homes for owner in indexes.corrections.get(home, ())}
    found = _corrections(writer, {("briefings", name), *owners})
    return tuple(view for view in found if name in view.concerns and _is_read(writer, view))


def of_deal(writer: Writer, deal: str) -> tuple[CorrectionView, ...]:
    """Corrections that a deal's record holds, newest first."""
    return tuple(view for view in _corrections(writer, {("deals", deal)}) if _is_read(writer, view))


def every(writer: Writer) -> tuple[CorrectionView, ...]:
    """Every correction of what can be read in this language, newest first."""
    archive = writer.edition.archive
    owners: Iterable[Owner] = (
        *(("briefings", name) for name in archive.issues),
        *(("deals", name) for name in archive.deals),
    )
    return tuple(view for view in _corrections(writer, owners) if _is_read(writer, view))


def between(writer: Writer, first: date, last: date) -> tuple[CorrectionView, ...]:
    """Those of `every` that bear one of some days, newest first."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    corrected = indexes_of(writer.edition.archive).corrected
    owners = {owner for day in days for owner in corrected.get(day, ())}
    found = _corrections(writer, owners)
    return tuple(view for view in found if first <= view.record.date <= last and _is_read(writer, view))


def _is_read(writer: Writer, view: CorrectionView) -> bool:
    """Whether what holds a correction can be read in this language."""
    return view.owner[0] != "deals" or writer.edition.has(paths.page(*view.owner))


def errata(writer: Writer, name: str) -> tuple[CorrectionView, ...]:
    """What was wrong of substance for those who got an issue, newest first: in it, and from its day on in its deals.

    A deal without a page in this language is in the issue's mail all the same, and so is its correction.
    """
    issue = writer.edition.archive.issues[name]
    owners: set[Owner] = {
        ("briefings", name),
        *(("deals", deal.id) for deal in writer.edition.then[name].deals_of(issue)),
    }
    return tuple(
        view for view in _corrections(writer, owners) if view.record.is_material and view.record.date >= issue.date
    )


def _corrections(writer: Writer, owners: Iterable[Owner]) -> list[CorrectionView]:
    """The corrections that some records hold and `as_of` knows, of issues that readers see and of deals in any
    language, newest first.

    Each text that tells readers of a correction begins here, so that one of tomorrow is told nowhere today.
    """
    edition = writer.edition
    archive = edition.archive
    owned: list[tuple[Owner, str, Correction]] = []
    for owner in owners:
        folder, name = owner
        if folder == "deals":
            owned += ((owner, name, entry) for entry in archive.deals[name].corrections)
        elif name in edition.then:
            issue = archive.issues[name]
            owned += ((owner, issue.lead or "", entry) for entry in issue.corrections)
    found: list[CorrectionView] = []
    taken: dict[str, int] = {}
    for owner, deal, entry in owned:
        if entry.date > edition.as_of:
            continue
        key = f"{owner[1]}-{entry.date}-{re.sub(r'[^a-z0-9]+', '-', entry.field.lower()).strip('-')}"
        taken[key] = taken.get(key, 0) + 1
        anchor = key if taken[key] == 1 else f"{key}-{taken[key]}"
        found.append(_correction(writer, anchor, owner, deal, entry))
    return sorted(found, key=lambda view: (-view.record.date.toordinal(), view.id))


def _concerned(edition: Edition, owner: Owner, deal: str, entry: Correction) -> Iterator[str]:
    """The issues that showed what was wrong."""
    if owner[0] == "briefings":
        yield owner[1]
    field = entry.full_name(deal)
    home, _, path = field.partition("/")
    address, _, claim = field.partition(":")[0].partition("#")
    named = f"{PAGES}/{path}" if home == PAGES else home
    for other in (name for name in indexes_of(edition.archive).telling(named) if name in edition.then):
        snapshot = snapshot_of(edition, other)
        figure = snapshot.figures.get(address)
        if path == "status":
            showed = any(step.to == entry.was.partition(" ")[0] for step in snapshot.deals.get(home, ()))
        elif home == PAGES:
            showed = path in snapshot.sources
        elif address in snapshot.texts:
            showed = True
        else:
            showed = figure is not None and (not claim or claim in figure.claims)
        if showed and snapshot.date < entry.date:
            yield other


def _correction(writer: Writer, anchor: str, owner: Owner, deal: str, entry: Correction) -> CorrectionView:
    """A correction as finished words; `deal` is the one that its field means where it names none."""
    edition = writer.edition
    locale, concerned = edition.locale, frozenset(_concerned(edition, owner, deal, entry))
    home, _, rest = entry.full_name(deal).partition("/")
    path = re.split("[#:]", rest, maxsplit=1)[0]
    figure = edition.today.figure(home, path)
    title, address, label = "", paths.page(*owner), ""
    if home in edition.archive.deals and (figure or path == "status"):
        title, address = writer.name(home), paths.figure(home, path)
        label = deal_views.figure_label(writer, path, figure) if figure else locale.t("deals.state")
    elif owner[0] == "deals":
        title = writer.name(deal)
    else:
        title = edition.archive.issues[owner[1]].title.any(edition.language)
    return CorrectionView(
        id=anchor,
        owner=owner,
        deal=home if home in edition.archive.deals else "",
        concerns=concerned,
        record=entry,
        date=locale.date(entry.date),
        word=locale.t(f"severity.{entry.severity}"),
        title=title,
        href=writer.href(address) if edition.has(address.partition("#")[0]) else "",
        label=label,
        was=_reader(writer, entry.was),
        now=_reader(writer, entry.now),
        reason=edition.text(entry.reason),
        issues=tuple(issue_link(writer, name) for name in sorted(concerned)),
    )


def _reader(writer: Writer, text: str) -> str:
    """A correction's `was` or `now` for readers: a number or a step in their language, anything else as it was
    written."""
    locale = writer.edition.locale
    if text == frozen.GONE:
        return locale.t("correction.withdrawn")
    step, _, day = text.partition(" ")
    if step in get_args(Status):
        return f"{locale.t(f'status.{step}')}{f', {_date(writer, day)}' if day else ''}"
    value, _, tail = text.partition(", ")
    try:
        amount = locale.quantity(quantity(value))
    except NotANumber:
        return text
    if tail in get_args(Said):
        return f"{amount}, {locale.t(f'said.{tail}')}"
    if tail in get_args(Scope):
        return f"{amount}, {locale.t(f'scope.{tail}')}"
    if tail in get_args(Basis):
        return f"{amount}, {locale.t(f'basis.{tail}')}"
    speakers = writer.edition.archive.publishers, writer.edition.archive.organisations
    names = [folder[tail].name.any(locale.language) for folder in speakers if tail in folder]
    return ", ".join([amount, *names[:1]])


def _date(writer: Writer, text: str) -> str:
    """A day as readers write it; an editor's own words stay as they are."""
    try:
        return writer.edition.locale.date(dates.parse(text))
    except dates.NotADate:
        return text
