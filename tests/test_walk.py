"""One article's walk, from a file to the JSON that a server sends over a real socket."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.running import ARTICLES, ROOT, fetch, fetch_json, fetch_lines, ingest, serving

pytestmark = pytest.mark.enable_socket

RETELLING = ARTICLES / "air-defender-2023.txt"
# The report that it retells belongs to others, and is no part of the project.
REPORT = ROOT.parent / "shared" / "seed" / "article.txt"

LUNGESCU = "people/oana-lungescu"
GERHARTZ = "people/ingo-gerhartz"
STOLTENBERG = "people/jens-stoltenberg"
KISHIDA = "people/fumio-kishida"
EXERCISE = "exercises/air-defender-2023"


@dataclass(frozen=True)
class Walk:
    """A server that knows of one article, and the article's text."""

    address: str
    article: str
    text: str

    def get(self, path: str) -> Any:
        """Return the data at `path` under `/v1/`."""
        return fetch_json(f"{self.address}/v1/{path}")["data"]

    def lines(self, path: str) -> list[Any]:
        """Return the items of a whole collection at `path` under `/v1/`."""
        return fetch_lines(f"{self.address}/v1/{path}")

    def quote_with(self, phrase: str) -> Any:
        """Return the only quote that has this phrase."""
        (found,) = (one for one in self.lines("quotes.jsonl") if phrase in one["text"])
        return found


@pytest.fixture(scope="module", params=["retelling", "report"])
def walk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    path = {"retelling": RETELLING, "report": REPORT}[request.param]
    if not path.exists():
        pytest.skip("the report is not part of the repository and is not beside it")
    database = tmp_path_factory.mktemp("walk") / "kb.db"
    ingest(path, "--published", "2023-06-13", database=database)
    with serving(database) as address:
        (article,) = fetch_json(f"{address}/v1/articles")["data"]
        text = fetch_json(f"{address}/v1/{article['id']}/text")["data"]["text"]
        yield Walk(address, article["id"], text)


@pytest.mark.parametrize(
    ("phrase", "speakers"),
    [
        ("Air Defender is necessary", [LUNGESCU]),
        ("e stand united", [LUNGESCU]),
        ("inseparable", [GERHARTZ]),
        ("because of the close relationship", [GERHARTZ]),
        ("request", [STOLTENBERG]),
        ("looking into the possibility", [STOLTENBERG]),
        ("what happens in Asia matters for Europe", [STOLTENBERG]),
        ("to new heights", [STOLTENBERG, KISHIDA]),
    ],
)
def test_quotes_have_their_speakers(walk: Walk, phrase: str, speakers: list[str]) -> None:
    quote = walk.quote_with(phrase)
    assert [one["entity"] for one in quote["speakers"]] == speakers
    for speaker in speakers:
        assert quote["id"] in {one["id"] for one in walk.get(f"quotes?speaker={speaker}")}


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("a clear message", "an alliance spokesperson"),
        ("ready to defend every inch of allied territory", "an alliance spokesperson"),
        ("Ukraine today could be Asia tomorrow", "government officials"),
    ],
)
def test_unnamed_speakers_stay_unnamed(walk: Walk, phrase: str, speaker: str) -> None:
    (found,) = walk.quote_with(phrase)["speakers"]
    assert found["entity"] is None
    assert found["name"].lower().startswith(speaker)


def test_a_split_quote_is_one_group(walk: Walk) -> None:
    first, second = (walk.quote_with(one) for one in ("Air Defender is necessary", "stand united"))
    assert first["id"] != second["id"]
    assert first["group"] == second["group"]


def test_a_label_has_no_speaker(walk: Walk) -> None:
    label = walk.quote_with("the largest deployment exercise in NATO’s history")
    assert (label["kind"], label["speakers"]) == ("scare", [])


def test_a_speaker_is_where_the_sentence_has_it(walk: Walk) -> None:
    for quote in walk.lines("quotes.jsonl"):
        phrases = [one["phrase"] for one in quote["speakers"] if one["phrase"]] + [quote["cue"]]
        for phrase in filter(None, phrases):
            assert walk.text[phrase["start"] : phrase["end"]] == phrase["text"]


@pytest.mark.parametrize(
    "question",
    [
        "host=DE",
        "participant=SE",
        "personnel__gte=5000",
        "host=DE&participant=SE&personnel__gte=5000",
        "aircraft__gte=250&aircraft__lte=250",
        "start__gte=2023-06-12&start__lte=2023-06-12",
        "participant=JP&observer=JP",
        "organizer=german-air-force",
    ],
)
def test_the_exercise_is_found_by(walk: Walk, question: str) -> None:
    assert [one["id"] for one in walk.get(f"exercises?{question}")] == [EXERCISE]


