"""Items with their evidence, other spellings of their ids, and what belongs to them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.resources import Resource
from app.api.routers.collections import RESOURCES
from app.main import create_app
from app.records import Article, Entity, EntityType, Form
from app.settings import Settings
from app.storage.database import open_database
from app.storage.writer import replace_known_names
from tests.api.conftest import write
from tests.api.corpus import BULLETINS, Notes, cancelled, corpus, doubt, opening

ARTICLES = {article.id: article for article, _ in corpus()}
OPENING, DOUBT = opening().article, doubt().article


def get_item(client: TestClient, address: str) -> dict[str, Any]:
    response = client.get(f"/v1/{address}", follow_redirects=False)
    assert response.status_code == 200, response.text
    item: dict[str, Any] = response.json()["data"]
    return item


def words(claims: list[dict[str, Any]]) -> list[Any]:
    return [claim["object"]["entity"] if claim["object"] else claim["value"] for claim in claims]


def pieces(value: Any) -> list[dict[str, Any]]:
    """Return all evidence within a JSON value."""
    if isinstance(value, list):
        return [piece for one in value for piece in pieces(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.keys() == {"article", "start", "end", "text"} else []
    return own + [piece for one in value.values() for piece in pieces(one)]


@pytest.mark.parametrize(
    "collection", ["quotes", "mentions", "claims", "people", "organizations", "exercises"]
)
def test_all_evidence_is_what_the_article_has_at_its_offsets(
    client: TestClient, collection: str
) -> None:
    found = pieces(client.get(f"/v1/{collection}.json").json())
    assert found or collection == "organizations"
    for piece in found:
        article: Article = ARTICLES[piece["article"].removeprefix("articles/")]
        assert article.text[piece["start"] : piece["end"]] == piece["text"]


def test_an_exercise_shows_what_each_article_says_side_by_side(client: TestClient) -> None:
    tern = get_item(client, "exercises/quiet-tern-2031")
    assert tern["aliases"] == ["Quiet Tern"]
    assert (tern["series"], tern["edition"]) == ("Quiet Tern", "2031")
    assert words(tern["hosts"]) == ["countries/EE"]
    assert words(tern["participants"]) == ["countries/SE"]
    assert words(tern["observers"]) == ["countries/JP"]
    assert words(tern["personnel"]) == [4500, 6000]
    assert words(tern["start"]) == ["2031-05-03"]
    assert words(tern["duration"]) == ["P14D"]
    assert [claim["qualifier"] for claim in tern["personnel"]] == [None, "around"]
    assert tern["conflicts"] == ["personnel"]
    assert tern["article_count"] == 2
    assert (tern["first_published"], tern["last_published"]) == ("2031-05-04", "2031-05-10")


def test_a_claim_says_who_asserts_it_and_has_all_its_evidence(client: TestClient) -> None:
    (claim,) = get_item(client, "exercises/quiet-tern-2031")["observers"]
    assert claim["asserted_by"] == {"entity": "people/tessa-orma", "name": "Tessa Orma"}
    assert claim["evidence"]["text"] == "Japan has sent observers"
    assert [piece["text"] for piece in claim["more_evidence"]] == ["according to Orma"]


def test_a_range_has_bounds_and_no_value(client: TestClient) -> None:
    (claim,) = get_item(client, "exercises/quiet-tern-2029")["personnel"]
    assert (claim["value"], claim["low"], claim["high"]) == (None, 5000, 7000)
    assert claim["modality"] == "cancelled"


def test_a_person_shows_roles_with_evidence(client: TestClient) -> None:
    orma = get_item(client, "people/tessa-orma")
    (role,) = orma["roles"]
    assert role["value"] == "spokesperson"
    assert role["object"]["entity"] == "organizations/estonian-coast-guard"
    assert role["evidence"]["text"] == "spokesperson"
    assert (orma["article_count"], orma["quote_count"], orma["aliases"]) == (2, 3, ["Orma"])


def test_a_quote_shows_speakers_cue_and_article(client: TestClient) -> None:
    start = OPENING.text.index("We are ready")
    quote = get_item(client, f"quotes/{OPENING.id}-{start}-{start + 26}")
    phrase = OPENING.text.index("Tessa Orma")
    assert quote["speakers"] == [
        {
            "entity": "people/tessa-orma",
            "name": "Tessa Orma",
            "phrase": {"text": "Tessa Orma", "start": phrase, "end": phrase + 10},
        }
    ]
    assert quote["cue"]["text"] == "said"
    assert quote["article"] == {
        "id": f"articles/{OPENING.id}",
        "title": "Quiet Tern begins off Saaremaa",
        "publisher": "The Harbour Gazette",
        "published": "2031-05-04",
        "url": "https://gazette.example/quiet-tern",
    }


def test_pieces_of_one_utterance_share_a_group(client: TestClient) -> None:
    found = client.get(f"/v1/articles/{OPENING.id}/quotes").json()["data"]
    assert len({quote["group"] for quote in found}) == 1


def test_a_speaker_has_the_name_of_the_base_whatever_the_article_writes(client: TestClient) -> None:
    (quote,) = client.get(f"/v1/quotes?article={DOUBT.id}&kind=mixed").json()["data"]
    assert quote["speakers"][0]["name"] == "Tessa Orma"
    assert quote["speakers"][0]["phrase"]["text"] == "Orma"


def test_an_unnamed_speaker_stays_unnamed(client: TestClient) -> None:
    (quote, _) = client.get(f"/v1/quotes?article={DOUBT.id}&kind=indirect").json()["data"]
    assert quote["speakers"][0]["entity"] is None
    assert quote["speakers"][0]["name"] == "an alliance official"


def test_a_mention_that_may_be_of_several_people_keeps_them_as_candidates(
    client: TestClient,
) -> None:
    (mention,) = client.get("/v1/mentions?linked=false").json()["data"]
    assert mention["entity"] is None
    assert mention["candidates"] == ["people/john-smith-fi", "people/john-smith-nz"]


def test_the_text_of_an_article_is_that_of_its_file(client: TestClient) -> None:
    text = client.get(f"/v1/articles/{OPENING.id}/text").json()["data"]
    assert text["text"] == OPENING.text
    assert text["length"] == len(OPENING.text)


def test_any_country_answers_by_its_code_with_counts_of_zero(client: TestClient) -> None:
    fiji = get_item(client, "countries/FJ")
    assert (fiji["name"], fiji["alpha_3"], fiji["mention_count"]) == ("Fiji", "FJI", 0)
    assert client.get("/v1/countries?name=fiji").json()["page"]["total"] == 0
    assert client.get("/v1/countries/FJ/mentions").json()["data"] == []


@pytest.mark.parametrize(
    ("spelling", "right"),
    [
        ("countries/jp", "countries/JP"),
        ("countries/JPN", "countries/JP"),
        ("countries/392", "countries/JP"),
        ("countries/japan", "countries/JP"),
        ("countries/new-zealand", "countries/NZ"),
        ("countries/fji", "countries/FJ"),
        ("people/Tessa-Orma", "people/tessa-orma"),
        ("people/Tessa%20Orma", "people/tessa-orma"),
        ("people/orma", "people/tessa-orma"),
        ("organizations/coast-guard", "organizations/estonian-coast-guard"),
        ("organizations/Coast%20Guard", "organizations/estonian-coast-guard"),
        ("exercises/QUIET-TERN-2029", "exercises/quiet-tern-2029"),
        (f"articles/{OPENING.id.upper()}", f"articles/{OPENING.id}"),
        ("people/orma/quotes?limit=3", "people/tessa-orma/quotes?limit=3"),
        ("countries/jpn/mentions", "countries/JP/mentions"),
        (f"articles/{OPENING.id.upper()}/text", f"articles/{OPENING.id}/text"),
    ],
)
def test_another_spelling_of_an_id_leads_to_the_right_one(
    client: TestClient, spelling: str, right: str
) -> None:
    response = client.get(f"/v1/{spelling}", follow_redirects=False)
    assert response.status_code == 308
    assert response.headers["location"] == f"/v1/{right}"
    assert client.get(f"/v1/{spelling}").status_code == 200


@pytest.mark.parametrize(
    ("spelling", "status", "right"),
    [
        ("organizations/board-of-the-harbour", 308, "/v1/organizations/harbour-office"),
        ("countries/esthonia", 308, "/v1/countries/EE"),
        ("organizations/coast-guard", 308, "/v1/organizations/estonian-coast-guard"),
        ("organizations/not-in-the-base", 404, None),
    ],
)
def test_names_that_no_article_uses_lead_to_what_is_in_the_base(
    new_url: str, spelling: str, status: int, right: str | None
) -> None:
    write(new_url, corpus())
    engine = open_database(new_url, read_only=False)
    with engine.begin() as connection:
        replace_known_names(
            connection,
            {
                "organizations/harbour-office": ("Board of the Harbour", "Coast Guard"),
                "organizations/somebody": ("Not in the Base",),
                "countries/EE": ("Esthonia",),
            },
        )
    engine.dispose()
    with TestClient(create_app(Settings(database=new_url))) as client:
        response = client.get(f"/v1/{spelling}", follow_redirects=False)
        assert (response.status_code, response.headers.get("location")) == (status, right)
        found = client.get("/v1/quotes?speaker=organizations/board-of-the-harbour").json()
        assert found["page"]["total"] == 2 * BULLETINS


@pytest.mark.parametrize("below", ["", "/claims?limit=3"])
def test_a_series_leads_for_now_to_its_only_edition(new_url: str, below: str) -> None:
    write(new_url, [opening().noted])
    with TestClient(create_app(Settings(database=new_url))) as client:
        address = f"/v1/exercises/quiet-tern{below}"
        response = client.get(address, follow_redirects=False)
        assert response.status_code == 307
        assert response.headers["location"] == f"/v1/exercises/quiet-tern-2031{below}"
        write(new_url, [cancelled().noted])
        assert client.get(address, follow_redirects=False).status_code == 300


def test_a_series_is_found_however_it_is_spelt(new_url: str) -> None:
    notes = Notes(Article("Saint-Élan’s Watch 2031 began."))
    watch = Entity(
        "exercises/saint-elans-watch-2031",
        EntityType.EXERCISE,
        "Saint-Élan’s Watch 2031",
        series="Saint-Élan’s Watch",
        edition="2031",
    )
    notes.entity(watch, (watch.name, Form.NAME))
    write(new_url, [notes.noted])
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert client.get("/v1/exercises/saint-elans-watch").json()["data"]["id"] == watch.id
        (found,) = client.get("/v1/exercises?series=SAINT ELANS WATCH").json()["data"]
        (candidate,) = client.get("/v1/resolve?name=Saint Élan's watch").json()["data"]
        assert (found["id"], candidate["id"], candidate["reason"]) == (watch.id, watch.id, "series")


@pytest.mark.parametrize("spelling", ["people/john-smith", "people/smith", "people/smith/quotes"])
def test_an_id_that_several_may_mean_answers_with_the_candidates(
    client: TestClient, spelling: str
) -> None:
    response = client.get(f"/v1/{spelling}", follow_redirects=False)
    assert response.status_code == 300
    assert response.headers["content-type"] == "application/problem+json"
    candidates = [one["id"] for one in response.json()["candidates"]]
    assert candidates == ["people/john-smith-fi", "people/john-smith-nz"]


@pytest.mark.parametrize(
    "address", ["quotes?speaker=people/john-smith", "quotes.json?speaker=smith"]
)
def test_a_filter_by_what_several_may_mean_is_refused_with_the_candidates(
    client: TestClient, address: str
) -> None:
    response = client.get(f"/v1/{address}")
    assert response.status_code == 422
    assert response.json()["parameter"] == "speaker"
    candidates = [one["id"] for one in response.json()["candidates"]]
    assert candidates == ["people/john-smith-fi", "people/john-smith-nz"]


@pytest.mark.parametrize(
    ("address", "as_list"),
    [
        ("people/tessa-orma/quotes", "quotes?speaker=people/tessa-orma"),
        ("people/tessa-orma/claims", "claims?subject=people/tessa-orma"),
        ("people/tessa-orma/mentions", "mentions?entity=people/tessa-orma"),
        ("organizations/estonian-coast-guard/people", "people?organization=estonian-coast-guard"),
        ("organizations/harbour-office/quotes", "quotes?speaker_organization=harbour-office"),
        ("exercises/quiet-tern-2031/claims", "claims?subject=exercises/quiet-tern-2031"),
        ("exercises/quiet-tern-2031/mentions", "mentions?entity=exercises/quiet-tern-2031"),
        ("countries/JP/mentions", "mentions?entity=countries/JP"),
        ("countries/EE/exercises", "exercises?country=EE"),
        ("countries/EE/people", "people?country=EE"),
        ("countries/EE/quotes", "quotes?speaker_country=EE"),
        (f"articles/{OPENING.id}/quotes", f"quotes?article={OPENING.id}&sort=position"),
        (f"articles/{OPENING.id}/claims", f"claims?article={OPENING.id}"),
        (f"articles/{OPENING.id}/mentions", f"mentions?article={OPENING.id}"),
        (f"articles/{OPENING.id}/people", f"people?article={OPENING.id}"),
        ("countries/EE/organizations", "organizations?country=EE"),
        ("countries/EE/claims", "claims?object=EE"),
        ("people/tessa-orma/articles", "articles?mentions=people/tessa-orma"),
        ("exercises/quiet-tern-2031/quotes", "quotes?mentions=quiet-tern-2031"),
    ],
)
def test_what_belongs_to_an_item_is_the_list_with_one_filter_set(
    client: TestClient, address: str, as_list: str
) -> None:
    found = client.get(f"/v1/{address}").json()
    assert found["data"]
    assert found["data"] == client.get(f"/v1/{as_list}").json()["data"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_all_that_an_item_links_to_stands_below_its_address(
    client: TestClient, resource: Resource
) -> None:
    item = client.get(f"/v1/{resource.name}").json()["data"][0]["id"]
    for rel in get_item(client, item)["links"].keys() - {"self"}:
        assert client.get(f"/v1/{item}/{rel}").status_code == 200


def test_pages_of_what_belongs_to_an_item_stay_with_it(client: TestClient) -> None:
    link = client.get("/v1/organizations/harbour-office/quotes?limit=1").json()["page"]["next"]
    assert link.startswith("/v1/organizations/harbour-office/quotes?")
    (quote,) = client.get(link).json()["data"]
    assert quote["speakers"][0]["entity"] == "organizations/harbour-office"


@pytest.mark.parametrize(
    "address",
    [
        "articles/{}", "countries/{}", "people/{}", "organizations/{}", "exercises/{}",
        "quotes/{}", "mentions/{}", "claims/{}", "releases/{}",
    ],
)  # fmt: skip
def test_every_link_of_an_item_leads_somewhere(client: TestClient, address: str) -> None:
    collection = address.partition("/")[0]
    first = client.get(f"/v1/{collection}").json()["data"][0]["id"]
    links = get_item(client, first)["links"]
    assert links["self"] == f"/v1/{first}"
    for link in links.values():
        assert client.get(link, follow_redirects=False).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "people/nobody", "people/nobody/quotes", "countries/ZZ", "countries/atlantis",
        "quotes/0-0-0", "articles/0000000000000000/text", "releases/0", "claims/x", "nothing",
        "people/", "people//quotes", "people/%00", "people/%2e%2e%2fetc", "people/a%2Fb",
        "quotes/%F0%9F%90%A6", "people/%FF", "countries/%00", f"people/{'x' * 5000}",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_404_problem(client: TestClient, address: str) -> None:
    """Case 81 of the faults."""
    response = client.get(f"/v1/{address}", follow_redirects=False)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/not-found"
