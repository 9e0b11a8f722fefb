"""Every row of the mail's lint: a good mail passes, and each fault is found by its own rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.mail import budget, lint
from generator.mail.lint import RULES
from generator.mail.lint.clients import ACCEPTED
from generator.mail.lint.css import colour
from generator.mail.lint.look import contrast
from generator.mail.lint.support import CLIENTS, SUPPORT
from generator.mail.mail import Mail
from generator.mail.mailbag import mails
from generator.rules import CODES
from tests.publications import Made

Change = Callable[[Mail], Mail]


@pytest.fixture(scope="module")
def every_mail(story: Made) -> list[Mail]:
    """Every mail of the story."""
    return [mail for edition in story.editions.values() for make in mails(edition).values() for mail in make()]


@pytest.fixture(scope="module")
def good(every_mail: list[Mail]) -> Mail:
    """The longest mail without any finding."""
    return max((mail for mail in every_mail if not lint.check(mail)), key=lambda mail: len(mail.html))


def grown(mail: Mail, size: int) -> Mail:
    """The mail with so much more text that it weighs at least `size` bytes, line breaks of its transport included."""
    html = mail.html
    while budget.weight(html) < size:
        html = html.replace("</body>", f"<p>{'x' * 500}</p></body>")
    return replace(mail, html=html)


def in_html(old: str, new: str) -> Change:
    """Puts something in place of a pattern of the HTML; the pattern must be there."""

    def change(mail: Mail) -> Mail:
        html, n = re.subn(old, lambda _: new, mail.html, count=1, flags=re.DOTALL)
        assert n, old
        return replace(mail, html=html)

    return change


def after_body(new: str) -> Change:
    """Adds something before the end of the body's text."""
    return in_html(r"</h1>", f"</h1>{new}")


def field(**values: str | bytes) -> Change:
    """Another value for a field of the mail."""
    return lambda mail: replace(mail, **values)  # type: ignore[arg-type]


