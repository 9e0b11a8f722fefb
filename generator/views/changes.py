"""What issues showed of a deal, as finished words: the history for its page, and the words for one entry of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import freezing
from generator.content.indexes import indexes_of
from generator.content.records import Snapshot
from generator.content.records.deal import Status
from generator.content.records.snapshot import FrozenClaim
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Edition
from generator.views.writer import Writer


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


def in_issues(writer: Writer, deal: str) -> tuple[Shown, ...]:
    """The history of a deal's status and figures through the frozen issues that showed it."""
    # The status, and then the figures in the order in which the page has them.
    told: dict[str, list[tuple[str, str]]] = {path: [] for path in ("", *writer.knowledge.deals[deal].figures)}
    for name, snapshot in _public(writer.edition, deal):
        steps = snapshot.deals.get(deal, ())
        if steps:
            told[""].append((name, step(writer, steps[-1].to)))
        for address, figure in snapshot.figures.items():
            home, _, path = address.partition("/")
            if home == deal and figure.claim:
                told.setdefault(path, []).append((name, value(writer, deal, figure.claim)))
    state = writer.edition.locale.t("deals.state")
    return tuple(
        Shown(label=label(writer, deal, path) if path else state, runs=tuple(_runs(writer, entries)))
        for path, entries in told.items()
        if entries
    )


def snapshot_of(edition: Edition, name: str) -> Snapshot:
    """The snapshot of an issue: the frozen one, else one made of its content now."""
    return edition.archive.snapshots.get(name) or freezing.freeze(edition.archive, name, edition.then[name])


def _public(edition: Edition, deal: str) -> Iterator[tuple[str, Snapshot]]:
    """The frozen issues that can be seen and may tell of a deal, oldest first."""
    for name in indexes_of(edition.archive).telling(deal):
        if name in edition.then and name in edition.archive.snapshots:
            yield name, edition.archive.snapshots[name]


def issue_link(writer: Writer, name: str) -> Link:
    """An issue by its number, else by its title, as a link where this language has it."""
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
        issues.append(issue_link(writer, name))
        if index + 1 == len(entries) or entries[index + 1][1] != text:
            yield Run(issues=tuple(issues), text=text)
            issues = []


def step(writer: Writer, status: Status) -> str:
    """The word for a step."""
    return writer.edition.locale.t(f"status.{status}")


def value(writer: Writer, deal: str, claim: FrozenClaim, other: FrozenClaim | None = None) -> str:
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


def title(writer: Writer, deal: str) -> str:
    """The deal's name, with the organisation whose part of another deal it is: several parts are named alike."""
    title = writer.name(deal)
    naming = (writer.knowledge.deals[name] for name in indexes_of(writer.edition.archive).naming.get(deal, ()))
    parts = (part.record for known in naming for part in known.participants)
    org = next((writer.name(part.org) for part in parts if part.deal == deal), None)
    return title if org is None or org in title else f"{title}, {org}"


def label(writer: Writer, deal: str, path: str) -> str:
    """The name of a figure; today's knowledge serves where the issue's has lost it."""
    known = writer.knowledge.figure(deal, path) or writer.edition.today.figure(deal, path)
    return deal_views.figure_label(writer, path, known) if known else path
