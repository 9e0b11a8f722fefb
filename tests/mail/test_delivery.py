"""Drafts at providers that keep their contracts and fail in every way they can."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator import cli
from generator.content.records.publication import Newsletter
from generator.mail import issues, providers
from generator.mail.deliver.draft import Drafts, Payload, Refused, push
from generator.mail.deliver.web import Client
from generator.mail.mail import Mail
from generator.mail.providers import APIS
from tests.builders import FILES, correction, frozen, publication
from tests.publications import ROOT, Made

CONTRACTS = Path(__file__).parents[1] / "contracts"
ISSUE = "2026-01-30-runde"


def contract(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((CONTRACTS / f"{name}.schema.json").read_text("utf-8")))


class Fake:
    """A provider in memory. `script` holds answers to give instead of the right one: (status, headers, body).

    It does what the method `holds` asks ("POST", or "BACK" for reading a draft back), and answers only when released.
    """

    def __init__(self) -> None:
        self.mails: dict[str, dict[str, Any]] = {}
        self.log: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.script: list[tuple[int, dict[str, str], str] | None] = []
        self.faults: list[str] = []
        self.change: dict[str, Any] = {}
        self.keys: dict[str, str] = {}
        self.holds: str = ""
        self.reached, self.released = threading.Event(), threading.Event()
        self.url = ""


class Handler(BaseHTTPRequestHandler):
    """Both providers' paths; what a request says is held against the contracts."""

    fake: Fake

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def answer(self) -> None:
        fake = self.fake
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fake.log.append((self.command, self.path))
        fake.headers.append({key: value for key, value in self.headers.items()})
        scripted = fake.script.pop(0) if fake.script else None
        if scripted:
            status, headers, text = scripted
            self.reply(status, text.encode(), headers)
            return
        parts = urlsplit(self.path)
        if parts.path.startswith("/api/campaigns"):
            status, value = self.listmonk(parts.path, parse_qs(parts.query), json.loads(body) if body else None)
        else:
            status, value = self.buttondown(parts.path, json.loads(body) if body else None)
        back = self.command == "GET" and parts.path.rpartition("/")[2] in fake.mails
        if fake.holds and fake.holds == ("BACK" if back else self.command):
            fake.reached.set()
            fake.released.wait(20)
        self.reply(status, json.dumps(value).encode(), {})

    def reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(status)
            for key, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(content)

    def refuse(self, name: str, value: Any) -> str:
        found = [error.message for error in contract(name).iter_errors(value)]
        self.fake.faults += found
        return "; ".join(found)

    def listmonk(self, path: str, query: dict[str, list[str]], value: Any) -> tuple[int, Any]:
        fake = self.fake
        if self.headers.get("Authorization") != "Basic " + base64.b64encode(b"api:geheim").decode():
            return 403, {"message": "invalid session"}
        rest = path.removeprefix("/api/campaigns").strip("/")
        if self.command == "GET" and not rest:
            # The real filter finds campaigns that share one of several tags; ours finds too many on purpose.
            return 200, {"data": {"results": [{**m, "body": ""} for m in fake.mails.values()] or None}}
        if rest and rest not in fake.mails:
            return 404, {"message": "campaign not found"}
        if self.command == "GET":
            return 200, {"data": {**fake.mails[rest], **fake.change}}
        said = self.refuse("listmonk-campaign", value)
        if said:
            return 400, {"message": said}
        id = rest or str(len(fake.mails) + 1)
        fake.mails[id] = {**value, "id": int(id), "status": "draft"}
        return 200, {"data": fake.mails[id]}

    def buttondown(self, path: str, value: Any) -> tuple[int, Any]:
        fake = self.fake
        if self.headers.get("Authorization") != "Token geheim":
            return 401, {"detail": "Invalid token."}
        rest = path.removeprefix("/emails").strip("/")
        if self.command == "GET" and not rest:
            return 200, {"results": list(fake.mails.values()), "count": len(fake.mails), "next": None}
        if self.command == "GET":
            return 200, {**fake.mails[rest], **fake.change}
        said = self.refuse("buttondown-email", value)
        if said:
            return 422, {"detail": said}
        if self.command == "POST":
            key = self.headers["X-Idempotency-Key"]
            id = fake.keys.setdefault(key, f"em_{len(fake.mails) + 1}")
            fake.mails[id] = {**value, "id": id}
            return 201, fake.mails[id]
        fake.mails[rest] |= value
        return 200, fake.mails[rest]


