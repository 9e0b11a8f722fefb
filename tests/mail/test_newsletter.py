"""The mail of every issue, read by a parser that is not ours and held against what mail programs demand."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage

import pytest
from lxml import html

from generator.mail.frame import unsubscribe_url
from generator.mail.issues import preheader
from generator.mail.text import WIDTH, shortened
from generator.views import issues as issue_views
from generator.views.edition import Edition
from tests.publications import Made

CLIPPED = 102_000
"""Gmail cuts a mail's HTML off a little above 100 kB, and the imprint with it."""


@dataclass(frozen=True)
class Mail:
    """One issue's mail in one language: the three files, the parsed message, and the issue it was made of."""

    made: Made = field(repr=False)
    edition: Edition = field(repr=False)
    name: str
    raw: bytes = field(repr=False)
    message: EmailMessage = field(repr=False)
    html: str = field(repr=False)
    text: str = field(repr=False)

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.html)


@pytest.fixture(
    scope="module", params=[("golden", "de"), ("golden", "en"), ("real", "de"), ("real", "en")], ids="-".join
)
def mails(request: pytest.FixtureRequest) -> list[Mail]:
    """Every mail of one edition."""
    publication, language = request.param
    made: Made = request.getfixturevalue(publication)
    found = []
    for name, _ in made.editions[language].issues:
        folder = f"email/{name}/{language}"
        raw = made.files[f"{folder}/issue.eml"]
        message = email.message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        texts = [made.text(f"{folder}/issue.{kind}") for kind in ("html", "txt")]
        found.append(Mail(made, made.editions[language], name, raw, message, *texts))
    assert found
    return found


def words(text: str) -> str:
    return " ".join(text.split())


def test_subject_and_sender_come_through_as_they_were_written(mails: list[Mail]) -> None:
    for mail in mails:
        issue = mail.made.checked.archive.issues[mail.name]
        own, archive = issue.mail and issue.mail.subject, mail.made.checked.archive
        if own:
            assert mail.message["Subject"] == own.any(mail.edition.language)
        else:
            about = archive.organisations[archive.deals[issue.lead].subject].name if issue.lead else issue.title
            # A name that leaves no room in the line of a client gives way to the issue's own title.
            fits = about.any(mail.edition.language) in mail.message["Subject"]
            assert fits or mail.message["Subject"] == issue.title.any(mail.edition.language)
        (sender,) = mail.message["From"].addresses
        publication = mail.made.checked.archive.publication
        assert (sender.display_name, sender.addr_spec) == (publication.title, publication.editor.email)


