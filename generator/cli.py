"""The commands. This module prints, knows the time and chooses exit codes; nothing else does."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from time import sleep
from typing import Any

import click
from rich.console import Console

from generator import deliver, lint, pipeline, problems, search, serve
from generator import explain as derivation
from generator.deliver.buttondown import API as BUTTONDOWN
from generator.edition import Edition
from generator.engine import EngineFailed
from generator.mail import providers
from generator.mail.letter import Letter, stem
from generator.mail.mailbag import mails
from generator.mail.providers import DRAFTS
from generator.outputs.newsletter import problems_of
from generator.pipeline import NotFrozen, Place
from generator.problems import FORMATS, Format, Problem
from generator.publish import Busy, Clash
from generator.readers.difference import compare
from generator.readers.report import FORMS, Form, report
from generator.records.publication import Newsletter
from generator.templating import TemplateFault, Templates

PACKAGE = Path(__file__).resolve().parent
STEPS = {
    "check": "Checking the content",
    "render": "Rendering pages, feeds and mails",
    "write": "Writing files",
    "publish": "Building the site with MkDocs",
    "index": "Indexing the site for its search",
}


class Day(click.ParamType[date]):
    """A day such as 2026-01-30."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says what was expected."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"expected a day such as 2026-01-30, found '{value}'", param, ctx)


content_option = click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The folder with the YAML.",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Where everything is written.",
)
as_of_option = click.option(
    "--as-of", type=Day(), default=None,
    help="The day whose knowledge the pages show. Default: as_of in publication.yml, else SOURCE_DATE_EPOCH, else today.",
)  # fmt: skip
format_option = click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How problems are printed."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kapitalbrief", prog_name="kapitalbrief")
def main() -> None:
    """Market briefings from curated YAML in which every figure shows who said it.

    Edit the files in content/, run `kapitalbrief check`, then `kapitalbrief build` and open build/site.
    """


@main.command()
@content_option
@as_of_option
@format_option
@click.option("--mails", is_flag=True, help="Make every mail too, and say what mail clients would make of it.")
def check(content: Path, as_of: date | None, style: Format, mails: bool) -> None:
    """Check the content and print every problem with its place.

    Exit code 0: no errors (warnings are printed); 1: errors; 2: wrong usage.
    """
    place = _place(content, Path("build"))
    try:
        found = pipeline.check_mails(place, as_of, _today()) if mails else pipeline.check(place, as_of, _today())[1]
    except TemplateFault as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    _print_problems(found, style)
    sys.exit(1 if problems.has_errors(found) else 0)


@main.command()
@content_option
@out_option
@as_of_option
@format_option
@click.option("--full", is_flag=True, help="Ignore caches. (There are none yet: every build is full.)")
def build(content: Path, out: Path, as_of: date | None, style: Format, full: bool) -> None:
    """Check the content, then write the site, the feeds and the mails.

    Writes OUT/docs (Markdown), OUT/site (upload this anywhere) and OUT/email. If anything fails, the last good
    output stays as it is.
    """
    sys.exit(build_once(_place(content, out), as_of, style))


@main.command()
@click.argument("briefing")
@content_option
@as_of_option
@click.option("--again", is_flag=True, help="Replace the snapshot of an issue that nobody has seen yet.")
def freeze(briefing: str, content: Path, as_of: date | None, again: bool) -> None:
    """Keep what a published BRIEFING shows, in snapshot.json beside it.

    From then on `check` refuses to change its figures and forecasts silently. Commit the file with the issue.
    """
    try:
        path, found = pipeline.freeze(_place(content, Path("build")), briefing, as_of, _today(), again=again)
    except NotFrozen as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        click.echo(f"cannot write the snapshot: {error}", err=True)
        sys.exit(1)
    if path is None:
        _print_problems(found, "text")
        sys.exit(1)
    click.echo(f"{path} written; commit it with the issue", err=True)


@main.command()
@click.argument("address")
@content_option
@as_of_option
@click.option("--briefing", help="Explain it as this issue's date knew it, without undated claims.")
def explain(address: str, content: Path, as_of: date | None, briefing: str | None) -> None:
    """Show how a figure came about: claims, origins, rates, formula.

    ADDRESS is a deal, a deal's figure or an organisation's total: `openai-round-2026`,
    `openai-round-2026/amazon.amount`, `openai-round-2026/amazon.implied_stake`, `openai/total_raised`.
    """
    checked, found = pipeline.check(_place(content, Path("build")), as_of, _today())
    if checked is None:
        _print_problems(found, "text")
        sys.exit(1)
    try:
        if briefing and briefing not in checked.then:
            raise derivation.NothingThere(
                f"there is no briefing '{briefing}'; {problems.did_you_mean(briefing, checked.then)}"
            )
        knowledge = checked.then[briefing] if briefing else checked.today
        click.echo(derivation.explain(checked.archive, knowledge, address), nl=False)
    except derivation.NothingThere as error:
        raise click.UsageError(str(error)) from error


