"""A parsed file becomes a record, and the complaints of its shape become problems with a place.

The nodes are handed over as plain lists, mappings and texts; where pydantic reports a path into
them, the nearest node of the file on that path gives line and column.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.content.records import short
from generator.content.records.base import EXAMPLES, Record, per_language
from generator.text.problems import Problem, did_you_mean
from generator.text.yamltree import Document, Fields, Items, Node, Scalar, describe

# Fields that exist only in the short form of a deal, and so in no class.
_SHORT_FIELDS = {"Deal": short.FIELDS}


def read(document: Document, shape: Any, languages: tuple[str, ...] = ()) -> tuple[Any, tuple[Problem, ...]]:
    """The record in `document`, or None and every reason why it is none.

    `languages` are the publication's, which the hints name.
    """
    try:
        return _adapter(shape).validate_python(_plain(document.root), context={"languages": languages}), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(
            _problem(document, shape, detail, languages) for detail in details if not _echo(detail, details)
        )


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    """What validates a shape. Its validator is made with the first file of that shape, and no second time."""
    return TypeAdapter(shape)


def _plain(node: Node) -> Any:
    """The node as Python values; fields without a value are absent, because absent is what null says."""
    if isinstance(node, Fields):
        values = {key: _plain(value) for key, value in node.fields.items()}
        return {key: value for key, value in values.items() if value is not None}
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return node.text


def _echo(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether a list is only called too short because its entries are broken, each of which is told."""
    way = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(way) and other["loc"][: len(way)] == way for other in details
    )


def _problem(document: Document, shape: Any, detail: ErrorDetails, languages: tuple[str, ...]) -> Problem:
    way = detail["loc"]
    node = document.find(*way)
    name = str(way[-1]) if way else ""
    context = detail.get("ctx") or {}
    match detail["type"]:
        case "kb":
            return Problem(node.at, context["code"], context["message"], context["hint"])
        case "missing":
            parent = document.find(*way[:-1])
            return Problem(parent.at, "missing-field", f"expected the field '{name}' here", _near(parent, name))
        case "extra_forbidden":
            parent = document.find(*way[:-1])
            at = parent.keys.get(name, node.at) if isinstance(parent, Fields) else node.at
            return Problem(
                at, "unknown-field", f"there is no field '{name}' here", did_you_mean(name, _names(shape, way[:-1]))
            )
        case "literal_error":
            options = _options(str(context["expected"]))
            found = node.text if isinstance(node, Scalar) and node.text else ""
            hint = did_you_mean(found, options)
            return Problem(
                node.at, "unknown-word", f"expected one of {', '.join(options)}; found {describe(node)}", hint
            )
        case "too_short":
            return Problem(node.at, "empty-list", "expected at least one entry, found none")
        case kind:
            expected = _SHAPES.get(kind, "something else").replace("{words}", per_language(languages or EXAMPLES))
            return Problem(node.at, "wrong-shape", f"expected {expected}, found {describe(node)}")


_SHAPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "fields such as {words}",
    "model_type": "fields",
    "model_attributes_type": "fields",
    "is_instance_of": "a number",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "decimal_type": "a number",
}


def _near(parent: Node, name: str) -> str:
    """A hint if the missing field may only be misspelt."""
    written = parent.fields if isinstance(parent, Fields) else {}
    close = did_you_mean(name, written)
    return f"'{close.split(chr(39))[1]}' may be meant" if close else ""


def _options(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]


def _names(shape: Any, way: tuple[int | str, ...]) -> list[str]:
    """The field names that a file may use at `way`."""
    for step in way:
        shape = _inner(shape, step)
    model = _model(shape)
    if model is None:
        return []
    names = [info.alias or name for name, info in model.model_fields.items()]
    return [*names, *_SHORT_FIELDS.get(model.__name__, ())]


def _inner(shape: Any, step: int | str) -> Any:
    shape = _bare(shape)
    if isinstance(step, int):
        return next(iter(get_args(shape)), None)
    if get_origin(shape) in (dict, Mapping):
        return get_args(shape)[1]
    model = _model(shape)
    fields = model.model_fields if model else {}
    found = next((info for name, info in fields.items() if (info.alias or name) == step), None)
    return found.annotation if found else None


def _bare(shape: Any) -> Any:
    """Without Annotated and without `| None`."""
    while get_origin(shape) in (typing.Annotated, typing.Union, types.UnionType):
        arguments = [part for part in get_args(shape) if part is not type(None)]
        shape = arguments[0]
    return shape


def _model(shape: Any) -> type[Record] | None:
    shape = _bare(shape)
    return shape if isinstance(shape, type) and issubclass(shape, Record) else None
