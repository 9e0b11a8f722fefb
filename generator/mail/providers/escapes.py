"""Plain text made harmless for a provider that reads it as a template: it arrives as it is written."""

from __future__ import annotations

import re

_BRACES = re.compile(r"\{[{%#]")
_JOINER = "\u2060"
"""WORD JOINER: invisible, and parts two characters that only together mean something."""


def literal(text: str) -> str:
    """For Go templates, Django's and Liquid: each opening mark becomes an expression that prints it.

    >>> literal("{{ x }} {% y")
    '{{ "{{" }} x }} {{ "{%" }} y'
    """
    return _BRACES.sub(lambda found: f'{{{{ "{found[0]}" }}}}', text)


def parted(text: str) -> str:
    """For places that may or may not be read as a template: the marks fall apart, and look as before.

    >>> ascii(parted("{{ x }} *|EMAIL|* %recipient% 5 %"))
    "'{\\\\u2060{ x }} *\\\\u2060|EMAIL|* %\\\\u2060recipient% 5 %'"
    """
    return re.sub(r"\{(?=[{%#])|\*(?=\|)|%(?=[a-z_]+(?:\.[a-z_]+)?%)", lambda found: found[0] + _JOINER, text)
