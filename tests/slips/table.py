"""The table of the bench: recall by kind, precision by code, false alarms of twins, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from tests.slips.score import HALVES, Result

Z = 1.959964
"""The normal quantile for 95 %."""


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for a share of `hits` in `n`; from 0 to 1 if n is 0.

    >>> [round(end, 3) for end in wilson(81, 263)]
    [0.255, 0.366]
    """
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z * Z
    middle = share + z2 / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + z2 / n)), min(1.0, (middle + reach) / (1 + z2 / n))


def share(hits: int, n: int) -> str:
    """A share with its interval: "0.95 (0.91–0.97)"; a dash if there was nothing to find.

    >>> share(81, 263), share(0, 0)
    ('0.31 (0.26–0.37)', '–')
    """
    low, high = wilson(hits, n)
    return f"{hits / n:.2f} ({low:.2f}–{high:.2f})" if n else "–"


def tables(results: Sequence[Result]) -> str:
    """All tables as Markdown."""
    parts = (
        ("Slips found, by kind", _recall(results)),
        ("Right findings, by code", _precision(results)),
        ("Twins that were asked about", _twins(results)),
        ("Left out", _left_out(results)),
    )
    return "\n\n".join(f"### {title}\n\n" + "\n".join(lines) for title, lines in parts)


def _rows(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def _recall(results: Sequence[Result]) -> Iterator[str]:
    slips = [one for one in results if not one.twin and not one.left_out]
    head = ["Kind", "Half", "Form", "n", "Found", "Recall", "On the page"]
    kinds = list(dict.fromkeys(one.kind for one in slips))
    rows = [
        (
            f"`{kind}`",
            half,
            form,
            *_found([one for one in slips if one.kind == kind and one.half == half and is_held == one.held_out]),
        )
        for kind in kinds
        for half in HALVES
        for form, is_held in (("seen", False), ("held out", True))
    ]
    for half in HALVES:
        of_half = [one for one in slips if one.half == half]
        rows.append(("**all**", half, "seen", *_found([one for one in of_half if not one.held_out])))
        rows.append(("**all**", half, "held out", *_found([one for one in of_half if one.held_out])))
        rows.append(("**all**", half, "both", *_found(of_half)))
    return _rows(head, rows)


def _found(results: Sequence[Result]) -> tuple[object, ...]:
    hits = sum(one.found for one in results)
    return len(results), hits, share(hits, len(results)), sum(one.page for one in results)


def _precision(results: Sequence[Result]) -> Iterator[str]:
    rows: list[Sequence[object]] = []
    for half in HALVES:
        of_half = [one for one in results if one.half == half]
        right = Counter(code for one in of_half for code in one.right)
        beside = Counter(code for one in of_half for code in one.beside)
        wrong = Counter(code for one in of_half for code in one.wrong if not one.twin)
        alarms = Counter(code for one in of_half for code in one.wrong if one.twin)
        for code in sorted({*right, *beside, *wrong, *alarms}):
            rows.append((f"`{code}`", half, *_precise(right[code], beside[code], wrong[code], alarms[code])))
        rows.append(("**all**", half, *_precise(right.total(), beside.total(), wrong.total(), alarms.total())))
    head = ["Code", "Half", "Right", "Beside", "Elsewhere", "At a twin", "Precision", "With those beside"]
    return _rows(head, rows)


def _precise(right: int, beside: int, wrong: int, alarms: int) -> Sequence[object]:
    n = right + beside + wrong + alarms
    return right, beside, wrong, alarms, share(right, n), share(right + beside, n)


def _twins(results: Sequence[Result]) -> Iterator[str]:
    twins = [one for one in results if one.twin and not one.left_out]
    keys = list(dict.fromkeys((one.kind, one.form) for one in twins))
    rows = [
        (
            f"`{kind}`",
            form,
            half,
            *_alarms([one for one in twins if (one.kind, one.form, one.half) == (kind, form, half)]),
        )
        for kind, form in keys
        for half in HALVES
    ]
    rows += [("**all**", "", half, *_alarms([one for one in twins if one.half == half])) for half in HALVES]
    return _rows(["Kind", "Twin", "Half", "n", "Alarms in `check`", "Share", "Alarms on pages", "Share"], rows)


def _alarms(results: Sequence[Result]) -> tuple[object, ...]:
    n, alarms, pages = len(results), sum(one.alarm for one in results), sum(one.page for one in results)
    return n, alarms, share(alarms, n), pages, share(pages, n)


def _left_out(results: Sequence[Result]) -> Iterator[str]:
    gone = Counter((one.kind, one.left_out) for one in results if one.left_out)
    of_kind = Counter(one.kind for one in results)
    rows: list[Sequence[object]] = [
        (f"`{kind}`", why, n, f"{n / of_kind[kind]:.2f}") for (kind, why), n in sorted(gone.items())
    ]
    total = gone.total()
    rows.append(("**all**", "", total, f"{total / len(results):.2f}" if results else "–"))
    return _rows(["Kind", "For lack of", "n", "Share of the kind"], rows)
