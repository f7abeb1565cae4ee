"""Whole collections as one JSON array or a line of JSON each."""

import json
from collections.abc import AsyncIterator

import pytest
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from app.api.exports import CHUNK
from app.api.routers.collections import RESOURCES
from app.main import create_app
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import bulletin, corpus


@pytest.mark.parametrize("collection", [resource.name for resource in RESOURCES])
def test_both_forms_hold_the_items_of_the_list(client: TestClient, collection: str) -> None:
    total = client.get(f"/v1/{collection}").json()["page"]["total"]
    array = client.get(f"/v1/{collection}.json")
    lines = client.get(f"/v1/{collection}.jsonl")
    assert array.json() == [json.loads(line) for line in lines.text.splitlines()]
    assert array.json()[:25] == client.get(f"/v1/{collection}").json()["data"]
    assert len(array.json()) == total
    assert array.headers["content-type"] == "application/json"
    assert lines.headers["content-type"] == "application/jsonl"


def test_count_and_release_are_in_the_headers(client: TestClient) -> None:
    response = client.get("/v1/quotes.jsonl?speaker=people/tessa-orma")
    assert response.headers["x-total-count"] == "3" == str(len(response.text.splitlines()))
    assert response.headers["x-release"] == client.get("/v1").json()["meta"]["release"]


def test_filters_and_order_go_for_exports_too(client: TestClient) -> None:
    query = "speaker_country=EE&sort=published"
    assert (
        client.get(f"/v1/quotes.json?{query}").json()
        == (client.get(f"/v1/quotes?{query}").json()["data"])
    )


def test_an_export_of_nothing_is_an_empty_array_or_no_line(client: TestClient) -> None:
    assert client.get("/v1/quotes.json?speaker=people/nobody").json() == []
    assert client.get("/v1/quotes.jsonl?speaker=people/nobody").content == b""


def test_lines_end_in_a_line_feed_and_hold_none(client: TestClient) -> None:
    content = client.get("/v1/quotes.jsonl").content
    assert content.endswith(b"}\n")
    assert content.count(b"\n") == content.count(b'\n{"id":') + 1


@pytest.mark.parametrize("spare", [-1, 0, 1])
def test_no_item_is_lost_where_chunks_meet(new_url: str, spare: int) -> None:
    write(new_url, [bulletin(number).noted for number in range(CHUNK + spare)])
    with TestClient(create_app(Settings(database=new_url))) as client:
        ids = [item["id"] for item in client.get("/v1/articles.json").json()]
    assert len(set(ids)) == len(ids) == CHUNK + spare


def test_an_export_is_the_same_in_whatever_order_and_batches_articles_came(new_url: str) -> None:
    some = corpus()[:14]
    batches = [some, *([one] for one in reversed(some))]
    answers = set()
    for number, way in enumerate((batches[:1], batches[1:])):
        url = f"{new_url}-{number}"
        for batch in way:
            write(url, batch)
        with TestClient(create_app(Settings(database=url))) as client:
            answers.add(
                tuple(
                    client.get(f"/v1/{one.name}.jsonl").content
                    for one in RESOURCES
                    if one.name != "releases"
                )
            )
    assert len(answers) == 1


def test_an_answer_that_fails_half_way_is_cut_off(url: str) -> None:
    """Case 100 of the faults: the server must not end it as if it were whole."""

    async def half() -> AsyncIterator[bytes]:
        yield b"[1"
        raise RuntimeError("the disk is gone")

    app = create_app(Settings(database=url))
    app.add_api_route("/half", lambda: StreamingResponse(half()))
    with TestClient(app) as client, pytest.raises(RuntimeError, match="the disk is gone"):
        client.get("/half", headers={"accept-encoding": "identity"})
