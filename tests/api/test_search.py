"""Search across types: what is found, how it is shown, and how one goes on."""

from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.api.answers import SearchAnswer
from app.api.cursors import seal
from app.main import create_app
from app.records import Article, Extraction
from app.settings import Settings
from app.storage.full_text import read_marks
from app.storage.queries.search import KINDS
from app.storage.queries.snippets import LENGTH, make_snippet
from app.storage.queries.text_policy import TextPolicy
from tests.api.conftest import write
from tests.api.corpus import corpus, opening

OPENING = opening().article


def search(client: TestClient, words: str, **more: Any) -> dict[str, Any]:
    response = client.get("/v1/search", params={"q": words, **more})
    assert response.status_code == 200, response.text
    SearchAnswer.model_validate_json(response.content, extra="forbid")
    answer: dict[str, Any] = response.json()
    return answer


def found(client: TestClient, words: str, **more: Any) -> list[str]:
    return [one["id"] for one in search(client, words, **more)["data"]]


def marked(result: dict[str, Any]) -> list[str]:
    snippet = result["snippet"]
    return [snippet["text"][one["start"] : one["end"]] for one in snippet["marks"]]


def test_one_question_is_put_to_all_types(client: TestClient) -> None:
    answer = search(client, "japan OR tern OR smith OR office")
    assert {one["type"] for one in answer["data"]} == set(KINDS)
    assert answer["page"]["totals"] == {
        "country": 1,
        "person": 2,
        "organization": 1,
        "exercise": 2,
        "quote": 1,
        "article": 124,
    }


@pytest.mark.parametrize(
    ("words", "kind", "ids"),
    [
        ("Tessa Orma", "person", ["people/tessa-orma"]),
        ("TÉSSA", "person", ["people/tessa-orma"]),
        ("tes*", "person", ["people/tessa-orma"]),
        ("smith -tessa", "person", ["people/john-smith-fi", "people/john-smith-nz"]),
        ('"new zealand"', "country", ["countries/NZ"]),
        ('"zealand new"', "country", []),
        ("coast OR harbour", "organization", None),
        ("tern 2029", "exercise", ["exercises/quiet-tern-2029"]),
        ("quiet tern -2029", "exercise", ["exercises/quiet-tern-2031"]),
        ("nowhere", "country", []),
        ("...", "country", []),
    ],
)
def test_names_are_found_by_their_words(
    client: TestClient, words: str, kind: str, ids: list[str] | None
) -> None:
    if ids is None:
        ids = ["organizations/estonian-coast-guard", "organizations/harbour-office"]
    assert sorted(found(client, words, type=kind)) == ids


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("storm", ["storm"]),
        ("storms", ["storm"]),
        ("STORM", ["storm"]),
        ("sto*", ["storm"]),
        ('"any storm"', ["any storm"]),
        ("ready storm", ["ready", "storm"]),
        ("storm OR gale", ["storm"]),
        ("storm -gale", ["storm"]),
    ],
)
def test_a_quote_shows_which_of_its_words_were_looked_for(
    client: TestClient, words: str, marks: list[str]
) -> None:
    (result,) = search(client, words, type="quote")["data"]
    start = OPENING.text.index("We are ready")
    assert result["id"] == f"quotes/{OPENING.id}-{start}-{start + 26}"
    assert result["title"] == "Quiet Tern begins off Saaremaa"
    assert result["speakers"] == [{"entity": "people/tessa-orma", "name": "Tessa Orma"}]
    assert result["snippet"]["text"] == "We are ready for any storm"
    assert marked(result) == marks


def test_a_prefix_is_one_of_words_not_of_stems(new_url: str) -> None:
    text = "They organized the organ concert, and nationalities of all kinds listened."
    write(new_url, [(Article(text), Extraction())])
    with TestClient(create_app(Settings(database=new_url))) as client:
        for words, marks in {
            "organiz*": ["organized"],
            "organizations": ["organized", "organ"],
            "organ*": ["organized", "organ"],
            "nationaliti*": ["nationalities"],
            "nation*": ["nationalities"],
            '"the organiz"*': [],
            '"*the organ"': ["the organ"],
        }.items():
            results = search(client, words)["data"]
            assert [mark for one in results for mark in marked(one)] == marks, words
            assert client.get("/v1/articles", params={"q": words}).json()["page"]["total"] == len(
                results
            )


def test_a_snippet_of_an_article_stands_where_it_says(client: TestClient) -> None:
    (result,) = search(client, "observers", type="article")["data"]
    snippet = result["snippet"]
    assert result["id"] == f"articles/{OPENING.id}"
    assert snippet["field"] == "text"
    assert OPENING.text[snippet["start"] : snippet["end"]] == snippet["text"]
    assert marked(result) == ["observers"]


def test_an_article_found_by_its_title_alone_shows_that(client: TestClient) -> None:
    (result,) = search(client, "doubt", type="article")["data"]
    assert result["snippet"]["field"] == "title"
    assert marked(result) == ["doubt"]


