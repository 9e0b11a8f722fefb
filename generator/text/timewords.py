"""Words in a text that say when something happened: a date, "a few months later", "since then"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.core import Locale as Cldr

from generator.text.dates import PartialDate
from generator.text.forms import Forms, any_of

UNSAID = 30
"""Days that "later" and "since then" mean at least, where no span is named."""
_END = r"(?=\s*(?:[.,;:!?)]|$))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A place in a text that dates something."""

    start: int
    """Where it begins in the text."""
    words: str
    """The words themselves: "wenige Monate später"."""
    day: date | None = None
    """The first day that they can mean, where they name a date; else None."""
    after: timedelta | None = None
    """How long after what the text tells of, at least, where they name a span; else None."""


def dated(text: str, forms: Forms) -> Iterator[Told]:
    """Every date in the text that has come to pass in it: none that a word before it puts ahead of the text, as in
    "expected by June 2026"."""
    for sentence in re.finditer(r"[^.!?;]+(?:[.!?;](?!\s|$)[^.!?;]*|(?<=\d)\.[^.!?;]*)*", text):
        if re.search(rf"\b{any_of(forms.time.ahead)}\b", sentence[0], re.IGNORECASE):
            continue
        for found in _date(forms.cldr).finditer(sentence[0]):
            month = _months(forms.cldr)[found["month"].casefold()]
            day = int(found["before"] or found["behind"] or 1)
            try:
                first = date(int(found["year"]), month, day)
            except ValueError:
                continue
            yield Told(start=sentence.start() + found.start(), words=found[0], day=first)


def later(text: str, forms: Forms) -> Iterator[Told]:
    """Every place that puts something later than what the text tells of: "ein Jahr später", "seither"."""
    time = forms.time
    span = rf"(?P<count>\d+|{any_of(time.counts)})\s+(?P<unit>{any_of(time.units)})\s+{any_of(time.later)}\b"
    spans = list(re.finditer(rf"\b{span}", text, re.IGNORECASE))
    for found in spans:
        count = found["count"].casefold()
        many = int(count) if count.isdigit() else _least(time.counts, count)
        after = timedelta(days=many * _least(time.units, found["unit"].casefold()))
        yield Told(start=found.start(), words=found[0], after=after)
    # Alone it may be an adjective's: "the later part", "der später fällige Teil"; at the end of a clause it is none.
    bare = rf"\b(?:{any_of(time.later)}{_END}|{any_of(time.since)}\b)"
    for found in re.finditer(bare, text, re.IGNORECASE):
        if not any(one.start() <= found.start() < one.end() for one in spans):
            yield Told(start=found.start(), words=found[0], after=timedelta(days=UNSAID))


def first_day(day: PartialDate) -> date:
    """The first day that a date can mean."""
    return date(day.year, day.month or 1, day.day or 1)


def _least(words: Mapping[str, str], word: str) -> int:
    return next(int(number) for name, number in words.items() if name.casefold() == word)


@cache
def _months(cldr: str) -> dict[str, int]:
    months = Cldr.parse(cldr).months
    names = [(name, number) for width in ("wide",) for number, name in months["format"][width].items()]
    return {name.casefold(): number for name, number in names}


@cache
def _date(cldr: str) -> re.Pattern[str]:
    """A month and its year, with a day on either side: "30. Januar 2026", "January 30, 2026", "mars 2026"."""
    return re.compile(
        rf"(?:\b(?P<before>\d{{1,2}})(?:\.|er|st|nd|rd|th)?\s+)?\b(?P<month>{any_of(_months(cldr))})"
        rf"(?:\s+(?P<behind>\d{{1,2}}),)?\s+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    )
