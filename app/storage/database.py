"""Open the database, read-only or for the one writer, and know which schema it has."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import PoolProxiedConnection

SQLITE = "sqlite:///"
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
BUSY_SECONDS = 10
WAL_BYTES = 64 * 1024 * 1024
ANALYSIS_ROWS = 1_000  # of an index, so that it takes no longer when the base grows
STEPS_BETWEEN_LOOKS = 10_000  # of SQLite's machine, a millisecond's work at most
FAULTS_OF_THE_FILE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}

READER_PRAGMAS = (
    "query_only=1",
    "trusted_schema=0",
    "foreign_keys=1",
    "temp_store=memory",  # nothing is written, not even beside the file
)
# Not trusted_schema=0: the triggers that feed the full-text index count as unsafe to it.
WRITER_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",  # a release that was reported must outlive a power cut
    "foreign_keys=1",
    f"journal_size_limit={WAL_BYTES}",
)


class StorageError(Exception):
    """The database cannot be used; the message says why and, where known, what to do."""


class DatabaseMissing(StorageError):
    """There is no file where the database is said to be."""


class DatabaseUnusable(StorageError):
    """What is there is no database, or not one of newskb, or cannot be opened."""


class UnknownAddress(DatabaseUnusable):
    """What was given as the address of a database is none that newskb can use."""


class QueryTimeout(StorageError):
    """A query ran past its deadline and was stopped."""


class Overloaded(StorageError):
    """No connection came free in time."""


class SchemaMismatch(StorageError):
    """The file's schema is another than this version of newskb knows."""

    def __init__(self, found: str | None, expected: str) -> None:
        """Name both schemas, the file's (`None` where it has none) and ours."""
        self.found, self.expected = found, expected
        super().__init__(
            f"the database has schema {found or 'none'}, this newskb needs schema {expected}"
        )


@cache
def sqlite_path(url: str) -> Path:
    """Return the file that `url` names, every character after `sqlite:///` taken as it is."""
    if not url.startswith(SQLITE) or url in {SQLITE, f"{SQLITE}:memory:"}:
        raise UnknownAddress(f"{url!r} is not supported; give the path of a file, {SQLITE}PATH")
    return Path(url.removeprefix(SQLITE))


def open_database(url: str, *, read_only: bool) -> Engine:
    """Return an engine on the database at `url`; the writer's creates a missing file, empty.

    Every transaction begins with an explicit BEGIN: a reader's statements see one snapshot, a
    writer's are undone together, changes of the schema too. Raises `StorageError`.
    """
    path = sqlite_path(url)
    if path.is_dir():
        raise DatabaseUnusable(f"{path} is a folder, not a database")
    if read_only and not path.exists():
        raise DatabaseMissing(f"there is no database at {path}; make one with: newskb ingest")
    if not path.parent.is_dir():
        raise DatabaseUnusable(f"the folder {path.parent} does not exist")
    # The pool is named because SQLAlchemy would take one that fails with several threads.
    engine = create_engine(
        "sqlite://",
        creator=_connector(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=40 if read_only else 1,  # as many as the server has threads
        max_overflow=0,
        hide_parameters=True,  # what users ask for stays out of logs
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _connector(path: Path, *, read_only: bool) -> Callable[[], sqlite3.Connection]:
    # Quoted, or a "?" in the path would end it and lose the mode.
    address = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # the driver would begin by itself, and not before DDL
            check_same_thread=False,  # the pool lends a connection to one thread at a time
        )
        try:
            for pragma in READER_PRAGMAS if read_only else WRITER_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        if read_only:
            # A read-only connection could still attach, and so create, another file.
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        return connection

    return connect


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Raise as `StorageError` what is no mistake of a query: the file, a deadline, the pool."""
    try:
        yield
    except PoolTimeout as error:
        raise Overloaded("no connection to the database came free in time") from error
    except (DatabaseError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        # The low byte; the rest tells finer differences.
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            raise QueryTimeout("the query took too long") from error
        if code in FAULTS_OF_THE_FILE or _is_garbled(cause):
            raise DatabaseUnusable(f"the database cannot be read: {cause}") from error
        raise
    except UnicodeDecodeError as error:
        # Of the schema, which the driver quotes where it complains of it.
        raise DatabaseUnusable("the database cannot be read: it is damaged") from error


def _is_garbled(cause: BaseException | None) -> bool:
    """Tell whether the driver, for SQLite has no code for that, found what is no text in a text."""
    return isinstance(cause, sqlite3.OperationalError) and not hasattr(cause, "sqlite_errorcode")


def set_deadline(connection: Connection, seconds: float) -> None:
    """Stop any statement on `connection` that still runs after `seconds` from now."""
    end = time.monotonic() + seconds

    def is_over() -> bool:
        return time.monotonic() > end

    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.set_progress_handler(is_over, STEPS_BETWEEN_LOOKS)


def file_identity(url: str) -> tuple[int, int]:
    """Return what tells the file at `url` from one put in its place; raises `DatabaseMissing`."""
    path = sqlite_path(url)
    try:
        found = path.stat()
    except OSError as error:
        raise DatabaseMissing(f"there is no database at {path}") from error
    return found.st_dev, found.st_ino


def data_version(connection: PoolProxiedConnection) -> int:
    """Return a number that changes whenever another connection commits to the database."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA data_version")
    found = cursor.fetchone()
    cursor.close()
    return int(found[0]) if found else 0


def optimize(engine: Engine) -> None:
    """Have the database look again at how its tables are filled, where that changed much.

    The planner of queries then knows which index narrows most.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA analysis_limit={ANALYSIS_ROWS}")
        cursor.execute("PRAGMA optimize")
        cursor.close()
    finally:
        connection.close()


def checkpoint(engine: Engine) -> None:
    """Move what was committed from the log to the file, and empty the log if no reader needs it."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=0")  # not to wait for a long export
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.close()
    finally:
        connection.close()


def upgrade(engine: Engine) -> None:
    """Bring the schema up to what this version needs, wholly or not at all.

    Raises `SchemaMismatch` for a newer schema, `DatabaseUnusable` for another program's file.
    """
    found = schema_revision(engine)
    config = _migrations()
    try:
        with engine.begin() as connection:
            if found is None and inspect(connection).get_table_names():
                raise DatabaseUnusable("the file is a database of another program")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise SchemaMismatch(found, expected_revision()) from error


def schema_revision(engine: Engine) -> str | None:
    """Return the revision of the file's schema, None if it never had one."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise DatabaseUnusable(f"the database cannot be read: {error.orig}") from error


@cache
def expected_revision() -> str:
    """Return the schema revision that this version of newskb is written for."""
    head = ScriptDirectory.from_config(_migrations()).get_current_head()
    if head is None:
        raise DatabaseUnusable("this copy of newskb has no migrations")
    return head


def check_schema(engine: Engine) -> None:
    """Raise `SchemaMismatch` unless the file's schema is the one that this version needs."""
    found, expected = schema_revision(engine), expected_revision()
    if found != expected:
        raise SchemaMismatch(found, expected)


def _migrations() -> Config:
    return Config(toml_file=PYPROJECT)
