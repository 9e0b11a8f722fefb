"""What does not fit between claims, sources and records: one file a detector, and one line for it here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from generator.rules.detector import Detector

CODES = (
    "currency-suspect",
    "converted-by-relay",
    "rate-of-another-day",
    "bound-flipped",
    "bound-hardened",
    "scope-contradiction",
    "scope-suspect",
    "stakes-exceed",
    "price-and-stake",
    "instalments-mismatch",
    "basis-mismatch",
    "scale-slip",
    "printed-number",
    "valuation-as-raise",
    "single-origin",
    "talks-single-origin",
    "mirror-only",
    "relay-older-than-origin",
    "relay-loop",
    "relay-as-origin",
    "stale-status",
    "claim-date",
    "status-date",
    "source-date",
    "near-duplicate",
    "duplicate-deal",
    "same-source-twice",
    "foreign-host",
)
"""Every detector by its code. Its file has the same name with underscores, and holds it as `DETECTOR`.

So a new detector is a file and a line: the guide, the tests and `kapitalbrief check` read this tuple.
"""


def _detector(code: str) -> Detector[Any]:
    found = import_module(f"{__name__}.{code.replace('-', '_')}").DETECTOR
    assert isinstance(found, Detector), code
    assert found.code == code, f"{code}: its file says '{found.code}'"
    return found


DETECTORS: tuple[Detector[Any], ...] = tuple(_detector(code) for code in CODES)
"""The detectors themselves, in the order of `CODES`."""
