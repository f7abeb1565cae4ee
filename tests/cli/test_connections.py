"""Clients that send slowly, strangely or too much, or do not read; cases 82 to 91 and 102."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.cli import connections
from tests.api.conftest import write
from tests.api.corpus import bulletin, corpus
from tests.api.test_server import begin_export, read_rest, serving

pytestmark = pytest.mark.enable_socket
ENOUGH = 1.0  # seconds, where a client is given a tenth of that


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    url = f"sqlite:///{tmp_path_factory.mktemp('kb') / 'kb.db'}"
    write(url, corpus())
    with serving(url) as port:
        yield port


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", ENOUGH / 10)
    monkeypatch.setattr(connections, "STALL_SECONDS", ENOUGH / 10)


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def answer_to(port: int, request: bytes) -> bytes:
    """Send bytes, and return all that comes until the server closes the connection."""
    with connect(port) as client:
        client.sendall(request)
        return read_rest(client)


def until_closed(client: socket.socket) -> bytes:
    """Return what comes until the server closes the connection, in whatever way."""
    try:
        return read_rest(client)
    except ConnectionResetError:
        return b""


def status_of(port: int, head: str) -> str:
    """Send a request without a body; return the status that it is answered with."""
    whole = head.replace("\n", "\r\n").encode() + b"\r\nConnection: close\r\n\r\n"
    return answer_to(port, whole).split(b" ", 2)[1].decode()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /healthz HTTP/1.1\nHost: kb", "200"),
        pytest.param("GET /healthz HTTP/1.1\nHost: a\nHost: b", "400", id="case 83: two hosts"),
        pytest.param("GET /healthz HTTP/1.0\nX-A: b", "200", id="case 83: no host"),
        pytest.param("FETCH /healthz HTTP/1.1\nHost: kb", "400", id="case 86: unknown method"),
        pytest.param(f"GET /v1?{'x' * 8_100} HTTP/1.1\nHost: kb", "414", id="case 88: 8 kB"),
        pytest.param(f"GET /v1?{'x' * 20_000} HTTP/1.1\nHost: kb", "414", id="case 88: 20 kB"),
        pytest.param(f"GET /v1?{'x' * 66_000} HTTP/1.1\nHost: kb", "400", id="case 88: 66 kB"),
        pytest.param(
            "GET /healthz HTTP/1.1\nHost: kb" + f"\nX-A: {'y' * 990}" * 70,
            "400",
            id="case 89: 70 kB of headers",
        ),
        pytest.param(
            "GET /healthz HTTP/1.1\nHost: kb\nContent-Length: 4\nTransfer-Encoding: chunked",
            "400",
            id="case 91: two lengths",
        ),
        pytest.param(
            "GET /healthz HTTP/1.1\nHost: kb\nContent-Length: 4\nContent-Length: 5",
            "400",
            id="case 91: the length twice",
        ),
        pytest.param("GET /healthz HTTP/1.1\nHost : kb", "400", id="case 91: space before colon"),
    ],
)
def test_a_request_is_answered_with(port: int, head: str, status: str) -> None:
    assert status_of(port, head) == status


def test_case_91_bare_line_feeds_are_refused(port: int) -> None:
    assert answer_to(port, b"GET /healthz HTTP/1.1\nHost: kb\n\n").startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("header", ["X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https"])
def test_case_84_what_a_client_says_of_itself_changes_nothing(port: int, header: str) -> None:
    request = f"GET /v1/people/orma HTTP/1.1\r\nHost: kb\r\n{header}\r\nConnection: close\r\n\r\n"
    answer = answer_to(port, request.encode())
    assert b"\r\nlocation: /v1/people/tessa-orma\r\n" in answer
    assert b"6.6.6.6" not in answer


def test_case_89_an_endless_header_is_cut_short(port: int) -> None:
    sent = 0
    with connect(port) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: kb\r\nX-Endless: ")
        with suppress(OSError):  # closed by the server
            while sent < 10_000_000:
                sent += client.send(b"x" * 4096)
                time.sleep(0.0005)
    assert sent < 1_000_000


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /healthz HT",
        b"GET /healthz HTTP/1.1\r\nHost: kb\r\nX-Half: ",
        b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: kb\r\nContent-Length: 9\r\n\r\nhalf",
    ],
    ids=["silence", "half a line", "half a head", "empty lines", "half a body"],
)
def test_case_89_a_request_that_does_not_come_to_its_end_is_not_waited_for(
    port: int, sent: bytes
) -> None:
    began = time.monotonic()
    with connect(port) as client:
        client.sendall(sent)
        until_closed(client)
    assert time.monotonic() - began < ENOUGH


@pytest.mark.usefixtures("impatient")
def test_case_89_line_ends_after_an_answer_do_not_keep_a_connection(port: int) -> None:
    with connect(port) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: kb\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        client.sendall(b"\r\n")
        assert until_closed(client) == b""
    assert time.monotonic() - began < ENOUGH


@pytest.mark.usefixtures("impatient")
def test_a_connection_that_is_used_again_and_again_stays(port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as client:
        client.connect()
        first = client.sock
        for _ in range(6):
            client.request("GET", "/healthz")
            assert client.getresponse().read() == b'{"status":"ok"}'
            time.sleep(ENOUGH / 20)
        assert client.sock is first


def test_case_90_a_body_that_nobody_reads_takes_no_memory(port: int) -> None:
    before = resident_memory()
    with connect(port) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: kb\r\nContent-Length: 50000000\r\n\r\n")
        sending = threading.Thread(target=send_quietly, args=(client, 50_000_000), daemon=True)
        sending.start()
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
        sending.join(timeout=20)
    assert resident_memory() - before < 4_000_000


def send_quietly(client: socket.socket, length: int) -> None:
    with suppress(OSError):
        for _ in range(length // 65536):
            client.sendall(b"x" * 65536)


def resident_memory() -> int:
    """Return the bytes of memory of this process, where the server is, too."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


@pytest.mark.usefixtures("impatient")
def test_case_102_a_client_that_does_not_read_is_cut_off(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kb.db'}"
    write(url, [bulletin(number).noted for number in range(1500)])
    with serving(url) as port, begin_export(port) as client:
        time.sleep(ENOUGH)
        assert not until_closed(client).endswith(b"0\r\n\r\n")  # as it would be if it were whole
