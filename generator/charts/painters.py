"""Who paints: processes of this machine, or the workers of a Dask cluster. Any `concurrent.futures.Executor` will do.

This module is all that a worker imports. A job names everything that its picture is made of, fonts by their digests;
a worker of another version refuses it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.text.templating import Templates, font_folder, home

Font = tuple[str, str]
"""A font's file and the digest of what is in it."""
Job = tuple[str, float, str | None, tuple[Font, ...], str]
"""A drawing, its scale, the colour of its paper, its fonts, and who is to paint it: "resvg_py 0.5.0"."""
Say = Callable[[str], None]
"""Tells whoever waits what happened."""
Workers = Callable[[], Executor]
"""Gives what work is handed to; it is closed when the work is done."""
CONNECT = 5
"""Seconds in which a scheduler has to answer, and to have a worker."""
PATIENCE = 60.0
"""Seconds without any finished work after which a cluster is given up."""


class Unlike(Exception):
    """This worker would paint another picture: its painter or its fonts are not those that the job asks for."""


def painter() -> str:
    """Who paints here; another version may paint otherwise."""
    from importlib.metadata import version

    return f"resvg_py {version('resvg_py')}"


def paint(job: Job) -> bytes:
    """The picture of a job. Raises Unlike where a font is another one."""
    import resvg_py

    svg, scale, paper, fonts, _ = job
    files = [_font(*font) for font in fonts]
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, background=paper, skip_system_fonts=True, font_files=files)
    )


def paint_some(jobs: Sequence[Job]) -> list[bytes]:
    """The pictures of a few jobs, as a worker paints them: not each is sent for by itself. Raises Unlike."""
    for asked in {asked for *_, asked in jobs} - {painter()}:
        raise Unlike(f"a worker paints with {painter()}, here it is {asked}; install the same versions there")
    return [paint(job) for job in jobs]


def processes() -> Executor:
    """A process for each core, eight at most."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: the preview and the progress bar run threads, and a fork may copy a lock that one holds.
    return ProcessPoolExecutor(min(os.cpu_count() or 1, 8), mp_context=get_context("spawn"))


@dataclass(slots=True)
class Cluster:
    """The workers of a Dask scheduler; where it cannot be reached, or fails at the work, processes of this machine."""

    address: str
    """Where the scheduler listens: "tcp://10.0.0.7:8786"."""
    say: Say
    """Told in a line why the work is done here instead."""
    lost: bool = False
    """Whether it failed: nobody waits for it a second time."""

    def give_up(self, why: str) -> None:
        """Says why, and that work is done here from now on."""
        self.lost = True
        self.say(f"{why}; pictures are painted on this machine")

    def __call__(self) -> Executor:
        """The workers."""
        if self.lost:
            return processes()
        try:
            return _Patient(_connected(self.address), self)
        except ImportError:
            self.give_up("--on needs Dask: pip install 'kapitalbrief[cluster]'")
        except Exception as error:  # whatever a network does, the pictures can be painted here
            self.give_up(f"{self.address}: {_line(error)}")
        return processes()


class _Patient(Executor):
    """A cluster's workers; what they leave undone is done here, so a fault of the cluster costs time and nothing else.

    A job that is at fault itself fails here once more, and is told as if there were no cluster.
    """

    def __init__(self, client: Any, cluster: Cluster) -> None:
        self.client = client
        self.cluster = cluster

    def map(
        self, fn: Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[Any]:
        """The results in their order. Each may take as long as `PATIENCE`, all together what they take."""
        work = list(zip(*iterables, strict=True))
        done = 0
        try:
            pool = self.client.get_executor(pure=False)
            waiting = [pool.submit(fn, *arguments) for arguments in work]
            for future in waiting:
                result = future.result(timeout or PATIENCE)
                done += 1
                yield result
        except Exception as error:  # a worker that died, or has another version, or none of ours
            self.cluster.give_up(f"{self.cluster.address}: {_line(error)}")
            with processes() as here:
                yield from here.map(fn, *zip(*work[done:], strict=True))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leaves the cluster, which others may use too."""
        self.client.close()


def _connected(address: str) -> Any:
    import logging

    distributed: Any = import_module("distributed")
    # What goes wrong is told in a line; the library would tell it with its traceback as well.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    client = distributed.Client(address, timeout=CONNECT, set_as_default=False)
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except Exception:
        client.close()
        raise
    return client


def _line(error: Exception) -> str:
    """What an error says, in one line."""
    text = " ".join(str(error).split())
    return text[:160] if text else type(error).__name__


@cache
def _font(path: str, digest: str) -> str:
    """The file of a font, or the same one of this worker's own package. Kept: a font of a digest stays what it is."""
    own = font_folder(home() / "templates") / Path(path).name
    for file in (Path(path), own):
        if file.is_file() and Templates(file.parent).digest(file.name) == digest:
            return str(file)
    raise Unlike(f"a worker has another {own.name}; install the same version of Kapitalbrief there")
