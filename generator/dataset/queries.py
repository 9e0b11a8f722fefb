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
)
"""By the key of its sentence in the catalogues, `data.query.<key>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the database says to a question; a number is one, a text is one, None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def ask(database: bytes, sql: str) -> Answer:
    """The answer of a database file to a question."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        found = connection.execute(sql)
        return Answer(columns=tuple(column[0] for column in found.description), rows=tuple(found.fetchall()))
