"""Mailgun, which sends and keeps no readers: the draft file of a message, and no form."""

from __future__ import annotations

from generator.mail.deliver.draft import Payload
from generator.mail.mail import Mail
from generator.mail.message import named
from generator.mail.providers.escapes import parted
from generator.mail.providers.provider import Provider


def _payload(mail: Mail) -> Payload:
    return {
        "from": named(*mail.sender),
        "subject": mail.subject,
        "html": mail.html,
        "text": mail.text,
        "h:List-Id": named(mail.list_name, mail.list_id),
        "o:tag": [mail.key],
        "o:tracking": "no",
    }


PROVIDER = Provider(
    name="mailgun",
    unsubscribe="%unsubscribe_url%",
    marks=r"%[a-z_]+(?:\.[a-z_]+)?%",
    escape=parted,
    payload=_payload,
)
