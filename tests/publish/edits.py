"""Random edits of a publication, its templates and the settings of the engine, as editors and developers make them.

An edit changes files and may leave content that is invalid. It returns in a few words what it did, None if there was
nothing that it could be done to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from generator.publish import freeze
from tests.publications import NO_DAY
from tests.publish.copy_of_golden import Publication
from tests.unpainted import _white

FOLDERS = ("organisations", "sources", "topics", "authors", "publishers", "deals")
"""Where an id is the name of a file."""
MOVES = ("organisations", "topics", "deals")
"""Where an old address leads on to the new one."""
WORDS = ("Ganz", "Neu", "Übrigens", "Very", "„Quasi“", "A&B")
_PHRASE = r'(?:"(?:[^"\\]|\\.)*"|[^,{}\[\]"\n#]+)'


Edit = Callable[[Publication], "str | None"]


def amount(p: Publication) -> str | None:
    factor = p.random.choice((1.1, 0.5, 3))
    return p.replace(
        p.files("content/deals/**/*.yml"),
        r"\d+(?:\.\d+)?(?=(?:mn|bn| %| GW))",
        lambda hit: f"{round(float(hit[0]) * factor, 1):g}",
    )


def qualifier(p: Publication) -> str | None:
    other = p.random.choice(("up to ", "at least ", "about ", "over ", "under ", ""))
    pattern = r"(?<=value: )(?:up to |at least |about |over |under )?(?=[\d.]+(?:mn|bn) [A-Z]{3})"
    return p.replace(p.files("content/deals/**/*.yml"), pattern, lambda hit: other)


def currency(p: Publication) -> str | None:
    other = p.random.choice(("EUR", "USD", "XXX"))
    return p.replace(p.files("content/deals/**/*.yml"), r"(?<=[mb]n )[A-Z]{3}", lambda hit: other)


def claim(p: Publication) -> str | None:
    """Another scope, basis or voice of a claim, or none."""
    change = p.random.choice(
        (
            (r"scope: \w+", lambda hit: p.random.choice(("scope: sought", "scope: headline"))),
            (r", said: \w+", lambda hit: p.random.choice(("", ", said: anonymous", ", said: company"))),
            (r", flag: \w+", lambda hit: ""),
            (r"^  use: [\w-]+\n", lambda hit: ""),
            (r"(?<=src: )[\w-]+(?=[,}\n])", lambda hit: p.any_id("sources")),
            (r"^    - \{id: [^\n]*\n", lambda hit: ""),
        )
    )
    return p.replace(p.files("content/deals/**/*.yml"), *change)


def words(p: Publication) -> str | None:
    """A word more in any text of any record."""
    more = p.random.choice(WORDS)
    return p.replace(p.files("content/**/*.yml"), r'(?<=\b(?:de|en): )"?(?=[\wÄÖÜ„“*])', lambda hit: f"{hit[0]}{more} ")


def translation(p: Publication) -> str | None:
    """A language added to a text, or taken away."""
    kind = p.random.choice(("content/**/*.yml", "content/deals/**/*.yml", "content/briefings/*/*.yml"))
    if p.random.random() < 0.5:
        return p.replace(p.files(kind), rf", en: {_PHRASE}(?=\}})", lambda hit: "")
    return p.replace(p.files(kind), rf"\{{de: {_PHRASE}(?=\}})", lambda hit: f"{hit[0]}, en: Added words")


def summary(p: Publication) -> str | None:
    """A summary or a reason of a deal, where it had none."""
    name = p.random.choice(("summary", "why"))
    path = p.one("content/deals/**/*.yml")
    text = path.read_text("utf-8")
    if f"\n{name}:" in text:
        return p.replace([path], rf"^{name}: \{{.*\}}\n", lambda hit: "")
    return p.write(path, f"{text}{name}: {{de: 'Es ist [[{path.stem}/amount]].', en: Some words}}\n")


def day(p: Publication) -> str | None:
    """Another date, of a step, a claim, a source or an issue."""
    kind = p.random.choice(("deals/**/*.yml", "sources/**/*.yml", "briefings/*/briefing.yml"))
    shift = timedelta(days=p.random.choice((-30, -7, -1, 1, 2, 14)))
    pattern = r"(?<=: )\d{4}-\d\d-\d\d(?=[,}\n])"
    return p.replace(p.files(f"content/{kind}"), pattern, lambda hit: (date.fromisoformat(hit[0]) + shift).isoformat())


def source(p: Publication) -> str | None:
    change = p.random.choice(
        (
            (r"^publisher: .*", lambda hit: f"publisher: {p.any_id('publishers')}"),
            (r"^kind: .*", lambda hit: p.random.choice(("kind: wire", "kind: original", "kind: blog"))),
            (r"^kind: .*\n(?!via)", lambda hit: f"{hit[0]}via: [{p.any_id('publishers')}]\n"),
            (r"^via: .*\n", lambda hit: ""),
            (r"^origins: .*\n", lambda hit: ""),
            (r"^kind: .*\n(?!retracted|via|paywall|origins|undisc)\Z", lambda hit: f"{hit[0]}retracted: true\n"),
            (r"^retracted: .*\n", lambda hit: ""),
            (r"\Z", lambda hit: f"archive_url: https://archiv.example/{p.name()}\n"),
            (r"^url: .*", lambda hit: f"url: https://anders.example/{p.name()}"),
        )
    )
    return p.replace(p.files("content/sources/**/*.yml"), *change)


def publisher(p: Publication) -> str | None:
    change = p.random.choice(
        (
            (r"^name: \"?(?=\w)", lambda hit: f"{hit[0]}{p.random.choice(WORDS)} "),
            (r"^kind: .*", lambda hit: p.random.choice(("kind: newspaper", "kind: wire"))),
            (r"\Z", lambda hit: "owner: Wer anders\n"),
        )
    )
    return p.replace(p.files("content/publishers/*.yml"), *change)


def organisation(p: Publication) -> str | None:
    money = ("reporting_currency: EUR\n", "reporting_currency: USD\n")
    change = p.random.choice(
        (
            (r"^name: \"?(?=\w)", lambda hit: f"{hit[0]}{p.random.choice(WORDS)} "),
            (r"^kind: .*", lambda hit: p.random.choice(("kind: ai_lab", "kind: investor", "kind: cloud"))),
            (r"\Z", lambda hit: f"parent: {p.any_id('organisations')}\n"),
            (r"^parent: .*\n", lambda hit: ""),
            (r"\Z", lambda hit: p.random.choice(money)),
            (r"^reporting_currency: .*\n", lambda hit: p.random.choice((*money, ""))),
            (r"^country: .*", lambda hit: p.random.choice(("country: FR", "country: US"))),
            (r"\Z", lambda hit: "aliases: [Anders genannt]\n"),
        )
    )
    return p.replace(p.files("content/organisations/*.yml"), *change)


def deal(p: Publication) -> str | None:
    """Another part of a deal: who is in it, its steps, kind, topics, what it has to do with others."""
    org, topic = p.any_id("organisations"), p.any_id("topics")
    change = p.random.choice(
        (
            (r"^kind: .*", lambda hit: p.random.choice(("kind: funding_round", "kind: acquisition"))),
            (r"^participants:\n", lambda hit: f"{hit[0]}  - {{org: {org}, role: investor}}\n"),
            (r"^  - \{org: .*\n", lambda hit: ""),
            (r"(?<=role: )\w+", lambda hit: p.random.choice(("lead", "investor", "supplier", "seller"))),
            (r"^subject: .*", lambda hit: f"subject: {org}"),
            (r"^topics: .*\n", lambda hit: p.random.choice(("", f"topics: [{topic}]\n"))),
            (r"^  - \{to: .*\n", lambda hit: ""),
            (r"(?<=to: )(?:in_talks|announced|closed|signed)", lambda hit: p.random.choice(("announced", "closed"))),
            (r"^  - \{type: .*\n", lambda hit: ""),
            (r"^relations:\n", lambda hit: f"{hit[0]}  - {{type: follows, deal: {p.any_id('deals')}}}\n"),
            (r"^alert:\n(?:  .*\n)*", lambda hit: ""),
            (r"^statements:\n(?:  .*\n)*", lambda hit: ""),
            (r"^expected:\n(?:  .*\n)*", lambda hit: ""),
            (r"^note: .*\n", lambda hit: ""),
            (r"\Z", lambda hit: "duration_months: 12\n"),
        )
    )
    return p.replace(p.files("content/deals/**/*.yml"), *change)


def issue(p: Publication) -> str | None:
    """Another part of an issue: whether and when it is public, its deals, its main figure, what it is related to."""
    moment = p.random.choice(("2026-03-10T09:00:00+01:00", "2026-05-30T09:00:00+01:00"))
    change = p.random.choice(
        (
            (r"^status: .*", lambda hit: p.random.choice(("status: draft", "status: published", "status: review"))),
            (r"^publish_at: .*\n", lambda hit: ""),
            (r"^status: .*\n", lambda hit: f"{hit[0]}publish_at: {moment}\n"),
            (r"^status: .*\n", lambda hit: f"{hit[0]}embargo_until: {moment}\n"),
            (r"^embargo_until: .*\n", lambda hit: ""),
            (r"^lead: .*\n", lambda hit: f"lead: {p.any_id('deals')}\n"),
            (r"^lead: .*\n", lambda hit: f"{hit[0]}lead_figure: {p.random.choice(('valuation', 'amount'))}\n"),
            (r"^lead_figure: .*\n", lambda hit: ""),
            (r"(?<=^deals: \[)[\w-]+(?=,)", lambda hit: p.any_id("deals")),
            (r"(?<=^deals: \[)(?=\w)", lambda hit: f"{p.any_id('deals')}, "),
            (r"^authors: .*", lambda hit: f"authors: [{p.any_id('authors')}]"),
            (r"^issue: .*\n", lambda hit: ""),
            (r"^title:", lambda hit: f"related: [{p.any_id('briefings')}]\ntitle:"),
            (r"^related: .*\n", lambda hit: ""),
            (r"(?<=probability: )0\.\d", lambda hit: p.random.choice(("0.4", "0.8"))),
            (r"^replies:\n(?:  .*\n)*", lambda hit: ""),
            (r"^  - \{kind: claims.*\n", lambda hit: ""),
        )
    )
    return p.replace(p.files("content/briefings/*/briefing.yml"), *change)


def correction(p: Publication) -> str | None:
    """Something is corrected, in a deal or in an issue."""
    target = p.any_id("deals")
    words = "was: 1mn EUR, now: 2mn EUR, severity: correction, reason: {de: Verlesen., en: Misread.}"
    when = p.random.choice(("2026-03-20", "2026-04-02", "2026-04-14"))
    if p.random.random() < 0.5:
        path = p.one("content/briefings/*/briefing.yml")
    else:
        path = next(iter(p.files(f"content/deals/**/{target}.yml")))
    text = path.read_text("utf-8")
    if "\ncorrections:" in text:
        return p.replace([path], r"^corrections:.*\n", lambda hit: "")
    return p.write(path, f"{text}corrections: [{{date: {when}, field: {target}/amount, {words}}}]\n")


def rename(p: Publication) -> str | None:
    """An id is another one, and whoever names it follows; an address that people know leads on."""
    folder = p.random.choice(FOLDERS)
    path = p.one(f"content/{folder}/**/*.yml")
    old, new = path.stem, p.name()
    word = re.compile(rf"(?<![\w/.-]){re.escape(old)}(?![\w.]|-\w)")
    p.write(path.with_name(f"{new}.yml"), path.read_bytes())
    p.write(path, None)
    for other in (*p.files("content/**/*.yml"), *p.files("content/**/*.md")):
        text = other.read_text("utf-8")
        if word.search(text):
            p.write(other, word.sub(new, text))
    # Old addresses lead to the new one, not to one that leads on.
    file = p.content / "publication.yml"
    text = file.read_text("utf-8")
    if folder in MOVES:
        text = text.replace("redirects:\n", f"redirects:\n  {folder}/{old}/: {folder}/{new}/\n", 1)
        p.write(file, text)
    return f"{folder}/{old} is {new}"


def rename_issue(p: Publication) -> str | None:
    """An issue gets another name, its snapshot and its pictures with it."""
    folder = p.one("content/briefings/*/briefing.yml").parent
    new = f"{folder.name[:10]}-{p.name()}"
    for path in p.files(f"content/briefings/{folder.name}/*"):
        p.write(folder.with_name(new) / path.name, path.read_bytes())
        p.write(path, None)
    folder.rmdir()
    file = p.content / "publication.yml"
    text = file.read_text("utf-8").replace(
        "redirects:\n", f"redirects:\n  briefings/{folder.name}/: briefings/{new}/\n"
    )
    p.write(file, text)
    return f"{folder.name} is {new}"


def new(p: Publication) -> str | None:
    """A new file of any kind."""
    name, org, src = p.name(), p.any_id("organisations"), p.any_id("sources")
    when = p.random.choice(("2026-01-20", "2026-03-01", "2026-04-10", "2026-06-01"))
    title = f"title: {{de: Neues von {name}, en: News of {name}}}\n"
    if p.random.random() < 0.3:
        title = f"title: {{de: Neues von {name}}}\n"
    files = {
        f"deals/2026/{name}.yml": f"kind: funding_round\nsubject: {org}\n{title}amount: up to 12mn EUR\n"
        f"date: {when}\nlead: {p.any_id('organisations')}\ntopics: [{p.any_id('topics')}]\nsrc: {src}\n",
        f"briefings/{when}-{name}/briefing.yml": f"date: {when}\nstatus: {p.random.choice(('published', 'draft'))}\n"
        f"{title}summary: {{de: Kurz gesagt., en: In short.}}\nlead: {p.any_id('deals')}\n"
        f"deals: [{p.any_id('deals')}]\nsections:\n  - {{kind: news, id: nachricht, heading: {{de: Da, en: There}}, "
        f"body: {{de: 'Es ist [[{org}]].', en: 'It is [[{org}]].'}}}}\n  - {{kind: claims}}\n  - {{kind: deals}}\n",
        f"organisations/{name}.yml": f"name: {name.title()}\nkind: ai_lab\ncountry: DE\nparent: {org}\n",
        f"sources/2026/{name}.yml": f"publisher: {p.any_id('publishers')}\nlabel: Bericht {name}\n"
        f"url: https://blatt.example/{name}\npublished: {when}\nkind: original\n",
        f"topics/{name}.yml": title,
        f"authors/{name}.yml": f"name: Wer {name}\n",
        f"publishers/{name}.yml": f"name: Blatt {name}\nkind: newspaper\n",
        f"pages/{name}.yml": f"{title}body: {{de: 'Von [[{org}]].', en: 'Of [[{org}]].'}}\n",
        "pages/glossar.de.md": f"Mehr zu [[{org}]], {name}.\n",
        "vocabulary.yml": f"organisation:\n  {name.replace('-', '_')}: {{de: Laden, en: Shop}}\n",
    }
    path, text = p.random.choice(sorted(files.items()))
    return p.write(p.content / path, text)


def gone(p: Publication) -> str | None:
    """A file is gone, and nobody names it any more where that can be helped."""
    fresh = [path for path in p.files("content/*/**/*") if "neu-" in path.as_posix()]
    texts = [*p.files("content/briefings/*/*.md"), *p.files("content/*/**/*.yml"), *p.files("content/*/*.md")]
    path = p.random.choice(fresh if fresh and p.random.random() < 0.7 else texts)
    name = p.write(path, None)
    if path.parent.parent.name == "briefings" and path.name == "briefing.yml":
        for beside in p.files(f"content/briefings/{path.parent.name}/*"):
            p.write(beside, None)
        path.parent.rmdir()
    word = rf"(?<![\w-]){re.escape(path.stem)}(?![\w-])"
    for other in p.files("content/**/*.yml"):
        text = other.read_text("utf-8")
        less = re.sub(rf"^ +- \{{[^\n]*{word}[^\n]*\n|, {word}(?=[,\]])|{word}, ", "", text, flags=re.MULTILINE)
        less = re.sub(rf"\[\[{word}\]\]|^(?:topics|parent|via): \[?{word}\]?\n", "", less, flags=re.MULTILINE)
        if less != text:
            p.write(other, less)
    return f"{name} is gone"


def moved(p: Publication) -> str | None:
    """A deal's or a source's file lies in another folder."""
    path = p.one(f"content/{p.random.choice(('deals', 'sources'))}/**/*.yml")
    target = path.parent.parent / p.random.choice(("2024", "2027", "x")) / path.name
    p.write(target, path.read_bytes())
    p.write(path, None)
    return f"{path.stem} lies in {target.parent.name}"


def publication(p: Publication) -> str | None:
    more = p.random.choice(WORDS)
    change = p.random.choice(
        (
            (r"^title: ", lambda hit: f"{hit[0]}{more} "),
            (r"(?<=^languages: ).*", lambda hit: p.random.choice(("[de]", "[de, en]", "[en, de]", "[de, en, fr]"))),
            (r"(?<=^currency: ).*", lambda hit: p.random.choice(("EUR", "USD"))),
            (r"(?<=^as_of: ).*", lambda hit: p.random.choice(("2026-04-15", "2026-04-14", "2026-02-01"))),
            (r"(?<=^demonstration: ).*", lambda hit: p.random.choice(("true", "false"))),
            (r", rechenzeit: \"5\"", lambda hit: ""),
            (r"(?<=^base_url: ).*", lambda hit: f"https://pruefbrief.example/{p.name()}/"),
            (r"^comments:\n(?:  .*\n)*", lambda hit: ""),
            (r"\Z", lambda hit: "news_sitemap: true\n"),
            (r"^time_zone: .*", lambda hit: p.random.choice(("time_zone: UTC", "time_zone: Europe/Berlin"))),
            (r"^  [\w-]+/[\w-]+/: .*\n", lambda hit: ""),
            (r"(?<=^  responsible: ).*", lambda hit: f"Wer {p.name()}"),
        )
    )
    return p.replace([p.content / "publication.yml"], *change)


def finding(p: Publication) -> str | None:
    head = "findings:\n"
    line = f"record: deals/{p.any_id('deals')}, verdict: right, reviewed_by: zoe, reviewed: 2026-04-01"
    path = p.content / "findings.yml"
    before = path.read_text("utf-8") if path.is_file() else head
    return p.write(path, f"{before}  - {{code: currency-suspect, {line}}}\n")


def rates(p: Publication) -> str | None:
    if p.random.random() < 0.5:
        return p.replace([p.content / "rates" / "ecb.csv"], r"1\.1\d+", lambda hit: f"1.{p.random.randint(1000, 2000)}")
    return p.replace([p.content / "rates" / "ecb.csv"], r"\Z", lambda hit: f"2026-04-0{p.made % 9 + 1},EUR,USD,1.21\n")


def picture(p: Publication) -> str | None:
    """Another picture at the head of an issue."""
    found = p.files("content/briefings/*/bild.png")
    if not found:
        return None
    wide = p.random.choice((640, 641, 900))
    drawing = f'<svg width="{wide}" height="400"><!-- {p.name()} -->'
    return p.write(found[0], _white((drawing, 1, None, ())))


def frozen(p: Publication) -> str | None:
    """Issues are frozen that are not, or one is not any more: then what it showed may change."""
    places = {path: path.with_name("snapshot.json") for path in p.files("content/briefings/*/briefing.yml")}
    there = [place for place in places.values() if place.is_file()]
    if there and p.random.random() < 0.7:
        return f"{p.write(p.random.choice(there), None)} is gone"
    p.edited |= {place: None for place in places.values() if place not in there}
    freeze.freeze_all(p.place(p.folder / "none"), p.as_of, NO_DAY, lambda issue: None, again=False)
    return "issues are frozen"


def text(p: Publication) -> str | None:
    """A word more in a text in a file of its own, or its language taken away."""
    path = p.one("content/**/*.md")
    if p.random.random() < 0.2:
        return p.write(path, None)
    return p.write(path, f"{path.read_text('utf-8')}\nNoch ein Satz, {p.name()}.\n")


def template(p: Publication) -> str | None:
    """A word more in a template, a style sheet, a part of the theme."""
    kinds = ("site/*.j2", "site/*.j2", "site/sections/*.j2", "email/**/*.j2", "feed/**/*.j2", "cards/*.j2", "data/*.j2")
    path = p.one(f"templates/{p.random.choice(kinds)}")
    before = path.read_text("utf-8")
    if path.name.endswith(("svg.j2", "entry.html.j2")) or "{% extends" in before:
        return p.write(path, before.replace("{#", "{# x ", 1))
    if "macro" in before:
        return p.replace([path], r"(?<=>)(?=\{\{)", lambda hit: "x")
    return p.write(path, f"{before}\nx{p.name()}\n")


def sheet(p: Publication) -> str | None:
    path = p.one(f"templates/{p.random.choice(('theme/styles/*.css', 'email/*.css'))}")
    return p.write(path, f"{path.read_text('utf-8')}\n.kb-{p.name()} {{ color: #123456; }}\n")


def theme(p: Publication) -> str | None:
    path = p.one(f"templates/theme/{p.random.choice(('partials/*.html', 'assets/*.js'))}")
    before = path.read_text("utf-8")
    return p.write(
        path,
        f"{before}\n{'// ' if path.suffix == '.js' else '<!-- '}{p.name()}{' -->' if path.suffix == '.html' else ''}\n",
    )


def catalogue(p: Publication) -> str | None:
    return p.replace(p.files("templates/locale/[de][en]/words.yml"), r"(?<=: )[A-Z][a-z]+$", lambda hit: f"{hit[0]}x")


def settings(p: Publication) -> str | None:
    change = p.random.choice(
        (
            (r"^  - sane_lists\n", lambda hit: ""),
            (r"^  - toc.*", lambda hit: p.random.choice(("  - toc: {permalink: true}", "  - toc: {permalink: false}"))),
            (r"\Z", lambda hit: "# a remark\n"),
        )
    )
    return p.replace([p.folder / "mkdocs.yml"], *change)


def another_day(p: Publication) -> str | None:
    days = (None, date(2026, 4, 14), date(2026, 5, 2), date(2026, 3, 10), date(2026, 2, 1), date(2026, 6, 30))
    p.as_of = p.random.choice(days)
    return f"as of {p.as_of}"


def touched(p: Publication) -> str | None:
    path = p.one("content/**/*.yml")
    return f"{p.write(path, path.read_bytes())} is touched"


CONTENT: tuple[Edit, ...] = (
    amount,
    qualifier,
    currency,
    claim,
    words,
    translation,
    summary,
    day,
    source,
    publisher,
    organisation,
    deal,
    issue,
    correction,
    rename,
    rename_issue,
    new,
    gone,
    moved,
    finding,
    frozen,
    picture,
    text,
    touched,
)
"""Edits that a build follows page by page."""
ALL_AT_ONCE: tuple[Edit, ...] = (publication, rates, template, sheet, theme, catalogue, settings, another_day)
"""Edits after which most is made again, and those of templates."""


def edit(p: Publication) -> str:
    """Does one edit, any."""
    said = None
    p.edited.clear()
    while said is None:
        change = p.random.choice(ALL_AT_ONCE if p.random.random() < 0.2 else CONTENT)
        said = change(p)
    return f"{change.__name__}: {said}"
