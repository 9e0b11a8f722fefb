"""The pages of the site as Markdown that an engine turns into HTML: prose and lists as Markdown, cards as HTML."""

from __future__ import annotations

from collections.abc import Iterator

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
from generator.views.edition import Artifact, Edition


def pages(edition: Edition) -> Iterator[Artifact]:
    """Every page of one language."""
    yield home(edition)
    yield lists.issues(edition)
    yield deals(edition)
    yield organisations(edition)
    yield lists.topics(edition)
    yield from archive(edition)
    yield calendar(edition)
    yield forecasts(edition)
    yield corrections(edition)
    yield cases(edition)
    yield sources(edition)
    yield authors(edition)
    for name in named(edition):
        yield author_page(edition, name)
    yield flows_page(edition)
    yield data(edition)
    for name, _ in edition.issues:
        yield issue_page(edition, name)
    for deal in lists.public_deals(edition):
        yield deal_page(edition, deal)
    order = a_to_z(edition.archive.organisations, edition.language)
    for before, name, after in zip((None, *order), order, (*order[1:], None), strict=False):
        yield organisation_page(edition, name, before, after)
    for name in lists.public_topics(edition):
        yield lists.topic(edition, name)
    for name in dict.fromkeys([*STATIC, *edition.archive.pages]):
        yield static_page(edition, name)
