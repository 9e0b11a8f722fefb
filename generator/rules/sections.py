"""Rules about the sections of an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.content.records.section import SECTIONS, Section
from generator.rules.facts import Facts, beside
from generator.rules.rule import rule
from generator.text.problems import Problem, did_you_mean

OWN_FIELDS = tuple(dict.fromkeys(field for kind in SECTIONS.values() for field in kind.takes))
"""The fields that belong to one kind of section: winners, losers, forecasts."""


@rule("duplicate-id", each="briefings")
def section_ids_are_free(facts: Facts, name: str) -> Iterator[Problem]:
    """A section's id stands once in its issue and is none that the page itself uses."""
    issue = facts.archive.issues[name]
    seen = {"sources"}
    for index, section in enumerate(issue.sections):
        taken = section.key in seen or re.fullmatch(r"s[0-9]+", section.key)
        own = section.key in ("deals", "what-changed") and section.kind != section.key.replace("-", "_")
        if taken or own:
            at = facts.archive.at("briefings", name, "sections", index, "id")
            message = f"the page has a '{section.key}' already"
            yield Problem(at, "duplicate-id", message, "give the section another id")
        seen.add(section.key)


@rule("unknown-field", each="briefings")
def sections_have_their_own_fields(facts: Facts, name: str) -> Iterator[Problem]:
    """A section has the fields of its kind: winners and losers where it tells of these, forecasts in an outlook."""
    issue = facts.archive.issues[name]
    for index, section in enumerate(issue.sections):
        for field in OWN_FIELDS:
            if getattr(section, field) and field not in SECTIONS[section.kind].takes:
                at = facts.archive.at("briefings", name, "sections", index, field)
                homes = [kind for kind, found in SECTIONS.items() if field in found.takes]
                hint = f"write them in a section of kind {' or '.join(homes)}"
                yield Problem(at, "unknown-field", f"a section of kind '{section.kind}' has no {field}", hint)


@rule("missing-field", each="briefings")
def sections_say_something(facts: Facts, name: str) -> Iterator[Problem]:
    """A section that is not made from the data has something under its heading; else no reader ever sees it."""
    issue = facts.archive.issues[name]
    keys = {key[2] for key in facts.index(beside).get(("briefings", name), ())}
    for index, section in enumerate(issue.sections):
        if _is_empty(section) and section.key not in keys:
            at = facts.archive.at("briefings", name, "sections", index)
            wanted = " or ".join((*SECTIONS[section.kind].takes, "body"))
            hint = f"write {wanted}, or a file {section.key}.<language>.md"
            message = f"there is nothing under the heading of '{section.key}', so readers do not see it"
            yield Problem(at, "missing-field", message, hint, "warning")


@rule("unknown-word", each="briefings")
def paid_places_are_there(facts: Facts, name: str) -> Iterator[Problem]:
    """A sponsor stands at the `top`, at the `end`, or after a section that the issue has.

    Passes: `top`, `after_news`. Fails: `after_nachrichten`, if no section has this id or kind.
    """
    issue = facts.archive.issues[name]
    after = (f"after_{word}" for section in issue.sections for word in (section.key, section.kind))
    known = ("top", "end", *dict.fromkeys(after))
    for index, slot in enumerate(issue.sponsors):
        if slot.slot not in known:
            at = facts.archive.at("briefings", name, "sponsors", index, "slot")
            message = f"expected one of {', '.join(known)}; found '{slot.slot}'"
            yield Problem(at, "unknown-word", message, did_you_mean(slot.slot, known))


def _is_empty(section: Section) -> bool:
    kind = SECTIONS[section.kind]
    return not (kind.generated or section.body or any(getattr(section, field) for field in kind.takes))