name_argument = click.argument("name")
erratum_option = click.option(
    "--erratum", is_flag=True, help="The mail that takes something back, instead of the issue."
)
topic_option = click.option("--topic", help="The issue's deals of one topic, for a list of its own.")


@main.command()
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
    after, found = pipeline.check(_place(new, Path("build")), as_of, _today())
    before = None
    if after is not None:
        before, found = pipeline.check(_place(old, Path("build")), after.as_of, _today())
    if after is None or before is None:
        _print_problems(found, "text")
        sys.exit(1)
    templates = Templates(_place(new, Path("build")).templates)
    made = {edition.language: edition for edition in pipeline.editions(after, templates)}
    language = language or after.archive.publication.default_language
    if language not in made:
        raise click.UsageError(f"expected --language to be one of {', '.join(made)}, found '{language}'")
    try:
        difference = compare(pipeline.editions(before, templates), list(made.values()), language)
    except TemplateFault as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(report(difference, made[language], form), nl=False)


@main.command()
@name_argument
@click.option("--to", "provider", type=click.Choice(DRAFTS), required=True, help="Where the draft is made.")
@click.option("--language", help="One language; default: every language the mail has.")
@erratum_option
@topic_option
@click.option(
    "--url", help="The provider's address. Default: newsletter.url in publication.yml, else the provider's own."
)
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing.")
@content_option
@as_of_option
def push(
    name: str, provider: str, language: str | None, erratum: bool, topic: str | None, url: str | None, dry_run: bool,
    content: Path, as_of: date | None,
) -> None:  # fmt: skip
    """Make or update a draft of a mail at a provider. It is never sent: a person does that there.

    NAME is a briefing, a week or quarter with a digest (2026-w25, 2026-q2), or a deal with an alert. The token comes from
    the environment: LISTMONK_TOKEN (user:token) or BUTTONDOWN_TOKEN.
    """
    made = _letters(content, as_of, name, language, erratum, topic)
    settings = made[0][0].archive.publication.newsletter
    try:
        desk = _desk(provider, url or settings.url, settings, made[0][1].list, dry_run)
        for _, letter in made:
            payload = providers.payload(letter, provider)
            if dry_run:
                whole = desk.complete(payload) if isinstance(desk, deliver.Listmonk) else payload
                click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
                continue
            draft, new = deliver.push(desk, payload, letter.key)
            click.echo(f"{letter.key}: draft {draft.id} {'made' if new else 'updated'} at {provider}", err=True)
    except deliver.Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.command(name="send-test")
@name_argument
@click.option("--to", "recipient", required=True, help="One address.")
@click.option("--language", help="Default: the publication's first language.")
@erratum_option
@topic_option
@click.option("--smtp", envvar="SMTP_URL", required=True, help="smtp://user@host:587 or smtps://…; or SMTP_URL.")
@click.option("--dry-run", is_flag=True, help="Print the message, and send nothing.")
@content_option
@as_of_option
def send_test(
    name: str, recipient: str, language: str | None, erratum: bool, topic: str | None, smtp: str, dry_run: bool,
    content: Path, as_of: date | None,
) -> None:  # fmt: skip
    """Send one copy of a mail to one address, to look at it in a mail program.

    NAME is a briefing, a week or quarter with a digest (2026-w25, 2026-q2), or a deal with an alert. The password comes
    from the environment: SMTP_PASSWORD.
    """
    edition, letter = _letters(content, as_of, name, language, erratum, topic)[0]
    try:
        if dry_run:
            click.echo(deliver.addressed(letter.message, recipient), nl=False)
            return
        sender = edition.archive.publication.editor.email
        deliver.send_test(letter.message, sender, recipient, smtp, os.environ.get("SMTP_PASSWORD"))
    except deliver.Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{letter.key}: one copy sent to {recipient}", err=True)


def _letters(
    content: Path, as_of: date | None, name: str, language: str | None, erratum: bool, topic: str | None
) -> list[tuple[Edition, Letter]]:
    """One letter per language of what a name stands for, its main one unless its erratum or a topic's is asked for.

    All are without errors; else a usage error or exit code 1.
    """
    if erratum and topic:
        raise click.UsageError("--erratum and --topic are two mails: choose one")
    wanted = "erratum" if erratum else stem("topic", topic) if topic else None
    place = _place(content, Path("build"))
    checked, found = pipeline.check(place, as_of, _today())
    if checked is None:
        _print_problems(found, "text")
        sys.exit(1)
    made = {
        edition.language: (edition, mails(edition))
        for edition in pipeline.editions(checked, Templates(place.templates))
    }
    known = dict.fromkeys(one for _, all_mails in made.values() for one in all_mails)
    if name not in known:
        hint = problems.did_you_mean(name, known)
        raise click.UsageError(
            f"there is no published briefing, digest or alert '{name}'" + (f"; {hint}" if hint else "")
        )
    letters = [
        (edition, letter)
        for edition, all_mails in made.values()
        if language in (None, edition.language) and name in all_mails
        for number, letter in enumerate(all_mails[name]())
        if (number == 0 if wanted is None else letter.name == wanted)
    ]
    if not letters:
        what = "erratum" if erratum else f"mail on the topic '{topic}'" if topic else "mail"
        raise click.UsageError(f"'{name}' has no {what}" + (f" in '{language}'" if language else ""))
    failing = [
        problem
        for edition, letter in letters
        for problem in problems_of(edition, letter, lint.check(letter))
        if problem.severity == "error"
    ]
    if failing:
        _print_problems(problems.sort(failing), "text")
        sys.exit(1)
    return letters


