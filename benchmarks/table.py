"""The table of goals: what builds take at 1,000, 4,000 and 10,000 pages, beside other generators of static sites.

    python -m benchmarks.table                              everything, five times: hours
    python -m benchmarks.table --pages 1000 --runs 1        a first look
    python -m benchmarks.table --only edit,unchanged        some rows
    python -m benchmarks.table --write                      into benchmarks/README.md and docs/scale.md, too

What was measured is kept in the cache, size by size. `--kept` adds the sizes measured earlier; with `--runs 0` nothing
is measured and the table is made of those alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import tables
from benchmarks.builds import ROOT, Failed
from benchmarks.goals import PARTS, SIZES
from benchmarks.peers import PEERS
from benchmarks.results import Result, joined, keep, kept
from benchmarks.sitting import Wish, sit

CACHE = Path.home() / ".cache" / "kapitalbrief-bench"
README, SCALE = ROOT / "benchmarks" / "README.md", ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
"""What stands between these lines in a document is written by `--write`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; 0 if it could, 1 if a build failed, 2 if it was called wrongly."""
    given = _parser().parse_args(arguments)
    new: list[Result] = []
    code = 0
    for pages in given.pages if given.runs else ():
        try:
            new.append(_sit(pages, given))
        except (Failed, LookupError) as error:
            sys.stderr.write(f"{pages} pages: {error}\n")
            code = 1
            break
        keep(new[-1], given.cache / "results")
    old = kept(given.cache / "results") if given.kept or not given.runs else ()
    results = joined(old, new)
    if not results:
        return code or 2
    sys.stdout.write(tables.whole(results))
    if given.write and not code:
        for file, text in ((README, tables.whole(results)), (SCALE, tables.serving(results))):
            file.write_text(filled(file.read_text("utf-8"), text), "utf-8")
    return code


def filled(document: str, text: str) -> str:
    """A document with another text between its two marks; raises ValueError if it lacks them."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{text}{END}{after}"


def _sit(pages: int, given: argparse.Namespace) -> Result:
    """One size in a folder of its own; what was built is removed after it, never before a clock."""
    given.cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"{pages}-", dir=given.work or given.cache))
    begin = time.monotonic()

    def say(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - begin:7.0f} s  {pages} pages: {what}\n")

    wish = Wish(pages=pages, runs=given.runs, parts=given.only, peers=given.peers, cache=given.cache, work=work)
    try:
        return sit(wish, say)
    finally:
        if given.leave:
            sys.stderr.write(f"everything that was built is in {work}\n")
        else:
            shutil.rmtree(work, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks.table", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=_sizes, default=SIZES, help="sizes, such as 1000,4000 (default: all three)")
    parser.add_argument("--runs", type=int, default=5, help="how often each thing is measured (default: 5)")
    parser.add_argument("--only", type=_words(PARTS), default=PARTS, help=f"rows, of {','.join(PARTS)}")
    parser.add_argument("--peers", type=_words(tuple(PEERS)), default=tuple(PEERS), help=f"of {','.join(PEERS)}")
    parser.add_argument("--write", action="store_true", help="write the tables into the documents, too")
    parser.add_argument("--kept", action="store_true", help="with the sizes that were measured earlier")
    parser.add_argument("--cache", type=Path, default=CACHE, help=f"for peers and results (default: {CACHE})")
    parser.add_argument("--work", type=Path, help="where to build: a disk like an editor's (default: the cache)")
    parser.add_argument("--leave", action="store_true", help="leave what was built, to look at it")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))


def _words(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        unknown = sorted(set(filter(None, text.split(","))) - set(known))
        if unknown:
            raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
        return tuple(word for word in known if word in text.split(","))

    return read


if __name__ == "__main__":
    sys.exit(main())
