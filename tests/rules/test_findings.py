"""Detectors tell an editor what does not fit, and keep silent where a careful editor would."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.publish import pipeline
from generator.text.problems import Problem, has_errors
from tests import builders

TODAY = date(2026, 7, 1)
RATES = "date,base,quote,rate\n2026-01-28,EUR,USD,1.19\n2026-01-30,EUR,USD,1.19\n2022-07-14,EUR,USD,1.005\n"


def source(publisher: str, published: str | None = "2026-01-30", kind: str = "original", **fields: Any) -> str:
    lines = {"publisher": publisher, "label": f"Seite von {publisher}", "kind": kind, "published": published, **fields}
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)


SOURCES = {
    "agentur": source("agentur", kind="wire"),
    "zeitung": source("zeitung"),
    "zitiert-agentur": source("blatt", via="[agentur]"),
    "zitiert-blatt": source("seite", via="[blatt, agentur]"),
    "auch-agentur": source("seite", via="[agentur]"),
    "spaeter": source("seite", "2026-03-30", via="[blatt, agentur]"),
    "undatiert": source("seite", None, via="[blatt, agentur]"),
    "ohne-herkunft": source("sammler", kind="aggregation"),
    "spiegel": source("sammler", kind="mirror"),
    "firma": source("agentur", kind="press_release", via="[labs]"),
    "alt": source("zeitung", "2022-07-14"),
    "alt-agentur": source("agentur", "2022-07-14"),
}
LABS = "name: Labs\nkind: ai_lab\nreporting_currency: USD\n"
DEAL = "kind: funding_round\nsubject: labs\ntitle: {de: Runde, en: Round}\n"


def told(folder: Path, **files: str) -> list[Problem]:
    """The warnings of a small publication; `files` are more files, a deal `x` unless a folder is named."""
    publishers = {
        name: f"name: {name}\nkind: newspaper\n" for name in ("agentur", "zeitung", "blatt", "seite", "sammler")
    }
    whole = {
        "rates/ecb.csv": RATES,
        "organisations/labs.yml": LABS,
        **{f"publishers/{name}.yml": text for name, text in publishers.items()},
        **{f"sources/{name}.yml": text for name, text in SOURCES.items()},
        **{name if "/" in name else f"deals/{name}.yml": text for name, text in files.items()},
    }
    content = builders.publication(folder, **whole)
    _, found = pipeline.check(builders.place(content), TODAY, TODAY)
    assert not has_errors(found), [str(problem) for problem in found]
    return list(found)


def named(found: list[Problem]) -> list[tuple[str, str]]:
    """Each warning as its code and the claim, deal, source or organisation that it begins with."""
    names = [re.match(r"'([\w-]+)'", problem.message) for problem in found]
    return [(problem.code, name[1] if name else "") for problem, name in zip(found, names, strict=True)]


def claims(figure: str, *rows: str, more: str = "") -> str:
    return DEAL + f"{figure}:\n  claims:\n" + "".join(f"    - {{{row}}}\n" for row in rows) + more


FIRES = {
    "the same digits in two currencies": (
        claims("amount", "id: a, value: 60bn USD, src: agentur", "id: b, value: 60bn EUR, src: ohne-herkunft"),
        [("currency-suspect", "b")],
    ),
    "an upper bound that became a lower one on the way": (
        claims(
            "amount",
            "id: a, value: up to 50bn USD, src: agentur",
            "id: b, value: at least 50bn USD, src: zitiert-blatt",
        ),
        [("bound-flipped", "b")],
    ),
    "a relay nearer to the origin is believed more than one further away": (
        claims(
            "amount",
            "id: a, value: over 50bn USD, src: zitiert-agentur",
            "id: b, value: under 50bn USD, src: zitiert-blatt",
        ),
        [("bound-flipped", "b")],
    ),
    "a bound that was lost on the way": (
        claims("amount", "id: a, value: under 10bn USD, src: agentur", "id: b, value: 10bn USD, src: zitiert-agentur"),
        [("bound-hardened", "b")],
    ),
    "a page that converts its origin's number": (
        claims(
            "amount", "id: a, value: 119mn USD, src: agentur", "id: b, value: about 100mn EUR, src: zitiert-agentur"
        ),
        [("converted-by-relay", "b")],
    ),
    "parts that are larger than the whole": (
        claims(
            "amount",
            "id: a, value: 40bn USD, src: agentur",
            "id: b, value: 30bn USD, src: agentur, scope: part, what: one",
            "id: c, value: at least 15bn USD, src: agentur, scope: part, what: two",
            more="parts: {one: {de: eins, en: one}, two: {de: zwei, en: two}}\n",
        ),
        [("scope-contradiction", "a")],
    ),
    "investors who pay more than the round": (
        claims(
            "amount",
            "id: a, value: up to 5mn USD, src: agentur",
            more="participants:\n  - {org: beispiel-labs, amount: {id: b, value: 4mn USD, src: agentur}}\n"
            "  - {org: erfunden-ventures, amount: {id: c, value: over 2mn USD, src: agentur}}\n",
        ),
        [("scope-contradiction", "a")],
    ),
    "one investor and several who are together less than him": (
        claims(
            "amount",
            "id: a, value: 9mn USD, src: agentur",
            more="participants:\n  - {org: beispiel-labs, amount: {id: b, value: 4mn USD, src: agentur}}\n"
            "  - {org: erfunden-ventures, amount: {id: c, value: 1mn USD, src: agentur}}\n"
            "subtotals:\n  - {id: both, of: [beispiel-labs, erfunden-ventures], amount: {id: d, value: 3mn USD, src: agentur}}\n",
        ),
        [("scope-contradiction", "d")],
    ),
    "a valuation after the money that is labelled as before it": (
        claims("amount", "id: a, value: 110bn USD, src: agentur")
        + claims(
            "valuation",
            "id: b, value: 730bn USD, src: agentur, basis: pre_money",
            "id: c, value: 840bn USD, src: zeitung, basis: pre_money",
        ).removeprefix(DEAL),
        [("basis-mismatch", "c")],
    ),
    "two valuations that nobody labelled and that are apart by the money": (
        claims("amount", "id: a, value: 30bn USD, src: agentur")
        + claims(
            "valuation", "id: b, value: 350bn USD, src: agentur", "id: c, value: 380bn USD, src: zeitung"
        ).removeprefix(DEAL),
        [("basis-mismatch", "b")],
    ),
    "a thousandfold": (
        claims("amount", "id: a, value: 50mn USD, src: agentur", "id: b, value: 50bn USD, src: ohne-herkunft"),
        [("scale-slip", "b")],
    ),
    "an amount that is the valuation": (
        claims("amount", "id: a, value: 12bn USD, src: agentur")
        + claims("valuation", "id: b, value: 12bn USD, src: zeitung").removeprefix(DEAL),
        [("valuation-as-raise", "a")],
    ),
    "a figure known from a copy alone": (
        claims("amount", "id: a, value: 2mn USD, src: spiegel"),
        [("mirror-only", "a")],
    ),
    "talks of which nothing was heard for 90 days": (
        DEAL + "src: agentur\nstatus: [{to: in_talks, date: 2026-03-30}]\n",
        [("stale-status", "in_talks")],
    ),
    "a closing that was expected by a day that has passed": (
        DEAL + "src: agentur\nstatus: [{to: signed, date: 2026-03-30}]\nexpected: [{event: close, by: 2026-06}]\n",
        [("stale-status", "close")],
    ),
}

SILENT = {
    "near parity nothing can be told": claims(
        "amount", "id: a, value: 60bn USD, src: alt", "id: b, value: 60bn EUR, src: alt-agentur"
    ),
    "a true conversion by another origin": claims(
        "amount", "id: a, value: 60bn USD, src: agentur", "id: b, value: 50.4bn EUR, src: zeitung"
    ),
    "the same digits of two different things": claims(
        "amount", "id: a, value: 60bn USD, src: agentur", "id: b, value: 60bn EUR, src: zeitung, scope: sought"
    ),
    "a flagged claim was looked at": claims(
        "amount",
        "id: a, value: 60bn USD, src: agentur",
        "id: b, value: 60bn EUR, src: zeitung, flag: currency_suspect",
    ),
    "two origins may disagree about a bound": claims(
        "amount", "id: a, value: up to 50bn USD, src: agentur", "id: b, value: at least 50bn USD, src: zeitung"
    ),
    "a later report of one origin may be a new one": claims(
        "amount", "id: a, value: up to 50bn USD, src: agentur", "id: b, value: 50bn USD, src: spaeter"
    ),
    "of two pages equally far from their origin neither is the relay": claims(
        "amount", "id: a, value: up to 50bn USD, src: zitiert-agentur", "id: b, value: 50bn USD, src: auch-agentur"
    ),
    "an undated page proves nothing": claims(
        "amount", "id: a, value: up to 50bn USD, src: agentur", "id: b, value: at least 50bn USD, src: undatiert"
    ),
    "an origin may be firmer than its relay": claims(
        "amount", "id: a, value: 50bn USD, src: agentur", "id: b, value: up to 50bn USD, src: zitiert-agentur"
    ),
    "some of the investors are less than the round": claims(
        "amount",
        "id: a, value: 100mn USD, src: agentur",
        more="participants:\n  - {org: beispiel-labs, amount: {id: b, value: up to 60mn USD, src: agentur}}\n"
        "  - {org: erfunden-ventures, amount: {id: c, value: up to 60mn USD, src: agentur}}\n",
    ),
    "what a seller receives is not paid on top": claims(
        "amount",
        "id: a, value: 4mn USD, src: agentur",
        more="participants:\n  - {org: beispiel-labs, role: acquirer, amount: {id: b, value: 4mn USD, src: agentur}}\n"
        "  - {org: erfunden-ventures, role: seller, amount: {id: c, value: 4mn USD, src: agentur}}\n",
    ),
    "the payments of a first step are that step again": claims(
        "amount",
        "id: a, value: 8bn USD, src: agentur",
        "id: b, value: 4bn USD, src: agentur, scope: part, what: first",
        "id: c, value: 1.25bn USD, src: agentur, scope: part, what: one",
        "id: d, value: 2.75bn USD, src: agentur, scope: part, what: two",
        "id: e, value: 3bn USD, src: agentur, scope: part, what: second",
        more="parts: {first: {de: a, en: a}, one: {de: a, en: a}, two: {de: a, en: a}, second: {de: a, en: a}}\n",
    ),
    "valuations labelled as they should be": claims("amount", "id: a, value: 110bn USD, src: agentur")
    + claims(
        "valuation",
        "id: b, value: 730bn USD, src: agentur, basis: pre_money",
        "id: c, value: 840bn USD, src: zeitung, basis: post_money",
        "id: d, value: 840bn USD, src: agentur, basis: unstated",
        "id: e, value: 730bn USD, src: agentur, basis: unstated",
    ).removeprefix(DEAL),
    "a secondary sale brings no new money": DEAL.replace("funding_round", "secondary_sale")
    + claims("amount", "id: a, value: 30bn USD, src: agentur").removeprefix(DEAL)
    + claims(
        "valuation", "id: b, value: 350bn USD, src: agentur", "id: c, value: 380bn USD, src: zeitung"
    ).removeprefix(DEAL),
    "ten times is a disagreement, not a slip": claims(
        "amount", "id: a, value: 5bn USD, src: agentur", "id: b, value: 50bn USD, src: zeitung"
    ),
    "who buys a company pays its valuation": DEAL.replace("funding_round", "acquisition")
    + claims("amount", "id: a, value: 12bn USD, src: agentur").removeprefix(DEAL)
    + claims("valuation", "id: b, value: 12bn USD, src: zeitung").removeprefix(DEAL),
    "a copy beside another page": claims("amount", "id: a, value: 2mn USD, src: [spiegel, zeitung]"),
    "talks of 90 days": DEAL + "src: agentur\nstatus: [{to: in_talks, date: 2026-04-02}]\n",
    "talks that were called off": DEAL
    + "src: agentur\nstatus: [{to: in_talks, date: 2026-01-02}, {to: cancelled, date: 2026-01-20}]\n",
    "a closing that took place": DEAL
    + "src: agentur\nstatus: [{to: closed, date: 2026-03-30}]\nexpected: [{event: close, by: 2026-06}]\n",
    "a day that is still to come": DEAL
    + "src: agentur\nstatus: [{to: signed, date: 2026-03-30}]\nexpected: [{event: close, by: 2026-07}]\n",
    "a step after the day that was expected": DEAL
    + "src: agentur\nstatus: [{to: signed, date: 2026-06-10}]\nexpected: [{event: delivery, by: 2026-05}]\n",
}


@pytest.mark.parametrize("case", FIRES)
def test_told(case: str, tmp_path: Path) -> None:
    deal, expected = FIRES[case]
    found = told(tmp_path, x=deal)
    assert named(found) == expected
    assert {problem.severity for problem in found} == {"warning"}


@pytest.mark.parametrize("case", SILENT)
def test_not_told(case: str, tmp_path: Path) -> None:
    assert named(told(tmp_path, x=SILENT[case])) == []


def test_a_record_can_excuse_a_finding(tmp_path: Path) -> None:
    deal, _ = FIRES["a thousandfold"]
    assert told(tmp_path, x=deal + "ignore: [{code: scale-slip, reason: geprüft}]\n") == []


def test_a_page_that_relabels_twice_is_named_and_the_swap_test_proposes_the_currency(tmp_path: Path) -> None:
    deal = claims(
        "amount",
        "id: a, value: under 60bn USD, src: agentur",
        "id: b, value: 60bn EUR, src: ohne-herkunft",
        "id: c, value: 30bn USD, src: agentur, scope: sought",
        "id: d, value: 30bn EUR, src: ohne-herkunft, scope: sought",
        "id: e, value: over 10bn USD, src: agentur, scope: cumulative",
        "id: f, value: 10bn to 20bn EUR, src: ohne-herkunft, scope: cumulative",
    )
    deal += claims(
        "valuation", "id: g, value: about 830bn USD, src: agentur", "id: h, value: over 800bn EUR, src: ohne-herkunft"
    ).removeprefix(DEAL)
    found = told(tmp_path, x=deal)
    assert named(found) == [
        *(("currency-suspect", name) for name in ("b", "d", "f", "h")),
        ("currency-suspect", ""),
    ]
    page = found[-1]
    assert page.at.path.endswith("ohne-herkunft.yml")
    assert page.message.startswith("4 of 4 comparable amounts of 'ohne-herkunft' look like USD")
    assert "conflicts go from 3 to 1" in page.message


def test_one_hit_is_no_habit(tmp_path: Path) -> None:
    deal = claims("amount", "id: a, value: 60bn USD, src: agentur", "id: b, value: 60bn EUR, src: ohne-herkunft")
    deal += claims(
        "valuation", "id: g, value: about 830bn USD, src: agentur", "id: h, value: over 800bn EUR, src: ohne-herkunft"
    ).removeprefix(DEAL)
    assert named(told(tmp_path, x=deal)) == [("currency-suspect", "b")]


def issue(figure: str) -> dict[str, str]:
    text = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]
    return {"briefings/2026-01-30-runde/briefing.yml": text.replace("[[runde/amount]]", f"[[{figure}]]")}


def test_an_issue_that_prints_a_large_amount_of_one_origin_is_told(tmp_path: Path) -> None:
    deal = claims("amount", "id: a, value: 500mn USD, src: zitiert-agentur", more="date: 2026-01-30\n")
    found = told(tmp_path, x=deal, **issue("x/amount"))
    assert named(found) == [("single-origin", "a")]
    assert "'agentur'" in found[0].message


@pytest.mark.parametrize(
    "claim",
    [
        "value: 5mn USD, src: agentur",
        "value: 500mn USD, src: [agentur, zeitung]",
        "value: 500mn USD, src: firma",
        "value: 500mn USD, src: agentur, said: company",
        "value: 500mn USD, src: agentur, scope: sought",
    ],
)
def test_one_origin_is_enough_for(claim: str, tmp_path: Path) -> None:
    """Small sums, several origins, a party's word, and what is only sought."""
    deal = claims("amount", f"id: a, {claim}", more="date: 2026-01-30\n")
    assert named(told(tmp_path, x=deal, **issue("x/amount"))) == []


