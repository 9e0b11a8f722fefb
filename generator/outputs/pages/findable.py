"""What the search may find a page by: its kind, organisations, topics, year, and words that its text does not hold.

Pagefind folds "ü" to "u" and stems by language, but knows neither that AWS is Amazon nor, on an English page, that
somebody types "Muenchen" for "München". Such words go into an element of the page that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from generator.views.edition import Edition

Sort = Literal["briefing", "deal", "organisation", "topic", "page"]
DIVIDER = " · "
"""Between the values of one filter; the search's script divides them again."""


def findable(
    edition: Edition,
    sort: Sort,
    title: str,
    *,
    organisations: Iterable[str] = (),
    topics: Iterable[str] = (),
    day: date | None = None,
) -> dict[str, Any]:
    """Filters and keywords of a page, for the theme to print.

    Filters are words of the language, as readers see them.
    """
    archive, language = edition.archive, edition.language
    names = list(dict.fromkeys(organisations))
    filters = {
        "type": [edition.locale.t(f"search.type.{sort}")],
        "organisation": [archive.organisations[name].name.any(language) for name in names],
        "topic": [archive.topics[name].title.any(language) for name in dict.fromkeys(topics)],
        "year": [str(day.year)] if day else [],
    }
    words = [word for name in names for word in _names(edition, name)]
    letters = {letter: typed for spoken in edition.locales.values() for letter, typed in spoken.forms.typed_as.items()}
    return {
        "filters": [{"name": name, "value": DIVIDER.join(values)} for name, values in filters.items() if values],
        "kind": edition.locale.t(f"search.type.{sort}"),
        "date": edition.locale.date(day) if day else "",
        # An alias means the organisation first; elsewhere an excerpt is rather taken from the text.
        "weight": "5" if sort == "organisation" else "0.5",
        "words": " · ".join(dict.fromkeys([*words, *spelled_out([title, *words], letters)])),
    }


def spelled_out(texts: Iterable[str], letters: Mapping[str, str]) -> list[str]:
    """The words that hold one of the letters, as they are typed where there is none.

    >>> spelled_out(["Die Münchener Straße"], {"ü": "ue", "ß": "ss"})
    ['Muenchener', 'Strasse']
    """
    table = str.maketrans(dict(letters))
    words = (word for text in texts for word in re.findall(r"\w+", text))
    return list(dict.fromkeys(word.translate(table) for word in words if any(letter in word for letter in letters)))


def _names(edition: Edition, name: str) -> list[str]:
    """Everything that an organisation is called, in any language."""
    record = edition.archive.organisations[name]
    called = [*record.name.root.values(), *record.aliases, *filter(None, [record.legal_name])]
    return [*called, *([record.ticker.rpartition(":")[2]] if record.ticker else [])]