def test_better_matches_of_a_type_come_first(client: TestClient) -> None:
    results = search(client, "tern OR troops", type="article")["data"]
    scores = [one["score"] for one in results]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1


def test_types_take_turns(client: TestClient) -> None:
    types = [one["type"] for one in search(client, "harbour OR smith OR tern", limit=12)["data"]]
    ranks = Counter[str]()
    order = []
    for one in types:
        order.append((ranks[one], KINDS.index(one)))
        ranks[one] += 1
    assert order == sorted(order)
    assert len(set(types)) > 3


@pytest.mark.parametrize("limit", [7, 50])
@pytest.mark.parametrize("types", [[], ["quote"], ["article", "person"]])
def test_pages_have_every_result_once(client: TestClient, limit: int, types: list[str]) -> None:
    asked: dict[str, Any] = {
        "q": "notice OR smith OR harbour OR tern",
        "limit": limit,
        "type": types,
    }
    response = client.get("/v1/search", params=asked)
    page = response.json()
    seen = [one["id"] for one in page["data"]]
    while link := page["page"]["next"]:
        assert response.headers["link"] == f'<{link}>; rel="next"'
        assert len(page["data"]) == limit
        response = client.get(link)
        page = response.json()
        seen += [one["id"] for one in page["data"]]
    assert "link" not in response.headers
    assert len(seen) == len(set(seen)) == page["page"]["total"]
    assert page["page"]["total"] == sum(page["page"]["totals"].values())
    assert set(page["page"]["totals"]) == set(types or KINDS)


def test_a_page_that_crosses_a_release_says_so(new_url: str) -> None:
    write(new_url, corpus()[:10])
    with TestClient(create_app(Settings(database=new_url))) as client:
        link = search(client, "notice", limit=1)["page"]["next"]
        assert "release_changed" not in client.get(link).json()["meta"]
        write(new_url, corpus()[10:12])
        assert client.get(link).json()["meta"]["release_changed"] is True


@pytest.mark.parametrize(
    "counts", [None, 1, [], [0, 0], [-1], ["1"], [1.5], [True], [10**10], [[0]], [None], {"a": 0}]
)
def test_a_forged_cursor_is_refused(client: TestClient, counts: Any) -> None:
    marks = ["search", '("notice")', ["quote"]]
    asked = {"q": "notice", "type": "quote", "cursor": seal([counts, None], marks)}
    response = client.get("/v1/search", params=asked)
    assert (response.status_code, response.json()["type"]) == (422, "/problems/invalid-cursor")
    asked["cursor"] = seal([[0], None], marks)
    assert client.get("/v1/search", params=asked).status_code == 200


def test_a_cursor_of_another_search_is_refused(client: TestClient) -> None:
    link = search(client, "notice", limit=1)["page"]["next"]
    (cursor,) = parse_qs(urlsplit(link).query)["cursor"]
    for other in ({"q": "notices"}, {"q": "notice", "type": "quote"}):
        response = client.get("/v1/search", params={**other, "cursor": cursor})
        assert response.json()["type"] == "/problems/invalid-cursor"


@pytest.mark.parametrize(
    ("policy", "texts"),
    [(TextPolicy.FULL, str), (TextPolicy.SNIPPET, str), (TextPolicy.NONE, type(None))],
)
def test_an_articles_words_are_shown_as_the_policy_allows(
    url: str, policy: TextPolicy, texts: type
) -> None:
    with TestClient(create_app(Settings(database=url, text_policy=policy))) as client:
        for kind in ("quote", "article"):
            (first, *_) = search(client, "ready", type=kind)["data"]
            assert isinstance(first["snippet"]["text"], texts)
            assert first["snippet"]["marks"]
        (country,) = search(client, "japan", type="country")["data"]
        assert country["snippet"]["text"] == "Japan"


@pytest.mark.parametrize(
    ("text", "marks", "start"),
    [
        ("", [], 0),
        ("short", [(0, 5)], 0),
        ("x" * 500, [], 0),
        ("x" * 500, [(300, 310)], 260),
        ("word " * 100, [(250, 254)], 210),
        ("word " * 100, [(0, 4), (252, 254), (255, 259)], 215),
        ("word " * 100, [(0, 4), (5, 9), (250, 254)], 0),
        ("word " * 100, [(495, 499)], 300),
        ("word " * 100, [(0, 400)], 0),
    ],
)
def test_a_snippet_is_the_stretch_with_most_marks(
    text: str, marks: list[tuple[int, int]], start: int
) -> None:
    snippet = make_snippet("text", text, marks)
    assert snippet["start"] == start
    assert snippet["text"] == text[snippet["start"] : snippet["end"]]
    assert len(snippet["text"]) <= LENGTH
    assert all(0 <= one["start"] < one["end"] <= len(snippet["text"]) for one in snippet["marks"])


def test_marks_are_read_in_code_points() -> None:
    assert read_marks("🐦 \ufdd0é\u0301\ufdd1 \ufdd0ß\ufdd1") == ("🐦 é\u0301 ß", [(2, 4), (5, 6)])
