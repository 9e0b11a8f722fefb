"""Example questions to the data in SQL; a test runs them, and the page of the data prints them."""

from __future__ import annotations

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
