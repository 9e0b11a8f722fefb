"""Rule: a function over what was read, whose docstring is the sentence that editors read, and the codes it may tell."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from generator.text.problems import Problem

Check = Callable[..., Iterable[Problem]]
"""Takes the facts, and what it looks at: the id of a record, a text, or nothing where it looks at everything."""
Each = Literal[
    "",
    "texts",
    "deals",
    "sources",
    "organisations",
    "briefings",
    "publishers",
    "topics",
    "authors",
    "pages",
    "sponsors",
]
"""What is looked at one by one: the records of a folder, or the texts of all records; "" for everything at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that has to be right across records."""

    codes: frozenset[str]
    """The codes of the problems that it may tell, such as `claim-without-id`."""
    each: Each
    """What it decides on alone. A rule for everything at once is decided anew whenever anything changes, so it is only
    for what has to be compared: running numbers, a chain, what the publication says."""
    check: Check
    """Finds every problem, at that record or text; its docstring is the rule's sentence."""

    def held(self, problem: Problem) -> Problem:
        """A problem that the rule told, held to its codes."""
        assert problem.code in self.codes, f"{problem.code}: not among the codes of {self.check.__name__}"
        return problem

    @property
    def sentence(self) -> str:
        """What has to be right: the first paragraph of the docstring."""
        return " ".join((inspect.getdoc(self.check) or "").split("\n\n")[0].split())


def rule(*codes: str, each: Each = "") -> Callable[[Check], Rule]:
    """Makes a function a rule that tells problems of these codes.

    With `each="deals"` it is called `(facts, name)` for one deal, with `each="texts"` `(facts, text)`, else `(facts)`.
    """

    def make(check: Check) -> Rule:
        return Rule(codes=frozenset(codes), each=each, check=check)

    return make
