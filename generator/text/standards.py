"""Codes of public standards, as the Unicode CLDR lists them: countries (ISO 3166-1) and languages (BCP 47)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""What CLDR lists with two letters and ISO 3166-1 does not: parts of countries, unions, and places for tests. Kosovo's
XK is not in the standard either, but it leaves those letters to their users, and everybody uses them."""
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[A-Z][a-z]{3}))?(?:-(?P<region>[A-Z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
)
"""A language tag without extensions, in the letters that RFC 5646 recommends."""


@cache
def countries() -> frozenset[str]:
    """The codes of all countries, two letters each."""
    codes = map(str, _names().territories)
    return frozenset(code for code in codes if len(code) == 2) - NO_COUNTRIES


def country_meant(text: str) -> str:
    """The hint for a text that is no country's code: the code that it probably means, "" if there is none.

    >>> country_meant("UK"), country_meant("Deutschland"), country_meant("de")
    ("did you mean 'GB'?", "did you mean 'DE'?", "did you mean 'DE'?")
    """
    wanted = text.strip().upper()
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    replaced = aliases.get(wanted, ())
    code = wanted if wanted in countries() else replaced[0] if len(replaced) == 1 else _by_name(text, "territories")
    return f"did you mean '{code}'?" if code in countries() else ""


def is_language(tag: str) -> bool:
    """Whether a text is a language tag whose every part is registered.

    >>> is_language("de"), is_language("pt-BR"), is_language("zh-Hant-TW"), is_language("zz-nonsense")
    (True, True, True, False)
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        return False
    names = _names()
    region, script = match["region"], match["script"]
    return (
        match["language"] in names.languages
        and (script is None or script in names.scripts)
        and (region is None or region in countries() or (region.isdigit() and region in names.territories))
        and all(part.upper() in names.variants for part in match["variants"].split("-") if part)
    )


def language_meant(text: str) -> str:
    """The hint for a text that is no language tag: the tag that it probably means, "" if there is none.

    >>> language_meant("EN_us"), language_meant("German"), language_meant("zz-nonsense"), language_meant("en-UK")
    ("did you mean 'en-US'?", "did you mean 'de'?", '', "did you mean 'en-GB'?")
    """
    language, *rest = re.split(r"[-_ ]+", text.strip())
    aliases: Mapping[str, str] = get_global("language_aliases")
    tag = "-".join([aliases.get(language.lower(), language.lower()), *map(_subtag, rest)])
    found = tag if is_language(tag) else _by_name(text, "languages")
    return f"did you mean '{found}'?" if found else ""


def _subtag(part: str) -> str:
    """A script, a region or a variant in its usual letters; a region that was renamed under its new name."""
    if len(part) == 4 and part.isalpha():
        return part.title()
    if len(part) > 3:
        return part.lower()
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    renamed = aliases.get(part.upper(), ())
    return renamed[0] if len(renamed) == 1 else part.upper()


def _by_name(text: str, kind: str) -> str:
    """The code of what a text names in English, German or French, "" if that is nothing."""
    codes: dict[str, str] = {}
    for spoken in ("fr", "de", "en"):
        names: Mapping[str, str] = getattr(Locale.parse(spoken), kind)
        codes |= {name.casefold(): code for code, name in names.items()}
    near = difflib.get_close_matches(text.strip().casefold(), codes, n=1, cutoff=0.85)
    return codes[near[0]].replace("_", "-") if near else ""


@cache
def _names() -> Locale:
    return Locale.parse("en")
