"""Somebody prints a part, a sum of years or a plan as if it were what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from generator.content.records.deal import Condition
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, dice, digits, quantity, spell
from tests.slips.reports import SAME, Style, case, found, report, taken

PART = "bench-part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A number that is not the deal's own, and how it is entered rightly."""

    scope: str
    """The scope that it should have."""
    shares: tuple[str, ...]
    """Shares of the deal's amount that it may be, where the deal has no such number itself."""
    days: int = 0
    """How many days after the amount it is reported; talks come before."""
    fields: Mapping[str, Any]
    """Further fields of its claim."""


OTHERS = {
    "part": Other(scope="part", shares=("0.35", "0.6", "0.42"), fields={"what": PART, "said": "company"}),
    "conditional": Other(scope="part", shares=("0.7", "0.55", "0.3"), fields={"what": PART, "said": "company"}),
    "cumulative": Other(scope="cumulative", shares=("1.6", "2.3", "3.1"), fields={"what": None}),
    "previous": Other(scope="previous", shares=("0.3", "0.55", "0.7"), fields={"what": PART}),
    "annual": Other(scope="recurring", shares=("0.2", "0.14", "0.33"), fields={"what": PART, "said": "company"}),
    "sought": Other(
        scope="sought", shares=("0.8", "1.25", "1.4"), days=-25, fields={"what": None, "said": "anonymous"}
    ),
}


def both(desk: Desk, what: str) -> tuple[Desk, Told, Told] | LeftOut | None:
    """The deal's amount and the other number rightly labelled: the deal's own if it has one, else one of the bench's."""
    whole, other = desk.amount(), OTHERS[what]
    if whole is None:
        return None
    own = [one for one in desk.undisputed("amount") if one.claim.scope == other.scope and _differs(desk, one)]
    if own and what != "conditional":
        return desk, whole, own[0]
    if any(one.path == "amount" and one.claim.scope == other.scope for one in desk.claims()) and what == "sought":
        return LeftOut("the deal's own talks cannot be told from the bench's")
    before = desk.with_part(PART)
    if what == "conditional":
        words = {language: "Bedingung" for language in desk.archive.publication.languages}
        condition = Condition.model_validate({"kind": "milestone", "text": words, "src": [whole.src[0]]})
        before = before.with_deal(conditions=(*desk.record.conditions, condition))
    share = other.shares[dice(desk.deal, what) % len(other.shares)]
    number = spell(whole.number * Decimal(share), max(2, min(3, digits(whole.number) + 1)))
    value = quantity(number, whole.value.unit, "up to" if what == "sought" else "exact")
    scoop = replace(whole, origin="harbour-post")
    told, _ = report(
        before,
        scoop,
        "own",
        value,
        days=other.days,
        name="labelled",
        on={"publisher": "harbour-post"},
        scope=other.scope,
        **other.fields,
    )
    labelled = found(told, "labelled")
    return (told, whole, labelled) if _differs(told, labelled) else LeftOut("the two numbers are one")


def _differs(desk: Desk, one: Told) -> bool:
    """Whether nobody prints the number as what was agreed."""
    return one.value.high is None and not taken(desk, one, one.value, scope="headline", what=None, basis=None)


def unlabelled(
    desk: Desk, *, what: str, style: Style, about: bool = False, to: str = "", other_digits: bool = False
) -> Case | LeftOut | None:
    """A page prints the other number as the deal's, and an editor enters it so."""
    given = both(desk, what)
    if not isinstance(given, tuple):
        return given
    before, whole, base = given
    factor = desk.factor(base.value.unit, to or base.value.unit, base.day)
    if factor is None or to == base.value.unit:
        return LeftOut("no rate of the day") if factor is None else None
    count = digits(base.number)
    number = spell(
        base.number * factor, 3 if to else (count - 1 if count > 2 else count + 1) if other_digits else count
    )
    value = quantity(number, to or base.value.unit, "about" if about else "exact")
    days = 30 if what == "sought" else 2
    told, planted = report(
        before, base, style, value, days=days, name="unlabelled", scope="headline", what=None, basis=None
    )
    says = f"{value} as what was agreed; it is {base.claim.scope} in {base.claim.id}, agreed were {whole.value}"
    spots = (before.spot(*base.way), before.spot(*whole.way))
    return Case(before=before, after=told, planted=planted, evidence=spots, says=says)


