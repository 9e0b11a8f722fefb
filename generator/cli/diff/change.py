"""Differences between two versions of one page: passage by passage, and within a passage word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.cli.diff.page_text import Nature, PageText, Passage

CONTEXT = 5
"""How many words stay visible around those that changed."""
SHORT = 16
"""Up to so many words, both texts are printed whole."""
LONGEST = 40
"""How many words of a passage that comes or goes are printed."""
ALIKE = 0.5
"""From this ratio on, two texts are one that was edited; below it they are two."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row."""

    mark: Literal["same", "gone", "new"]
    """Whether they stand in both texts, only in the old one, or only in the new one."""
    text: str
    """The words, with spaces between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One passage that differs."""

    label: str
    """What it is about: "Betrag"."""
    language: str
    """Code of the language in which it differs; "" if it is the same in all, or if it is the report's own."""
    nature: Nature
    """Whether it is data, prose or an addition."""
    before: str
    """The old text; "" if there was none."""
    after: str
    """The new text; "" if there is none."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The new text in pieces that say what changed; () if both texts are told whole, because they are short or too
        different."""
        one, other = self.before.split(" "), self.after.split(" ")
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if max(len(one), len(other)) <= SHORT or matcher.ratio() < ALIKE:
            return ()
        found: list[Piece] = []
        steps = matcher.get_opcodes()
        for step, (tag, a, b, c, d) in enumerate(steps):
            if tag == "equal":
                found.append(Piece("same", _between(one[a:b], first=step == 0, last=step == len(steps) - 1)))
                continue
            found += [Piece("gone", " ".join(one[a:b]))] if a < b else []
            found += [Piece("new", " ".join(other[c:d]))] if c < d else []
        return tuple(found)

    @property
    def was(self) -> str:
        """The old text, cut if it is long."""
        return _cut(self.before)

    @property
    def now(self) -> str:
        """The new text, cut if it is long."""
        return _cut(self.after)


def changes(old: PageText, new: PageText, language: str = "") -> tuple[Change, ...]:
    """Every difference, in the order of the new page, what is gone last; each is told once.

    With a language, only of what is written in it. A passage that only moved to another key is no difference.
    """
    gone = {key: passage for key, passage in old.passages.items() if key not in new.passages}
    come = {key: passage for key, passage in new.passages.items() if key not in old.passages}
    kept = {_words(passage) for passage in gone.values()} & {_words(passage) for passage in come.values()}
    both = [(old.passages.get(key), passage) for key, passage in new.passages.items()]
    found: dict[tuple[str, str], Change] = {}
    for before, after in (*both, *((passage, None) for passage in gone.values())):
        change = _change(before, after, language)
        if change.before == change.after or (language and change.nature != "prose"):
            continue
        if not {_words(passage) for passage in (before, after) if passage} & kept:
            found.setdefault((change.before, change.after), change)
    return tuple(found.values())


def _change(before: Passage | None, after: Passage | None, language: str) -> Change:
    """Prose that prints other figures but was not touched is data: its figures changed, and they are told."""
    passage = after or before
    assert passage, "there is no difference between nothing and nothing"
    untouched = before and after and before.written == after.written
    return Change(
        label=passage.label,
        language=language,
        nature="data" if untouched and passage.nature == "prose" else passage.nature,
        before=before.text if before else "",
        after=after.text if after else "",
    )


def _words(passage: Passage) -> tuple[str, str]:
    return passage.label, passage.text


def _between(words: list[str], *, first: bool, last: bool) -> str:
    """The words nearest to what changed on either side; in place of those between them, an ellipsis."""
    head, tail = ([] if first else words[:CONTEXT]), ([] if last else words[-CONTEXT:])
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def _cut(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= LONGEST else " ".join([*words[:LONGEST], "…"])
