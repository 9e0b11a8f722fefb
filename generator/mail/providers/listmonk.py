"""listmonk, a server that everybody runs themselves: its form, and drafts as campaigns that a tag finds again."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from pydantic import BaseModel

from generator.content.records.publication import Newsletter
from generator.mail.deliver.draft import Draft, Payload, Refused
from generator.mail.mail import Mail
from generator.mail.message import named
from generator.mail.providers.escapes import literal
from generator.mail.providers.provider import Api, Form, Provider

if TYPE_CHECKING:
    from generator.mail.deliver.web import Client


class _Campaign(BaseModel, defer_build=True):
    """A campaign as listmonk answers it."""

    id: int
    """Its number there."""
    status: str
    """"draft" until a person starts it."""
    subject: str
    """The mail's subject."""
    body: str | None = None
    """The HTML; absent in lists."""
    altbody: str | None = None
    """The text part."""
    tags: list[str] | None = None
    """Its tags; one is the mail's key."""

    def draft(self) -> Draft:
        return Draft(id=str(self.id), status=self.status, subject=self.subject, body=self.body or "", text=self.altbody)


class _One(BaseModel, defer_build=True):
    """The answer about one campaign."""

    data: _Campaign
    """The campaign."""


class _Page(BaseModel, defer_build=True):
    """A page of campaigns."""

    results: list[_Campaign] | None
    """The campaigns; listmonk says null for none."""


class _Many(BaseModel, defer_build=True):
    """The answer to a search."""

    data: _Page
    """The page that was asked for."""


@dataclass(frozen=True, slots=True)
class Listmonk:
    """The campaigns of a listmonk server; a campaign is a draft until a person starts it."""

    client: Client
    """The connection to the server."""

    def find(self, key: str) -> Draft | None:
        """The campaign with the tag; listmonk's filter may find more, so the tags are read again."""
        asked = urlencode({"tags": key, "no_body": "true", "per_page": "all"})
        many = self.client.read(_Many, "GET", f"/api/campaigns?{asked}")
        found = [campaign for campaign in many.data.results or [] if key in (campaign.tags or [])]
        if len(found) > 1:
            ids = ", ".join(str(campaign.id) for campaign in found)
            raise Refused(f"listmonk has several campaigns with the tag '{key}': {ids}; delete all but one")
        return found[0].draft() if found else None

    def create(self, payload: Payload, key: str) -> str:
        """A new campaign; listmonk makes it a draft."""
        return str(self.client.read(_One, "POST", "/api/campaigns", payload).data.id)

    def update(self, id: str, payload: Payload) -> None:
        """Writes over a campaign."""
        self.client.call("PUT", f"/api/campaigns/{id}", payload)

    def get(self, id: str) -> Draft:
        """The campaign with its body."""
        return self.client.read(_One, "GET", f"/api/campaigns/{id}").data.draft()

    def expected(self, payload: Payload) -> Draft:
        """The payload as listmonk should keep it."""
        return Draft(status="draft", subject=payload["subject"], body=payload["body"], text=payload["altbody"])


def _form(newsletter: Newsletter, language: str) -> Form:
    """The server's own form; readers are told its host, which is the publication's and not listmonk's."""
    address = newsletter.form or ""
    return Form(
        provider=urlsplit(address).hostname or "listmonk",
        action=f"{address.rstrip('/')}/subscription/form",
        email="email",
        hidden=(("l", newsletter.list or ""),),
        honeypot="nonce",
    )


def _payload(mail: Mail) -> Payload:
    return {
        "name": f"{mail.key} {mail.subject}",
        "subject": mail.subject,
        "type": "regular",
        "content_type": "html",
        "body": mail.html,
        "altbody": mail.text,
        "headers": [{"List-Id": named(mail.list_name, mail.list_id)}, {"Archived-At": f"<{mail.url}>"}],
        "tags": [mail.key],
        "messenger": "email",
    }


def _headers(token: str) -> Mapping[str, str]:
    """The token is `user:token`, as listmonk gives it to an API user."""
    if ":" not in token:
        raise Refused("LISTMONK_TOKEN is 'user:token'")
    return {"Authorization": f"Basic {base64.b64encode(token.encode()).decode()}"}


def _complete(payload: Payload, newsletter: Newsletter, ordered: str) -> Payload:
    """With the lists that it goes to and the template, which have numbers of their own on each server."""
    lists = (newsletter.lists.get(ordered, newsletter.list) or "").split()
    if not lists or not all(number.isdigit() for number in lists):
        field = f"newsletter.lists.{ordered}" if ordered else "newsletter.list"
        raise Refused(f"{field} in publication.yml must be the number of a list at listmonk")
    template = {"template_id": newsletter.template} if newsletter.template else {}
    return {**payload, "lists": [int(number) for number in lists]} | template


PROVIDER = Provider(
    name="listmonk",
    needs={"form": "the address of your server", "list": "the id of the list"},
    form=_form,
    unsubscribe="{{ UnsubscribeURL }}",
    marks=r"\{\{",
    escape=literal,
    payload=_payload,
    api=Api(token="user:token", headers=_headers, complete=_complete, drafts=Listmonk),
)
