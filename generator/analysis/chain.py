"""The chain of snapshots: each names the one before it by date, so that none is removed, edited or moved unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.content.records import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where the chain does not hold."""

    issue: str
    """Id of the issue at whose snapshot it is to be told."""
    why: str
    """What is wrong, in a sentence."""


def ordered(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """The snapshots in the order of the chain: by the issues' dates, then by their ids."""
    return tuple(sorted(snapshots, key=lambda snapshot: (snapshot.date, snapshot.issue)))


def breaks(snapshots: Mapping[str, Snapshot]) -> Iterator[Break]:
    """Every place where a snapshot does not name the one before it as it is, in the order of the chain."""
    before: Snapshot | None = None
    for snapshot in ordered(snapshots.values()):
        found = _break(snapshot, before, snapshots)
        if found:
            yield found
        before = snapshot


def _break(snapshot: Snapshot, before: Snapshot | None, snapshots: Mapping[str, Snapshot]) -> Break | None:
    """What is wrong between a snapshot and `before`, the one that stands before it by date."""
    link, own = snapshot.previous, f"'{snapshot.issue}'"
    if link is None:
        if before is None:
            return None
        why = f"{own} was frozen as the first issue; '{before.issue}' of {before.date} was added or dated back since"
        return Break(issue=before.issue, why=why)
    named = snapshots.get(link.issue)
    if named is None:
        return Break(
            issue=snapshot.issue,
            why=f"the snapshot of '{link.issue}' was removed: that of {own} names it as the one before it",
        )
    if named is before:
        if named.sealed == link.sha256:
            return None
        why = f"the snapshot of '{named.issue}' was edited or made anew after {own} was frozen"
        return Break(issue=named.issue, why=why)
    if before is None or (named.date, named.issue) > (snapshot.date, snapshot.issue):
        why = f"{own} was frozen after '{named.issue}' of {named.date}, but is dated {snapshot.date}: it was dated back"
        return Break(issue=snapshot.issue, why=why)
    since = f"'{before.issue}' of {before.date} was added or dated back since"
    return Break(issue=before.issue, why=f"{own} was frozen right after '{named.issue}'; {since}")
