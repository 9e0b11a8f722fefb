"""Charts for other sites: one page each without header or menu, made to stand in a frame."""

from __future__ import annotations

from collections.abc import Iterator

from generator import paths, views
from generator.charts import ranges
from generator.charts.marks import figure
from generator.edition import Artifact, Edition
from generator.policy import policy
from generator.writer import Writer, deal_title


def embeds(edition: Edition) -> Iterator[Artifact]:
    """The chart of claims of each deal's amount and valuation, as the deal's page shows it."""
    publication = edition.archive.publication
    for name, deal in edition.today.deals.items():
        if not edition.has(paths.page("deals", name)):
            continue
        for path in ("amount", "valuation"):
            if path not in deal.figures:
                continue
            address = paths.embed(name, path)
            writer = Writer(edition=edition, knowledge=edition.today, here=address, numbers={})
            label = views.figure_label(writer, path, deal.figures[path])
            chart = ranges.chart(writer, path, deal.figures[path], label)
            if chart:
                values = {
                    "t": edition.locale.t,
                    "language": edition.language,
                    "title": deal_title(edition, edition.today, name),
                    "label": label,
                    "site": publication.title,
                    "as_of": edition.locale.date(edition.as_of),
                    "own": edition.url(address),
                    "href": edition.url(paths.figure(name, path)),
                    "assets": paths.relative(address, paths.HOME),
                    "policy": policy(publication),
                    **figure(edition.templates, chart),
                }
                text = edition.templates.render("site/embed.html.j2", values)
                yield Artifact(paths.site_file(edition.language, f"{address}index.html"), text.encode())
