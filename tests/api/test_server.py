"""The application behind a real server: HEAD, streams, and clients that leave; case 101."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from email.message import Message

import pytest
import uvicorn

from app.api.exports import MAX_EXPORTS
from app.cli.connections import PatientProtocol
from app.main import create_app
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import bulletin

ARTICLES = 1500
BUFFER = 8192  # bytes; so small that a server cannot be done before its client is
READERS = 40  # connections that the server has to the database


@contextmanager
def serving(url: str) -> Iterator[int]:
    """Serve the database at `url`; give the port."""
    app = create_app(Settings(database=url))
    config = uvicorn.Config(app, http=PatientProtocol, log_level="critical", proxy_headers=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def large_url(new_url: str) -> str:
    write(new_url, [bulletin(number).noted for number in range(ARTICLES)])
    return new_url


def ask(port: int, address: str, method: str = "GET") -> tuple[int, Message, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, address)
        response = connection.getresponse()
        return response.status, response.headers, response.read()


@contextmanager
def begin_export(port: int) -> Iterator[socket.socket]:
    """Ask for an export, take its beginning, and leave at the end."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        client.settimeout(20)
        client.connect(("127.0.0.1", port))
        client.sendall(b"GET /v1/quotes.jsonl HTTP/1.1\r\nHost: kb\r\nConnection: close\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        yield client


def read_rest(client: socket.socket) -> bytes:
    content = b""
    while piece := client.recv(65536):
        content += piece
    return content


def until_whole(client: socket.socket) -> bool:
    """Read to the end, and tell whether that was the end of the answer."""
    return read_rest(client).endswith(b"0\r\n\r\n")  # the last of the chunks


def test_answers_come_over_a_socket(large_url: str) -> None:
    with serving(large_url) as port:
        _, _, page = ask(port, "/v1/quotes?limit=3")
        assert len(json.loads(page)["data"]) == 3
        status, headers, body = ask(port, "/v1/quotes.json", "HEAD")
        assert (status, headers["X-Total-Count"], body) == (200, str(2 * ARTICLES), b"")
        assert "Content-Length" not in headers  # the body that GET has is not empty
        _, _, export = ask(port, "/v1/quotes.json")
        assert len(json.loads(export)) == 2 * ARTICLES


def test_case_103_an_export_is_wholly_of_the_release_that_it_names(large_url: str) -> None:
    with serving(large_url) as port, begin_export(port) as client:
        write(large_url, [bulletin(-1).noted])
        _, _, page = ask(port, "/v1/articles")
        assert json.loads(page)["page"]["total"] == ARTICLES + 1
        export = read_rest(client)
        assert export.count(b'{"id":"quotes/') == 2 * ARTICLES
        assert export.endswith(b"0\r\n\r\n")  # the last of the chunks: nothing was cut off


def test_exports_under_way_leave_room_for_other_answers(large_url: str) -> None:
    with serving(large_url) as port, ExitStack() as exports:
        for _ in range(MAX_EXPORTS):
            exports.enter_context(begin_export(port))
        status, _, problem = ask(port, "/v1/quotes.json")
        assert (status, json.loads(problem)["type"]) == (503, "/problems/overloaded")
        assert ask(port, "/v1/quotes")[0] == 200
        assert ask(port, "/healthz")[0] == 200


def test_clients_that_leave_in_the_middle_leave_nothing_behind(large_url: str) -> None:
    with serving(large_url) as port:
        for _ in range(READERS + 1):
            with begin_export(port):
                pass
        status, _, _ = ask(port, "/v1/quotes")
        assert status == 200