@pytest.fixture
def fake() -> Iterator[Fake]:
    state = Fake()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"fake": state}))
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield state
    state.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def mail(golden: Made) -> Mail:
    edition = golden.editions["de"]
    return issues.issue_mail(edition, edition.issues[-1][0])


waited: list[float] = []


TOKENS = {"listmonk": "api:geheim", "buttondown": "geheim"}
"""What the fake takes."""
LISTS = Newsletter(list="3", template=7)
"""What the publication says of its account."""


def drafts(name: str, url: str, timeout: float = 5) -> Drafts:
    """A provider's drafts at the fake's address, with a token."""
    waited.clear()
    headers = APIS[name].headers(TOKENS[name])
    return APIS[name].drafts(Client(base=url, headers=headers, sleep=waited.append, timeout=timeout))


def payload(mail: Mail, name: str) -> Payload:
    """A mail as `push` sends it."""
    return APIS[name].complete(providers.payload(mail, name), LISTS, mail.list)


both = pytest.mark.parametrize("name", TOKENS)


@both
def test_a_push_makes_one_draft_and_the_next_updates_it(name: str, fake: Fake, mail: Mail) -> None:
    draft, new = push(drafts(name, fake.url), payload(mail, name), mail.key)
    assert new and draft.status == "draft" and len(fake.mails) == 1 and fake.faults == []
    changed = replace(mail, subject="Ein neuer Betreff")
    again, new = push(drafts(name, fake.url), payload(changed, name), mail.key)
    assert not new and again.id == draft.id and again.subject == "Ein neuer Betreff"
    assert len(fake.mails) == 1 and fake.faults == []
    assert [method for method, _ in fake.log if method == "POST"] == ["POST"]
    assert [path for _, path in fake.log if "status" in path.partition("?")[0] or "send" in path] == []


@both
def test_languages_and_errata_are_drafts_of_their_own(name: str, fake: Fake, mail: Mail) -> None:
    for one in (mail, replace(mail, language="en"), replace(mail, kind="erratum")):
        assert push(drafts(name, fake.url), payload(one, name), one.key)[1]
    assert len(fake.mails) == 3


@both
def test_a_push_that_was_killed_before_it_read_back_makes_no_second_draft(name: str, fake: Fake, mail: Mail) -> None:
    fake.script = [None, None, (500, {}, "killed")]
    with pytest.raises(Refused, match="push again, no draft is made twice"):
        push(drafts(name, fake.url), payload(mail, name), mail.key)
    assert len(fake.mails) == 1
    _, new = push(drafts(name, fake.url), payload(mail, name), mail.key)
    assert not new and len(fake.mails) == 1


@both
@pytest.mark.parametrize("holds", ["POST", "BACK"])
def test_an_answer_that_comes_too_late_makes_no_second_draft(name: str, holds: str, fake: Fake, mail: Mail) -> None:
    fake.holds = holds
    with pytest.raises(Refused, match=r"did not answer within 0\.3 s; push again, no draft is made twice"):
        push(drafts(name, fake.url, timeout=0.3), payload(mail, name), mail.key)
    fake.holds = ""
    fake.released.set()
    assert len(fake.mails) == 1
    draft, new = push(drafts(name, fake.url), payload(mail, name), mail.key)
    assert not new and draft.status == "draft" and len(fake.mails) == 1


@both
def test_what_was_sent_already_is_not_touched(name: str, fake: Fake, mail: Mail) -> None:
    push(drafts(name, fake.url), payload(mail, name), mail.key)
    for kept in fake.mails.values():
        kept["status"] = "sent"
    before = json.dumps(fake.mails)
    with pytest.raises(Refused, match="'sent' at the provider, not a draft"):
        push(drafts(name, fake.url), payload(mail, name), mail.key)
    assert json.dumps(fake.mails) == before


@both
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "about_to_send"}, "instead of a draft"),
        ({"subject": "anders"}, "changed the subject"),
        ({"body": "<p>anders</p>"}, "changed the body"),
    ],
)
def test_the_draft_is_read_back(name: str, change: dict[str, str], said: str, fake: Fake, mail: Mail) -> None:
    fake.change = change
    with pytest.raises(Refused, match=said):
        push(drafts(name, fake.url), payload(mail, name), mail.key)


