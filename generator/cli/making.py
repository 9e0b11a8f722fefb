"""The commands that make the publication: build and serve."""

from __future__ import annotations

import errno
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from generator.cli import missing, serve
from generator.cli.options import (
    as_of_option,
    content_option,
    folders,
    format_option,
    out_option,
    print_problems,
    today,
)
from generator.cli.serve import Built, Turn
from generator.publish import pipeline, search
from generator.publish.engine import EngineFailed
from generator.publish.output_folder import Busy, Clash, Foreign
from generator.publish.pipeline import Place
from generator.publish.store import NAME
from generator.text import problems
from generator.text.problems import Format
from generator.text.templating import TemplateFault

PREVIEW = ".preview"
"""The folder in the output folder where `serve` builds."""
STEPS = {
    "check": "Checking the content",
    "render": "Rendering pages, feeds and mails",
    "write": "Writing files",
    "publish": "Building the site with MkDocs",
    "index": "Indexing the site for its search",
}
"""The words for each step of a build."""


class _Outdated(Exception):
    """What was being built has changed in the meantime."""


@click.command()
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
    sys.exit(build_once(folders(content, out), as_of, style))


@click.command(name="serve")
@content_option
@out_option
@as_of_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open", "browse", is_flag=True, help="Show the home page in the browser once it is there.")
def serve_command(content: Path, out: Path, as_of: date | None, port: int, browse: bool) -> None:
    """Show the site in a browser and build it anew whenever content or templates change.

    Drafts and issues that appear later are shown too, under a notice; they are written to OUT/.preview alone.
    A mistake in the YAML appears in the browser with its place; the server goes on.
    """
    whole = folders(content, out)
    # What readers may not see yet is never written where it could be uploaded from.
    place = replace(whole, out=whole.out / PREVIEW, store=whole.out / NAME)

    def rebuild(turn: Turn) -> Built | None:
        def go_on(step: str) -> None:
            if turn.stop():
                raise _Outdated

        try:
            checked, found = pipeline.check(place, as_of, today(), freezing=True)
            go_on("check")
            if checked:
                turn.checked(partial(missing.why, checked.archive, checked.today, checked.as_of))
                _, found = pipeline.make(place, checked, found, go_on, preview=True)
        except _Outdated:
            return None
        except (EngineFailed, TemplateFault, Clash, Busy, Foreign, OSError) as error:
            return Built(said=str(error), good=False)
        errors = [str(problem) for problem in found if problem.severity == "error"]
        return Built(said=problems.present(found, "text"), good=not errors, errors="\n".join(errors))

    address = f"http://127.0.0.1:{port}/"
    Console(stderr=True).print(f"Serving on {address} (Ctrl+C ends)")
    tell = partial(click.echo, err=True)
    try:
        serve.serve(place, port, rebuild, tell, browse=partial(serve.open_browser, address, tell) if browse else None)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise click.UsageError(
                f"cannot serve on port {port}: {error.strerror}; name another with --port"
            ) from error
        raise click.UsageError(f"cannot watch {place.content} and {place.templates}: {error.strerror}") from error


def build_once(place: Place, as_of: date | None, style: Format = "text") -> int:
    """One build with its progress on a terminal; the exit code."""
    console = Console(stderr=True, highlight=False)
    try:
        with console.status("Starting", spinner="line") as status:

            def tell(step: str) -> None:
                status.update(STEPS[step])
                if not console.is_terminal:
                    console.print(STEPS[step])

            count, found = pipeline.build(place, as_of, today(), tell)
    except EngineFailed as error:
        click.echo(f"{error}\nthe last output is untouched", err=True)
        return 1
    except (Clash, Busy, Foreign) as error:
        click.echo(str(error), err=True)
        return 1
    except OSError as error:
        click.echo(f"cannot write: {_why(error)}; the last output is untouched", err=True)
        return 1
    if found:
        print_problems(found, style)
    if problems.has_errors(found):
        return 1
    if not search.available():
        click.echo("Pagefind is not installed, so the site has no search: pip install 'kapitalbrief[search]'", err=True)
    click.echo(f"{count} files written; to read them: python3 -m http.server -d {place.out / 'site'}", err=True)
    return 0


def _why(error: OSError) -> str:
    """ "No space left on device: build/x", without the number."""
    return ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
