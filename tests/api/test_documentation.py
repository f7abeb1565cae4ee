"""OpenAPI tells the truth: its schemas and examples are those of real answers; case 98."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.documentation import describe
from app.api.envelopes import Item, one_of, page_of
from app.api.problem_types import TYPES
from app.api.resources import Resource
from app.api.routers.collections import RESOURCES
from app.api.schemas import ArticleText
from app.main import create_app
from app.settings import Settings

DOCUMENT = describe(create_app(Settings()))
OPERATIONS = [(path, operation["get"]) for path, operation in DOCUMENT["paths"].items()]
SHARED = DOCUMENT["components"]["parameters"]
RESPONSES = DOCUMENT["components"]["responses"]
each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
each_operation = pytest.mark.parametrize(
    ("path", "operation"), OPERATIONS, ids=[path for path, _ in OPERATIONS]
)


@each_resource
def test_a_list_is_as_its_schema_has_it(client: TestClient, resource: Resource) -> None:
    for address in (f"/v1/{resource.name}?limit=200", f"/v1/{resource.name}?limit=1"):
        content = client.get(address).content
        page_of(resource.schema).model_validate_json(content, strict=True, extra="forbid")


@each_resource
def test_an_item_is_as_its_schema_has_it(client: TestClient, resource: Resource) -> None:
    first = client.get(f"/v1/{resource.name}").json()["data"][0]["id"]
    content = client.get(f"/v1/{first}").content
    one_of(resource.schema).model_validate_json(content, strict=True, extra="forbid")


def test_a_text_is_as_its_schema_has_it(client: TestClient) -> None:
    first = client.get("/v1/articles").json()["data"][0]["id"]
    content = client.get(f"/v1/{first}/text").content
    Item[ArticleText].model_validate_json(content, strict=True, extra="forbid")


@each_resource
def test_an_example_has_the_fields_of_real_items(client: TestClient, resource: Resource) -> None:
    resource.schema.model_validate(resource.example, extra="forbid")
    real = client.get(f"/v1/{resource.name}").json()["data"][0]
    assert list(resource.example) == list(real)


def test_operations_have_ids_of_their_own() -> None:
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)
    assert {"list_quotes", "get_quote", "export_quotes_jsonl", "list_person_quotes"} <= set(ids)
    verbs = "list|get|export|search|suggest|resolve|verify"
    assert all(re.fullmatch(f"({verbs})_[a-z_]+", one) for one in ids)


@each_operation
def test_an_operation_says_what_it_is(path: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert len(operation["tags"]) == 1
    assert all(one["description"] for one in parameters(operation)), path


@each_operation
def test_an_operation_has_an_example_for_each_status(path: str, operation: dict[str, Any]) -> None:
    for status, given in operation["responses"].items():
        response = RESPONSES[given["$ref"].rpartition("/")[2]] if "$ref" in given else given
        assert response["description"], (path, status)
        if status not in ("304", "307", "308"):
            (content,) = response["content"].values()
            assert "example" in content or "examples" in content, (path, status)
            # What cannot be read as HTTP is the server's to answer, in plain text.
            is_problem = status not in ("200", "400")
            assert is_problem == ("application/problem+json" in response["content"])
            assert (status == "400") <= ("text/plain" in response["content"])


@each_operation
def test_an_operation_tells_of_a_database_that_is_away(
    path: str, operation: dict[str, Any]
) -> None:
    assert ("503" in operation["responses"]) == (path != "/healthz")


@each_operation
def test_an_operation_whose_answers_have_a_tag_tells_of_304(
    client: TestClient, path: str, operation: dict[str, Any]
) -> None:
    if "{" not in path:
        needed = {
            one["name"]: one["example"]
            for one in query_parameters(operation)
            if one.get("required")
        }
        answered = client.get(path, params=needed)
        assert ("etag" in answered.headers) == ("304" in operation["responses"])


def test_the_document_holds_all_that_it_refers_to() -> None:
    names = set(re.findall(r"'#/components/schemas/([^']+)'", str(DOCUMENT)))
    assert names <= DOCUMENT["components"]["schemas"].keys()
    assert "ProblemDetails" in names
    assert "HTTPValidationError" not in str(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1.")


def test_every_parameter_of_the_document_is_taken(client: TestClient) -> None:
    for path, operation in OPERATIONS:
        query = {one["name"]: one["example"] for one in query_parameters(operation)}
        if "{" not in path and query:
            assert client.get(path, params=query).status_code == 200, (path, query)


def query_parameters(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for parameter in parameters(operation):
        if parameter["in"] == "query" and "example" in parameter:
            yield parameter


def parameters(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in operation.get("parameters", ()):
        yield SHARED[one["$ref"].rpartition("/")[2]] if "$ref" in one else one


def test_what_operations_share_is_there_once_and_all_used() -> None:
    used = set(re.findall("'(#/components/(?:parameters|responses)/[^']+)'", str(DOCUMENT)))
    assert used == {
        f"#/components/{kind}/{name}"
        for kind in ("parameters", "responses")
        for name in DOCUMENT["components"][kind]
    }
    assert "x-shared" not in str(DOCUMENT)


@each_operation
def test_an_operation_tells_of_the_parameters_that_it_takes_and_no_others(
    client: TestClient, path: str, operation: dict[str, Any]
) -> None:
    told = {one["name"] for one in parameters(operation) if one["in"] == "query"}
    if path.startswith("/v1/"):
        problem = client.get(path.replace("{id}", "1"), params={"nosuch": "1"}).json()
        assert told == set(problem.get("allowed", ()))


def test_the_page_of_operations_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    assert client.get("/").text == page
    # Examples of filters aside.
    assert not re.search(r"https?://", re.sub(r"url(__not)?=https?://", "", page))
    assert "<script" not in page
    assert all(operation["summary"] in page for _, operation in OPERATIONS)


def test_the_page_links_to_what_works(client: TestClient) -> None:
    page = client.get("/docs").text
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) > 50
    for link in links:
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in page
            continue
        assert client.get(link.replace("&amp;", "&").replace("&quot;", '"')).status_code == 200


@pytest.mark.parametrize("slug", TYPES)
def test_every_type_of_problem_has_a_page(client: TestClient, slug: str) -> None:
    response = client.get(f"/problems/{slug}")
    assert response.headers["content-type"].startswith("text/html")
    assert TYPES[slug].title in response.text


def test_the_service_document_leads_to_every_collection(client: TestClient) -> None:
    data = client.get("/v1").json()["data"]
    assert list(data["collections"]) == [one.name for one in RESOURCES]
    for collection in data["collections"].values():
        for form in ("list", "json", "jsonl"):
            assert client.get(collection[form]).status_code == 200
    for address, parameters in data["questions"].items():
        asked = {one["name"] for one in DOCUMENT["paths"][address]["get"]["parameters"]}
        assert asked == set(parameters)
    assert client.get(data["openapi"]).json() == DOCUMENT
    assert client.get(data["documentation"]).status_code == 200


def test_a_mistake_of_ours_is_a_500_that_tells_nothing(url: str) -> None:
    app = create_app(Settings(database=url))

    @app.get("/broken")
    def break_down() -> None:
        raise RuntimeError("secret")

    with TestClient(app) as client:
        response = client.get("/broken")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json().keys() == {"type", "title", "status", "request_id"}
    assert "secret" not in response.text
