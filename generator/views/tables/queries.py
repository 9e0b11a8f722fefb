"""Example questions to the data in SQL; the page of the data prints them with their answers, and a test runs them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

QUERIES: tuple[tuple[str, str], ...] = (
    (
        "raised",
        """\
SELECT organisation, currency,
       sum(low) AS low,
       CASE WHEN count(low) = count(high) THEN sum(high) END AS high,
       count(*) AS deals, count(*) - count(low) AS undisclosed
FROM totals
WHERE side = 'raised' AND bucket = 'closed' AND instrument = 'equity'
GROUP BY organisation, currency
ORDER BY low DESC
LIMIT 10;""",
    ),
    (
        "differ",
        """\
SELECT claims.figure, claims.value, claims.known, claims.origins
FROM claims JOIN figures ON figures.id = claims.figure
WHERE figures.agreement = 'differ'
ORDER BY claims.figure, claims.known
LIMIT 10;""",
    ),
    (
        "sources",
        """\
SELECT publishers.id, count(DISTINCT claims_sources.claims_id) AS claims
FROM claims_sources
JOIN sources ON sources.id = claims_sources.sources_id
JOIN publishers ON publishers.id = sources.publisher
GROUP BY publishers.id
ORDER BY claims DESC, publishers.id
LIMIT 10;""",
    ),
    (
        "invested",
        """\
SELECT participants.organisation AS investor, deals.subject AS company,
       deals.since, deals.status, deals.id AS deal
FROM participants
JOIN words ON words.id = 'participants.role/' || participants.role
JOIN deals ON deals.id = participants.deal
WHERE words.pays AND words.moves = 'equity' AND deals.since >= '2025'
ORDER BY deals.since DESC, deal, investor
LIMIT 10;""",
    ),
    (
        "apart",
        """\
SELECT one.compared_group, one.value, other.value AS other,
       CAST(100.0 * (other.compared_low - one.compared_high) / one.compared_high AS integer) AS percent
FROM claims AS one
JOIN claims AS other ON other.compared_group = one.compared_group
WHERE one.compared_unit = other.compared_unit
  AND other.compared_low > 1.2 * one.compared_high
ORDER BY percent DESC, one.id, other.id
LIMIT 10;""",
    ),
    (
        "digits",
        """\
SELECT one.compared_group, one.value, one.origins,
       other.value AS other, other.origins AS other_origins
FROM claims AS one
JOIN claims AS other ON other.compared_group = one.compared_group
WHERE one.currency < other.currency
  AND (one.low = other.low AND one.low > 0 OR one.high = other.high)
ORDER BY one.id, other.id
LIMIT 10;""",
    ),
    (
        "valuations",
        """\
SELECT claims.deal, claims.known, claims.value, claims.basis, claims.scope, claims.said
FROM claims JOIN deals ON deals.id = claims.deal
WHERE deals.subject = 'openai' AND claims.figure = claims.deal || '/valuation' AND claims.shown
ORDER BY claims.known
LIMIT 10;""",
    ),
    (
        "suppliers",
        """\
SELECT participants.organisation AS supplier, totals.bucket, totals.currency,
       sum(totals.low) AS low, count(*) AS deals, count(*) - count(totals.low) AS undisclosed
FROM totals
JOIN participants ON participants.deal = totals.deal AND participants.role = 'supplier'
WHERE totals.side = 'committed' AND totals.instrument = 'contract'
GROUP BY supplier, totals.bucket, totals.currency
ORDER BY low DESC, supplier
LIMIT 10;""",
    ),
    (
        "months",
        """\
SELECT substr(date, 1, 7) AS month,
       sum(what = 'announced') AS announced, sum(what = 'signed') AS signed,
       sum(what = 'closed') AS closed
FROM events
WHERE type = 'step' AND date IS NOT NULL
GROUP BY month
ORDER BY month DESC
LIMIT 10;""",
    ),
)
"""By the key of its sentence in the catalogues, `data.query.<key>`. Whole amounts are integers in SQLite, which divides
them as such: a share needs a `100.0`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The database's answer to a question."""

    columns: tuple[str, ...]
    """The names of its columns."""
    rows: tuple[tuple[str | int | float | None, ...], ...]
    """Its rows, a cell for each column: numbers as numbers, None for an empty cell."""


def ask(database: bytes, sql: str) -> Answer:
    """The answer of a database file to a question."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        found = connection.execute(sql)
        return Answer(columns=tuple(column[0] for column in found.description), rows=tuple(found.fetchall()))
