"""One page is entered twice, under two addresses; and a page that passes something on is entered as if it reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from generator.analysis.origins import UNSTATED
from tests.slips.bench import Spot, documented
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, dice
from tests.slips.reports import case, origin_of, report


def _host(url: str, change: Callable[[str], str]) -> str:
    host = urlsplit(url).netloc
    return url.replace(host, change(host), 1)


def tracked(url: str) -> str:
    """As a newsletter links to it."""
    return f"{url}{'&' if '?' in url else '?'}utm_source=newsletter&utm_medium=email&utm_campaign=ki"


def clicked(url: str) -> str:
    """As a social network links to it."""
    return f"{url}{'&' if '?' in url else '?'}fbclid=IwAR2x9Qe7"


def on_www(url: str) -> str:
    """With or without "www."."""
    return _host(url, lambda host: host.removeprefix("www.") if host.startswith("www.") else f"www.{host}")


def amp_path(url: str) -> str:
    """The page for telephones, below the page."""
    path, mark, query = url.partition("?")
    return f"{path.rstrip('/')}/amp{mark}{query}"


def amp_host(url: str) -> str:
    """The page for telephones, on a host of its own."""
    return _host(url, lambda host: f"amp.{host.removeprefix('www.')}")


def amp_query(url: str) -> str:
    """The page for telephones, by a parameter."""
    return f"{url}{'&' if '?' in url else '?'}outputType=amp"


def mobile(url: str) -> str:
    """The page of the host for telephones."""
    return _host(url, lambda host: f"m.{host.removeprefix('www.')}")


def plainer(url: str) -> str:
    """Without encryption, with a slash at the end and a fragment."""
    return f"{url.replace('https://', 'http://', 1).rstrip('/')}{'' if '?' in url else '/'}#comments"


def mobile_tracked(url: str) -> str:
    """As a telephone shares it."""
    return _host(url, lambda host: "mobile." + host.removeprefix("www.")) + "?ref=share&gclid=Cj0KCQ"


def another(url: str) -> str:
    """Another article on the same host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/2026/another-article-about-it"


def amplified(url: str) -> str:
    """Another article, whose name begins like the page for telephones."""
    path, mark, query = url.partition("?")
    return f"{path.rstrip('/')}/amplified{mark}{query}"


def numbered(url: str) -> str:
    """Another article of a site that tells articles apart by a number alone."""
    return f"{url.split('?')[0]}?id=4712"


def _pages(desk: Desk) -> list[tuple[Told, str]]:
    """Claims of the deal, each with a page that has an address and is no copy."""
    found = [
        (one, name)
        for one in desk.claims()
        for name in one.src
        if (url := desk.archive.sources[name].url) and "#" not in url and desk.archive.sources[name].kind != "mirror"
    ]
    return sorted(found, key=lambda pair: dice(desk.deal, pair[1]))


def twice(desk: Desk, *, change: Callable[[str], str], by: str = "", start: str = "") -> Case | None:
    """A page of the deal is entered again under another address, and its claim names both.

    `by` is another publisher of the second page; `start` is what the first page's address ends with.
    """
    found = [pair for pair in _pages(desk) if not start or "?" not in (desk.archive.sources[pair[1]].url or "")]
    if not found:
        return None
    base, name = found[0]
    source = desk.archive.sources[name]
    before = desk.with_source(name, url=f"{source.url}{start}") if start else desk
    url = change(before.archive.sources[name].url or "")
    label = type(source).model_validate({"publisher": "x", "label": "The article", "kind": "original"}).label
    copy = source.model_copy(update={"url": url, "label": label, "publisher": by or source.publisher})
    with_copy = before.with_page("bench-unused", "tidende") if by else before
    sources = {**with_copy.archive.sources, "bench-twice": copy}
    sources.pop("bench-unused", None)
    entered = replace(with_copy, archive=documented(replace(with_copy.archive, sources=sources)))
    after = entered.changed(base, src=(*base.src, "bench-twice"))
    planted = (Spot(record="sources/bench-twice"),)
    says = f"{url} beside {before.archive.sources[name].url}"
    return Case(before=before, after=after, planted=planted, evidence=(Spot(record=f"sources/{name}"),), says=says)


