"""Reports of the bench's own press: how a number that somebody else printed, or found out, appears on another page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from generator.analysis.origins import UNSTATED
from generator.text.money import Quantity
from tests.slips.bench import Spot
from tests.slips.case import Case
from tests.slips.desk import PRESS, Desk, Told, dice

Style = Literal["relay", "own", "undated relay", "undated", "unstated", "second hand"]
"""Whose report a page is, and whether it bears a date: a `relay` names the base claim's origin, an `own` report nobody,
`second hand` a paper between itself and the origin; an `undated` page reports itself, an `unstated` one is a collection
of links that names nobody."""


SAME = Decimal("0.02")
"""Two numbers nearer than this share are the same one, rounded."""


def press(desk: Desk, *words: str) -> str:
    """A publisher of the bench's own, another one for other words and none of those that `words` name."""
    others = sorted(name for name in PRESS if name not in words)
    return others[dice(desk.deal, *words) % len(others)]


def after(desk: Desk, base: Told, days: int) -> date:
    """So many days after a claim became known, never later than the day of the check."""
    return min((base.day or desk.today) + timedelta(days=days), desk.today)


def origin_of(desk: Desk, base: Told) -> str:
    """Whom a page names that passes a claim on."""
    return desk.archive.sources[base.src[0]].publisher if base.origin == UNSTATED else base.origin


def page(desk: Desk, base: Told, style: Style, days: int = 1) -> dict[str, Any]:
    """The fields of a page of a style that prints what `base` says, so many days later."""
    origin = origin_of(desk, base)
    publisher = press(desk, style, origin)
    fields: dict[str, Any] = {"publisher": publisher}
    if style in ("relay", "undated relay"):
        fields |= {"via": [origin]}
    if style == "second hand":
        between = next(name for name in sorted(PRESS) if name not in (publisher, origin))
        fields |= {"via": [between, origin]}
    if style == "unstated":
        fields |= {"kind": "aggregation"}
    if style not in ("undated relay", "undated"):
        fields |= {"published": after(desk, base, days)}
    return fields


def report(
    desk: Desk,
    base: Told,
    style: Style,
    value: Quantity,
    *,
    days: int = 1,
    name: str = "planted",
    on: Mapping[str, Any] | None = None,
    **given: Any,
) -> tuple[Desk, tuple[Spot, Spot]]:
    """The desk with a page that prints `value` of what `base` is about, and the places of the claim and of the page.

    `given` are fields of the claim; scope, basis and part are those of `base` unless they are given. `on` are fields of
    the page in place of those of the style.
    """
    source = f"bench-{name}"
    passed_on = style in ("relay", "undated relay", "second hand")
    fields: dict[str, Any] = {
        "id": f"bench-{name}",
        "value": value,
        "src": source,
        "said": base.claim.said if passed_on else "unattributed",
        "scope": base.claim.scope,
        "basis": base.claim.basis,
        "what": base.claim.what,
    }
    paged = desk.with_page(source, **{**page(desk, base, style, days), **(on or {})})
    told, spot = paged.with_claim(base.figure, **{**fields, **given})
    return told, (spot, Spot(record=f"sources/{source}"))


def found(desk: Desk, name: str) -> Told:
    """A claim of the bench's own, by the name that `report` was given."""
    return next(one for one in desk.claims() if one.claim.id == f"bench-{name}")


def case(before: Desk, after: Desk, planted: tuple[Spot, ...], base: Told, says: str) -> Case:
    """A case that one other claim betrays."""
    return Case(before=before, after=after, planted=planted, evidence=(before.spot(*base.way),), says=says)


def taken(desk: Desk, base: Told, value: Quantity, **scope: object) -> bool:
    """Whether somebody claims that very number of the same thing, so that it may be right.

    `scope` names what of the claim's group is not as in `base`.
    """
    group = (
        base.path,
        scope.get("scope", base.claim.scope),
        scope.get("basis", base.claim.basis),
        scope.get("what", base.claim.what),
    )
    rivals = [one for one in desk.claims() if one.group == group and one.way != base.way and one.value.low]
    return any(_equal(desk, value, one, base.day or desk.today) for one in rivals)


def _equal(desk: Desk, value: Quantity, one: Told, day: date) -> bool:
    """Whether a claim prints the number, whatever its bound, at the rate of the day."""
    factor = desk.factor(one.value.unit, value.unit, day)
    if factor is None or value.low is None:
        return one.value.unit == value.unit and one.number == value.low
    ends = [end * factor for end in (one.value.low, one.value.high) if end is not None]
    return any(abs(end - value.low) <= SAME * value.low for end in ends)
