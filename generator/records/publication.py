"""The publication itself: name, address, languages, who answers for it."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator

from generator.problems import did_you_mean
from generator.records.base import Count, Day, Id, Record, Text, Translated, Truth, Url, refuse
from generator.records.organisation import Currency


class Editor(Record):
    name: Text
    email: Text


class Legal(Record):
    """The imprint: who publishes, where, and who is responsible for the content."""

    publisher: Text
    address: Text
    responsible: Text
    email: Text
    phone: Text | None = None
    commercial_register: Text | None = None
    vat_id: Text | None = None


LISTS = ("weekly", "quarterly", "alerts")
"""What a further list may get besides a topic."""
Provider = Literal["none", "buttondown", "listmonk", "brevo", "mailchimp", "mailgun", "keila"]


class Newsletter(Record):
    """Who sends the newsletter: the list's name or id there, the address of the form, of the server, its template.

    `lists` are further lists there, by what their readers ordered: weekly, quarterly, alerts or a topic.
    """

    provider: Provider = "none"
    list: Text | None = None
    lists: dict[Id, Text] = Field(default_factory=dict)
    url: Url | None = None
    template: Count | None = None
    form: Url | None = None


class Publication(Record):
    title: Text
    tagline: Translated
    base_url: Url
    languages: tuple[Id, ...] = Field(min_length=1)
    time_zone: Text = "UTC"
    currency: Currency = "USD"
    as_of: Day | None = None
    content_version: Count = 1
    demonstration: Truth = False
    id_host: Text | None = None
    websub: Url | None = None
    news_sitemap: Truth = False
    editor: Editor
    legal: Legal
    newsletter: Newsletter = Newsletter()
    redirects: dict[str, Text] = Field(default_factory=dict)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise refuse("time-zone", f"'{value}' is no time zone", did_you_mean(value, available_timezones()))
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which issues appear."""
        return ZoneInfo(self.time_zone)

    @property
    def default_language(self) -> str:
        """The language that the root serves."""
        return self.languages[0]

    @property
    def home(self) -> str:
        """The site's address, with a slash at the end."""
        return self.base_url.rstrip("/") + "/"
