"""Each request has an id and a time, is counted, and is logged without a way in; case 110."""

import io
import json
import logging
import logging.config
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.api.logs import REQUESTS, log_config
from app.main import create_app
from app.settings import Settings
from tests.api.corpus import opening

ARTICLE = opening().article
MADE_ID = re.compile("[0-9a-f]{32}")


@contextmanager
def logged(log_format: str) -> Iterator[io.StringIO]:
    """Log as `newskb serve` does, but to what is given."""
    stream = io.StringIO()
    config = log_config(log_format)
    config["handlers"]["stderr"]["stream"] = stream
    root = logging.getLogger()
    before, levels = root.handlers[:], (root.level, logging.getLogger(REQUESTS).level)
    logging.config.dictConfig(config)
    try:
        yield stream
    finally:
        root.handlers[:] = before
        root.setLevel(levels[0])
        logging.getLogger(REQUESTS).setLevel(levels[1])


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("given", ["a", "8f14e45f-ceea-467f-a0f5-1b3b", "trace.7_A", "x" * 64])
def test_a_request_keeps_the_id_that_its_client_gives(client: TestClient, given: str) -> None:
    response = client.get("/healthz", headers={"x-request-id": given})
    assert response.headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "<script>", 'a"', "a\u00e4", "a\t"])
def test_an_id_that_is_not_fit_for_logs_is_replaced(client: TestClient, given: str) -> None:
    response = client.get("/healthz", headers={b"x-request-id": given.encode()})
    assert MADE_ID.fullmatch(response.headers["x-request-id"])


@pytest.mark.parametrize("address", ["/v1/quotes?limit=0", "/nowhere", "/v1/quotes.jsonl", "/docs"])
def test_every_answer_has_an_id_and_a_time(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert MADE_ID.fullmatch(headers["x-request-id"])
    assert re.search(r"\btotal;dur=\d+\.\d$", headers["server-timing"])


def test_the_time_in_the_database_is_told_apart(url: str) -> None:
    with TestClient(create_app(Settings(database=url))) as client:
        first, again = (client.get("/v1/quotes").headers["server-timing"] for _ in range(2))
    assert re.fullmatch(r"db;dur=[\d.]+, total;dur=[\d.]+", first)
    assert re.fullmatch(r"cache;desc=hit, total;dur=[\d.]+", again)


def metrics(client: TestClient) -> dict[str, float]:
    """Return what is counted, by name and labels."""
    text = client.get("/metrics").text
    found = re.findall(r"^([^#\s]+(?:\{.*\})?) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_requests_are_counted_by_template_and_status(url: str) -> None:
    with TestClient(create_app(Settings(database=url))) as client:
        for address in (
            "/v1/people/tessa-orma", "/v1/people/tessa-orma", "/v1/people/nobody",
            "/v1/people/tessa-orma/quotes", "/nowhere/1", "/nowhere/2", "/v1/nowhere", "/healthz",
        ):  # fmt: skip
            client.get(address)
        counted = metrics(client)
    expected = {
        ("/v1/people/{id}", 200): 2,  # the second of them as it was kept
        ("/v1/people/{id}", 404): 1,
        ("/v1/people/{id}/quotes", 200): 1,
        ("none", 404): 3,
        ("/healthz", 200): 1,
    }
    for (route, status), count in expected.items():
        labels = f'{{route="{route}",status="{status}"}}'
        assert counted[f"newskb_request_seconds_count{labels}"] == count
    assert counted["newskb_kept_answers_total"] == 1


def test_rows_of_exports_are_counted(url: str) -> None:
    with TestClient(create_app(Settings(database=url))) as client:
        rows = int(client.get("/v1/quotes.jsonl").headers["x-total-count"])
        counted = metrics(client)
    assert counted['newskb_export_rows_total{collection="quotes",format="jsonl"}'] == rows > 0


def test_the_release_is_told_also_when_there_is_none(client: TestClient, new_url: str) -> None:
    release = client.get("/v1").json()["meta"]["release"]
    assert any(f'release="{release}"' in name for name in metrics(client))
    with TestClient(create_app(Settings(database=new_url))) as empty:
        assert not any("newskb_info" in name for name in metrics(empty))


def test_metrics_come_in_the_format_that_is_asked_for(client: TestClient) -> None:
    plain = client.get("/metrics")
    assert plain.headers["content-type"].startswith("text/plain")
    assert plain.headers["cache-control"] == "no-store"
    wanted = {"accept": "application/openmetrics-text; version=1.0.0"}
    assert client.get("/metrics", headers=wanted).text.endswith("# EOF\n")


def test_a_line_is_logged_for_each_request(client: TestClient) -> None:
    with logged("json") as stream:
        client.head("/v1/people/tessa-orma?fields=name", headers={"x-request-id": "abc"})
    (line,) = lines(stream)
    assert line.items() >= {
        "logger": REQUESTS, "level": "info", "message": "request", "request_id": "abc",
        "method": "HEAD", "path": "/v1/people/tessa-orma", "route": "/v1/people/{id}",
        "status": 200,
    }.items()  # fmt: skip
    assert line["seconds"] > 0
    assert "fields" not in stream.getvalue()  # what people ask for is their own affair


@pytest.mark.parametrize(
    "path", ["/v1/%0d%0a%7b%22level%22%3a%22error%22%7d", "/v1/%e2%80%a8x", "/%1b[2Jx", "/%ff%00"]
)
def test_case_110_no_address_begins_a_line_of_the_log(client: TestClient, path: str) -> None:
    with logged("json") as stream:
        client.get(path)
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().isascii()
    assert stream.getvalue().strip().isprintable()
    assert len(lines(stream)) == 1


def test_for_people_problems_alone_are_logged(client: TestClient) -> None:
    with logged("text") as stream:
        client.get("/v1/people/nobody")
    assert stream.getvalue() == ""


@pytest.fixture
def broken(url: str) -> Iterator[TestClient]:
    """A client of an application with mistakes in it."""
    app: FastAPI = create_app(Settings(database=url))

    @app.get("/wrong-statement")
    def ask() -> None:
        with app.state.knowledge_base.snapshot() as snapshot:
            snapshot.connection.execute(text("SELECT nothing FROM nowhere"))

    @app.get("/words")
    def repeat_words() -> None:
        raise RuntimeError(ARTICLE.text)

    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    ("path", "kind"), [("/wrong-statement", "OperationalError"), ("/words", "RuntimeError")]
)
def test_case_110_a_mistake_is_logged_with_its_place_and_no_sql_and_no_words(
    broken: TestClient, log_format: str, path: str, kind: str
) -> None:
    with logged(log_format) as stream:
        response = broken.get(path)
    log = stream.getvalue()
    assert response.status_code == 500
    assert kind in log
    assert "test_telemetry.py" in log
    assert "SELECT" not in log
    assert ARTICLE.text[:20] not in log
    if log_format == "json":
        error, _ = lines(stream)
        assert error["request_id"] == response.json()["request_id"]
        assert error["request_id"] == response.headers["x-request-id"]
    else:
        assert response.json()["request_id"] in log
