"""The images that a mail can show: the main chart of each issue, as its date knew it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.charts.catalogue import of_issue
from generator.charts.marks import svg
from generator.charts.png import png
from generator.text import paths
from generator.text.problems import Problem
from generator.views import issues as issue_views
from generator.views.edition import Artifact, Edition, Unit


def images(edition: Edition) -> Iterator[Unit]:
    """For each issue with a main chart its PNG in the form for phones: a mail is no wider than that asks for.

    An issue that was renamed keeps it under its old id too: the mail that was sent asks for that for ever.
    """
    for name, _ in edition.issues:
        yield Unit(name, partial(_files, edition, name))


def _files(edition: Edition, name: str) -> Iterator[Artifact]:
    _, writer = issue_views.read(edition, name, web=True)
    drawing = of_issue(writer, name)
    if drawing is None:
        return
    from generator.mail.lint import picture_is_light

    content = png(edition.templates, svg(edition.templates, drawing.chart, "narrow"))
    at = edition.archive.at("briefings", name)
    problems = tuple(
        Problem(at, one.code, f"mail ({edition.language}, issue), {one.where}: {one.message}", severity=one.severity)
        for one in picture_is_light(content)
    )
    yield Artifact(_file(edition, drawing.narrow), content, problems)
    for old in (old for old, new in edition.archive.publication.renamed.items() if new == name):
        yield Artifact(_file(edition, drawing.narrow.replace(name, old)), content)


def _file(edition: Edition, name: str) -> str:
    return paths.site_file(edition.language, paths.chart_file(name, "png"))
