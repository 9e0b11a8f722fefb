"""The pages of the site as Markdown that an engine turns into HTML: prose and lists as Markdown, cards as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.analysis.public import STATIC
from generator.outputs.pages import lists
from generator.outputs.pages.agenda import calendar
from generator.outputs.pages.archive import archive
from generator.outputs.pages.authors import author_page, authors, named
from generator.outputs.pages.cases import cases
from generator.outputs.pages.corrections import corrections
from generator.outputs.pages.data import data
from generator.outputs.pages.deal import deal_page
from generator.outputs.pages.deals import deals
from generator.outputs.pages.flows import flows_page
from generator.outputs.pages.forecasts import forecasts
from generator.outputs.pages.home import home
from generator.outputs.pages.issue import issue_page
from generator.outputs.pages.organisation import a_to_z, organisation_page, organisations
from generator.outputs.pages.sources import sources
from generator.outputs.pages.static import static_page
from generator.text import paths
from generator.views.edition import Edition, Unit

_SINGLE = {
    "home": home,
    "issues": lists.issues,
    "deals": deals,
    "organisations": organisations,
    "topics": lists.topics,
    "calendar": calendar,
    "forecasts": forecasts,
    "corrections": corrections,
    "cases": cases,
    "sources": sources,
    "authors": authors,
    "flows": flows_page,
    "data": data,
}
"""The pages of which every language has one."""


def pages(edition: Edition) -> Iterator[Unit]:
    """Every page of one language; those of all years are one unit."""
    for key, make in _SINGLE.items():
        yield Unit.of(key, make, edition)
    yield Unit("archive", partial(archive, edition))
    for name in named(edition):
        yield Unit.of(f"authors/{name}", author_page, edition, name)
    issues = [name for name, _ in edition.issues]
    for newer, name, older in zip((None, *issues), issues, (*issues[1:], None), strict=False):
        yield Unit.of(f"issues/{name}", issue_page, edition, name, newer, older)
    for name in edition.archive.deals:
        if edition.has(paths.page("deals", name)):
            yield Unit.of(f"deals/{name}", deal_page, edition, name)
    order = a_to_z(edition.archive.organisations, edition.language)
    for before, name, after in zip((None, *order), order, (*order[1:], None), strict=False):
        yield Unit.of(f"organisations/{name}", organisation_page, edition, name, before, after)
    for name in lists.public_topics(edition):
        yield Unit.of(f"topics/{name}", lists.topic, edition, name)
    for name in dict.fromkeys([*STATIC, *edition.archive.pages]):
        yield Unit.of(f"static/{name}", static_page, edition, name)
