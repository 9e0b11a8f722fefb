"""Every kind of slip: written from what people do wrong, not from what detectors look for."""

from __future__ import annotations

from tests.slips.case import Kind
from tests.slips.kinds.currency import CURRENCY

KINDS: tuple[Kind, ...] = (CURRENCY,)
"""In the order of the table."""
