"""The command that makes the publication anew with every save: serve."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from generator.cli import missing, serve
from generator.cli.options import as_of_option, content_option, folders, out_option, today
from generator.cli.serve import Built, Turn
from generator.publish import pipeline, unchanged
from generator.publish.engine import EngineFailed
from generator.publish.output_folder import Busy, Clash, Foreign
from generator.publish.place import Place
from generator.publish.session import Session
from generator.publish.store import NAME
from generator.publish.unchanged import Edited
from generator.text import problems
from generator.text.templating import TemplateFault

PREVIEW = ".preview"
"""The folder in the output folder where `serve` builds."""


class _Outdated(Exception):
    """What was being built has changed in the meantime."""


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
    session = Session(whole.out / NAME, partial(click.echo, err=True))
    rebuild = partial(_rebuild, place, as_of, session)
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
    finally:
        session.close()


def _rebuild(place: Place, as_of: date | None, session: Session, turn: Turn) -> Built | None:
    """One build of the preview; None where what it builds has changed in the meantime, and is built anew with that."""

    def go_on(stage: str, done: int = 0, total: int = 0) -> None:
        if turn.stop():
            raise _Outdated

    try:
        stamp = unchanged.take(place, as_of, today())
        checked, found = pipeline.check(place, as_of, today(), freezing=True, session=session)
        go_on("check")
        if checked:
            turn.checked(partial(missing.why, checked.archive, checked.today, checked.as_of))
            known = replace(checked, stamp=stamp)
            _, found = pipeline.make(place, known, found, go_on, session=session, preview=turn)
            session.store.flush()
    except (_Outdated, Edited):
        return None
    except (EngineFailed, TemplateFault, Clash, Busy, Foreign, OSError) as error:
        return Built(said=str(error), good=False)
    errors = [str(problem) for problem in found if problem.severity == "error"]
    return Built(said=problems.present(found, "text"), good=not errors, errors="\n".join(errors))
