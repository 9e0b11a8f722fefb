"""Somebody turns a bound: "up to 50" becomes "at least 50"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import get_args

from generator.text.money import Qualifier, Quantity
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, digits, quantity, spell
from tests.slips.reports import Style, case, found, report

TURNED: dict[Qualifier, Qualifier] = {"at least": "up to", "over": "up to", "up to": "at least", "under": "at least"}
OTHER_WORD: dict[Qualifier, Qualifier] = {"at least": "under", "over": "under", "up to": "over", "under": "over"}
SCOOP = "harbour-post"
"""The paper of the bench whose scoop others pass on."""


def turned(desk: Desk, *, style: Style) -> Case | LeftOut | None:
    """A page passes on what another claim of the deal says, and turns its bound."""
    base = next((one for one in desk.undisputed("money", "share", "power") if one.value.qualifier in TURNED), None)
    if base is None:
        return None
    if base.origin == "unstated":
        return LeftOut("nobody knows whose report it is")
    value = replace(base.value, qualifier=TURNED[base.value.qualifier])
    after, planted = report(desk, base, style, value, name="turned")
    return case(desk, after, planted, base, f"{value} for {base.value} of {base.claim.id}, whose report both pass on")


def leaked(desk: Desk, first: Style, word: Qualifier, **on: object) -> tuple[Desk, Told] | None:
    """The desk with an earlier leak about the deal's amount, as a page of a style tells it; None if the deal has talks
    of its own, or no amount."""
    amount = desk.amount()
    if amount is None or any(one.path == "amount" and one.claim.scope == "sought" for one in desk.claims()):
        return None
    scoop = replace(amount, origin=SCOOP, src=amount.src)
    value = quantity(spell(amount.number, max(2, digits(amount.number))), amount.value.unit, word)
    before, _ = report(
        desk, scoop, first, value, days=-20, name="leak", scope="sought", said="anonymous", on=on or None, what=None
    )
    return before, replace(found(before, "leak"), origin=SCOOP)


def turned_leak(
    desk: Desk, *, first: Style, then: Style, word: Qualifier, other: bool = False, origin: bool = False
) -> Case | None:
    """One page passes on a scoop, another one does too and turns the bound; with `origin` the other is the scoop."""
    given = leaked(desk, first, word, publisher=SCOOP if first == "own" else "ledger-wire")
    if given is None:
        return None
    before, base = given
    value = replace(base.value, qualifier=(OTHER_WORD if other else TURNED)[word])
    by = {"publisher": SCOOP if origin else "tidende"}
    after, planted = report(before, base, then, value, days=0 if origin else 2, name="turned", on=by)
    return case(before, after, planted, base, f"{value} for {base.value}, both are the report of {SCOOP}")


def repeated(desk: Desk, *, style: Style) -> Case | None:
    """One more page passes on the same bound."""
    base = next((one for one in desk.undisputed("money") if one.value.qualifier in TURNED), None)
    if base is None:
        return None
    after, planted = report(desk, base, style, base.value, name="repeated")
    return case(desk, after, planted, base, f"{base.value} once more")


def other_end(desk: Desk) -> Case | None:
    """Another paper knows the other end: at most 50, says one, more than 35 the other."""
    given = leaked(desk, "own", "up to", publisher=SCOOP)
    if given is None:
        return None
    before, base = given
    value = quantity(spell(base.number * 7 / 10, 2), base.value.unit, "over")
    after, planted = report(before, base, "own", value, name="other-end", days=2, on={"publisher": "tidende"})
    return case(before, after, planted, base, f"{value} fits {base.value}")


def own_bound(desk: Desk) -> Case | None:
    """Two papers have the same number from sources of their own, one as the least and one as the most."""
    given = leaked(desk, "own", "up to", publisher=SCOOP)
    if given is None:
        return None
    before, base = given
    value = Quantity("at least", base.number, None, base.value.unit)
    after, planted = report(before, base, "own", value, name="own-bound", days=2, on={"publisher": "tidende"})
    return case(before, after, planted, base, f"{value} is no copy of {base.value}")


assert set(TURNED) < set(get_args(Qualifier))

BOUND = Kind(
    name="bound",
    what="A bound is turned: 'up to 50' becomes 'at least 50' on a page that passes on the same report.",
    codes=("bound-flipped", "bound-hardened"),
    forms=(
        Form("relay of a claim, dated", partial(turned, style="relay")),
        Form("relay of a claim, undated", partial(turned, style="undated relay")),
        Form("second hand", partial(turned, style="second hand")),
        Form("two relays at equal distance", partial(turned_leak, first="relay", then="relay", word="up to")),
        Form("two relays, one undated", partial(turned_leak, first="relay", then="undated relay", word="at least")),
        Form("the origin's own page", partial(turned_leak, first="relay", then="own", word="up to", origin=True)),
        Form("relay of a scoop", partial(turned_leak, first="own", then="relay", word="over"), held_out=True),
        Form(
            "undated relay, another word",
            partial(turned_leak, first="relay", then="undated relay", word="up to", other=True),
            held_out=True,
        ),
    ),
    twins=(
        Form("one more relay", partial(repeated, style="relay")),
        Form("one more undated relay", partial(repeated, style="undated relay")),
        Form("the other end, known to another paper", other_end),
        Form("the same number from two sources of their own", own_bound),
    ),
)
