"""The command that makes the publication: build."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator.cli import unhurried
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
from generator.publish import output_folder, unchanged
from generator.publish.output_folder import Busy, Clash, Foreign
from generator.publish.place import Place
from generator.publish.program import EngineFailed
from generator.publish.stages import Stages
from generator.publish.unchanged import Edited, Stamp
from generator.text import problems
from generator.text.problems import Format

SHOWN = 20
"""So many files that differ are named."""


@click.command()
@content_option
@out_option
@as_of_option
@format_option
@on_option
@click.option("--profile", is_flag=True, help="Say at the end what each stage took.")
@click.option("--full", is_flag=True, help="Take nothing from earlier builds.")
@click.option(
    "--prove", is_flag=True, help="Build from nothing beside it too, and compare every byte: 1 if one is another."
)
def build(
    content: Path,
    out: Path,
    as_of: date | None,
    style: Format,
    on: str | None,
    profile: bool,
    full: bool,
    prove: bool,
) -> None:
    """Check the content, then write the site, the feeds and the mails.

    Writes OUT/docs (Markdown), OUT/site (upload this anywhere) and OUT/email. If anything fails, the last good
    output stays as it is. What has not changed is taken from the last build; if nothing has, nothing is done.
    """
    place = replace(folders(content, out), say=cache(_say))
    with place.stages("look"):
        stamp = unchanged.take(place, as_of, today())
        end = None if full or prove else unchanged.look(place, stamp)
    if end:
        if end.said[style]:
            click.echo(end.said[style])
        _say("nothing has changed since the last build")
        _print_count(place, end.count, searched=end.searched)
        done = 0
    else:
        done = build_once(_on(place, on), as_of, style, full=full, stamp=stamp)
    if profile:
        print_stages(place.stages)
    if prove and not done:
        done = _prove(_on(place, on), as_of, stamp)
    sys.exit(done)


def build_once(
    place: Place, as_of: date | None, style: Format, *, full: bool = False, stamp: Stamp | None = None
) -> int:
    """One build with its progress on a terminal; the exit code."""
    with unhurried():
        from generator.publish import pipeline, search
    try:
        with progress() as tell, measured(place.stages, tell) as told:
            count, found = pipeline.build(place, as_of, today(), told, full=full, stamp=stamp)
    except (EngineFailed, Edited) as error:
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
    _print_count(place, count, searched=search.available())
    return 0


def _prove(place: Place, as_of: date | None, stamp: Stamp) -> int:
    """Builds from nothing in a folder of its own and compares; the exit code."""
    with TemporaryDirectory(prefix=".proof-", dir=place.out) as folder:
        other = replace(place, out=Path(folder), store=None, stages=Stages())
        click.echo("building from nothing to compare", err=True)
        if build_once(other, as_of, "text", full=True):
            return 1
        if unchanged.edited(place, stamp):
            click.echo("not proved: content or templates were edited in the meantime; prove again", err=True)
            return 1
        count, differing = output_folder.compare(place.out, other.out)
    for path in differing[:SHOWN]:
        click.echo(path)
    if differing:
        click.echo(f"not proved: {len(differing)} of {count} files differ; `build --full` makes them anew", err=True)
        return 1
    click.echo(f"proved: {count} files are the same", err=True)
    return 0


def _print_count(place: Place, count: int, *, searched: bool) -> None:
    """The last lines of a good build."""
    if not searched:
        _say("Pagefind is not installed, so the site has no search: pip install 'kapitalbrief[search]'")
    _say(f"{count} files written; to read them: python3 -m http.server -d {place.out / 'site'}")


def _on(place: Place, address: str | None) -> Place:
    """The place with the workers of a scheduler, if one is named."""
    if not address:
        return place
    from generator.charts.painters import Cluster

    return replace(place, workers=Cluster(address, _say))


def _say(line: str) -> None:
    click.echo(line, err=True)


def _why(error: OSError) -> str:
    """ "No space left on device: build/x", without the number."""
    return ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
