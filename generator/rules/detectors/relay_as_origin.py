"""Pages that count as reports of their own, and that the record itself shows to pass on somebody else's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from generator.analysis.figures import KnownFigure
from generator.analysis.origins import Report, passed_on
from generator.content.records.source import Publisher, Source
from generator.rules.comparisons import every_figure, unflagged
from generator.rules.detector import Detector, Example, Finding
from generator.rules.facts import Facts, deals_naming
from generator.text.webpages import path_words

SAME_DAYS = timedelta(days=2)
"""Two pages of one publisher that print one number within these days have it from the same place."""
COPIES = ("aggregator", "mirror")
"""Publishers that report nothing themselves."""
PARTIES_WORD = ("filing", "press_release", "company_post")
"""Kinds of pages that bring a party's own words."""
CITES = "citing|cites|according to|laut|gemäß|zitiert|unter Berufung auf"
"""How words say whose report a page passes on, before the name of anybody."""
PASSES_ON = rf"{CITES}|via|after an?|nach|(?:copy|digest|transcript|relay) of an?|relays|quotes|passes on"
"""How they do before the name of a publisher. Before an organisation's, most of them mean something else."""
OF_SOMEBODY = (
    "(?:report|story|item|article|statement) (?:by|of|from)|(?:Bericht|Meldung|Mitteilung|Text) (?:von|der|des)"
)
"""How they name a report; of an organisation's only notes do, for a label may be about it."""
REPORT = r"reports?|Bericht\w*|text|Text"
"""What stands behind the name of whom a page passes on: "Reuters text", "Bloomberg-Bericht"."""
SAYS = (
    r"reports?|reported|says|said|confirms|announce[sd]"
    r"|berichtet\w*|meldet\w*|sagt\w*|teilt\w*|bestätigt\w*|schreibt|zufolge"
)
"""What words say of somebody whose report a page passes on, behind the name: "Reuters zufolge"."""
AGENCY_ITEM = (
    r"Agentur(?:meldung|bericht|text|material)|(?:wire|agency) (?:story|item|copy|report)|syndicated|Nachdruck"
)
"""How a label calls a report that somebody else wrote, without a name."""
THE = "(?:(?i:the|der|die|das|dem|den) )?"
"""An article before a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a publisher or an organisation is called."""

    words: str
    """The name: "The Wall Street Journal"."""
    whose: str
    """The id of whoever bears it."""
    place: int
    """Which of their names it is."""
    is_publisher: bool
    """Whether it is a publisher's."""

    @property
    def plain(self) -> str:
        """The name without its article."""
        return self.words.removeprefix("The ").removeprefix("Die ").removeprefix("Der ")

    @property
    def slugs(self) -> tuple[str, str]:
        """How addresses write it."""
        return self.whose, _slug(self.words)


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
    notes: tuple[str, ...]
    """What editors noted: on the page, and on claims that it alone prints."""
    named: tuple[Name, ...]
    """The names of publishers and organisations that may stand in its label, its notes or its address."""
    siblings: tuple[str, ...]
    """Pages of the same publisher and the same days that print the same number, and say whose it is."""
    told_by: tuple[Name, ...]
    """The names of those of whom another page, no later than this one, has a number of this page."""


def check(row: OwnReport) -> Iterator[Finding]:
    """A page that only passes on a report says whose it is (`via`): an agency's item in a newspaper, a page of an
    aggregator, one whose label, note or address cites somebody, or whose publisher says elsewhere where it has the
    number from.

    A name alone may be what a page is about. It cites where words say so; fewer will do where the record has the same
    number from whoever is named, and from no later day.
    """
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
    if any(re.search(rf"\b(?:{AGENCY_ITEM})\b", text) for text in row.source.label.root.values()):
        return "its label calls it the item of an agency, or a reprint"
    cited = next((name for name in (*_cited(row), *_names_its_origin(row)) if name != row.source.publisher), None)
    if cited:
        return f"its label, its note or its address cites '{cited}'"
    if row.siblings:
        return f"'{row.siblings[0]}', of the same publisher and day, says where the same number is from"
    return ""


