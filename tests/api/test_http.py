"""What holds for every answer: methods, headers, caching; cases 81 to 91 and 94 to 98."""

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import ValidationError

from app.main import create_app
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import corpus, opening

ADDRESSES = [
    "/v1",
    "/v1/quotes",
    "/v1/quotes?limit=0",
    "/v1/quotes.json",
    "/v1/quotes.jsonl",
    "/v1/search?q=storm",
    "/v1/search?q=",
    "/v1/suggest?q=orm",
    "/v1/resolve?name=orma",
    "/v1/quotes/verify?text=We%20are%20ready",
    "/v1/people/tessa-orma",
    "/v1/people/nobody",
    "/v1/people/smith",
    "/v1/people/orma",
    f"/v1/articles/{opening().article.id}/text",
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/docs",
    "/problems/not-found",
]


OF_ONE_REQUEST = {"x-request-id", "server-timing"}


def get(client: TestClient, address: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers=named, follow_redirects=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    whole = get(client, address)
    head = client.head(address, follow_redirects=False)
    assert head.content == b""
    assert head.status_code == whole.status_code
    # How long an export is, and so whether it is compressed, shows only when it is read.
    unknown = {"content-length", "content-encoding"} if "x-total-count" in head.headers else set()
    for name in (head.headers.keys() | whole.headers.keys()) - unknown - OF_ONE_REQUEST:
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
@pytest.mark.parametrize("address", ["/v1/quotes", "/v1/people/tessa-orma", "/healthz"])
def test_other_methods_are_405_with_those_allowed(
    client: TestClient, method: str, address: str
) -> None:
    response = client.request(method, address)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"
    assert response.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize(
    "address", ["/v1/", "/v1/quotes/", "/v1/people/tessa-orma/", "//v1//quotes//"]
)
def test_a_trailing_slash_is_404_and_no_redirect(client: TestClient, address: str) -> None:
    assert client.get(address, follow_redirects=False).status_code == 404


@pytest.mark.parametrize("address", ["/v1/quotes?limit=1", "/v1/people/orma", "/v1/quotes/"])
def test_nothing_is_built_from_the_host_that_a_client_names(
    client: TestClient, address: str
) -> None:
    response = get(client, address, host="evil.example/v1?x")
    assert "evil" not in response.text
    assert not any("evil" in value for value in response.headers.values())


@pytest.mark.parametrize("length", [8_001, 60_000])
def test_an_address_that_is_too_long_is_414(client: TestClient, length: int) -> None:
    response = client.get(f"/v1/quotes?q={'x' * length}")
    assert response.status_code == 414
    assert len(response.content) < 500


def test_json_is_what_there_is_whatever_a_client_accepts(client: TestClient) -> None:
    response = get(client, "/v1/quotes?limit=1", accept="application/xml")
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_is_to_be_taken_for_another_type(client: TestClient, address: str) -> None:
    response = get(client, address)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("origin", ["https://front.example", "null"])
def test_pages_of_any_origin_may_read_answers_and_errors(
    client: TestClient, address: str, origin: str
) -> None:
    headers = get(client, address, origin=origin).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert "X-Total-Count" in headers["access-control-expose-headers"]


def test_a_preflight_allows_reading_only(client: TestClient) -> None:
    asked = {"origin": "https://front.example", "access-control-request-method": "GET"}
    allowed = client.options("/v1/quotes", headers=asked)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-methods"] == "GET, HEAD"
    refused = client.options(
        "/v1/quotes", headers={**asked, "access-control-request-method": "DELETE"}
    )
    assert refused.status_code == 400


FRONT, OTHER = "https://front.example", "https://other.example"


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        (f"{FRONT} https://back.example", FRONT, FRONT),
        (f"{FRONT} https://back.example", OTHER, None),
        (FRONT, "null", None),
        (FRONT, f"{FRONT}.evil.example", None),
        ("", FRONT, None),
    ],
)
@pytest.mark.parametrize("address", ["/v1/quotes", "/v1/people/nobody"])
def test_case_96_an_operator_says_whose_pages_may_read(
    url: str, address: str, origins: str, origin: str, allowed: str | None
) -> None:
    with TestClient(create_app(Settings(database=url, cors_origins=origins))) as client:
        # Once to be kept, so that nobody gets what was allowed to somebody else.
        get(client, address, origin=FRONT)
        headers = get(client, address, origin=origin).headers
        assert headers.get("access-control-allow-origin") == allowed
        assert headers["vary"] == ("Accept-Encoding, Origin" if origins else "Accept-Encoding")
        assert get(client, address).headers["vary"] == headers["vary"]
        asked = {"origin": origin, "access-control-request-method": "GET"}
        preflight = client.options(address, headers=asked)
        assert preflight.headers.get("access-control-allow-origin") == allowed
        assert preflight.status_code == (200 if allowed else 400 if origins else 405)


