"""Somebody types the wrong year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from generator.content.records import Source
from generator.content.records.deal import StatusEntry
from tests.slips.bench import Spot
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, dice
from tests.slips.reports import Style, case, report

NEAR = timedelta(days=120)
"""A deal is spoken of on a day if anything of it bears a day within so many days of it."""


def shifted(day: date, years: int, *, month: bool = False) -> str:
    """The day in another year, as an editor types it."""
    moved = day.replace(year=day.year + years, day=min(day.day, 28))
    return moved.isoformat()[:7] if month else moved.isoformat()


def days_of(desk: Desk, but: Iterable[str] = ()) -> list[date]:
    """Every day that the deal's steps, claims and pages bear, pages in `but` left out."""
    found = [step.date.last for step in desk.record.status if step.date]
    found += [one.day for one in desk.claims() if one.day and not set(one.src) & set(but)]
    names = {name for one in desk.claims() for name in one.src} - set(but)
    found += [day for name in names if (day := desk.archive.sources[name].day)]
    return found


def _is_spoken_of(desk: Desk, day: str, but: Iterable[str] = ()) -> bool:
    moment = date.fromisoformat(day if len(day) > 7 else f"{day}-28")
    return any(abs(one - moment) <= NEAR for one in days_of(desk, but))


def claim(desk: Desk, *, years: int, new: bool, month: bool = False) -> Case | LeftOut | None:
    """`as_of` of a claim, an old or a `new` one, is a year off the day on which its page appeared."""
    base = next((one for one in desk.undisputed("money") if _page_day(desk, one)), None)
    if base is None:
        return None
    day = _page_day(desk, base)
    assert day is not None
    as_of = shifted(day, years, month=month)
    if years < 0 and _is_spoken_of(desk, as_of):
        return LeftOut("the deal was spoken of a year before, too")
    page = Spot(record=f"sources/{base.src[0]}")
    says = f"as_of {as_of} of {base.value}; its page is of {day}, nothing of the deal is of that time"
    if new:
        after, planted = report(desk, base, "own", base.value, days=0, name="year", as_of=as_of)
        return case(desk, after, planted, base, says)
    shape = type(base.claim).model_validate({"value": "1 %" if base.value.unit == "%" else "1 USD", "as_of": as_of})
    after = desk.changed(base, as_of=shape.as_of)
    return Case(before=desk, after=after, planted=(desk.spot(*base.way),), evidence=(page,), says=says)


def _page_day(desk: Desk, one: Told) -> date | None:
    """The day of a claim's first page, if the claim is of that time."""
    day = desk.archive.sources[one.src[0]].day
    if day is None or one.day is None or abs(day - one.day) > timedelta(days=60):
        return None
    return day


def retold(desk: Desk) -> Case | None:
    """A page of a year later looks back, and its claim bears the day of the deal."""
    base = next((one for one in desk.undisputed("money") if _page_day(desk, one)), None)
    if base is None or base.day is None:
        return None
    before = desk if base.day + timedelta(days=370) <= desk.today else desk.moved(400)
    after, planted = report(before, base, "own", base.value, days=365, name="retold", as_of=base.day)
    return case(before, after, planted, base, f"{base.value} of {base.day}, told a year later")


def day_before(desk: Desk) -> Case | None:
    """A page appears some days after the claim that it tells of became known."""
    base = next((one for one in desk.undisputed("money") if _page_day(desk, one)), None)
    if base is None or base.day is None:
        return None
    after, planted = report(desk, base, "relay", base.value, days=6, name="later", as_of=base.day)
    return case(desk, after, planted, base, f"{base.value} of {base.day}, passed on six days later")