@both
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "does not take this draft"),
        (401, "token was not accepted"),
        (403, "token was not accepted"),
        (404, "there is no such thing"),
        (409, "exists already"),
        (422, "does not take this draft"),
        (500, "provider failed"),
        (503, "provider failed"),
        (302, "redirect"),
    ],
)
def test_every_refusal_says_what_to_do(name: str, status: int, said: str, fake: Fake, mail: Mail) -> None:
    for step in (0, 1, 2):
        fake.script = [*([None] * step), (status, {"Location": "https://elsewhere.example/"}, "warum auch immer")]
        with pytest.raises(Refused, match=said) as error:
            push(drafts(name, fake.url), payload(mail, name), f"issue:x{step}:de")
        assert "geheim" not in str(error.value)
        if status != 302:
            assert "warum auch immer" in str(error.value)


def test_a_wait_that_is_asked_for_is_kept(fake: Fake, mail: Mail) -> None:
    fake.script = [(429, {"Retry-After": "7"}, "langsam")]
    push(drafts("buttondown", fake.url), payload(mail, "buttondown"), mail.key)
    assert waited == [7] and len(fake.mails) == 1


@pytest.mark.parametrize("after", ["3600", "Fri, 20 Nov 2026 12:00:00 GMT", ""])
def test_a_wait_that_is_too_long_or_no_number_is_told(after: str, fake: Fake, mail: Mail) -> None:
    fake.script = [(429, {"Retry-After": after}, "")]
    with pytest.raises(Refused, match="too many requests"):
        push(drafts("buttondown", fake.url), payload(mail, "buttondown"), mail.key)
    assert waited == []


def test_a_provider_that_always_asks_to_wait_is_left_alone(fake: Fake, mail: Mail) -> None:
    fake.script = [(429, {"Retry-After": "1"}, "")] * 9
    with pytest.raises(Refused, match="too many requests"):
        push(drafts("listmonk", fake.url), payload(mail, "listmonk"), mail.key)
    assert waited == [1, 1]


def test_no_answer_and_no_server_are_told(mail: Mail) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Refused, match="did not answer within"):
            push(drafts("listmonk", url, timeout=0.2), payload(mail, "listmonk"), mail.key)
    with pytest.raises(Refused, match="cannot reach"):
        push(drafts("listmonk", url, timeout=0.2), payload(mail, "listmonk"), mail.key)


def test_a_page_instead_of_json_is_told(fake: Fake, mail: Mail) -> None:
    fake.script = [(200, {}, "<html>login</html>")]
    with pytest.raises(Refused, match="did not answer with JSON"):
        push(drafts("listmonk", fake.url), payload(mail, "listmonk"), mail.key)


def test_a_redirect_gets_no_token(fake: Fake, mail: Mail) -> None:
    fake.script = [(307, {"Location": f"{fake.url}/elsewhere"}, "")]
    with pytest.raises(Refused, match="redirect"):
        push(drafts("listmonk", fake.url), payload(mail, "listmonk"), mail.key)
    assert [path for _, path in fake.log if "elsewhere" in path] == []


@pytest.mark.parametrize(
    "url", ["http://provider.example", "ftp://127.0.0.1", "http://127.0.0.1.provider.example", "//x"]
)
def test_a_token_does_not_travel_unencrypted(url: str) -> None:
    with pytest.raises(Refused, match="not https"):
        drafts("listmonk", url)


def test_a_password_in_an_address_is_refused() -> None:
    with pytest.raises(Refused, match="must not contain a password"):
        drafts("listmonk", "https://api:geheim@provider.example")


@pytest.mark.parametrize("name", ["listmonk", "buttondown"])
def test_every_payload_of_the_real_publication_keeps_the_contract(name: str, real: Made) -> None:
    schema = contract("listmonk-campaign" if name == "listmonk" else "buttondown-email")
    paths = [path for path in real.files if path.endswith(f"/{name}.json")]
    assert paths
    for path in paths:
        value = json.loads(real.text(path)) | ({"lists": [1]} if name == "listmonk" else {})
        assert [error.message for error in schema.iter_errors(value)] == [], path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    extra = "newsletter: {provider: listmonk, form: 'https://lists.example', list: '3', template: 7}\n"
    return frozen(publication(tmp_path / "content", **{"publication.yml": FILES["publication.yml"] + extra}))


def run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.main, [str(a) for a in arguments], env=environment, catch_exceptions=False)
    return done.exit_code, done.output


def push_issue(content: Path, fake: Fake, *options: str, **environment: str) -> tuple[int, str]:
    """A push of the issue to listmonk at the fake's address."""
    where = ("--url", fake.url, "--content", content, "--as-of", "2026-07-01")
    return run("push", ISSUE, "--to", "listmonk", *where, *options, **environment)