def labelled(desk: Desk, *, what: str, style: Style) -> Case | LeftOut | None:
    """A page prints the other number and says what it is."""
    given = both(desk, what)
    if not isinstance(given, tuple):
        return given
    before, _, base = given
    told, planted = report(before, base, style, base.value, days=2, name="right")
    return case(before, told, planted, base, f"{base.value} is {base.claim.scope} here too")


def came_true(desk: Desk) -> Case | None:
    """What was sought is what was agreed: the same number, before and after."""
    whole = desk.amount()
    if whole is None or any(one.path == "amount" and one.claim.scope == "sought" for one in desk.claims()):
        return None
    told, planted = report(
        desk, whole, "own", whole.value, days=-25, name="sought", scope="sought", said="anonymous", what=None
    )
    return case(desk, told, planted, whole, f"{whole.value} was sought, and was agreed later")


def first_round(desk: Desk) -> Case | None:
    """All that a company ever raised is its first round."""
    whole = desk.amount()
    if whole is None or any(one.path == "amount" and one.claim.scope == "cumulative" for one in desk.claims()):
        return None
    told, planted = report(desk, whole, "own", whole.value, days=3, name="total", scope="cumulative", what=None)
    return case(desk, told, planted, whole, f"{whole.value} is the round, and all that was raised so far")


def other_thing(desk: Desk, *, what: str) -> Case | LeftOut | None:
    """Something else on the page has the digits of the labelled number."""
    given = both(desk, what)
    if not isinstance(given, tuple):
        return given
    before, _, base = given
    before = before.with_part("bench-plant")
    told, planted = report(before, base, "own", base.value, name="other", scope="related", what="bench-plant")
    return case(before, told, planted, base, f"{base.value} is what a factory costs")


def rest(desk: Desk) -> Case | LeftOut | None:
    """A page names the other part, so that both make the whole."""
    given = both(desk, "part")
    if not isinstance(given, tuple):
        return given
    before, whole, base = given
    factor = desk.factor(whole.value.unit, base.value.unit, base.day)
    if factor is None or base.number >= whole.number * factor:
        return LeftOut("the part is no part of this whole")
    left = whole.number * factor - base.number
    if left <= whole.number * factor * SAME:
        return LeftOut("nothing is left")
    before = before.with_part("bench-rest")
    value = quantity(spell(left, max(digits(left.normalize()), 1) if factor == 1 else 3), base.value.unit)
    told, planted = report(before, base, "own", value, name="rest", what="bench-rest")
    return case(before, told, planted, base, f"{value} and {base.value} make {whole.value}")


CODES = ("scope-suspect", "scope-contradiction")
WHAT = {
    "part": "A part is printed as the whole: the first step as the round.",
    "conditional": "Money that hangs on a condition is printed as paid or agreed.",
    "cumulative": "All that was ever raised is printed as this round.",
    "previous": "The amount of an earlier deal is printed as this one's.",
    "annual": "What is due in a year is printed as the value of the contract.",
    "sought": "What was wanted in talks is printed as agreed, after something else was agreed.",
}


def _kind(what: str, *twins: Form) -> Kind:
    plant = partial(unlabelled, what=what)
    return Kind(
        name=what,
        what=WHAT[what],
        codes=(*CODES, "instalments-mismatch") if what == "annual" else CODES,
        forms=(
            Form("own report", partial(plant, style="own")),
            Form("relay of who said it rightly", partial(plant, style="relay")),
            Form("undated page", partial(plant, style="undated")),
            Form("about, page without origin", partial(plant, style="unstated", about=True)),
            Form("in euros, own report", partial(plant, style="own", to="EUR")),
            Form("other number of digits, relay", partial(plant, style="relay", other_digits=True), held_out=True),
        ),
        twins=(
            Form("with its label, own report", partial(labelled, what=what, style="own")),
            Form("with its label, relay", partial(labelled, what=what, style="relay")),
            *twins,
        ),
    )


SCOPES = (
    _kind(
        "part",
        Form("the other part", rest),
        Form("another thing of that number", partial(other_thing, what="part")),
    ),
    _kind("conditional"),
    _kind("cumulative", Form("the first round is all that was raised", first_round)),
    _kind("previous", Form("another thing of that number", partial(other_thing, what="previous"))),
    _kind("annual"),
    _kind("sought", Form("what was sought came true", came_true)),
)
