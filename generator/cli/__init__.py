"""The commands. This part prints, knows the time and chooses exit codes; nothing else does."""

from __future__ import annotations

import sys
from typing import Any

import click

from generator.cli.editing import check, diff, explain, freeze
from generator.cli.making import build, serve_command
from generator.cli.sending import push, send_test
from generator.text.templating import TemplateFault


class Commands(click.Group):
    """Any command may render; a template that fails is told with its file and line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; exit code 1 where a template fails."""
        try:
            return super().invoke(ctx)
        except TemplateFault as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kapitalbrief", prog_name="kapitalbrief")
def main() -> None:
    """A publication about deals, made from curated YAML, in which every figure shows who said it.

    Edit the files in content/, run `kapitalbrief check`, then `kapitalbrief build` and open build/site.
    """


for command in (check, build, serve_command, diff, explain, freeze, push, send_test):
    main.add_command(command)