def test_one_origin_is_enough_where_the_issue_prints_another_claim_of_the_figure(tmp_path: Path) -> None:
    rows = "id: a, value: 500mn USD, src: agentur", "id: b, value: 900mn USD, src: agentur, scope: related, what: other"
    deal = claims("amount", *rows, more="date: 2026-01-30\nparts: {other: {de: anderes, en: other}}\n")
    assert named(told(tmp_path, x=deal, **issue("x/amount#b"))) == []


def test_one_origin_is_enough_where_no_issue_prints_it(tmp_path: Path) -> None:
    deal = claims("amount", "id: a, value: 500mn USD, src: agentur", more="date: 2026-01-30\n")
    assert named(told(tmp_path, x=deal)) == []


def test_a_page_cannot_pass_on_what_its_origin_prints_a_week_later(tmp_path: Path) -> None:
    deal = claims("amount", "id: a, value: 5mn USD, src: [agentur, frueh]")
    early = {"sources/frueh.yml": source("blatt", "2026-01-20", via="[agentur]")}
    assert named(told(tmp_path / "early", x=deal, **early)) == [("relay-older-than-origin", "a")]
    same = {"sources/frueh.yml": source("blatt", "2026-01-29", via="[agentur]")}
    assert named(told(tmp_path / "same", x=deal, **same)) == []


