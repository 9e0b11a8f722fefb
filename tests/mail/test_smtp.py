"""One copy of a mail, by a real conversation with a server: encrypted, after a login, byte for byte, or not at all."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from generator.mail import issues
from generator.mail.deliver.draft import Refused
from generator.mail.deliver.smtp import addressed, send_test
from generator.mail.mail import Mail
from tests.publications import Made

SENDER, READER = "redaktion@x.example", "leser@y.example"
PASSWORDS = ("geheim", "geheim & länger")


class Server:
    """Keeps what arrives, and whether it came encrypted and from whom."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], bytes]] = []
        self.encrypted: list[bool] = []
        self.users: list[str] = []
        self.url = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append((envelope.rcpt_tos, envelope.original_content))
        self.encrypted.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"

    def allow(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password.decode() in PASSWORDS
        if right:
            self.users.append(data.login.decode())
        return AuthResult(success=right, handled=False)


@contextmanager
def serving(scheme: str = "smtp", user: str = "", **options: Any) -> Iterator[Server]:
    server = Server()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port, **options)
    if "auth_required" in options:
        controller.SMTP_kwargs["authenticator"] = server.allow
    server.url = f"{scheme}://{user}127.0.0.1:{port}"
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Somebody whose certificates this machine does not know."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now it does."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.fixture
def certified(authority: trustme.CA) -> Callable[[str], ssl.SSLContext]:
    """A server's side of an encrypted connection, with a certificate for a name."""

    def made(name: str) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        return context

    return made


@pytest.fixture(scope="session")
def mail(golden: Made) -> Mail:
    """One with odd signs in every place."""
    edition = golden.editions["de"]
    return issues.issue_mail(edition, edition.issues[-1][0])


def test_one_copy_arrives_byte_for_byte(mail: Mail) -> None:
    with serving() as server:
        send_test(mail.message, SENDER, READER, server.url, None)
    assert server.got == [([READER], addressed(mail.message, READER))]
    assert server.got[0][1].removeprefix(b"To: leser@y.example\r\n") == mail.message


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("password", PASSWORDS)
def test_encryption_is_used_where_it_is_offered_and_the_login_waits_for_it(
    password: str, mail: Mail, certified: Callable[[str], ssl.SSLContext]
) -> None:
    login = {"auth_required": True, "auth_require_tls": True, "require_starttls": True}
    with serving(user="ich%40x.example@", tls_context=certified("127.0.0.1"), **login) as server:
        send_test(mail.message, SENDER, READER, server.url, password)
    assert (server.encrypted, server.users) == ([True], ["ich@x.example"])
    assert server.got == [([READER], addressed(mail.message, READER))]


@pytest.mark.usefixtures("trusted")
def test_a_connection_can_be_encrypted_from_its_first_byte(
    mail: Mail, certified: Callable[[str], ssl.SSLContext]
) -> None:
    with serving("smtps", ssl_context=certified("127.0.0.1")) as server:
        send_test(mail.message, SENDER, READER, server.url, None)
    assert server.encrypted == [True]
    assert server.got == [([READER], addressed(mail.message, READER))]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_nobody_vouches_for_gets_nothing(
    scheme: str, mail: Mail, certified: Callable[[str], ssl.SSLContext]
) -> None:
    option = "tls_context" if scheme == "smtp" else "ssl_context"
    with (
        serving(scheme, **{option: certified("127.0.0.1")}) as server,
        pytest.raises(Refused, match=r"did not take the mail: .*certificate verify failed"),
    ):
        send_test(mail.message, SENDER, READER, server.url, None)
    assert server.got == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_gets_nothing(mail: Mail, certified: Callable[[str], ssl.SSLContext]) -> None:
    with (
        serving(tls_context=certified("elsewhere.example")) as server,
        pytest.raises(Refused, match="certificate verify failed: IP address mismatch"),
    ):
        send_test(mail.message, SENDER, READER, server.url, None)
    assert server.got == []


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("falsch", "did not accept user and password"),
        ("fälsch", "did not accept user and password"),
        (None, "SMTP_PASSWORD is not set"),
    ],
)
def test_a_wrong_password_is_told_and_not_shown(
    password: str | None, said: str, mail: Mail, certified: Callable[[str], ssl.SSLContext]
) -> None:
    with (
        serving(user="ich@", tls_context=certified("127.0.0.1"), auth_required=True) as server,
        pytest.raises(Refused, match=re.escape(said)) as refused,
    ):
        send_test(mail.message, SENDER, READER, server.url, password)
    assert not password or password not in str(refused.value)
    assert server.got == []


@pytest.mark.parametrize(
    "server",
    ["smtp://[::1", "smtp://h:99999", "smtp://h:x", "smtp://:25", "http://h", "h:25", "smtp://ich:geheim@h", ""],
)
def test_what_is_no_address_of_a_server_is_refused_and_a_password_in_it_not_shown(server: str, mail: Mail) -> None:
    with pytest.raises(Refused, match="expected smtp://") as refused:
        send_test(mail.message, SENDER, READER, server, None)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("server", ["smtp://a..b", "smtp://" + "a" * 64 + ".example", "smtps://127.0.0.1:1"])
def test_a_server_that_cannot_be_reached_is_told(server: str, mail: Mail) -> None:
    with pytest.raises(Refused, match="did not take the mail"):
        send_test(mail.message, SENDER, READER, server, None)


@pytest.mark.parametrize(
    "to",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a b@c.example",
        "<a@b.example>",
        "ab",
        "ä@b.example",
        "",
    ],
)
def test_only_one_plain_address_is_taken(to: str, mail: Mail) -> None:
    with pytest.raises(Refused, match="expected one address"):
        addressed(mail.message, to)
