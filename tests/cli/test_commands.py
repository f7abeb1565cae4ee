"""What each command prints, and how it ends."""

import json
import os
import resource
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app.ingest import Extractor
from app.records import Article, Claim, Entity, EntityType, Extraction, Predicate
from app.storage import database, tables
from app.storage.database import open_database
from app.storage.lock import hold_lock
from tests.cli.conftest import Run, Use, extract_unless_unreadable, newskb
from tests.dump import full_dump
from tests.fake_extraction import extract

BOATS = "“Boats came,” said Ana Ruiz of Spain."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, something else, and something broken."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"---\npublished: 2031-05-01\n---\n{BOATS}")
    (folder / "b.jsonl").write_text('{"text": "Zizou came."}\n{"text": "Zizou')
    (folder / "notes.md").write_text("Not an article.")
    return folder


def lines(output: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in output.splitlines())


def stored(url: str) -> list[dict[str, Any]]:
    engine = open_database(url, read_only=True)
    with engine.connect() as connection:
        rows = connection.execute(select(tables.article)).mappings().all()
    engine.dispose()
    return [dict(row) for row in rows]


def test_ingest_sums_up_and_says_what_it_rejected(run: Run, folder: Path) -> None:
    result = run("ingest", folder)
    summary = lines(result.stdout)
    assert len(summary.pop("release")) == 64
    assert summary == {
        "stored": "2",
        "duplicates": "0",
        "replaced": "0",
        "outdated": "0",
        "syndicated": "0",
        "rejected": "1 (bad-json 1)",
        "skipped": "1 (unknown-format 1)",
    }
    assert result.stderr.startswith(f"{folder}/b.jsonl:2: bad-json: ")
    assert result.stderr.count("\n") == 1
    assert result.exit_code == 3


def test_case_28_ingest_again_finds_duplicates(run: Run, folder: Path) -> None:
    first = run("ingest", folder / "a.txt")
    again = run("ingest", folder / "a.txt", folder / "a.txt")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert (lines(again.stdout)["stored"], lines(again.stdout)["duplicates"]) == ("0", "2")
    assert lines(again.stdout)["release"] == lines(first.stdout)["release"]


def test_options_say_what_the_source_does_not(run: Run, folder: Path, url: str) -> None:
    given = {
        "--published": "2031-06-01",
        "--title": "Boats",
        "--publisher": "The Bay Post",
        "--url": "https://bay.test/boats",
        "--byline": "Ana Ruiz",
        "--language": "en",
    }
    result = run("ingest", folder / "a.txt", *(part for pair in given.items() for part in pair))
    assert result.exit_code == 0
    (row,) = stored(url)
    assert {name: str(row[name.removeprefix("--")]) for name in given} == given


def test_articles_come_by_standard_input(run: Run, url: str) -> None:
    result = run("ingest", "-", standard_input=b'{"text": "Zizou came."}\n')
    assert result.exit_code == 0
    assert [row["text"] for row in stored(url)] == ["Zizou came."]


