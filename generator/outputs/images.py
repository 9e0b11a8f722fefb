"""The images that a mail can show: the main chart of each issue, as its date knew it."""

from __future__ import annotations

from collections.abc import Iterator

from generator import issue, paths
from generator.charts import ranges
from generator.charts.marks import svg
from generator.charts.png import png
from generator.edition import Artifact, Edition
from generator.lint import picture_is_light
from generator.problems import Problem


def images(edition: Edition) -> Iterator[Artifact]:
    """For each issue with a main chart its PNG at `paths.mail_chart`, in the form for phones: a mail is no wider than that asks for."""
    for name, briefing in edition.briefings:
        _, writer = issue.read(edition, name, web=True)
        lead = edition.then[name].deals.get(briefing.lead) if briefing.lead else None
        main = ranges.main(writer, lead) if lead else None
        if main and lead:
            path, chart = main
            content = png(edition.templates, svg(edition.templates, chart, "narrow"))
            at = edition.archive.at("briefings", name)
            problems = tuple(
                Problem(
                    at, one.code, f"mail ({edition.language}, issue), {one.where}: {one.message}", severity=one.severity
                )
                for one in picture_is_light(content)
            )
            file = paths.site_file(edition.language, paths.mail_chart(name, lead.id, path))
            yield Artifact(file, content, problems)
