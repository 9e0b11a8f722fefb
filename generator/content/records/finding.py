"""Findings of detectors that an editor has read against their sources, so that `check` can tell what is new."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from generator.content.records.base import Day, Record, Text, refuse
from generator.content.records.names import AuthorIds


def _record(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", value):
        hint = "the folder, a slash and the id, without folders between and without .yml"
        raise refuse("bad-id", f"expected a record such as 'deals/openai-round-2026', found '{value}'", hint)
    return value


class ReviewedFinding(Record):
    """One finding that was read. It is known from then on, and told as gone once it no longer occurs."""

    code: Text
    """The detector's code, as in brackets behind the finding: "scale-slip"."""
    record: Annotated[str, BeforeValidator(_record)]
    """The record it stands in, with its folder: "deals/openai-round-2026", "sources/hyper-mistral"."""
    about: Text | None = None
    """The claim, the event or the other record that the message begins with; None if it is about the whole record."""
    verdict: Literal["right", "defensible"]
    """`right`: something does not fit indeed; `defensible`: worth a question, but as it stands it can stay."""
    note: Text | None = None
    """What the editor found in the sources; None if there is nothing to add to the verdict."""
    reviewed_by: AuthorIds
    """The authors who read it."""
    reviewed: Day
    """The day on which they did."""


class Findings(Record):
    """The file `findings.yml`."""

    findings: tuple[ReviewedFinding, ...]
    """Every finding that was read, in any order."""
