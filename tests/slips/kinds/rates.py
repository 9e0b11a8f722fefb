"""Somebody converts a number at the rate of another day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, dice, digits, quantity, spell
from tests.slips.kinds.currency import RELAYED
from tests.slips.reports import Style, case, report, taken

APART = (Decimal("0.06"), Decimal("0.25"))
"""How far the wrong rate is from that of the day: more than rounding explains, less than anybody notices at a look."""
BACK = 3 * 365
"""How many days back a rate may be that somebody still has in mind."""


def converted(desk: Desk, *, style: Style, count: int = 3, days: int = 1, late: bool = False) -> Case | LeftOut | None:
    """A page converts at a rate of long ago."""
    base = _base(desk)
    if base is None:
        return None
    target = "USD" if base.value.unit == "EUR" else "EUR"
    true = desk.factor(base.value.unit, target, base.day)
    if true is None or base.day is None:
        return LeftOut("no rate of the day")
    other = _other_day(desk, base.value.unit or "", target, base.day, true)
    if other is None:
        return LeftOut("no other day's rate is far enough away")
    wrong = desk.factor(base.value.unit, target, other) or true
    value = quantity(spell(base.number * wrong, count), target)
    if taken(desk, base, value):
        return LeftOut("another claim has that number")
    after, planted = report(desk, base, style, value, days=20 if late else days, name="converted")
    says = f"{value} is {base.value} at {wrong:.4f} of {other}; on {base.day} it was {true:.4f}"
    return case(desk, after, planted, base, says)


def right(desk: Desk, *, style: Style, back: int, count: int) -> Case | LeftOut | None:
    """A page converts at the rate of the day, or of a few days earlier."""
    base = _base(desk)
    if base is None or base.day is None:
        return None
    target = "USD" if base.value.unit == "EUR" else "EUR"
    factor = desk.factor(base.value.unit, target, base.day - timedelta(days=back))
    true = desk.factor(base.value.unit, target, base.day)
    if factor is None or true is None:
        return LeftOut("no rate of the day")
    if abs(factor / true - 1) > Decimal("0.01"):
        return LeftOut("the rate moved by more than 1 %")
    value = quantity(spell(base.number * factor, count), target)
    after, planted = report(desk, base, style, value, name="converted")
    return case(desk, after, planted, base, f"{value} is {base.value} at {factor:.4f}")


def _base(desk: Desk) -> Told | None:
    found = [one for one in desk.undisputed("money") if one.value.qualifier == "exact"]
    return next((one for one in found if one.value.unit in ("USD", "EUR") and digits(one.number) <= 4), None)


def _other_day(desk: Desk, source: str, target: str, day: date, true: Decimal) -> date | None:
    """A day in the years before on which the rate was far enough away; another one for another deal."""
    days = [
        one for code, one in desk.archive.rates.table if code == "USD" and timedelta(0) < day - one < timedelta(BACK)
    ]
    far = [one for one in sorted(days) if _is_far(desk.factor(source, target, one), true)]
    return far[dice(desk.deal, "rate") % len(far)] if far else None


def _is_far(factor: Decimal | None, true: Decimal) -> bool:
    return factor is not None and APART[0] <= abs(factor / true - 1) <= APART[1]


RATE = Kind(
    name="rate",
    what="A number is converted at another day's rate.",
    codes=("rate-of-another-day", "currency-suspect"),
    forms=(
        Form("relay", partial(converted, style="relay")),
        Form("own report", partial(converted, style="own")),
        Form("undated relay, four digits", partial(converted, style="undated relay", count=4)),
        Form("three weeks later, relay", partial(converted, style="relay", late=True)),
        Form("page without origin, four digits", partial(converted, style="unstated", count=4), held_out=True),
    ),
    twins=(
        Form("the day's rate, relay", partial(right, style="relay", back=0, count=3), true_of=RELAYED),
        Form("the rate of three days before, relay", partial(right, style="relay", back=3, count=3), true_of=RELAYED),
        Form("the rate of a week before, own report", partial(right, style="own", back=7, count=3)),
        Form("two digits, page without origin", partial(right, style="unstated", back=0, count=2), true_of=RELAYED),
    ),
)
