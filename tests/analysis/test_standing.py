"""Where a deal stands is told with the day it came there, never with that of a step before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import builders
from tests.publications import make

DEAL = """\
kind: funding_round
subject: beispiel-labs
title: {{de: Beispiel Labs sammelt Geld ein, en: Beispiel Labs raises money}}
amount: 4.5mn EUR
src: blatt-januar
status:
{steps}"""


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        (
            ["{to: in_talks, date: 2026-01-06, src: blatt-januar}", "{to: signed, src: blatt-januar}"],
            "unterschrieben</span> ohne Datum",
        ),
        (
            ["{to: in_talks, date: 2026-01-06, src: blatt-januar}", "{to: signed, date: 2026-01, src: blatt-januar}"],
            "unterschrieben</span> Januar\u00a02026",
        ),
        (
            ["{to: in_talks, src: blatt-januar}", "{to: signed, date: 2026-01-29, src: blatt-januar}"],
            "unterschrieben</span> 29.01.2026",
        ),
    ],
)
def test_a_step_without_a_day_borrows_none(steps: list[str], shown: str, tmp_path: Path) -> None:
    deal = DEAL.format(steps="".join(f"  - {step}\n" for step in steps))
    made = make(builders.publication(tmp_path, **{"deals/runde.yml": deal}), as_of=date(2026, 7, 1))
    assert shown in made.text("docs/de/deals/index.md")
