"""Changes between issues, and corrections, as finished words: for issues, deal pages, lists and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from generator.analysis import changes, frozen
from generator.content.records import Snapshot
from generator.content.records.deal import Correction, Status
from generator.content.records.figure import Basis, Scope
from generator.content.records.snapshot import FrozenClaim, FrozenStep, quantity
from generator.text import paths
from generator.text.dates import PartialDate
from generator.text.money import NotANumber
from generator.views import deals as deal_views
from generator.views.edition import Edition
from generator.views.writer import Writer

Owner = tuple[Literal["briefings", "deals"], str]
"""A record that may hold corrections, by its folder and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One difference between two issues."""

    kind: changes.Kind
    """How it changed: "firmed", "corrected"."""
    word: str
    """The same in the reader's language: "fester"."""
    label: str
    """What changed: "Betrag", "Stand"."""
    before: str
    """What the earlier issue showed, "" where it showed nothing: "bis zu 50 Mrd. $"."""
    after: str
    """What the later issue shows: "50 Mrd. $"."""

    @property
    def way(self) -> str:
        """Both in one line."""
        return f"{self.before} → {self.after}" if self.before else self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class DealChanges:
    """The changes of one deal."""

    title: str
    """The deal's headline."""
    href: str
    """Its page, "" where it lacks this language."""
    changes: tuple[ChangeView, ...]
    """Its differences, the status before the figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The changes since the issue before."""

    heading: str
    """The section's heading, where the editor gives it none."""
    issue: str
    """Since which issue: "Seit Ausgabe 3 vom 30. Januar 2026"."""
    href: str
    """That issue's page, "" where it lacks this language."""
    deals: tuple[DealChanges, ...]
    """The deals in which something changed, in the issue's order."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere."""

    text: str
    """The words: "Ausgabe 3"."""
    href: str
    """Where they lead, "" if they are only words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Issues in a row that showed the same."""

    issues: tuple[Link, ...]
    """The issues, oldest first."""
    text: str
    """What they showed: "bis zu 50 Mrd. $"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What issues showed of one thing."""

    label: str
    """The figure, or "Stand": "Betrag"."""
    runs: tuple[Run, ...]
    """What they showed, oldest first."""


def since(writer: Writer, name: str) -> Since | None:
    """The changes in an issue's deals since the latest frozen issue that shares one; None if there is none."""
    edition = writer.edition
    archive = edition.archive
    shown = _shown(edition, name)
    before = changes.predecessor(name, shown, edition.then, archive.snapshots)
    if before is None:
        return None
    told = [(deal, entry) for deal, entry in frozen.corrections_for(archive, shown) if entry.date <= edition.as_of]
    found = changes.between(before, shown, told)
    order = archive.issues[name].listed
    ids = sorted({c.deal for c in found}, key=lambda deal: (order.index(deal) if deal in order else len(order), deal))
    last = _issue(writer, before.issue)
    return Since(
        heading=edition.locale.t("section.what_changed"),
        issue=edition.locale.t("change.since", issue=last.text, date=edition.locale.date(before.date)),
        href=last.href,
        deals=tuple(
            DealChanges(
                title=_title(writer, deal),
                href=writer.href(paths.page("deals", deal)) if edition.has(paths.page("deals", deal)) else "",
                changes=tuple(_change(writer, change) for change in found if change.deal == deal),
            )
            for deal in ids
        ),
    )


def in_issues(writer: Writer, deal: str) -> tuple[Shown, ...]:
    """The history of a deal's status and figures through the frozen issues that showed it."""
    # The status, and then the figures in the order in which the page has them.
    told: dict[str, list[tuple[str, str]]] = {path: [] for path in ("", *writer.knowledge.deals[deal].figures)}
    for name, snapshot in _public(writer.edition):
        steps = snapshot.deals.get(deal, ())
        if steps:
            told[""].append((name, _step(writer, steps[-1].to)))
        for address, figure in snapshot.figures.items():
            home, _, path = address.partition("/")
            if home == deal and figure.claim:
                told.setdefault(path, []).append((name, _value(writer, deal, figure.claim)))
    state = writer.edition.locale.t("deals.state")
    return tuple(
        Shown(label=_label(writer, deal, path) if path else state, runs=tuple(_runs(writer, entries)))
        for path, entries in told.items()
        if entries
    )


def corrections_of_issue(writer: Writer, name: str) -> tuple[CorrectionView, ...]:
    """The corrections of what an issue showed, newest first; those of its own and those of its deals."""
    return tuple(view for view in corrections(writer) if name in view.concerns)


def corrections_of_deal(writer: Writer, deal: str) -> tuple[CorrectionView, ...]:
    """The corrections that a deal's record holds, newest first."""
    return tuple(view for view in corrections(writer) if view.owner == ("deals", deal))


def corrections(writer: Writer) -> tuple[CorrectionView, ...]:
    """Every correction of what can be read in this language, newest first."""
    here = writer.edition
    return tuple(view for view in _corrections(writer) if view.owner[0] != "deals" or here.has(paths.page(*view.owner)))


def errata(writer: Writer, name: str) -> tuple[CorrectionView, ...]:
    """What was wrong of substance for those who got an issue, newest first: in it, and from its day on in its deals.

    A deal without a page in this language is in the issue's mail all the same, and so is its correction.
    """
    issue = writer.edition.archive.issues[name]
    owners = {("briefings", name), *(("deals", deal.id) for deal in writer.edition.then[name].deals_of(issue))}
    return tuple(
        view
        for view in _corrections(writer)
        if view.owner in owners and view.record.is_material and view.record.date >= issue.date
    )


