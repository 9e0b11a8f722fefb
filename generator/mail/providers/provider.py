"""A provider of newsletters: what it needs, how readers subscribe there, how it takes a mail, how drafts are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.content.records.publication import Newsletter
from generator.mail.deliver.draft import Drafts, Payload
from generator.mail.mail import Mail

if TYPE_CHECKING:
    from generator.mail.deliver.web import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form with which readers subscribe: a plain POST with the fields that the provider asks for.

    The browser asks the provider nothing before a reader sends it: no script, no frame, no picture of it is loaded.
    """

    provider: str
    """Who gets the address, in the words beside the button: "Mailchimp", "lists.example.org"."""
    action: str
    """Where it is sent: "https://lists.example.org/subscription/form"."""
    email: str
    """The name of the field for the reader's address: "email", "contact[email]"."""
    hidden: tuple[tuple[str, str], ...] = ()
    """Fields that are sent along, as (name, value): (("embed", "1"),)."""
    honeypot: str = ""
    """The name of the field that only programs fill in; "" if the provider has none."""

    @property
    def host(self) -> str:
        """The only foreign host that the site may send a form to: "https://buttondown.com"."""
        parts = urlsplit(self.action)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """How drafts are made at a provider. Nothing of it is read from the content, for a token goes there."""

    url: str = ""
    """The address of its API: "https://api.buttondown.com/v1"; "" if everybody has a server of their own, which only
    the environment names."""
    token: str
    """The shape of a token, as an editor must write it: "user:token"."""
    headers: Callable[[str], Mapping[str, str]]
    """The headers that carry a token. Raises Refused for what can be none."""
    complete: Callable[[Payload, Newsletter, str], Payload]
    """A mail's payload with what only the publication's account knows, such as the numbers of its lists. The text is
    the key of `newsletter.lists` that the mail goes to, "" for the newsletter's own list. Raises Refused."""
    drafts: Callable[[Client], Drafts]
    """The drafts of an account, once there is a connection with a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider. Everything that the generator knows of it stands in its file; the table lists it."""

    name: str
    """Its key in `publication.yml`, in names of files and on the command line: "buttondown"."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """The fields of `newsletter` without which its form cannot be written, each with what to write there."""
    form: Callable[[Newsletter, str], Form] | None = None
    """The form for a publication and a language, as the provider's instructions for embedding spell its fields; None if
    readers cannot subscribe by a form."""
    unsubscribe: str
    """The text that it replaces by each reader's own address for leaving: "{{ UnsubscribeURL }}"."""
    marks: str
    """A regular expression of what it would read as its own template language, wherever it stands: r"\\{\\{"."""
    escape: Callable[[str], str]
    """Plain text in which nothing is read as its template language any more."""
    payload: Callable[[Mail], Payload]
    """A mail as its API takes it, and as it stands in the mail's draft file."""
    api: Api | None = None
    """How `push` makes drafts there; None if a person takes the draft file there."""
