"""What stays open is shown and can be asked for: who speaks, and who is meant."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.records import Article, Entity, EntityType, Form, Predicate
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import Notes

COME, BOATS, LATE = "They will come", "The boats are old", "It is late"


def harbour() -> Notes:
    """One quote of a known speaker, one that he may have said, and one of nobody."""
    notes = Notes(
        Article(
            f"“{COME},” said Mayor Joe Ruiz. “{BOATS}.” Somebody had written “{LATE}” on a wall."
        )
    )
    ruiz = notes.entity(person("Joe Ruiz"), ("Joe Ruiz", Form.NAME))
    notes.claim(ruiz, Predicate.ROLE, "Mayor", value="Mayor")
    notes.quote(COME, speaker=(ruiz, "Joe Ruiz", "Mayor Joe Ruiz"), cue="said")
    notes.quote(BOATS, candidate=(ruiz, "Joe Ruiz", "Mayor Joe Ruiz"))
    notes.quote(LATE)
    return notes


def people() -> list[Notes]:
    """Another form of his name, a namesake, surnames that fit one of them and none."""
    found = []
    for text, name, post in (
        ("Mayor Joseph B. Ruiz waved.", "Joseph B. Ruiz", "Mayor"),
        ("Ana Ruiz sang.", "Ana Ruiz", None),
        ("Mayor Ruiz left.", "Ruiz", "Mayor"),
        ("Judge Ruiz stayed.", "Ruiz", "Judge"),
        ("Rosa A. Paz waved.", "Rosa A. Paz", None),
        ("Rosa B. Paz waved.", "Rosa B. Paz", None),
        ("Rosa Paz waved.", "Rosa Paz", None),
    ):
        notes = Notes(Article(text))
        one = notes.entity(person(name), (name, Form.NAME))
        if post:
            notes.claim(one, Predicate.ROLE, post, value=post)
        found.append(notes)
    return found


def person(name: str) -> Entity:
    slug = name.lower().replace(".", "").replace(" ", "-")
    return Entity(f"people/{slug}", EntityType.PERSON, name)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path_factory.mktemp('candidates') / 'kb.db'}"
    write(url, [notes.noted for notes in (harbour(), *people())])
    with TestClient(create_app(Settings(database=url))) as found:
        yield found


def data(client: TestClient, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/v1/{address}").json()["data"]
    return found


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("attribution=stated", [COME]),
        ("attribution=candidate", [BOATS]),
        ("attribution=none", [LATE]),
        ("attribution=candidate&attribution=none", [BOATS, LATE]),
        ("speaker=people/joe-ruiz", [COME]),
        ("candidate=people/joe-ruiz", [BOATS]),
        ("candidate=joseph-b-ruiz", [BOATS]),
    ],
)
def test_quotes_can_be_asked_for_by_how_sure_their_speaker_is(
    client: TestClient, query: str, texts: list[str]
) -> None:
    assert [quote["text"] for quote in data(client, f"quotes?{query}&sort=position")] == texts


def test_a_quote_shows_who_may_speak_apart_from_who_does(client: TestClient) -> None:
    shown = {
        "entity": "people/joe-ruiz",
        "name": "Joe Ruiz",
        "phrase": {"text": "Mayor Joe Ruiz", "start": 23, "end": 37},
    }
    found = {one["text"]: one for one in data(client, "quotes")}
    assert {text: (one["speakers"], one["candidates"]) for text, one in found.items()} == {
        COME: ([shown], []),
        BOATS: ([], [shown]),
        LATE: ([], []),
    }


def test_a_candidate_is_not_counted_as_a_speaker(client: TestClient) -> None:
    assert client.get("/v1/people/joe-ruiz").json()["data"]["quote_count"] == 1


def test_quotes_are_counted_by_how_sure_their_speaker_is(client: TestClient) -> None:
    found = client.get("/v1/quotes?facet=attribution").json()["facets"]["attribution"]["values"]
    assert {one["value"]: one["count"] for one in found} == {"stated": 1, "candidate": 1, "none": 1}


def test_mentions_that_are_open_show_who_may_be_meant_and_why(client: TestClient) -> None:
    (open_one,) = data(client, "mentions?linked=false")
    assert open_one["evidence"]["text"] == "Ruiz"
    assert (open_one["entity"], open_one["reason"]) == (None, "ambiguous-surname")
    assert open_one["candidates"] == ["people/ana-ruiz", "people/joe-ruiz"]


def test_a_mention_that_is_linked_shows_who_else_may_be_meant(client: TestClient) -> None:
    (rosa,) = data(client, "mentions?entity=people/rosa-paz")
    assert rosa["candidates"] == ["people/rosa-a-paz", "people/rosa-b-paz"]


@pytest.mark.parametrize("below", ["", "/quotes"])
def test_the_id_of_another_form_of_a_name_leads_to_the_person(
    client: TestClient, below: str
) -> None:
    response = client.get(f"/v1/people/joseph-b-ruiz{below}", follow_redirects=False)
    assert response.status_code == 308
    assert response.headers["location"] == f"/v1/people/joe-ruiz{below}"


def test_a_person_has_what_is_said_under_all_forms_of_the_name(client: TestClient) -> None:
    ruiz = client.get("/v1/people/joe-ruiz").json()["data"]
    assert (ruiz["name"], ruiz["article_count"]) == ("Joe Ruiz", 3)
    assert set(ruiz["aliases"]) == {"Joseph B. Ruiz", "Ruiz"}
