"""Detector: asks an editor about what does not fit, in one file with its check, its words and its examples.

A finding never says who erred and changes nothing: an editor decides, by a flag on the claim, by an `ignore` on the
record, or by a line in `findings.yml` that says it was read. Flagged claims were looked at already and take no part.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from generator.analysis.figures import KnownClaim
from generator.rules.facts import Facts
from generator.rules.rule import Each
from generator.rules.wording import named
from generator.text.problems import Severity

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an editor should look at, and what is said about it."""

    record: str
    """The record it stands in, with its kind: `deals/openai-round-2026`, `sources/hyper-mistral`."""
    way: tuple[str | int, ...] = ()
    """The field in the record at which it is told: `("amount", "claims", 2)`; empty for the record's beginning."""
    about: str = ""
    """What in the record it is about: the id of a claim, an event, the other record; empty if it is about all of it."""
    message: str
    """What does not fit, with the numbers of both sides."""
    hint: str
    """What an editor can do about it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A few lines of content, and whether the detector says something about them. Each is a test.

    The lines are of `deals/x.yml`, a funding round of the organisation `labs`, unless they name a `kind` of their own.
    Its sources are called by what they are. `agency` and `daily` report themselves; `via-agency` and `also-via-agency`
    quote the agency; `via-weekly` quotes a weekly that quotes the agency, `via-weekly-in-march` two months later and
    `via-weekly-undated` on no known day; `release` is the company's word, sent by the agency; `no-origin` does not say
    where it has its numbers from, and `mirror` is a copy. All are of 30 January 2026, but for `agency-2022` and
    `daily-2022`, of a summer in which a euro was a dollar.
    """

    title: str
    """What it shows, as one reads it in a list: "a thousandfold"."""
    deal: str = ""
    """The lines of the deal, indented as one likes; empty if the example is about `files` alone."""
    told: tuple[str, ...] = ()
    """How the text begins at which something is told, in order of the file: "{id: b". Empty: the detector is silent."""
    says: str = ""
    """Words that stand in the message or the hint of one of the findings."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Further files by their path, in place of those of the same path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector(Generic[Row]):
    """A question to an editor. `check` decides on one `Row` alone; its docstring is the sentence that editors read."""

    code: str
    """The word in brackets behind each finding, "scale-slip"; also the name of its file."""
    rows: Callable[[Facts, str], Iterable[Row]]
    """Cuts what is known today of one record, by its id, into what is looked at one by one: a group of claims, a page.

    What other records have to do with it comes from an index, never from a walk over all of them (`Facts.index`)."""
    check: Callable[[Row], Iterable[Finding]]
    """What is to be asked about one row."""
    examples: tuple[Example, ...]
    """Lines that it asks about, and lines that it is silent about; at least one of each."""
    each: Each = "deals"
    """The folder of those records."""
    severity: Severity = "warning"
    """How much it weighs; an error would stop the build."""

    @property
    def sentence(self) -> str:
        """What an editor is told of it: the first paragraph of the docstring of `check`."""
        return " ".join((inspect.getdoc(self.check) or "").split("\n\n")[0].split())

    def findings(self, facts: Facts, name: str) -> Iterator[Finding]:
        """Everything that it asks about one record."""
        for row in self.rows(facts, name):
            yield from self.check(row)


def at_claim(claim: KnownClaim, message: str, hint: str) -> Finding:
    """The finding at a claim; the message goes on after the claim's name and number."""
    return Finding(
        record=f"deals/{claim.deal}", way=claim.way, about=claim.id, message=f"{named(claim)} {message}", hint=hint
    )
