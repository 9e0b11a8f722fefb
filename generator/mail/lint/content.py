"""The words of a mail: its subject, its preview, its two parts, its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.mail.lint.finding import Finding, warning
from generator.mail.lint.opened import Opened
from generator.mail.providers import PROVIDERS, payload
from generator.mail.text import UNSEEN

SUBJECT_WARN, SUBJECT_FAIL = 78, 150
"""Characters of a subject: what a list of mails shows, a phone's only its beginning; and what is none any more."""
PREHEADER_SHORT, PREHEADER_LONG = 40, 110
"""Characters of a preview: less leaves room that a client fills with the first lines, more is cut."""
SHARE = 0.25
"""The part of the HTML's words that the text part has at least."""
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_PRINTED = re.compile(r'\{\{ "\{[{%#]" \}\}')


def characters_are_visible(opened: Opened) -> Iterator[Finding]:
    """No control characters (Gmail clips a mail at some of them) and none that turn the direction of text."""
    mail = opened.mail
    parts = {"subject": mail.subject, "preheader": mail.preheader, "html": mail.html, "text": mail.text}
    for where, text in parts.items():
        for character in sorted(set(UNSEEN.findall(text))):
            if (where, character) != ("subject", "\n"):
                yield Finding("mail-control", where, f"the character U+{ord(character):04X}")


def subject_is_short(opened: Opened) -> Iterator[Finding]:
    """A subject is one line of at most 78 characters, and never more than 150."""
    subject = opened.mail.subject
    if not subject.strip():
        yield Finding("mail-subject", "subject", "it is empty")
    elif "\n" in subject or "\r" in subject:
        yield Finding("mail-subject", "subject", "it has a line break")
    elif len(subject) > SUBJECT_FAIL:
        yield Finding("mail-subject", "subject", f"{len(subject)} characters, more than {SUBJECT_FAIL}")
    elif len(subject) > SUBJECT_WARN:
        yield warning("mail-subject", "subject", f"{len(subject)} characters, more than {SUBJECT_WARN}")


def preheader_adds_to_it(opened: Opened) -> Iterator[Finding]:
    """The preview line has 40 to 110 characters and says something else than the subject."""
    text, subject = opened.mail.preheader, opened.mail.subject
    if not text.strip():
        yield Finding("mail-preheader", "preheader", "it is empty")
    elif text.strip().casefold() == subject.strip().casefold():
        yield Finding("mail-preheader", "preheader", "it repeats the subject")
    elif not PREHEADER_SHORT <= len(text) <= PREHEADER_LONG:
        message = f"{len(text)} characters, not {PREHEADER_SHORT} to {PREHEADER_LONG}"
        yield warning("mail-preheader", "preheader", message)


def text_part_says_the_same(opened: Opened) -> Iterator[Finding]:
    """The text part has every deal and every address of the HTML, and not much fewer words."""
    mail = opened.mail
    if not mail.text.strip():
        yield Finding("mail-parity", "text", "there is no text part")
        return
    folded = "".join(mail.text.split())
    lines = {line.strip() for line in mail.text.splitlines()}
    words = set(re.findall(r"https?://[^\s<>]+", mail.text)) | lines
    for link in dict.fromkeys(a.get("href") or "" for a in opened.tree.iter("a")):
        if link.removeprefix("mailto:") not in words and not (link.startswith("mailto:") and link[7:] in mail.text):
            yield Finding("mail-parity", "text", f"the address {link} is in the HTML alone")
    for title, href in mail.deals:
        if "".join(title.split()) not in folded or href not in words:
            yield Finding("mail-parity", "text", f"the deal '{title}' is in the HTML alone")
    rich, plain = len(opened.words.split()), len(mail.text.split())
    if plain < SHARE * rich:
        yield warning("mail-parity", "text", f"{plain} words, the HTML has {rich}")


def marks_are_harmless(opened: Opened) -> Iterator[Finding]:
    """Nothing that a provider could read as its template language is left, but the unsubscribe link."""
    for name, provider in PROVIDERS.items():
        for where, value in _strings(payload(opened.mail, name)):
            rest = _PRINTED.sub("", value.replace(provider.unsubscribe, ""))
            for found in sorted(set(re.findall(provider.marks, _STYLE.sub("", rest)))):
                yield Finding("mail-template-mark", f"{name} {where}", f"'{found}' would be read as a template")


def _strings(value: object, way: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{way}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, way)
