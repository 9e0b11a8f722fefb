"""Somebody is wrong by a factor of ten or a thousand."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.text.money import Qualifier
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, digits, quantity, spell
from tests.slips.kinds.currency import RELAYED
from tests.slips.reports import Style, case, report, taken

CODES = ("scale-slip",)


def slipped(
    desk: Desk, *, by: str, style: Style, about: bool = False, fewer: bool = False, language: str = "en"
) -> Case | LeftOut | None:
    """A page prints a claim's digits with the wrong power of ten."""
    base = _plain(desk)
    if base is None:
        return None
    count = digits(base.number)
    number = spell(base.number, count - 1 if count > 2 else count + 1) if fewer else base.number
    value = quantity(number * Decimal(by), base.value.unit, _word(base, about))
    if taken(desk, base, value):
        return LeftOut("another claim has that number")
    after, planted = report(desk, base, style, value, name="slipped", on={"language": language})
    return case(desk, after, planted, base, f"{value} for {base.value}")


def across(desk: Desk, *, by: str, to: str, style: Style, about: bool = False) -> Case | LeftOut | None:
    """A page converts a claim at the day's rate and loses or gains a power of ten over it."""
    base = _plain(desk)
    if base is None or base.value.unit == to:
        return None
    factor = desk.factor(base.value.unit, to, base.day)
    if factor is None:
        return LeftOut("no rate of the day")
    value = quantity(spell(base.number * factor * Decimal(by), 3), to, _word(base, about))
    if taken(desk, base, value):
        return LeftOut("another claim has that number")
    after, planted = report(desk, base, style, value, name="slipped", days=0)
    return case(desk, after, planted, base, f"{value} for {base.value}, which is {by} of it at {factor:.4f}")


def megawatts(desk: Desk, *, style: Style, right: bool) -> Case | None:
    """A page prints gigawatts as megawatts: with the same digits, or `right`."""
    found = [one for one in desk.undisputed("power") if one.value.unit == "GW" and one.value.high is None]
    if not found:
        return None
    base = found[0]
    number = base.number * 1000 if right else base.number
    after, planted = report(desk, base, style, quantity(number, "MW", base.value.qualifier), name="megawatts")
    return case(desk, after, planted, base, f"{number} MW for {base.value}")


def tenth(desk: Desk, *, scope: str, by: str) -> Case | None:
    """A page tells of a part or of another thing that is a tenth or a thousandth of it, with the same digits."""
    base = _plain(desk)
    if base is None:
        return None
    before = desk.with_part("bench-part")
    value = quantity(base.number * Decimal(by), base.value.unit)
    after, planted = report(before, base, "own", value, name="tenth", scope=scope, what="bench-part")
    return case(before, after, planted, base, f"{value} is {scope}, {base.value} is not")


def _plain(desk: Desk) -> Told | None:
    found = [one for one in desk.undisputed("money") if one.value.qualifier in ("exact", "about")]
    return next((one for one in found if one.claim.scope in ("headline", "sought", "part")), None)


def _word(base: Told, about: bool) -> Qualifier:
    return "about" if about else base.value.qualifier


TEN = Kind(
    name="ten",
    what="A number is ten times too large or too small.",
    codes=CODES,
    forms=(
        Form("ten times, relay", partial(slipped, by="10", style="relay")),
        Form("a tenth, own report", partial(slipped, by="0.1", style="own")),
        Form("ten times, about, undated", partial(slipped, by="10", style="undated", about=True)),
        Form("a tenth, page without origin", partial(slipped, by="0.1", style="unstated")),
        Form("a tenth, other digits, relay", partial(slipped, by="0.1", style="relay", fewer=True), held_out=True),
    ),
    twins=(
        Form("a part of a tenth", partial(tenth, scope="part", by="0.1")),
        Form("another thing ten times as large", partial(tenth, scope="related", by="10")),
    ),
)
THOUSAND = Kind(
    name="thousand",
    what="A number is a thousand times too large or too small: millions for billions, megawatts for gigawatts.",
    codes=CODES,
    forms=(
        Form("a thousandth, relay", partial(slipped, by="0.001", style="relay")),
        Form("a thousandth, own report", partial(slipped, by="0.001", style="own")),
        Form("a thousandth, undated page", partial(slipped, by="0.001", style="undated")),
        Form("a thousandth, about, without origin", partial(slipped, by="0.001", style="unstated", about=True)),
        Form("megawatts for gigawatts", partial(megawatts, style="relay", right=False)),
        Form(
            "a thousandth, other digits, own report",
            partial(slipped, by="0.001", style="own", fewer=True),
            held_out=True,
        ),
    ),
    twins=(
        Form("gigawatts in megawatts", partial(megawatts, style="relay", right=True), true_of=RELAYED),
        Form("another thing of a thousandth", partial(tenth, scope="related", by="0.001")),
    ),
)
BILLION = Kind(
    name="billion",
    what="'Billion' is read in the wrong language: a thousand times too large, or too small where it is a trillion.",
    codes=CODES,
    forms=(
        Form("German relay", partial(slipped, by="1000", style="relay", language="de")),
        Form("German report of its own", partial(slipped, by="1000", style="own", language="de")),
        Form("German page, undated", partial(slipped, by="1000", style="undated relay", language="de")),
        Form("German page, about, without origin", partial(slipped, by="1000", style="unstated", about=True)),
        Form(
            "German second hand, other digits",
            partial(slipped, by="1000", style="second hand", fewer=True, language="de"),
            held_out=True,
        ),
    ),
    twins=(Form("another thing a thousand times as large", partial(tenth, scope="related", by="1000")),),
)
ACROSS = Kind(
    name="across",
    what="A number is converted and is then ten or a thousand times too large or too small.",
    codes=(*CODES, "currency-suspect", "rate-of-another-day"),
    forms=(
        Form("a thousandth in euros, relay", partial(across, by="0.001", to="EUR", style="relay")),
        Form("a thousand times in euros, own report", partial(across, by="1000", to="EUR", style="own")),
        Form("a thousandth in dollars, relay", partial(across, by="0.001", to="USD", style="relay")),
        Form("a tenth in euros, own report", partial(across, by="0.1", to="EUR", style="own")),
        Form("ten times in pounds, without origin", partial(across, by="10", to="GBP", style="unstated")),
        Form(
            "ten times in euros, about, relay",
            partial(across, by="10", to="EUR", style="relay", about=True),
            held_out=True,
        ),
    ),
    twins=(),
)