def test_an_undated_page_of_the_origin_may_be_older(tmp_path: Path) -> None:
    deal = claims("amount", "id: a, value: 5mn USD, src: [agentur, frueh, ohne-tag]")
    files = {
        "sources/frueh.yml": source("blatt", "2026-01-20", via="[agentur]"),
        "sources/ohne-tag.yml": source("agentur", None),
    }
    assert named(told(tmp_path, x=deal, **files)) == []


def test_pages_that_cite_each_other_are_told_once(tmp_path: Path) -> None:
    files = {
        "sources/hin.yml": source("blatt", via="[seite]"),
        "sources/her.yml": source("seite", via="[blatt]"),
    }
    deal = claims("amount", "id: a, value: 5mn USD, src: hin", "id: b, value: 5mn USD, src: her")
    found = told(tmp_path / "loop", x=deal, **files)
    assert named(found) == [("relay-loop", "a")]
    assert "'blatt' cites 'seite' cites 'blatt'" in found[0].message
    other = claims("amount", "id: a, value: 5mn USD, src: hin", "id: b, value: 7mn USD, src: her")
    assert named(told(tmp_path / "news", x=other, **files)) == []


@pytest.mark.parametrize(
    ("fields", "twice"),
    [
        ("name: LABS GmbH\nkind: investor\n", True),
        ("name: Anders\naliases: [labs]\nkind: investor\n", True),
        ("name: Anders\nkind: ai_lab\nwebsite: https://www.labs.example/\n", True),
        ("name: Anders\nkind: investor\nids: {lei: ABC}\n", True),
        ("name: Anders\nkind: investor\nwebsite: https://labs.example\n", False),
        ("name: Anders\nkind: ai_lab\nwebsite: https://labs.example\nparent: labs\n", False),
        ("name: Labs\nkind: ai_lab\nids: {lei: XYZ}\n", False),
        ("name: Labs Capital\nkind: ai_lab\n", False),
    ],
)
def test_an_organisation_that_stands_twice(fields: str, twice: bool, tmp_path: Path) -> None:
    files = {
        "organisations/labs.yml": LABS + "website: https://labs.example\nids: {lei: ABC}\n",
        "organisations/zwei.yml": fields,
    }
    assert named(told(tmp_path, **files)) == ([("near-duplicate", "zwei")] if twice else [])


