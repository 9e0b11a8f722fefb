"""The last part of an issue's page: how to cite it, pass it on and answer, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.content.records import Issue
from generator.text import paths
from generator.views.edition import Edition
from generator.views.issues import IssueView
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The last part of an issue's page."""

    cite: str
    """How to cite it."""
    address: str
    """Its whole address."""
    by_mail: str
    """How to pass it on by mail: a mailto: address."""
    share: Mapping[str, str]
    """How to pass it on elsewhere: links by the name of the service."""
    reply: str
    """How to answer the editor: a mailto: address."""
    report: str
    """How to tell the editor of a mistake: a mailto: address."""
    machines: str
    """How far machines had a hand in it; "" if the editor says they had none."""
    reviewed: str
    """Those who checked it and the day, or that nobody did; "" if there is nothing to tell."""
    disclosures: tuple[str, ...]
    """The editor's disclosures, as HTML."""


def about(writer: Writer, name: str, shown: IssueView) -> About:
    """The part for one issue."""
    edition, issue = writer.edition, shown.record
    locale, editor, site = edition.locale, edition.archive.publication.editor, edition.archive.publication.title
    return About(
        cite=locale.t("cite", title=shown.title, site=site, date=shown.date, url=shown.url),
        address=shown.url,
        by_mail=paths.mail("", shown.title, f"{shown.title}\n{shown.url}"),
        share=paths.share(shown.title, shown.url),
        reply=paths.mail(editor.email, locale.t("mail.reply", id=name)),
        report=paths.mail(editor.email, locale.t("mail.report", id=name)),
        machines=_machines(edition, issue),
        reviewed=_reviewed(edition, issue),
        disclosures=tuple(writer.inline(text) for text in shown.disclosures),
    )


def _reviewed(edition: Edition, issue: Issue) -> str:
    """Who checked it and when; of an issue that nobody checked it is told only if machines had a hand in it."""
    locale = edition.locale
    names = [edition.archive.authors[author].name.any(edition.language) for author in issue.reviewed_by]
    if not names:
        return locale.t("about.unreviewed") if issue.ai_use.level != "none" else ""
    reviewed = locale.join(names)
    return f"{reviewed}, {locale.date(issue.reviewed_at)}" if issue.reviewed_at else reviewed


def _machines(edition: Edition, issue: Issue) -> str:
    """How far machines had a hand in it; "" if the editor says they had none."""
    use, locale = issue.ai_use, edition.locale
    if use.level == "none":
        return ""
    parts = [locale.words.get(f"ai.what.{part}", part) for part in use.what or ("text",)]
    return locale.t(f"ai.{use.level}", what=locale.join(parts))
