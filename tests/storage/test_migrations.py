"""The migrations make what the tables say, all of it or nothing."""

import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, Table, event, insert, select, text

from app.records import Article
from app.resolution import resolve
from app.storage.database import PYPROJECT, open_database, schema_revision, upgrade
from app.storage.full_text import INDEXES
from app.storage.tables import metadata
from app.storage.writer import save_batch
from tests.fake_extraction import extract_one


def is_no_index(_item: object, name: str | None, kind: str, *_: object) -> bool:
    return kind != "table" or not str(name).startswith(INDEXES)


def test_the_migrations_make_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_no_index})
        assert compare_metadata(context, metadata) == []


def test_checks_and_cascades_are_as_the_tables_have_them(engine: Engine, tmp_path: Path) -> None:
    direct = open_database(f"sqlite:///{tmp_path / 'direct.db'}", read_only=False)
    metadata.create_all(direct)
    schemas = []
    for one in (engine, direct):
        with one.connect() as connection:
            rows = connection.execute(text("SELECT name, sql FROM sqlite_schema WHERE sql > ''"))
            schemas.append(
                {
                    name: sorted(line.strip(" \t,") for line in sql.splitlines())
                    for name, sql in rows
                    if name in metadata.tables
                }
            )
    direct.dispose()
    assert schemas[0] == schemas[1]


def test_case_56_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'kb.db'}", read_only=False)

    @event.listens_for(engine, "before_cursor_execute")
    def fail(_connection: Connection, _cursor: object, statement: str, *_: Any) -> None:
        if "CREATE TABLE claim " in statement:
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT name FROM sqlite_schema")).all() == []
    assert schema_revision(engine) is None
    event.remove(engine, "before_cursor_execute", fail)
    upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("0001_create_the_tables", "every article"),
        ("0002_measured_quality", "every fact whose"),
        ("0003_names_and_words", "the forms of all names"),
        ("0004_candidate_speakers", "all candidates"),
        ("0005_known_names", "names that are known"),
        ("0006_keys_of_series", "keys of all series"),
    ],
)
def test_case_57_there_is_no_way_back_and_it_says_what_would_be_lost(name: str, lost: str) -> None:
    path = Path(__file__).parents[2] / f"alembic/versions/{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    with pytest.raises(NotImplementedError, match=lost):
        migration.downgrade()


def contents(connection: Connection, tables: Mapping[str, Table]) -> dict[str, list[Any]]:
    """Return the rows of `tables`, in the columns that these have."""
    return {
        name: sorted(map(dict, connection.execute(select(*table.c)).mappings()), key=repr)
        for name, table in tables.items()
    }


@pytest.fixture
def upgraded(tmp_path: Path, engine: Engine) -> Iterator[Connection]:
    """A base that was filled when the first schema was the newest."""
    old = open_database(f"sqlite:///{tmp_path / 'old.db'}", read_only=False)
    config = Config(toml_file=PYPROJECT)
    with engine.begin() as connection:
        article = Article("Ana Ruiz of Spain came to Calm Sea 2031. “Fair wind,” said Ana Ruiz.")
        save_batch(connection, [(article, extract_one(article))], resolve, pipeline="0" * 64)
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        known = MetaData()
        known.reflect(connection, only=lambda name, _: name in metadata.tables)
    with old.begin() as connection, engine.connect() as filled:
        before = contents(filled, known.tables)
        for table in known.sorted_tables:
            if before[table.name]:
                connection.execute(insert(table), before[table.name])
    upgrade(old)
    with old.begin() as connection:
        assert contents(connection, known.tables) == before
        yield connection
    old.dispose()


def found(connection: Connection, index: str, words: str) -> int:
    statement = text(f"SELECT count(*) FROM {index} WHERE {index} MATCH :words")
    return int(connection.execute(statement, {"words": words}).scalar_one())


def test_a_base_of_the_first_schema_keeps_its_rows_and_takes_facts_without_confidence(
    upgraded: Connection,
) -> None:
    for table in ("mention", "quote", "claim"):
        upgraded.execute(text(f"UPDATE {table} SET confidence = NULL"))
    assert found(upgraded, "quote_text", "wind") == 1
    assert upgraded.scalars(text("SELECT series_key FROM exercise")).all() == ["calm-sea"]
    upgraded.execute(text("DELETE FROM article"))
    assert found(upgraded, "quote_text", "wind") == 0
    assert upgraded.scalar(text("SELECT count(*) FROM quote_speaker")) == 0
    assert upgraded.scalar(text("PRAGMA integrity_check")) == "ok"


@pytest.mark.parametrize(
    ("index", "words", "rows"),
    [
        ("quote_words", "wind", 1),
        ("article_words", "fair", 1),
        ("name_words", "ru*", 2),
        ("name_trigrams", "uiz", 2),
    ],
)
def test_a_base_of_the_first_schema_gets_the_later_indexes_filled(
    upgraded: Connection, index: str, words: str, rows: int
) -> None:
    assert found(upgraded, index, words) == rows
    upgraded.execute(text("DELETE FROM article"))
    upgraded.execute(text("DELETE FROM entity"))
    assert found(upgraded, index, words) == 0
    upgraded.execute(text(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')"))
