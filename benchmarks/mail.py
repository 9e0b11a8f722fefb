"""How long a mail takes to make and to lint, as parts of the whole: `python -m benchmarks.mail`. Nothing is asserted.

Times of one machine say little; their ratios say where time goes: to the issue's data, to the template and its
inlining, to the message, to lint, and to folding an issue that is too long.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator import issue, lint, pipeline
from generator.mail import budget, compose
from tests.builders import TODAY, place
from tests.publications import REAL, make
from tests.test_mail import ISSUE, with_deals

ROUNDS = 5


def best(work: Callable[[], object]) -> float:
    """The shortest of several rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def report() -> str:
    """A line per part: its share of a mail's whole time, and per mail in milliseconds."""
    editions = make(REAL).editions.values()
    mails = [(edition, name) for edition in editions for name, _ in edition.briefings]
    letters = [compose.issue_letter(*mail) for mail in mails]
    parts = {
        "issue and writer": best(lambda: [issue.read(*mail, web=True) for mail in mails]),
        "whole letter": best(lambda: [compose.issue_letter(*mail) for mail in mails]),
        "weighing": best(lambda: [budget.weight(letter.html) for letter in letters]),
        "lint": best(lambda: [lint.check(letter) for letter in letters]),
    }
    whole = parts["whole letter"] + parts["lint"]
    lines = [f"{name:18} {ms / whole:6.1%} {ms / len(mails):8.1f} ms a mail" for name, ms in parts.items()]
    with tempfile.TemporaryDirectory() as folder:
        content = with_deals(Path(folder), 300)
        checked, _ = pipeline.check(place(content), None, TODAY)
        assert checked is not None
        edition = pipeline.editions(checked, pipeline.Templates(place(content).templates))[0]
        folded = best(lambda: compose.issue_letter(edition, ISSUE))
    return "\n".join(
        [*lines, f"{'300 deals, folded':18} {folded / parts['whole letter'] * len(mails):6.1f} x a whole letter"]
    )


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