def test_the_option_goes_before_the_environment(run: Run, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert run("ingest", folder / "a.txt", "--database", f"sqlite:///{other}").exit_code == 0
    assert other.exists()
    assert not (tmp_path / "kb.db").exists()


def test_extract_prints_what_each_article_says(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("extract", folder)
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == {
        "path": f"{folder}/a.txt",
        "id": first["id"],
        "title": None,
        "published": "2031-05-01",
        "text": BOATS,
        "entities": [
            {"id": "people/ana-ruiz", "type": "person", "name": "Ana Ruiz", "aliases": ["Ruiz"]},
            {"id": "countries/ES", "type": "country", "name": "Spain", "aliases": []},
        ],
        "mentions": [
            {
                "start": 19,
                "end": 27,
                "entity": "people/ana-ruiz",
                "form": "name",
                "rule": "closed-list",
                "confidence": 0.9,
            },
            {
                "start": 31,
                "end": 36,
                "entity": "countries/ES",
                "form": "name",
                "rule": "closed-list",
                "confidence": 0.9,
            },
        ],
        "quotes": [
            {
                "start": 1,
                "end": 12,
                "kind": "direct",
                "group": 0,
                "speaker": {
                    "entity": "people/ana-ruiz",
                    "name": "Ana Ruiz",
                    "start": 19,
                    "end": 27,
                    "also": [],
                },
                "candidate": None,
                "cue": {"start": 14, "end": 18},
                "addressee": None,
                "rule": "said",
                "confidence": 0.8,
            }
        ],
        "claims": [
            {
                "subject": "people/ana-ruiz",
                "predicate": "affiliation",
                "object": "countries/ES",
                "value": None,
                "unit": None,
                "qualifier": None,
                "low": None,
                "high": None,
                "grain": None,
                "modality": "stated",
                "asserted_by": None,
                "start": 19,
                "end": 36,
                "more_evidence": [[19, 27]],
                "derived": False,
                "rule": "of",
                "confidence": 0.7,
            }
        ],
    }
    assert second["path"] == f"{folder}/b.jsonl:1"
    assert result.stderr.startswith(f"{folder}/b.jsonl:2: bad-json: ")
    assert result.exit_code == 3
    assert not (tmp_path / "kb.db").exists()


def test_case_18_a_number_past_all_bounds_is_still_json(run: Run, use: Use, tmp_path: Path) -> None:
    def extract_ships(articles: Iterable[Article]) -> Iterator[Extraction]:
        sea = Entity("exercises/sea", EntityType.EXERCISE, "Sea")
        ships = Claim(sea.id, Predicate.SHIPS, 0, 1, "rule", 1.0, value=10**40)
        return (Extraction((sea,), claims=(ships,)) for _ in articles)

    use(Extractor(extract_ships, "0" * 64))
    (tmp_path / "a.txt").write_text(BOATS)
    assert json.loads(run("extract", tmp_path / "a.txt").stdout)["claims"][0]["value"] == 1e40


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_case_35_an_article_that_cannot_be_read_is_named(
    run: Run, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.txt").write_text("unreadable")
    result = run(command, tmp_path / "a.txt")
    assert result.stderr == f"{tmp_path}/a.txt: nlp-error: ValueError: no\n"
    assert result.exit_code == 3


def test_what_is_rejected_cannot_play_with_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\n.txt").write_text("")
    result = run("extract", tmp_path)
    assert result.stderr.startswith(f"{tmp_path}/a\\x1b[2J\\n.txt: empty-article: ")


def test_remove_takes_articles_out_and_names_the_unknown(run: Run, folder: Path, url: str) -> None:
    run("ingest", folder)
    ids = [row["id"] for row in stored(url)]
    result = run("remove", f"articles/{ids[0]}", "0123456789abcdef")
    assert result.stdout == "removed: 1\n"
    assert result.stderr == "0123456789abcdef: unknown-article: no article has this id\n"
    assert result.exit_code == 3
    assert run("remove", ids[1]).exit_code == 0
    assert stored(url) == []


def test_rebuild_reads_all_anew(run: Run, folder: Path, url: str) -> None:
    release = lines(run("ingest", folder).stdout)["release"]
    result = run("rebuild")
    assert lines(result.stdout) == {"rebuilt": "2", "release": release}
    assert result.exit_code == 0
    assert len(stored(url)) == 2


@pytest.mark.parametrize("command", [["remove", "0123456789abcdef"], ["rebuild"], ["serve"]])
def test_case_46_what_needs_a_database_makes_none(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    result = run(*command)
    assert result.exit_code == 4
    assert str(tmp_path / "kb.db") in result.stderr
    assert not (tmp_path / "kb.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ingest"], "PATH"),
        (["extract"], "PATH"),
        (["ingest", "a.txt", "--published", "yesterday"], "yesterday"),
        (["extract", "a.txt", "--title", "a\x1b[2J"], "--title"),
        (["extract", "a.txt", "--title", "a\udcff"], "--title"),
        (["ingest", "a.txt", "--batch-size", "0"], "--batch-size"),
        (["ingest", "a.txt", "--database", "kb.db"], "sqlite:///PATH"),
        (["serve", "--database", "postgresql://localhost/kb"], "sqlite:///PATH"),
        (["serve", "--port", "70000"], "--port"),
        (["publish"], "publish"),
    ],
    ids=lambda value: value[-1].encode("ascii", "replace").decode() if value else "",
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert words in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("option", ["--title", "--url"])
def test_one_title_or_url_is_not_for_two_articles(run: Run, tmp_path: Path, option: str) -> None:
    (tmp_path / "a.txt").write_text(BOATS)
    (tmp_path / "b.txt").write_text("Zizou came.")
    result = run("ingest", tmp_path, option, "Boats")
    assert result.exit_code == 2
    assert "more than one article" in result.stderr


def test_a_setting_that_is_wrong_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSKB_QUERY_SECONDS", "soon")
    result = run("rebuild")
    assert result.exit_code == 2
    assert result.stderr.startswith("newskb: NEWSKB_QUERY_SECONDS: ")


def test_case_34_a_missing_model_is_named_before_anything_is_made(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSKB_MODEL", "en_no_such_model")
    (tmp_path / "a.txt").write_text(BOATS)
    result = newskb("ingest", tmp_path / "a.txt", "--database", url)
    assert result.exit_code == 2
    assert "en_no_such_model" in result.stderr
    assert not (tmp_path / "kb.db").exists()


def test_case_39_a_full_disk_ends_with_4_and_the_rest_is_done_later(
    run: Run, folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("ingest", folder / "a.txt")
    engine = open_database(url, read_only=True)
    before = full_dump(engine)
    with engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    (folder / "long.txt").write_text(f"{BOATS}\n" * 1_000)
    with monkeypatch.context() as patch:
        small = (*database.WRITER_PRAGMAS, f"max_page_count={pages}")
        patch.setattr(database, "WRITER_PRAGMAS", small)
        result = run("ingest", folder / "long.txt")
    assert result.exit_code == 4
    assert result.stderr == "newskb: database or disk is full\n"
    assert full_dump(engine) == before
    engine.dispose()
    assert run("ingest", folder / "long.txt").exit_code == first.exit_code == 0


def test_case_40_a_disk_that_fails_ends_with_4_and_the_rest_is_done_later(
    run: Run, folder: Path, url: str
) -> None:
    first = run("ingest", folder / "a.txt")
    engine = open_database(url, read_only=True)
    before = full_dump(engine)
    (folder / "long.txt").write_text(f"{BOATS}\n" * 1_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # What is written past the limit fails with EFBIG, which SQLite takes as it takes EIO.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        result = run("ingest", folder / "long.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert result.exit_code == 4
    assert result.stderr == "newskb: disk I/O error\n"
    assert full_dump(engine) == before
    engine.dispose()
    assert run("ingest", folder / "long.txt").exit_code == first.exit_code == 0


def test_case_44_a_second_ingest_ends_with_5_and_names_the_first(
    run: Run, folder: Path, url: str
) -> None:
    with hold_lock(url):
        result = run("ingest", folder / "a.txt")
    assert result.exit_code == 5
    assert str(os.getpid()) in result.stderr


def test_case_47_what_is_no_database_ends_with_4(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kb.db").write_bytes(b"no database" * 100)
    for command in (["ingest", folder / "a.txt"], ["serve"], ["rebuild"]):
        result = run(*command)
        assert result.exit_code == 4
        assert result.stderr.count("\n") == 1


def test_case_58_another_schema_ends_with_6_and_both_are_named(
    run: Run, folder: Path, url: str
) -> None:
    run("ingest", folder / "a.txt")
    engine = open_database(url, read_only=False)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for command in (["ingest", folder / "a.txt"], ["serve"], ["rebuild"], ["remove", "0" * 16]):
        result = run(*command)
        assert result.exit_code == 6
        assert "9999" in result.stderr
        assert database.expected_revision() in result.stderr


def test_case_58_another_pipeline_ends_with_6_and_names_rebuild(
    run: Run, use: Use, folder: Path
) -> None:
    run("ingest", folder / "a.txt")
    use(Extractor(extract_unless_unreadable, "1" * 64))
    result = run("ingest", folder / "a.txt")
    assert result.exit_code == 6
    assert "newskb rebuild" in result.stderr
    assert run("rebuild").exit_code == 0
    assert run("ingest", folder / "a.txt").exit_code == 0


def test_a_rebuild_that_fails_names_the_articles(
    run: Run, use: Use, tmp_path: Path, url: str
) -> None:
    (tmp_path / "a.txt").write_text("unreadable")
    use(Extractor(extract, "0" * 64))
    run("ingest", tmp_path / "a.txt")
    use(Extractor(extract_unless_unreadable, "1" * 64))
    result = run("rebuild")
    assert result.exit_code == 3
    assert f"{stored(url)[0]['id']}: nlp-error: " in result.stderr
    assert "newskb remove" in result.stderr


@pytest.mark.parametrize("command", [[], ["ingest"], ["serve"], ["extract"], ["remove"]])
def test_help_shows_examples(run: Run, command: list[str]) -> None:
    result = run(*command, "--help")
    assert f"\n  newskb {' '.join(command)}" in result.stdout
    assert result.exit_code == 0


def test_the_version_is_shown(run: Run) -> None:
    assert run("--version").stdout.startswith("newskb ")


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_a_lexicon_that_is_none_is_told_with_file_and_line(
    command: str, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "names.toml"
    path.write_text("[[ships]]\nname = 'Swan'\n", encoding="utf-8")
    done = newskb(command, folder, "--lexicon", path)
    assert done.exit_code == 2
    assert f"{path}:1: ships is unknown" in done.stderr