def source(desk: Desk, *, years: int, evidence: str) -> Case | LeftOut | None:
    """`published` of a new page is a year off what else is known of the page: its address, the day it was read, its
    origin, the deal."""
    base = next((one for one in desk.undisputed("money") if one.origin != "unstated" and one.day), None)
    if base is None or base.day is None:
        return None
    true = min(base.day + timedelta(days=1), desk.today)
    published = shifted(true, years)
    fields: dict[str, Any] = {"published": published}
    paths = {"address": f"{true:%Y/%m/%d}/deal", "digits": f"news/{true:%Y%m%d}-deal", "slug": f"deal-{true:%Y-%m-%d}"}
    if evidence in paths:
        fields |= {"url": f"https://tidende.example/{paths[evidence]}", "publisher": "tidende"}
    if evidence == "accessed":
        fields |= {"accessed": true + timedelta(days=1), "url": "https://tidende.example/deal", "publisher": "tidende"}
    if evidence == "deal" and _is_spoken_of(desk, published):
        return LeftOut("the deal was spoken of a year before, too")
    if evidence == "deal" and not any(step.date for step in desk.record.status):
        return LeftOut("no step of the deal bears a date")
    if evidence == "future" and date.fromisoformat(published) <= desk.today:
        return LeftOut("a year later is not in the future yet")
    as_of = None if evidence in ("deal", "future", "origin") else base.day
    style: Style = "relay" if evidence == "origin" else "own"
    after, planted = report(desk, base, style, base.value, name="year", on=fields, as_of=as_of)
    return case(desk, after, planted, base, f"published {published} for {true}; its {evidence} betrays it: {fields}")


def mistyped(desk: Desk, *, years: int) -> Case | LeftOut | None:
    """`published` of a page that the deal has is typed a year off; other pages of the deal betray it."""
    found = [one for one in desk.undisputed("money") if len(one.src) == 1 and not one.claim.as_of]
    found = [one for one in found if sum(one.src[0] in other.src for other in desk.claims()) == 1]
    base = next((one for one in found if days_of(desk, one.src)), None)
    if base is None:
        return None
    name = base.src[0]
    day = desk.archive.sources[name].day
    if day is None:
        return None
    published = shifted(day, years)
    if years < 0 and _is_spoken_of(desk, published, but=[name]):
        return LeftOut("the deal was spoken of a year before, too")
    if years > 0 and date.fromisoformat(published) <= desk.today:
        return LeftOut("a year later is not in the future yet")
    shape = Source.model_validate({"publisher": "x", "label": "x", "kind": "original", "published": published})
    after = desk.with_source(name, published=shape.published)
    planted = (Spot(record=f"sources/{name}"), desk.spot(*base.way))
    says = f"published {published} for {day}; the other pages and steps of the deal betray it"
    return Case(before=desk, after=after, planted=planted, evidence=(desk.spot("status"),), says=says)


def other_address(desk: Desk) -> Case | None:
    """A page whose address names a year that the deal is about: a forecast, a round's number."""
    base = next((one for one in desk.undisputed("money") if one.day), None)
    if base is None or base.day is None:
        return None
    address = f"https://tidende.example/plans-for-{base.day.year + 2}"
    fields = {"url": address, "publisher": "tidende"}
    after, planted = report(desk, base, "own", base.value, days=0, name="address", on=fields)
    return case(desk, after, planted, base, f"{address} of {base.day} speaks of a year to come")


def dated_address(desk: Desk) -> Case | None:
    """A page that was written on the last day of a month and appears, by its address, on the first of the next."""
    base = next((one for one in desk.undisputed("money") if one.day), None)
    if base is None or base.day is None:
        return None
    earlier = base.day - timedelta(days=1)
    fields = {"url": f"https://tidende.example/{earlier:%Y/%m/%d}/deal", "publisher": "tidende"}
    after, planted = report(desk, base, "own", base.value, days=0, name="address", on=fields)
    return case(desk, after, planted, base, f"the address is of {earlier}, the page of {base.day}")


def step(desk: Desk, *, years: int, which: str, month: bool = False) -> Case | LeftOut | None:
    """The date of a step is a year off."""
    dated = [index for index, entry in enumerate(desk.record.status) if entry.date]
    if not dated or (which == "first" and len(dated) == 1):
        return None
    index = dated[-1] if which == "last" else dated[0]
    entry = desk.record.status[index]
    assert entry.date is not None
    typed = shifted(entry.date.last, years, month=month)
    if years > 0 and which == "last" and date.fromisoformat(f"{typed[:7]}-28") <= desk.today and len(dated) == 1:
        return LeftOut("nothing else bears a date")
    rest = [one.date.last for place, one in enumerate(desk.record.status) if one.date and place != index]
    pages = [day for name in (entry.src or desk.record.src) if (day := desk.archive.sources[name].day)]
    if not rest and not pages:
        return LeftOut("neither another step nor a page bears a date")
    written = {"to": entry.to, "date": typed, "src": list(entry.src)}
    after = desk.at(("status", index), _noted(StatusEntry.model_validate(written), entry))
    spots = (desk.spot("status"), *(Spot(record=f"sources/{name}") for name in entry.src))
    says = f"{entry.to} {typed} for {entry.date}; other steps {[str(day) for day in rest]}, pages {[*map(str, pages)]}"
    return Case(before=desk, after=after, planted=(desk.spot("status", index),), evidence=spots, says=says)


