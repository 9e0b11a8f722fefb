"""Buttondown: its form, and drafts as emails that their metadata find again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from generator.content.records.publication import Newsletter
from generator.mail.deliver.draft import Draft, Payload
from generator.mail.mail import Mail
from generator.mail.providers.escapes import parted
from generator.mail.providers.provider import Api, Form, Provider

if TYPE_CHECKING:
    from generator.mail.deliver.web import Client

PAGES = 200
"""More pages of emails than any newsletter has: a provider that never stops must not keep us."""


class _Email(BaseModel, defer_build=True):
    """An email as Buttondown answers it."""

    id: str
    """Its id there: "em_1"."""
    status: str
    """"draft" until a person sends it."""
    subject: str
    """The mail's subject."""
    body: str | None = None
    """The HTML, after a comment that names the editor; absent in lists."""
    metadata: dict[str, Any] | None = None
    """Words of ours: "kapitalbrief" is the mail's key."""

    def draft(self) -> Draft:
        return Draft(id=self.id, status=self.status, subject=self.subject, body=self.body or "", text=None)


class _Page(BaseModel, defer_build=True):
    """A page of emails."""

    results: list[_Email]
    """The emails of the page."""
    next: str | None = None
    """The address of the next page; None on the last."""


@dataclass(frozen=True, slots=True)
class Buttondown:
    """The emails of a Buttondown newsletter; what has no status there is sent, so every payload says draft."""

    client: Client
    """The connection to the API."""

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
        whole = _draft(payload)
        digest = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:16]
        once = {"X-Idempotency-Key": f"{key}-{digest}"[:200]}
        return self.client.read(_Email, "POST", "/emails", whole, once).id

    def update(self, id: str, payload: Payload) -> None:
        """Writes over an email."""
        self.client.call("PATCH", f"/emails/{id}", _draft(payload))

    def get(self, id: str) -> Draft:
        """The email with its body."""
        return self.client.read(_Email, "GET", f"/emails/{id}").draft()

    def expected(self, payload: Payload) -> Draft:
        """The payload as Buttondown should keep it; it makes the text part by itself."""
        return Draft(status="draft", subject=payload["subject"], body=payload["body"], text=None)


def _draft(payload: Payload) -> Payload:
    """The payload, as a draft whatever it says."""
    return {**payload, "status": "draft"}


def _form(newsletter: Newsletter, language: str) -> Form:
    action = f"https://buttondown.com/api/emails/embed-subscribe/{quote(newsletter.list or '')}"
    return Form(provider="Buttondown", action=action, email="email", hidden=(("embed", "1"),))


def _payload(mail: Mail) -> Payload:
    words = (mail.about, mail.language, mail.name, mail.version)
    made: Payload = {
        "subject": mail.subject,
        # Buttondown sends what has no status.
        "status": "draft",
        "body": f"<!-- buttondown-editor-mode: plaintext -->\n{mail.html}",
        "description": mail.preheader,
        "canonical_url": mail.url,
        "slug": re.sub(r"[^A-Za-z0-9_-]", "-", "-".join(filter(None, words)))[:100],
        "template": "naked",
        "archival_mode": "disabled",
        "metadata": {"kapitalbrief": mail.key},
    }
    return made | ({"secondary_id": mail.number} if mail.number and mail.kind == "issue" else {})


def _headers(token: str) -> Mapping[str, str]:
    """The token, and the version of the API that this was written for."""
    return {"Authorization": f"Token {token}", "X-API-Version": "2026-04-01"}


def _complete(payload: Payload, newsletter: Newsletter, ordered: str) -> Payload:
    """As it is: Buttondown has no lists, a person chooses the readers of a draft by their tags."""
    return payload


PROVIDER = Provider(
    name="buttondown",
    needs={"list": "the name of the newsletter"},
    form=_form,
    unsubscribe="{{ unsubscribe_url }}",
    marks=r"\{[{%#]",
    escape=parted,
    payload=_payload,
    api=Api(
        url="https://api.buttondown.com/v1", token="token", headers=_headers, complete=_complete, drafts=Buttondown
    ),
)
