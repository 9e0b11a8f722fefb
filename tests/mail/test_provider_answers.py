"""Whatever a provider answers, and whatever stands in a token or an address: a sentence and no traceback."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.mail.deliver.draft import Refused
from generator.mail.deliver.web import Client
from generator.mail.providers import APIS
from generator.mail.providers.buttondown import Buttondown
from generator.mail.providers.listmonk import Listmonk

DRAFT = {"id": "em_1", "status": "draft", "subject": "x", "body": "x"}
BROKEN = {
    "no HTTP": (b"220 mail.example ESMTP\r\n\r\n", "does not speak HTTP"),
    "cut short": (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "broke off"),
    "a broken chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke off"),
    "an error cut short": (b"HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\nhalf", "the provider failed (500): half"),
    "nothing": (b"", "cannot reach"),
    "a deep nest": (b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 100_000, "did not answer with JSON"),
    "another encoding": ('HTTP/1.1 200 OK\r\n\r\n"ä"'.encode("latin-1"), "did not answer with JSON"),
}


@contextmanager
def answering(raw: bytes) -> Iterator[str]:
    """The address of a server that answers every request with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(raw)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def client(url: str, token: str = "geheim") -> Client:
    return Client(base=url, headers=APIS["buttondown"].headers(token), sleep=lambda seconds: None, timeout=5)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_told(name: str) -> None:
    raw, said = BROKEN[name]
    with answering(raw) as url, pytest.raises(Refused) as refused:
        client(url).call("GET", "/emails")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "the answer: "),
        (None, "the answer: "),
        ({}, "results: Field required"),
        ({"results": {}}, "results: "),
        ({"results": ["x"]}, "results.0: "),
        ({"results": [DRAFT, {**DRAFT, "id": 7}]}, "results.1.id: Input should be a valid string"),
        ({"results": [{**DRAFT, "metadata": "x"}]}, "results.0.metadata: "),
    ],
)
def test_an_answer_of_another_shape_names_the_place(value: object, said: str) -> None:
    raw = b"HTTP/1.1 200 OK\r\n\r\n" + json.dumps(value).encode()
    with answering(raw) as url, pytest.raises(Refused) as refused:
        Buttondown(client(url)).find("issue:x:de")
    assert said in str(refused.value)
    assert str(refused.value).endswith("is it the address of the API?")


@pytest.mark.parametrize("value", [{}, {"data": []}, {"data": {"results": [{"id": 1}]}}])
def test_so_it_is_at_listmonk(value: object) -> None:
    raw = b"HTTP/1.1 200 OK\r\n\r\n" + json.dumps(value).encode()
    with answering(raw) as url, pytest.raises(Refused, match="is it the address of the API"):
        Listmonk(client(url)).find("issue:x:de")


@pytest.mark.parametrize("token", ["„geheim“", "geheim\nX-Other: 1", "geheim\r", "\0"])
def test_a_token_with_a_character_that_no_token_has_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(Refused, match="the token holds a character") as refused:
        client("https://provider.example", token)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:99999", "https://a:b", "http://[::1", "https://ä.example", "https://a b/", "https://a\n", ""],
)
def test_what_only_looks_like_an_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match=r"is no address|is not https"):
        client(url)


def test_a_host_that_no_name_server_could_know_is_told() -> None:
    with pytest.raises(Refused, match=r"cannot reach a\.\.b"):
        client("https://a..b").call("GET", "/emails")
