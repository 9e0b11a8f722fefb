"""Drafts at providers and one mail by SMTP: the only part that opens a socket. It never sends an issue to a list."""

from __future__ import annotations

from generator.deliver.buttondown import Buttondown
from generator.deliver.draft import Draft, push
from generator.deliver.http import Client, Refused
from generator.deliver.listmonk import Listmonk
from generator.deliver.smtp import addressed, send_test

__all__ = ["Buttondown", "Client", "Draft", "Listmonk", "Refused", "addressed", "push", "send_test"]
