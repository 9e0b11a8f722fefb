"""The command that makes the publication: build."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator.charts.painters import Cluster
from generator.cli.options import (
    as_of_option,
    content_option,
    folders,
    format_option,
    on_option,
    out_option,
    print_problems,
    today,
)
from generator.cli.progress import measured, print_stages, progress
from generator.publish import pipeline, search
from generator.publish.engine import EngineFailed
from generator.publish.output_folder import Busy, Clash, Foreign
from generator.publish.pipeline import Place
from generator.text import problems
from generator.text.problems import Format


@click.command()
@content_option
@out_option
@as_of_option
@format_option
@on_option
@click.option("--profile", is_flag=True, help="Say at the end what each stage took.")
@click.option("--full", is_flag=True, help="Take nothing from earlier builds.")
def build(
    content: Path, out: Path, as_of: date | None, style: Format, on: str | None, profile: bool, full: bool
) -> None:
    """Check the content, then write the site, the feeds and the mails.

    Writes OUT/docs (Markdown), OUT/site (upload this anywhere) and OUT/email. If anything fails, the last good
    output stays as it is.
    """
    place = folders(content, out)
    done = build_once(replace(place, workers=Cluster(on, _say)) if on else place, as_of, style, full=full)
    if profile:
        print_stages(place.stages)
    sys.exit(done)


def build_once(place: Place, as_of: date | None, style: Format = "text", *, full: bool = False) -> int:
    """One build with its progress on a terminal; the exit code."""
    try:
        with progress() as tell, measured(place.stages, tell) as told:
            count, found = pipeline.build(place, as_of, today(), told, full=full)
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


def _say(line: str) -> None:
    click.echo(line, err=True)


def _why(error: OSError) -> str:
    """ "No space left on device: build/x", without the number."""
    return ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
