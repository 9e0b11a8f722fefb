"""One draft per mail and language: found again by its key, updated, read back to see what the provider made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

Payload = dict[str, Any]
"""JSON as a provider's API takes it."""


class Refused(Exception):
    """Why a draft or a mail was not made, in the editor's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail that a provider has."""

    id: str = ""
    """Its id there: "17", "em_1"; "" before it has one."""
    status: str
    """"draft", else what the provider calls a mail that it sends or has sent: "sent"."""
    subject: str
    """Its subject."""
    body: str
    """Its HTML; "" where a search leaves it out."""
    text: str | None
    """Its text part; None if the provider makes one by itself."""


class Drafts(Protocol):
    """The drafts at a provider, as its API lets us find, make and change them."""

    def find(self, key: str) -> Draft | None:
        """The mail made for this key before, sent ones included; its body may be left out."""

    def create(self, payload: Payload, key: str) -> str:
        """Makes a draft; its id."""

    def update(self, id: str, payload: Payload) -> None:
        """Replaces what a draft says."""

    def get(self, id: str) -> Draft:
        """A draft with its body."""

    def expected(self, payload: Payload) -> Draft:
        """The draft that should be there once this was sent."""


def push(drafts: Drafts, payload: Payload, key: str) -> tuple[Draft, bool]:
    """The draft as the provider has it, and whether it is new. Raises Refused.

    A push that was killed after the draft was made finds it by its key, so there is never a second one.
    """
    before = drafts.find(key)
    if before and before.status != "draft":
        raise Refused(f"'{key}' is '{before.status}' at the provider, not a draft; it was not touched")
    if before:
        drafts.update(before.id, payload)
    id = before.id if before else drafts.create(payload, key)
    made = drafts.get(id)
    if made.status != "draft":
        raise Refused(f"'{key}' is '{made.status}' at the provider instead of a draft (id {id}): stop it there now")
    meant = drafts.expected(payload)
    for name, sent, kept in (
        ("subject", meant.subject, made.subject),
        ("body", meant.body, made.body),
        ("text part", meant.text, made.text),
    ):
        if sent is not None and _lines(sent) != _lines(kept or ""):
            raise Refused(f"the provider changed the {name} of '{key}' (id {id}); look at the draft before sending it")
    return made, before is None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
