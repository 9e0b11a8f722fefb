"""Rule: a function over what was read, whose docstring is the sentence that editors read, and the codes it may tell."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.rules.facts import Facts
from generator.text.problems import Problem

Check = Callable[[Facts], Iterable[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that has to be right across records."""

    codes: frozenset[str]
    """The codes of the problems that it may tell, such as `claim-without-id`."""
    check: Check
    """Finds every problem; its docstring is the rule's sentence."""

    @property
    def sentence(self) -> str:
        """What has to be right: the first paragraph of the docstring."""
        return " ".join((inspect.getdoc(self.check) or "").split("\n\n")[0].split())


def rule(*codes: str) -> Callable[[Check], Rule]:
    """Makes a function a rule that tells problems of these codes."""

    def make(check: Check) -> Rule:
        return Rule(codes=frozenset(codes), check=check)

    return make
