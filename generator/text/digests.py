"""Digests: SHA-256 of a text, and of any value of JSON in its canonical form.

The canonical form is that of RFC 8785: no white space, keys in order, UTF-8, only what must be is escaped. Values here
are texts, whole numbers, true, false and null, so the RFC's rules for fractions are never needed.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
"""What a file of JSON holds, but for fractions."""


def canonical(value: Json) -> bytes:
    r"""The one way to write a value; keys are in the order of their characters.

    >>> canonical({"b": [1, None], "a": "Köln\n"}).decode()
    '{"a":"Köln\\n","b":[1,null]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of_json(value: Json) -> str:
    """The digest of a value in its canonical form, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def of_text(text: str) -> str:
    r"""The digest of a text: composed characters (NFC), lines that end with \n, nothing blank around it.

    So a checkout on another system, or an editor that adds a last line, changes nothing.

    >>> of_text("Ein Satz.\r\nNoch einer.\r\n") == of_text("Ein Satz.\nNoch einer.")
    True
    """
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(plain.strip().encode()).hexdigest()
