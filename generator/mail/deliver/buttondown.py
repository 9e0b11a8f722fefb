"""Drafts at Buttondown: emails of its API, found by their metadata."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel

from generator.mail.deliver.draft import Draft, Payload
from generator.mail.deliver.web import Client

API = "https://api.buttondown.com/v1"
PAGES = 200
"""More pages of emails than any newsletter has: a provider that never stops must not keep us."""


class _Email(BaseModel):
    id: str
    status: str
    subject: str
    body: str | None = None
    metadata: dict[str, Any] | None = None

    def draft(self) -> Draft:
        return Draft(id=self.id, status=self.status, subject=self.subject, body=self.body or "", text=None)


class _Page(BaseModel):
    results: list[_Email]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttondown:
    """The emails of a Buttondown newsletter; what has no status there is sent, so every payload says draft."""

    client: Client

    @staticmethod
    def headers(token: str) -> Mapping[str, str]:
        """The token, and the version of the API that this was written for."""
        return {"Authorization": f"Token {token}", "X-API-Version": "2026-04-01"}

    def find(self, key: str) -> Draft | None:
        """The email with the key in its metadata, newest first."""
        for number in range(1, PAGES):
            asked = urlencode({"ordering": "-creation_date", "page": number})
            page = self.client.read(_Page, "GET", f"/emails?{asked}")
            for email in page.results:
                if (email.metadata or {}).get("kapitalbrief") == key and email.status != "deleted":
                    return email.draft()
            if not page.next:
                return None
        return None

    def create(self, payload: Payload, key: str) -> str:
        """A new email. The idempotency key makes a repeated request the same one."""
        whole = draft(payload)
        digest = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:16]
        once = {"X-Idempotency-Key": f"{key}-{digest}"[:200]}
        return self.client.read(_Email, "POST", "/emails", whole, once).id

    def update(self, id: str, payload: Payload) -> None:
        """Writes over an email."""
        self.client.call("PATCH", f"/emails/{id}", draft(payload))

    def get(self, id: str) -> Draft:
        """The email with its body."""
        return self.client.read(_Email, "GET", f"/emails/{id}").draft()


def draft(payload: Payload) -> Payload:
    """The payload, as a draft whatever it says."""
    return {**payload, "status": "draft"}
