"""Resolves references such as `openai-round-2026/amazon.amount#amz-wsj` as of a date."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis import totals
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.totals import Bucket
from generator.analysis.values import Derived
from generator.content.records.figure import Basis
from generator.text.markup import Reference

BASES: dict[str, Basis] = {"valuation.pre": "pre_money", "valuation.post": "post_money"}
"""Figures that a reference may name although they are only a basis of the valuation."""
TOTALS = ("total_raised", "total_committed")
"""Figures of an organisation that a reference may name."""
FIRM: tuple[Bucket, ...] = ("closed", "signed", "announced", "talks")
"""How far an organisation's deals have come, as a reference to a total may say: "openai/total_raised:signed"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that a reference leads to."""

    figure: KnownFigure
    """The figure that the reference names, with only those of its claims that it asks for."""
    claim: KnownClaim
    """The claim to print: the one it names, else the shown one."""


def find(knowledge: Knowledge, reference: Reference) -> Found | Derived | None:
    """The claim or the derived value that a reference prints, None if the date knew of none."""
    path = reference.figure or ""
    if path in TOTALS:
        return total(knowledge, reference.target, path, reference.scope)
    derived = knowledge.derived.get(reference.target, {}).get(path)
    if derived is not None:
        return derived
    figure = knowledge.figure(reference.target, "valuation" if path in BASES else path)
    if figure is None:
        return None
    if path in BASES:
        figure = figure.narrowed(lambda claim: claim.record.basis == BASES[path])
    if reference.scope:
        figure = figure.narrowed(lambda claim: reference.scope in (claim.record.scope, claim.record.what), asked=True)
    claim = figure.claim(reference.claim) if reference.claim else figure.shown
    if claim is None or (path not in BASES and _is_nameless_part(figure, claim, reference)):
        return None
    return Found(figure, claim)


def _is_nameless_part(figure: KnownFigure, claim: KnownClaim, reference: Reference) -> bool:
    """True if a text would print a part's number under the name of the whole.

    In a text no label stands beside a number, as one does in a table. An editor may still choose the part.
    """
    named = reference.claim or reference.scope or figure.chosen
    return claim.record.scope == "part" and not named


def total(knowledge: Knowledge, org: str, path: str, bucket: str | None = None) -> Derived | None:
    """An organisation's equity raised or committed: the deals of the named bucket, or the closed ones if none is named.

    None if there is no such organisation or bucket.
    """
    if org not in knowledge.books.organisations:
        return None
    chosen = next((known for known in FIRM if known == bucket), None if bucket else "closed")
    if chosen is None:
        return None
    found = (totals.raised if path == "total_raised" else totals.committed)(knowledge.books, org)
    entries = found.of(chosen, "equity")
    value = found.sum(chosen, "equity")
    silent = any(entry.amount is None for entry in entries)
    return Derived(
        of=org,
        path=path,
        value=value,
        unit=found.currency,
        formula=path,
        inputs=tuple(entry.claim for entry in entries if entry.claim),
        caveats=("undisclosed",) if silent else (),
        reason=None if value is not None else "nothing",
    )
