"""The rules that a mail keeps before anyone gets it: each rule's docstring is its sentence.

Rules look at a finished mail and know nothing of how it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.mail.lint import access, clients, content, links, look, size
from generator.mail.lint.finding import Finding
from generator.mail.lint.links import picture_is_light
from generator.mail.lint.opened import Opened
from generator.mail.mail import Mail

Rule = Callable[[Opened], Iterable[Finding]]
RULES: tuple[Rule, ...] = (
    size.html_is_not_clipped,
    size.styles_are_kept,
    size.lines_travel,
    content.characters_are_visible,
    content.subject_is_short,
    content.preheader_adds_to_it,
    content.text_part_says_the_same,
    content.marks_are_harmless,
    links.links_lead_somewhere,
    links.reader_can_leave,
    links.images_are_ours,
    look.text_stands_out,
    access.readers_can_hear_it,
    clients.clients_show_it,
    clients.nothing_runs,
)


def check(mail: Mail) -> tuple[Finding, ...]:
    """Every finding, each once: what fails first, then by code and place."""
    opened = Opened.of(mail)
    found = {finding for rule in RULES for finding in rule(opened)}
    return tuple(sorted(found, key=lambda one: (one.severity != "error", one.code, one.where, one.message)))


__all__ = ["RULES", "Finding", "check", "picture_is_light"]
