"""The commands as processes: signals, pipes, and a server on a real socket."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.ingest import Extractor, ingest
from app.records import Article
from app.sources.found import Found
from app.storage.lock import open_for_writing
from tests.fake_extraction import extract

NEWSKB = (sys.executable, "-c", "from app.cli import main; main()")
ROOT = Path(__file__).parents[2]


@contextmanager
def started(*arguments: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start newskb with its standard streams as pipes, and end it if it still runs.

    It is asked first: whoever is killed leaves workers behind.
    """
    process = subprocess.Popen(
        [*NEWSKB, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        **options,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def store(url: str, *texts: str) -> None:
    with open_for_writing(url) as engine:
        ingest(engine, [Found("f", Article(text)) for text in texts], Extractor(extract, "0" * 64))


def get(address: str, path: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    body = json.loads(response.read())
    connection.close()
    return response.status, body


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"]
)
def test_an_ingest_that_is_stopped_says_so(
    url: str, number: int, code: int, tmp_path: Path
) -> None:
    with started("ingest", "-", "--database", url) as process:
        # From then on it waits for articles, or is about to.
        while not (tmp_path / "kb.db.lock").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        _, errors = process.communicate()
        assert process.returncode == code
        assert errors.decode() == (
            "newskb: stopped; what was stored is whole, the same command goes on\n"
        )


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Boats came."}\n')
    with started("extract", str(tmp_path / "a.jsonl")) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()


def test_case_120_the_locale_changes_no_byte(tmp_path: Path) -> None:
    (tmp_path / "ä.txt").write_text("“Boote kamen”, sagte Łucja Żak.")
    outputs = []
    for environment in ({"LANG": "C", "PYTHONUTF8": "0", "TZ": "Asia/Tokyo"}, {"LANG": "C.UTF-8"}):
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("LC_")
        }
        with started("extract", str(tmp_path), env=inherited | environment) as process:
            outputs.append(process.communicate()[0])
            assert process.returncode == 0
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0])["path"] == f"{tmp_path}/ä.txt"


@pytest.mark.enable_socket
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_says_where_it_is_when_it_is_ready(url: str, workers: str) -> None:
    store(url, "“Boats came,” said Ana Ruiz.")
    with started("serve", "--port", "0", "--workers", workers, "--database", url) as process:
        assert process.stdout
        address = process.stdout.readline().decode().strip()
        status, body = get(address, "/readyz")
        assert status == http.client.OK
        store(url, "“More boats came,” said Ana Ruiz.")
        assert get(address, "/readyz")[1]["release"] != body["release"]
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        assert process.returncode == -signal.SIGTERM


@pytest.mark.enable_socket
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_that_is_interrupted_says_nothing_of_an_ingest(url: str, workers: str) -> None:
    store(url, "Boats came.")
    with started("serve", "--port", "0", "--workers", workers, "--database", url) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 130
        assert errors.decode() == "newskb: stopped\n"


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_named(url: str) -> None:
    store(url, "Boats came.")
    with started("serve", "--port", "0", "--database", url) as first:
        assert first.stdout
        port = first.stdout.readline().decode().strip().rpartition(":")[2]
        with started("serve", "--port", port, "--database", url) as second:
            _, errors = second.communicate()
            assert second.returncode == 1
            assert errors.decode().startswith(f"newskb: cannot listen at 127.0.0.1 port {port}: ")
