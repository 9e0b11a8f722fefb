"""The rows of the table: what is measured, and how much it may take at each size.

A goal that was beaten is tightened here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.results import Result

SIZES = (1000, 4000, 10000)
"""The sizes that goals are set for, in pages over all languages."""
GROWTH = 1.1
"""For ten times as many pages a stage may take eleven times as long: nothing grows faster than the archive; a tenth is
left to the disk and the noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that is measured."""

    key: str
    """Its name in the results: "edit"."""
    title: str
    """What the table calls it."""
    only: str
    """The word by which `--only` asks for it; rows of one word are measured together."""
    unit: str = "s"
    """"s", "ms" or "MB"."""
    limits: Mapping[int, float] = field(default_factory=dict)
    """The most that it may take, by the number of pages."""
    against: str = ""
    """Of which other row the limit is a multiple; "" if the limit is in the row's own unit."""


def _each(*limits: float) -> dict[int, float]:
    return dict(zip(SIZES, limits, strict=False))


ROWS = (
    Row(
        key="edit",
        title="one claim edited: site, feeds, mails and pictures current",
        only="edit",
        limits=_each(1.5, 3, 6),
    ),
    Row(key="edit-whole", title="… until the command ends, data and search too", only="edit"),
    Row(key="unchanged", title="nothing changed", only="unchanged", limits=_each(0.4, 0.8, 1.5)),
    Row(
        key="template",
        title="one word of `deal.md.j2` edited, without search",
        only="template",
        limits=_each(0.3, 0.3, 0.3),
        against="cold",
    ),
    Row(
        key="cold",
        title="cold: everything from YAML but pictures and search",
        only="cold",
        limits=_each(2.5, 2.5, 2.5),
        against="mkdocs",
    ),
    Row(key="cold-whole", title="… until the command ends, search too", only="cold"),
    Row(
        key="html",
        title="cold: Markdown → HTML alone",
        only="cold",
        limits=_each(1.1, 0.8, 0.8),
        against="eleventy",
    ),
    Row(
        key="publish", title="a day's publish: a fresh machine, the store, a claim edited, a day later", only="publish"
    ),
    Row(key="picture", title="a picture painted cold (CPU)", only="cold", unit="ms", limits=_each(60)),
    Row(key="check", title="`check` cold", only="check", limits=_each(2.5, 8, 20)),
    Row(key="memory", title="peak memory without Pagefind", only="memory", unit="MB", limits=_each(250, 500, 1000)),
    Row(key="store", title="the store after a first build", only="memory", unit="MB"),
)
"""The goals, in the order of the table, and what is told beside them."""
PEERS = (
    Row(key="mkdocs", title="MkDocs + Material, `plugins: []`", only="cold"),
    Row(key="eleventy", title="Eleventy", only="cold"),
    Row(key="hugo", title="Hugo", only="cold"),
)
"""The full builds of others, of the same Markdown."""
PARTS = tuple(dict.fromkeys(row.only for row in ROWS))
"""What `--only` takes."""


def limit(row: Row, result: Result) -> float | None:
    """The most that a row may take at a size, in its own unit; None if there is no goal or nothing to compare with."""
    most = row.limits.get(result.asked)
    if most is None or not row.against:
        return most
    other = result.figures.get(row.against)
    return most * other.median if other else None


def met(row: Row, result: Result) -> bool | None:
    """Whether the median keeps to the goal; None if it was not measured or has no goal."""
    figure, most = result.figures.get(row.key), limit(row, result)
    return None if figure is None or most is None else figure.median <= most


def grown(small: Result, large: Result) -> dict[str, tuple[float, float, float, bool]]:
    """For each stage that both have: seconds at the small size and the large one, how many times as long that is, and
    whether that is no more than the pages grew, and a tenth.

    A stage of less than 0.05 s at the small size is mostly its start; its seconds count as 0.05.
    """
    most = GROWTH * large.asked / small.asked
    found = {}
    for name, figure in small.stages.items():
        if name in large.stages:
            before, after = figure.median, large.stages[name].median
            times = after / max(before, 0.05)
            found[name] = before, after, times, times <= most
    return found
