"""The edits that are measured: another amount in one claim, another word in one template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

TEMPLATE = Path("templates") / "site" / "deal.md.j2"
TRIES = 8
"""So many claims are tried that issues show, before one that none shows: what a frozen issue said may not change."""
_AMOUNT = re.compile(r"(?m)^ +value: (?:[a-z ]*)(?P<number>\d+(?:\.\d+)?)(?:bn|m) [A-Z]{3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim whose amount is edited."""

    file: Path
    """The deal's file."""
    before: str
    """The text up to its number."""
    number: str
    """Its number: "35"."""
    after: str
    """The text behind it."""

    def edit(self, turn: int) -> None:
        """Writes another amount, a new one for each turn from 1 on: 35.01, 35.02 …"""
        self.file.write_text(f"{self.before}{float(self.number) + turn / 100:.2f}{self.after}", "utf-8")

    def restore(self) -> None:
        """Writes the amount as it was."""
        self.file.write_text(f"{self.before}{self.number}{self.after}", "utf-8")


def claim(content: Path, allowed: Callable[[], bool]) -> Claim:
    """A claim that may be edited: the first of a deal that an issue shows, if `allowed` finds no error after its edit.

    Raises LookupError if there is none.
    """
    for found in candidates(content):
        found.edit(1)
        good = allowed()
        found.restore()
        if good:
            return found
    raise LookupError(f"no claim in {content} can be edited without an error")


def candidates(content: Path) -> Iterator[Claim]:
    """Claims to edit, from the middle of the archive on: some of deals that issues show, then all of other deals."""
    files = sorted((content / "deals").rglob("*.yml"))
    files = files[len(files) // 2 :] + files[: len(files) // 2]
    shown = "\n".join(path.read_text("utf-8") for path in sorted((content / "briefings").rglob("*.yml")))
    named = set(re.findall(r"[\w-]+", shown))
    of_issues = [found for path in files if path.stem in named for found in _claims(path)]
    others = [found for path in files if path.stem not in named for found in _claims(path)]
    yield from of_issues[:TRIES]
    yield from others
    yield from of_issues[TRIES:]


def days_after(content: Path) -> Iterator[str]:
    """The days after the one that the publication names, each once; none if it names none, for then it is today."""
    named = re.search(r"(?m)^as_of: (\d{4}-\d{2}-\d{2})", (content / "publication.yml").read_text("utf-8"))
    day = date.fromisoformat(named[1]) if named else None
    while day:
        day += timedelta(days=1)
        yield day.isoformat()


def word(template: Path, turn: int) -> None:
    """Puts a word at the end of a template, another one each turn."""
    text = re.sub(r" Wort\d+$", "", template.read_text("utf-8").rstrip("\n"))
    template.write_text(f"{text} Wort{turn}\n", "utf-8")


def _claims(path: Path) -> Iterator[Claim]:
    """At most one claim of a deal: its last, which is seldom the one that is shown."""
    text = path.read_text("utf-8")
    for match in list(_AMOUNT.finditer(text))[-1:]:
        start, end = match.span("number")
        yield Claim(file=path, before=text[:start], number=match["number"], after=text[end:])
