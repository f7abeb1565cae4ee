"""Type-ahead, and whom or what a name may mean."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from app.api.answers import ResolveAnswer, SuggestAnswer
from app.main import create_app
from app.records import Article, Entity, EntityType, Form
from app.settings import Settings
from app.storage.queries.resolve import SCORES, edit_distance
from tests.api.conftest import write
from tests.api.corpus import Notes

TYPE_OF = {
    "people": EntityType.PERSON,
    "countries": EntityType.COUNTRY,
    "organizations": EntityType.ORGANIZATION,
    "exercises": EntityType.EXERCISE,
}


def bulletin(number: int, *named: tuple[str, str, dict[str, Form]], **known: Any) -> Notes:
    """An article with nothing but names in it: of each entity its id, its name, and its forms."""
    words = [word for _, _, forms in named for word in forms]
    notes = Notes(Article(f"{number}. {', '.join(words)}", published=dt.date(2031, 1, number)))
    for id_, name, forms in named:
        aliases = tuple(word for word in forms if word != name)
        entity = Entity(id_, TYPE_OF[id_.partition("/")[0]], name, aliases, **known)
        notes.entity(entity, *forms.items())
    return notes


NAME = Form.NAME
ARTICLES = [
    bulletin(
        1,
        ("people/lukasz-zubrowski", "Łukasz Żubrowski", {"Łukasz Żubrowski": NAME}),
        ("people/ana-maria-oneill", "Ana María O’Néill", {"Ana María O’Néill": NAME}),
        ("people/ana-stoll", "Ana Stoll", {"Ana Stoll": NAME, "Stoll": Form.SURNAME}),
        ("people/bo-stoll", "Bo Stoll", {"Bo Stoll": NAME}),
        (
            "countries/NO",
            "Norway",
            {"Norway": NAME, "Norwegians": Form.DEMONYM, "Norge": Form.ALIAS},
        ),
        ("countries/MM", "Myanmar", {"Myanmar": NAME, "Burma": Form.FORMER}),
        (
            "countries/US",
            "United States",
            {"United States": NAME, "U.S.": Form.ABBREVIATION, "USA": Form.ACRONYM},
        ),
    ),
    bulletin(
        2,
        (
            "organizations/north-bay-pilots",
            "North Bay Pilots",
            {"North Bay Pilots": NAME},
        ),
        acronym="NBP",
    ),
    bulletin(
        3,
        ("exercises/quiet-tern-2031", "Quiet Tern 2031", {"Quiet Tern 2031": NAME}),
        series="Quiet Tern",
        edition="2031",
    ),
    bulletin(
        4,
        ("exercises/quiet-tern-2029", "Quiet Tern 2029", {"Quiet Tern 2029": NAME}),
        series="Quiet Tern",
        edition="2029",
    ),
    *(bulletin(n, ("people/bo-stoll", "Bo Stoll", {"Bo Stoll": NAME})) for n in (5, 6)),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = tmp_path_factory.mktemp("names") / "kb.db"
    write(f"sqlite:///{path}", [one.noted for one in ARTICLES])
    with TestClient(create_app(Settings(database=f"sqlite:///{path}"))) as client:
        yield client


def ask(
    client: TestClient, address: str, schema: type[BaseModel], **asked: Any
) -> list[dict[str, Any]]:
    response = client.get(f"/v1/{address}", params=asked)
    assert response.status_code == 200, response.text
    schema.model_validate_json(response.content, extra="forbid")
    items: list[dict[str, Any]] = response.json()["data"]
    return items


def suggested(client: TestClient, words: str, **more: Any) -> list[str]:
    return [one["name"] for one in ask(client, "suggest", SuggestAnswer, q=words, **more)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("sto", ["Bo Stoll", "Ana Stoll"]),
        ("ana sto", ["Ana Stoll"]),
        ("sto ana", ["Ana Stoll"]),
        ("a s", ["Ana Stoll"]),
        ("zub", ["Łukasz Żubrowski"]),
        ("ŻUB", ["Łukasz Żubrowski"]),
        ("lukasz", ["Łukasz Żubrowski"]),
        ("Łu", ["Łukasz Żubrowski"]),
        ("o’n", ["Ana María O’Néill"]),
        ("neill", ["Ana María O’Néill"]),
        ("oneill", ["Ana María O’Néill"]),
        ("norw", ["Norway"]),
        ("nor", ["Norway", "North Bay Pilots"]),
        ("u.s", ["United States"]),
        ("quiet tern 2", ["Quiet Tern 2029", "Quiet Tern 2031"]),
        ("stollx", []),
        ("toll", []),
        ("…", []),
        ("🐦", []),
        ('"', []),
        ("AND", []),
        ("*", []),
        ("a*", None),
    ],
)
def test_names_are_suggested_by_the_beginnings_of_their_words(
    client: TestClient, words: str, names: list[str] | None
) -> None:
    if names is None:
        names = ["Ana María O’Néill", "Ana Stoll"]
    assert sorted(suggested(client, words)) == sorted(names)


def test_the_most_mentioned_are_suggested_first_and_the_rest_left_out(client: TestClient) -> None:
    assert suggested(client, "stoll") == ["Bo Stoll", "Ana Stoll"]
    assert suggested(client, "stoll", limit=1) == ["Bo Stoll"]
    assert suggested(client, "n", limit=1, type="organization") == ["North Bay Pilots"]
    assert len(suggested(client, "u", limit=1)) == 1


def test_a_suggestion_says_which_name_matched(client: TestClient) -> None:
    (norway,) = ask(client, "suggest", SuggestAnswer, q="norg")
    assert norway == {
        "id": "countries/NO",
        "type": "country",
        "name": "Norway",
        "matched": "Norge",
        "mention_count": 3,
    }


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Norway", [("countries/NO", "name")]),
        ("norway", [("countries/NO", "name")]),
        ("Norwegians", [("countries/NO", "demonym")]),
        ("Norge", [("countries/NO", "alias")]),
        ("NOR", [("countries/NO", "code")]),
        ("578", [("countries/NO", "code")]),
        ("countries/NO", [("countries/NO", "id")]),
        ("countries/nor", [("countries/NO", "id")]),
        ("Burma", [("countries/MM", "former")]),
        ("U.S.", [("countries/US", "abbreviation")]),
        ("USA", [("countries/US", "code")]),
        ("the U.S.", [("countries/US", "abbreviation")]),
        ("The Norwegians", [("countries/NO", "demonym")]),
        ("Fiji", [("countries/FJ", "name")]),
        ("Republic of Fiji", [("countries/FJ", "name")]),
        ("Lukasz Zubrowski", [("people/lukasz-zubrowski", "name")]),
        ("people/ana-stoll", [("people/ana-stoll", "id")]),
        ("Stoll", [("people/bo-stoll", "surname"), ("people/ana-stoll", "surname")]),
        ("Żubrowski", [("people/lukasz-zubrowski", "surname")]),
        ("NBP", [("organizations/north-bay-pilots", "acronym")]),
        ("n.b.p.", [("organizations/north-bay-pilots", "acronym")]),
        (
            "quiet tern",
            [("exercises/quiet-tern-2029", "series"), ("exercises/quiet-tern-2031", "series")],
        ),
        ("Zubrowsky", [("people/lukasz-zubrowski", "spelling")]),
        ("Zurbowski", [("people/lukasz-zubrowski", "spelling")]),
        ("Zubrovsky", [("people/lukasz-zubrowski", "spelling")]),
        ("Norweigans", [("countries/NO", "spelling")]),
        ("Nrway", [("countries/NO", "spelling")]),
        ("North Bay Pilotes", [("organizations/north-bay-pilots", "spelling")]),
        ("Norman", []),
        ("Nor", [("countries/NO", "code")]),
        ("Nur", []),
        ("countries/atlantis", []),
        ("nobody", []),
        ("…", []),
        ("'; DROP TABLE entity; --", []),
    ],
)
def test_a_name_leads_to_candidates_with_reasons(
    client: TestClient, name: str, candidates: list[tuple[str, str]]
) -> None:
    found = ask(client, "resolve", ResolveAnswer, name=name)
    assert [(one["id"], one["reason"]) for one in found] == candidates


def test_a_candidate_scores_by_its_reason_and_a_misspelt_one_by_its_letters(
    client: TestClient,
) -> None:
    (demonym,) = ask(client, "resolve", ResolveAnswer, name="Norwegians")
    assert (demonym["score"], demonym["matched"]) == (SCORES["demonym"], "Norwegians")
    near, far = (
        ask(client, "resolve", ResolveAnswer, name=name)[0]["score"]
        for name in ("Zubrowsky", "Zubrovsky")
    )
    assert SCORES["surname"] > SCORES["spelling"] > near > far > 0


def test_candidates_may_be_of_some_types_alone(client: TestClient) -> None:
    assert ask(client, "resolve", ResolveAnswer, name="Norway", type="person") == []
    assert len(ask(client, "resolve", ResolveAnswer, name="Stoll", limit=1)) == 1
    several = ask(client, "resolve", ResolveAnswer, name="Norway", type=["person", "country"])
    assert len(several) == 1


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("stoll", "stoll", 0),
        ("stoll", "stol", 1),
        ("stoll", "stolll", 1),
        ("stoll", "stull", 1),
        ("stoll", "stlol", 1),
        ("stoll", "tsoll", 1),
        ("stoll", "lotts", 4),
    ],
)
def test_the_distance_of_names_is_in_letters(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other) == edit_distance(other, one) == distance
