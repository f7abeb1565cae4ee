"""Did she really say that? What the knowledge base answers, and what it rests on."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.answers import VerifyAnswer
from app.main import create_app
from app.records import Article, Extraction, Quote, QuoteKind, Speaker
from app.settings import Settings
from app.storage.queries import verification
from app.storage.queries.text_policy import TextPolicy
from tests.api.conftest import write
from tests.api.corpus import corpus, opening

OPENING = opening().article
STORM = "We are ready for any storm"
ORMA, OFFICE = "people/tessa-orma", "organizations/harbour-office"


def verify(client: TestClient, text: str, **more: Any) -> dict[str, Any]:
    response = client.get("/v1/quotes/verify", params={"text": text, **more})
    assert response.status_code == 200, response.text
    VerifyAnswer.model_validate_json(response.content, extra="forbid")
    found: dict[str, Any] = response.json()["data"]
    return found


@pytest.mark.parametrize(
    ("text", "speaker", "verdict"),
    [
        (STORM, None, "verbatim"),
        (STORM, ORMA, "verbatim"),
        (STORM, "tessa-orma", "verbatim"),
        (STORM, "Tessa Orma", "verbatim"),
        (STORM, "orma", "verbatim"),
        ("“We are ready for any storm.”", "Orma", "verbatim"),
        ("&ldquo;We are ready\r\nfor any\tstorm&rdquo;", "Orma", "verbatim"),
        (f"{STORM}. And nobody here forgets Ukraine", ORMA, "verbatim"),
        ("storm and nobody here forgets", ORMA, "punctuation_only"),
        ("WE ARE READY, FOR ANY STORM", ORMA, "punctuation_only"),
        ("We are ready […] and nobody here forgets Ukraine", ORMA, "elided"),
        ("We are ready for any flood", ORMA, "altered"),
        (STORM, OFFICE, "other_speaker"),
        (STORM, "Jens Nobody", "other_speaker"),
        ("We are ready for any flood", OFFICE, "other_speaker"),
        ("too low by far", "Orma", "verbatim"),
        ("Quiet Tern 2031 involves 4,500 troops", None, "verbatim"),
        ("Quiet Tern 2031 involves 4,500 troops", ORMA, "other_speaker"),
        ("Never in my life have I seen a whale", None, "not_found"),
        ("Never in my life have I seen a whale", ORMA, "not_found"),
        ("Notice number 7 holds for all", OFFICE, "verbatim"),
        ("知事は言った", None, "not_found"),
    ],
)
def test_a_claim_gets_a_verdict(
    client: TestClient, text: str, speaker: str | None, verdict: str
) -> None:
    asked = {} if speaker is None else {"speaker": speaker}
    assert verify(client, text, **asked)["verdict"] == verdict


def test_a_candidate_has_the_words_that_are_meant_and_the_whole_quotes(client: TestClient) -> None:
    found = verify(client, "storm … nobody here forgets", speaker="Orma", limit=1)
    (candidate,) = found["candidates"]
    assert found["speakers"] == [ORMA]
    assert (candidate["wording"], candidate["speaker"]) == ("elided", "same")
    assert [one["text"] for one in candidate["evidence"]] == ["storm", "And nobody here forgets"]
    for piece in candidate["evidence"]:
        assert piece["article"] == f"articles/{OPENING.id}"
        assert OPENING.text[piece["start"] : piece["end"]] == piece["text"]
    assert [one["text"] for one in candidate["quotes"]] == [
        STORM,
        "And nobody here forgets Ukraine",
    ]
    assert [one["op"] for one in candidate["diff"]] == ["same", "left_out", "same"]


def test_not_found_says_that_it_means_this_knowledge_base_alone(client: TestClient) -> None:
    found = verify(client, "Never in my life have I seen a whale")
    assert "does not mean" in found["meaning"]
    assert found["candidates"] == []
    assert found["speakers"] is None


def test_not_found_shows_what_comes_near(client: TestClient) -> None:
    found = verify(client, "Is anybody ready for that old storm")
    assert found["verdict"] == "not_found"
    assert [one["wording"] for one in found["candidates"]] == ["different"]


def test_a_speaker_who_is_left_open_is_told_from_another(client: TestClient) -> None:
    (unnamed,) = verify(client, "Quiet Tern 2031 involves 4,500 troops", speaker=ORMA)["candidates"]
    (other,) = verify(client, STORM, speaker=OFFICE)["candidates"]
    (unasked,) = verify(client, STORM)["candidates"]
    assert [one["speaker"] for one in (unnamed, other, unasked)] == ["open", "other", None]


def test_indirect_speech_is_called_so(client: TestClient) -> None:
    found = verify(client, "Quiet Tern 2031 involves 4,500 troops")
    assert "indirect speech" in found["meaning"]
    assert found["candidates"][0]["quotes"][0]["kind"] == "indirect"
    assert "indirect speech" not in verify(client, STORM)["meaning"]


def test_a_speaker_whom_nobody_knows_is_said_to_be_so(client: TestClient) -> None:
    found = verify(client, STORM, speaker="Jens Nobody")
    assert found["speakers"] == []
    assert [one["speaker"] for one in found["candidates"]] == ["unknown"]
    assert "Nobody of that name" in found["meaning"]


def test_a_speaker_who_may_be_several_is_refused_with_the_candidates(client: TestClient) -> None:
    response = client.get("/v1/quotes/verify", params={"text": STORM, "speaker": "John Smith"})
    assert response.status_code == 422
    candidates = [one["id"] for one in response.json()["candidates"]]
    assert candidates == ["people/john-smith-fi", "people/john-smith-nz"]


def test_the_limits_of_a_claim_are_named(client: TestClient) -> None:
    """A text of 10 kB is past those of any address."""
    problem = client.get("/v1/quotes/verify", params={"text": "ready " * 334}).json()
    assert (problem["parameter"], problem["detail"]) == (
        "text",
        "text has more than 2000 characters",
    )
    assert client.get("/v1/quotes/verify", params={"text": "x" * 10_000}).status_code == 414


@pytest.mark.parametrize(
    ("policy", "quoted"),
    [(TextPolicy.FULL, "storm"), (TextPolicy.SNIPPET, "storm"), (TextPolicy.NONE, None)],
)
def test_the_words_of_articles_are_shown_as_the_policy_allows(
    url: str, policy: TextPolicy, quoted: str | None
) -> None:
    with TestClient(create_app(Settings(database=url, text_policy=policy))) as client:
        found = verify(client, "We are ready for any flood")
        (candidate,) = found["candidates"]
        assert candidate["diff"][-1] == {"op": "replaced", "quoted": quoted, "claimed": "flood"}
        assert (STORM in str(found)) == (quoted is not None)
        assert found["verdict"] == "altered"


def saying(number: int, words: str) -> tuple[Article, Extraction]:
    article = Article(f"{number}: “{words}”")
    start = article.text.index(words)
    speaker = Speaker(None, str(number), 0, len(str(number)))
    quote = Quote(
        start, start + len(words), QuoteKind.DIRECT, 0, speaker, None, None, "by-hand", 0.9
    )
    return article, Extraction(quotes=(quote,))


@pytest.mark.parametrize("rare", [4, 1_000])
def test_a_claim_of_common_words_is_found_by_its_phrases(
    new_url: str, monkeypatch: pytest.MonkeyPatch, rare: int
) -> None:
    monkeypatch.setattr(verification, "RARE", rare)
    words = ["we will not go", "we will go home now", "they will not go now", "we do not go home"]
    claimed = "They will go home, now we will not go"
    batch = [saying(n, words[n % len(words)]) for n in range(40)]
    write(new_url, [*batch, saying(99, claimed)])
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert verify(client, claimed)["verdict"] == "verbatim"
        assert verify(client, claimed.replace("home", "out"))["verdict"] == "altered"
        assert verify(client, "we will not go")["verdict"] == "verbatim"


def test_verdicts_are_the_same_in_whatever_order_articles_came(new_url: str) -> None:
    write(new_url, corpus()[::-1])
    with TestClient(create_app(Settings(database=new_url))) as client:
        found = verify(client, "Notice number 7 holds. For all", limit=20)
        assert found["verdict"] == "punctuation_only"
        assert found["candidates"][0]["quotes"][0]["text"] == "Notice number 7 holds"