def test_push_makes_a_draft_per_language(content: Path, fake: Fake) -> None:
    code, said = push_issue(content, fake, LISTMONK_TOKEN="api:geheim")
    assert code == 0, said
    assert sorted(mail["tags"][0] for mail in fake.mails.values()) == [f"issue:{ISSUE}:de", f"issue:{ISSUE}:en"]
    assert {mail["template_id"] for mail in fake.mails.values()} == {7}


def test_what_has_a_list_of_its_own_goes_there(content: Path, fake: Fake) -> None:
    """The digest, the topic's mail and the alert; a draft each, none in place of another."""
    files = {
        "publication.yml": FILES["publication.yml"]
        + "newsletter: {provider: listmonk, form: 'https://lists.example', list: '3',"
        " lists: {weekly: '5', alerts: '6 7', chips: '8'}}\n",
        "topics/chips.yml": "title: {de: Chips, en: Chips}\n",
        "deals/runde.yml": FILES["deals/runde.yml"]
        + "topics: [chips]\nalert: {date: 2026-01-29, text: {de: Zugesagt ist nicht bezahlt.}}\n",
        f"briefings/{ISSUE}/briefing.yml": FILES[f"briefings/{ISSUE}/briefing.yml"] + correction("summary", "a", "b"),
    }
    folder = publication(content.parent / "lists", **files)
    options = ("--to", "listmonk", "--url", fake.url, "--content", folder, "--as-of", "2026-07-01", "--language", "de")
    for name, *more in ([ISSUE], [ISSUE, "--erratum"], [ISSUE, "--topic", "chips"], ["2026-w05"], ["runde"]):
        code, said = run("push", name, *more, *options, LISTMONK_TOKEN="api:geheim")
        assert code == 0, said
    assert {mail["tags"][0]: mail["lists"] for mail in fake.mails.values()} == {
        f"issue:{ISSUE}:de": [3],
        f"erratum:{ISSUE}:de:2026-02-02": [3],
        f"topic-chips:{ISSUE}:de": [8],
        "digest:2026-w05:de": [5],
        "alert:runde:de": [6, 7],
    }
    assert fake.faults == []


