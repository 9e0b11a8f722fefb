"""Pages that count as reports of their own, and that the record itself shows to pass on somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.analysis.origins import passed_on
from generator.content.records.source import Publisher, Source
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts
from generator.text.webpages import path_words

SAME_DAYS = timedelta(days=2)
"""Two pages of one publisher that print one number within these days have it from the same place."""
COPIES = ("aggregator", "mirror")
"""Publishers that report nothing themselves."""
PARTIES_WORD = ("filing", "press_release", "company_post")
"""Kinds of pages that bring a party's own words."""
CITES = (
    "citing|via|according to|after an?|copy of an?|digest of an?|transcript of an?|laut|nach|gemäß|unter Berufung auf"
)
"""How a label says whose report a page passes on, before the name."""
REPORT = "reports?|Bericht\\w*|text|Text"
"""What stands behind the name of whom a page passes on: "Reuters text", "Bloomberg-Bericht"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """A page that counts as its publisher's own report."""

    name: str
    """The source's id."""
    source: Source
    """Its record."""
    publisher: Publisher
    """Who published it."""
    is_cited: bool
    """Whether other pages pass on reports of this publisher, which shows that it reports itself."""
    others: Mapping[str, str]
    """Whose reports pages of this publication pass on, by what they are called in words."""
    siblings: tuple[str, ...]
    """Pages of the same publisher and the same days that print the same number, and say whose it is."""


def check(row: OwnReport) -> Iterator[Finding]:
    """A page that only passes on a report says whose it is (`via`): an agency's item in a newspaper, a page of an
    aggregator, one whose label or address names another's report, or whose publisher says elsewhere where it has the
    number from."""
    why = _betrayed(row)
    if why:
        yield Finding(
            record=f"sources/{row.name}",
            message=f"'{row.name}' counts as a report of '{row.source.publisher}' itself, but {why}",
            hint="write via: [<whose report it is>]; if the page does not say so: kind: aggregation",
        )


def _betrayed(row: OwnReport) -> str:
    """What shows that the page passes something on; "" if nothing does."""
    if row.source.kind == "wire" and row.publisher.kind != "wire" and not row.is_cited:
        return f"it is an agency's item (kind: wire), and its publisher is none ({row.publisher.kind})"
    if row.publisher.kind in COPIES and row.source.kind not in PARTIES_WORD:
        return f"its publisher is no reporter of its own ({row.publisher.kind})"
    for words, whose in row.others.items():
        if whose != row.source.publisher and _names(row.source, words):
            return f"its label or its address names a report of '{whose}'"
    if row.siblings:
        return f"'{row.siblings[0]}', of the same publisher and day, says where the same number is from"
    return ""


def _names(source: Source, words: str) -> bool:
    """Whether a page's label or its address cites somebody: "citing Reuters", "…-bloomberg-news-reports"."""
    name = re.escape(re.sub("^(?:The|Die|Der|Das) ", "", words))
    cites = rf"\b(?:{CITES}) (?:(?i:the|der|die|das|dem) )?{name}\b"
    leads = rf"^{name} (?:on|über|zu)\b|\b{name}[- ](?:{REPORT})\b"
    if any(re.search(f"{cites}|{leads}", label) for label in source.label.root.values()):
        return True
    slug = "-".join(re.findall(r"\w+", words.casefold()))
    reports = rf"-(?:(?:citing|via)-{slug}|{slug}(?:-news)?-(?:reports?|says|sources))-"
    return re.search(reports, path_words(source.url or "")) is not None


def _rows(facts: Facts) -> Iterator[OwnReport]:
    archive = facts.archive
    cited = {origin for source in archive.sources.values() for origin in passed_on(source)}
    others = {
        words: name
        for name in sorted(cited & archive.publishers.keys())
        for words in archive.publishers[name].name.root.values()
    }
    siblings = _siblings(facts)
    for name, source in archive.sources.items():
        if not passed_on(source):
            yield OwnReport(
                name=name,
                source=source,
                publisher=archive.publishers[source.publisher],
                is_cited=source.publisher in cited,
                others=others,
                siblings=tuple(siblings.get(name, ())),
            )