@pytest.mark.parametrize(
    ("more", "twice"),
    [
        ("amount: 5.1mn USD\ndate: 2026-02-10\n", True),
        ("amount: 5.1mn USD\ndate: 2026-04-10\n", False),
        ("amount: 9mn USD\ndate: 2026-02-10\n", False),
        ("amount: 5.1mn USD\ndate: 2026-02-10\nrelations: [{type: follows, deal: x}]\n", False),
        ("amount: 5.1mn USD\ndate: 2026-02-10\nlead: beispiel-labs\n", False),
    ],
)
def test_a_deal_that_stands_twice(more: str, twice: bool, tmp_path: Path) -> None:
    first = DEAL + "amount: 5mn USD\ndate: 2026-01-30\nlead: erfunden-ventures\nsrc: agentur\n"
    found = told(tmp_path, x=first, y=DEAL + more + "src: zeitung\n")
    assert named(found) == ([("duplicate-deal", "y")] if twice else [])


@pytest.mark.parametrize(
    ("url", "twice"),
    [
        ("https://www.morgenblatt.example/januar/?utm_source=x&fbclid=1#oben", True),
        ("http://morgenblatt.example/januar", True),
        ("https://morgenblatt.example/januar?seite=2", False),
        ("https://morgenblatt.example/Januar", False),
    ],
)
def test_a_source_that_stands_twice(url: str, twice: bool, tmp_path: Path) -> None:
    found = told(tmp_path, **{"sources/noch-einmal.yml": source("blatt", url=url)})
    assert named(found) == ([("same-source-twice", "noch-einmal")] if twice else [])
