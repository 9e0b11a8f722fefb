"""Somebody prints the right digits with the wrong currency."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.text.money import Quantity
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, digits, quantity, spell
from tests.slips.reports import Style, case, report, taken

PARITY = Decimal("0.05")
"""Nearer than this two currencies cannot be told apart by a number."""

RELAYED = ("converted-by-relay",)
"""It is true of a relay's conversion that it adds nothing."""


def swapped(
    desk: Desk, *, style: Style, to: str = "", words: str = "", fewer: bool = False, rated: bool = True
) -> Case | LeftOut | None:
    """A page prints a claim's digits in another currency: `to`, else euros for dollars and dollars for all else.

    Unless `rated` the records hold no rate of pounds: the other claim's digits alone betray it.
    """
    base = next((one for one in desk.undisputed("money") if one.value.qualifier != "range"), None)
    if base is None:
        return None
    target = to or ("EUR" if base.value.unit == "USD" else "USD")
    if target == base.value.unit:
        return None
    factor = desk.factor(base.value.unit, target, base.day)
    if factor is None:
        return LeftOut("no rate of the day")
    if abs(factor - 1) < (PARITY * 2 if words == "about" or base.value.qualifier == "about" else PARITY):
        return LeftOut("the currencies were near parity")
    number = _respelt(base.number) if fewer else base.number
    value = Quantity("about" if words == "about" else base.value.qualifier, number, None, target)
    if taken(desk, base, value):
        return LeftOut("another claim has that number")
    before = desk if rated else desk.without_rates("GBP")
    after, planted = report(before, base, style, value, name="swapped")
    says = f"{value} for {base.value}; the other claim and the rate {factor:.4f} of {base.day} betray it"
    return case(before, after, planted, base, says)


def _respelt(number: Decimal) -> Decimal:
    """The number with a digit less; a number of one or two digits with one more."""
    count = digits(number)
    return spell(number, count - 1 if count > 2 else count + 1)


def converted(desk: Desk, *, style: Style, to: str, qualifier: str, count: int) -> Case | LeftOut | None:
    """A page gives the number in its readers' currency at the day's rate, and rounds."""
    base = next((one for one in desk.undisputed("money") if one.value.qualifier in ("exact", "about")), None)
    if base is None or base.value.unit == to:
        return None
    factor = desk.factor(base.value.unit, to, base.day)
    if factor is None:
        return LeftOut("no rate of the day")
    value = quantity(spell(base.number * factor, count), to, "about" if qualifier == "about" else base.value.qualifier)
    after, planted = report(desk, base, style, value, name="converted", days=0)
    return case(desk, after, planted, base, f"{value} is {base.value} at {factor:.4f}")


def other_thing(desk: Desk, *, scope: str) -> Case | LeftOut | None:
    """The same digits in another currency, of another thing: a factory that the page also tells of."""
    base = next((one for one in desk.undisputed("amount") if one.value.qualifier in ("exact", "about")), None)
    if base is None:
        return None
    value = quantity(base.number, "EUR" if base.value.unit == "USD" else "USD")
    before = desk.with_part("bench-plant")
    after, planted = report(before, base, "own", value, name="other", scope=scope, what="bench-plant")
    return case(before, after, planted, base, f"{value} is of another thing than {base.value}")


CURRENCY = Kind(
    name="currency",
    what="Equal digits in another currency: dollars printed as euros or pounds, euros as dollars.",
    codes=("currency-suspect", "rate-of-another-day"),
    forms=(
        Form("relay, as it stood", partial(swapped, style="relay")),
        Form("own report, about", partial(swapped, style="own", words="about")),
        Form("pounds, relay", partial(swapped, style="relay", to="GBP")),
        Form("pounds, page without origin", partial(swapped, style="unstated", to="GBP")),
        Form("pounds without a rate", partial(swapped, style="own", to="GBP", rated=False), true_of=("rate-missing",)),
        Form("undated relay", partial(swapped, style="undated relay")),
        Form("undated page of its own", partial(swapped, style="undated")),
        Form("other number of digits, own report", partial(swapped, style="own", fewer=True), held_out=True),
    ),
    twins=(
        Form(
            "converted at the day's rate",
            partial(converted, style="relay", to="EUR", qualifier="", count=3),
            true_of=RELAYED,
        ),
        Form("converted and about", partial(converted, style="own", to="EUR", qualifier="about", count=2)),
        Form("converted by a report of its own", partial(converted, style="own", to="EUR", qualifier="", count=3)),
        Form(
            "converted to pounds",
            partial(converted, style="relay", to="GBP", qualifier="about", count=2),
            true_of=RELAYED,
        ),
        Form("equal digits of another thing", partial(other_thing, scope="related")),
    ),
)
