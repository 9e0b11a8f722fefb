"""The tables in words: what was measured, which goals are met, and how it grows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.goals import PEERS, ROWS, Row, grown, met
from benchmarks.results import Figure, Result

NONE = "–"


def whole(results: Sequence[Result]) -> str:
    """Everything that is written into `benchmarks/README.md`: smallest size first."""
    parts = [_measured_where(results), _goals(results), _verdict(results), _beside(results), _peers(results)]
    parts += [_growth(results[0], results[-1]) if len(results) > 1 else "", _publish(results), _notes(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def serving(results: Sequence[Result]) -> str:
    """What one machine serves, for `docs/scale.md`."""
    rows = [
        [
            f"{result.pages:,}",
            *(_amount(row, result.figures.get(row.key)) for row in ROWS if row.key in _SERVING),
        ]
        for result in results
    ]
    heads = ["pages", *(_SERVING[row.key] for row in ROWS if row.key in _SERVING)]
    return f"{_table(heads, rows)}\n\nMeasured on {results[-1].machine}, {results[-1].date}.\n"


_SERVING = {
    "edit": "one claim edited, pages current",
    "edit-whole": "… everything",
    "unchanged": "nothing changed",
    "cold": "cold, without pictures and search",
    "publish": "a day's publish on a fresh runner",
    "check": "`check`",
    "memory": "memory",
    "store": "the store",
}


def _measured_where(results: Sequence[Result]) -> str:
    lines = [f"{results[-1].machine}. {', '.join(results[-1].versions)}."]
    for result in results:
        often = "once" if result.runs == 1 else f"{result.runs} times"
        lines.append(f"{result.asked:,} pages were {result.pages:,}; each thing {often}, on {result.date}.")
    return "\n".join(lines)


def _goals(results: Sequence[Result]) -> str:
    heads = ["median (least to most), goal", *(f"{result.asked:,} pages" for result in results)]
    return _table(heads, [[row.title, *(_goal(row, result) for result in results)] for row in ROWS])


def _goal(row: Row, result: Result) -> str:
    figure = result.figures.get(row.key)
    if figure is None:
        return NONE
    least, most = figure.spread
    said = f"**{_number(row, figure.median)}**"
    if len(figure.values) > 1:
        said += f" ({_number(row, least, bare=True)} to {_number(row, most, bare=True)})"
    other = result.figures.get(row.against)
    if other:
        said += f" = {figure.median / other.median:.2f} × {_named(row.against)}"
    goal, kept = row.limits.get(result.asked), met(row, result)
    if goal is not None and kept is not None:
        said += f"; ≤ {f'{goal:g} ×' if row.against else _number(row, goal)}: {'met' if kept else '**missed**'}"
    return said


def _verdict(results: Sequence[Result]) -> str:
    verdicts = [(row, result, met(row, result)) for result in results for row in ROWS]
    judged = [verdict for _, _, verdict in verdicts if verdict is not None]
    said = f"{sum(judged)} of {len(judged)} goals met."
    missed = [f"{row.title} ({result.asked:,})" for row, result, verdict in verdicts if verdict is False]
    return said + (f" Missed: {'; '.join(missed)}." if missed else "")


def _beside(results: Sequence[Result]) -> str:
    """Each row as a multiple of Hugo's full build, and the processor's seconds where the whole command was measured."""
    rows = []
    for row in ROWS:
        if row.unit == "s" and any(row.key in result.figures for result in results):
            rows.append([row.title, *(_multiple(result.figures.get(row.key), result) for result in results)])
    heads = ["multiples of Hugo's full build, CPU", *(f"{result.asked:,} pages" for result in results)]
    return _table(heads, rows) if rows else ""


def _multiple(figure: Figure | None, result: Result) -> str:
    hugo = result.figures.get("hugo")
    if figure is None:
        return NONE
    said = [f"{figure.median / hugo.median:.1f} ×"] if hugo else []
    if figure.cpu:
        said.append(f"{Figure(values=figure.cpu).median:.2f} s CPU")
    return ", ".join(said) or NONE


def _peers(results: Sequence[Result]) -> str:
    if not any(row.key in result.figures for row in PEERS for result in results):
        return ""
    heads = ["full builds of others", *(f"{result.asked:,} pages" for result in results)]
    return _table(heads, [[row.title, *(_goal(row, result) for result in results)] for row in PEERS])


def _growth(small: Result, large: Result) -> str:
    most = 1.1 * large.asked / small.asked
    rows = [
        [name, f"{before:.2f} s", f"{after:.2f} s", f"{times:.1f}", "yes" if kept else "**no**"]
        for name, (before, after, times, kept) in grown(small, large).items()
    ]
    return (
        _table(["stage, cold", f"{small.asked:,}", f"{large.asked:,}", "times", f"≤ {most:.4g}"], rows) if rows else ""
    )


def _publish(results: Sequence[Result]) -> str:
    """Seconds by stage, of a cold build and of a day's publish."""
    rows = [
        [
            name,
            *(cell for result in results for cell in (_seconds(result.stages, name), _seconds(result.publish, name))),
        ]
        for name in dict.fromkeys(name for result in results for name in (*result.stages, *result.publish))
    ]
    heads = [head for result in results for head in (f"{result.asked:,} pages: cold", "a day's publish")]
    return _table(["stage", *heads], rows) if rows else ""


def _seconds(stages: Mapping[str, Figure], name: str) -> str:
    return f"{stages[name].median:.2f} s" if name in stages else NONE


def _notes(results: Iterable[Result]) -> str:
    return "\n".join(f"- {result.asked:,} pages: {note}" for result in results for note in result.notes)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def _amount(row: Row, figure: Figure | None) -> str:
    return NONE if figure is None else _number(row, figure.median)


def _number(row: Row, value: float, *, bare: bool = False) -> str:
    """ "1.20 s", "58 ms"; without its unit if it is to be `bare`."""
    text = f"{value:.2f}" if row.unit == "s" else f"{value:,.0f}"
    return text if bare else f"{text} {row.unit}"


def _named(key: str) -> str:
    return next(row.title.partition(":")[0].partition(",")[0] for row in (*ROWS, *PEERS) if row.key == key)
