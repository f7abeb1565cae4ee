"""Query strings are taken strictly: cases 63 to 80 of the faults, and the answers to them."""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.api.cursors import Cursor, encode_cursor
from app.api.routers.collections import RESOURCES
from app.storage.queries.collection import Selection
from app.storage.queries.quotes import QUOTES

INVALID, UNKNOWN, DUPLICATE, CURSOR = (
    f"/problems/{slug}"
    for slug in ("invalid-parameter", "unknown-parameter", "duplicate-parameter", "invalid-cursor")
)


@pytest.mark.parametrize(
    ("query", "kind", "parameter"),
    [
        *(
            (f"quotes?limit={text}", INVALID, "limit")
            for text in (
                "abc", "", "1e2", "１０", "1_0", "1.0", "%205%20", "%2B5", "+5", "05", "0", "-1",
                "201", str(2**63), "9" * 5000, "NaN",
            )
        ),
        ("quotes?limit=1&limit=2", DUPLICATE, "limit"),
        ("quotes?limit=1&limit=1", DUPLICATE, "limit"),
        ("quotes?q=a&q=b", DUPLICATE, "q"),
        ("quotes?published__gte=2031&published__gte=2030", DUPLICATE, "published__gte"),
        ("quotes?LIMIT=5", UNKNOWN, "LIMIT"),
        ("quotes?nosuch=1", UNKNOWN, "nosuch"),
        ("quotes?speakers=x", UNKNOWN, "speakers"),
        ("quotes?offset=900000", UNKNOWN, "offset"),
        ("quotes?=1", UNKNOWN, ""),
        ("quotes.json?limit=5", UNKNOWN, "limit"),
        ("quotes.jsonl?cursor=x", UNKNOWN, "cursor"),
        ("people/tessa-orma/quotes?speaker=x", UNKNOWN, "speaker"),
        ("people/tessa-orma?q=x", UNKNOWN, "q"),
        ("exercises?personnel__gte=NaN", INVALID, "personnel__gte"),
        ("exercises?personnel__gte=inf", INVALID, "personnel__gte"),
        ("exercises?personnel__gte=1e999", INVALID, "personnel__gte"),
        ("exercises?personnel__gte=999999999999999.1", INVALID, "personnel__gte"),
        (f"quotes/verify?text=storm&speaker={'a' * 201}", INVALID, "speaker"),
        ("exercises?personnel__gte=-1", INVALID, "personnel__gte"),
        (f"exercises?personnel__gte={2**63}", INVALID, "personnel__gte"),
        ("exercises?start__gte=12.6.2023", INVALID, "start__gte"),
        ("exercises?start__gte=2023-02-30", INVALID, "start__gte"),
        ("quotes?published=2023-6", INVALID, "published"),
        ("quotes?published=", INVALID, "published"),
        ("quotes?published__gte=0000", INVALID, "published__gte"),
        ("quotes?published__gte=２０２３", INVALID, "published__gte"),
        ("quotes?q=%00", INVALID, "q"),
        ("quotes?q=a%0Ab", INVALID, "q"),
        ("quotes?q=%FF", INVALID, "q"),
        ("quotes?q=%ED%A0%80", INVALID, "q"),
        ("quotes?q=", INVALID, "q"),
        ("quotes?q=%20%20", INVALID, "q"),
        ("quotes?q=-storm", INVALID, "q"),
        ("quotes?q=ab*", INVALID, "q"),
        (f"quotes?q={'x' * 201}", INVALID, "q"),
        (f"quotes?q={'+'.join('abcdefghijklmnopq')}", INVALID, "q"),
        ("people?role=", INVALID, "role"),
        (f"people?role={'x' * 201}", INVALID, "role"),
        (f"people?{'&'.join(['role=a'] * 51)}", INVALID, "role"),
        ("people?name=%E2%80%A6", INVALID, "name"),
        ("quotes?kind=Direct", INVALID, "kind"),
        ("quotes?kind=", INVALID, "kind"),
        ("mentions?linked=1", INVALID, "linked"),
        ("quotes?speaker=exercises/quiet-tern-2031", INVALID, "speaker"),
        ("quotes?speaker=people/", INVALID, "speaker"),
        ("quotes?speaker=people/a/b", INVALID, "speaker"),
        ("quotes?speaker='%20OR%201=1--", INVALID, "speaker"),
        ("people?country=germny", INVALID, "country"),
        ("quotes?article=1", INVALID, "article"),
        ("articles?text_digest=ab12", INVALID, "text_digest"),
        (f"articles?url={'x' * 2001}", INVALID, "url"),
        ("quotes?sort=text", INVALID, "sort"),
        ("quotes?sort=", INVALID, "sort"),
        ("quotes?sort=-position", INVALID, "sort"),
        ("quotes?sort=published;drop", INVALID, "sort"),
        ("quotes?cursor=", CURSOR, "cursor"),
        ("quotes?cursor=x", CURSOR, "cursor"),
        ("quotes?cursor=%F0%9F%90%A6", CURSOR, "cursor"),
        (f"quotes?cursor={'A' * 4000}", CURSOR, "cursor"),
        ("search", INVALID, "q"),
        ("search?q=", INVALID, "q"),
        ("search?q=%20", INVALID, "q"),
        ("search?q=a%09b", INVALID, "q"),
        ("search?q=ab*", INVALID, "q"),
        ("search?q=-storm", INVALID, "q"),
        (f"search?q={'x' * 201}", INVALID, "q"),
        (f"search?q={'+'.join('abcdefghijklmnopq')}", INVALID, "q"),
        ("search?q=a&q=b", DUPLICATE, "q"),
        ("search?q=a&type=quotes", INVALID, "type"),
        ("search?q=a&limit=201", INVALID, "limit"),
        ("search?q=a&limit=1&limit=1", DUPLICATE, "limit"),
        ("search?q=a&sort=score", UNKNOWN, "sort"),
        ("search?q=a&cursor=x", CURSOR, "cursor"),
        ("search?q=a&cursor=%F0%9F%90%A6", CURSOR, "cursor"),
        ("suggest", INVALID, "q"),
        ("suggest?q=%20", INVALID, "q"),
        (f"suggest?q={'x' * 201}", INVALID, "q"),
        ("suggest?q=a&limit=51", INVALID, "limit"),
        ("suggest?q=a&type=quote", INVALID, "type"),
        ("suggest?q=a&cursor=x", UNKNOWN, "cursor"),
        ("resolve", INVALID, "name"),
        ("resolve?name=%00", INVALID, "name"),
        ("resolve?name=a&name=b", DUPLICATE, "name"),
        ("resolve?q=a", UNKNOWN, "q"),
        ("quotes/verify", INVALID, "text"),
        ("quotes/verify?text=", INVALID, "text"),
        ("quotes/verify?text=%E2%80%9C%E2%80%A6%E2%80%9D", INVALID, "text"),
        ("quotes/verify?text=a%00", INVALID, "text"),
        (f"quotes/verify?text={'x' * 2001}", INVALID, "text"),
        ("quotes/verify?text=a&text=b", DUPLICATE, "text"),
        ("quotes/verify?text=a&speaker=", INVALID, "speaker"),
        ("quotes/verify?text=a&speaker=%E2%80%A6", INVALID, "speaker"),
        ("quotes/verify?text=a&speaker=articles/x", INVALID, "speaker"),
        ("quotes/verify?text=a&speaker=a%0Ab", INVALID, "speaker"),
        ("quotes/verify?text=a&speaker=smith", INVALID, "speaker"),
        ("quotes/verify?text=a&limit=21", INVALID, "limit"),
        ("quotes/verify?txt=a", UNKNOWN, "txt"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_refused_by_name(
    client: TestClient, query: str, kind: str, parameter: str
) -> None:
    response = client.get(f"/v1/{query}")
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert (problem["type"], problem["parameter"]) == (kind, parameter)
    assert problem["status"] == 422


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("quotes?speakr=x", "speaker"),
        ("quotes?Limit=5", "limit"),
        ("quotes?kind=Direct", "direct"),
        ("quotes?sort=-publishd", "-published"),
        ("people?country=germny", "countries/DE"),
        ("people?country=countries/Suth-Korea", "countries/KR"),
        ("quotes?speaker=person/tessa-orma", "people/tessa-orma"),
        ("quotes?speaker=peopel/tessa-orma", "people/tessa-orma"),
        ("search?q=x&type=quotes", "quote"),
        ("search?q=x&tpye=quote", "type"),
        ("quotes/verify?txt=x", "text"),
        ("quotes/verify?text=x&speaker=person/tessa-orma", "people/tessa-orma"),
    ],
)
def test_a_slip_is_answered_with_what_may_be_meant(
    client: TestClient, query: str, meant: str
) -> None:
    assert client.get(f"/v1/{query}").json()["did_you_mean"] == meant


def test_an_unknown_parameter_is_answered_with_the_known_ones(client: TestClient) -> None:
    allowed = client.get("/v1/releases?x=1").json()["allowed"]
    assert allowed == ["sort", "limit", "cursor", "fields", "count"]
    assert "speaker" in client.get("/v1/quotes?x=1").json()["allowed"]


def test_a_wrong_name_is_repeated_in_part_only(client: TestClient) -> None:
    assert len(client.get(f"/v1/quotes?{'x' * 5000}=1").content) < 2000


@pytest.mark.parametrize("collection", [one.name for one in RESOURCES])
def test_every_filter_takes_its_example_and_every_order_works(
    client: TestClient, collection: str
) -> None:
    (resource,) = (one for one in RESOURCES if one.name == collection)
    for name, found in resource.collection.filters.items():
        address = f"/v1/{collection}?{name}={quote(found.example)}"
        assert client.get(address).status_code == 200, address
    for sort in resource.collection.sorts:
        assert client.get(f"/v1/{collection}?sort={sort}").status_code == 200


CURSOR_OF_QUOTES = "/v1/quotes?limit=1&kind=direct"


def cursor_of(client: TestClient, address: str) -> str:
    link: str = client.get(address).json()["page"]["next"]
    return link.rpartition("cursor=")[2]


@pytest.mark.parametrize(
    "other",
    [
        "quotes?kind=mixed&cursor={}",
        "quotes?cursor={}",
        "quotes?kind=direct&sort=published&cursor={}",
        "mentions?cursor={}",
        "organizations/harbour-office/quotes?kind=direct&cursor={}",
    ],
)
def test_a_cursor_of_another_list_is_refused(client: TestClient, other: str) -> None:
    cursor = cursor_of(client, CURSOR_OF_QUOTES)
    response = client.get(f"/v1/{other.format(cursor)}")
    assert (response.status_code, response.json()["type"]) == (422, CURSOR)


def test_a_cursor_goes_with_any_limit(client: TestClient) -> None:
    cursor = cursor_of(client, CURSOR_OF_QUOTES)
    assert client.get(f"/v1/quotes?kind=direct&limit=7&cursor={cursor}").status_code == 200


def test_a_cursor_that_was_cut_or_changed_is_refused(client: TestClient) -> None:
    cursor = cursor_of(client, CURSOR_OF_QUOTES)
    swapped = ("B" if cursor[20] == "A" else "A").join((cursor[:20], cursor[21:]))
    for text in (cursor[:-1], cursor[1:], cursor + "A", swapped):
        response = client.get(f"/v1/quotes?kind=direct&cursor={text}")
        assert (response.status_code, response.json()["type"]) == (422, CURSOR)


def test_equal_lists_share_cursors_however_they_are_written(client: TestClient) -> None:
    cursor = cursor_of(client, "/v1/quotes?limit=1&kind=direct&kind=mixed&speaker=harbour-office")
    address = "/v1/quotes?speaker=HARBOUR-OFFICE&kind=mixed&kind=direct&cursor="
    assert client.get(address + cursor).status_code == 200


@pytest.mark.parametrize(
    "position",
    [
        (),
        ("2031-05-04",),
        ("a day", "a", 1, 2),
        ("2031-05-04", "a", 1, 2, 3),
        (1, "a", 1, 2),
        (None, None, 1, 2),
        (None, "a", "1", 2),
        (None, "a", 1.5, 2),
        (None, "a", True, 2),
        (None, "a", 2**63, 2),
        (None, ["a"], 1, 2),
    ],
)
def test_a_forged_cursor_is_refused(client: TestClient, position: tuple[Any, ...]) -> None:
    """Case 80 of the faults, by somebody who knows how cursors are made."""
    selection = Selection(QUOTES, {}, QUOTES.order)
    forged = encode_cursor(selection, Cursor(position, is_backward=False, release=None))
    response = client.get(f"/v1/quotes?cursor={forged}")
    assert (response.status_code, response.json()["type"]) == (422, CURSOR)
