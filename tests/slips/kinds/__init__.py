"""Every kind of slip: written from what people do wrong, not from what detectors look for."""

from __future__ import annotations

from tests.slips.case import Kind
from tests.slips.kinds.bases import BASIS
from tests.slips.kinds.bounds import BOUND
from tests.slips.kinds.currency import CURRENCY
from tests.slips.kinds.scales import ACROSS, BILLION, TEN, THOUSAND

KINDS: tuple[Kind, ...] = (CURRENCY, BOUND, BASIS, TEN, THOUSAND, BILLION, ACROSS)
"""In the order of the table."""
