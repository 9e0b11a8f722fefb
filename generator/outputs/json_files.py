"""Files of JSON: objects whose members are the words of others, written alike everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping

JsonObject = Mapping[str, object]
"""A JSON object. Its members are the vocabulary of a standard, such as DCAT or JSON Feed, and not ours to name."""


def present(members: JsonObject) -> JsonObject:
    """The object without members that are None, for formats that know no null."""
    return {name: value for name, value in members.items() if value is not None}


def written(value: JsonObject) -> bytes:
    """The object as a file: UTF-8, a member a line, a line break at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
