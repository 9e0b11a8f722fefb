"""What detectors find, held against `findings.yml`: known, new, or gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.content.records.finding import ReviewedFinding
from generator.rules import detectors
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.problems import Problem, did_you_mean

GONE = "finding-gone"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Key:
    """What a finding is listed under: two findings that agree in all of it are one to an editor."""

    code: str
    """The detector's code."""
    record: str
    """The record with its folder: "deals/openai-round-2026"."""
    about: str
    """The claim, event or other record; "" if it is about the whole record."""

    def __str__(self) -> str:
        return f"{self.record}, {self.about}" if self.about else self.record


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A problem that no record excuses."""

    problem: Problem
    """The problem; of a detector's it is not settled yet whether an editor has read it."""
    key: Key | None = None
    """What a detector's finding is listed under; None for what a rule says."""


@rule("unknown-word", "duplicate-id")
def reviewed_findings_are_findings(facts: Facts) -> Iterator[Problem]:
    """An entry of `findings.yml` names a detector by its code, and stands there once."""
    seen: set[Key] = set()
    for index, entry in enumerate(facts.archive.findings):
        if entry.code not in detectors.CODES:
            hint = did_you_mean(entry.code, detectors.CODES) or f"there are {', '.join(sorted(detectors.CODES))}"
            at = facts.archive.at("", "findings", "findings", index, "code")
            yield Problem(at, "unknown-word", f"no detector tells '{entry.code}'", hint)
        if _key(entry) in seen:
            at = facts.archive.at("", "findings", "findings", index)
            yield Problem(at, "duplicate-id", f"{entry.code} of '{_key(entry)}' is listed twice")
        seen.add(_key(entry))


def compare(facts: Facts, told: Iterable[Told]) -> Iterator[Problem]:
    """The problems, those that detectors ask about known or new; and a notice for every listed one that no longer
    occurs."""
    listed = {_key(entry) for entry in facts.archive.findings}
    asked: set[Key] = set()
    for one in told:
        if one.key is None:
            yield one.problem
        else:
            asked.add(one.key)
            yield replace(one.problem, review="known" if one.key in listed else "new")
    if not _is_earlier(facts):
        yield from _gone(facts, asked)


def _gone(facts: Facts, told: set[Key]) -> Iterator[Problem]:
    new = told - {_key(entry) for entry in facts.archive.findings}
    for index, entry in enumerate(facts.archive.findings):
        key = _key(entry)
        if key in told or entry.code not in detectors.CODES:
            continue
        at = facts.archive.at("", "findings", "findings", index)
        like = {str(one) for one in new if one.code == entry.code}
        hint = did_you_mean(str(key), like) or "remove the entry; if the finding should be there, look at code and ids"
        yield Problem(at, GONE, f"{entry.code} is no longer told of '{key}'", hint, "notice")


def _is_earlier(facts: Facts) -> bool:
    """Whether the check is of a day before the publication's own, on which less was known than was read."""
    own = facts.archive.publication.as_of
    return own is not None and facts.today.as_of < own


def _key(entry: ReviewedFinding) -> Key:
    return Key(code=entry.code, record=entry.record, about=entry.about or "")
