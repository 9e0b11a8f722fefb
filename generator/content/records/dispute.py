"""A dispute: claims about what is no number, such as who leads a round."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.content.records.base import Id, Record, Text, Translated
from generator.content.records.figure import Said
from generator.content.records.names import SourceIds

DisputedField = Literal["lead", "date", "kind", "seat"]
"""What may be told differently: who leads, when it was, what kind of deal it is, who gets a seat on the board."""


class DisputeClaim(Record):
    """What some of the reports say."""

    id: Id
    """Its name in this deal, such as "lead-ft"."""
    value: Text | None = None
    """An organisation's id for `lead` and `seat`, a date for `date`, a word of the vocabulary for `kind`."""
    text: Translated | None = None
    """What no id says, in words, such as a seat without a vote; then `value` may be left out."""
    src: SourceIds = ()
    """The pages that print it, the one to quote first; () leaves it to the deal's own `src`."""
    said: Said = "unattributed"
    """Who says it to the reporter."""


class Dispute(Record):
    """Reports that contradict each other on something that is no number. Readers see all sides."""

    field: DisputedField
    """What they contradict each other on."""
    claims: tuple[DisputeClaim, ...] = Field(min_length=1)
    """What is said; at least two that differ."""
