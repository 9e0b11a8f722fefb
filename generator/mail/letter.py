"""Letter: a finished mail with all that its files, its lint and its delivery need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["issue", "erratum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How the deals after the lead are printed: `full` of them whole, then `lines` as one line each, `more` not at all."""

    full: int
    lines: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail in one language. `unsubscribe` is the address that each provider puts its own in place of.

    `deals` are the printed deals as (title, address), `duties` the addresses that every mail must bear, and `message`
    is the whole mail as SMTP carries it.
    """

    briefing: str
    language: str
    kind: Kind
    number: int | None
    subject: str
    preheader: str
    url: str
    unsubscribe: str
    sender: tuple[str, str]
    list_id: str
    html: str
    text: str
    message: bytes
    deals: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, str], ...]
    fold: Fold

    @property
    def key(self) -> str:
        """What a provider's draft is found by again: "issue:2026-01-30-openai-runde:de"."""
        return f"{self.kind}:{self.briefing}:{self.language}"