def _shown(edition: Edition, name: str) -> Snapshot:
    """The snapshot of an issue: the frozen one, else one made of its content now."""
    return edition.archive.snapshots.get(name) or frozen.freeze(edition.archive, name, edition.then[name])


def _public(edition: Edition) -> Iterator[tuple[str, Snapshot]]:
    """The frozen issues that can be seen, oldest first."""
    for name in edition.then:
        if name in edition.archive.snapshots:
            yield name, edition.archive.snapshots[name]


def _issue(writer: Writer, name: str) -> Link:
    edition = writer.edition
    issue = edition.archive.issues[name]
    address = paths.page("briefings", name)
    words = edition.locale.t("issue.number", n=issue.number) if issue.number else issue.title.any(edition.language)
    return Link(text=words, href=writer.href(address) if edition.has(address) else "")


def _runs(writer: Writer, entries: list[tuple[str, str]]) -> Iterator[Run]:
    """The issues of `entries`, pairs of an issue's id and what it showed, those in a row that showed the same
    together."""
    issues: list[Link] = []
    for index, (name, text) in enumerate(entries):
        issues.append(_issue(writer, name))
        if index + 1 == len(entries) or entries[index + 1][1] != text:
            yield Run(issues=tuple(issues), text=text)
            issues = []


def _change(writer: Writer, change: changes.Change) -> ChangeView:
    t = writer.edition.locale.t
    before, after = change.before, change.after
    return ChangeView(
        kind=change.kind,
        word=t(f"change.{change.kind}"),
        label=_label(writer, change.deal, change.path) if change.path else t("deals.state"),
        before=_mark(writer, change.deal, before, after) if before else "",
        after=_mark(writer, change.deal, after, before) if after else t("correction.withdrawn"),
    )


def _mark(writer: Writer, deal: str, mark: FrozenClaim | FrozenStep, other: FrozenClaim | FrozenStep | None) -> str:
    if isinstance(mark, FrozenStep):
        return _step(writer, mark.to)
    return _value(writer, deal, mark, other if isinstance(other, FrozenClaim) else None)


def _step(writer: Writer, status: Status) -> str:
    return writer.edition.locale.t(f"status.{status}")


def _value(writer: Writer, deal: str, claim: FrozenClaim, other: FrozenClaim | None = None) -> str:
    """A number, and what it is of where that is not plain or not the same as in the other."""
    locale = writer.edition.locale
    words = []
    if claim.what:
        parts = writer.edition.archive.deals[deal].parts
        words.append(parts[claim.what].any(locale.language) if claim.what in parts else claim.what)
    if claim.scope not in ("headline", "part"):
        words.append(locale.t(f"scope.{claim.scope}"))
    if claim.basis and other and claim.basis != other.basis:
        words.append(locale.t(f"basis.{claim.basis}"))
    amount = locale.quantity(claim.quantity)
    return ", ".join([amount, *words])


def _title(writer: Writer, deal: str) -> str:
    """The deal's name, with the organisation whose part of another deal it is: several parts are named alike."""
    title = writer.name(deal)
    parts = (part.record for known in writer.knowledge.deals.values() for part in known.participants)
    org = next((writer.name(part.org) for part in parts if part.deal == deal), None)
    return title if org is None or org in title else f"{title}, {org}"


def _label(writer: Writer, deal: str, path: str) -> str:
    """The name of a figure; today's knowledge serves where the issue's has lost it."""
    known = writer.knowledge.figure(deal, path) or writer.edition.today.figure(deal, path)
    return deal_views.figure_label(writer, path, known) if known else path


def _corrections(writer: Writer) -> list[CorrectionView]:
    """Every correction that `as_of` knows, of issues that readers see and of deals in any language, newest first.

    Each text that tells readers of a correction begins here, so that one of tomorrow is told nowhere today.
    """
    edition = writer.edition
    archive = edition.archive
    owned: list[tuple[Owner, str, Correction]] = [
        *(
            (("briefings", name), archive.issues[name].lead or "", e)
            for name in edition.then
            for e in archive.issues[name].corrections
        ),
        *((("deals", name), name, e) for name in archive.deals for e in archive.deals[name].corrections),
    ]
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
    field = frozen.names(entry, deal)
    home, _, path = field.partition("/")
    address, _, claim = field.partition(":")[0].partition("#")
    for other in edition.then:
        snapshot = _shown(edition, other)
        figure = snapshot.figures.get(address)
        if path == "status":
            showed = any(step.to == entry.was.partition(" ")[0] for step in snapshot.deals.get(home, ()))
        else:
            showed = figure is not None and (not claim or claim in figure.claims)
        if showed and snapshot.date < entry.date:
            yield other


def _correction(writer: Writer, anchor: str, owner: Owner, deal: str, entry: Correction) -> CorrectionView:
    """A correction as finished words; `deal` is the one that its field means where it names none."""
    edition = writer.edition
    locale, concerned = edition.locale, frozenset(_concerned(edition, owner, deal, entry))
    home, _, rest = frozen.names(entry, deal).partition("/")
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
        issues=tuple(_issue(writer, name) for name in edition.then if name in concerned),
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
    if tail in get_args(Scope):
        return f"{amount}, {locale.t(f'scope.{tail}')}"
    return f"{amount}, {locale.t(f'basis.{tail}')}" if tail in get_args(Basis) else amount


def _date(writer: Writer, text: str) -> str:
    """A day as readers write it; an editor's own words stay as they are."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not parts:
        return text
    try:
        return writer.edition.locale.date(
            PartialDate(int(parts[1]), int(parts[2]) if parts[2] else None, int(parts[3]) if parts[3] else None)
        )
    except (ValueError, IndexError):
        return text
