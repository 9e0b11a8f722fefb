"""Rule about hindsight: words in a deal's text that know more than the issue that lists the deal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.analysis.known import KnownDeal
from generator.content.indexes import indexes_of
from generator.rules.facts import Facts, Text
from generator.rules.rule import rule
from generator.text import timewords
from generator.text.forms import Forms
from generator.text.problems import Problem
from generator.text.timewords import Told


@rule("hindsight", each="texts")
def texts_know_no_more_than_their_day(facts: Facts, text: Text) -> Iterator[Problem]:
    """A deal's text tells of nothing later than the first issue that lists the deal, or than its own day under `texts`.

    Looked at are dates that have passed by today and are not put ahead ("expected by June 2026"), and words that put
    something later than the deal's last step: "a few months later" is at least three months, "since then" and "later"
    at the end of a clause at least one.

    Passes: "the second payment, due in June 2026". Fails, in a text about a deal of November that an issue of January
    lists: "which buys shares itself a few months later".
    """
    if text.deal is None or text.prose.text == "":
        return
    issue, day = (None, text.day) if text.day else _first_issue(facts, text.deal)
    forms = _forms(facts, text)
    if day is None or forms is None:
        return
    deal = facts.on(day).deals[text.deal]
    for told in _too_late(text, forms, deal, day, facts.today.as_of):
        than = f"the issue '{issue}', which lists the deal" if issue else f"the text's own day, {day}"
        message = f"'{told.words}' is later than {than}"
        hint = f"write under `texts`, with `date: {day}`, what was known then" if issue else "take a later day"
        yield Problem(text.prose.place(told.start), "hindsight", message, hint, "warning")


def _first_issue(facts: Facts, deal: str) -> tuple[str | None, date | None]:
    """The first issue that lists a deal, with its date; None if none does."""
    listed = ((name, facts.archive.issues[name].date) for name in indexes_of(facts.archive).issues.get(deal, ()))
    return min(listed, key=lambda entry: entry[1], default=(None, None))


def _too_late(text: Text, forms: Forms, deal: KnownDeal, day: date, today: date) -> Iterator[Told]:
    words = text.prose.text
    expected = {timewords.first_day(due) for entry in deal.record.expected if (due := entry.due)}
    for told in timewords.dated(words, forms):
        if told.day and day < told.day <= today and told.day not in expected:
            yield told
    last = deal.latest
    for told in timewords.later(words, forms):
        if last and told.after and last + told.after > day:
            yield told


def _forms(facts: Facts, text: Text) -> Forms | None:
    """The forms of the language in which a text is written; None if that is not said."""
    language = text.language or facts.archive.publication.languages[0]
    return facts.catalogues[language].forms if language in facts.catalogues else None
