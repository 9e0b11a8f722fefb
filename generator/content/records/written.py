"""What is said of how a text was written: later than its date, by a machine, checked by a person."""

from __future__ import annotations

from typing import Literal

from generator.content.records.base import Dated, Ids, Record, Texts


class AiUse(Record):
    """How far machines wrote the text, and which parts."""

    level: Literal["none", "assisted", "generated"] = "none"
    what: Texts = ()


class Written(Record):
    """A text with a date. `reconstructed` is the month in which it was written, if that was later."""

    reconstructed: Dated | None = None
    reviewed_by: Ids = ()
    ai_use: AiUse = AiUse()

    @property
    def unreviewed_machine_text(self) -> bool:
        """Whether readers must be told that no person checked a text made by a machine."""
        return self.ai_use.level == "generated" and not self.reviewed_by
