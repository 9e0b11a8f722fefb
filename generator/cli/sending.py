"""The commands that hand mails on: push and send-test."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from time import sleep

import click

from generator.cli.options import as_of_option, content_option, folders, print_problems, today
from generator.content.records.publication import Newsletter
from generator.mail import deliver, lint, providers
from generator.mail.deliver.buttondown import API as BUTTONDOWN
from generator.mail.mail import Mail, stem
from generator.mail.mailbag import mails
from generator.mail.providers import DRAFTS
from generator.outputs.newsletter import problems_of
from generator.publish import pipeline
from generator.text import problems
from generator.text.templating import Templates
from generator.views.edition import Edition

name_argument = click.argument("name")
erratum_option = click.option(
    "--erratum", is_flag=True, help="The mail that takes something back, instead of the issue."
)
topic_option = click.option("--topic", help="The issue's deals of one topic, for a list of its own.")


@click.command()
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
    name: str,
    provider: str,
    language: str | None,
    erratum: bool,
    topic: str | None,
    url: str | None,
    dry_run: bool,
    content: Path,
    as_of: date | None,
) -> None:
    """Make or update a draft of a mail at a provider. It is never sent: a person does that there.

    NAME is an issue, a week or quarter with a digest (2026-w25, 2026-q2), or a deal with an alert. The token comes from
    the environment: LISTMONK_TOKEN (user:token) or BUTTONDOWN_TOKEN.
    """
    made = _mails(content, as_of, name, language, erratum, topic)
    settings = made[0][0].archive.publication.newsletter
    try:
        desk = _desk(provider, url or settings.url, settings, made[0][1].list, dry_run)
        for _, mail in made:
            payload = providers.payload(mail, provider)
            if dry_run:
                whole = desk.complete(payload) if isinstance(desk, deliver.Listmonk) else payload
                click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
                continue
            draft, new = deliver.push(desk, payload, mail.key)
            click.echo(f"{mail.key}: draft {draft.id} {'made' if new else 'updated'} at {provider}", err=True)
    except deliver.Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@click.command(name="send-test")
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
    name: str,
    recipient: str,
    language: str | None,
    erratum: bool,
    topic: str | None,
    smtp: str,
    dry_run: bool,
    content: Path,
    as_of: date | None,
) -> None:
    """Send one copy of a mail to one address, to look at it in a mail program.

    NAME is an issue, a week or quarter with a digest (2026-w25, 2026-q2), or a deal with an alert. The password comes
    from the environment: SMTP_PASSWORD.
    """
    edition, mail = _mails(content, as_of, name, language, erratum, topic)[0]
    try:
        if dry_run:
            click.echo(deliver.addressed(mail.message, recipient), nl=False)
            return
        sender = edition.archive.publication.editor.email
        deliver.send_test(mail.message, sender, recipient, smtp, os.environ.get("SMTP_PASSWORD"))
    except deliver.Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{mail.key}: one copy sent to {recipient}", err=True)


def _mails(
    content: Path, as_of: date | None, name: str, language: str | None, erratum: bool, topic: str | None
) -> list[tuple[Edition, Mail]]:
    """One mail per language of what a name stands for, its main one unless its erratum or a topic's is asked for.

    All are without errors; else a usage error or exit code 1.
    """
    if erratum and topic:
        raise click.UsageError("--erratum and --topic are two mails: choose one")
    wanted = "erratum" if erratum else stem("topic", topic) if topic else None
    place = folders(content)
    checked, found = pipeline.check(place, as_of, today())
    if checked is None:
        print_problems(found, "text")
        sys.exit(1)
    made = {
        edition.language: (edition, mails(edition))
        for edition in pipeline.editions(checked, Templates(place.templates))
    }
    known = dict.fromkeys(one for _, all_mails in made.values() for one in all_mails)
    if name not in known:
        raise click.UsageError(problems.unknown("published issue, digest or alert", name, known))
    there = [
        (edition, number, mail)
        for edition, all_mails in made.values()
        if name in all_mails
        for number, mail in enumerate(all_mails[name]())
    ]
    chosen = [
        (edition, mail)
        for edition, number, mail in there
        if language in (None, edition.language) and (number == 0 if wanted is None else mail.name == wanted)
    ]
    if not chosen:
        what = "erratum" if erratum else f"mail on the topic '{topic}'" if topic else "mail"
        has = ", ".join(f"{mail.name} ({edition.language})" for edition, _, mail in there)
        raise click.UsageError(
            f"'{name}' has no {what}" + (f" in '{language}'" if language else "") + f"; it has {has}"
        )
    failing = [
        problem
        for edition, mail in chosen
        for problem in problems_of(edition, mail, lint.check(mail))
        if problem.severity == "error"
    ]
    if failing:
        print_problems(problems.sort(failing), "text")
        sys.exit(1)
    return chosen


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
