"""The page of an organisation: what it is, and its money in and out."""

from __future__ import annotations

from generator import ledger, paths
from generator.analyse import flows as money
from generator.charts import bars, timeline
from generator.charts.marks import figure
from generator.edition import Artifact, Edition
from generator.outputs.pages import structured
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page, writer_at
from generator.outputs.pages.lists import briefing_line


def organisation_page(edition: Edition, name: str) -> Artifact:
    """The organisation with its deals and the issues that speak of it."""
    address = paths.page("organisations", name)
    record = edition.archive.organisations[name]
    writer = writer_at(edition, address)
    title = record.name.any(edition.language)
    kind = edition.archive.vocabulary.word("organisation", record.kind, edition.language)
    description = (record.description.get(edition.language) if record.description else None) or kind
    mentions = [
        briefing_line(edition, writer, key, briefing)
        for key, briefing in edition.briefings
        if name in ledger.named_in(edition, key, briefing)
    ]
    plain = writer.plain(description)
    meta = {
        "title": title,
        "description": plain,
        "kind": "organisation",
        "things": structured.organisation(edition, name, record, plain),
        "search": findable(edition, "organisation", title, organisations=[name]),
    }
    paid = money.edges(edition.archive, edition.today)
    raised = money.raised(edition.archive, edition.today, name, paid)
    drawn = (bars.chart(writer, name, paid, raised), timeline.spark(writer, title, ledger.deals_of(edition, name)))
    return page(
        edition, "organisation", address, meta,
        description=writer.inline(description), facts=ledger.facts(writer, name),
        totals=ledger.totals_of(writer, name), flows=ledger.flows(writer, name), mentions=mentions,
        charts=[figure(edition.templates, chart) for chart in drawn if chart],
        placeholder=record.kind == "placeholder",
    )  # fmt: skip
