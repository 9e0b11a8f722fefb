"""What every record shares: frozen, closed to unknown fields, and fed with text only.

The field types below turn an editor's text into a value, or say what was expected.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.text import dates, money, standards
from generator.text.dates import PartialDate

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

EVERY_LANGUAGE = ""
"""Stands for the language where one text serves all of them."""
EXAMPLES = ("de", "en")
"""Languages for a hint where those of the publication are not known."""
EARLIEST = 1900
"""Years before it are slips of the pen, and days near year 1 cannot be reckoned with."""


class Record(BaseModel):
    """A closed, immutable record. The text below a field is its description, for people and for programs alike."""

    # A validator is built with the first value that it validates: a build that reads no file waits for none.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, shape: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON schema with each field's description. With pydantic's own way (`use_attribute_docstrings`) every
        start would read the sources for it."""
        schema = handler.resolve_ref_schema(handler(shape))
        for name, text in described(cls).items():
            schema["properties"][cls.model_fields[name].alias or name]["description"] = text
        return schema


def described(record: type[Record]) -> dict[str, str]:
    """What each field of a record means, by its name: the text that stands below it."""
    classes = [one for one in reversed(record.__mro__) if issubclass(one, Record) and one is not Record]
    bodies = [ast.parse(dedent(inspect.getsource(one))).body[0] for one in classes]
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for body in bodies
        if isinstance(body, ast.ClassDef)
        for field, below in pairwise(body.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


def refuse(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """The error a field reader raises; `code`, `message` and `hint` reach the editor as they are."""
    return PydanticCustomError("kb", "{message}", {"code": code, "message": message, "hint": hint})


_PLACEHOLDER = re.compile(r"[\s.…]+")
"""What hints print where an editor's words go: {de: …, en: …}."""


def is_placeholder(text: str) -> bool:
    """Whether a text is only the dots that stand for words in a hint.

    >>> is_placeholder("…"), is_placeholder("..."), is_placeholder("Geld …")
    (True, True, False)
    """
    return bool(text.strip() and _PLACEHOLDER.fullmatch(text))


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        hint = "leave the field out if there is nothing to say"
        raise refuse("empty-text", "expected a text, found an empty one", hint)
    if isinstance(value, str) and is_placeholder(value):
        raise refuse("empty-text", f"'{value.strip()}' stands for words that are still missing", "write them")
    return value


class Words(RootModel[dict[str, Annotated[str, BeforeValidator(_text)]]]):
    """A text in several languages; one text without languages serves them all."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def get(self, language: str) -> str | None:
        """The text in `language`, None if it was not written."""
        return self.root.get(language, self.root.get(EVERY_LANGUAGE))

    def any(self, language: str) -> str:
        """The text in `language`, else in the first language that has one."""
        return self.get(language) or next(iter(self.root.values()))


class Lines(RootModel[dict[str, tuple[Annotated[str, BeforeValidator(_text)], ...]]]):
    """A list of texts in several languages."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def get(self, language: str) -> tuple[str, ...] | None:
        """The texts in `language`, None if there are none."""
        return self.root.get(language)


def _words(value: Any) -> Any:
    return {EVERY_LANGUAGE: value} if isinstance(value, str) else value


def per_language(languages: Iterable[str]) -> str:
    """How to write words in these languages.

    >>> per_language(["de", "en"])
    '{de: …, en: …}'
    """
    return "{" + ", ".join(f"{language}: …" for language in languages) + "}"


def spoken(info: ValidationInfo) -> tuple[str, ...]:
    """The publication's languages, for hints."""
    languages: tuple[str, ...] = (info.context or {}).get("languages", ())
    return languages or EXAMPLES


def _languages(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        hint = f"write {per_language(spoken(info))}"
        raise refuse("words", f"expected words per language, found '{value[:40]}'", hint)
    return _language_keys(value, info)


def _language_keys(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, dict):
        hint = f"write {per_language(spoken(info))}"
        if not value:
            raise refuse("words", "expected words in at least one language, found none", hint)
        for key in value:
            if key != EVERY_LANGUAGE and not re.fullmatch(r"[a-z]{2,3}", key):
                message = f"expected a language such as '{spoken(info)[0]}', found '{key}'"
                raise refuse("words", message, hint)
    return value


def _id(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise refuse(
            "bad-id", f"expected an id such as 'openai-round-2026', found '{value}'", "a-z, 0-9 and single hyphens"
        )
    return value


def _key(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", value):
        raise refuse("bad-key", f"expected a word such as 'funding_round', found '{value}'", "a-z, 0-9 and underscores")
    return value


def _many(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _partial_date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise refuse("date", "expected a date such as 2026-01-30, found something else")
    try:
        found = dates.parse(value)
    except dates.NotADate as error:
        raise refuse("date", error.message, error.hint) from None
    if found.year < EARLIEST:
        raise refuse("date", f"expected a year from {EARLIEST} on, found '{value}'")
    return found


def read_date(text: str) -> PartialDate | None:
    """The day, month or year that a text says; None if it is no date."""
    try:
        return _partial_date(text)
    except PydanticCustomError:
        return None


def _plain_date(value: Any) -> PartialDate:
    found = _partial_date(value)
    if not found.is_plain:
        raise refuse("date", f"expected a day, a month or a year, found '{value}'", "no date about, and no interval")
    return found


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = _partial_date(value)
    if not found.is_day:
        raise refuse("date", f"expected a full date such as 2026-01-30, found '{value}'")
    return found.last


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    example = "2026-01-30T07:00:00+01:00"
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        found = None
    if found is None:
        raise refuse("date", f"expected a date and time such as {example}, found '{value}'")
    if found.year < EARLIEST:
        raise refuse("date", f"expected a year from {EARLIEST} on, found '{value}'")
    if found.tzinfo is None:
        raise refuse("date", f"'{value}' has no time zone", f"write it with its offset: {value}+01:00")
    return found


def _published(value: Any) -> PartialDate | datetime:
    if isinstance(value, (PartialDate, datetime)):
        return value
    return _moment(value) if isinstance(value, str) and "T" in value else _plain_date(value)


def _truth(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise refuse("true-or-false", f"expected true or false, found '{value}'")
        return value == "true"
    return value


def _count(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
            raise refuse("count", f"expected a whole number such as 12, found '{value}'")
        return int(value)
    return value


def _probability(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"0\.[0-9]{1,2}", value) or Decimal(value) == 0:
            raise refuse("probability", f"expected a probability from 0.01 to 0.99, found '{value}'")
        return Decimal(value)
    return value


def _url(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s/?#.]+\.[^\s\"'<>]+", value):
        raise refuse("url", f"expected an address such as https://example.org/page, found '{value[:60]}'")
    return value


def _host(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", value):
        inner = re.fullmatch(r"(?:\w+://)?([A-Za-z0-9.-]+\.[A-Za-z]+)(?:[:/].*)?", value)
        hint = f"write '{inner[1].lower()}'" if inner else "a-z, 0-9, dots and hyphens; umlauts as xn--…"
        raise refuse("url", f"expected a host such as example.org, found '{value[:60]}'", hint)
    return value


def _language(value: Any) -> Any:
    if isinstance(value, str) and not standards.is_language(value):
        hint = standards.language_meant(value) or "a code of ISO 639, with a country if that matters: de, pt-BR"
        raise refuse("language", f"expected a language such as 'de' or 'pt-BR', found '{value}'", hint)
    return value


def _quantity(measure: money.Measure) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, money.Quantity):
            return value
        if not isinstance(value, str):
            raise refuse("number", "expected a number in one text, such as 'at least 50bn USD'")
        try:
            return money.parse(value, measure)
        except money.NotANumber as error:
            raise refuse("number", error.message, error.hint) from None

    return read


ONE_OR_MANY = BeforeValidator(_many)
"""Lets a file write one entry where a list is meant: `src: zeitung` for `src: [zeitung]`."""
Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_id)]
"""A name of its own, such as a claim's. What names a file or a word of the vocabulary has its type in `names`."""
Key = Annotated[str, BeforeValidator(_key)]
"""A word of its own, such as the name of a part. Words of the vocabulary have their types in `names`."""
Name = Annotated[Words, BeforeValidator(_language_keys), BeforeValidator(_words)]
Translated = Annotated[Words, BeforeValidator(_languages)]
Paragraphs = Annotated[Lines, BeforeValidator(_languages)]
Texts = Annotated[tuple[Text, ...], ONE_OR_MANY]
Day = Annotated[date, BeforeValidator(_day)]
Dated = Annotated[PartialDate, BeforeValidator(_partial_date)]
"""A day, a month or a year, about one of these, or one between two: 2026-01, about 2025-10, 2025-10-30/2025-10-31."""
PlainDate = Annotated[PartialDate, BeforeValidator(_plain_date)]
"""A day, a month or a year."""
Moment = Annotated[datetime, BeforeValidator(_moment)]
Published = Annotated[PartialDate | datetime, BeforeValidator(_published)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Count = Annotated[int, BeforeValidator(_count)]
Probability = Annotated[Decimal, BeforeValidator(_probability)]
Url = Annotated[str, BeforeValidator(_url)]
Host = Annotated[str, BeforeValidator(_host)]
Language = Annotated[str, BeforeValidator(_language)]
"""A language tag of BCP 47, such as "de" or "pt-BR"."""
Money = Annotated[money.Quantity, BeforeValidator(_quantity("money"))]
Share = Annotated[money.Quantity, BeforeValidator(_quantity("share"))]
Power = Annotated[money.Quantity, BeforeValidator(_quantity("power"))]
