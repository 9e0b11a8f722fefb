"""SVG as PNG, the same bytes each time: in our own fonts alone, and many images on every core."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from multiprocessing import get_context

import resvg_py

from generator.text.templating import Templates, font_folder
from generator.views.edition import Artifact

FONTS = ("Inter-400.ttf", "Inter-700.ttf")
"""The files of regular and bold letters."""
MANY = 16
"""From so many new images on, processes pay for their start. Threads would not: resvg keeps Python's lock as it
paints."""
PAINTER = f"resvg_py {version('resvg_py')}"
"""Who paints: another version may paint otherwise."""
_Job = tuple[str, float, str | None, tuple[str, ...]]


def paint(templates: Templates, svg: str, scale: float = 1, paper: str | None = None) -> bytes:
    """The image of an SVG that brings its own colours; its letters are Inter's."""
    (image,) = paint_all(templates, [svg], scale, paper)
    return image


def paint_all(templates: Templates, svgs: Sequence[str], scale: float = 1, paper: str | None = None) -> list[bytes]:
    """The image of each, in their order; what was painted once and is kept is not painted again."""
    base, fonts = _base(templates, scale, paper), _fonts(templates)
    keys = {svg: _key(base, svg) for svg in svgs}
    kept = {svg: templates.pictures.get(key) for svg, key in keys.items()}
    new = [svg for svg, image in kept.items() if image is None]
    jobs = [(svg, scale, paper, fonts) for svg in new]
    painted = dict(zip(new, _on_every_core(jobs) if len(jobs) >= MANY else map(_paint, jobs), strict=True))
    for svg, image in painted.items():
        templates.pictures.put(keys[svg], image)
    return [kept[svg] or painted[svg] for svg in svgs]


def painted(templates: Templates, artifacts: Iterable[Artifact]) -> list[Artifact]:
    """The files with every drawing among them painted, many at once."""
    found = list(artifacts)
    drawn: dict[float, list[int]] = {}
    for place, artifact in enumerate(found):
        if artifact.scale is not None:
            drawn.setdefault(artifact.scale, []).append(place)
    for scale, places in drawn.items():
        images = paint_all(templates, [found[place].content.decode() for place in places], scale)
        for place, image in zip(places, images, strict=True):
            found[place] = replace(found[place], content=image, scale=None)
    return found


def key(templates: Templates, artifact: Artifact) -> str:
    """The name under which the picture of a drawing is kept."""
    assert artifact.scale is not None, f"{artifact.path} is no drawing"
    return _key(_base(templates, artifact.scale, None), artifact.content.decode())


def _fonts(templates: Templates) -> tuple[str, ...]:
    folder = font_folder(templates.folder)
    return tuple(str(folder / name) for name in FONTS)


def _base(templates: Templates, scale: float, paper: str | None) -> str:
    """Everything but the drawing that a picture is made of."""
    return repr((PAINTER, [templates.digest(font) for font in _fonts(templates)], scale, paper))


def _key(base: str, svg: str) -> str:
    """The name of an image: a digest of everything that it is made of."""
    return hashlib.sha256(f"{base}\0{svg}".encode()).hexdigest()


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