def test_both_parts_come_through_exactly(mails: list[Mail]) -> None:
    for mail in mails:
        plain, rich = (mail.message.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None and rich is not None
        assert plain.get_content().replace("\r\n", "\n") == mail.text
        assert rich.get_content().replace("\r\n", "\n") == mail.html


def test_the_message_is_whole_and_has_no_defects(mails: list[Mail]) -> None:
    for mail in mails:
        assert mail.message.get_content_type() == "multipart/alternative"
        kinds = [part.get_content_type() for part in mail.message.iter_parts()]
        assert kinds == ["text/plain", "text/html"], "the last part is the one that programs prefer"
        assert [part.defects for part in mail.message.walk() if part.defects] == []
        assert [header for header in mail.message.values() if getattr(header, "defects", ())] == []


def test_the_bytes_are_what_smtp_carries(mails: list[Mail]) -> None:
    """RFC 5322: lines end with CRLF, "MUST be no more than 998 characters, and SHOULD be no more than 78"."""
    for mail in mails:
        assert mail.raw.isascii()
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", mail.raw)
        lines = mail.raw.split(b"\r\n")
        assert max(map(len, lines)) <= 998
        # An address in a header cannot be folded.
        assert [line for line in lines if len(line) > 78 and not re.fullmatch(rb" <[!-~]+>", line)] == []


def test_the_list_headers_let_programs_file_and_unsubscribe(mails: list[Mail]) -> None:
    """RFC 2369, RFC 2919 and RFC 8058."""
    for mail in mails:
        message = mail.message
        address = unsubscribe_url(mail.edition)
        assert address.startswith("https://")
        assert message["List-Unsubscribe"] == f"<{address}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["Content-Language"] == mail.edition.language
        assert message["Archived-At"].strip() == f"<{mail.edition.url(f'briefings/{mail.name}/')}>"
        assert message["Date"].datetime == mail.edition.published(mail.made.checked.archive.issues[mail.name])


def test_the_list_id_is_readable_as_it_stands(mails: list[Mail]) -> None:
    """RFC 2919: `[phrase] "<" list-id ">"`; only the phrase may be encoded, for filters compare the rest as bytes."""
    for mail in mails:
        found = re.search(rb"\r\nList-Id: ((?:[^\r]|\r\n )*)", mail.raw)
        assert found
        header = re.sub(rb"\r\n ", b" ", found[1]).decode()
        host = mail.made.checked.archive.publication.home.split("/")[2]
        assert header.endswith(f"<{mail.edition.language}.{host}>"), header
        phrase = header.rpartition("<")[0].strip()
        assert re.fullmatch(r'"(?:[^"\\]|\\.)*"|[\w !#$%&\'*+/=?^`{|}~-]*', phrase), phrase


def test_a_message_id_is_unique_and_stays(mails: list[Mail]) -> None:
    ids = [mail.message["Message-ID"] for mail in mails]
    assert len(set(ids)) == len(ids)
    for mail in mails:
        assert re.fullmatch(rf"<{mail.name}\.{mail.edition.language}@[\w.-]+>", mail.message["Message-ID"])


def test_language_and_direction_stand_where_web_mail_keeps_them(mails: list[Mail]) -> None:
    for mail in mails:
        root = mail.tree
        for element in (root, root.find("body"), root.find("body/div[@role='article']")):
            assert element is not None
            assert (element.get("lang"), element.get("dir")) == (mail.edition.language, "ltr")


def test_tables_are_for_layout_and_say_so(mails: list[Mail]) -> None:
    for mail in mails:
        tables = re.findall(r"<table[^>]*>", mail.html)
        assert tables
        assert [table for table in tables if 'role="presentation"' not in table] == []


def test_nothing_is_fetched_and_nothing_runs(mails: list[Mail]) -> None:
    for mail in mails:
        assert re.findall(r"(?i)<(?:script|link|iframe|object|video|audio|form|input)\b", mail.html) == []
        assert re.findall(r"(?i)@import|url\(|\bon[a-z]+\s*=\s*[\"']|javascript:", mail.html) == []
        images = [
            image.get("src").removeprefix(mail.made.checked.archive.publication.home) for image in mail.tree.iter("img")
        ]
        assert [image for image in images if f"site/{image}" not in mail.made.files] == [], "only our own charts"


def test_every_link_is_a_whole_address(mails: list[Mail]) -> None:
    for mail in mails:
        links = [a.get("href", "") for a in mail.tree.iter("a")]
        assert links
        assert [link for link in links if not re.match(r"https?://[^/]+/|mailto:", link)] == []


def test_no_client_clips_the_mail(mails: list[Mail]) -> None:
    for mail in mails:
        assert len(mail.html.encode()) < CLIPPED


def test_the_preview_says_something_else_than_the_subject(mails: list[Mail]) -> None:
    for mail in mails:
        shown, writer = issue_views.read(mail.edition, mail.name, web=True)
        preview = shortened(preheader(writer, shown))
        assert 0 < len(preview) <= 112
        assert preview != mail.message["Subject"]
        (hidden,) = mail.tree.find_class("preheader")
        assert hidden.text_content().startswith(preview)


def test_the_text_part_has_every_deals_address(mails: list[Mail]) -> None:
    for mail in mails:
        shown, _ = issue_views.read(mail.edition, mail.name, web=True)
        assert shown.cards
        lines = [line.strip() for line in mail.text.splitlines()]
        assert [card.href for card in shown.cards if card.href not in lines] == []
        in_html = {a.get("href") for a in mail.tree.iter("a")}
        assert [card.href for card in shown.cards if card.href not in in_html] == []


def test_the_text_part_has_every_claim_of_the_html(mails: list[Mail]) -> None:
    """Amount, meaning, origin and date of each claim, in one line as in the other part."""
    shown_with_claims = [
        (mail, shown)
        for mail in mails
        for shown, _ in [issue_views.read(mail.edition, mail.name, web=True)]
        if any(section.kind == "claims" for section in shown.sections)
    ]
    assert shown_with_claims
    for mail, shown in shown_with_claims:
        rich, plain = words(mail.tree.text_content()), words(mail.text)
        claims = [claim for figure in shown.figures for claim in figure.claims]
        assert claims
        for claim in claims:
            converted = f" ({claim.converted})" if claim.converted else ""
            line = words(f"{claim.amount}{converted}, {claim.meaning}: {claim.origin}")
            assert line in rich and line in plain, line


def test_a_name_is_printed_as_it_is_in_both_parts(mails: list[Mail]) -> None:
    """What looks like Markdown in a name is part of the name."""
    for mail in mails:
        _, writer = issue_views.read(mail.edition, mail.name, web=True)
        names = {org: writer.name(org) for org in mail.made.checked.archive.organisations}
        texts = {org: str(writer.text(f"[[{org}]]")) for org in names}
        rich = {org: html.fragment_fromstring(str(writer.inline(f"[[{org}]]"))).text_content() for org in names}
        assert rich == names
        assert texts == names


def test_no_line_of_the_text_part_is_wider_than_a_window(mails: list[Mail]) -> None:
    """72 characters; an address stays whole."""
    for mail in mails:
        wide = [line for line in mail.text.splitlines() if len(line) > WIDTH and "https://" not in line]
        assert wide == []
