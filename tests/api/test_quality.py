"""/v1/quality tells what was measured of the pipeline that found the facts, and of no other."""

import pytest
import spacy
from fastapi.testclient import TestClient

from app.api.envelopes import one_of
from app.api.quality import EXAMPLE, Quality
from app.extraction.extract import Pipeline
from app.extraction.quality import quality_of, read_figures
from app.main import create_app
from app.settings import Settings
from app.storage.database import open_database, upgrade
from app.storage.writer import keep_quality
from tests.api.conftest import write
from tests.api.corpus import corpus

OURS, OTHER = "c0de" * 16, "beef" * 16
MEASURED = {name: value for name, value in EXAMPLE.items() if name != "pipeline"}


def keep(url: str, pipeline: str, measured: dict[str, object]) -> None:
    engine = open_database(url, read_only=False)
    upgrade(engine)
    with engine.begin() as connection:
        keep_quality(connection, pipeline, measured)
    engine.dispose()


def answer(url: str) -> dict[str, object]:
    with TestClient(create_app(Settings(database=url))) as client:
        response = client.get("/v1/quality")
    one_of(Quality).model_validate_json(response.content, strict=True, extra="forbid")
    data: dict[str, object] = response.json()["data"]
    return data


def test_what_was_measured_of_the_current_pipeline_is_told(new_url: str) -> None:
    write(new_url, corpus())
    keep(new_url, OURS, MEASURED)
    keep(new_url, OTHER, {**MEASURED, "date": "2000-01-01"})
    assert answer(new_url) == EXAMPLE


@pytest.mark.parametrize("kept", [None, OTHER])
def test_what_was_not_measured_is_told_with_nulls(new_url: str, kept: str | None) -> None:
    write(new_url, corpus())
    if kept:
        keep(new_url, kept, MEASURED)
    nothing = {"measured": False, "date": None, "command": None, "sets": None}
    assert answer(new_url) == {"pipeline": OURS, **nothing, "rules": {**nothing, "table": []}}


def test_before_the_first_release_there_is_no_pipeline(new_url: str) -> None:
    keep(new_url, OURS, MEASURED)
    assert answer(new_url)["pipeline"] is None


def test_it_takes_no_parameters_and_is_known_again_by_its_tag(client: TestClient) -> None:
    assert client.get("/v1/quality?set=x").status_code == 422
    tag = client.get("/v1/quality").headers["etag"]
    assert client.get("/v1/quality", headers={"If-None-Match": tag}).status_code == 304


def test_the_service_document_leads_to_it(client: TestClient) -> None:
    address = client.get("/v1").json()["data"]["quality"]
    assert client.get(address).json()["data"]["pipeline"] == OURS


def pipeline_with(finder: str) -> Pipeline:
    return Pipeline(spacy.blank("en"), finder, "0" * 64)


def test_the_figures_hold_for_the_pipeline_that_they_were_measured_with() -> None:
    found = quality_of(pipeline_with(read_figures()["measured_with"]))
    assert found["measured"]
    assert [one["set"] for one in found["sets"]][:2] == ["sample", "gold/dev"]
    Quality.model_validate({"pipeline": OURS, **found}, extra="forbid")


def test_for_another_pipeline_they_are_null_and_the_rules_table_says_so_too() -> None:
    found = quality_of(pipeline_with(OTHER))
    assert not found["measured"]
    assert (found["date"], found["command"], found["sets"]) == (None, None, None)
    assert not found["rules"]["measured"]
    assert found["rules"]["table"]
    Quality.model_validate({"pipeline": OTHER, **found}, extra="forbid")
