"""Collections as comma-separated values: flat, the same columns always, safe for spreadsheets."""

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient

from app.api.columns import columns_of
from app.api.formats import CSV
from app.api.resources import Resource
from app.api.routers.collections import RESOURCES
from app.main import create_app
from app.records import Article
from app.settings import Settings
from tests.api.conftest import write
from tests.api.corpus import Notes

each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/v1/{address}").text, newline="")))


@each_resource
def test_a_table_has_a_row_for_each_item_and_a_cell_for_each_column(
    client: TestClient, resource: Resource
) -> None:
    response = client.get(f"/v1/{resource.name}.csv")
    rows = list(csv.reader(io.StringIO(response.text, newline=""), strict=True))
    items = client.get(f"/v1/{resource.name}.json").json()
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["x-total-count"] == str(len(items)) == str(len(rows) - 1)
    assert [row[0] for row in rows[1:]] == [item["id"] for item in items]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])


COLUMNS = {
    "quotes": "id text kind group speakers_entity speakers_name speakers_phrase_text "
    "speakers_phrase_start speakers_phrase_end cue_text cue_start cue_end addressee published "
    "article_id article_title article_publisher article_published article_url evidence_text "
    "evidence_start evidence_end evidence_article evidence_sha256 rule confidence citation "
    "citation_url candidates_entity candidates_name candidates_phrase_text "
    "candidates_phrase_start candidates_phrase_end",
    "exercises": "id name aliases series edition hosts organizers participants observers places "
    "personnel aircraft ships vehicles participant_count start end duration planned_since "
    "conflicts article_count mention_count quote_count first_published last_published",
}


@pytest.mark.parametrize("collection", COLUMNS)
def test_columns_are_stable(client: TestClient, collection: str) -> None:
    for query in ("", "?article=0000000000000000"):
        header = client.get(f"/v1/{collection}.csv{query}").text.splitlines()[0]
        assert header.replace(",", " ") == COLUMNS[collection]


def test_lines_end_as_the_standard_has_it_and_cells_keep_theirs(new_url: str) -> None:
    notes = Notes(Article('He said “one\n\n“two, "three"” and left.'))
    notes.quote('one\n\n“two, "three"')
    write(new_url, [notes.noted])
    with TestClient(create_app(Settings(database=new_url))) as client:
        text = client.get("/v1/quotes.csv?fields=text").text
        assert text.startswith("id,text\r\nquotes/")
        assert text.endswith('"one\n\n“two, ""three"""\r\n')
        assert table(client, "quotes.csv")[0]["text"] == 'one\n\n“two, "three"'


def test_what_an_exercise_has_is_one_cell_each(client: TestClient) -> None:
    cancelled, tern = table(client, "exercises.csv")
    assert (tern["hosts"], tern["participants"]) == ("countries/EE", "countries/SE")
    assert (tern["personnel"], tern["places"]) == ("4500; 6000", "off Saaremaa")
    assert (cancelled["personnel"], cancelled["first_published"]) == ("5000–7000", "")


def test_what_is_not_known_is_empty(client: TestClient) -> None:
    (row,) = table(client, "quotes.csv?kind=mixed&q=sad")
    assert (row["speakers_entity"], row["speakers_name"], row["published"]) == ("", "Smith", "")
    (row,) = table(client, "articles.csv?fictional=true")
    assert row["fictional"] == "true"


def test_a_table_has_the_columns_of_the_fields_asked_for(client: TestClient) -> None:
    (row, *_) = table(client, "quotes.csv?fields=speakers,kind&q=storm&sort=published")
    assert re.sub(r"speakers_\w+ ", "", " ".join(row)) == "id kind speakers_phrase_end"
    assert row["speakers_name"] == "Tessa Orma"


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("words", [*HOSTILE, "\0x"])
def test_no_cell_is_a_formula(words: str) -> None:
    """Case 97 of the faults."""
    (quotes,) = (one for one in RESOURCES if one.name == "quotes")
    columns = columns_of(quotes, ("text", "confidence"))
    for text in (words, words.lstrip("=+-@\t\r\0")):
        written = CSV.encode([{"text": text, "confidence": -0.5}], columns).decode()
        ((cell, number),) = csv.reader(io.StringIO(written, newline=""))
        assert cell == (f"'{text}" if text == words else text)
        assert number == "-0.5"


def test_a_list_that_begins_like_a_formula_is_no_formula() -> None:
    (people,) = (one for one in RESOURCES if one.name == "people")
    written = CSV.encode([{"aliases": ["=x", "y"]}], columns_of(people, ("aliases",)))
    assert written == b"'=x; y\r\n"


def test_lines_of_json_keep_such_words_as_they_are(new_url: str) -> None:
    notes = Notes(Article("She wrote “=1+1” on it."))
    notes.quote("=1+1")
    write(new_url, [notes.noted])
    with TestClient(create_app(Settings(database=new_url))) as client:
        assert '"text":"=1+1"' in client.get("/v1/quotes.jsonl").text
        assert table(client, "quotes.csv")[0]["text"] == "'=1+1"
