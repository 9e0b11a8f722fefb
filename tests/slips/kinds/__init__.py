"""Every kind of slip: written from what people do wrong, not from what detectors look for."""

from __future__ import annotations

from tests.slips.case import Kind
from tests.slips.kinds.bases import BASIS
from tests.slips.kinds.bounds import BOUND
from tests.slips.kinds.currency import CURRENCY
from tests.slips.kinds.pages import RELAY, SAME_PAGE
from tests.slips.kinds.plain import PLAIN
from tests.slips.kinds.rates import RATE
from tests.slips.kinds.scales import ACROSS, BILLION, TEN, THOUSAND
from tests.slips.kinds.scopes import SCOPES
from tests.slips.kinds.steps import BACK, STILL
from tests.slips.kinds.sums import PARTS, PRICED, STAKES
from tests.slips.kinds.worth import PRICE, RAISED
from tests.slips.kinds.years import YEAR_CLAIM, YEAR_SOURCE, YEAR_STEP

KINDS: tuple[Kind, ...] = (
    *(CURRENCY, RATE, BOUND, BASIS, TEN, THOUSAND, BILLION, ACROSS),
    *SCOPES,
    *(RAISED, PRICE, STAKES, PARTS, PRICED),
    *(YEAR_CLAIM, YEAR_SOURCE, YEAR_STEP, BACK, STILL),
    *(SAME_PAGE, RELAY, PLAIN),
)
"""In the order of the table."""
