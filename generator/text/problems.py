"""Problems: mistakes in the content, told to the person who made them.

A mistake in content is a value, never an exception: stages collect problems and go on, so that an editor sees all of
them at once. `present` turns the same values into text for people, JSON for tools and annotations for pull requests.
"""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

CODES = frozenset(
    """
    alias bad-id bad-key bad-picture bad-rate bad-snapshot block-header byte-order-mark comma-in-text control-character
    count country currency date duplicate-id duplicate-key empty-file empty-list empty-text file-too-large
    key-not-text language link-outside list-in-text mail-accessibility mail-client mail-contrast mail-control
    mail-image mail-legal mail-line mail-link mail-parity mail-preheader mail-size mail-style-size
    mail-subject mail-tag mail-template-mark missing-field missing-file no-content not-a-file not-a-mapping
    not-utf-8 number probability silent-comment tab tag time-zone too-deep true-or-false
    unexpected-file unknown-field unknown-reference unknown-word unquoted-colon unreadable url words
    wrong-file-name wrong-shape yaml-syntax
    """.split()
)
"""Codes of what formats, records and mails tell. Rules and detectors bring their own: `rules.CODES` are all."""

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From what stops a build to what can wait."""
Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a content file."""

    path: str
    """The file, relative to the working folder where that is shorter: "content/deals/2026/openai-round-2026.yml"."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """The character in the line, counted from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, or that should be looked at."""

    at: Position
    """Where it stands."""
    code: str
    """Its name, by which the editors' guide explains it and an `ignore` excuses it: "status-order"."""
    message: str
    """What was expected, and what was found."""
    hint: str = ""
    """What to write instead; "" if the message says it all."""
    severity: Severity = "error"
    """An error stops the build, a warning is to be looked at, a notice can wait."""
    review: Literal["", "new", "known"] = ""
    """Of a detector's finding: whether `findings.yml` lists it as read. "" for every other problem."""

    def __str__(self) -> str:
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.at}: {self.severity}: {self.message} [{self.code}]{hint}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint for a misspelt word; "" if no known word is near.

    >>> did_you_mean("ammount", ["amount", "valuation"])
    "did you mean 'amount'?"
    """
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    near = difflib.get_close_matches(word.casefold(), sorted(folded), n=1, cutoff=0.6)
    return f"did you mean '{folded[near[0]]}'?" if near else ""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence about a name that does not exist, with the likely one.

    >>> unknown("deal", "openai-rounds", ["openai-round-2026"]), unknown("deal", "x", ["openai-round-2026"])
    ("there is no deal 'openai-rounds'; did you mean 'openai-round-2026'?", "there is no deal 'x'")
    """
    hint = did_you_mean(name, known)
    return f"there is no {what} '{name}'" + (f"; {hint}" if hint else "")


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything here stops a build; warnings do not."""
    return any(problem.severity == "error" for problem in problems)


def sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once."""
    return tuple(sorted(set(problems)))


def present(problems: Sequence[Problem], style: Format, *, everything: bool = False) -> str:
    """All problems in one of the `FORMATS`.

    Text and annotations leave out known findings unless `everything` is asked for; JSON always has them, marked.
    Text has errors last, so that they are read first, and ends with a count.
    """
    shown = [problem for problem in problems if everything or problem.review != "known"]
    match style:
        case "text":
            return _text(problems, shown)
        case "json":
            return _json(problems)
        case "github":
            return _github(shown)


def _text(problems: Sequence[Problem], shown: Sequence[Problem]) -> str:
    if not problems:
        return "no problems"
    lines = [str(problem) for severity in reversed(SEVERITIES) for problem in shown if problem.severity == severity]
    hidden = len(problems) - len(shown)
    if hidden:
        lines.append(f"{_count(hidden, 'known finding')} not shown: `kapitalbrief check --all` shows what was read")
    return "\n".join([*lines, _counts(problems)])


def _counts(problems: Sequence[Problem]) -> str:
    """The last line: "1 error, 38 warnings (37 known), 1 notice"."""
    of = Counter(problem.severity for problem in problems)
    reviews = Counter(problem.review for problem in problems)
    found = ", ".join(f"{reviews[review]} {review}" for review in ("known", "new") if reviews[review])
    counts = [_count(of["error"], "error"), _count(of["warning"], "warning") + (f" ({found})" if found else "")]
    if of["notice"]:
        counts.append(_count(of["notice"], "notice"))
    return ", ".join(counts)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _json(problems: Sequence[Problem]) -> str:
    rows = [
        {
            "path": problem.at.path,
            "line": problem.at.line,
            "column": problem.at.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
            **({"known": problem.review == "known"} if problem.review else {}),
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def _github(problems: Sequence[Problem]) -> str:
    """Workflow commands; `%`, CR, LF and, in properties, `:` and `,` are escaped as the runner's toolkit does."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{problem.severity} file={value(problem.at.path)},line={problem.at.line},"
        f"col={problem.at.column},title={value(problem.code)}::"
        + data(problem.message + (f" ({problem.hint})" if problem.hint else ""))
        for problem in problems
    )
