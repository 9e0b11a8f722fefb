"""Every kind of slip: written from what people do wrong, not from what detectors look for."""

from __future__ import annotations

from tests.slips.case import Kind
from tests.slips.kinds.bases import BASIS
from tests.slips.kinds.bounds import BOUND
from tests.slips.kinds.currency import CURRENCY
from tests.slips.kinds.plain import PLAIN
from tests.slips.kinds.scales import ACROSS, BILLION, TEN, THOUSAND
from tests.slips.kinds.scopes import SCOPES
from tests.slips.kinds.worth import PRICE, RAISED

KINDS: tuple[Kind, ...] = (CURRENCY, BOUND, BASIS, TEN, THOUSAND, BILLION, ACROSS, *SCOPES, RAISED, PRICE, PLAIN)
"""In the order of the table."""