PICTURE = '<img src="https://kapitalbrief.example/a.png" alt="Ein Bild" width="552">'
FAULTS: list[tuple[str, str, Change]] = [
    ("mail-size", "warning", lambda mail: grown(mail, budget.TARGET + 1_000)),
    ("mail-size", "error", lambda mail: grown(mail, budget.LIMIT + 1_000)),
    ("mail-style-size", "warning", in_html("</head>", f"<style>{'.a{color:red}' * 700}</style></head>")),
    ("mail-style-size", "error", in_html("</head>", f"<style>{'.a{color:red}' * 1600}</style></head>")),
    ("mail-line", "error", lambda mail: replace(mail, message=mail.message + b"x" * 999)),
    ("mail-line", "error", lambda mail: replace(mail, message=mail.message + "ü".encode())),
    ("mail-control", "error", after_body("<p>a\x92b</p>")),
    ("mail-control", "error", field(text="a\x00b")),
    ("mail-control", "error", field(subject="abc\u202edef")),
    ("mail-subject", "error", field(subject=" ")),
    ("mail-subject", "error", field(subject="x" * 151)),
    ("mail-subject", "error", field(subject="one\nBcc: two")),
    ("mail-subject", "warning", field(subject="x" * 79)),
    ("mail-preheader", "error", field(preheader="")),
    ("mail-preheader", "error", lambda mail: replace(mail, preheader=mail.subject.upper())),
    ("mail-preheader", "warning", field(preheader="x" * 39)),
    ("mail-preheader", "warning", field(preheader="x" * 111)),
    ("mail-parity", "error", field(text="")),
    ("mail-parity", "error", after_body('<p><a href="https://elsewhere.example/">Anderswo</a></p>')),
    ("mail-parity", "error", lambda mail: replace(mail, deals=(*mail.deals, ("Fehlt", "https://x.example/")))),
    ("mail-parity", "warning", after_body("<p>" + "wort " * 9_000 + "</p>")),
    ("mail-template-mark", "error", after_body("<p>{{ x }}</p>")),
    ("mail-template-mark", "error", after_body("<p>{% x %}</p>")),
    ("mail-template-mark", "error", after_body("<p>*|EMAIL|*</p>")),
    ("mail-template-mark", "error", after_body("<p>%recipient.email%</p>")),
    ("mail-link", "error", after_body('<p><a href="../deals/">Vorgänge</a></p>')),
    ("mail-link", "error", after_body('<p><a href="javascript:alert(1)">Mehr</a></p>')),
    ("mail-link", "error", after_body('<p><a href="http://localhost:8000/">Hier</a></p>')),
    ("mail-link", "error", after_body('<p><a href="https://x.example/"></a></p>')),
    ("mail-link", "error", after_body('<p><a href="https://x.example/[[view_url]]">Ansehen</a></p>')),
    (
        "mail-link",
        "error",
        after_body('<p><a href="https://x.example/1">Quelle</a> <a href="https://x.example/2">Quelle</a></p>'),
    ),
    ("mail-link", "warning", after_body('<p><a href="http://x.example/">Offen</a></p>')),
    ("mail-link", "warning", after_body('<p><a href="https://bit.ly/x">Kurz</a></p>')),
    ("mail-link", "warning", after_body("".join(f'<a href="https://x.example/{n}">{n}</a>' for n in range(61)))),
    (
        "mail-legal",
        "error",
        lambda mail: replace(mail, html=mail.html.replace(mail.unsubscribe, "https://x.example/")),
    ),
    ("mail-legal", "error", lambda mail: replace(mail, text=mail.text.replace("/imprint/", "/"))),
    ("mail-legal", "error", lambda mail: replace(mail, message=mail.message.replace(b"List-Id", b"X-Id"))),
    (
        "mail-legal",
        "error",
        lambda mail: replace(mail, message=mail.message.replace(b"List-Unsubscribe-Post", b"X-Post")),
    ),
    ("mail-image", "error", after_body(PICTURE.replace('alt="Ein Bild"', ""))),
    ("mail-image", "error", after_body(PICTURE.replace("https:", "http:"))),
    ("mail-image", "error", after_body(PICTURE.replace("kapitalbrief.example", "other.example"))),
    ("mail-image", "error", after_body(PICTURE.replace(".png", ".svg"))),
    ("mail-image", "error", after_body(PICTURE.replace(".png", ".webp"))),
    ("mail-image", "error", after_body(PICTURE.replace("552", "1"))),
    ("mail-image", "warning", after_body(PICTURE.replace('width="552"', ""))),
    ("mail-contrast", "error", after_body('<p style="color:#bbbbbb">grau</p>')),
    ("mail-contrast", "warning", after_body('<p style="color:#6f7276">grau</p>')),
    ("mail-contrast", "error", in_html("color:#ebe8e2", "color:#333333")),
    ("mail-contrast", "error", after_body('<p style="color:rgba(0,0,0,.5)">halb</p>')),
    (
        "mail-contrast",
        "error",
        in_html(
            "</head>", "<style>@media (prefers-color-scheme:dark){td.cell > h1{color:#222!important}}</style></head>"
        ),
    ),
    ("mail-accessibility", "error", in_html(r'<body([^>]*) lang="\w+"', "<body")),
    ("mail-accessibility", "error", in_html(r'<html lang="\w+" dir="ltr"', "<html")),
    ("mail-accessibility", "error", in_html(r'role="article"', "")),
    ("mail-accessibility", "error", in_html(r'<table class="page" role="presentation"', "<table")),
    ("mail-accessibility", "error", after_body("<table><tr><th>Kopf</th></tr></table>")),
    ("mail-accessibility", "error", after_body("<h1>Noch einer</h1>")),
    ("mail-accessibility", "error", after_body("<h4>Gesprungen</h4>")),
    ("mail-accessibility", "error", in_html("<title>.*?</title>", "<title></title>")),
    ("mail-client", "error", after_body('<p style="display:flex">x</p>')),
    ("mail-client", "error", after_body('<p style="position:fixed">x</p>')),
    ("mail-client", "warning", after_body('<p style="text-transform:uppercase">x</p>')),
    ("mail-tag", "error", after_body("<script>alert(1)</script>")),
    ("mail-tag", "error", after_body("<form></form>")),
    ("mail-tag", "error", after_body("<iframe></iframe>")),
    ("mail-tag", "error", after_body("<video></video>")),
    ("mail-tag", "error", after_body("<blink>x</blink>")),
    ("mail-tag", "error", after_body('<p onclick="x()">x</p>')),
    ("mail-tag", "error", in_html("</head>", '<base href="https://x.example/"></head>')),
    ("mail-tag", "error", in_html("</head>", '<link rel="stylesheet" href="https://x.example/"></head>')),
    ("mail-tag", "error", in_html("</head>", '<style>@import "https://x.example/";</style></head>')),
    ("mail-tag", "error", after_body('<p style="background:url(https://x.example/p.png)">x</p>')),
]


