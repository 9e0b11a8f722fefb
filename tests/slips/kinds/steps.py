"""A deal goes back a step that nobody goes back, or stands still and nobody notices."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from generator.content.records.deal import STATUS_ORDER, Status, StatusEntry
from tests.slips.case import Case, Form, Kind
from tests.slips.desk import Desk
from tests.slips.reports import report


def entry(to: Status, day: date | None, *, month: bool = False, **given: object) -> StatusEntry:
    """A step as an editor enters it."""
    written: dict[str, object] = {"to": to, **given}
    if day:
        written["date"] = day.isoformat()[:7] if month else day.isoformat()
    return StatusEntry.model_validate(written)


def last_day(desk: Desk) -> date | None:
    """The day of the last step; None if no step has one."""
    return max((step.date.last for step in desk.record.status if step.date), default=None)


def standing(desk: Desk, at: Status) -> tuple[Desk, date] | None:
    """The desk with the deal's steps up to `at`, as if the rest had not happened yet, and the day of it: the last day of
    which the deal knows anything."""
    step = last_day(desk)
    if step is None:
        return None
    day = desk.moved(0).today
    earlier = [
        one
        for one in desk.record.status
        if one.date and one.to in STATUS_ORDER and STATUS_ORDER.index(one.to) < STATUS_ORDER.index(at)
    ]
    moved = desk.moved(60)
    return moved.with_deal(status=(*earlier, entry(at, day)), expected=()), day


def back(desk: Desk, *, at: Status, to: Status, note: str = "", month: bool = False, days: int = 7) -> Case | None:
    """The deal stands `at` a step and an earlier one is entered after it."""
    given = standing(desk, at)
    if given is None:
        return None
    before, day = given
    more = {"note": note} if note else {}
    step = entry(to, day + timedelta(days=days), month=month, **more)
    after = before.with_deal(status=(*before.record.status, step))
    index = len(before.record.status)
    says = f"{to} {step.date} after {at} {day}" + (f", note: {note}" if note else "")
    evidence = (before.spot("status", index - 1),)
    return Case(before=before, after=after, planted=(before.spot("status", index),), evidence=evidence, says=says)


def still(desk: Desk, *, at: Status, days: int = 200, month: bool = False, lively: bool = False) -> Case | None:
    """Nothing was heard of a deal for so many days, or with `lively` a page of last week still speaks of it."""
    given = standing(desk, at)
    if given is None:
        return None
    _, day = given
    waiting = desk.with_deal(expected=()).moved(days)
    later = entry("closed", waiting.today - timedelta(days=20))
    before = waiting.with_deal(status=(entry(at, day), later))
    after = waiting.with_deal(status=(entry(at, day, month=month),))
    if lively:
        amount = after.amount()
        if amount is None:
            return None
        age = (after.today - (amount.day or day)).days - 7
        news, _ = report(after, amount, "own", amount.value, days=age, name="news")
        before, _ = report(before, amount, "own", amount.value, days=age, name="news")
        after = news
    says = f"{at} since {day}, nothing since; the check is of {after.today}"
    spot = after.spot("status")
    return Case(before=before, after=after, planted=(spot,), evidence=(after.spot(),), says=says)


BACK = Kind(
    name="step-back",
    what="A step is entered after a later one, and nothing says that the deal went back.",
    codes=("status-order", "date-order"),
    forms=(
        Form("announced after closed", partial(back, at="closed", to="announced")),
        Form("in talks after announced", partial(back, at="announced", to="in_talks")),
        Form("rumoured after a term sheet", partial(back, at="term_sheet", to="rumoured")),
        Form("announced after signed, the same day", partial(back, at="signed", to="announced", days=0)),
        Form(
            "announced after closed, a note on something else", partial(back, at="closed", to="announced", note="S. 3")
        ),
        Form(
            "signed after closed, month only",
            partial(back, at="closed", to="signed", month=True, days=40),
            held_out=True,
        ),
    ),
    twins=(
        Form("closed after announced", partial(back, at="announced", to="closed")),
        Form("cancelled after announced", partial(back, at="announced", to="cancelled")),
        Form(
            "talks anew after a term sheet, with a note",
            partial(back, at="term_sheet", to="in_talks", note="Das Term Sheet ist verfallen, man verhandelt neu."),
        ),
        Form(
            "two dates for one step, with a note",
            partial(back, at="announced", to="announced", days=1, note="Eine andere Seite nennt diesen Tag."),
        ),
    ),
)
STILL = Kind(
    name="still",
    what="Talks have no news for half a year, and nobody asks what became of them.",
    codes=("stale-status",),
    forms=(
        Form("in talks", partial(still, at="in_talks")),
        Form("rumoured", partial(still, at="rumoured")),
        Form("term sheet", partial(still, at="term_sheet")),
        Form("in talks, month only", partial(still, at="in_talks", month=True)),
        Form("term sheet, month only, a year", partial(still, at="term_sheet", month=True, days=400), held_out=True),
    ),
    twins=(
        Form("in talks for a month", partial(still, at="in_talks", days=30)),
        Form("rumoured for a month", partial(still, at="rumoured", days=30)),
        Form("signed long ago", partial(still, at="signed")),
        Form("closed long ago", partial(still, at="closed", days=400)),
        Form("in talks, news of last week", partial(still, at="in_talks", lively=True)),
    ),
)
