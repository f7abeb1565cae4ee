"""How much of each item is shown, and what is counted: `fields`, `include`, `facet`, `count`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from app.api.resources import Resource
from app.api.routers.collections import RESOURCES
from app.main import create_app
from app.records import Article, Extraction
from app.settings import Settings
from app.storage.queries.pages import MAX_FACET_VALUES
from tests.api.conftest import write
from tests.api.corpus import BULLETINS, Notes, opening

OPENING = opening().article
STORM = OPENING.text.index("We are ready")
each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)


def get(client: TestClient, address: str) -> dict[str, Any]:
    response = client.get(f"/v1/{address}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give a list of the statements that are run meanwhile."""
    found: list[str] = []

    def note(*details: Any) -> None:
        found.append(details[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@each_resource
def test_each_field_can_be_had_by_itself_everywhere(client: TestClient, resource: Resource) -> None:
    whole = get(client, f"{resource.name}?limit=3")["data"]
    for field in resource.fields:
        few = [{name: item[name] for name in {"id", field}} for item in whole]
        assert get(client, f"{resource.name}?limit=3&fields={field}")["data"] == few
        item = get(client, f"{whole[0]['id']}?fields={field}")["data"]
        assert {name: value for name, value in item.items() if name != "links"} == few[0]
        assert client.get(f"/v1/{resource.name}.json?fields={field}").json()[:3] == few


@pytest.mark.parametrize(
    "query", ["fields=kind,text", "fields=text&fields=kind", "fields=text,kind"]
)
def test_fields_may_be_listed_or_repeated_and_come_in_their_own_order(
    client: TestClient, query: str
) -> None:
    (item, *_) = get(client, f"quotes?limit=1&{query}")["data"]
    assert list(item) == ["id", "text", "kind"]


@pytest.mark.parametrize(
    ("address", "parameter", "meant"),
    [
        ("quotes?fields=txt", "fields", "text"),
        ("quotes?fields=text,", "fields", None),
        ("quotes?fields=", "fields", None),
        ("quotes.csv?fields=speeker", "fields", "speakers"),
        ("people/tessa-orma?fields=role", "fields", "roles"),
        ("quotes?include=speakers", "include", "speaker"),
        ("quotes?facet=speakr", "facet", "speaker"),
        ("quotes?facet=text", "facet", None),
        ("quotes?count=non", "count", "none"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_can(
    client: TestClient, address: str, parameter: str, meant: str | None
) -> None:
    response = client.get(f"/v1/{address}")
    problem = response.json()
    assert response.status_code == 422
    assert problem["parameter"] == parameter
    assert problem["allowed"]
    assert problem.get("did_you_mean") == meant


@pytest.mark.parametrize(
    "address",
    ["quotes.csv?include=article", "quotes.json?facet=kind", "releases?include=article",
     "releases?facet=pipeline", "people/tessa-orma?facet=organization", "quotes.json?count=none"],
)  # fmt: skip
def test_what_is_not_offered_somewhere_is_unknown_there(client: TestClient, address: str) -> None:
    assert client.get(f"/v1/{address}").json()["type"] == "/problems/unknown-parameter"


def test_what_nobody_asked_for_is_not_read(client: TestClient) -> None:
    # Which no other test asks for: answers are kept.
    with statements() as whole:
        get(client, "exercises?limit=151")
    with statements() as names:
        get(client, "exercises?limit=151&fields=name&count=none")
    assert any("FROM claim" in one for one in whole)
    assert not any("FROM claim" in one or "entity_alias" in one for one in names)
    assert not any("count(*)" in one for one in names)


def test_a_total_that_is_not_asked_for_is_absent(client: TestClient) -> None:
    page = get(client, "quotes?count=none&limit=2")["page"]
    assert page.keys() == {"next", "prev", "limit"}
    assert get(client, "quotes?count=exact&limit=2")["page"]["total"] == 2 * BULLETINS + 7
    assert "count=none" in page["next"]


QUOTE = f"quotes/{OPENING.id}-{STORM}-{STORM + 26}"
PIECE = f"quotes?article={OPENING.id}&q=Ukraine"


@pytest.mark.parametrize(
    ("address", "include", "expected"),
    [
        (QUOTE, "article", f"articles/{OPENING.id}"),
        (QUOTE, "speaker", ["people/tessa-orma"]),
        (QUOTE, "mentions", []),
        (f"articles/{OPENING.id}", "quotes", 2),
        (f"articles/{OPENING.id}", "mentions", 7),
        (f"articles/{OPENING.id}", "claims", 9),
        ("people/tessa-orma", "claims", 1),
        ("exercises/quiet-tern-2031", "claims", 10),
        ("countries/EE", "claims", 2),
        ("countries/FJ", "claims", 0),
    ],
)
def test_items_have_what_is_to_be_included(
    client: TestClient, address: str, include: str, expected: Any
) -> None:
    (found,) = get(client, f"{address}?include={include}")["data"]["included"].values()
    if isinstance(expected, str):
        assert found["id"] == expected
    elif isinstance(expected, int):
        assert len(found) == expected
    else:
        assert [one["id"] for one in found] == expected


def test_what_is_included_is_the_item_itself(client: TestClient) -> None:
    (quote,) = get(client, f"{PIECE}&include=article,speaker,mentions,claims")["data"]
    included = quote["included"]
    article, person = (
        get(client, one)["data"] for one in (f"articles/{OPENING.id}", "people/tessa-orma")
    )
    assert {**included["article"], "links": article["links"]} == article
    assert [{**one, "links": person["links"]} for one in included["speaker"]] == [person]
    assert [one["entity"] for one in included["mentions"]] == ["countries/UA"]
    assert included["claims"] == []


def test_facts_include_who_or_what_they_are_about(client: TestClient) -> None:
    (claim,) = get(client, "claims?asserted_by=tessa-orma&include=speaker,article")["data"]
    assert claim["included"]["speaker"]["id"] == "people/tessa-orma"
    assert claim["included"]["article"]["id"] == claim["evidence"]["article"]
    (mention,) = get(client, "mentions?linked=false&include=entity")["data"]
    assert mention["included"] == {"entity": None}


def test_what_is_included_goes_with_any_fields(client: TestClient) -> None:
    (quote,) = get(client, f"{PIECE}&fields=kind&include=speaker")["data"]
    assert list(quote) == ["id", "kind", "included"]
    assert quote["included"]["speaker"][0]["name"] == "Tessa Orma"


@each_resource
def test_all_that_may_be_included_is_as_the_schema_has_it(
    client: TestClient, resource: Resource
) -> None:
    if resource.embeds:
        body = get(client, f"{resource.name}?limit=200&include={','.join(resource.embeds)}")
        for item in body["data"]:
            assert item["included"].keys() == resource.embeds.keys()
            resource.schema.model_validate(item, extra="forbid")


@each_resource
@pytest.mark.parametrize("filters", ["", "article={0}&", "published=2031&"])
def test_a_facet_counts_what_its_filter_finds(
    client: TestClient, resource: Resource, filters: str
) -> None:
    given = filters.format(OPENING.id)
    if given.partition("=")[0] not in {"", *resource.collection.filters}:
        return
    for name in resource.collection.facets:
        facets = get(client, f"{resource.name}?{given}limit=1&facet={name}")["facets"]
        assert list(facets) == [name]
        for one in facets[name]["values"]:
            address = f"{resource.name}?{given}limit=1&{name}={one['value']}"
            if name not in given:
                assert get(client, address)["page"]["total"] == one["count"], (address, one)


def test_the_most_frequent_values_come_first_with_their_names(client: TestClient) -> None:
    facets = get(client, "quotes?facet=speaker,kind")["facets"]
    assert facets["speaker"]["values"][:2] == [
        {"value": "organizations/harbour-office", "name": "Harbour Office", "count": 240},
        {"value": "people/tessa-orma", "name": "Tessa Orma", "count": 3},
    ]
    counts = [one["count"] for one in facets["kind"]["values"]]
    assert counts == sorted(counts, reverse=True)
    assert (facets["kind"]["more"], facets["kind"]["without"]) == (False, 0)
    # An alliance official, and a Smith who may be either.
    assert facets["speaker"]["without"] == 2


def published_by(*publishers: str) -> list[tuple[Article, Extraction]]:
    return [Notes(Article(f"Notice {one}.", publisher=one)).noted for one in publishers]


def test_a_facet_says_whether_there_is_more_than_it_shows(new_url: str) -> None:
    papers = [f"Paper {number}" for number in range(MAX_FACET_VALUES + 1)]
    write(new_url, published_by(*papers))
    with TestClient(create_app(Settings(database=new_url))) as client:
        facet = get(client, "articles?facet=publisher")["facets"]["publisher"]
        assert (len(facet["values"]), facet["more"]) == (MAX_FACET_VALUES, True)
        few = get(client, "articles?facet=publisher&publisher__not=Paper 0")["facets"]["publisher"]
        assert (len(few["values"]), few["more"]) == (MAX_FACET_VALUES, False)


def test_spellings_that_one_filter_takes_are_one_value(new_url: str) -> None:
    write(new_url, published_by("The Wire", "THE WIRE"))
    with TestClient(create_app(Settings(database=new_url))) as client:
        facet = get(client, "articles?facet=publisher")["facets"]["publisher"]
    assert [one["count"] for one in facet["values"]] == [2]
