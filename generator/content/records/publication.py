"""The publication itself: name, address, languages, who answers for it."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, field_validator

from generator.content.records.base import Count, Day, Host, Id, Record, Text, Translated, Truth, Url, refuse
from generator.content.records.organisation import Currency
from generator.text.problems import did_you_mean

_GITHUB = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+/?")


class Editor(Record):
    """The desk that readers write to."""

    name: Text
    """What it is called, such as "Redaktion Kapitalbrief"."""
    email: Text
    """Its address; mails come from it."""


class Legal(Record):
    """The imprint: who publishes, where, and who is responsible for the content."""

    publisher: Text
    """The person or company that publishes, with its legal form."""
    address: Text
    """Street, postcode and town, on one line."""
    responsible: Text
    """The person who answers for the content."""
    email: Text
    """Where it can be reached."""
    phone: Text | None = None
    """Its number, such as "+49 30 1234567"."""
    commercial_register: Text | None = None
    """Court and number, such as "Amtsgericht Charlottenburg, HRB 12345"."""
    vat_id: Text | None = None
    """Its number for value added tax, such as "DE123456789"."""


LISTS = ("weekly", "quarterly", "alerts")
"""What a further list may get besides a topic."""
NO_PROVIDER = "none"
"""What `newsletter.provider` says where nobody can subscribe by mail yet."""


def _refused(value: object) -> None:
    if value is not None:
        raise refuse(
            "unknown-field",
            "a token goes only where the editor's own environment says, so no address of a server stands here",
            "delete this line and set LISTMONK_URL beside LISTMONK_TOKEN; Buttondown's address needs no setting",
        )


class Newsletter(Record):
    """Who sends the newsletter, and what the form and the drafts there need."""

    provider: Text = NO_PROVIDER
    """The provider's key, such as `listmonk`; "none" if nobody sends mails yet. `rules` know which there are."""
    list: Text | None = None
    """The newsletter's own list at the provider, by its name or number: "kapitalbrief", "3"."""
    lists: dict[Id, Text] = Field(default_factory=dict)
    """Further lists there, by what their readers ordered: weekly, quarterly, alerts or a topic's id. {"weekly": "5"}"""
    url: Annotated[None, BeforeValidator(_refused)] = None
    """Never given. Until 2026 it was the address of the server, and so decided where a token went."""
    template: Count | None = None
    """The number of the template there that drafts are made with; None if the provider's default will do."""
    form: Url | None = None
    """Where the provider's form sends readers' addresses, as its instructions for embedding say."""


class Comments(Record):
    """Where readers discuss an issue: the GitHub discussions that giscus shows. Its page hands out the two ids."""

    repository: Url
    """Its address, such as "https://github.com/owner/name"."""
    repository_id: Text
    """The repository's id, as giscus.app hands it out."""
    category: Text
    """The category of the discussions, such as "Announcements"."""
    category_id: Text
    """The category's id, as giscus.app hands it out."""

    @field_validator("repository")
    @classmethod
    def _on_github(cls, value: str) -> str:
        if not _GITHUB.fullmatch(value):
            raise refuse("url", f"expected a repository such as https://github.com/owner/name, found '{value}'")
        return value.rstrip("/")

    @property
    def name(self) -> str:
        """The repository as GitHub names it: "owner/name"."""
        return urlsplit(self.repository).path.strip("/")


class Publication(Record):
    """The publication as a whole: `publication.yml`."""

    title: Text
    """Its name, in every language the same."""
    tagline: Translated
    """What it is, in a line."""
    base_url: Url
    """Its address on the web, such as "https://kapitalbrief.example/"."""
    languages: tuple[Id, ...] = Field(min_length=1)
    """The languages it appears in, such as [de, en]; the root serves the first."""
    time_zone: Text = "UTC"
    """The zone in which its issues appear, such as "Europe/Berlin"."""
    currency: Currency = "USD"
    """The currency of sums, and of comparisons where an organisation names none of its own."""
    as_of: Day | None = None
    """The day whose knowledge pages show; None takes the day of the build."""
    content_version: Count = 1
    """The version of the content's shape, such as 1."""
    demonstration: Truth = False
    """Whether it is made up: pages say so, search engines stay out, the imprint may be a placeholder."""
    id_host: Host | None = None
    """The host in the ids of feeds, calendars and mails, which outlive addresses; None takes that of `base_url`."""
    websub: Url | None = None
    """The hub that tells subscribers of news, if there is one."""
    news_sitemap: Truth = False
    """Whether there is a sitemap of the last two days for news search engines."""
    editor: Editor
    """Whom readers write to."""
    legal: Legal
    """The imprint."""
    newsletter: Newsletter = Newsletter()
    """Who sends the mails."""
    comments: Comments | None = None
    """Where issues are discussed; None if nowhere."""
    redirects: dict[str, Text] = Field(default_factory=dict)
    """Old address to new one, without the language: {deals/old/: deals/new/}."""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise refuse("time-zone", f"'{value}' is no time zone", did_you_mean(value, available_timezones()))
        return value

    @property
    def leads_to(self) -> dict[str, str]:
        """Where each old address leads in the end: through the redirects of what was renamed more than once.

        One that goes in a circle leads nowhere and is left out. A later step's fragment wins over an earlier one's.
        """
        return {old: end for old in self.redirects if (end := self._end(old)) is not None}

    @property
    def renamed(self) -> dict[str, str]:
        """Old id to today's of every single thing that a redirect leads to under another name."""
        ways = [(old.split("/"), new.split("/")) for old, new in self.leads_to.items()]
        return {old[1]: new[1] for old, new in ways if len(old) == len(new) == 3 and old[0] == new[0]}

    def _end(self, old: str) -> str | None:
        seen, address, fragment = {old}, *_parts(self.redirects[old])
        while address in self.redirects:
            if address in seen:
                return None
            seen.add(address)
            address, later = _parts(self.redirects[address])
            fragment = later or fragment
        return f"{address}#{fragment}" if fragment else address

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


def _parts(address: str) -> tuple[str, str]:
    """An address and its fragment, "" if it has none."""
    page, _, fragment = address.partition("#")
    return page, fragment