SAME_PAGE = Kind(
    name="same-page",
    what="One page is entered twice, under two addresses.",
    codes=("same-source-twice",),
    forms=(
        Form("parameters of a newsletter", partial(twice, change=tracked)),
        Form("a click's parameter", partial(twice, change=clicked)),
        Form("with or without www", partial(twice, change=on_www)),
        Form("amp below the page", partial(twice, change=amp_path)),
        Form("amp on its own host", partial(twice, change=amp_host)),
        Form("amp by a parameter", partial(twice, change=amp_query)),
        Form("the host for telephones", partial(twice, change=mobile)),
        Form("no encryption, slash and fragment", partial(twice, change=plainer)),
        Form("telephone and parameters", partial(twice, change=mobile_tracked, start=""), held_out=True),
    ),
    twins=(
        Form("another article of the same host", partial(twice, change=another)),
        Form("a name that begins with amp", partial(twice, change=amplified)),
        Form("articles told apart by a number", partial(twice, change=numbered, start="?id=4711")),
        Form(
            "the same path at another publisher",
            partial(twice, change=lambda url: _host(url, lambda host: "tidende.example"), by="tidende"),
        ),
    ),
)


def passed_on(desk: Desk, *, where: str) -> Case | LeftOut | None:
    """A page that names whose report it passes on is entered without `via`.

    `where` says what in the records names the origin: the page's label, its address, its note, the claim's note, or
    another page of the same publisher of the same day, entered rightly.
    """
    given = _with_origin(desk)
    if not isinstance(given, tuple):
        return given
    base, origin, name = given
    labels = {
        "label": f"Report on the deal, citing {name}",
        "label in German": {"de": f"Meldung über das Geschäft, laut {name}", "en": "Report on the deal"},
        "first word": f"{name}: talks about billions",
        "held label": f"Deal is near, per {name} report",
    }
    on: dict[str, object] = {"publisher": "wochenspiegel", "label": labels.get(where, "Report on the deal")}
    if where == "address":
        on["url"] = f"https://wochenspiegel.example/deal-is-near-{origin}-reports"
    if where == "note":
        on["note"] = f"Gibt den Bericht von {name} wieder."
    note = f"cites {name}" if where == "claim's note" else None
    before = desk
    if where == "sister page":
        sister = {"publisher": "wochenspiegel", "label": "Report on the deal"}
        before, _ = report(desk, base, "relay", base.value, name="sister", on=sister)
    after, planted = report(before, base, "own", base.value, name="passed-on", on=on, said=base.claim.said, note=note)
    says = f"{base.value}, entered as a report of wochenspiegel; it is {name}'s, as its {where} says"
    return case(before, after, planted, base, says)


def _with_origin(desk: Desk) -> tuple[Told, str, str] | LeftOut | None:
    """A claim, the id of whose report it is, and what readers call that one."""
    found = [one for one in desk.undisputed("money", "share", "power") if one.value.low is not None]
    if not found:
        return None
    base = next((one for one in found if one.origin != UNSTATED), None)
    if base is None:
        return LeftOut("nobody knows whose report it is")
    origin = origin_of(desk, base)
    record = desk.archive.publishers.get(origin) or desk.archive.organisations.get(origin)
    return (base, origin, record.name.any("en")) if record else LeftOut("nobody knows whose report it is")


def reported(desk: Desk, *, where: str) -> Case | LeftOut | None:
    """A page reports itself, or names in `via` whom it passes on; its label names somebody all the same."""
    given = _with_origin(desk)
    if not isinstance(given, tuple):
        return given
    base, origin, name = given
    subject = desk.archive.organisations[desk.record.subject].name.any("en")
    labels = {
        "itself": "Wochenspiegel für Handel: Report on the deal",
        "company": f"Report on the plans of {subject}",
        "via": f"Report on the deal, citing {name}",
        "beyond": f"Report on the deal, with more than {name} had",
    }
    on: dict[str, object] = {"publisher": "wochenspiegel", "label": labels[where]}
    if where == "via":
        on["via"] = [origin]
    after, planted = report(desk, base, "own", base.value, name="reported", on=on, said="anonymous_multiple")
    return case(desk, after, planted, base, f"{base.value}, {labels[where]}" + (", with via" if where == "via" else ""))


RELAY = Kind(
    name="relay",
    what="A page that passes on somebody's report is entered without `via`, as an origin of its own.",
    codes=("relay-as-origin",),
    forms=(
        Form("its label cites the origin", partial(passed_on, where="label")),
        Form("its German label cites the origin", partial(passed_on, where="label in German")),
        Form("its label begins with the origin", partial(passed_on, where="first word")),
        Form("its address names the origin", partial(passed_on, where="address")),
        Form("its note names the origin", partial(passed_on, where="note")),
        Form("another page of that day has via", partial(passed_on, where="sister page")),
        Form("the claim's note names the origin", partial(passed_on, where="claim's note"), held_out=True),
        Form("its label says per the origin", partial(passed_on, where="held label"), held_out=True),
    ),
    twins=(
        Form("the label names its own publisher", partial(reported, where="itself")),
        Form("the label names the company", partial(reported, where="company")),
        Form("the label cites the origin, with via", partial(reported, where="via")),
        Form("the label names whom it goes beyond", partial(reported, where="beyond")),
    ),
)
