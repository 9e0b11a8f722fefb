"""Differences between two issues, in what they showed of a deal that both list: its step, its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from generator.content.records import Snapshot
from generator.content.records.deal import STATUS_ORDER, Correction
from generator.content.records.snapshot import FrozenClaim, FrozenFigure, FrozenStep
from generator.text.money import Interval

Kind = Literal[
    "corrected",
    "ended",
    "forward",
    "back",
    "new",
    "hidden",
    "agreed",
    "agreed_above",
    "agreed_below",
    "reopened",
    "whole",
    "restated",
    "rebased",
    "firmed",
    "widened",
    "above",
    "below",
    "other",
]
"""How something changed. Of a step: it was corrected, the deal ended, went forward or back.

Of a figure: it was corrected, named for the first time (`new`) or no longer (`hidden`); what was sought is agreed, as
much as was thought, more or less; what was agreed is sought again (`reopened`); the whole is known where a part was;
a valuation is the same on the other basis (`restated`), or cannot be compared with the old one (`rebased`); the number
lies within the old one (`firmed`), or the old one within it (`widened`); it is all above or all below the old one; or
neither holds the other (`other`)."""

WORTH = 3
"""How many changes of a deal readers are told at most; corrections besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two issues."""

    kind: Kind
    """How it changed."""
    deal: str
    """Id of the deal."""
    path: str | None
    """Address of the figure in the deal; None for the deal's status."""
    before: FrozenClaim | FrozenStep | None
    """What the earlier issue showed; None if it had nothing there."""
    after: FrozenClaim | FrozenStep | None
    """What the later issue shows; None if a correction took it away."""
    money: FrozenClaim | None = None
    """The new money that makes one basis of a valuation of the other; None if the change needs none."""


def between(older: Snapshot, newer: Snapshot, corrections: Iterable[tuple[str, Correction]] = ()) -> tuple[Change, ...]:
    """Every difference, each deal's status before its figures, in the order of their names.

    A figure is corrected if a correction names it that is later than the older issue and not later than the newer.
    """
    told = {
        entry.full_name(deal).partition("#")[0] for deal, entry in corrections if older.date < entry.date <= newer.date
    }
    both = older.deals.keys() & newer.deals.keys()
    found = [_status(deal, older.deals[deal], newer.deals[deal], f"{deal}/status" in told) for deal in both]
    for address in older.figures.keys() | newer.figures.keys():
        deal, _, path = address.partition("/")
        before, after = older.figures.get(address), newer.figures.get(address)
        # A deal that only one issue lists may still be quoted by both.
        if deal in both or (before and after):
            money = newer.figures.get(f"{deal}/amount")
            change = _figure(deal, path, before, after, address in told)
            found.append(_on_one_basis(change, money.claim if money else None) if change else None)
    changes = [change for change in found if change]
    return tuple(sorted(changes, key=lambda change: (change.deal, change.path or "")))


def last_treated(
    name: str, shown: Snapshot, order: Iterable[str], snapshots: Mapping[str, Snapshot]
) -> dict[str, Snapshot]:
    """For each deal of an issue the latest issue before it that lists the deal too; `order` is oldest first.

    A deal that none of them lists is not there.
    """
    found: dict[str, Snapshot] = {}
    for other in order:
        if other == name:
            break
        earlier = snapshots.get(other)
        if earlier:
            found |= {deal: earlier for deal in shown.deals if deal in earlier.deals}
    return found


def _status(deal: str, before: tuple[FrozenStep, ...], after: tuple[FrozenStep, ...], corrected: bool) -> Change | None:
    old, new = (before[-1] if before else None), (after[-1] if after else None)
    if (old and old.to) == (new and new.to) and not (corrected and old != new):
        return None
    kind: Kind
    if corrected:
        kind = "corrected"
    elif new is not None and new.to not in STATUS_ORDER:
        kind = "ended"
    else:
        begins = old is None or old.to not in STATUS_ORDER
        kind = "forward" if new is not None and (begins or (old and _place(new) > _place(old))) else "back"
    return Change(kind=kind, deal=deal, path=None, before=old, after=new)


def _place(step: FrozenStep) -> int:
    return STATUS_ORDER.index(step.to)


def _figure(
    deal: str, path: str, before: FrozenFigure | None, after: FrozenFigure | None, corrected: bool
) -> Change | None:
    old, new = before.claim if before else None, after.claim if after else None
    if before and new and old is None:
        # An announcement takes what was sought from the page; readers remember it all the same.
        old = _sought(before, new)
    if old == new or (old and new and _says(old) == _says(new)):
        return None
    if corrected:
        return Change(kind="corrected", deal=deal, path=path, before=old, after=new)
    if new is None:
        return None
    return Change(kind=_kind(old, new) if old else "new", deal=deal, path=path, before=old, after=new)


def _sought(figure: FrozenFigure, agreed: FrozenClaim) -> FrozenClaim | None:
    """What was last said to be sought of a number that is now agreed, None if nothing was."""
    found = [
        claim
        for claim in figure.claims.values()
        if (claim.scope, claim.basis, claim.what, claim.flag) == ("sought", agreed.basis, None, None)
    ]
    return max(found, key=lambda claim: claim.known) if found and agreed.scope == "headline" else None


def _says(claim: FrozenClaim) -> tuple[object, ...]:
    return claim.value, claim.scope, claim.basis, claim.what


def _kind(old: FrozenClaim, new: FrozenClaim) -> Kind:
    one, other = old.quantity, new.quantity
    if (one.low is None) != (other.low is None):
        return "new" if one.low is None else "hidden"
    if old.basis != new.basis:
        return "rebased"
    size = _size(one.interval, other.interval) if one.unit == other.unit and one.low is not None else "other"
    scopes = (old.scope, new.scope)
    if scopes == ("part", "headline"):
        return "whole"
    if scopes in (("sought", "headline"), ("sought", "part")):
        agreed: Mapping[Kind, Kind] = {"above": "agreed_above", "below": "agreed_below"}
        # A part that is smaller says nothing of the whole.
        return "agreed" if new.scope == "part" and size != "above" else agreed.get(size, "agreed")
    if scopes == ("headline", "sought"):
        return "reopened"
    return size if (old.scope, old.what) == (new.scope, new.what) else "other"


def _size(old: Interval, new: Interval) -> Kind:
    """How a number lies to an older one, in one unit."""
    shared = old.meet(new)
    if shared.empty:
        return "above" if old.high is not None and new.low >= old.high else "below"
    if shared == new and new != old:
        return "firmed"
    return "widened" if shared == old and old != new else "other"


def _on_one_basis(change: Change, money: FrozenClaim | None) -> Change:
    """The change of a valuation whose basis changed too: what was before the new money and the money itself make what
    is after it, and only so the two are compared."""
    old, new = change.before, change.after
    if change.kind != "rebased" or not isinstance(old, FrozenClaim) or not isinstance(new, FrozenClaim):
        return change
    pre, post = (old, new) if old.basis == "pre_money" else (new, old)
    if (pre.basis, post.basis) != ("pre_money", "post_money") or money is None or money.scope != "headline":
        return change
    parts = (pre.quantity, money.quantity, post.quantity)
    if len({part.unit for part in parts}) > 1 or any(part.low is None for part in parts):
        return change
    whole = parts[0].interval.plus(parts[1].interval).widen(sum((part.step for part in parts), Decimal(0)) / 2)
    size = _size(whole, post.quantity.interval)
    if size not in ("above", "below"):
        return replace(change, kind="restated", money=money)
    rose = (size == "above") == (post is new)
    return replace(change, kind="above" if rose else "below")