@pytest.mark.parametrize(
    ("code", "severity", "change"), FAULTS, ids=[f"{n}-{f[0]}-{f[1]}" for n, f in enumerate(FAULTS)]
)
def test_a_fault_is_found(code: str, severity: str, change: Change, good: Mail) -> None:
    found = lint.check(change(good))
    assert (code, severity) in {(one.code, one.severity) for one in found}, found


def test_a_picture_of_more_than_a_megabyte_is_told() -> None:
    assert [(one.code, one.severity) for one in lint.picture_is_light(b"x" * 1_000_001)] == [("mail-image", "warning")]
    assert list(lint.picture_is_light(b"x" * 1_000_000)) == []


def test_every_code_has_a_fault_that_shows_it() -> None:
    assert {code for code, _, _ in FAULTS} == {code for code in CODES if code.startswith("mail-")}


def test_a_good_mail_of_any_kind_has_no_finding(every_mail: list[Mail]) -> None:
    assert {mail.kind for mail in every_mail if not lint.check(mail)} == {"issue", "topic", "digest", "alert"}


def test_no_mail_of_the_real_publication_fails(real: Made) -> None:
    told = [problem for path in real.problems if path.startswith("email/") for problem in real.problems[path]]
    assert [problem for problem in told if problem.severity == "error"] == []


def test_every_warning_about_a_mail_of_the_story_is_excused_on_its_issue(story: Made) -> None:
    assert [p for path in story.problems if path.startswith("email/") for p in story.problems[path]] == []


def test_every_rule_says_its_sentence() -> None:
    assert [rule for rule in RULES if not (rule.__doc__ or "").strip()] == []


def test_contrast_is_what_the_standard_says() -> None:
    """Worked values of WCAG's own examples."""
    white, grey = colour("#fff"), colour("#767676")
    assert white and grey
    assert round(contrast(white, grey), 2) == 4.54
    assert colour("transparent") is None and colour("rgba(0,0,0,.5)") is None


def test_the_table_of_clients_is_whole() -> None:
    assert len(CLIENTS) == 13
    assert all(re.fullmatch(r"[yanu]{13}", codes) for codes in SUPPORT.values())
    names = {feature.partition("-")[2] for feature in SUPPORT} | {
        feature.partition("-")[2].removesuffix("-attribute") for feature in SUPPORT
    }
    assert [name for name in ACCEPTED if name not in names] == []


def test_the_budget_counts_what_the_message_carries(good: Mail) -> None:
    """The HTML part of the message has as many bytes as the budget says, line ends aside."""
    part = good.message.replace(b"\r\n", b"\n").partition(b'text/html; charset="utf-8"')[2].partition(b"\n\n")[2]
    assert abs(budget.weight(good.html) - budget.RESERVE - len(part.rpartition(b"\n--=_")[0])) < 100
