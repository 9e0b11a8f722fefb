"""Drafts at providers and one mail by SMTP: the only part that opens a socket. It never sends an issue to a list."""

from __future__ import annotations

from generator.mail.deliver.buttondown import Buttondown
from generator.mail.deliver.draft import Draft, push
from generator.mail.deliver.listmonk import Listmonk
from generator.mail.deliver.smtp import addressed, send_test
from generator.mail.deliver.web import Client, Refused

__all__ = ["Buttondown", "Client", "Draft", "Listmonk", "Refused", "addressed", "push", "send_test"]