def _cited(row: OwnReport) -> Iterator[str]:
    """Whom a page's label, note or address cites: "citing Reuters", "Reuters: …", "…-bloomberg-news-reports"."""
    address = path_words(row.source.url or "")
    text = "\n".join((*row.source.label.root.values(), *row.notes))
    for name in row.named:
        if name.is_publisher:
            # A name that is nowhere is the rule, and quicker to see than to search for with all that stands around it.
            slugs = [slug for slug in name.slugs if f"-{slug}-" in address]
            said = name.plain in text and _is_cited(re.escape(name.plain), row)
            if said or any(_reports(re.escape(slug), address) for slug in slugs):
                yield name.whose
        elif name.words in text and _is_party_cited(re.escape(name.words), text, row.notes):
            yield name.whose


def _names_its_origin(row: OwnReport) -> Iterator[str]:
    """Whom a label or an address names as a headline names its source, where the record has the number from them."""
    address = path_words(row.source.url or "")
    labels = tuple(row.source.label.root.values())
    publishers = {name.whose for name in row.told_by if name.is_publisher}
    for name in row.told_by:
        # As above: most names are nowhere, and a pattern costs more to make than a text to look through.
        if not any(name.plain in text for text in labels) and not any(f"-{one}-" in address for one in name.slugs):
            continue
        plain = re.escape(name.plain)
        slug = rf"(?:{re.escape(name.whose)}|{re.escape(_slug(name.words) or name.whose)})"
        says = rf"^(?:The )?{plain}: |(?<!\w){plain} (?:{SAYS})\b|\b(?:{SAYS}) {THE}{plain}(?!\w)"
        if name.whose in publishers:
            says += rf"|\({THE}{plain}\)|[–—|] {THE}{plain}$"
        said = rf"-{slug}-(?:{SAYS})-|-(?:says|sagt|laut)-{slug}-"
        if any(re.search(says, text) for text in labels) or re.search(said, address):
            yield name.whose


def _is_cited(name: str, row: OwnReport) -> bool:
    """Whether a page's label begins with a publisher, or its label or note cites one."""
    begins = rf"^(?:The )?{name}(?:: | on | über | zu )"
    cites = rf"\b(?:{PASSES_ON}|{OF_SOMEBODY}) {THE}{name}(?!\w)|\b{name}[- ](?:{REPORT})\b"
    labels = tuple(row.source.label.root.values())
    return any(re.search(begins, text) for text in labels) or any(re.search(cites, text) for text in labels + row.notes)


def _is_party_cited(name: str, text: str, notes: Sequence[str]) -> bool:
    """Whether a label or a note cites an organisation, or a note calls the report its own."""
    own = rf"\b(?:{OF_SOMEBODY}) {THE}{name}(?!\w)"
    return bool(re.search(rf"\b(?:{CITES}) {THE}{name}(?!\w)", text)) or any(re.search(own, note) for note in notes)


def _reports(slug: str, address: str) -> bool:
    """Whether an address says of a publisher that it reports: "-reuters-reports-", "-via-reuters-"."""
    return re.search(rf"-(?:citing|via)-{slug}-|-{slug}(?:-news)?-(?:reports?|says|sources)-", address) is not None


def _slug(words: str) -> str:
    return "-".join(re.findall(r"\w+", words.casefold()))


def _rows(facts: Facts, name: str) -> Iterator[OwnReport]:
    source = facts.archive.sources[name]
    if passed_on(source):
        return
    links = [facts.once(_links, "deals", deal).get(name) for deal in facts.index(deals_naming).get(name, ())]
    found = [link for link in links if link]
    notes = (*filter(None, (source.note,)), *(note for link in found for note in link.notes))
    told_by = {whose for link in found for whose in link.told_by}
    yield OwnReport(
        name=name,
        source=source,
        publisher=facts.archive.publishers[source.publisher],
        is_cited=source.publisher in facts.index(_is_passed_on),
        notes=notes,
        named=_ordered(one for word in _words_in(source, notes) for one in facts.index(_by_word).get(word, ())),
        siblings=tuple(sibling for link in found for sibling in link.siblings),
        told_by=_ordered(one for whose in told_by for one in facts.index(_by_bearer).get(whose, ())),
    )


