"""When something is expected, when it came about, and how its date moved, in words."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.expectations import Expected
from generator.analysis.known import KnownDeal
from generator.content.records.deal import Expectation, StatusEntry
from generator.text.locales import Locale
from generator.views.edition import Edition


def when(locale: Locale, entry: Expectation, *, short: bool = False) -> str:
    """The words for when something is expected: "bis 30. September 2026", "zwischen Mai und Juni 2026", "ab Mai 2026".

    A rough date stands alone, "um Mai 2026", since it says how sure it is, and so does a span within one year, "2027".
    "ohne Datum" if no date is told. `short` writes days in figures, for tables: "bis 30.09.2026", and what two months
    share once: "September–Dezember 2026".
    """
    day = locale.short_date if short else locale.date
    if entry.due is None:
        return locale.t("date.none")
    if entry.begins and entry.begins != entry.due:
        if short and entry.begins.day is None and entry.due.day is None and entry.begins.is_plain:
            return locale.short_date(replace(entry.begins, until=entry.due))
        return locale.t("calendar.span" if short else "expected.between", start=day(entry.begins), end=day(entry.due))
    if not entry.due.is_plain or entry.begins:
        return day(entry.due)
    return locale.t("expected.by" if entry.deadline else "expected.from", date=day(entry.due))


def outcome(locale: Locale, step: StatusEntry) -> str:
    """The step that ended the waiting, with its date: "abgeschlossen am 5. Mai 2026", "abgeschlossen, um Mai 2026"."""
    state, day = locale.t(f"status.{step.to}"), step.date
    if day is None:
        return state
    return locale.t(
        "calendar.settled" if day.is_day else "calendar.settled.roughly", state=state, date=locale.date(day)
    )


def moved(edition: Edition, event: Expected) -> tuple[str, str, str] | None:
    """What moved, the date told before and the one told now: "Zeitplan, Börsengang", "bis 31. Dezember 2026", "2027".

    None if the date of the event never moved.
    """
    if event.before is None:
        return None
    word = edition.archive.vocabulary.word("event", event.latest.entry.event, edition.language)
    ways = (when(edition.locale, event.before.entry), when(edition.locale, event.latest.entry))
    return edition.locale.t("expected.timing", event=word), *ways


def stands(edition: Edition, deal: KnownDeal) -> str:
    """That a deal is as far as it was though a date moved: "der Stand bleibt: angekündigt"; "" if no step is known."""
    state = edition.locale.t(f"status.{deal.state}") if deal.state else ""
    return edition.locale.t("expected.stands", state=state) if state else ""
