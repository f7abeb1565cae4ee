"""Filters, orders and pages of lists."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.records import Article, Entity, EntityType, Form, Predicate
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import BULLETINS, Notes, opening

OPENING = opening().article.id


def get(client: TestClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def texts(client: TestClient, query: str) -> set[str]:
    return {quote["text"] for quote in get(client, f"/v1/quotes?limit=200&{query}")["data"]}


def ids(client: TestClient, address: str) -> list[str]:
    return [item["id"].partition("/")[2] for item in get(client, address)["data"]]


STORM, UKRAINE = "We are ready for any storm", "And nobody here forgets Ukraine"
TROOPS, TOO_LOW = "Quiet Tern 2031 involves 4,500 troops", "too low by far"
FINLAND, SAD, WINTER = "Finland will join next year", "a 100% sad day", "The winter will be mild"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker=people/tessa-orma", {STORM, UKRAINE, TOO_LOW}),
        ("speaker=tessa-orma", {STORM, UKRAINE, TOO_LOW}),
        ("speaker=PEOPLE/Tessa-Orma", {STORM, UKRAINE, TOO_LOW}),
        ("speaker=john-smith-fi&speaker=john-smith-nz", {FINLAND, WINTER}),
        ("speaker=people/nobody", set()),
        ("speaker=people/orma", {STORM, UKRAINE, TOO_LOW}),
        ("speaker=Orma", {STORM, UKRAINE, TOO_LOW}),
        ("speaker=orma&speaker=john-smith-fi", {STORM, UKRAINE, TOO_LOW, FINLAND}),
        ("speaker_organization=coast-guard", {STORM, UKRAINE, TOO_LOW}),
        ("mentions=ukraine", {UKRAINE}),
        ("mentions=quiet-tern-2031", {TROOPS}),
        ("speaker_country=EE", {STORM, UKRAINE, TOO_LOW}),
        ("speaker_country=fin", {FINLAND}),
        ("speaker_country=FI&speaker_country=NZ", {FINLAND, WINTER}),
        ("speaker_organization=estonian-coast-guard", {STORM, UKRAINE, TOO_LOW}),
        (f"article={OPENING}", {STORM, UKRAINE}),
        (f"article=articles/{OPENING.upper()}", {STORM, UKRAINE}),
        (f"article={OPENING}&kind=indirect", set()),
        ("kind=indirect", {TROOPS, FINLAND, WINTER}),
        ("kind=mixed&kind=indirect&published__gte=2031", {TOO_LOW, TROOPS, FINLAND}),
        ("mentions=countries/UA", {UKRAINE}),
        ("mentions=ua&mentions=fi", {UKRAINE, FINLAND}),
        ("mentions=exercises/quiet-tern-2031", {TROOPS}),
        ("publisher=northern wire", {TROOPS, TOO_LOW, FINLAND}),
        ("published=2031-05-04", {STORM, UKRAINE}),
        ("published=2031-05-04&published=2030-12-24", {STORM, UKRAINE, WINTER}),
        ("published=2031", {STORM, UKRAINE, TROOPS, TOO_LOW, FINLAND}),
        ("published=2031-05&kind=mixed", {TOO_LOW}),
        ("published=2030-12&published=2031-05-10", {WINTER, TROOPS, TOO_LOW, FINLAND}),
        (
            "published__not=2030&speaker__not=harbour-office&kind__not=direct",
            {TROOPS, TOO_LOW, FINLAND, SAD},
        ),
        ("language=EN&fictional=true", {STORM, UKRAINE}),
        ("language=en&publisher__not=northern wire", {STORM, UKRAINE, WINTER}),
        ("rule=by-hand&confidence__gte=0.8&kind=mixed", {TOO_LOW, SAD}),
        ("confidence__gte=0.81", set()),
        ("confidence__lte=0.8&kind=mixed", {TOO_LOW, SAD}),
        ("confidence__lte=0.79", set()),
        ("published__gte=2031-05-05", {TROOPS, TOO_LOW, FINLAND}),
        ("published__gte=2030-12&published__lte=2030", {WINTER}),
        ("q=storm", {STORM}),
        ("q=storms", {STORM}),
        ('q="any storm" OR mild', {STORM, WINTER}),
        ("q=forget* -storm", {UKRAINE}),
        ("q=4,500", {TROOPS}),
        ("q=...", set()),
    ],
)
def test_quotes_are_narrowed_by(client: TestClient, query: str, expected: set[str]) -> None:
    assert texts(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("host=EE", ["quiet-tern-2031"]),
        ("host=countries/ee", ["quiet-tern-2031"]),
        ("host=SE", []),
        ("participant=SE", ["quiet-tern-2031"]),
        ("participant=SE&host=EE", ["quiet-tern-2031"]),
        ("participant=SE&host=SE", []),
        ("observer=JP", ["quiet-tern-2031"]),
        ("participant=JP", []),
        ("country=JP", ["quiet-tern-2031"]),
        ("place=EE", ["quiet-tern-2031"]),
        ("place=saaremaa", ["quiet-tern-2031"]),
        ("place=SE", []),
        ("place=est", ["quiet-tern-2031"]),
        ("place=Estonia", ["quiet-tern-2031"]),
        ("place=countries/233", ["quiet-tern-2031"]),
        ("place=swe", []),
        ("place__not=EE", ["quiet-tern-2029"]),
        ("host__not=EE", ["quiet-tern-2029"]),
        ("edition__not=2029&host__not=SE", ["quiet-tern-2031"]),
        ("personnel=6000", ["quiet-tern-2029", "quiet-tern-2031"]),
        ("personnel=4500&personnel=1", ["quiet-tern-2031"]),
        ("personnel=4501", []),
        ("personnel__not=4500", ["quiet-tern-2029"]),
        ("start=2031", ["quiet-tern-2031"]),
        ("start=2031-05-03", ["quiet-tern-2031"]),
        ("end=2031-06-30", ["quiet-tern-2031"]),
        ("end=2031-05", []),
        ("modality=cancelled", ["quiet-tern-2029"]),
        ("mention_count__gte=2", ["quiet-tern-2031"]),
        ("first_published__gte=2031-05-04&last_published=2031", ["quiet-tern-2031"]),
        ("personnel__gte=6000", ["quiet-tern-2029", "quiet-tern-2031"]),
        ("personnel__gte=7001", []),
        ("personnel__lte=4500", ["quiet-tern-2031"]),
        ("personnel__gte=4600&personnel__lte=4900", []),
        ("aircraft__gte=40&aircraft__lte=40", ["quiet-tern-2031"]),
        ("ships__gte=0", []),
        ("participant_count__gte=0", []),
        ("start__gte=2031-05-03&start__lte=2031-05-03", ["quiet-tern-2031"]),
        ("start__gte=2031-05-04", []),
        ("start__gte=2031", ["quiet-tern-2031"]),
        ("end__gte=2031-06-30", ["quiet-tern-2031"]),
        ("end__lte=2031-05", []),
        ("series=quiet tern", ["quiet-tern-2029", "quiet-tern-2031"]),
        ("edition=2029", ["quiet-tern-2029"]),
        (f"article={OPENING}", ["quiet-tern-2031"]),
        ("host=estonia", ["quiet-tern-2031"]),
        ("host=est", ["quiet-tern-2031"]),
        ("observer=Japan&participant=sweden", ["quiet-tern-2031"]),
        ("name=Tern", ["quiet-tern-2029", "quiet-tern-2031"]),
        ("q=tern qui*", ["quiet-tern-2029", "quiet-tern-2031"]),
        ("q=tern -2029", ["quiet-tern-2031"]),
        ("q=ter", []),
    ],
)
def test_exercises_are_narrowed_by(client: TestClient, query: str, expected: list[str]) -> None:
    assert ids(client, f"/v1/exercises?{query}") == expected


def test_an_exercise_in_a_part_of_a_country_is_in_it(new_url: str) -> None:
    notes = Notes(Article("Calm Sea 2031 was held in northern Norway, far from Finland."))
    sea = Entity(
        "exercises/calm-sea-2031",
        EntityType.EXERCISE,
        "Calm Sea 2031",
        series="Calm Sea",
        edition="2031",
    )
    notes.entity(sea, ("Calm Sea 2031", Form.NAME))
    notes.country("NO", "Norway", ("Norway", Form.NAME))
    notes.country("FI", "Finland", ("Finland", Form.NAME))
    notes.claim(sea.id, Predicate.PLACE, "in northern Norway", value="northern Norway")
    write(new_url, [notes.noted])
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert ids(client, "/v1/exercises?place=NO") == ["calm-sea-2031"]
        assert ids(client, "/v1/exercises?place=FI") == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("people?organization=estonian-coast-guard", ["tessa-orma"]),
        ("people?country=EE", ["tessa-orma"]),
        ("people?country=NZ", ["john-smith-nz"]),
        ("people?country=new-zealand", ["john-smith-nz"]),
        ("people?country=countries/Estonia", ["tessa-orma"]),
        ("people?role=MINISTER", ["john-smith-fi"]),
        ("people?role=minister&role=forecaster", ["john-smith-fi", "john-smith-nz"]),
        ("people?role=%25", []),
        (f"people?article={OPENING}", ["tessa-orma"]),
        ("people?name=Órma", ["tessa-orma"]),
        ("people?q=Órma", ["tessa-orma"]),
        ("people?q=tessa OR forecaster", ["tessa-orma"]),
        ("countries?q=japan OR zealand", ["JP", "NZ"]),
        ("organizations?q=%22coast guard%22", ["estonian-coast-guard"]),
        ("organizations?kind=Armed Force", ["estonian-coast-guard"]),
        ("organizations?country=EE", ["estonian-coast-guard"]),
        ("countries?region=Oceania", ["NZ"]),
        ("countries?region__not=Europe&former=false", ["JP", "NZ"]),
        ("organizations?kind__not=agency&acronym=ecg", ["estonian-coast-guard"]),
        ("organizations?country__not=EE", ["harbour-office"]),
        ("people?quote_count__gte=2", ["tessa-orma"]),
        ("people?role__not=minister&country__not=NZ", ["tessa-orma"]),
        ("articles?speaker=tessa-orma&published__lte=2031-05-04", [OPENING]),
        ("articles?speaker__not=harbour-office&mentions=UA", [OPENING]),
        (f"articles?text_digest={opening().article.text_digest.upper()}", [OPENING]),
        (f"countries?article={OPENING}", ["EE", "JP", "SE", "UA"]),
        ("articles?publisher=The Harbour Gazette&fictional=true", [OPENING]),
        ("articles?mentions=countries/JP", [OPENING]),
        ("articles?q=observers", [OPENING]),
        ("articles?url=https://gazette.example/quiet-tern", [OPENING]),
        (f"articles?url=https://gazette.example/{'long/' * 390}", []),
        ("articles?language=EN&published__lte=2031-05-04&published__gte=2031", [OPENING]),
    ],
)
def test_other_collections_are_narrowed_by(
    client: TestClient, address: str, expected: list[str]
) -> None:
    assert ids(client, f"/v1/{address}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("entity=countries/JP", {"Japan"}),
        ("entity=people/tessa-orma", {"Tessa Orma", "Orma"}),
        (f"article={OPENING}&type=person", {"Tessa Orma"}),
        (f"article={OPENING}&form=alias", {"Coast Guard"}),
        ("linked=false", {"Smith"}),
        ("published=2030&type=country", {"New Zealand"}),
        (
            "language=en&type__not=country&form=name&entity__not=tessa-orma",
            {"Quiet Tern 2031", "John Smith"},
        ),
        ("type=exercise&linked=true", {"Quiet Tern 2031", "Quiet Tern 2029"}),
    ],
)
def test_mentions_are_narrowed_by(client: TestClient, query: str, expected: set[str]) -> None:
    found = get(client, f"/v1/mentions?{query}")["data"]
    assert {mention["evidence"]["text"] for mention in found} == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "subject=exercises/quiet-tern-2031&predicate=personnel",
            {"around 6,000 troops", "4,500 troops"},
        ),
        ("object=countries/SE", {"Sweden takes part"}),
        ("asserted_by=tessa-orma", {"Japan has sent observers"}),
        ("modality=cancelled", {"5,000 to 7,000 troops"}),
        (f"article={OPENING}&predicate=role", {"spokesperson"}),
        ("value=6000&value__gte=1", {"around 6,000 troops", "5,000 to 7,000 troops"}),
        ("value__gte=7000", {"5,000 to 7,000 troops"}),
        ("value__lte=40", {"40 aircraft"}),
        ("publisher=northern wire&predicate__not=personnel", {"Defence Minister", "to June"}),
        ("published=2030", {"a forecaster"}),
    ],
)
def test_claims_are_narrowed_by(client: TestClient, query: str, expected: set[str]) -> None:
    found = get(client, f"/v1/claims?{query}")["data"]
    assert {claim["evidence"]["text"] for claim in found} == expected


def test_the_total_is_that_of_all_pages(client: TestClient) -> None:
    page = get(client, "/v1/quotes?limit=3&speaker=harbour-office")["page"]
    assert page["total"] == 2 * BULLETINS
    assert page["limit"] == 3


SORTS = [
    (collection, sort)
    for collection, sorts in {
        "articles": ("published", "-published", "title", "-title"),
        "countries": ("name", "-mention_count"),
        "people": ("-name", "quote_count", "first_published", "-last_published"),
        "quotes": ("published", "-published", "position"),
        "mentions": ("position",),
        "claims": ("position", "value", "-value"),
    }.items()
    for sort in sorts
]


def walk(client: TestClient, address: str, rel: str) -> list[list[str]]:
    pages = []
    link: str | None = address
    while link:
        body = get(client, link)
        pages.append([item["id"] for item in body["data"]])
        link = body["page"][rel]
    return pages


@pytest.mark.parametrize(("collection", "sort"), SORTS)
def test_a_walk_visits_each_item_once_in_the_order_of_the_export(
    client: TestClient, collection: str, sort: str
) -> None:
    whole = [item["id"] for item in client.get(f"/v1/{collection}.json?sort={sort}").json()]
    pages = walk(client, f"/v1/{collection}?sort={sort}&limit=7", "next")
    assert [one for page in pages for one in page] == whole
    assert len(set(whole)) == len(whole) == get(client, f"/v1/{collection}")["page"]["total"]


@pytest.mark.parametrize(("collection", "sort"), SORTS)
def test_a_walk_back_sees_the_same_pages(client: TestClient, collection: str, sort: str) -> None:
    start = f"/v1/{collection}?sort={sort}&limit=7"
    forward = walk(client, start, "next")
    link = start
    for _ in forward[1:]:
        link = get(client, link)["page"]["next"]
    backward = walk(client, link, "prev")
    assert list(reversed(backward)) == forward


def test_undated_quotes_come_last_when_the_newest_are_first(client: TestClient) -> None:
    days = [quote["published"] for quote in client.get("/v1/quotes.json").json()]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days == dated + [None] * (len(days) - len(dated))


def test_claims_are_sorted_by_their_numbers(client: TestClient) -> None:
    values = [claim["value"] for claim in get(client, "/v1/claims?sort=-value")["data"]]
    assert values[:3] == [6000, 4500, 40]
    ascending = client.get("/v1/claims.json?sort=value&predicate=personnel").json()
    assert [claim["value"] for claim in ascending] == [None, 4500, 6000]


def test_quotes_of_one_article_stand_as_in_its_text_whatever_the_order(client: TestClient) -> None:
    for sort in ("published", "-published", "position"):
        found = get(client, f"/v1/quotes?article={OPENING}&sort={sort}")["data"]
        assert [quote["text"] for quote in found] == [STORM, UKRAINE]


def test_next_and_prev_are_relative_and_also_in_the_link_header(client: TestClient) -> None:
    second = get(client, "/v1/quotes?limit=2&kind=direct")["page"]["next"]
    response = client.get(second)
    links = {name: link["url"] for name, link in response.links.items()}
    page = response.json()["page"]
    assert links == {"next": page["next"], "prev": page["prev"]}
    for link in links.values():
        assert re.fullmatch(r"/v1/quotes\?kind=direct&limit=2&cursor=[\w-]+", link)


def test_an_empty_list_has_no_links(client: TestClient) -> None:
    response = client.get("/v1/quotes?speaker=people/nobody")
    assert response.json()["page"] == {"next": None, "prev": None, "limit": 25, "total": 0}
    assert "link" not in response.headers


def test_every_list_names_the_release_that_it_was_made_from(client: TestClient) -> None:
    newest = get(client, "/v1/releases")["data"][0]["id"]
    response = client.get("/v1/people")
    assert f"releases/{response.json()['meta']['release']}" == newest
    assert f"releases/{response.headers['x-release']}" == newest
