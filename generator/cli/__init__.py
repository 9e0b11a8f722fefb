"""The commands. This part prints, knows the time and chooses exit codes; nothing else does."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "check": ("editing", "check", "Check the content and print every problem with its place, errors last."),
    "build": ("building", "build", "Check the content, then write the site, the feeds and the mails."),
    "cache": (
        "keeping",
        "cache",
        "Say where builds keep what the next one can use, how much and of which kind.",
    ),
    "serve": (
        "making",
        "serve_command",
        "Show the site in a browser and build it anew whenever content or templates change.",
    ),
    "diff": (
        "editing",
        "diff",
        "Say what changes for readers between two content folders, OLD and NEW (default: content).",
    ),
    "explain": ("editing", "explain", "Show how a figure came about: claims, origins, rates, formula."),
    "freeze": ("editing", "freeze", "Keep what a published ISSUE shows, in snapshot.json beside it."),
    "push": (
        "sending",
        "push",
        "Make or update a draft of a mail at a provider. It is never sent: a person does that there.",
    ),
    "send-test": (
        "sending",
        "send_test",
        "Send one copy of a mail to one address, to look at it in a mail program.",
    ),
}
"""Each command by its name: its module, its function there, and how its help begins."""


@contextmanager
def unhurried() -> Iterator[None]:
    """While modules are imported within, nobody looks for garbage, for nothing of them ever is: that is an eighth of
    the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
    gc.freeze()
    # Records are values without circles: looking through all of them again and again was half of their reading.
    gc.set_threshold(200_000, 50, 1000)


class Later(click.Command):
    """A command that is imported when it is used: the list of commands needs nothing of it but how its help begins."""

    def __init__(self, name: str) -> None:
        self.module, self.function, sentence = COMMANDS[name]
        super().__init__(name, help=sentence)

    def whole(self) -> click.Command:
        """The command itself."""
        name = f"generator.cli.{self.module}"
        with unhurried():
            import_module(name)
        command: click.Command = getattr(import_module(name), self.function)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command itself: from here on click asks that one."""
        return self.whole().make_context(info_name, args, parent, **extra)


class Commands(click.Group):
    """Any command may render; a template that fails is told with its file and line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; exit code 1 where a template fails."""
        from generator.text.templating import TemplateFault

        try:
            return super().invoke(ctx)
        except TemplateFault as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=Commands, commands=[*map(Later, COMMANDS)], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kapitalbrief", prog_name="kapitalbrief")
def main() -> None:
    """A publication about deals, made from curated YAML, in which every figure shows who said it.

    Edit the files in content/, run `kapitalbrief check`, then `kapitalbrief build` and open build/site.
    """