@pytest.mark.parametrize("question", ["host=SE", "participant=UA", "personnel__gte=10001"])
def test_the_exercise_is_not_found_by(walk: Walk, question: str) -> None:
    assert walk.get(f"exercises?{question}") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", "2023-06-12"),
        ("duration", "P14D"),
        ("aircraft", 250),
        ("personnel", 10000),
        ("planned_since", "2018"),
    ],
)
def test_the_exercise_has_what_the_article_says(walk: Walk, field: str, value: object) -> None:
    assert {one["value"] for one in walk.get(EXERCISE)[field]} == {value}


def test_a_host_leads_and_japan_both_takes_part_and_observes(walk: Walk) -> None:
    exercise = walk.get(EXERCISE)
    assert _objects(exercise["hosts"]) == {"countries/DE"}
    assert {"countries/SE", "countries/JP"} <= _objects(exercise["participants"])
    assert _objects(exercise["observers"]) == {"countries/JP"}


def test_it_is_told_who_says_that_japan_observes(walk: Walk) -> None:
    (observer,) = walk.get(EXERCISE)["observers"]
    assert observer["asserted_by"] == {"entity": GERHARTZ, "name": "Ingo Gerhartz"}
    (found,) = walk.get(f"claims?asserted_by={GERHARTZ}&predicate=observer")
    assert found == observer


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        (LUNGESCU, {("NATO spokesperson", "organizations/nato")}),
        (GERHARTZ, {("chief of the German Air Force", "organizations/german-air-force")}),
    ],
)
def test_people_have_their_roles(walk: Walk, person: str, roles: set[tuple[str, str]]) -> None:
    found = walk.get(person)["roles"]
    assert {(one["value"], one["object"]["entity"]) for one in found} == roles


def test_people_are_found_by_their_organization_and_role(walk: Walk) -> None:
    assert LUNGESCU in _ids(walk.get("people?organization=nato"))
    assert _ids(walk.get("people?role=prime%20minister")) == {KISHIDA}
    assert _ids(walk.get("people?country=DE")) == {GERHARTZ}


def test_a_country_has_its_mentions(walk: Walk) -> None:
    japan = walk.get("countries/JP")
    mentions = walk.lines("mentions.jsonl?entity=countries/JP")
    assert (japan["alpha_3"], japan["mention_count"]) == ("JPN", len(mentions))
    assert mentions[0]["evidence"] | {"article": None} == {
        "article": None,
        "start": walk.text.index("Japan"),
        "end": walk.text.index("Japan") + len("Japan"),
        "text": "Japan",
    }
    assert {"name", "demonym"} <= {one["form"] for one in mentions}


@pytest.mark.parametrize("collection", ["quotes", "claims", "mentions"])
def test_all_evidence_is_the_text_at_its_offsets(walk: Walk, collection: str) -> None:
    facts = walk.lines(f"{collection}.jsonl")
    assert facts
    for fact in facts:
        for evidence in (fact["evidence"], *fact.get("more_evidence", ())):
            assert evidence["article"] == walk.article
            assert walk.text[evidence["start"] : evidence["end"]] == evidence["text"]
        assert fact["rule"]
        assert fact["confidence"] is None or 0 < fact["confidence"] <= 1


@pytest.mark.parametrize("collection", ["articles", "countries", "people", "exercises"])
def test_a_whole_collection_is_what_its_pages_show(walk: Walk, collection: str) -> None:
    assert walk.lines(f"{collection}.jsonl") == walk.get(f"{collection}?limit=200")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The release of the sample articles, and what the API says of their quotes."""
    database = tmp_path_factory.mktemp("told") / "kb.db"
    return ingest(ARTICLES, database=database), _quotes_in(database)


def test_a_second_ingest_changes_nothing(told: tuple[str, str], tmp_path: Path) -> None:
    ingest(ARTICLES, database=tmp_path / "kb.db")
    assert (ingest(ARTICLES, database=tmp_path / "kb.db"), _quotes_in(tmp_path / "kb.db")) == told


@pytest.mark.parametrize(
    "arguments",
    [sorted(ARTICLES.iterdir(), reverse=True), [ARTICLES, "--batch-size", "1"]],
    ids=["in reverse", "one by one"],
)
def test_order_and_batches_change_nothing(
    told: tuple[str, str], arguments: list[object], tmp_path: Path
) -> None:
    assert (
        ingest(*arguments, database=tmp_path / "kb.db"),
        _quotes_in(tmp_path / "kb.db"),
    ) == told


def _quotes_in(database: Path) -> str:
    with serving(database) as address:
        return fetch(f"{address}/v1/quotes.jsonl")


def _objects(claims: list[Any]) -> set[str]:
    return {one["object"]["entity"] for one in claims}


def _ids(items: list[Any]) -> set[str]:
    return {one["id"] for one in items}
