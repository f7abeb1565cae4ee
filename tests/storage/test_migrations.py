"""The migrations make what the tables say, all of it or nothing."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, event, text

from app.storage.database import open_database, schema_revision, upgrade
from app.storage.tables import metadata

INDEXES = ("article_text", "quote_text")


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


def test_case_57_there_is_no_way_back_past_the_first_schema() -> None:
    path = Path(__file__).parents[2] / "alembic/versions/0001_create_the_tables.py"
    spec = importlib.util.spec_from_file_location("first", path)
    assert spec
    assert spec.loader
    first = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(first)
    with pytest.raises(NotImplementedError, match="every article"):
        first.downgrade()
