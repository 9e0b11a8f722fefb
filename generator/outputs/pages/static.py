"""The pages that an editor writes by hand, and the imprint, which the publication file fills."""

from __future__ import annotations

from generator import paths, signup
from generator.edition import Artifact, Edition
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page, writer_at


def static_page(edition: Edition, name: str) -> Artifact:
    """A page from `content/pages`; the ones every publication has exist without a file too."""
    record = edition.archive.pages.get(name)
    address = paths.static(name)
    writer = writer_at(edition, address)
    summary = record.summary.any(edition.language) if record and record.summary else ""
    beside = edition.archive.prose.get(("pages", name, name, edition.language))
    in_place = record.body.get(edition.language) if record and record.body else None
    publication = edition.archive.publication
    return page(
        edition, name if name in ("imprint", "subscribe") else "page", address,
        {
            "title": edition.page_title(name), "description": writer.plain(summary) or edition.page_title(name),
            "kind": "text", "hide": ["navigation"], "search": findable(edition, "page", edition.page_title(name)),
        },
        w=writer, summary=summary, body=beside.text if beside else in_place or "",
        site=publication.title, legal=publication.legal, editor=publication.editor, demonstration=publication.demonstration,
        form=signup.form(publication.newsletter, edition.language), privacy_href=writer.href(paths.static("privacy")),
        feed=edition.url("feed.xml"), corrections_feed=edition.url("corrections.xml"),
        flows_file=writer.href(paths.FLOWS, "file") if name == "methodology" else "",
    )  # fmt: skip
