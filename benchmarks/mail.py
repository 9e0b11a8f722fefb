"""How long a mail takes to make and to lint, and of what that consists. Nothing is asserted.

    python -m benchmarks.mail

What was promised is printed beside it: 30 ms to make a mail, 10 ms to lint it. The processor's time is taken, so that
what else a machine does is not counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.mail import budget, issues, lint
from generator.mail.lint import RULES
from generator.mail.lint.opened import Opened
from generator.publish import pipeline
from generator.views import issues as issue_views
from tests.builders import TODAY, place
from tests.mail.test_mail import ISSUE, with_deals
from tests.publications import REAL, make

ROUNDS = 7
PROMISED = {"whole mail": 30, "lint": 10}
"""Milliseconds a mail."""


def best(work: Callable[[], object]) -> float:
    """The shortest of several rounds, in milliseconds of the processor's time."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def report() -> str:
    """A line per part, in milliseconds per mail of the real publication; then lint's rules and a mail that folds."""
    editions = make(REAL).editions.values()
    asked = [(edition, name) for edition in editions for name, _ in edition.issues]
    mails = [issues.issue_mail(*mail) for mail in asked]
    opened = [Opened.of(mail) for mail in mails]
    parts = {
        "issue and writer": best(lambda: [issue_views.read(*mail, web=True) for mail in asked]),
        "weighing": best(lambda: [budget.weight(mail.html) for mail in mails]),
        "whole mail": best(lambda: [issues.issue_mail(*mail) for mail in asked]),
        "opening": best(lambda: [Opened.of(mail) for mail in mails]),
        **{f"  {rule.__name__}": best(lambda rule=rule: [list(rule(mail)) for mail in opened]) for rule in RULES},
        "lint": best(lambda: [lint.check(mail) for mail in mails]),
    }
    lines = [
        f"{name:28} {ms / len(mails):6.2f} ms a mail"
        + (f", promised {PROMISED[name]} at most" if name in PROMISED else "")
        for name, ms in parts.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        content = with_deals(Path(folder), 300)
        checked, _ = pipeline.check(place(content), None, TODAY)
        assert checked is not None
        edition = pipeline.editions(checked, pipeline.Templates(place(content).templates))[0]
        folded = best(lambda: issues.issue_mail(edition, ISSUE))
    return "\n".join(
        [*lines, f"{'300 deals, folded':28} {folded / parts['whole mail'] * len(mails):6.2f} x a whole mail"]
    )


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
