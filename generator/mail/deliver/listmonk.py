"""Drafts at listmonk: campaigns of its API, found by a tag."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from pydantic import BaseModel

from generator.mail.deliver.draft import Draft, Payload
from generator.mail.deliver.web import Client, Refused


class _Campaign(BaseModel):
    id: int
    status: str
    subject: str
    body: str | None = None
    altbody: str | None = None
    tags: list[str] | None = None

    def draft(self) -> Draft:
        return Draft(id=str(self.id), status=self.status, subject=self.subject, body=self.body or "", text=self.altbody)


class _One(BaseModel):
    data: _Campaign


class _Page(BaseModel):
    results: list[_Campaign] | None


class _Many(BaseModel):
    data: _Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Listmonk:
    """The campaigns of a listmonk server, whose `lists` they go to; a campaign is a draft until a person starts it."""

    client: Client
    lists: tuple[int, ...]
    template: int | None = None

    @staticmethod
    def headers(token: str) -> Mapping[str, str]:
        """The token is `user:token`, as listmonk gives it to an API user."""
        if ":" not in token:
            raise Refused("LISTMONK_TOKEN is 'user:token'")
        return {"Authorization": f"Basic {base64.b64encode(token.encode()).decode()}"}

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
        return str(self.client.read(_One, "POST", "/api/campaigns", self.complete(payload)).data.id)

    def update(self, id: str, payload: Payload) -> None:
        """Writes over a campaign."""
        self.client.call("PUT", f"/api/campaigns/{id}", self.complete(payload))

    def get(self, id: str) -> Draft:
        """The campaign with its body."""
        return self.client.read(_One, "GET", f"/api/campaigns/{id}").data.draft()

    def complete(self, payload: Payload) -> Payload:
        """The payload with what only this server knows."""
        return {**payload, "lists": list(self.lists)} | ({"template_id": self.template} if self.template else {})
