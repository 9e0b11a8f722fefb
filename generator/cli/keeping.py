"""The command that looks after what builds keep for each other: cache."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import out_option
from generator.publish import store


@click.command()
@out_option
@click.option("--clear", is_flag=True, help="Remove it: the next build makes everything anew, and keeps it again.")
def cache(out: Path, clear: bool) -> None:
    """Say where builds keep what the next one can use, how much and of which kind.

    It lies in OUT and only saves time: it may be removed whenever you like, and kept or copied from one machine to
    another. A build takes nothing from it that is damaged or was made of something else.
    """
    path = out / store.NAME
    size = _size(path)
    if clear:
        sys.exit(_clear(path, size))
    if size is None:
        click.echo(f"{path}: nothing is kept yet; the next build will")
        return
    kinds = store.kinds(path)
    if kinds is None:
        click.echo(f"{path}: {_bytes(size)} that no build can use; the next one begins anew, or remove it with --clear")
        return
    click.echo(f"{path}: {_bytes(size)}, {sum(number for number, _ in kinds.values()):,} values")
    for kind, (number, taken) in kinds.items():
        click.echo(f"{number:>9,}  {_bytes(taken):>9}  {kind}")


def _clear(path: Path, size: int | None) -> int:
    """Removes a store and says so; the exit code."""
    try:
        there = store.remove(path)
    except OSError as error:
        click.echo(f"{path} cannot be removed: {error.strerror}", err=True)
        return 1
    gone = f"removed {path}, {_bytes(size or 0)}; the next build makes everything anew"
    click.echo(gone if there else f"{path}: nothing was kept")
    return 0


def _size(path: Path) -> int | None:
    """The bytes of a file; None if there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def _bytes(size: int) -> str:
    """ "13.4 MB"; small sizes in kB."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"
