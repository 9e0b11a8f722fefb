"""Finding: one thing that is wrong with a mail."""

from __future__ import annotations

from dataclasses import dataclass

from generator.text.problems import Severity


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with a mail. An error stops a build."""

    code: str
    """Which rule was broken: "mail-link"."""
    where: str
    """The part or the element: "subject", "<a> Alle Quellen"."""
    message: str
    """The fault in words, and the limit if there is one."""
    severity: Severity = "error"
    """A warning may be excused on the record that the mail is about."""


def warning(code: str, where: str, message: str) -> Finding:
    """Something to look at that stops nothing."""
    return Finding(code, where, message, "warning")


def graded(code: str, where: str, value: float, warn: float, fail: float, message: str) -> Finding | None:
    """A finding for a value that is too large, None below both limits; the message may name `{value}`, `{limit}`."""
    if value > fail:
        return Finding(code, where, message.format(value=_short(value), limit=_short(fail)))
    if value > warn:
        return warning(code, where, message.format(value=_short(value), limit=_short(warn)))
    return None


def _short(value: float) -> str:
    return f"{value:g}" if value != int(value) else str(int(value))
