"""Drafts at listmonk: campaigns of its API, found by a tag."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from generator.deliver.draft import Draft, Payload
from generator.deliver.http import Client, Refused


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
        page = self.client.call(
            "GET", f"/api/campaigns?{urlencode({'tags': key, 'no_body': 'true', 'per_page': 'all'})}"
        )
        found = [campaign for campaign in page["data"]["results"] or [] if key in (campaign.get("tags") or [])]
        if len(found) > 1:
            ids = ", ".join(str(campaign["id"]) for campaign in found)
            raise Refused(f"listmonk has several campaigns with the tag '{key}': {ids}; delete all but one")
        return _draft(found[0]) if found else None

    def create(self, payload: Payload, key: str) -> str:
        """A new campaign; listmonk makes it a draft."""
        return str(self.client.call("POST", "/api/campaigns", self.complete(payload))["data"]["id"])

    def update(self, id: str, payload: Payload) -> None:
        """Writes over a campaign."""
        self.client.call("PUT", f"/api/campaigns/{id}", self.complete(payload))

    def get(self, id: str) -> Draft:
        """The campaign with its body."""
        return _draft(self.client.call("GET", f"/api/campaigns/{id}")["data"])

    def complete(self, payload: Payload) -> Payload:
        """The payload with what only this server knows."""
        return {**payload, "lists": list(self.lists)} | ({"template_id": self.template} if self.template else {})


def _draft(campaign: dict[str, Any]) -> Draft:
    return Draft(
        id=str(campaign["id"]), status=campaign["status"], subject=campaign["subject"],
        body=campaign.get("body") or "", text=campaign.get("altbody"),
    )  # fmt: skip
