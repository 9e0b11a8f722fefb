"""Mail: a finished mail with all that its files, its lint and its delivery need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["issue", "erratum", "topic", "digest", "alert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How the deals after the lead are printed: `full` of them whole, then `lines` as one line each, `more` not at all."""

    full: int
    lines: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail in one language. `unsubscribe` is the address that each provider puts its own in place of.

    `about` is the id of an issue, a period or a deal. `list` is "" for the newsletter's own list, else "weekly",
    "quarterly", "alerts" or a topic. `version` tells a mail from an earlier one of the same name: an erratum has the day
    of its newest correction. `deals` are the printed deals as (title, address), `duties` the addresses that every mail
    must bear, and `message` is the whole mail as SMTP carries it.
    """

    about: str
    kind: Kind
    list: str
    version: str
    language: str
    number: int | None
    subject: str
    preheader: str
    url: str
    unsubscribe: str
    sender: tuple[str, str]
    list_name: str
    list_id: str
    html: str
    text: str
    message: bytes
    deals: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, str], ...]
    fold: Fold

    @property
    def name(self) -> str:
        """What its files are called."""
        return stem(self.kind, self.list)

    @property
    def key(self) -> str:
        """What a provider's draft is found by again: "issue:2026-01-30-openai-runde:de"."""
        return ":".join(filter(None, (self.name, self.about, self.language, self.version)))


def stem(kind: Kind, list: str) -> str:
    """The name of a mail among those of one thing: "issue", "topic-chips"."""
    return f"{kind}-{list}" if kind == "topic" else kind