def _noted(new: StatusEntry, old: StatusEntry) -> StatusEntry:
    return new.model_copy(update={"note": old.note})


def rival_date(desk: Desk) -> Case | None:
    """Two pages give a step two days, and an editor enters both with a note."""
    steps = [(index, entry) for index, entry in enumerate(desk.record.status) if entry.date and entry.date.day]
    if not steps:
        return None
    index, entry = steps[-1]
    assert entry.date is not None
    other = entry.date.last - timedelta(days=1 + dice(desk.deal) % 2)
    written = {
        "to": entry.to,
        "date": str(other),
        "src": list(entry.src),
        "note": "Eine andere Seite nennt diesen Tag.",
    }
    steps_after = [*desk.record.status]
    steps_after.insert(index, StatusEntry.model_validate(written))
    after = desk.with_deal(status=tuple(steps_after))
    spot = desk.spot("status", index)
    return Case(before=desk, after=after, planted=(spot,), evidence=(spot,), says=f"{entry.to} {other} or {entry.date}")


CODES = (
    "claim-date",
    "source-date",
    "status-date",
    "future-date",
    "date-order",
    "status-order",
    "relay-older-than-origin",
)
"""A date that does not fit is told at either end: at the claim or at its page, at the step or at its page."""
YEAR_CLAIM = Kind(
    name="year-claim",
    what="`as_of` of a claim is typed a year off.",
    codes=CODES,
    forms=(
        Form("a year early", partial(claim, years=-1, new=False)),
        Form("a year late", partial(claim, years=1, new=False)),
        Form("a year early, new claim", partial(claim, years=-1, new=True)),
        Form("a year early, month only", partial(claim, years=-1, new=False, month=True)),
        Form("a year late, new claim, month only", partial(claim, years=1, new=True, month=True), held_out=True),
    ),
    twins=(Form("a page of a year later looks back", retold), Form("passed on some days later", day_before)),
)
YEAR_SOURCE = Kind(
    name="year-source",
    what="`published` of a page is typed a year off.",
    codes=CODES,
    forms=(
        Form("the address has the day, early", partial(source, years=-1, evidence="address")),
        Form("the address has the day, late", partial(source, years=1, evidence="address")),
        Form("read before it appeared", partial(source, years=1, evidence="accessed")),
        Form("in the future", partial(source, years=1, evidence="future")),
        Form("before its origin", partial(source, years=-1, evidence="origin")),
        Form("before the deal", partial(source, years=-1, evidence="deal")),
        Form("a page of the deal, early", partial(mistyped, years=-1)),
        Form("a page of the deal, late", partial(mistyped, years=1)),
        Form("the address has the day in eight digits", partial(source, years=-1, evidence="digits"), held_out=True),
        Form("the address ends with the day", partial(source, years=1, evidence="slug"), held_out=True),
    ),
    twins=(
        Form("the address names a year to come", other_address),
        Form("the address is of the day before", dated_address),
    ),
)
YEAR_STEP = Kind(
    name="year-step",
    what="The date of a step is typed a year off.",
    codes=CODES,
    forms=(
        Form("the last step, late", partial(step, years=1, which="last")),
        Form("the last step, early", partial(step, years=-1, which="last")),
        Form("the first step, late", partial(step, years=1, which="first")),
        Form("the first step, early", partial(step, years=-1, which="first")),
        Form("the last step, early, month only", partial(step, years=-1, which="last", month=True), held_out=True),
    ),
    twins=(Form("two dates for one step, with a note", rival_date),),
)
