"""SVG as PNG, the same bytes each time: in our own fonts alone, and many images on every core."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from generator.charts import painters
from generator.charts.painters import Font, Job
from generator.text.templating import Templates, font_folder
from generator.views.edition import Artifact

FONTS = ("Inter-400.ttf", "Inter-700.ttf")
"""The files of regular and bold letters."""
MANY = 16
"""From so many new images on, processes pay for their start. Threads would not: resvg keeps Python's lock as it
paints."""
PAINTER = painters.painter()
"""Who paints: another version may paint otherwise."""
AT_ONCE = 4
"""Images that a process is handed at a time."""
Tell = Callable[[int, int], None]
"""A function that is told how many images are painted, and of how many."""


def paint(templates: Templates, svg: str, scale: float = 1, paper: str | None = None) -> bytes:
    """The image of an SVG that brings its own colours; its letters are Inter's."""
    (image,) = paint_all(templates, [svg], scale, paper)
    return image


def paint_all(
    templates: Templates,
    svgs: Sequence[str],
    scale: float = 1,
    paper: str | None = None,
    tell: Tell = lambda done, total: None,
) -> list[bytes]:
    """The image of each, in their order; what was painted once and is kept is not painted again.

    Many are painted by `templates.workers`.
    """
    fonts = _fonts(templates)
    base = _base(fonts, scale, paper)
    keys = {svg: _key(base, svg) for svg in svgs}
    kept = {svg: templates.pictures.get(key) for svg, key in keys.items()}
    new = [svg for svg, image in kept.items() if image is None]
    jobs = [(svg, scale, paper, fonts, PAINTER) for svg in new]
    images = _by_workers(templates, jobs, tell) if len(jobs) >= MANY else map(_paint, jobs)
    for svg, image in zip(new, images, strict=True):
        templates.pictures.put(keys[svg], image)
        kept[svg] = image
    return [found for svg in svgs if (found := kept[svg])]


def painted(
    templates: Templates, artifacts: Iterable[Artifact], tell: Tell = lambda done, total: None
) -> list[Artifact]:
    """The files with every drawing among them painted, many at once."""
    found = list(artifacts)
    drawn: dict[float, list[int]] = {}
    for place, artifact in enumerate(found):
        if artifact.scale is not None:
            drawn.setdefault(artifact.scale, []).append(place)
    done, total = 0, sum(map(len, drawn.values()))
    if total:
        tell(0, total)
    for scale, places in drawn.items():
        svgs = [found[place].content.decode() for place in places]
        images = paint_all(templates, svgs, scale, tell=partial(_further, tell, done, total))
        done += len(places)
        tell(done, total)
        for place, image in zip(places, images, strict=True):
            found[place] = replace(found[place], content=image, scale=None)
    return found


def key(templates: Templates, artifact: Artifact) -> str:
    """The name under which the picture of a drawing is kept."""
    assert artifact.scale is not None, f"{artifact.path} is no drawing"
    return _key(_base(_fonts(templates), artifact.scale, None), artifact.content.decode())


def _fonts(templates: Templates) -> tuple[Font, ...]:
    folder = font_folder(templates.folder.resolve())
    return tuple((str(folder / name), templates.digest(str(folder / name))) for name in FONTS)


def _base(fonts: Sequence[Font], scale: float, paper: str | None) -> str:
    """Everything but the drawing that a picture is made of."""
    return repr((PAINTER, [digest for _, digest in fonts], scale, paper))


def _key(base: str, svg: str) -> str:
    """The name of an image: a digest of everything that it is made of."""
    return hashlib.sha256(f"{base}\0{svg}".encode()).hexdigest()


def _by_workers(templates: Templates, jobs: Sequence[Job], tell: Tell) -> Iterator[bytes]:
    parts = [jobs[start : start + AT_ONCE] for start in range(0, len(jobs), AT_ONCE)]
    done = 0
    with (templates.workers or painters.processes)() as pool:
        for images in pool.map(painters.paint_some, parts):
            yield from images
            done += len(images)
            tell(done, len(jobs))


def _further(tell: Tell, before: int, total: int, done: int, _: int) -> None:
    """Tells of images that are painted after others."""
    tell(before + done, total)


def _paint(job: Job) -> bytes:
    return painters.paint(job)
