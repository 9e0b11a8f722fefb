"""One copy of a mail to one address, by SMTP."""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from urllib.parse import SplitResult, unquote, urlsplit

from generator.mail.deliver.draft import Refused
from generator.mail.deliver.web import TIMEOUT, is_loopback

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")


def addressed(message: bytes, to: str) -> bytes:
    """The message with its recipient. Raises Refused for anything but one plain address.

    >>> addressed(b"Subject: x\\r\\n", "a@b.example")
    b'To: a@b.example\\r\\nSubject: x\\r\\n'
    """
    if not _ADDRESS.fullmatch(to):
        raise Refused(f"expected one address such as name@example.org, found {to!r}")
    return b"To: " + to.encode("ascii") + b"\r\n" + message


def send_test(
    message: bytes, sender: str, to: str, server: str, password: str | None, timeout: float = TIMEOUT
) -> None:
    """Sends one copy over `smtp://[user@]host[:587]` (STARTTLS) or `smtps://…[:465]`. Raises Refused.

    Only this machine itself may be spoken to without encryption.
    """
    content = addressed(message, to)
    if not _ADDRESS.fullmatch(sender):
        raise Refused(f"the sender {sender!r} is no plain address")
    parts = _server(server)
    host = parts.hostname or ""
    safe = ssl.create_default_context()
    try:
        with (
            smtplib.SMTP_SSL(host, parts.port or 465, timeout=timeout, context=safe)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, parts.port or 587, timeout=timeout)
        ) as connection:
            if parts.scheme == "smtp" and (connection.ehlo()[0] and connection.has_extn("starttls")):
                connection.starttls(context=safe)
                connection.ehlo()
            elif parts.scheme == "smtp" and not is_loopback(host):
                raise Refused(f"{host} offers no encryption (STARTTLS); nothing was sent")
            if parts.username:
                if not password:
                    raise Refused("SMTP_PASSWORD is not set")
                _log_in(connection, unquote(parts.username), password)
            connection.sendmail(sender, [to], content)
    except smtplib.SMTPAuthenticationError:
        raise Refused(f"{host} did not accept user and password") from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise Refused(f"{host} did not take the mail: {error}") from None


def _server(address: str) -> SplitResult:
    """Raises Refused; a password in an address ends up in histories and logs."""
    try:
        parts = urlsplit(address)
        if parts.scheme in ("smtp", "smtps") and parts.hostname and not parts.password and parts.port != 0:
            return parts
    except ValueError:
        pass  # a port or an IPv6 address that is none: the same refusal
    raise Refused("expected smtp://[user@]host[:port] or smtps://…, without a password; it belongs into SMTP_PASSWORD")


def _log_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    """As `login`, which fails on an umlaut; PLAIN takes one as UTF-8 (RFC 4616). Raises SMTPAuthenticationError."""
    if user.isascii() and password.isascii():
        connection.login(user, password)
        return
    word = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    code, said = connection.docmd("AUTH", f"PLAIN {word}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)
