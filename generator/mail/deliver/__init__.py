"""Drafts at providers and one mail by SMTP: the only part that opens a socket. It never sends an issue to a list.

What opens one, `web` and `smtp`, is imported by the commands alone: a build only asks what a draft is.
"""
