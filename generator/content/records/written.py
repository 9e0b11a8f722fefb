"""What is said of how a text was written: later than its date, by a machine, checked by a person."""

from __future__ import annotations

from typing import Literal

from generator.content.records.base import PlainDate, Record, Texts
from generator.content.records.names import AuthorIds


class AiUse(Record):
    """How far machines wrote the text, and which parts."""

    level: Literal["none", "assisted", "generated"] = "none"
    """How far: not at all, with a person's hand in it, or alone."""
    what: Texts = ()
    """Which parts, such as "text", "translation" or "image"; () says the text."""


class Written(Record):
    """A text with a date, and how it was written."""

    reconstructed: PlainDate | None = None
    """The month in which it was written, such as 2026-11, if that was later than its date; None if it was not."""
    reviewed_by: AuthorIds = ()
    """The authors who checked it; () if nobody did."""
    ai_use: AiUse = AiUse()
    """How far machines wrote it."""

    @property
    def unreviewed_machine_text(self) -> bool:
        """Whether readers must be told that no person checked a text made by a machine."""
        return self.ai_use.level == "generated" and not self.reviewed_by
