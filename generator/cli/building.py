"""The command that makes the publication: build."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

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
from generator.text.problems import Format, Problem

SHOWN = 20
"""So many files that differ are named."""


@click.command()
@content_option
@out_option
@as_of_option
@format_option
@on_option
@click.option("--profile", is_flag=True, help="Say at the end what each stage took.")
@click.option("--full", "mode", flag_value="full", help="Take nothing from earlier builds.")
@click.option(
    "--prove",
    "mode",
    flag_value="prove",
    help="Build from nothing too, beside it, and compare every byte; exit code 1 if one differs.",
)
def build(
    content: Path,
    out: Path,
    as_of: date | None,
    style: Format,
    on: str | None,
    profile: bool,
    mode: Literal["full", "prove"] | None,
) -> None:
    """Check the content, then write the site, the feeds and the mails.

    Writes OUT/docs (Markdown), OUT/site (upload this anywhere) and OUT/email. If anything fails, the last good
    output stays as it is. What has not changed is taken from the last build; if nothing has, nothing is done.
    """
    place = replace(folders(content, out), say=cache(say))
    with place.stages("look"):
        stamp = unchanged.take(place, as_of, today())
        end = None if mode else unchanged.look(place, stamp)
    if end:
        if end.said[style]:
            click.echo(end.said[style])
        say("nothing has changed since the last build")
        _print_count(place, end.count, searched=end.searched)
        done = 0
    else:
        done = build_once(_on(place, on), as_of, style, full=mode == "full", stamp=stamp)
    if profile:
        print_stages(place.stages)
    if mode == "prove" and not done:
        done = _prove(_on(place, on), as_of, stamp)
    sys.exit(done)


def build_once(
    place: Place, as_of: date | None, style: Format, *, full: bool = False, stamp: Stamp | None = None
) -> int:
    """One build with its progress on a terminal and what it found; the exit code."""
    done = tried(place, as_of, full=full, stamp=stamp)
    if done is None:
        return 1
    count, found = done
    if found:
        print_problems(found, style)
    if problems.has_errors(found):
        return 1
    from generator.publish import search  # it is there, as is all that builds

    _print_count(place, count, searched=search.available())
    return 0


def tried(
    place: Place, as_of: date | None, *, full: bool = False, stamp: Stamp | None = None
) -> tuple[int, tuple[Problem, ...]] | None:
    """What a build wrote and found; None if it failed, which is said."""
    with unhurried():
        from generator.publish import pipeline
    try:
        with progress() as tell, measured(place.stages, tell) as told:
            return pipeline.build(place, as_of, today(), told, full=full, stamp=stamp)
    except (EngineFailed, Edited) as error:
        say(f"{error}\nthe last output is untouched")
    except (Clash, Busy, Foreign) as error:
        say(str(error))
    except OSError as error:
        say(f"cannot write: {_why(error)}; the last output is untouched")
    return None


def _prove(place: Place, as_of: date | None, stamp: Stamp) -> int:
    """Builds from nothing in a folder of its own and compares; the exit code."""
    with output_folder.aside(place.out) as folder:
        other = replace(place, out=folder, store=None, stages=Stages())
        say("building from nothing to compare")
        done = tried(other, as_of, full=True)
        if done is None:
            return 1
        if unchanged.edited(place, stamp):
            say("not proved: content or templates were edited in the meantime; prove again")
            return 1
        count, differing = output_folder.compare(place.out, other.out)
    for path in differing[:SHOWN]:
        click.echo(path)
    if differing:
        say(f"not proved: {len(differing)} of {count} files differ; `build --full` makes them anew")
        return 1
    say(f"proved: {count} files are the same")
    return 0


def _print_count(place: Place, count: int, *, searched: bool) -> None:
    """The last lines of a good build."""
    if not searched:
        say("Pagefind is not installed, so the site has no search: pip install 'kapitalbrief[search]'")
    say(f"{count} files written; to read them: python3 -m http.server -d {place.out / 'site'}")


def _on(place: Place, address: str | None) -> Place:
    """The place with the workers of a scheduler, if one is named."""
    if not address:
        return place
    from generator.charts.painters import Cluster

    return replace(place, workers=Cluster(address, say))


def say(line: str) -> None:
    """Tells whoever runs a build one line."""
    # Not by click, which would write past the bar and into its line.
    sys.stderr.write(f"{line}\n")


def _why(error: OSError) -> str:
    """ "No space left on device: build/x", without the number."""
    return ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
