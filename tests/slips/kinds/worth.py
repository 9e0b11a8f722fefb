"""Somebody prints what a company is worth as what was raised or paid."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.content.records.figure import Amount
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, dice, digits, quantity, spell
from tests.slips.kinds.bases import announced, valued
from tests.slips.reports import SAME, Style, case, found, report, taken

BOUGHT = ("acquisition", "merger")
"""Kinds of deals in which all of a company is bought, so that its price is its worth."""


def both(desk: Desk) -> tuple[Desk, Told, Told] | LeftOut | None:
    """The valuation and the amount of a deal in which new money is raised."""
    if desk.record.kind in BOUGHT:
        return None
    before = announced(valued(desk))
    worths = [one for one in before.undisputed("valuation") if one.value.high is None and one.claim.scope == "headline"]
    if not worths:
        return None
    amounts = [one for one in before.undisputed("amount") if one.claim.scope in ("headline", "sought")]
    if not amounts:
        return LeftOut("no amount to hold it against")
    worth, amount = worths[0], amounts[0]
    if taken(before, amount, worth.value):
        return LeftOut("another claim has that number")
    return before, worth, amount


def raised(
    desk: Desk, *, style: Style, about: bool = False, to: str = "", other_digits: bool = False
) -> Case | LeftOut | None:
    """A page prints the valuation as the amount."""
    given = both(desk)
    if not isinstance(given, tuple):
        return given
    before, worth, amount = given
    return _printed(before, worth, amount, style=style, about=about, to=to, other_digits=other_digits)


def _printed(
    before: Desk, worth: Told, amount: Told, *, style: Style, about: bool, to: str, other_digits: bool
) -> Case | LeftOut | None:
    factor = before.factor(worth.value.unit, to or worth.value.unit, worth.day)
    if factor is None or to == worth.value.unit:
        return LeftOut("no rate of the day") if factor is None else None
    count = digits(worth.number)
    count = 3 if to else (count - 1 if count > 2 else count + 1) if other_digits else count
    value = quantity(
        spell(worth.number * factor, count), to or worth.value.unit, "about" if about else worth.value.qualifier
    )
    told, planted = report(before, amount, style, value, name="worth", basis=None)
    says = f"{value} as the amount; it is the valuation {worth.value}, the amount is {amount.value}"
    spots = (before.spot(*worth.way), before.spot(*amount.way))
    return Case(before=before, after=told, planted=planted, evidence=spots, says=says)


def combined(desk: Desk) -> tuple[Desk, Told, Told] | LeftOut | None:
    """The price of an acquisition and what buyer and bought are worth together, rightly labelled."""
    price = desk.amount()
    if desk.record.kind not in BOUGHT:
        return None
    if price is None:
        return LeftOut("no price to hold it against")
    own = [one for one in desk.undisputed("valuation") if one.claim.scope == "related" and one.value.high is None]
    own = [one for one in own if not taken(desk, price, one.value)]
    if own:
        return desk, own[0], price
    share = Decimal(("2.4", "5.1", "7.3")[dice(desk.deal, "combined") % 3])
    value = quantity(spell(price.number * share, 2), price.value.unit)
    before = desk.with_part("bench-combined").with_page(
        "bench-combined", "wochenspiegel", published=min(price.day or desk.today, desk.today)
    )
    fields = {"id": "bench-combined", "value": str(value), "src": ["bench-combined"], "scope": "related"}
    fields |= {"what": "bench-combined", "said": "company"}
    valuation = Amount.model_validate({"claims": [fields]})
    if desk.record.valuation:
        claims = (*desk.record.valuation.claims, *valuation.claims)
        valuation = desk.record.valuation.model_copy(update={"claims": claims})
    before = before.with_deal(valuation=valuation)
    return before, found(before, "combined"), price


def paid(desk: Desk, *, style: Style, about: bool = False, other_digits: bool = False) -> Case | LeftOut | None:
    """A page prints what the two are worth together as the price."""
    given = combined(desk)
    if not isinstance(given, tuple):
        return given
    before, worth, price = given
    return _printed(before, worth, price, style=style, about=about, to="", other_digits=other_digits)


def labelled(desk: Desk, *, style: Style) -> Case | LeftOut | None:
    """A page prints the valuation as the valuation."""
    given = both(desk)
    if not isinstance(given, tuple):
        return given
    before, worth, _ = given
    told, planted = report(before, worth, style, worth.value, name="right")
    return case(before, told, planted, worth, f"{worth.value} is the valuation here too")


def price_is_worth(desk: Desk) -> Case | None:
    """The price of a whole company is entered as its valuation, too: that is what it is worth."""
    price = desk.amount()
    if desk.record.kind not in BOUGHT or price is None or desk.record.valuation:
        return None
    before = desk.with_page("bench-worth", "wochenspiegel", published=price.day)
    fields = {"id": "bench-worth", "value": str(price.value), "src": ["bench-worth"]}
    told = before.with_deal(valuation=Amount.model_validate({"claims": [fields]}))
    return case(desk, told, (told.spot("valuation"),), price, f"{price.value} is price and worth")


def other_thing(desk: Desk) -> Case | LeftOut | None:
    """What another company is worth, on the same page, has the digits of the amount."""
    given = both(desk)
    if not isinstance(given, tuple):
        return given
    before, worth, amount = given
    if abs(worth.number - amount.number) <= SAME * worth.number or worth.value.unit != amount.value.unit:
        return LeftOut("the two numbers are one")
    before = before.with_part("bench-rival")
    value = quantity(amount.number, amount.value.unit)
    told, planted = report(before, worth, "own", value, name="rival", scope="related", what="bench-rival", basis=None)
    return case(before, told, planted, amount, f"{value} is what a rival is worth")


CODES = ("valuation-as-raise", "scope-suspect")
RAISED = Kind(
    name="worth",
    what="What the company is worth is printed as what it raised.",
    codes=CODES,
    forms=(
        Form("own report", partial(raised, style="own")),
        Form("relay", partial(raised, style="relay")),
        Form("undated page", partial(raised, style="undated")),
        Form("about, page without origin", partial(raised, style="unstated", about=True)),
        Form("in euros, own report", partial(raised, style="own", to="EUR")),
        Form("other number of digits, relay", partial(raised, style="relay", other_digits=True), held_out=True),
    ),
    twins=(
        Form("as the valuation, own report", partial(labelled, style="own")),
        Form("as the valuation, relay", partial(labelled, style="relay")),
        Form("a rival's worth with the amount's digits", other_thing),
    ),
)
PRICE = Kind(
    name="price",
    what="What buyer and bought are worth together is printed as the price of an acquisition.",
    codes=CODES,
    forms=(
        Form("own report", partial(paid, style="own")),
        Form("relay", partial(paid, style="relay")),
        Form("undated page", partial(paid, style="undated")),
        Form("about, page without origin", partial(paid, style="unstated", about=True)),
        Form("other number of digits, relay", partial(paid, style="relay", other_digits=True), held_out=True),
    ),
    twins=(Form("the price is the worth", price_is_worth),),
)
