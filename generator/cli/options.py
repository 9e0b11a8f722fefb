"""The options, the folders, the day and the printing of problems that all commands share."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from generator.publish.place import Place
from generator.text import problems
from generator.text.problems import FORMATS, Format, Problem
from generator.text.templating import PACKAGE, home


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


class Address(click.ParamType[str]):
    """The address of a scheduler."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, or a usage error that says what was expected."""
        if not re.fullmatch(r"(tcp|tls|ws|wss)://[^\s/]+:[0-9]{1,5}", value):
            self.fail(f"expected an address such as tcp://10.0.0.7:8786, found '{value}'", param, ctx)
        return str(value)


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
    "--as-of",
    type=Day(),
    default=None,
    help=(
        "The day whose knowledge the pages show. Default: as_of in publication.yml, else SOURCE_DATE_EPOCH, else today."
    ),
)
on_option = click.option(
    "--on",
    type=Address(),
    default=None,
    metavar="tcp://HOST:PORT",
    help="Paint pictures on the workers of this Dask scheduler; they need the same version of Kapitalbrief.",
)
format_option = click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How problems are printed."
)


def print_problems(found: tuple[Problem, ...], style: Format, *, everything: bool = False) -> None:
    """Problems go to standard output, for people and for tools; known findings only if `everything` is asked for."""
    text = problems.present(found, style, everything=everything)
    if text:
        click.echo(text)


def folders(content: Path, out: Path | None = None) -> Place:
    """The folders of this run; templates and settings lie in the checkout, or in the package once it is installed.

    Without `out` nothing is written.
    """
    if out and out.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"--out: '{out}' lies in the content folder; name another, such as build")
    if out and out.exists() and not out.is_dir():
        raise click.UsageError(f"--out: expected a folder, '{out}' is a file")
    base, own = home(PACKAGE), Path("mkdocs.yml")
    return Place(
        content=content,
        out=out or Path("build"),
        templates=base / "templates",
        settings=own.resolve() if own.is_file() else base / "mkdocs.yml",
    )


def today() -> date:
    """The only clock: SOURCE_DATE_EPOCH (reproducible-builds.org) if set, else today, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, found '{epoch}'") from None
