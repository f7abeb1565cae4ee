"""Whatever a person or a program types gets an answer: cases 70 to 77 of the faults, over HTTP."""

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from fastapi.testclient import TestClient

from tests.hostile import HOSTILE, hostile_strings

AT_ONCE = 20
ADDRESSES = {
    "search?limit=1&q=": "q",
    "quotes?limit=1&q=": "q",
    "articles?limit=1&q=": "q",
    "suggest?limit=1&q=": "q",
    "resolve?limit=1&name=": "name",
    "quotes/verify?limit=1&text=": "text",
    "quotes/verify?limit=1&text=ready&speaker=": "speaker",
    "people?limit=1&role=": "role",
    "people?limit=1&name=": "name",
    "articles?limit=1&publisher=": "publisher",
    "exercises?limit=1&place=": "place",
}
"""Addresses that take words, and the parameter that does."""


async def ask(app: Any, address: str, text: str) -> tuple[int, dict[str, Any]]:
    """Return the status and the body of the answer, at the cost of no client."""
    path, _, query = f"/v1/{address}".partition("?")
    encoded = quote(text.encode("utf-8", "surrogatepass"))
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": f"{query}{encoded}".encode(),
        "headers": [],
        "client": ("test", 1),
        "server": ("test", 80),
        "scheme": "http",
        "root_path": "",
        "http_version": "1.1",
        "app": app,
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], orjson.loads(b"".join(one.get("body", b"") for one in sent[1:]))


async def statuses(app: Any, asked: list[tuple[str, str]]) -> Counter[int]:
    """Return how often each status came, each with what was found or why nothing could be."""
    found = Counter[int]()
    for first in range(0, len(asked), AT_ONCE):
        some = asked[first : first + AT_ONCE]
        answers = await asyncio.gather(*(ask(app, *one) for one in some))
        for (address, text), (status, body) in zip(some, answers, strict=True):
            is_refused = status == 422 and body["parameter"] == ADDRESSES[address]
            assert is_refused or status == 414 or (status == 200 and "data" in body), (
                address,
                text,
            )
            found[status] += 1
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_strings_are_answered(client: TestClient, address: str) -> None:
    found = asyncio.run(statuses(client.app, [(address, text) for text in HOSTILE]))
    assert found.total() == len(HOSTILE)


def test_ten_thousand_generated_strings_are_answered(client: TestClient) -> None:
    addresses = list(ADDRESSES)
    strings = enumerate(hostile_strings(10_000))
    asked = [(addresses[i % len(addresses)], text) for i, text in strings]
    found = asyncio.run(statuses(client.app, asked))
    assert found.total() == 10_000
    # Not only refused.
    assert found[200] > 4_000


@pytest.mark.parametrize("text", ["U.S.", "F-35", "AND", "4,500", "R&D", "it's", "“any storm”"])
def test_what_looks_like_an_operator_is_looked_for_as_it_stands(
    client: TestClient, text: str
) -> None:
    for address in ("search", "quotes", "articles"):
        assert client.get(f"/v1/{address}", params={"q": text}).status_code == 200


@pytest.mark.parametrize("text", ["...", "😀", '"', '"' * 200, "-", "OR", "(", "%", "知事"])
def test_what_has_no_word_that_is_there_finds_nothing(client: TestClient, text: str) -> None:
    for address in ("search", "quotes", "articles"):
        response = client.get(f"/v1/{address}", params={"q": text})
        assert (response.status_code, response.json()["data"]) == (200, [])
