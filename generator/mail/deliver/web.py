"""Requests with a token, made carefully: encrypted, never redirected, and with an answer for every refusal."""

from __future__ import annotations

import http.client
import ipaddress
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, ValidationError

from generator.mail.deliver.draft import Refused
from generator.mail.text import visible

Shape = TypeVar("Shape", bound=BaseModel)

TIMEOUT = 20.0
PATIENCE = 60
"""Seconds that a provider may ask us to wait; longer, and the editor decides."""
TRIES = 3


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token would go along to wherever it leads."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A connection that speaks JSON with a provider's API."""

    base: str
    """The API's address: "https://api.buttondown.com/v1"."""
    headers: Mapping[str, str]
    """The headers of each request: the token, and others that the provider asks for."""
    sleep: Callable[[float], None]
    """Waits for so many seconds; called when the provider asks for patience."""
    timeout: float = TIMEOUT
    """Seconds after which an answer is given up."""
    secrets: tuple[str, ...] = ()
    """Texts that are blotted out of every message, should a provider repeat them: the token."""

    def __post_init__(self) -> None:
        parts = _parts(self.base)
        if not all(text.isascii() and text.isprintable() for text in self.headers.values()):
            raise Refused(
                "the token holds a character that no token has, such as a line end or a curved quotation mark"
            )
        if parts.username or parts.password:
            raise Refused("the address of the provider must not contain a password; it belongs into the environment")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise Refused(f"{self.base} is not https: a token does not travel unencrypted")

    def read(
        self, shape: type[Shape], method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Shape:
        """The answer as what the provider's documentation promises. Raises Refused, for another shape too."""
        answer = self.call(method, path, body, headers)
        try:
            return shape.model_validate(answer)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the answer"
            raise Refused(
                f"{method} {self.base.rstrip('/')}{path}: {where}: {first['msg']}; is it the address of the API?"
            ) from None

    def call(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """The answer's JSON. Raises Refused with what to do about it."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base.rstrip("/") + path,
            data=content,
            method=method,
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                **self.headers,
                **(headers or {}),
            },
        )
        for tried in range(1, TRIES + 1):
            try:
                with _opener(self.base).open(request, timeout=self.timeout) as answer:
                    return _json(answer.read(), request)
            except urllib.error.HTTPError as error:
                with error:  # it holds the connection
                    wait = _wait(error)
                    if wait is None or tried == TRIES:
                        raise Refused(self._printable(_why(error, request))) from None
                self.sleep(wait)
            except (OSError, UnicodeError) as error:
                # URLError and TimeoutError are an OSError; a host such as a..b is the other.
                reason = getattr(error, "reason", error)
                if isinstance(reason, TimeoutError):
                    late = f"{host(self.base)} did not answer within {self.timeout:g} s"
                    raise Refused(f"{late}; push again, no draft is made twice") from None
                raise Refused(f"cannot reach {host(self.base)}: {reason}") from None
            except http.client.HTTPException:
                raise Refused(
                    f"{host(self.base)} broke off, or does not speak HTTP; push again, no draft is made twice"
                ) from None
        raise AssertionError("the last try either returns or raises")

    def _printable(self, text: str) -> str:
        """A message without controls and without the token, which a provider may have repeated."""
        carried = self.headers.get("Authorization", "").rpartition(" ")[2]
        for secret in sorted({*self.secrets, carried} - {""}, key=len, reverse=True):
            text = text.replace(secret, "…")
        return visible(text)


def host(base: str) -> str:
    """The host of an address, with its port if it names one: "lists.example.org". Raises Refused for none."""
    return _parts(base).netloc.rpartition("@")[2]


def _parts(base: str) -> SplitResult:
    """Raises Refused for what only looks like an address."""
    try:
        parts = urlsplit(base)
        if base.isascii() and base.isprintable() and " " not in base and parts.port != 0:
            return parts
    except ValueError:
        pass  # a port or an IPv6 address that is none: the same refusal
    raise Refused(f"{base!r} is no address; expected one such as https://lists.example.org")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _opener(base: str) -> urllib.request.OpenerDirector:
    # A proxy for the outside world has no business with this machine's own addresses.
    direct = [urllib.request.ProxyHandler({})] if is_loopback(urlsplit(base).hostname or "") else []
    return urllib.request.build_opener(_Straight, *direct)


def _wait(error: urllib.error.HTTPError) -> float | None:
    """How long the provider asks to wait, None if it does not or it is too long. A date needs a clock: not read."""
    seconds = error.headers.get("Retry-After", "").strip()
    return float(seconds) if error.code == 429 and seconds.isdigit() and int(seconds) <= PATIENCE else None


def _json(content: bytes, request: urllib.request.Request) -> Any:
    try:
        return json.loads(content) if content.strip() else None
    except (ValueError, RecursionError):
        raise Refused(f"{request.full_url} did not answer with JSON; is it the address of the API?") from None


def _why(error: urllib.error.HTTPError, request: urllib.request.Request) -> str:
    where = f"{request.get_method()} {request.full_url}"
    said = _said(error)
    match error.code:
        case 401 | 403:
            text = f"{where}: the token was not accepted ({error.code}){said}; check it in the environment"
        case 404:
            text = f"{where}: there is no such thing (404){said}; check the provider's address"
        case 409:
            text = (
                f"{where}: the provider says that this exists already (409){said}; look at its drafts, then push again"
            )
        case 400 | 422:
            text = f"{where}: the provider does not take this draft ({error.code}){said}"
        case 429:
            after = error.headers.get("Retry-After", "later")
            text = f"{where}: too many requests (429){said}; the provider asks to wait: {after}"
        case code if 300 <= code < 400:
            target = error.headers.get("Location")
            text = f"{where}: the answer is a redirect to {target}, which is not followed with a token"
        case _:
            text = f"{where}: the provider failed ({error.code}){said}; push again, no draft is made twice"
    return text


def _said(error: urllib.error.HTTPError) -> str:
    """The provider's own words about it, in one short line."""
    try:
        text = error.read(2_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    return f": {' '.join(text.split())[:300]}" if text.strip() else ""
