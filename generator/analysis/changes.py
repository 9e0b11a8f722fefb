"""Differences between two issues, in what they showed of the deals that both know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.analysis.frozen import names
from generator.content.records import Snapshot
from generator.content.records.deal import STATUS_ORDER, Correction
from generator.content.records.snapshot import FrozenClaim, FrozenFigure, FrozenStep

Kind = Literal["cancelled", "corrected", "firmed", "moved", "widened", "new"]
"""Firmed: a step forward, a number agreed that was sought, or a narrower one within the old. Widened: the reverse.
Moved: another number that the old one neither holds nor is held by, so it is neither firmer nor looser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two issues."""

    kind: Kind
    """How it is told to readers: "firmed", "moved", "new", …"""
    deal: str
    """Id of the deal."""
    path: str | None
    """Address of the figure in the deal; None for the deal's status."""
    before: FrozenClaim | FrozenStep | None
    """What the earlier issue showed; None if it had nothing there."""
    after: FrozenClaim | FrozenStep | None
    """What the later issue shows; None if a correction took it away."""


def between(older: Snapshot, newer: Snapshot, corrections: Iterable[tuple[str, Correction]] = ()) -> tuple[Change, ...]:
    """Every difference, each deal's status before its figures, in the order of their names.

    A figure is corrected if a correction names it that is later than the older issue and not later than the newer.
    """
    told = {
        names(entry, deal).partition("#")[0] for deal, entry in corrections if older.date < entry.date <= newer.date
    }
    both = older.deals.keys() & newer.deals.keys()
    found = [_status(deal, older.deals[deal], newer.deals[deal], f"{deal}/status" in told) for deal in both]
    for address in older.figures.keys() | newer.figures.keys():
        deal, _, path = address.partition("/")
        before, after = older.figures.get(address), newer.figures.get(address)
        # A deal that only one issue lists may still be quoted by both.
        if deal in both or (before and after):
            found.append(_figure(deal, path, before, after, address in told))
    changes = [change for change in found if change]
    return tuple(sorted(changes, key=lambda change: (change.deal, change.path or "")))


def predecessor(name: str, shown: Snapshot, order: Iterable[str], snapshots: Mapping[str, Snapshot]) -> Snapshot | None:
    """The latest frozen issue before this one that shares a deal with it, None if there is none; `order` is oldest
    first."""
    found = None
    for other in order:
        if other == name:
            return found
        frozen = snapshots.get(other)
        if frozen and frozen.deals.keys() & shown.deals.keys():
            found = frozen
    return found


def _status(deal: str, before: tuple[FrozenStep, ...], after: tuple[FrozenStep, ...], corrected: bool) -> Change | None:
    old, new = (before[-1] if before else None), (after[-1] if after else None)
    if (old and old.to) == (new and new.to) and not (corrected and old != new):
        return None
    kind: Kind
    if corrected:
        kind = "corrected"
    elif old is None:
        kind = "new"
    elif new is not None and new.to not in STATUS_ORDER:
        kind = "cancelled"
    else:
        forward = new is not None and (old.to not in STATUS_ORDER or _place(new) > _place(old))
        kind = "firmed" if forward else "widened"
    return Change(kind=kind, deal=deal, path=None, before=old, after=new)


def _place(step: FrozenStep) -> int:
    return STATUS_ORDER.index(step.to)


def _figure(
    deal: str, path: str, before: FrozenFigure | None, after: FrozenFigure | None, corrected: bool
) -> Change | None:
    old, new = before.claim if before else None, after.claim if after else None
    if old == new or (old and new and _says(old) == _says(new)):
        return None
    if corrected:
        return Change(kind="corrected", deal=deal, path=path, before=old, after=new)
    if new is None:
        return None
    kind: Kind = "new" if old is None or before is None or after is None else _kind(old, new, before, after)
    return Change(kind=kind, deal=deal, path=path, before=old, after=new)


def _says(claim: FrozenClaim) -> tuple[object, ...]:
    return claim.value, claim.scope, claim.basis, claim.what


def _kind(old: FrozenClaim, new: FrozenClaim, before: FrozenFigure, after: FrozenFigure) -> Kind:
    one, other = old.quantity, new.quantity
    if (one.low is None) != (other.low is None):
        return "firmed" if one.low is None else "widened"
    if (old.basis, old.what) != (new.basis, new.what):
        return "moved"
    if old.scope == "sought" and new.scope == "headline":
        return "firmed"
    if old.scope == "headline" and new.scope == "sought":
        return "widened"
    a, b = before.bounds, after.bounds
    if a is None or b is None or one.unit != other.unit:
        return "moved"
    if a.meet(b) == b and b != a:
        return "firmed"
    return "widened" if a.meet(b) == a and a != b else "moved"
