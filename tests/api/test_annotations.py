"""What an article says as W3C Web Annotations."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.corpus import cancelled, doubt, opening

OPENING = opening().article
MOTIVATIONS = {"identifying", "describing"}


def annotations(client: TestClient, article: str) -> dict[str, Any]:
    response = client.get(f"/v1/articles/{article}/annotations")
    assert response.status_code == 200
    assert response.headers["content-type"] == (
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    )
    body: dict[str, Any] = response.json()
    return body


@pytest.mark.parametrize(
    "notes", [opening(), doubt(), cancelled()], ids=lambda one: one.article.title
)
def test_there_is_one_for_each_mention_quote_and_claim(client: TestClient, notes: Any) -> None:
    found = annotations(client, notes.article.id)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = found["first"]["items"]
    facts = len(notes.mentions) + len(notes.quotes) + len(notes.claims)
    assert found["total"] == len(items) == len({one["id"] for one in items}) == facts
    assert found["first"]["partOf"] == found["id"] == f"/v1/articles/{notes.article.id}/annotations"


def test_selectors_find_the_words_in_the_plain_text(client: TestClient) -> None:
    starts = []
    for one in annotations(client, OPENING.id)["first"]["items"]:
        assert (one["type"], one["motivation"] in MOTIVATIONS) == ("Annotation", True)
        for target in one["target"]:
            assert target["scope"] == OPENING.url
            text = client.get(target["source"]).text
            assert text == OPENING.text
            where, words = target["selector"]
            start, end = where["start"], where["end"]
            assert (where["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert text[start:end] == words["exact"]
            assert text[:start].endswith(words["prefix"])
            assert text[end:].startswith(words["suffix"])
            assert words["prefix"] or start == 0
        starts.append(one["target"][0]["selector"][0]["start"])
    assert starts == sorted(starts)


def test_bodies_say_what_it_is_and_lead_to_it(client: TestClient) -> None:
    labels = {}
    for one in annotations(client, OPENING.id)["first"]["items"]:
        label, *links = one["body"]
        labels[label["value"]] = [link["source"] for link in links]
        for link in links:
            assert client.get(link["source"]).status_code == 200
    assert labels["Estonia, country"][1:] == ["/v1/countries/EE"]
    assert labels["direct quote, Tessa Orma"][1:] == ["/v1/people/tessa-orma"]
    assert labels["Quiet Tern 2031, personnel: 6000 troops"][1:] == [
        "/v1/exercises/quiet-tern-2031"
    ]
    assert "/v1/countries/JP" in labels["Quiet Tern 2031, observer: Japan"]


def test_all_evidence_of_a_claim_is_a_target(client: TestClient) -> None:
    (observers,) = (
        one
        for one in annotations(client, OPENING.id)["first"]["items"]
        if "observer" in one["body"][0]["value"]
    )
    exact = [target["selector"][1]["exact"] for target in observers["target"]]
    assert exact == ["Japan has sent observers", "according to Orma"]


def test_a_range_and_an_article_without_address_are_told_too(client: TestClient) -> None:
    found = annotations(client, cancelled().article.id)
    values = [one["body"][0]["value"] for one in found["first"]["items"]]
    assert "Quiet Tern 2029, personnel: 5000–7000 troops" in values
    assert "scope" not in found["first"]["items"][0]["target"][0]
    assert found["label"] == f"articles/{cancelled().article.id}"


def test_there_is_nothing_to_annotate_in_no_article(client: TestClient) -> None:
    assert client.get("/v1/articles/0000000000000000/annotations").status_code == 404
    upper = f"/v1/articles/{OPENING.id.upper()}/annotations"
    assert client.get(upper, follow_redirects=False).status_code == 308
