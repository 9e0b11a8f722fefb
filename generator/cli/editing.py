"""The commands of who writes: check, freeze, explain, diff."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli import explain as derivation
from generator.cli.diff.difference import compare
from generator.cli.diff.report import FORMS, Form, report
from generator.cli.options import as_of_option, content_option, folders, format_option, print_problems, today
from generator.publish import freeze as snapshots
from generator.publish import pipeline
from generator.publish.freeze import NotFrozen
from generator.text import problems
from generator.text.problems import Format
from generator.text.templating import Templates


@click.command()
@content_option
@as_of_option
@format_option
@click.option("--mails", is_flag=True, help="Make every mail too, and say what mail clients would make of it.")
@click.option("--all", "everything", is_flag=True, help="Print findings too that findings.yml lists as read.")
def check(content: Path, as_of: date | None, style: Format, mails: bool, everything: bool) -> None:
    """Check the content and print every problem with its place, errors last.

    What detectors ask is new until it stands in findings.yml; from then on it is only counted. JSON has every finding,
    with "known": true or false.

    Exit code 0: no errors (warnings and notices are printed); 1: errors; 2: wrong usage.
    """
    place = folders(content)
    found = pipeline.check_mails(place, as_of, today()) if mails else pipeline.check(place, as_of, today())[1]
    print_problems(found, style, everything=everything)
    sys.exit(1 if problems.has_errors(found) else 0)


@click.command()
@click.argument("issue", required=False)
@content_option
@as_of_option
@click.option("--all", "everything", is_flag=True, help="Freeze every published issue that is not, in order of date.")
@click.option("--again", is_flag=True, help="Replace the snapshot of an issue that nobody has seen yet.")
def freeze(issue: str | None, content: Path, as_of: date | None, everything: bool, again: bool) -> None:
    """Keep what a published ISSUE shows, in snapshot.json beside it.

    From then on `check` refuses to change its figures, texts and forecasts silently. Each snapshot names the one before
    it, so freeze issues in order of date. Commit the file with the issue.
    """
    if (issue is None) is not everything:
        raise click.UsageError("expected one ISSUE, such as 2026-01-30-runde, or --all")
    place = folders(content)
    try:
        if issue:
            written = snapshots.freeze(place, issue, as_of, today(), again=again)
        else:
            written = snapshots.freeze_all(place, as_of, today(), _freezing, again=again)
    except NotFrozen as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        click.echo(f"cannot write the snapshot: {error}", err=True)
        sys.exit(1)
    if problems.has_errors(written.problems):
        print_problems(written.problems, "text")
        sys.exit(1)
    own = written.files[: len(written.files) - len(written.linked)]
    for path in own:
        click.echo(f"{path} written; commit it with the issue", err=True)
    if not own:
        click.echo("every published issue is frozen", err=True)
    if written.linked:
        click.echo(f"these name it as the one before now: {', '.join(written.linked)}", err=True)
    if own and again:
        click.echo("readers who saw something else are to be told: add an entry under `corrections`", err=True)


def _freezing(issue: str) -> None:
    click.echo(f"freezing {issue}", err=True)


@click.command()
@click.argument("address")
@content_option
@as_of_option
@click.option("--issue", help="Explain it as this issue's date knew it, without undated claims.")
def explain(address: str, content: Path, as_of: date | None, issue: str | None) -> None:
    """Show how a figure came about: claims, origins, rates, formula.

    ADDRESS is a deal, an organisation, or anything that a text may refer to: `openai-round-2026`, `openai`,
    `openai-round-2026/amazon.amount`, `openai-round-2026/amount:sought`, `openai-round-2026/amazon.implied_stake`,
    `openai/total_raised:announced`.
    """
    checked, found = pipeline.check(folders(content), as_of, today(), freezing=True)
    if checked is None:
        print_problems(found, "text")
        sys.exit(1)
    try:
        if issue and issue not in checked.then:
            raise derivation.NothingThere(problems.unknown("issue", issue, checked.then))
        knowledge = checked.then[issue] if issue else checked.today
        click.echo(derivation.explain(checked.archive, knowledge, address), nl=False)
    except derivation.NothingThere as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), default=Path("content"))
@as_of_option
@click.option("--language", help="The language of the report. Default: the publication's first.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="How it is printed."
)
def diff(old: Path, new: Path, as_of: date | None, language: str | None, form: Form) -> None:
    """Say what changes for readers between two content folders, OLD and NEW (default: content).

    New, gone and renamed pages; figures, disagreements and texts that change; corrections and mails. First of all,
    published issues that change without a correction. To compare your work with what is published:

    \b
        git worktree add ../published main
        kapitalbrief diff ../published/content

    Both are read by this program, as of one day: --as-of, else as_of in NEW's publication.yml, else today. A deleted
    word is [-so-], an added one {+so+}.

    Exit code 0: compared, whatever was found; 1: errors in a folder, printed as `check` prints them; 2: wrong usage.
    """
    for folder in (old, new):
        if not folder.is_dir():
            hint = f"a branch becomes one by: git worktree add ../{folder.name} {folder.name}"
            raise click.UsageError(f"expected a content folder, found no folder '{folder}'; {hint}")
    after, found = pipeline.check(folders(new), as_of, today(), freezing=True)
    before = None
    if after is not None:
        before, found = pipeline.check(folders(old), after.as_of, today(), freezing=True)
    if after is None or before is None:
        print_problems(found, "text")
        sys.exit(1)
    templates = Templates(folders(new).templates)
    made = {edition.language: edition for edition in pipeline.editions(after, templates)}
    language = language or after.archive.publication.default_language
    if language not in made:
        raise click.UsageError(f"expected --language to be one of {', '.join(made)}, found '{language}'")
    difference = compare(pipeline.editions(before, templates), list(made.values()), language)
    click.echo(report(difference, made[language], form), nl=False)
