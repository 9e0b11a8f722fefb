"""Kinds of slips, the surface forms in which each comes, and single cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.slips.bench import Spot
from tests.slips.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One slip, or one harmless twin, in a copy of the records of one deal."""

    before: Desk
    """The records without it."""
    after: Desk
    """The records with it."""
    planted: tuple[Spot, ...]
    """Where it was planted."""
    evidence: tuple[Spot, ...]
    """What betrays a slip: the other claim, the page, the step. Of a twin: what it is to be compared with."""
    says: str
    """What was planted and what betrays it, for whoever mends a detector."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A deal that has the claims for a slip but nothing that would betray it."""

    why: str
    """What is missing, in a few words: "no rate of the day"."""


Plant = Callable[[Desk], Case | LeftOut | None]
"""Plants a slip; None if the deal has nothing that it could be made of."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a slip of a kind looks."""

    name: str
    """In a few words: "relay, exact"."""
    plant: Plant
    """Plants it."""
    held_out: bool = False
    """Whether nobody looks at its cases while thresholds are set."""
    true_of: tuple[str, ...] = ()
    """Codes that say something else about it which is true, such as that a relay's conversion adds nothing; they
    count neither as right nor as wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of slip with its forms, and the harmless variations that look like it."""

    name: str
    """In one word, for `--kind`: "currency"."""
    what: str
    """What somebody did wrong, in a sentence."""
    codes: tuple[str, ...]
    """Codes of problems that would be right about it, whatever else they may be made for."""
    forms: tuple[Form, ...]
    """The slips; at least one form is held out. A kind without any holds twins alone."""
    twins: tuple[Form, ...]
    """What must stay silent."""