def _siblings(facts: Facts) -> Mapping[str, Sequence[str]]:
    """For each page the others of its publisher and days that print one of its numbers and pass it on."""
    found: dict[str, list[str]] = {}
    sources = facts.archive.sources
    for figure in every_figure(facts):
        pages = [(report, claim) for claim in unflagged(figure.claims) for report in claim.reports]
        for own, one in pages:
            for other, two in pages:
                same = one.group == two.group and (one.value.low, one.value.unit) == (two.value.low, two.value.unit)
                of_one = sources[own.source].publisher == sources[other.source].publisher
                near = bool(own.day and other.day and abs(own.day - other.day) <= SAME_DAYS)
                if same and of_one and near and other.chain and not own.chain:
                    found.setdefault(own.source, []).append(other.source)
    return found


def _page(fields: str, **more: str) -> dict[str, str]:
    return {"sources/page.yml": f"{fields}\npublished: 2026-01-30\n", **more}


def _of(kind: str) -> dict[str, str]:
    return {"publishers/portal.yml": f"name: portal\nkind: {kind}\n", "publishers/agency.yml": AGENCY}


AGENCY = "name: The Agency\nkind: wire\n"
DEAL = "amount: {id: a, value: 5mn USD, src: [page, via-agency]}"

DETECTOR = Detector(
    code="relay-as-origin",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "an agency's item in a newspaper",
            files=_page("publisher: portal\nlabel: Seite\nkind: wire", **_of("newspaper")),
            told=("publisher: portal",),
            says="it is an agency's item",
        ),
        Example(
            "a page of an aggregator",
            files=_page("publisher: portal\nlabel: Seite\nkind: original", **_of("aggregator")),
            told=("publisher: portal",),
            says="its publisher is no reporter of its own",
        ),
        Example(
            "a label that names the report",
            files=_page(
                "publisher: portal\nlabel: {de: A, en: 'Item, citing the Agency'}\nkind: original", **_of("blog")
            ),
            told=("publisher: portal",),
            says="names a report of 'agency'",
        ),
        Example(
            "an address that names the report",
            files=_page(
                "publisher: portal\nlabel: A\nkind: original\nurl: https://portal.example/money-the-agency-reports-12",
                **_of("trade"),
            ),
            told=("publisher: portal",),
        ),
        Example(
            "another page of the same publisher and day says whose number it is",
            DEAL,
            files=_page("publisher: weekly\nlabel: Seite\nkind: original"),
            told=("publisher: weekly",),
            says="'via-agency', of the same publisher and day",
        ),
        Example(
            "an agency that was called something else", "amount: {id: a, value: 5mn USD, src: [agency, via-agency]}"
        ),
        Example("an agency's own item", files=_page("publisher: portal\nlabel: Seite\nkind: wire", **_of("wire"))),
        Example("a page that says whose it is", files=_page("publisher: portal\nlabel: A\nkind: wire\nvia: [agency]")),
        Example("a blog's origin is unstated anyway", files=_page("publisher: portal\nlabel: A\nkind: blog")),
        Example(
            "a filing on a mirror",
            files=_page("publisher: portal\nlabel: Filing\nkind: filing", **_of("mirror")),
        ),
        Example(
            "a label that speaks of an agency",
            files=_page("publisher: portal\nlabel: What The Agency earns\nkind: original", **_of("trade")),
        ),
        Example(
            "another number, of the same publisher and day",
            "amount: {claims: [{id: a, value: 5mn USD, src: page}, {id: b, value: 6mn USD, src: via-agency}]}",
            files=_page("publisher: weekly\nlabel: Seite\nkind: original"),
        ),
    ),
)
