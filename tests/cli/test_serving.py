"""`newskb serve` as a process: its end, its workers, its log; cases 105, 111, 113, 115 and 116."""

import http.client
import json
import re
import signal
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.cli.server import GRACE_SECONDS
from app.main import create_app
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import bulletin
from tests.api.test_server import begin_export, until_whole
from tests.cli.conftest import newskb
from tests.cli.test_processes import started, store

pytestmark = pytest.mark.enable_socket
ROOT = Path(__file__).parents[2]
QUEUED = 60  # more than there are threads to answer


@contextmanager
def serving(url: str, *arguments: str, **options: Any) -> Iterator[tuple[Any, int]]:
    """Serve the database at `url` as a process; give that and the port."""
    with started("serve", "--port", "0", "--database", url, *arguments, **options) as process:
        assert process.stdout
        address = process.stdout.readline().decode().strip()
        yield process, int(address.rpartition(":")[2])


def fetch(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
        return str(response.read().decode())


def test_case_111_a_server_that_is_stopped_lets_answers_come_to_their_end(url: str) -> None:
    write(url, [bulletin(number).noted for number in range(300)])
    with serving(url) as (process, port), begin_export(port) as client:
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert until_whole(client)
        process.wait(timeout=30)
        assert time.monotonic() - began < GRACE_SECONDS
        assert process.returncode in {0, -signal.SIGTERM}


def test_case_111_but_not_for_longer_than_the_grace(url: str) -> None:
    write(url, [bulletin(number).noted for number in range(1500)])
    with serving(url) as (process, port), begin_export(port):
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        process.wait(timeout=30)
        assert time.monotonic() - began < GRACE_SECONDS + 3


def test_case_113_all_workers_answer_of_the_new_release_and_count_together(url: str) -> None:
    store(url, "“Boats came,” said Ana Ruiz.")
    with serving(url, "--workers", "2") as (_, port):
        fetch(port, "/v1")
        store(url, "“More boats came,” said Ana Ruiz.")
        # A connection each, so that both are asked.
        releases = {json.loads(fetch(port, "/v1"))["meta"]["release"] for _ in range(40)}
        assert len(releases) == 1
        counted = fetch(port, "/metrics")
    (count,) = re.findall(
        r'^newskb_request_seconds_count\{route="/v1",status="200"\} (\S+)$', counted, re.MULTILINE
    )
    assert float(count) == 41
    assert f'release="{releases.pop()}"' in counted


def test_the_log_is_json_where_the_operator_says_so(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(url, "Boats came.")
    monkeypatch.setenv("NEWSKB_LOG_FORMAT", "json")
    with serving(url) as (process, port):
        fetch(port, "/v1/articles")
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    lines = [json.loads(line) for line in errors.splitlines()]
    assert "/v1/articles" in {line.get("route") for line in lines}


def test_case_105_whether_the_process_lives_is_told_also_when_all_threads_are_busy(
    url: str,
) -> None:
    app = create_app(Settings(database=url))
    go_on = threading.Event()

    @app.get("/slow")
    def wait() -> None:
        go_on.wait(timeout=20)

    with TestClient(app) as client:
        asking = [threading.Thread(target=client.get, args=("/slow",)) for _ in range(QUEUED)]
        for one in asking:
            one.start()
        began = time.monotonic()
        assert client.get("/healthz").status_code == http.client.OK
        assert time.monotonic() - began < 1
        go_on.set()
        for one in asking:
            one.join()


def test_case_115_signals_reach_the_server_in_the_image() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r'^ENTRYPOINT \["newskb"\]$', dockerfile, re.MULTILINE)


def test_case_116_an_old_sqlite_is_refused_by_name(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(url, "Boats came.")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 39, 4))
    done = newskb("serve", "--database", url)
    assert done.exit_code == 1
    assert "3.40 or later is needed" in done.stderr
