"""Answers are kept for a release and sent again without a query; case 95 of the faults."""

import asyncio
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.api.kept_answers import LARGEST, OVERHEAD, KeptAnswer, KeptAnswers
from app.main import create_app
from app.settings import Settings
from app.storage.snapshots import KnowledgeBase, MustLook
from tests.api.conftest import write
from tests.api.corpus import corpus

LIST = "/v1/quotes?limit=2&kind=direct"
TAG = 'W/"a"'


@pytest.fixture
def fresh(url: str) -> Iterator[TestClient]:
    """A client of an application that has not answered yet."""
    with TestClient(create_app(Settings(database=url))) as client:
        yield client


def is_kept(client: TestClient, address: str, encoding: str = "identity") -> bool:
    """Ask, and tell whether the answer was one that had been kept."""
    response = client.get(address, headers={"accept-encoding": encoding}, follow_redirects=False)
    return "cache;desc=hit" in response.headers["server-timing"]


@pytest.mark.parametrize(
    "address",
    ["/v1", LIST, "/v1/people/tessa-orma", "/v1/people/tessa-orma/quotes", "/v1/countries/JP"],
)
def test_an_answer_is_kept(fresh: TestClient, address: str) -> None:
    first = fresh.get(address)
    again = fresh.get(address)
    assert "cache;desc=hit" in again.headers["server-timing"]
    assert again.content == first.content
    of_one_request = {"server-timing", "x-request-id"}
    for name in (first.headers.keys() | again.headers.keys()) - of_one_request:
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    "address",
    [
        "/v1/quotes.json",
        "/v1/quotes.jsonl?kind=scare",
        "/v1/quotes?limit=0",
        "/v1/people/nobody",
        "/v1/people/orma",
        "/healthz",
        "/readyz",
        "/metrics",
    ],
)
def test_streams_problems_redirects_and_states_are_not_kept(
    fresh: TestClient, address: str
) -> None:
    assert not is_kept(fresh, address)
    assert not is_kept(fresh, address)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("/v1/quotes?kind=direct&limit=2", True),
        ("/v1/quotes?limit=%32&kind=dire%63t", True),
        ("/v1/quotes?limit=3&kind=direct", False),
        ("/v1/quotes?limit=2&kind=direct&kind=mixed", False),
        ("/v1/quotes?limit=2&kind=direct&q=", False),
        ("/v1/mentions?limit=2", False),
    ],
)
def test_what_is_asked_counts_and_not_how_it_is_written(
    fresh: TestClient, other: str, same: bool
) -> None:
    assert not is_kept(fresh, LIST)
    first = fresh.get(LIST).content
    assert is_kept(fresh, other) is same
    assert (fresh.get(other).content == first) is same


def test_spellings_of_a_request_have_the_same_bytes_also_when_nothing_is_kept(url: str) -> None:
    with TestClient(create_app(Settings(database=url, cache_bytes=0))) as client:
        first, other = client.get(LIST), client.get("/v1/quotes?kind=direct&limit=2")
        assert first.content == other.content
        assert first.headers["etag"] == other.headers["etag"]
        assert "cache" not in client.get(LIST).headers["server-timing"]


def test_each_encoding_is_kept_by_itself(fresh: TestClient) -> None:
    plain = fresh.get(LIST, headers={"accept-encoding": "identity"}).content
    for encoding in ("gzip", "br", "zstd"):
        assert not is_kept(fresh, LIST, encoding)
        assert is_kept(fresh, LIST, encoding)
        response = fresh.get(LIST, headers={"accept-encoding": encoding})
        assert response.headers["content-encoding"] == encoding
        assert int(response.headers["content-length"]) < len(plain)
    assert is_kept(fresh, LIST)


def test_a_head_of_an_export_leaves_no_empty_body_behind(fresh: TestClient) -> None:
    assert fresh.head("/v1/quotes.json").content == b""
    assert len(fresh.get("/v1/quotes.json").json()) > 0


