"""SVG as PNG, the same bytes each time: in our own fonts alone, and many images on every core."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import resvg_py

from generator.text.templating import Templates, font_folder

FONTS = ("Inter-400.ttf", "Inter-700.ttf")
"""The files of regular and bold letters."""
MANY = 16
"""From so many new images on, processes pay for their start. Threads would not: resvg keeps Python's lock as it
paints."""
KEPT = 4096
"""Images that are kept for the next build of a preview, in which most are as they were; each takes up to 0.2 s."""
_Job = tuple[str, float, str | None, tuple[str, ...]]
_kept: dict[_Job, bytes] = {}


def paint(templates: Templates, svg: str, scale: float = 1, paper: str | None = None) -> bytes:
    """The image of an SVG that brings its own colours; its letters are Inter's."""
    (image,) = paint_all(templates, [svg], scale, paper)
    return image


def paint_all(templates: Templates, svgs: Sequence[str], scale: float = 1, paper: str | None = None) -> list[bytes]:
    """The image of each, in their order."""
    folder = font_folder(templates.folder)
    fonts = tuple(str(folder / name) for name in FONTS)
    jobs = [(svg, scale, paper, fonts) for svg in svgs]
    if len(_kept) + len(jobs) > KEPT:
        _kept.clear()
    new = [job for job in dict.fromkeys(jobs) if job not in _kept]
    _kept.update(zip(new, _on_every_core(new) if len(new) >= MANY else map(_paint, new), strict=True))
    return [_kept[job] for job in jobs]


def _on_every_core(jobs: Sequence[_Job]) -> list[bytes]:
    # Spawned, not forked: the preview and the progress bar run threads, and a fork may copy a lock that one holds.
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 8), mp_context=get_context("spawn")) as pool:
        return list(pool.map(_paint, jobs, chunksize=4))


def _paint(job: _Job) -> bytes:
    svg, scale, paper, fonts = job
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=scale, background=paper, skip_system_fonts=True, font_files=list(fonts)
        )
    )
