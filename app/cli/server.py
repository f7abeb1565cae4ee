"""Serve the API: check the database, listen, and say so when ready."""

import http.client
import os
import signal
import socket
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from app.api.logs import log_config
from app.api.metrics import SHARED_FOLDER
from app.cli.connections import PatientProtocol
from app.cli.errors import CommandError, read_settings
from app.storage.database import check_schema, open_database

CANNOT_LISTEN = 1
GRACE_SECONDS = 5
"""For answers under way when the server is told to stop."""
OLDEST_SQLITE = (3, 40)


def run_server(url: str, host: str, port: int, workers: int) -> None:
    """Answer at `host` and `port` (0: any free one) until a signal comes."""
    _check_database(url)
    # The workers are processes of their own and know of it by their environment alone.
    os.environ["NEWSKB_DATABASE"] = url
    ended_by = None
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with _listen(host, port) as listener, _shared_metrics(workers):
        threading.Thread(target=_announce, args=(listener,), daemon=True).start()
        config = uvicorn.Config(
            "app.main:create_app",
            factory=True,
            http=PatientProtocol,
            ws="none",
            workers=workers,
            log_config=log_config(read_settings().log_format),
            log_level="warning",
            access_log=False,
            server_header=False,
            # Whoever can reach us could otherwise claim to be anybody.
            proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        if workers > 1:
            supervisor = _Supervisor(config, sockets=[listener])
            supervisor.run()
            ended_by = supervisor.ended_by
        else:
            uvicorn.Server(config).run(sockets=[listener])
    if ended_by is not None:  # which a server without workers does by itself
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.raise_signal(ended_by)


class _Supervisor(Multiprocess):
    """Uvicorn's, which forgets what signal has ended it."""

    ended_by: signal.Signals | None = None

    def handle_int(self) -> None:
        super().handle_int()
        self.ended_by = signal.SIGINT

    def handle_term(self) -> None:
        super().handle_term()
        self.ended_by = signal.SIGTERM


def _check_database(url: str) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise CommandError(
            f"SQLite {sqlite3.sqlite_version} is too old; {oldest} or later is needed",
            CANNOT_LISTEN,
        )
    engine = open_database(url, read_only=True)
    try:
        check_schema(engine)
    finally:
        engine.dispose()


@contextmanager
def _shared_metrics(workers: int) -> Iterator[None]:
    """Give several workers a folder to add up what each has counted, unless there is one."""
    if workers == 1 or SHARED_FOLDER in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="newskb-metrics-") as folder:
        os.environ[SHARED_FOLDER] = folder
        yield


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise CommandError(
            f"cannot listen at {host} port {port}: {error}", CANNOT_LISTEN
        ) from error


def _announce(listener: socket.socket) -> None:
    """Print the address once the server is ready to answer."""
    host, port = listener.getsockname()[:2]
    # Listening at every address, it answers at that of the machine itself.
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    while not _is_ready(reachable, port):
        time.sleep(0.05)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"http://{shown}:{port}")


def _is_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=60)
    try:
        connection.request("HEAD", "/readyz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