@dataclass(slots=True, kw_only=True)
class _Link:
    """What a deal shows of one of its pages."""

    notes: list[str] = field(default_factory=list)
    """The notes of claims that it alone prints and that have no `via` of their own."""
    siblings: list[str] = field(default_factory=list)
    """The others of its publisher and days that print one of its numbers and pass it on."""
    told_by: set[str] = field(default_factory=set)
    """Those of whom another page, no later than it, has one of its numbers; undated pages may be."""


def _links(facts: Facts, deal: str) -> Mapping[str, _Link]:
    """What a deal shows of each of its pages."""
    found: defaultdict[str, _Link] = defaultdict(_Link)
    sources = facts.archive.sources
    for figure in every_figure(facts, deal):
        for claim in figure.claims:
            if claim.record.note and len(claim.reports) == 1 and not claim.record.via:
                found[claim.source].notes.append(claim.record.note)
        for own, other in _prints_of_one_number(figure):
            of_one = sources[own.source].publisher == sources[other.source].publisher
            near = bool(own.day and other.day and abs(own.day - other.day) <= SAME_DAYS)
            if of_one and near and other.chain and not own.chain:
                found[own.source].siblings.append(other.source)
            if own.source != other.source and not (own.day and other.day and other.day > own.day):
                found[own.source].told_by.update(other.origins)
    return dict(found)


def _prints_of_one_number(figure: KnownFigure) -> Iterator[tuple[Report, Report]]:
    """Every two prints of a number in one group of a figure's claims, both ways round."""
    pages = [
        ((claim.group, claim.value.low, claim.value.unit), report)
        for claim in unflagged(figure.claims)
        for report in claim.reports
    ]
    prints: dict[object, list[Report]] = {}
    for number, report in pages:
        prints.setdefault(number, []).append(report)
    yield from ((own, other) for number, own in pages for other in prints[number])


def _is_passed_on(facts: Facts) -> Iterator[tuple[str, bool]]:
    """The publishers and organisations whose reports some page passes on."""
    for origin in {origin for source in facts.archive.sources.values() for origin in passed_on(source)}:
        yield origin, True


def _names(facts: Facts) -> Iterator[Name]:
    """All that publishers and organisations are called; of a name that two bear, the later one's."""
    found: dict[tuple[bool, str], Name] = {}
    for whose, publisher in facts.archive.publishers.items():
        for place, words in enumerate(publisher.name.root.values()):
            found[True, words] = Name(words=words, whose=whose, place=place, is_publisher=True)
    for whose, one in facts.archive.organisations.items():
        for place, words in enumerate((*one.name.root.values(), *one.aliases)):
            found[False, words] = Name(words=words, whose=whose, place=place, is_publisher=False)
    yield from found.values()


def _by_word(facts: Facts) -> Iterator[tuple[str, Name]]:
    """The names that begin with each word of a text, or with each word of an address, which has a hyphen before it; ""
    has those that begin with a sign."""
    for name in _names(facts):
        begins = {_first(words) for words in ((name.plain,) if name.is_publisher else (name.words,))}
        if name.is_publisher:
            begins |= {f"-{slug.partition('-')[0]}" for slug in name.slugs}
        for word in begins:
            yield word, name


def _by_bearer(facts: Facts) -> Iterator[tuple[str, Name]]:
    """The names of each publisher and organisation."""
    for name in _names(facts):
        yield name.whose, name


def _first(words: str) -> str:
    found = re.match(r"\w+", words)
    return found[0] if found else ""


def _words_in(source: Source, notes: Sequence[str]) -> set[str]:
    """Every word by which a name can begin in a page's label, in notes on it or in its address."""
    said = {word for text in (*source.label.root.values(), *notes) for word in re.findall(r"\w+", text)}
    return {"", *said, *(f"-{word}" for word in path_words(source.url or "").strip("-").split("-"))}


