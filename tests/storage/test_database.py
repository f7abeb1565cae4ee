"""Opening: which file, in which mode, with which schema."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from app.storage.database import (
    DatabaseMissing,
    DatabaseUnusable,
    SchemaMismatch,
    check_schema,
    expected_revision,
    open_database,
    schema_revision,
    upgrade,
)


def make_database(path: Path) -> None:
    engine = open_database(f"sqlite:///{path}", read_only=False)
    upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("name", ["a b.db", "a?b.db", "a#b.db", "a%41.db", "ä.db", "file:x.db"])
def test_case_61_any_path_opens_exactly_that_file(tmp_path: Path, name: str) -> None:
    make_database(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    reader = open_database(f"sqlite:///{tmp_path / name}", read_only=True)
    assert schema_revision(reader) == expected_revision()
    with reader.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("CREATE TABLE t (x)"))
    reader.dispose()


def test_a_relative_path_is_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_database(Path("kb.db"))
    assert (tmp_path / "kb.db").exists()


def test_case_46_reading_a_missing_file_fails_and_creates_none(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match=r"kb\.db"):
        open_database(f"sqlite:///{tmp_path / 'kb.db'}", read_only=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql://localhost/kb", "kb.db"]
)
@pytest.mark.parametrize("read_only", [True, False])
def test_an_url_without_a_file_is_refused(url: str, read_only: bool) -> None:
    with pytest.raises(DatabaseUnusable, match="sqlite:///PATH"):
        open_database(url, read_only=read_only)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="folder"):
        open_database(f"sqlite:///{tmp_path}", read_only=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="nowhere"):
        open_database(f"sqlite:///{tmp_path / 'nowhere' / 'kb.db'}", read_only=False)


@pytest.mark.parametrize(
    "content", [b"no database at all " * 100, b"SQLite format 3\0" + b"x" * 90]
)
@pytest.mark.parametrize("read_only", [True, False])
def test_case_47_a_file_that_is_no_database_is_unusable(
    tmp_path: Path, content: bytes, read_only: bool
) -> None:
    (tmp_path / "kb.db").write_bytes(content)
    engine = open_database(f"sqlite:///{tmp_path / 'kb.db'}", read_only=read_only)
    with pytest.raises(DatabaseUnusable):
        schema_revision(engine)
    engine.dispose()
    assert (tmp_path / "kb.db").read_bytes() == content


def test_an_empty_file_has_no_schema(tmp_path: Path) -> None:
    (tmp_path / "kb.db").touch()
    engine = open_database(f"sqlite:///{tmp_path / 'kb.db'}", read_only=True)
    with pytest.raises(SchemaMismatch, match="none"):
        check_schema(engine)
    engine.dispose()


def test_upgrading_twice_is_upgrading_once(engine: Engine) -> None:
    upgrade(engine)
    check_schema(engine)


def test_upgrading_works_from_any_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    make_database(tmp_path / "kb.db")


def test_case_58_a_newer_schema_is_refused_with_both_names(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match="9999") as caught:
        upgrade(engine)
    assert (caught.value.found, caught.value.expected) == ("9999", expected_revision())
    with pytest.raises(SchemaMismatch, match=expected_revision()):
        check_schema(engine)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    engine = open_database(f"sqlite:///{path}", read_only=False)
    with pytest.raises(DatabaseUnusable, match="another program"):
        upgrade(engine)
    with engine.connect() as connection:
        tables = connection.scalars(text("SELECT name FROM sqlite_schema")).all()
    engine.dispose()
    assert tables == ["theirs"]


@pytest.mark.usefixtures("engine")
def test_a_reader_can_neither_write_nor_attach(url: str, tmp_path: Path) -> None:
    reader = open_database(url, read_only=True)
    with reader.connect() as connection:
        for statement in (
            "INSERT INTO release VALUES (1, 'a', 'b', 0, 0)",
            f"ATTACH '{tmp_path / 'loot.db'}' AS loot",
        ):
            with pytest.raises(OperationalError):
                connection.execute(text(statement))
    reader.dispose()
    assert not (tmp_path / "loot.db").exists()


def test_case_59_foreign_keys_are_enforced_on_every_connection(url: str, engine: Engine) -> None:
    reader = open_database(url, read_only=True)
    for one in (engine, reader):
        with one.connect() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    reader.dispose()


def test_case_60_one_transaction_of_a_reader_sees_one_snapshot(url: str, engine: Engine) -> None:
    reader = open_database(url, read_only=True)
    count = text("SELECT count(*) FROM release")
    with reader.connect() as connection:
        before = connection.scalar(count)
        with engine.begin() as writing:
            writing.execute(text("INSERT INTO release VALUES (1, 'a', 'b', 0, 0)"))
        assert connection.scalar(count) == before == 0
    with reader.connect() as connection:
        assert connection.scalar(count) == 1
    reader.dispose()


@pytest.mark.usefixtures("engine")
def test_many_threads_may_read_at_once(url: str) -> None:
    reader = open_database(url, read_only=True)
    together = threading.Barrier(8)

    def read() -> bool:
        with reader.connect() as connection:
            together.wait(timeout=30)
            return bool(connection.scalar(text("SELECT count(*) = 0 FROM article")))

    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(read) for _ in range(8)]
        assert all(answer.result() for answer in answers)
    reader.dispose()


def test_case_43_a_writer_waits_for_the_disk(engine: Engine) -> None:
    with engine.connect() as connection:
        full = 2
        assert connection.scalar(text("PRAGMA synchronous")) == full
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
