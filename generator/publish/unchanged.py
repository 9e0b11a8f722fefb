"""Whether a build would make what stands there already: a look at files, before anything that builds is imported.

The last good build noted what it was made of, what it said and how its output stands. While all of that is the same,
there is nothing to do but to say it again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from generator.publish import inputs, output_folder, store
from generator.publish.place import Place
from generator.text import problems
from generator.text.problems import FORMATS, Format, Problem

NOTE = "done/build"
"""Where the store has the note of the last good build."""


class Edited(Exception):
    """Content or templates were edited while a build read them: what it made belongs to no state of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a build is made of, as digests."""

    disk: str
    """Of all files that are read: content, templates, settings."""
    asked: str
    """Of the rest: the program and what is installed, the day that is asked for and that of the clock, and how files
    are called in problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What a good build said at its end."""

    count: int
    """How many files it wrote."""
    searched: bool
    """Whether its site can be searched."""
    said: Mapping[Format, str]
    """Its problems, in each format as they are printed; "" where nothing is."""


def take(place: Place, as_of: date | None, day: date) -> Stamp:
    """The stamp of a build that would begin now."""
    named = str(place.content), os.path.relpath(place.content)
    return Stamp(
        disk=inputs.stamps(place.content, place.templates, place.settings),
        asked=inputs.digest(inputs.program(), str(as_of), day.isoformat(), *named),
    )


def edited(place: Place, stamp: Stamp) -> bool:
    """Whether a file is not any more as it was when the stamp was taken."""
    return inputs.stamps(place.content, place.templates, place.settings) != stamp.disk


def end(count: int, found: tuple[Problem, ...], *, searched: bool) -> End:
    """What a build says at its end that wrote so many files and found these problems."""
    said = {style: problems.present(found, style) if found else "" for style in FORMATS}
    return End(count=count, searched=searched, said=said)


def note(stamp: Stamp, output: str, end: End) -> bytes:
    """The note of a good build, for the store. `output` is the digest of its files as they were written."""
    return json.dumps({"stamp": asdict(stamp), "output": output, "end": asdict(end)}).encode()


def look(place: Place, stamp: Stamp) -> End | None:
    """The end of the last good build if another one would come to the same; else None, and nothing was touched."""
    try:
        noted = json.loads(store.look(place.kept, NOTE) or "{}")
        if noted.get("stamp") != asdict(stamp) or not output_folder.at_rest(place.out):
            return None
        if noted["output"] != output_folder.standing(place.out):
            return None
        return End(**noted["end"])
    except (ValueError, KeyError, TypeError, AttributeError):  # A note of another form is none.
        return None