def _ordered(names: Iterable[Name]) -> tuple[Name, ...]:
    """Names once each: publishers first, by the files of those who bear them."""
    return tuple(sorted(set(names), key=lambda one: (not one.is_publisher, f"{one.whose}.yml", one.place)))


def _page(fields: str, **more: str) -> dict[str, str]:
    return {"sources/page.yml": f"{fields}\npublished: 2026-01-30\n", **more}


def _of(kind: str) -> dict[str, str]:
    return {"publishers/portal.yml": f"name: portal\nkind: {kind}\n", "publishers/agency.yml": AGENCY}


AGENCY = "name: The Agency\nkind: wire\n"
DEAL = "amount: {id: a, value: 5mn USD, src: [page, via-agency]}"

DETECTOR = Detector(
    code="relay-as-origin",
    each="sources",
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
            says="cites 'agency'",
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
            "a note that says whose report it is",
            files=_page(
                "publisher: portal\nlabel: A\nkind: original\nnote: gibt einen Bericht von The Agency wieder",
                **_of("trade"),
            ),
            told=("publisher: portal",),
        ),
        Example(
            "a label that begins with whose report it is",
            files=_page("publisher: portal\nlabel: 'The Agency: money for Labs'\nkind: original", **_of("trade")),
            told=("publisher: portal",),
        ),
        Example(
            "the note of a claim says it",
            "amount: {id: a, value: 5mn USD, src: page, note: laut Labs}",
            files=_page("publisher: portal\nlabel: A\nkind: original"),
            told=("publisher: portal",),
            says="cites 'labs'",
        ),
        Example(
            "a label about a company's report",
            files=_page("publisher: portal\nlabel: On the report of Labs\nkind: original", **_of("trade")),
        ),
        Example(
            "what comes after an organisation is not its report",
            files=_page("publisher: portal\nlabel: Nach Labs nun auch andere\nkind: original", **_of("trade")),
        ),
        Example(
            "another page of the same publisher and day says whose number it is",
            DEAL,
            files=_page("publisher: weekly\nlabel: Seite\nkind: original"),
            told=("publisher: weekly",),
            says="'via-agency', of the same publisher and day",
        ),
        Example(
            "a label that begins with whose number it is",
            "amount: {id: a, value: 5mn USD, src: [release, page]}",
            files=_page("publisher: portal\nlabel: 'Labs: money for a lab'\nkind: original", **_of("trade")),
            told=("publisher: portal",),
            says="cites 'labs'",
        ),
        Example(
            "an address that ends with whose number it is",
            "amount: {id: a, value: 5mn USD, src: [release, page]}",
            files=_page(
                "publisher: portal\nlabel: A\nkind: original\nurl: https://portal.example/money-is-near-labs-reports",
                **_of("trade"),
            ),
            told=("publisher: portal",),
        ),
        Example(
            "a label that names the agency whose number it is",
            "amount: {id: a, value: 5mn USD, src: [agency, page]}",
            files=_page("publisher: portal\nlabel: 'A round (The Agency)'\nkind: original", **_of("trade")),
            told=("publisher: portal",),
            says="cites 'agency'",
        ),
        Example(
            "a label that calls it an agency's item",
            files=_page("publisher: portal\nlabel: {de: Agenturmeldung, en: Item}\nkind: original", **_of("trade")),
            told=("publisher: portal",),
            says="calls it the item of an agency",
        ),
        Example(
            "a label that names the company, and a number that it did not give",
            "amount: {id: a, value: 5mn USD, src: page}",
            files=_page("publisher: portal\nlabel: 'Labs: money for a lab'\nkind: original", **_of("trade")),
        ),
        Example(
            "a label that names whom the page goes beyond",
            "amount: {id: a, value: 5mn USD, src: [agency, page]}",
            files=_page("publisher: portal\nlabel: More than The Agency had\nkind: original", **_of("trade")),
        ),
        Example(
            "a label about the company whose number it is",
            "amount: {id: a, value: 5mn USD, src: [release, page]}",
            files=_page("publisher: portal\nlabel: Labs raises money\nkind: original", **_of("trade")),
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
