"""One page of every type, for tests that look at all of them: of the story by name, of the real content as it comes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.publications import Made

ISSUE = "briefings/2026-03-31-openai-abschluss/"
"""The story's heaviest."""
DEAL = "deals/openai-round-2026/"
PAGES = (
    "",
    "briefings/",
    ISSUE,
    "deals/",
    DEAL,
    "organisations/",
    "organisations/openai/",
    "organisations/gulf-sovereign-funds/",
    "topics/",
    "topics/chips/",
    "flows/",
    "archive/",
    "archive/2026/",
    "calendar/",
    "forecasts/",
    "corrections/",
    "cases/",
    "sources/",
    "authors/",
    "authors/redaktion/",
    "data/",
    "methodology/",
    "subscribe/",
    "imprint/",
    "privacy/",
    "404.html",
)
"""One page of every type, in the story."""
LANGUAGES = ("de", "en")
EMBEDDED = ("embed/flows/flows/", "embed/deals/openai-round-2026/amount/")
"""Charts for other sites, which have no header."""
ADDRESSES = ("", "404.html", *(f"{language}/{page}" for language in LANGUAGES for page in (*PAGES, *EMBEDDED)))
PHONES = (360, 320)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A finished site that is served."""

    address: str
    """Where its root is: "http://127.0.0.1:41234/"."""
    pages: tuple[str, ...]
    """One page of every type and language, below the address."""

    def share(self, turn: int, of: int) -> tuple[str, ...]:
        """Every page in one of the turns; the same type of page in another language is half of the turns later. So in
        four turns, of which each differs in both from the one two later, each type is seen narrow and wide, by day and
        by night."""
        seen: Counter[str] = Counter()
        chosen = []
        for page in self.pages:
            language = page.partition("/")[0] if "/" in page else ""
            later = of // 2 * LANGUAGES.index(language) if language in LANGUAGES else 0
            if (seen[language] + later) % of == turn:
                chosen.append(page)
            seen[language] += 1
        return tuple(chosen)


def kind(address: str) -> str:
    """The type of a page: its address without its name."""
    return re.sub(r"(?<=/)[^/]+/$", "*/", address)


def one_of_each(made: Made, folder: Path) -> tuple[str, ...]:
    """The largest page of every type of any publication, in each language, and the two that have none."""
    found: list[str] = ["", "404.html"]
    for language, edition in made.editions.items():
        largest: dict[str, str] = {}
        for address in sorted(
            edition.addresses, key=lambda one: (folder / language / one / "index.html").stat().st_size
        ):
            largest[kind(address)] = f"{language}/{address}"
        found += [*largest.values(), f"{language}/404.html"]
    return tuple(found)