def test_a_program_that_is_killed_before_it_reads_back_makes_no_second_draft(content: Path, fake: Fake) -> None:
    """The real program in a process of its own, ended by the system between making the draft and reading it back."""
    fake.holds = "BACK"
    command = [
        sys.executable,
        "-m",
        "generator",
        "push",
        ISSUE,
        "--to",
        "listmonk",
        "--language",
        "de",
        "--url",
        fake.url,
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LISTMONK_TOKEN": "api:geheim"}
    process = subprocess.Popen([*command, "--content", str(content), "--as-of", "2026-07-01"], env=environment)
    assert fake.reached.wait(30) and len(fake.mails) == 1
    process.kill()
    assert process.wait(10) == -signal.SIGKILL
    fake.holds = ""
    fake.released.set()
    code, said = push_issue(content, fake, "--language", "de", LISTMONK_TOKEN="api:geheim")
    assert code == 0 and "draft 1 updated" in said
    assert len(fake.mails) == 1 and fake.faults == []


def test_a_dry_run_prints_the_payload_and_where_it_would_go_and_calls_nobody(content: Path, fake: Fake) -> None:
    host = fake.url.removeprefix("http://")
    code, said = push_issue(content, fake, "--language", "en", "--dry-run")
    assert code == 0 and fake.log == []
    told, _, payload = said.partition("\n")
    assert told == f"listmonk: a push would call {host} with the token"
    assert json.loads(payload)["subject"].startswith("Erfunden Ventures commits capital to Beispiel Labs")
    code, said = run("push", ISSUE, "--to", "listmonk", "--dry-run", "--content", content, "--as-of", "2026-07-01")
    assert code == 0 and said.startswith(
        "listmonk: a push would call the server that LISTMONK_URL names; it is not set\n"
    )


def test_a_push_names_the_host_that_gets_the_token(content: Path, fake: Fake) -> None:
    environment = {"LISTMONK_TOKEN": "api:geheim", "LISTMONK_URL": fake.url}
    code, said = run("push", ISSUE, "--to", "listmonk", "--content", content, "--as-of", "2026-07-01", **environment)
    assert code == 0 and said.startswith(f"listmonk: the token goes to {fake.url.removeprefix('http://')}\n"), said
    assert "geheim" not in said and len(fake.mails) == 2


@pytest.mark.parametrize("provider", TOKENS)
def test_no_content_decides_where_a_token_goes(provider: str, fake: Fake, tmp_path: Path) -> None:
    """A change to publication.yml that names another server is refused, and nobody there is called."""
    extra = f"newsletter: {{provider: none, list: '3', url: '{fake.url}'}}\n"
    folder = publication(tmp_path, **{"publication.yml": FILES["publication.yml"] + extra})
    token = {f"{provider.upper()}_TOKEN": TOKENS[provider], "LISTMONK_URL": ""}
    code, said = run("push", ISSUE, "--to", provider, "--content", folder, "--as-of", "2026-07-01", **token)
    assert (code, fake.log) == (1, []), said
    assert "a token goes only where the editor's own environment says" in said


def test_the_fixed_address_of_a_provider_cannot_be_another(content: Path, fake: Fake) -> None:
    where = ("--url", fake.url, "--content", content, "--as-of", "2026-07-01")
    code, said = run("push", ISSUE, "--to", "buttondown", *where, BUTTONDOWN_TOKEN="geheim")
    assert code == 2 and "the address of buttondown is fixed, https://api.buttondown.com/v1" in said and fake.log == []
    code, said = run("push", ISSUE, "--to", "buttondown", "--dry-run", *where[2:], BUTTONDOWN_URL=fake.url)
    assert code == 0 and said.startswith("buttondown: a push would call api.buttondown.com with the token")


@pytest.mark.parametrize("body", ["geheim", "api:geheim", "YXBpOmdlaGVpbQ==", "\x1b[31mapi:geheim"])
def test_a_provider_that_repeats_the_token_does_not_get_it_printed(body: str, content: Path, fake: Fake) -> None:
    fake.script = [(403, {}, f"no such user {body} here")]
    code, said = push_issue(content, fake, LISTMONK_TOKEN="api:geheim")
    assert code == 1 and "no such user" in said and "…" in said
    assert not re.search("geheim|YXBp|\x1b", said), said


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (["push", ISSUE, "--to", "listmonk", "--url", "https://x.example"], {}, 1, "LISTMONK_TOKEN is not set"),
        (["push", ISSUE, "--to", "listmonk"], {"LISTMONK_TOKEN": "a:b"}, 1, "listmonk has no address"),
        (
            ["push", ISSUE, "--to", "listmonk", "--url", "https://x.example"],
            {"LISTMONK_TOKEN": "ab"},
            1,
            "'user:token'",
        ),
        (["push", ISSUE, "--to", "substack"], {}, 2, "is not one of"),
        (["push", "2026-01-30-rund", "--to", "listmonk"], {}, 2, "did you mean"),
        (["push", ISSUE, "--to", "listmonk", "--language", "fr"], {}, 2, "in 'fr'"),
        (["push", ISSUE, "--to", "listmonk", "--erratum"], {}, 2, "has no erratum"),
        (["push", ISSUE, "--to", "listmonk", "--topic", "chips"], {}, 2, "has no mail on the topic 'chips'"),
        (["push", ISSUE, "--to", "listmonk", "--topic", "issue"], {}, 2, "has no mail on the topic 'issue'"),
        (["push", ISSUE, "--to", "listmonk", "--topic", "chips", "--erratum"], {}, 2, "choose one"),
        (["push", "2026-w05", "--to", "listmonk"], {}, 2, "there is no published issue, digest or alert"),
        (["send-test", ISSUE, "--to", "a@b.example"], {}, 2, "--smtp"),
        (
            ["send-test", ISSUE, "--to", "a@b.example,c@d.example", "--smtp", "smtp://127.0.0.1:1"],
            {},
            1,
            "expected one address",
        ),
        (["send-test", ISSUE, "--to", "a@b.example", "--smtp", "smtp://127.0.0.1:1"], {}, 1, "did not take the mail"),
        (["send-test", ISSUE, "--to", "a@b.example", "--smtp", "http://x.example"], {}, 1, "expected smtp://"),
    ],
)
def test_wrong_use_is_explained(
    arguments: list[str], environment: dict[str, str], code: int, said: str, content: Path
) -> None:
    clean = {"LISTMONK_TOKEN": "", "SMTP_URL": ""} | environment
    found, output = run(
        *arguments,
        "--content",
        content,
        "--as-of",
        "2026-07-01",
        **{k: v for k, v in clean.items() if v or k == "LISTMONK_TOKEN"},
    )
    assert (found, said in output) == (code, True), output
