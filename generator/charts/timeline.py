"""How far a deal has come: one line per step, a dot per day, what is expected as a hollow one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from generator.analysis.known import KnownDeal
from generator.charts import lettering
from generator.charts.marks import DASH, NARROW, WIDE, Canvas, Cell, Chart, Dot, Label, Line, Mark
from generator.charts.years import Time
from generator.text.dates import PartialDate
from generator.views import timing
from generator.views.writer import Writer

ROOM = 192
"""The width of the column for dates in the wide form, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One line of the chart."""

    word: str
    """The step in a word: "abgeschlossen"."""
    days: tuple[date, ...]
    """The days that sources name for it, the first first."""
    text: str
    """These days in words."""
    expected: bool
    """Whether it is still to come."""
    source: str
    """The publishers by name, between commas."""


def chart(writer: Writer, deal: KnownDeal) -> Chart | None:
    """The course of a deal; None if its steps have fewer than two different days."""
    steps = _steps(writer, deal)
    known = {day for step in steps if not step.expected for day in step.days}
    if len(known | {day for step in steps for day in step.days}) < 2 or not known:
        return None
    t, locale = writer.edition.locale.t, writer.edition.locale
    return Chart(
        id="c-status",
        title=t("chart.status"),
        facts=". ".join(f"{step.word}: {step.text}" for step in steps) + ".",
        wide=_canvas(writer, steps, deal.as_of, WIDE),
        narrow=_canvas(writer, steps, deal.as_of, NARROW),
        caption=t("chart.status.caption", date=locale.date(deal.as_of)),
        head=tuple(Cell(text=t(key)) for key in ("deals.state", "claims.date", "sources.heading")),
        rows=tuple((Cell(text=step.word), Cell(text=step.text), Cell(text=step.source)) for step in steps),
    )


def _steps(writer: Writer, deal: KnownDeal) -> list[_Step]:
    t, locale = writer.edition.locale.t, writer.edition.locale
    vocabulary = writer.edition.archive.vocabulary
    found: list[_Step] = []
    for state in dict.fromkeys(entry.to for entry in deal.status):
        entries = [entry for entry in deal.status if entry.to == state]
        dated = sorted({entry.date for entry in entries if entry.date})
        days = sorted({day for known in dated for day in _ends(known)})
        texts = [locale.short_date(day) for day in dated] or [t("date.none")]
        names = {name: None for entry in entries for name in entry.src}
        found.append(
            _Step(
                word=t(f"status.{state}"),
                days=tuple(days),
                expected=False,
                text=locale.join(dict.fromkeys(texts)) if len(texts) < 3 else t("range", low=texts[0], high=texts[-1]),
                source=_publishers(writer, names),
            )
        )
    for entry in deal.expected:
        if entry.due:
            word = vocabulary.word("event", entry.event, writer.edition.language)
            found.append(
                _Step(
                    word=t("chart.expected", event=word),
                    days=_ends(entry.due),
                    expected=True,
                    text=timing.when(locale, entry, short=True),
                    source=_publishers(writer, entry.src),
                )
            )
    return found


def _ends(known: PartialDate) -> tuple[date, ...]:
    """The days at which a date has its dots: the ends of an interval, else the last day of what is named."""
    last = known.plain.last
    return (known.beginning, last) if known.until else (last,)


def _publishers(writer: Writer, sources: Iterable[str]) -> str:
    edition = writer.edition
    return ", ".join(dict.fromkeys(edition.archive_name(edition.archive.sources[name].publisher) for name in sources))


def _when(text: str, base: float, *, wide: bool) -> Iterator[Mark]:
    """The words for a step's date, beside its line or above it; on two lines where one is too short for them."""
    lines = lettering.wrap(text, ROOM if wide else NARROW * 0.56, 12, lines=2)
    for index, line in enumerate(lines):
        y = base if len(lines) == 1 else base - 6 + 12 * index
        if wide:
            yield Label(x=WIDE - ROOM, y=y, text=line, css="c-mute", small=True)
        else:
            yield Label(x=NARROW, y=y, text=line, css="c-mute halo", small=True, anchor="end")


def _canvas(writer: Writer, steps: Sequence[_Step], as_of: date, width: int) -> Canvas:
    wide = width == WIDE
    tall = 30.0 if wide else 48.0
    left, right = (210.0, WIDE - ROOM - 20) if wide else (10.0, NARROW - 10.0)
    days = [day for step in steps for day in step.days] + [as_of]
    time = Time(start=min(days), end=max(days), left=left, right=right)
    bottom = 24 + tall * len(steps)
    marks = time.grid(24, bottom)
    if time.start.year == time.end.year:
        ends = [writer.edition.locale.short_date(day) for day in (time.start, time.end)]
        marks.append(Label(x=left, y=14, text=ends[0], css="c-mute", small=True))
        marks.append(Label(x=right, y=14, text=ends[1], css="c-mute", small=True, anchor="end"))
    now = time.x(as_of)
    marks.append(Line(points=((now, 20), (now, bottom)), css="c-inks", dash=DASH))
    dots: list[tuple[float, float]] = []
    for index, step in enumerate(steps):
        top = 24 + tall * index
        base, y = (top + 20, top + 15) if wide else (top + 16, top + 33)
        if index:
            marks.append(Line(points=((0, top), (width, top)), css="c-grid"))
        room = left - 20 if wide else width * 0.44 - 8
        words = lettering.fit(step.word, room, 13, not step.expected)
        marks.append(Label(x=0, y=base, text=words, bold=not step.expected, css="c-ink halo"))
        marks += _when(step.text, base, wide=wide)
        marks += [Line(points=((time.x(a), y), (time.x(b), y)), css="c-as", stroke=2) for a, b in pairwise(step.days)]
        for day in step.days:
            marks.append(Dot(x=time.x(day), y=y, r=5, css="c-hollow" if step.expected else "c-a"))
        if step.days and not step.expected:
            dots.append((time.x(step.days[0]), y))
    # The way between the steps lies under their dots; on a phone it would cross their words.
    way = [Line(points=(a, (b[0], a[1]), b), css="c-flow", stroke=1.5) for a, b in pairwise(dots)] if wide else []
    first = next((n for n, mark in enumerate(marks) if isinstance(mark, Dot)), len(marks))
    marks[first:first] = way
    text = writer.edition.locale.t("deal.as_of", date=writer.edition.locale.short_date(as_of))
    half = lettering.width(text, 12) / 2
    marks.append(
        Label(x=min(max(now, half), width - half), y=bottom + 16, text=text, css="c-mute", small=True, anchor="middle")
    )
    return Canvas(width=width, height=bottom + 24, marks=tuple(marks))