@pytest.mark.parametrize(
    "origins", ["front.example", "https://front.example/", "https://a.example,https://b.example"]
)
def test_an_origin_that_no_page_has_is_refused(origins: str) -> None:
    with pytest.raises(ValidationError, match="cors_origins"):
        Settings(cors_origins=origins)


@pytest.mark.parametrize(
    "address",
    ["/v1", "/v1/quotes?limit=2", "/v1/quotes.jsonl", "/v1/countries/JP", "/openapi.json", "/docs",
     "/problems/not-found"],
)  # fmt: skip
def test_an_answer_that_the_client_has_is_304(client: TestClient, address: str) -> None:
    first = get(client, address)
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        again = get(client, address, if_none_match=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert again.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("known", ['"other"', "garbage", '"', "W/"])
def test_another_tag_gets_the_answer(client: TestClient, known: str) -> None:
    assert get(client, "/v1/quotes", if_none_match=known).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/quotes", 304),
        ("/v1/quotes.jsonl", 304),
        ("/v1/people/tessa-orma", 304),
        ("/v1/people/nobody", 404),
        ("/v1/quotes?limit=0", 422),
    ],
)
def test_a_star_stands_for_any_answer_that_there_is(
    client: TestClient, address: str, status: int
) -> None:
    assert get(client, address, if_none_match="*").status_code == status


def test_ranges_and_dates_are_passed_over(client: TestClient) -> None:
    response = get(client, "/v1/quotes", range="bytes=0-5", if_modified_since="garbage")
    assert response.status_code == 200


def test_each_address_has_a_tag_of_its_own(client: TestClient) -> None:
    addresses = ("/v1/quotes", "/v1/quotes?limit=2", "/v1/mentions", "/v1/quotes.json")
    tags = {get(client, address).headers["etag"] for address in addresses}
    assert len(tags) == len(addresses)


def test_a_new_release_makes_new_tags_and_shows_at_once(new_url: str) -> None:
    write(new_url, corpus()[:2])
    with TestClient(create_app(Settings(database=new_url))) as client:
        tag = get(client, "/v1/articles").headers["etag"]
        assert get(client, "/v1/articles", if_none_match=tag).status_code == 304
        release = write(new_url, corpus()[2:])
        fresh = get(client, "/v1/articles", if_none_match=tag)
        assert fresh.status_code == 200
        assert fresh.headers["etag"] != tag
        assert fresh.json()["meta"]["release"] == release


def test_case_53_a_page_that_crosses_a_release_says_so(new_url: str) -> None:
    write(new_url, corpus()[:10])
    with TestClient(create_app(Settings(database=new_url))) as client:
        link = client.get("/v1/quotes?limit=2").json()["page"]["next"]
        assert "release_changed" not in client.get(link).json()["meta"]
        write(new_url, corpus()[10:12])
        assert client.get(link).json()["meta"]["release_changed"] is True


@pytest.mark.parametrize("address", ["/v1/quotes?limit=0", "/v1/people/nobody", "/v1/people/smith"])
def test_problems_are_not_kept(client: TestClient, address: str) -> None:
    headers = get(client, address).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


@pytest.mark.parametrize("address", ["/v1/quotes", "/v1/quotes.jsonl"])
def test_answers_are_compressed_for_those_who_take_it(client: TestClient, address: str) -> None:
    plain = get(client, address, accept_encoding="identity")
    small = get(client, address, accept_encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert small.content == plain.content
    assert small.headers["etag"] == plain.headers["etag"]
    assert small.headers["etag"].startswith("W/")


def test_script_in_a_text_is_answered_as_json_and_escaped_in_pages(client: TestClient) -> None:
    response = client.get("/v1/quotes?q=<script>")
    assert response.headers["content-type"] == "application/json"
    assert client.get("/problems/<script>").headers["content-type"] == "application/problem+json"
