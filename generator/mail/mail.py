"""Mail: a finished mail with all that its files, its lint and its delivery need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["issue", "erratum", "topic", "digest", "alert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How the deals after the lead are printed, in their rank: first whole, then as lines, then not at all."""

    full: int
    """How many are printed whole."""
    lines: int
    """How many of the next are a line each, with title and amount."""
    more: int
    """How many of the last are only counted, in a link to the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail in one language."""

    about: str
    """The id of an issue, a period or a deal: "2026-01-30-openai-runde", "2026-w25"."""
    kind: Kind
    """The sort of mail."""
    list: str
    """The key of `newsletter.lists` that it goes to: "weekly", "quarterly", "alerts" or a topic; "" for the
    newsletter's own list."""
    version: str
    """The day of its newest correction, by which an erratum differs from an earlier one; "" for other mails."""
    language: str
    """The language it is written in: "de"."""
    number: int | None
    """The issue's number; None without one."""
    subject: str
    """One line, with plain spaces, for who searches a mailbox types those."""
    preheader: str
    """The preview that a list of mails shows beside the subject."""
    url: str
    """The page that says the same on the web."""
    unsubscribe: str
    """The address that each provider puts its own in place of."""
    sender: tuple[str, str]
    """The name that an inbox shows, and the address: ("Kapitalbrief", "redaktion@kapitalbrief.example")."""
    list_name: str
    """The list's name for readers: "Kapitalbrief: Chips"."""
    list_id: str
    """The list's name for programs: "chips.de.kapitalbrief.example"."""
    html: str
    """The HTML part, with inline styles."""
    text: str
    """The text part, in lines of 72 characters."""
    message: bytes
    """The whole mail as SMTP carries it."""
    deals: tuple[tuple[str, str], ...]
    """The deals that it prints, the lead first, as (title, address)."""
    duties: tuple[tuple[str, str], ...]
    """The addresses that every mail must bear: (("imprint", "https://…"), …)."""
    fold: Fold
    """How its deals were folded to keep to the budget."""

    @property
    def name(self) -> str:
        """The name of its files."""
        return stem(self.kind, self.list)

    @property
    def key(self) -> str:
        """The name that a provider's draft is found again by: "issue:2026-01-30-openai-runde:de"."""
        return ":".join(filter(None, (self.name, self.about, self.language, self.version)))


def stem(kind: Kind, list: str) -> str:
    """The name of a mail among those of one thing: "issue", "topic-chips"."""
    return f"{kind}-{list}" if kind == "topic" else kind
