"""Prints the table of the bench: `python -m tests.slips [--write] [--kind K] [--misses] [--unused-too]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.slips import document
from tests.slips.case import Kind
from tests.slips.kinds import KINDS
from tests.slips.score import Result, content, results
from tests.slips.table import tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench; 0 if it ran, 2 if it was called wrongly."""
    given = _parser().parse_args(arguments)
    kinds = tuple(kind for kind in KINDS if not given.kind or kind.name in given.kind)
    unknown = set(given.kind or ()) - {kind.name for kind in KINDS}
    if unknown:
        say(f"there is no kind {', '.join(sorted(unknown))}; there are {', '.join(kind.name for kind in KINDS)}")
        return 2
    if given.write and given.kind:
        say("--write puts the whole table into docs/detectors.md: leave --kind out")
        return 2
    found = run(kinds, given.workers, quiet=given.quiet)
    if given.misses:
        say(_misses(found, everything=given.unused_too))
        return 0
    text = tables(found)
    say(text)
    if given.write:
        document.write(text, kinds)
    return 0


def run(kinds: Sequence[Kind], workers: int, *, quiet: bool = False) -> tuple[Result, ...]:
    """Every case of these kinds in every deal, in the order of the deals' ids and of the table."""
    deals = sorted(content().deals)
    found: list[Result] = []
    with ProcessPoolExecutor(workers) as pool:
        for done, of_deal in enumerate(pool.map(partial(_results, tuple(kind.name for kind in kinds)), deals), start=1):
            found += of_deal
            if not quiet:
                end = "\n" if done == len(deals) else ""
                sys.stderr.write(f"\r{done} of {len(deals)} deals, {len(found)} cases{end}")
                sys.stderr.flush()
    order = {kind.name: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda one: order[one.kind]))


def say(text: str) -> None:
    """Prints a text."""
    sys.stdout.write(f"{text}\n")


def _results(kinds: tuple[str, ...], deal: str) -> tuple[Result, ...]:
    return results(deal, [kind for kind in KINDS if kind.name in kinds])


def _misses(found: Sequence[Result], *, everything: bool) -> str:
    """Slips that were not found, twins that were asked about, and wrong findings; seen forms of the tuned half alone
    unless `everything` is wanted."""
    lines = []
    for one in found:
        if one.left_out or not (everything or (one.half == "tuned" and not one.held_out)):
            continue
        if one.twin and (one.alarm or one.page):
            lines.append(_entry("false alarm" if one.alarm else "false alarm on the page", one))
        elif not one.twin and not one.found:
            lines.append(_entry("missed", one))
        elif not one.twin and (one.wrong or one.beside):
            lines.append(_entry("wrong besides", one))
    return "\n".join([*lines, f"{len(lines)} entries"])


def _entry(what: str, one: Result) -> str:
    told = "".join(f"\n        told: {message}" for message in one.messages)
    return f"{what}: {one.kind}, {one.form}: deals/{one.deal}\n    {one.says}{told}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.slips", description="How many slips does `check` find?")
    parser.add_argument("--kind", action="append", help="only this kind; may be given several times")
    parser.add_argument("--misses", action="store_true", help="what was missed, asked wrongly or told of a twin")
    parser.add_argument(
        "--unused-too",
        action="store_true",
        help="with --misses: the unused half and held-out forms, too; whoever sets a threshold leaves this alone",
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/detectors.md")
    parser.add_argument("--workers", type=int, default=2, help="processes; 2 if not given")
    parser.add_argument("--quiet", action="store_true", help="no line of progress")
    return parser


if __name__ == "__main__":
    sys.exit(main())
