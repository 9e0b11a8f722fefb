"""Drafts at providers and one mail by SMTP: the only part that opens a socket. It never sends an issue to a list."""

from __future__ import annotations

from generator.mail.deliver.draft import Draft, Drafts, Payload, push
from generator.mail.deliver.smtp import addressed, send_test
from generator.mail.deliver.web import Client, Refused, host

__all__ = ["Client", "Draft", "Drafts", "Payload", "Refused", "addressed", "host", "push", "send_test"]
