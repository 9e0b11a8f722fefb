"""The newsletter's form: a plain POST to the provider that the publication names, with the fields it asks for.

The browser asks the provider nothing before a reader sends the form: no script, no frame, no picture of it is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from generator.content.records.publication import Newsletter, Provider

NAMES: Mapping[Provider, str] = {
    "buttondown": "Buttondown",
    "listmonk": "listmonk",
    "brevo": "Brevo",
    "mailchimp": "Mailchimp",
    "keila": "Keila",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where readers' addresses go. `honeypot` is the field that stays empty, "" if the provider has none."""

    provider: str
    action: str
    email: str
    hidden: tuple[tuple[str, str], ...] = ()
    honeypot: str = ""

    @property
    def host(self) -> str:
        """The only foreign host that the site may send a form to: "https://buttondown.com"."""
        parts = urlsplit(self.action)
        return f"{parts.scheme}://{parts.netloc}"


def form(newsletter: Newsletter, language: str) -> Form | None:
    """The form of the provider, as its own embedding instructions spell the fields; None without a provider."""
    address, to = newsletter.form or "", newsletter.list or ""
    match newsletter.provider:
        case "buttondown":
            action = f"https://buttondown.com/api/emails/embed-subscribe/{quote(to)}"
            return Form(provider=NAMES["buttondown"], action=action, email="email", hidden=(("embed", "1"),))
        case "listmonk":
            action = f"{address.rstrip('/')}/subscription/form"
            return Form(
                provider=urlsplit(address).hostname or NAMES["listmonk"],
                action=action,
                email="email",
                hidden=(("l", to),),
                honeypot="nonce",
            )
        case "brevo":
            return Form(
                provider=NAMES["brevo"],
                action=address,
                email="EMAIL",
                hidden=(("locale", language),),
                honeypot="email_address_check",
            )
        case "mailchimp":
            # The honeypot of an account and list: b_<u>_<id>, both from the address of the form.
            asked = parse_qs(urlsplit(address).query)
            trap = "_".join(["b", *(asked.get(key, [""])[0] for key in ("u", "id"))])
            return Form(provider=NAMES["mailchimp"], action=address, email="EMAIL", honeypot=trap)
        case "keila":
            return Form(provider=NAMES["keila"], action=address, email="contact[email]", honeypot="h[url]")
        case _:
            return None
