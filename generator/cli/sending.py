"""The commands that hand mails on: push and send-test."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import sleep

import click

from generator.cli.options import as_of_option, content_option, folders, print_problems, today
from generator.mail import lint, providers
from generator.mail.deliver.draft import Refused
from generator.mail.deliver.draft import push as push_draft
from generator.mail.deliver.smtp import addressed
from generator.mail.deliver.smtp import send_test as send_copy
from generator.mail.deliver.web import Client, host
from generator.mail.mail import Mail, stem
from generator.mail.mailbag import mails
from generator.mail.providers import APIS
from generator.outputs.newsletter import problems_of
from generator.publish import pipeline
from generator.text import problems
from generator.text.templating import Templates
from generator.views.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which mails are meant, in the words of the command line."""

    name: str
    """The id of an issue, a period or a deal: "2026-01-30-openai-runde", "2026-w25"."""
    language: str | None
    """The only language; None for every language."""
    erratum: bool
    """Whether the erratum is meant instead of the issue."""
    topic: str | None
    """The topic whose mail is meant instead of the issue; None if none is."""
    content: Path
    """The folder with the content."""
    as_of: date | None
    """The day of which the content is read; None for the publication's own."""

    @property
    def stem(self) -> str | None:
        """The name of the mail among those of one thing, None for its main one."""
        return "erratum" if self.erratum else stem("topic", self.topic) if self.topic else None

    @property
    def words(self) -> str:
        """The mail as a message calls it: "mail on the topic 'chips' in 'fr'"."""
        what = "erratum" if self.erratum else f"mail on the topic '{self.topic}'" if self.topic else "mail"
        return what + (f" in '{self.language}'" if self.language else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mail that was asked for."""

    edition: Edition
    """The edition whose language it has."""
    mail: Mail
    """The finished mail."""
    main: bool
    """Whether it is the main one of those of the same thing."""


def _chooses_mails(language: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that say which mails are meant, as one value `wanted`; `language` is the help of that option."""

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        @click.argument("name")
        @click.option("--language", help=language)
        @click.option("--erratum", is_flag=True, help="The mail that takes something back, instead of the issue.")
        @click.option("--topic", help="The issue's deals of one topic, for a list of its own.")
        @content_option
        @as_of_option
        @functools.wraps(command)
        def run(
            *,
            name: str,
            language: str | None,
            erratum: bool,
            topic: str | None,
            content: Path,
            as_of: date | None,
            **rest: object,
        ) -> None:
            wanted = Wanted(name=name, language=language, erratum=erratum, topic=topic, content=content, as_of=as_of)
            command(wanted=wanted, **rest)

        return run

    return wrap


def _environment() -> str:
    """The variables that `push` reads, a line per provider; "\\b" keeps click from folding them."""
    lines = [
        f"  {name:12}{_variable(name, 'TOKEN')} ({api.token})"
        + ("" if api.url else f", {_variable(name, 'URL')} (the address of your server)")
        for name, api in APIS.items()
    ]
    return "\n".join(["\b", "From the environment, never from the content:", *lines])


def _variable(provider: str, what: str) -> str:
    return f"{provider.upper()}_{what}"


@click.command(epilog=_environment())
@click.option("--to", "provider", type=click.Choice(list(APIS)), required=True, help="Where the draft is made.")
@click.option("--url", help="The address of your server, instead of the one that the environment names.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent and where, and send nothing.")
@_chooses_mails("One language; default: every language the mail has.")
def push(wanted: Wanted, provider: str, url: str | None, dry_run: bool) -> None:
    """Make or update a draft of a mail at a provider. It is never sent: a person does that there.

    NAME is an issue, a week or quarter with a digest (2026-w25, 2026-q2), or a deal with an alert.
    """
    found, api = _mails(wanted), APIS[provider]
    newsletter = found[0].edition.archive.publication.newsletter
    try:
        address = _address(provider, url)
        payloads = {
            one.mail.key: api.complete(providers.payload(one.mail, provider), newsletter, one.mail.list)
            for one in found
        }
        if dry_run:
            click.echo(_would_call(provider, address), err=True)
            for payload in payloads.values():
                click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
            return
        drafts = api.drafts(_client(provider, address))
        click.echo(f"{provider}: the token goes to {host(address)}", err=True)
        for key, payload in payloads.items():
            draft, new = push_draft(drafts, payload, key)
            click.echo(f"{key}: draft {draft.id} {'made' if new else 'updated'} at {provider}", err=True)
    except Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@click.command(name="send-test")
@click.option("--to", "recipient", required=True, help="One address.")
@click.option("--smtp", envvar="SMTP_URL", required=True, help="smtp://user@host:587 or smtps://…; or SMTP_URL.")
@click.option("--dry-run", is_flag=True, help="Print the message, and send nothing.")
@_chooses_mails("Default: the publication's first language.")
def send_test(wanted: Wanted, recipient: str, smtp: str, dry_run: bool) -> None:
    """Send one copy of a mail to one address, to look at it in a mail program.

    NAME is an issue, a week or quarter with a digest (2026-w25, 2026-q2), or a deal with an alert. The password comes
    from the environment: SMTP_PASSWORD.
    """
    first = _mails(wanted)[0]
    try:
        if dry_run:
            click.echo(addressed(first.mail.message, recipient), nl=False)
            return
        sender = first.edition.archive.publication.editor.email
        send_copy(first.mail.message, sender, recipient, smtp, os.environ.get("SMTP_PASSWORD"))
    except Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{first.mail.key}: one copy sent to {recipient}", err=True)


def _address(provider: str, url: str | None) -> str:
    """The address of a provider's API: fixed, else as the editor says it; "" if nobody did.

    It never comes from the content, which everybody who proposes a change can write: the token goes there.
    """
    fixed = APIS[provider].url
    if fixed and url:
        raise click.UsageError(f"the address of {provider} is fixed, {fixed}: leave --url out")
    return fixed or url or os.environ.get(_variable(provider, "URL"), "")


def _would_call(provider: str, address: str) -> str:
    """The sentence of a dry run about where a push would go."""
    if address:
        return f"{provider}: a push would call {host(address)} with the token"
    return f"{provider}: a push would call the server that {_variable(provider, 'URL')} names; it is not set"


def _client(provider: str, address: str) -> Client:
    """A connection with the token of the environment. Raises Refused."""
    token = os.environ.get(_variable(provider, "TOKEN"), "")
    if not token:
        raise Refused(f"{_variable(provider, 'TOKEN')} is not set in the environment")
    if not address:
        raise Refused(
            f"{provider} has no address: set {_variable(provider, 'URL')} beside {_variable(provider, 'TOKEN')},"
            " or name it with --url"
        )
    # Of "user:token" the second half is secret by itself.
    secrets = (token, token.rpartition(":")[2])
    return Client(base=address, headers=APIS[provider].headers(token), sleep=sleep, secrets=secrets)


def _mails(wanted: Wanted) -> list[Found]:
    """One mail per language of what a name stands for, its main one unless its erratum or a topic's is asked for.

    All are without errors; else a usage error or exit code 1.
    """
    if wanted.erratum and wanted.topic:
        raise click.UsageError("--erratum and --topic are two mails: choose one")
    there = _of(wanted.name, _editions(wanted))
    chosen = [
        one
        for one in there
        if wanted.language in (None, one.edition.language)
        and (one.main if wanted.stem is None else one.mail.name == wanted.stem)
    ]
    if not chosen:
        has = ", ".join(f"{one.mail.name} ({one.edition.language})" for one in there)
        raise click.UsageError(f"'{wanted.name}' has no {wanted.words}; it has {has}")
    _end_with_errors(chosen)
    return chosen


def _editions(wanted: Wanted) -> list[Edition]:
    """The editions of the content; ends the program if it has an error."""
    place = folders(wanted.content)
    checked, found = pipeline.check(place, wanted.as_of, today())
    if checked is None:
        print_problems(found, "text")
        sys.exit(1)
    return pipeline.editions(checked, Templates(place.templates))


def _of(name: str, editions: Iterable[Edition]) -> list[Found]:
    """Every mail of what a name stands for, in every language."""
    made = [(edition, mails(edition)) for edition in editions]
    known = dict.fromkeys(one for _, by_name in made for one in by_name)
    if name not in known:
        raise click.UsageError(problems.unknown("published issue, digest or alert", name, known))
    return [
        Found(edition=edition, mail=mail, main=number == 0)
        for edition, by_name in made
        if name in by_name
        for number, mail in enumerate(by_name[name]())
    ]


def _end_with_errors(chosen: Iterable[Found]) -> None:
    """Ends the program if lint finds an error in a mail."""
    failing = [
        problem
        for one in chosen
        for problem in problems_of(one.edition, one.mail, lint.check(one.mail))
        if problem.severity == "error"
    ]
    if failing:
        print_problems(problems.sort(failing), "text")
        sys.exit(1)
