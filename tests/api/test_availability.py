"""The database may be absent, damaged, replaced or slow; cases 46, 47, 52, 58, 106 and 112."""

from pathlib import Path
from time import sleep

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.main import create_app
from app.settings import Settings
from app.storage.database import QueryTimeout, open_database
from app.storage.snapshots import KnowledgeBase
from tests.api.conftest import write
from tests.api.corpus import corpus


def assert_unavailable(client: TestClient) -> None:
    for address in ("/readyz", "/v1", "/v1/quotes", "/v1/quotes.jsonl", "/v1/people/x"):
        response = client.get(address)
        assert response.status_code == 503
        assert response.json()["type"] == "/problems/kb-unavailable"
        assert response.headers["retry-after"]
    assert client.get("/healthz").json() == {"status": "ok"}


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_a_missing_file_is_503_and_is_not_created(new_url: str) -> None:
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert_unavailable(client)
        assert not path_of(new_url).exists()


def test_the_base_answers_as_soon_as_it_is_there(new_url: str) -> None:
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert_unavailable(client)
        release = write(new_url, corpus())
        assert client.get("/readyz").json() == {"status": "ready", "release": release}
        assert client.get("/v1/quotes").status_code == 200


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\0" * 4096])
def test_a_file_that_is_no_knowledge_base_is_503(new_url: str, content: bytes) -> None:
    path_of(new_url).write_bytes(content)
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert_unavailable(client)


def test_a_folder_is_503(new_url: str) -> None:
    path_of(new_url).mkdir()
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert_unavailable(client)


def test_a_file_that_is_cut_short_is_503(new_url: str) -> None:
    write(new_url, corpus())
    path = path_of(new_url)
    path.write_bytes(path.read_bytes()[:20_000])
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert client.get("/v1/quotes").status_code == 503


@pytest.mark.parametrize(
    ("words", "garbled"),
    [(b"Harbour Office", b"Harb\xffur Office"), (b"CREATE TABLE", b"CREATE\xb6TABLE")],
)
def test_a_file_with_bytes_flipped_is_503(new_url: str, words: bytes, garbled: bytes) -> None:
    write(new_url, corpus())
    path = path_of(new_url)
    path.write_bytes(path.read_bytes().replace(words, garbled))
    with TestClient(create_app(Settings(database=new_url))) as client:
        response = client.get("/v1/organizations")
        assert (response.status_code, response.json()["type"]) == (503, "/problems/kb-unavailable")


def test_another_schema_is_503_also_when_it_comes_while_serving(new_url: str) -> None:
    write(new_url, corpus())
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert client.get("/readyz").status_code == 200
        engine = open_database(new_url, read_only=False)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
        assert_unavailable(client)


def test_a_file_put_in_its_place_shows_at_once(new_url: str) -> None:
    write(new_url, corpus()[:1])
    release = write(f"{new_url}-new", corpus())
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert client.get("/v1/articles").json()["page"]["total"] == 1
        path_of(f"{new_url}-new").replace(path_of(new_url))
        assert client.get("/v1").json()["meta"]["release"] == release
        assert client.get("/v1/articles").json()["page"]["total"] == len(corpus())


def test_an_empty_base_answers_with_empty_lists(new_url: str) -> None:
    write(new_url, [])
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert client.get("/readyz").status_code == 200
        assert client.get("/v1/quotes").json()["data"] == []


@pytest.mark.parametrize(
    "address", ["/v1/quotes?speaker=harbour-office&limit=200", "/v1/quotes.json"]
)
def test_a_question_that_takes_too_long_is_503(url: str, address: str) -> None:
    with TestClient(create_app(Settings(database=url, query_seconds=1e-9))) as client:
        response = client.get(address)
        assert response.status_code == 503
        assert response.json()["type"] == "/problems/query-timeout"


ENDLESS = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
)


def test_a_connection_is_good_again_after_its_deadline(url: str) -> None:
    base = KnowledgeBase(url, deadline=0.02)
    for _ in range(3):
        with pytest.raises(QueryTimeout), base.snapshot() as snapshot:
            snapshot.connection.execute(ENDLESS)
        with base.snapshot() as snapshot:
            assert snapshot.connection.execute(text("SELECT 1")).scalar() == 1
    base.close()


def test_a_renewed_snapshot_has_time_again(url: str) -> None:
    base = KnowledgeBase(url, deadline=0.02)
    counting = text(str(ENDLESS).replace("FROM n)", "FROM n WHERE i < 20000)"))
    with base.snapshot() as snapshot:
        sleep(0.03)
        base.renew(snapshot)
        assert snapshot.connection.execute(counting).scalar() == 20000
    base.close()


def test_a_snapshot_does_not_see_what_is_committed_later(new_url: str) -> None:
    first = write(new_url, corpus()[:1])
    base = KnowledgeBase(new_url, deadline=5)
    with base.snapshot() as snapshot:
        second = write(new_url, corpus()[1:])
        count = snapshot.connection.execute(text("SELECT count(*) FROM article")).scalar()
        assert (snapshot.release, count) == (first, 1)
        assert base.release() == second
    base.close()
