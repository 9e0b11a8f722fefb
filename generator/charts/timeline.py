"""How far a deal has come: one line per step, a dot per day, what is expected as a hollow one. And all of an
organisation's deals on one line of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from generator.analysis.known import KnownDeal
from generator.charts import lettering, payments
from generator.charts.marks import DASH, NARROW, WIDE, Box, Cell, Chart, Dot, Label, Line, Mark, Sheet
from generator.views import agenda
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One line of the chart: a word, the days that sources name for it, and their words."""

    word: str
    days: tuple[date, ...]
    text: str
    expected: bool
    source: str


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
        wide=_sheet(writer, steps, deal.as_of, WIDE),
        narrow=_sheet(writer, steps, deal.as_of, NARROW),
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
        days = sorted({entry.date.last for entry in entries if entry.date})
        dated = sorted((entry.date for entry in entries if entry.date), key=lambda day: day.last)
        texts = [locale.short_date(day) for day in dated] or [t("date.none")]
        names = {name: None for entry in entries for name in entry.src}
        found.append(
            _Step(
                word=t(f"status.{state}"),
                days=tuple(days),
                expected=False,
                text=locale.join(dict.fromkeys(texts)) if len(days) < 3 else t("range", low=texts[0], high=texts[-1]),
                source=_publishers(writer, names),
            )
        )
    for entry in deal.expected:
        if entry.due:
            word = vocabulary.word("event", entry.event, writer.edition.language)
            found.append(
                _Step(
                    word=t("chart.expected", event=word),
                    days=(entry.due.last,),
                    expected=True,
                    text=agenda.when(locale, entry, short=True),
                    source=_publishers(writer, entry.src),
                )
            )
    return found


def _publishers(writer: Writer, sources: Iterable[str]) -> str:
    edition = writer.edition
    return ", ".join(dict.fromkeys(edition.archive_name(edition.archive.sources[name].publisher) for name in sources))


def _sheet(writer: Writer, steps: Sequence[_Step], as_of: date, width: int) -> Sheet:
    wide = width == WIDE
    tall = 30.0 if wide else 48.0
    left, right = (210.0, WIDE - 212.0) if wide else (10.0, NARROW - 10.0)
    days = [day for step in steps for day in step.days] + [as_of]
    time = _Time(min(days), max(days), left, right)
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
        text = lettering.fit(step.text, WIDE - right - 20 if wide else width * 0.56, 12)
        if wide:
            marks.append(Label(x=right + 20, y=base, text=text, css="c-mute", small=True))
        else:
            marks.append(Label(x=width, y=base, text=text, css="c-mute halo", small=True, anchor="end"))
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
    return Sheet(width=width, height=bottom + 24, marks=tuple(marks))


class _Time:
    """From days to pixels, with a little air at both ends."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.days = first.toordinal(), max(last.toordinal() - first.toordinal(), 1)
        self.left, self.right = left + 8, right - 8
        self.start, self.end = first, last

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day.toordinal() - self.first) / self.days

    def grid(self, top: float, bottom: float) -> list[Mark]:
        """The first days of years; their numbers only where they have room."""
        found: list[Mark] = []
        taken = float("-inf")
        for year in range(self.start.year + 1, self.end.year + 1):
            x = self.x(date(year, 1, 1))
            found.append(Line(points=((x, top), (x, bottom)), css="c-grid"))
            if x - taken > 44:
                found.append(Label(x=x, y=14, text=str(year), css="c-mute", small=True, anchor="middle"))
                taken = x
        return found


def spark(writer: Writer, name: str, deals: Sequence[KnownDeal]) -> Chart | None:
    """An organisation's deals on a line of time, higher where more money is named; None for fewer than three days."""
    dated = sorted(((deal.since, deal) for deal in deals if deal.since), key=lambda pair: (pair[0], pair[1].id))
    if len({day for day, _ in dated}) < 3:
        return None
    t, locale = writer.edition.locale.t, writer.edition.locale
    rows = []
    for day, deal in dated:
        figure = deal.figures.get("amount")
        claim = figure.shown if figure else None
        rows.append((day, deal, claim, writer.amount(claim) if claim else t("amount.none")))
    sizes = [Decimal(claim.value.high or claim.value.low or 0) if claim else Decimal(0) for _, _, claim, _ in rows]

    def sheet(width: int) -> Sheet:
        time = _Time(dated[0][0], writer.edition.as_of, 0, width)
        base, top = 70.0, 24.0
        marks = [*time.grid(top, base), Line(points=((0, base), (width, base)), css="c-inks")]
        most = max((size.adjusted() for size in sizes if size), default=9) + 1
        for (day, _, _, _), size in zip(rows, sizes, strict=True):
            x = time.x(day)
            height = 8 + (base - top - 8) * max(0.0, float(size.log10()) - 7) / (most - 7) if size else 0.0
            if size:
                marks.append(Box(x=x - 2, y=base - height, w=4, h=height, css="c-a"))
            else:
                marks.append(Dot(x=x, y=base - 6, r=3.5, css="c-hollow"))
        ends = [locale.short_date(dated[0][0]), locale.short_date(writer.edition.as_of)]
        marks.append(Label(x=0, y=base + 16, text=ends[0], css="c-mute", small=True))
        marks.append(Label(x=width, y=base + 16, text=ends[1], css="c-mute", small=True, anchor="end"))
        return Sheet(width=width, height=base + 22, marks=tuple(marks))

    return Chart(
        id="c-deals",
        title=t("chart.spark", name=name),
        facts=". ".join(f"{locale.short_date(day)}: {writer.name(deal.id)}, {amount}" for day, deal, _, amount in rows)
        + ".",
        wide=sheet(WIDE),
        narrow=sheet(NARROW),
        caption=t("chart.spark.caption", n=locale.number(len(rows)), date=locale.date(writer.edition.as_of)),
        head=(Cell(text=t("deals.deal")), Cell(text=t("claims.date")), Cell(text=t("figure.amount"), number=True)),
        rows=tuple(
            (
                payments.deal(writer, deal.id),
                Cell(text=locale.short_date(day)),
                Cell(text=amount, number=True),
            )
            for day, deal, _, amount in rows
        ),
    )
