"""Why an address has no page, for whoever looks for one in the preview."""

from __future__ import annotations

from datetime import date

from generator.analysis import public
from generator.analysis.knowledge import Knowledge
from generator.content.archive import Archive
from generator.text import problems

KINDS = {"briefings": "issue", "deals": "deal", "organisations": "organisation", "topics": "topic"}
"""The folders of pages that a record makes, with the word for one."""


def why(archive: Archive, today: Knowledge, as_of: date, address: str) -> str:
    """Why the preview has no page at an address such as "/en/deals/openai-round-2026/", and what would be right."""
    language, _, rest = address.strip("/").partition("/")
    kind, _, name = rest.partition("/")
    if language not in archive.publication.languages:
        return f"there is no page {address}: pages begin with /{'/ or /'.join(archive.publication.languages)}/"
    if kind not in KINDS or not name:
        return f"there is no page {address}"
    records = {
        "briefings": archive.issues,
        "deals": archive.deals,
        "organisations": archive.organisations,
        "topics": archive.topics,
    }[kind]
    if name not in records:
        return problems.unknown(KINDS[kind], name, records)
    if kind == "briefings":
        lacks = public.missing_words(archive.issues[name], archive, name, language)
        if lacks:
            return f"'{name}' has no page in '{language}': it lacks {', '.join(lacks)}"
    if kind == "deals" and not today.deals[name].is_known:
        return f"nothing is known of '{name}' on {as_of}, the day whose knowledge the pages show (as_of)"
    return f"'{name}' has no title in '{language}'"
