"""The command that makes the publication anew with every save: serve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from generator.cli import missing, serve
from generator.cli.options import as_of_option, content_option, folders, out_option, today
from generator.cli.serve import Built
from generator.publish import pipeline
from generator.publish.engine import EngineFailed
from generator.publish.output_folder import Busy, Clash, Foreign
from generator.publish.store import NAME
from generator.text import problems
from generator.text.templating import TemplateFault

PREVIEW = ".preview"
"""The folder in the output folder where `serve` builds."""


@click.command(name="serve")
@content_option
@out_option
@as_of_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(content: Path, out: Path, as_of: date | None, port: int) -> None:
    """Show the site in a browser and build it anew whenever content or templates change.

    Drafts and issues that appear later are shown too, under a notice; they are written to OUT/.preview alone.
    A mistake in the YAML appears in the browser with its place; the server goes on.
    """
    whole = folders(content, out)
    # What readers may not see yet is never written where it could be uploaded from.
    place = replace(whole, out=whole.out / PREVIEW, store=whole.out / NAME)

    def rebuild() -> Built:
        why = None
        try:
            checked, found = pipeline.check(place, as_of, today(), freezing=True)
            if checked:
                why = partial(missing.why, checked.archive, checked.today, checked.as_of)
                _, found = pipeline.make(place, checked, found, lambda *step: None, preview=True)
            said, good = problems.present(found, "text"), not problems.has_errors(found)
        except (EngineFailed, TemplateFault, Clash, Busy, Foreign, OSError) as error:
            said, good = str(error), False
        return Built(said=said, good=good, why_missing=why)

    Console(stderr=True).print(f"Serving on http://127.0.0.1:{port}/ (Ctrl+C ends)")
    try:
        serve.serve(place, port, rebuild, lambda text: click.echo(text, err=True))
    except OSError as error:
        raise click.UsageError(f"cannot serve on port {port}: {error.strerror}; name another with --port") from error
