"""Whatever stands in a file, `check` tells problems; it never raises."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.text.problems import FORMATS, present
from tests import builders

ISSUE = "briefings/2026-01-30-runde/briefing.yml"
PLACES = ("deals/x.yml", ISSUE, "publication.yml", "rates/ecb.csv", "briefings/2026-01-30-runde/nachricht.de.md")
FULL: dict[str, str] = {
    **builders.FILES,
    "rates/ecb.csv": "date,base,quote,rate\n2026-01-29,EUR,USD,1.1919\n2026-03-12,EUR,USD,1.1\n",
    "vocabulary.yml": "deal:\n  lease: {de: Pacht, en: lease, moves: purchase}\n",
    "topics/geld.yml": "title: {de: Geld, en: Money}\ndescription: {de: Über Geld., en: About money.}\n",
    "authors/redaktion.yml": "name: Redaktion\nrole: {de: Redaktion, en: desk}\nemail: a@probeblatt.example\n",
    "sponsors/bank.yml": "name: Bank\nwebsite: https://bank.example/\n",
    "pages/about.yml": "title: {de: Über uns, en: About us}\nbody: {de: Wir., en: We.}\n",
    "deals/x.yml": """\
kind: stake
subject: beispiel-labs
title: {de: Zweite Runde, en: Second round}
summary:
  de: |
    Es sind [[x/amount#b]] von [[erfunden-ventures|dem Geber]].
  en: It is [[x/valuation.pre]].
duration_months: 12
cumulative: false
status:
  - {to: in_talks, date: 2026-01-28, src: blatt-januar}
  - {to: announced, date: 2026-03-12, note: bestätigt}
expected: [{event: close, from: 2026-06, to: "2027"}]
parts: {rate: {de: Rate, en: instalment}}
amount:
  use: b
  claims:
    - {id: a, value: about 10mn USD, src: blatt-januar, said: anonymous}
    - {id: b, value: 8mn to 9mn EUR, src: [blatt-januar, blatt-maerz], said: company, as_of: 2026-01}
    - {id: c, value: 1mn EUR, scope: part, what: rate, flag: typo, confirmed: {by: redaktion, date: 2026-02-01}}
valuation: {id: v, value: over 50mn EUR, basis: pre_money}
capacity: at least 2 GW
participants:
  - org: erfunden-ventures
    role: lead
    stake: about 11 %
    tranches: [{amount: 1mn EUR, due: 2026-04, condition: {de: wenn, en: if}}]
  - {org: beispiel-labs, role: seller, deal: runde}
subtotals: [{id: trio, of: [erfunden-ventures, beispiel-labs], amount: 8mn EUR}]
conditions: [{party: beispiel-labs, kind: board, text: {de: Ja, en: Yes}}]
statements: [{by: morgenblatt, stance: asserts, about: amount, date: 2026-01-29}]
relations: [{type: follows, deal: runde}]
topics: [geld]
src: blatt-januar
ignore: [{code: status-order, reason: geprüft}]
""",
    ISSUE: """\
issue: 1
date: 2026-01-30
publish_at: 2026-01-30T07:00:00+01:00
status: published
reconstructed: 2026-11
authors: [redaktion]
ai_use: {level: generated, what: [text]}
title: {de: Geld, en: Money}
summary: {de: "Es sind [[runde/amount]].", en: A round.}
key_points: {de: [eins], en: [one]}
lead: runde
deals: [runde, x]
sponsors: [{sponsor: bank, slot: top, body: {de: A, en: A}, url: "https://bank.example/", from: 2026-01-01}]
disclosures: [{who: redaktion, text: {de: A, en: A}}]
sections:
  - {kind: news, id: nachricht, heading: {de: A, en: A}}
  - {kind: winners_losers, winners: [{org: beispiel-labs, why: {de: A, en: A}}]}
  - kind: outlook
    forecasts:
      - id: abschluss
        claim: {de: Es klappt., en: It works.}
        probability: 0.8
        made: 2026-01-30
        resolves_by: 2026-06-30
        criteria: {de: Meldung., en: Report.}
        resolution: {outcome: happened, date: 2026-03-12, src: blatt-maerz}
""",
    "briefings/2026-01-30-runde/nachricht.de.md": "Es sind [[runde/amount]], also **Geld**.\n",
    "briefings/2026-01-30-runde/nachricht.en.md": "It is 10 euros {literal: an example}.\n",
}
"""A publication that uses nearly every field, so that a changed byte meets as much code as possible."""
RECORDS = tuple(FULL)
CHUNKS = (
    "",
    " ",
    "\n",
    "\t",
    ":",
    ": ",
    "- ",
    "#",
    " #",
    ",",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    "'",
    '"',
    "|",
    ">",
    "&a ",
    "*a",
    "!",
    "%",
    "@",
    "~",
    "null",
    "0",
    "-1",
    "1e9",
    "9" * 30,
    "2026-02-30",
    "0000-01-01",
    "0001-01-01",
    "2026-00",
    "NO",
    "runde",
    "blatt-januar",
    "publication",
    "erfunden-ventures",
    "x",
    "use: z",
    "scope: part",
    "50bn USD",
    "10 %",
    "{}",
    "[]",
    "<b>",
    "\u202f",
    "ä",
    "\ud7ff",
    "\U0001f600",
    "<<: ",
    "---\n",
    "? ",
    "T00:00:00Z",
    "9999-12-31",
)
USUAL = settings.default.max_examples if settings.default else 100
SOME, MORE, MANY = (
    settings(max_examples=n, suppress_health_check=[HealthCheck.too_slow], database=None)
    for n in (USUAL // 3, USUAL, USUAL * 2)
)
"""Each example is a publication that is read and checked."""


@st.composite
def mutated(draw: st.DrawFn, names: tuple[str, ...] = RECORDS) -> tuple[str, str]:
    """A file's name, and its good text with a few chunks inserted, deleted or replaced."""
    name = draw(st.sampled_from(names))
    text = FULL[name]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from((0, 0, 1, 3, 12)))
        text = text[:start] + draw(st.sampled_from(CHUNKS)) + text[end:]
    return name, text


def told(files: dict[str, str | bytes | None]) -> None:
    """Checks a publication and shows what is found in every format; an exception is the failure."""
    with tempfile.TemporaryDirectory() as folder:
        content = builders.publication(Path(folder), **files)
        checked, found = builders.check(content)
    assert (checked is None) == any(problem.severity == "error" for problem in found)
    assert all(problem.at.line >= 1 and problem.at.column >= 1 and problem.message for problem in found)
    for style in FORMATS:
        present(found, style)


def test_the_publication_that_is_mutated_is_good(tmp_path: Path) -> None:
    assert builders.findings(builders.publication(tmp_path, **FULL)) == []


@pytest.mark.parametrize("place", PLACES)
@SOME
@given(text=st.text(max_size=60))
def test_any_text(place: str, text: str) -> None:
    told({place: text.encode("utf-8", "surrogatepass")})


@pytest.mark.parametrize("place", PLACES)
@SOME
@given(raw=st.binary(max_size=60))
def test_any_bytes(place: str, raw: bytes) -> None:
    told({place: raw})


@MANY
@given(change=mutated())
def test_any_change_of_a_good_file(change: tuple[str, str]) -> None:
    name, text = change
    told({**FULL, name: text})


@MORE
@given(change=mutated(("deals/x.yml", ISSUE, "rates/ecb.csv")))
def test_any_change_of_the_largest_files(change: tuple[str, str]) -> None:
    name, text = change
    told({**FULL, name: text})


REFERENCES = [
    (name, line)
    for name, text in FULL.items()
    for line, row in enumerate(text.split("\n"))
    if ": blatt-" in row
    or "org: " in row
    or "subject: " in row
    or "deal: " in row
    or "publisher: " in row
    or "lead: " in row
]


@pytest.mark.parametrize("word", ["publication", "morgenblatt", "blatt-januar", "beispiel-labs", "runde", "geld"])
@pytest.mark.parametrize(("name", "line"), REFERENCES, ids=lambda value: str(value))
def test_an_id_of_another_kind_in_any_place(name: str, line: int, word: str) -> None:
    rows = FULL[name].split("\n")
    key = next(key for key in ("src: ", "org: ", "subject: ", "deal: ", "publisher: ", "lead: ") if key in rows[line])
    head, tail = rows[line].split(key, 1)
    end = next((index for index, letter in enumerate(tail) if letter in ",}"), len(tail))
    rows[line] = f"{head}{key}{word}{tail[end:]}"
    told({**FULL, name: "\n".join(rows)})
