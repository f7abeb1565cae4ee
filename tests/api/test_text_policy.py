"""Operators who may not republish articles show less of their words, and everything else."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.routers.collections import RESOURCES
from app.main import create_app
from app.records import Article
from app.settings import Settings
from app.storage.queries.text_policy import SNIPPET, TextPolicy
from tests.api.conftest import write
from tests.api.corpus import Notes, corpus, opening

OPENING = opening().article
LONG = "word after word, " * 30
CUT = [TextPolicy.SNIPPET, TextPolicy.NONE]


def long_quote() -> Notes:
    notes = Notes(Article(f"Orma said: “{LONG}”.", url="https://a.example/1"))
    notes.quote(LONG)
    return notes


@pytest.fixture(scope="module")
def long_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('policy') / 'kb.db'}"
    write(url, [*corpus()[:4], long_quote().noted])
    return url


@pytest.fixture(scope="module")
def clients(long_url: str) -> Iterator[dict[TextPolicy, TestClient]]:
    with ExitStack() as opened:
        yield {
            policy: opened.enter_context(
                TestClient(create_app(Settings(database=long_url, text_policy=policy)))
            )
            for policy in TextPolicy
        }


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all evidence within a JSON value."""
    if isinstance(value, list):
        for one in value:
            yield from spans(one)
    elif isinstance(value, dict):
        if {"start", "article", "text"} <= value.keys():
            yield value
        for one in value.values():
            yield from spans(one)


@pytest.mark.parametrize("policy", CUT)
@pytest.mark.parametrize("collection", [one.name for one in RESOURCES])
def test_evidence_that_is_cut_can_be_told_by_its_digest(
    clients: dict[TextPolicy, TestClient], policy: TextPolicy, collection: str
) -> None:
    address = f"/v1/{collection}.json"
    cut, whole = (
        list(spans(clients[one].get(address).json())) for one in (policy, TextPolicy.FULL)
    )
    assert len(cut) == len(whole)
    for one, other in zip(cut, whole, strict=True):
        assert one["sha256"] == hashlib.sha256(other["text"].encode()).hexdigest()
        assert (one["start"], one["end"]) == (other["start"], other["end"])
        assert one["text"] == (other["text"][:SNIPPET] if policy is TextPolicy.SNIPPET else None)
        assert "sha256" not in other


ADDRESSES = [
    *(f"{one.name}.{form}" for one in RESOURCES for form in ("json", "jsonl", "csv")),
    *(f"{one.name}?limit=200" for one in RESOURCES),
    "quotes?include=article,speaker,claims,mentions",
    "articles?include=quotes,claims,mentions",
    "exercises?include=claims",
    f"articles/{OPENING.id}/annotations",
    f"articles/{OPENING.id}/text",
    f"articles/{OPENING.id}/text.txt",
    f"articles/{OPENING.id}/quotes",
    "quotes?facet=speaker,mentions&fields=text,citation,citation_url",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_words_means_none_of_them_anywhere(
    clients: dict[TextPolicy, TestClient], address: str
) -> None:
    words = ("any storm", "forgets Ukraine", "too low", "takes part", "hosted by", "word after")
    answer = clients[TextPolicy.NONE].get(f"/v1/{address}").text
    readable = re.sub("%20|\\+", " ", answer)
    assert not [one for one in words if one in readable]


@pytest.mark.parametrize("policy", CUT)
@pytest.mark.parametrize("form", ["text", "text.txt"])
def test_texts_are_withheld_and_digests_are_not(
    clients: dict[TextPolicy, TestClient], policy: TextPolicy, form: str
) -> None:
    response = clients[policy].get(f"/v1/articles/{OPENING.id}/{form}")
    assert (response.status_code, response.json()["type"]) == (403, "/problems/text-withheld")
    assert clients[policy].get(f"/v1/articles/nobody/{form}").status_code == 404
    (article,) = clients[policy].get("/v1/articles?fictional=true").json()["data"]
    assert article["text_digest"] == OPENING.text_digest


def test_long_words_are_cut_in_quotes_and_citations(
    clients: dict[TextPolicy, TestClient],
) -> None:
    address = f"/v1/articles/{long_quote().article.id}/quotes"
    full, snippet, none = (clients[one].get(address).json()["data"][0] for one in TextPolicy)
    assert (full["text"], snippet["text"], none["text"]) == (LONG, LONG[:SNIPPET], None)
    assert LONG in full["citation"]
    assert (LONG[:SNIPPET] in snippet["citation"], LONG in snippet["citation"]) == (True, False)
    assert none["citation"] == none["citation_url"] == "https://a.example/1"
    assert full["citation_url"] == snippet["citation_url"]


def test_facts_stay_as_they_are(clients: dict[TextPolicy, TestClient]) -> None:
    (tern,) = clients[TextPolicy.NONE].get("/v1/exercises?edition=2031").json()["data"]
    assert [one["value"] for one in tern["personnel"]] == [4500, 6000]
    (quote,) = clients[TextPolicy.NONE].get("/v1/quotes?q=storm").json()["data"]
    assert quote["speakers"][0]["name"] == "Tessa Orma"


def test_annotations_say_where_but_not_what(clients: dict[TextPolicy, TestClient]) -> None:
    for policy, types in (
        (TextPolicy.FULL, {"TextPositionSelector", "TextQuoteSelector"}),
        (TextPolicy.SNIPPET, {"TextPositionSelector"}),
        (TextPolicy.NONE, {"TextPositionSelector"}),
    ):
        answer = clients[policy].get(f"/v1/articles/{OPENING.id}/annotations").text
        assert set(re.findall(r'"type":"(\w+Selector)"', answer)) == types


def test_caches_cannot_mix_what_different_policies_show(
    clients: dict[TextPolicy, TestClient],
) -> None:
    tags = {clients[one].get("/v1/quotes").headers["etag"] for one in TextPolicy}
    assert len(tags) == len(TextPolicy)


def test_the_service_says_which_policy_holds(clients: dict[TextPolicy, TestClient]) -> None:
    for policy in TextPolicy:
        assert clients[policy].get("/v1").json()["data"]["text_policy"] == policy


@pytest.mark.parametrize("policy", CUT)
def test_answers_are_still_as_the_schema_has_them(
    clients: dict[TextPolicy, TestClient], policy: TextPolicy
) -> None:
    for resource in RESOURCES:
        for item in json.loads(clients[policy].get(f"/v1/{resource.name}.json").text):
            resource.schema.model_validate(item, extra="forbid")
