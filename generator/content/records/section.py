"""The sections of an issue: which kinds there are, and what editors write in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from generator.content.records.base import Day, Id, Probability, Record, Translated, refuse
from generator.content.records.names import OrganisationId, SourceIds
from generator.text.problems import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """A kind of section."""

    template: str
    """The name that its template has in every medium: `templates/site/sections/<template>.md.j2` and so on."""
    takes: tuple[str, ...] = ()
    """The fields of `Section` that only this kind has: ("winners", "losers"). All kinds have a heading and a body."""
    generated: bool = False
    """Whether it is made from the data, and so says something without a word of an editor."""


PROSE = SectionKind(template="prose")
SECTIONS: Mapping[str, SectionKind] = {
    "news": PROSE,
    "analysis": PROSE,
    "context": PROSE,
    "regional": PROSE,
    "regulation": PROSE,
    "verdict": PROSE,
    "advice": PROSE,
    "reading_list": PROSE,
    "winners_losers": SectionKind(template="verdicts", takes=("winners", "losers")),
    "outlook": SectionKind(template="forecasts", takes=("forecasts",)),
    "claims": SectionKind(template="claims", generated=True),
    "deals": SectionKind(template="deals", generated=True),
    "what_changed": SectionKind(template="changes", generated=True),
    "numbers": SectionKind(template="numbers", generated=True),
    "flows": SectionKind(template="flows", generated=True),
    "scorecard": SectionKind(template="scorecard", generated=True),
}
"""Every kind of section. A new one is a line here, a template in each medium and its heading in each language."""


def _kind(value: Any) -> Any:
    if isinstance(value, str) and value not in SECTIONS:
        message = f"expected one of {', '.join(SECTIONS)}; found '{value[:40]}'"
        raise refuse("unknown-word", message, did_you_mean(value, SECTIONS))
    return value


class Verdict(Record):
    """Why a deal is good or bad for an organisation."""

    org: OrganisationId
    """Whom it is good or bad for."""
    why: Translated
    """Why, in a sentence with references."""


class Resolution(Record):
    """How a forecast came out. The words avoid yes and no, which YAML tools read as something else."""

    outcome: Literal["happened", "did_not_happen", "void"]
    """Whether it came about; "void" for what can no longer be decided."""
    date: Day
    """The day on which that was clear."""
    src: SourceIds = ()
    """The pages that say so."""


class Revision(Record):
    """A later view of a forecast. Scored is the first one."""

    date: Day
    """The day of the new view."""
    probability: Probability
    """The new probability, from 0.01 to 0.99."""


class Forecast(Record):
    """A claim about the future with a probability and what decides it; frozen at publication."""

    id: Id
    """Its name in the whole publication, such as "closing-by-june"; it is its address."""
    claim: Translated
    """What is to come about, in a sentence."""
    probability: Probability
    """How likely that is, from 0.01 to 0.99."""
    made: Day
    """The day on which it was made."""
    resolves_by: Day
    """The day by which it is decided."""
    criteria: Translated
    """What decides it, in a sentence."""
    conditional_on: Id | None = None
    """The forecast that has to happen first; only then is this one scored."""
    revisions: tuple[Revision, ...] = ()
    """Later views, oldest first."""
    resolution: Resolution | None = None
    """How it came out; None until that is known."""


class Section(Record):
    """One part of an issue: prose in place or in `<id>.<language>.md`, structured, or generated from the data."""

    id: Id | None = None
    """Its name in the issue, such as "nachricht", and its anchor; None takes its kind."""
    kind: Annotated[str, BeforeValidator(_kind)]
    """What it is: a key of `SECTIONS`, such as "news"."""
    heading: Translated | None = None
    """Its heading; None takes the interface's word for its kind."""
    body: Translated | None = None
    """Its Markdown, if that is short; a long one stands in `<id>.<language>.md` beside the issue."""
    winners: tuple[Verdict, ...] = ()
    """Whom the deals are good for."""
    losers: tuple[Verdict, ...] = ()
    """Whom the deals are bad for."""
    forecasts: tuple[Forecast, ...] = ()
    """What is expected, with a probability each."""

    @property
    def key(self) -> str:
        """The section's id, else its kind as one."""
        return self.id or self.kind.replace("_", "-")