def _desk(
    provider: str, url: str | None, settings: Newsletter, ordered: str, dry_run: bool
) -> deliver.Listmonk | deliver.Buttondown:
    """The provider's drafts for the list of what was ordered; without a token for a dry run."""
    token = os.environ.get(f"{provider.upper()}_TOKEN", "")
    if not token and not dry_run:
        raise deliver.Refused(f"{provider.upper()}_TOKEN is not set in the environment")
    if provider == "buttondown":
        headers = deliver.Buttondown.headers(token)
        return deliver.Buttondown(client=deliver.Client(base=url or BUTTONDOWN, headers=headers, sleep=sleep))
    if not url:
        raise deliver.Refused("listmonk has no address: name it with --url, or as newsletter.url in publication.yml")
    lists = (settings.lists.get(ordered, settings.list) or "").split()
    if not lists or not all(number.isdigit() for number in lists):
        field = f"newsletter.lists.{ordered}" if ordered else "newsletter.list"
        raise deliver.Refused(f"{field} in publication.yml must be the number of a list at listmonk")
    headers = deliver.Listmonk.headers(token or "user:token")
    client = deliver.Client(base=url, headers=headers, sleep=sleep)
    return deliver.Listmonk(client=client, lists=tuple(map(int, lists)), template=settings.template)


@main.command(name="serve")
@content_option
@out_option
@as_of_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(content: Path, out: Path, as_of: date | None, port: int) -> None:
    """Show the site in a browser and build it anew whenever content or templates change.

    A mistake in the YAML appears in the browser with its place; the server goes on.
    """
    place = _place(content, out)

    def rebuild() -> tuple[str, bool]:
        try:
            _, found = pipeline.build(place, as_of, _today(), lambda step: None)
            return problems.present(found, "text"), not problems.has_errors(found)
        except (EngineFailed, TemplateFault, Clash, Busy, OSError) as error:
            return str(error), False

    Console(stderr=True).print(f"Serving on http://127.0.0.1:{port}/ (Ctrl+C ends)")
    try:
        serve.serve(place, port, rebuild, lambda text: click.echo(text, err=True))
    except OSError as error:
        raise click.UsageError(f"cannot serve on port {port}: {error.strerror}; name another with --port") from error


def build_once(place: Place, as_of: date | None, style: Format = "text") -> int:
    """One build with its progress on a terminal; the exit code."""
    console = Console(stderr=True, highlight=False)
    try:
        with console.status("Starting", spinner="line") as status:

            def tell(step: str) -> None:
                status.update(STEPS[step])
                if not console.is_terminal:
                    console.print(STEPS[step])

            count, found = pipeline.build(place, as_of, _today(), tell)
    except EngineFailed as error:
        click.echo(f"{error}\nthe last output is untouched", err=True)
        return 1
    except (TemplateFault, Clash, Busy) as error:
        click.echo(str(error), err=True)
        return 1
    except OSError as error:
        click.echo(f"cannot write: {_why(error)}; the last output is untouched", err=True)
        return 1
    if found:
        _print_problems(found, style)
    if problems.has_errors(found):
        return 1
    if not search.available():
        click.echo("Pagefind is not installed, so the site has no search: pip install 'kapitalbrief[search]'", err=True)
    click.echo(f"{count} files written; to read them: python3 -m http.server -d {place.out / 'site'}", err=True)
    return 0


def _why(error: OSError) -> str:
    """ "No space left on device: build/x", without the number."""
    return ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)


def _print_problems(found: tuple[Problem, ...], style: Format) -> None:
    """Problems go to standard output, for people and for tools."""
    text = problems.present(found, style)
    if text:
        click.echo(text)


def _place(content: Path, out: Path) -> Place:
    """The folders of this run; templates and settings lie in the checkout, or in the package once it is installed."""
    home = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent
    own = Path("mkdocs.yml")
    return Place(
        content=content, out=out, templates=home / "templates",
        settings=own.resolve() if own.is_file() else home / "mkdocs.yml",
    )  # fmt: skip


def _today() -> date:
    """The only clock: SOURCE_DATE_EPOCH (reproducible-builds.org) if set, else today, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()
