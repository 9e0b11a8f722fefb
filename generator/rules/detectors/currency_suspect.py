"""Amounts in a currency that they were probably not said in; which ones is found in `rules.currencies`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.currencies import Amounts, SuspectClaim, SuspectPage, all_amounts, suspect_claims, suspect_pages
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.wording import short, some


def check(amounts: Amounts) -> Iterator[Finding]:
    """A number stands in one currency: the same digits in two are a sign that was changed without converting. A page
    that does it twice is named as well, with what becomes of its conflicts if its amounts are read in the other
    currency. Near parity nothing can be told, and nothing is said.
    """
    for found in suspect_claims(amounts):
        hint = "if you agree: flag: currency_suspect, and confirmed: {by: <author>, date: <day>} to tell readers"
        yield at_claim(found.claim, _message(found), hint)
    for page in suspect_pages(amounts):
        hint = f"look at the page again; if it means {page.currency}, flag its claims with currency_suspect"
        yield Finding(record=f"sources/{page.source}", message=_page_message(page), hint=hint)


def _message(found: SuspectClaim) -> str:
    others = some(found.against)
    units = found.claim.value.unit, found.against[-1].value.unit
    rate = f"1 {units[0]} was {short(found.factor)} {units[1]}" if found.factor else f"{units[0]} is not {units[1]}"
    own = f"prints the digits of {others}" if found.same_digits else f"fits {others} only without converting"
    return f"{own}, but {rate}" + (f"; {_page_message(found.page)}" if found.page else "")


def _page_message(page: SuspectPage) -> str:
    hits = f"{len(page.hits)} of {len(page.comparable)} comparable amounts of '{page.source}'"
    swap = f"read in {page.currency}, their conflicts go from {page.conflicts} to {page.conflicts_if_read}"
    return f"{hits} look like {page.currency} with another sign; {swap}"


DETECTOR = Detector(
    code="currency-suspect",
    rows=all_amounts,
    check=check,
    examples=(
        Example(
            "the same digits in two currencies",
            """
            amount:
              claims:
                - {id: a, value: 60bn USD, src: agency}
                - {id: b, value: 60bn EUR, src: no-origin}
            """,
            told=("{id: b",),
            says="if you agree: flag: currency_suspect",
        ),
        Example(
            "a page that does so twice is named, and its other amounts are read in the other currency",
            """
            amount:
              claims:
                - {id: a, value: under 60bn USD, src: agency}
                - {id: b, value: 60bn EUR, src: no-origin}
                - {id: c, value: 30bn USD, src: agency, scope: sought}
                - {id: d, value: 30bn EUR, src: no-origin, scope: sought}
                - {id: e, value: over 10bn USD, src: agency, scope: cumulative}
                - {id: f, value: 10bn to 20bn EUR, src: no-origin, scope: cumulative}
            valuation:
              claims:
                - {id: g, value: about 830bn USD, src: agency}
                - {id: h, value: over 800bn EUR, src: no-origin}
            """,
            told=("{id: b", "{id: d", "{id: f", "{id: h", "publisher: collector"),
            says="4 of 4 comparable amounts of 'no-origin' look like USD with another sign;"
            " read in USD, their conflicts go from 3 to 0",
        ),
        Example(
            "the digits were rounded besides",
            """
            amount:
              claims:
                - {id: a, value: 4.46bn USD, src: agency}
                - {id: b, value: over 4.5bn EUR, src: no-origin}
            """,
            told=("{id: b",),
        ),
        Example(
            "a range in another currency",
            """
            amount:
              claims:
                - {id: a, value: 4bn to 5.1bn USD, src: agency}
                - {id: b, value: 4bn to 5.1bn EUR, src: daily}
            """,
            told=("{id: b",),
        ),
        Example(
            "one hit is no habit",
            """
            amount:
              claims:
                - {id: a, value: 60bn USD, src: agency}
                - {id: b, value: 60bn EUR, src: no-origin}
            valuation:
              claims:
                - {id: g, value: about 830bn USD, src: agency}
                - {id: h, value: over 800bn EUR, src: no-origin}
            """,
            told=("{id: b",),
        ),
        Example(
            "pounds for dollars",
            """
            amount:
              claims:
                - {id: a, value: 6.6bn USD, src: agency}
                - {id: b, value: 6.6bn GBP, src: no-origin}
            """,
            told=("{id: b",),
            says="prints the digits of 'a' (6.6bn USD), but 1 GBP was 1.352 USD",
            files={"rates/ecb.csv": "date,base,quote,rate\n2026-01-28,EUR,USD,1.19\n2026-01-28,EUR,GBP,0.88\n"},
        ),
        Example(
            "without a date any rate tells that euros are not dollars; francs may have been euros",
            """
            valuation:
              claims:
                - {id: a, value: 6.6bn USD, src: via-weekly-undated, basis: post_money}
                - {id: b, value: 6.6bn EUR, src: mirror, basis: unstated, via: [weekly]}
                - {id: c, value: 6.6bn CHF, src: via-weekly-undated, basis: pre_money}
            """,
            told=("{id: b",),
            says="but EUR is not USD",
            files={"sources/mirror.yml": "publisher: collector\nlabel: Kopie\nkind: blog\n"},
        ),
        Example(
            "near parity nothing can be told",
            """
            amount:
              claims:
                - {id: a, value: 60bn USD, src: daily-2022}
                - {id: b, value: 60bn EUR, src: agency-2022}
            """,
        ),
        Example(
            "a true conversion by another origin",
            """
            amount:
              claims:
                - {id: a, value: 60bn USD, src: agency}
                - {id: b, value: 50.4bn EUR, src: daily}
            """,
        ),
        Example(
            "the same digits of two different things",
            """
            amount:
              claims:
                - {id: a, value: 60bn USD, src: agency}
                - {id: b, value: 60bn EUR, src: daily, scope: sought}
            """,
        ),
        Example(
            "a flagged claim was looked at",
            """
            amount:
              claims:
                - {id: a, value: 60bn USD, src: agency}
                - {id: b, value: 60bn EUR, src: daily, flag: currency_suspect}
            """,
        ),
    ),
)