def test_the_next_release_shows_at_once(new_url: str) -> None:
    write(new_url, corpus()[:2])
    with TestClient(create_app(Settings(database=new_url))) as client:
        client.get("/v1/articles")
        assert is_kept(client, "/v1/articles") or is_kept(client, "/v1/articles")
        release = write(new_url, corpus()[2:])
        assert client.get("/v1/articles").json()["meta"]["release"] == release


@pytest.mark.parametrize("known", ["{tag}", "*", '"other", {tag}'])
def test_a_client_that_has_an_answer_costs_no_query(
    fresh: TestClient, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    tag = fresh.get(LIST).headers["etag"]
    monkeypatch.delattr(KnowledgeBase, "snapshot")
    response = fresh.get(LIST, headers={"if-none-match": known.format(tag=tag)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == tag


def test_nor_does_it_where_nothing_is_kept(
    fresh: TestClient, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = fresh.get(LIST).headers["etag"]
    with TestClient(create_app(Settings(database=url))) as other:
        monkeypatch.delattr(KnowledgeBase, "snapshot")
        assert other.get(LIST, headers={"if-none-match": tag}).status_code == 304


def test_a_release_that_must_be_looked_up_keeps_nobody_else_waiting(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_on_the_loop = []

    def release(base: KnowledgeBase) -> str | None:
        is_on_the_loop.append(asyncio.events._get_running_loop() is not None)
        return look(base)

    look = KnowledgeBase.release
    monkeypatch.setattr(KnowledgeBase, "release", release)
    write(new_url, corpus()[:1])
    with TestClient(create_app(Settings(database=new_url))) as client:
        for _ in range(3):
            client.get(LIST)
        assert is_on_the_loop == [False]
        write(new_url, corpus()[1:2])
        client.get(LIST)
        assert is_on_the_loop == [False, False]


def test_the_release_is_at_hand_until_something_is_committed(new_url: str) -> None:
    first = write(new_url, corpus()[:1])
    base = KnowledgeBase(new_url, deadline=5)
    with pytest.raises(MustLook):
        base.release_at_hand()
    assert base.release() == base.release_at_hand() == first
    with base._lock, pytest.raises(MustLook):
        base.release_at_hand()
    write(new_url, corpus()[1:2])
    with pytest.raises(MustLook):
        base.release_at_hand()
    base.close()


def answer(size: int) -> KeptAnswer:
    return KeptAnswer({"status": 200}, b"x" * (size - OVERHEAD), None)


def test_room_is_made_by_those_not_asked_for_the_longest() -> None:
    kept = KeptAnswers(10 * LARGEST * OVERHEAD)
    for number in range(LARGEST):
        kept.keep(None, (TAG, str(number)), answer(10 * OVERHEAD))
    assert kept.size == kept.capacity
    kept.find(None, (TAG, "0"))
    kept.keep(None, (TAG, "more"), answer(10 * OVERHEAD))
    assert kept.size == kept.capacity
    assert kept.find(None, (TAG, "0"))
    assert kept.find(None, (TAG, "1")) is None
    kept.keep(None, (TAG, "0"), answer(2 * OVERHEAD))
    assert kept.size == kept.capacity - 8 * OVERHEAD


def test_no_single_answer_drives_out_the_others() -> None:
    kept = KeptAnswers(LARGEST * OVERHEAD)
    kept.keep(None, (TAG, "large"), answer(OVERHEAD + 1))
    assert kept.size == 0


def test_a_release_forgets_the_one_before() -> None:
    kept = KeptAnswers(100 * OVERHEAD)
    kept.keep(None, (TAG, "identity"), answer(OVERHEAD))
    assert kept.find("new", (TAG, "identity")) is None
    assert kept.size == 0
    kept.keep(None, (TAG, "identity"), answer(OVERHEAD))  # made while the release came
    assert kept.size == 0
