"""What the YAML parser complains of, in an editor's words, with the likely cause as hint."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from generator.text.problems import Position, Problem


def told(path: str, rows: Sequence[str], error: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint in an editor's words, with the likely cause as hint."""
    mark = error.problem_mark or error.context_mark
    line = min(mark.line if mark else 0, len(rows) - 1)
    column = mark.column if mark else 0
    row = rows[line]
    problem = str(error.problem or error.context or "unreadable")
    said = f"{error.context} {error.problem}"
    at = Position(path, line + 1, column + 1)
    block = re.search(r":\s*([>|])([=\d])", row) or re.search(r":\s*([>|])([=\d])", rows[max(line - 1, 0)])
    if block:
        if not re.search(r":\s*[>|][=\d]", row):
            line, row = line - 1, rows[line - 1]
        start = re.search(r"[>|][=\d]", row)
        return Problem(
            Position(path, line + 1, (start.start() if start else 0) + 1),
            "block-header",
            f"'{block[1]}' starts a text block in YAML",
            "write 'at least 50bn USD' or 'over 50bn USD' in words",
        )
    if "mapping values are not allowed" in said:
        return Problem(
            at,
            "unquoted-colon",
            "a colon followed by a space ends the field name here",
            'put the whole text in "quotes"',
        )
    if "\\t" in said or (row[:column].strip() == "" and "\t" in row[: column + 1]) or row.startswith("\t"):
        return Problem(at, "tab", "a tab cannot indent or begin a text in YAML", "use two spaces")
    if "alias" in said or "anchor" in said:
        return Problem(at, "alias", "anchors and aliases (&name, *name) are not used here", 'put the text in "quotes"')
    if "cannot start any token" in said:
        found = row[column : column + 1]
        return Problem(at, "yaml-syntax", f"a text cannot begin with '{found}'", 'put the text in "quotes"')
    if "expected a single document" in said:
        return Problem(at, "yaml-syntax", "expected one document in a file, found '---' again")
    return Problem(at, "yaml-syntax", f"not valid YAML: {problem}", "look at this line and the one above it")
