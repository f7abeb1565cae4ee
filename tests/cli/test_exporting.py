"""`newskb export` writes what the API sends, of one release, whole files only."""

import builtins
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.routers.collections import RESOURCES
from app.cli import exporting
from app.main import create_app
from app.settings import Settings
from app.storage.queries.pages import read_chunk
from tests.api.conftest import write
from tests.api.corpus import bulletin, corpus
from tests.cli.conftest import newskb


@pytest.fixture
def stored(url: str) -> str:
    """The address of a database with something in it, which commands use."""
    write(url, corpus())
    return url


def answer(url: str, address: str) -> bytes:
    with TestClient(create_app(Settings(database=url))) as client:
        return client.get(f"/v1/{address}").content


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_files_are_what_the_api_sends(
    stored: str, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "CHUNK", 50)
    done = newskb("export", "--format", form, "--output", tmp_path / "new" / "tables")
    assert done.exit_code == 0, done.output
    written = {one.name: one.read_bytes() for one in (tmp_path / "new" / "tables").iterdir()}
    assert written == {
        f"{one.name}.{form}": answer(stored, f"{one.name}.{form}") for one in RESOURCES
    }
    assert f"{tmp_path / 'new' / 'tables' / f'quotes.{form}'}: 247\n" in done.output
    release = json.loads(answer(stored, "quotes?limit=1"))["meta"]["release"]
    assert done.output.endswith(f"release: {release}\n")


def test_one_collection_may_go_to_a_file_of_any_name(stored: str, tmp_path: Path) -> None:
    assert newskb("export", "people", "--output", tmp_path / "who.csv").exit_code == 0
    assert (tmp_path / "who.csv").read_bytes() == answer(stored, "people.csv")
    (tmp_path / "folder.csv").mkdir()
    assert newskb("export", "people", "--output", tmp_path / "folder.csv").exit_code == 0
    assert (tmp_path / "folder.csv" / "people.csv").exists()


def test_filters_are_those_of_addresses(stored: str, tmp_path: Path) -> None:
    query = "speaker=orma&published__gte=2031&fields=text,kind&sort=published"
    done = newskb("export", "quotes", "--query", query, "--output", tmp_path)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "quotes.csv").read_bytes() == answer(stored, f"quotes.csv?{query}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["quots"], "there is no collection quots; did you mean quotes?"),
        (["quotes", "--query", "speekr=x"], "such parameter here: speekr; did you mean speaker?"),
        (["quotes", "--query", "kind=dirct"], "did you mean direct?"),
        (["quotes", "--query", "limit=3"], "no such parameter here: limit"),
        (["quotes", "--query", "speaker=smith"], "speaker may mean several: people/john-smith-fi"),
        (["quotes", "--format", "xlsx"], "xlsx"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_wrong_usage(
    stored: str, tmp_path: Path, arguments: list[str], told: str
) -> None:
    done = newskb("export", *arguments, "--output", tmp_path / "out")
    assert (done.exit_code, told in done.output) == (2, True), (stored, done.output)
    assert not list(tmp_path.glob("out/*"))


def test_a_file_that_fails_half_way_leaves_the_one_before(
    stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newskb("export", "quotes", "--output", tmp_path).exit_code == 0
    before = (tmp_path / "quotes.csv").read_bytes()
    write(stored, [bulletin(-1).noted])
    monkeypatch.setattr(exporting, "CHUNK", 50)
    calls = iter(range(9))

    def fail_third(*arguments: Any) -> Any:
        if next(calls) == 2:
            raise OSError(28, "No space left on device")
        return read_chunk(*arguments)

    monkeypatch.setattr(exporting, "read_chunk", fail_third)
    done = newskb("export", "quotes", "--output", tmp_path)
    assert done.exit_code == 1
    assert "quotes.csv: No space left on device" in done.output
    assert (tmp_path / "quotes.csv").read_bytes() == before
    assert [one.name for one in tmp_path.glob("*quotes*")] == ["quotes.csv"]


def test_all_files_are_of_one_release(
    stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_more = iter([lambda: write(stored, [bulletin(-1).noted])])

    def read_before_an_ingest(*arguments: Any) -> Any:
        found = read_chunk(*arguments)
        next(write_more, lambda: None)()
        return found

    monkeypatch.setattr(exporting, "read_chunk", read_before_an_ingest)
    assert newskb("export", "articles", "quotes", "--output", tmp_path).exit_code == 0
    counts = [len((tmp_path / f"{one}.csv").read_text().splitlines()) - 1 for one in
              ("articles", "quotes")]  # fmt: skip
    assert counts == [124, 247]


def test_the_text_policy_holds_for_files_too(
    stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSKB_TEXT_POLICY", "none")
    assert newskb("export", "quotes", "--output", tmp_path).exit_code == 0
    assert stored
    assert "any storm" not in (tmp_path / "quotes.csv").read_text()


def test_a_base_that_is_not_there_is_said_and_not_made(url: str, tmp_path: Path) -> None:
    done = newskb("export", "--output", tmp_path / "out")
    assert done.exit_code == 4
    assert "there is no database" in done.output
    assert not Path(url.removeprefix("sqlite:///")).exists()


def test_parquet_has_the_columns_of_the_table_with_their_types(
    stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(exporting, "CHUNK", 50)
    done = newskb("export", "--format", "parquet", "--output", tmp_path)
    assert done.exit_code == 0, done.output
    quotes = parquet.read_table(tmp_path / "quotes.parquet")
    header = answer(stored, "quotes.csv").splitlines()[0].decode()
    assert quotes.column_names == header.split(",")
    items = json.loads(answer(stored, "quotes.json"))
    rows = quotes.to_pylist()
    assert [row["text"] for row in rows] == [item["text"] for item in items]
    assert [row["confidence"] for row in rows] == [item["confidence"] for item in items]
    assert [str(row["published"] or "") for row in rows] == [
        one["published"] or "" for one in items
    ]
    assert [row["speakers_name"] for row in rows] == [
        [speaker["name"] for speaker in item["speakers"]] for item in items
    ]
    claims = parquet.read_table(tmp_path / "claims.parquet").to_pylist()
    assert {"6000", "off Saaremaa", "P14D", None} <= {row["value"] for row in claims}
    assert {row["low"] for row in claims} == {5000.0, None}
    types = {one.name: str(one.type) for one in quotes.schema}
    assert (types["published"], types["evidence_start"]) == ("date32[day]", "int64")
    assert (types["confidence"], types["speakers_entity"]) == ("double", "list<element: string>")


def test_without_what_writes_parquet_its_command_is_named(
    stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def without_pyarrow(name: str, *arguments: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_pyarrow)
    done = newskb("export", "--format", "parquet", "--output", tmp_path / "out")
    assert done.exit_code == 2
    assert "pip install pyarrow" in done.output
    assert stored
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_said_in_one_line(stored: str, tmp_path: Path) -> None:
    (tmp_path / "his.csv").write_text("kept")
    done = newskb("export", "--format", "jsonl", "--output", tmp_path / "his.csv")
    assert (done.exit_code, stored != "") == (exporting.CANNOT_WRITE, True)
    assert "cannot write" in done.output
    assert "Traceback" not in done.output
    assert (tmp_path / "his.csv").read_text() == "kept"
