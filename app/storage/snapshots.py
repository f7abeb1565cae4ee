"""Read the knowledge base: a snapshot for each answer, and which release is current."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.pool import PoolProxiedConnection

from app.storage.database import (
    check_schema,
    data_version,
    file_identity,
    open_database,
    reporting_errors,
    set_deadline,
)
from app.storage.queries.releases import current_release


@dataclass(frozen=True)
class Snapshot:
    """The knowledge base as it was at one moment; what is committed later does not show."""

    connection: Connection
    release: str | None
    """Id of the release that it holds, None before the first."""


@dataclass(frozen=True)
class _Opened:
    """A file that is open, and what it was when it was last looked at."""

    identity: tuple[int, int]
    engine: Engine
    # Kept out of the pool: its counter tells what others have committed since it was opened.
    watch: PoolProxiedConnection
    version: int
    release: str | None

    def is_of(self, identity: tuple[int, int]) -> bool:
        """Tell whether it is the file with this identity."""
        return self.identity == identity

    def is_outdated(self) -> bool:
        """Tell whether something was committed since it was looked at."""
        return data_version(self.watch) != self.version


class MustLook(Exception):
    """The current release is not at hand: the database must be opened or asked for it."""


class KnowledgeBase:
    """The database at `url`, opened when first asked and again when its file is another.

    All methods raise `StorageError`, and may be called from any thread.
    """

    def __init__(self, url: str, *, deadline: float) -> None:
        """Open nothing yet; statements may take `deadline` seconds each."""
        self._url = url
        self._deadline = deadline
        self._opened: _Opened | None = None
        self._lock = Lock()

    def release(self) -> str | None:
        """Return the id of the current release, None before the first; costs no query."""
        with reporting_errors():
            return self._current().release

    def release_at_hand(self) -> str | None:
        """Return what `release` does, but raise `MustLook` where it would take its time."""
        if not self._lock.acquire(blocking=False):
            raise MustLook
        try:
            with reporting_errors():
                opened, identity = self._opened, file_identity(self._url)
                if opened is None or not opened.is_of(identity) or opened.is_outdated():
                    raise MustLook
                return opened.release
        finally:
            self._lock.release()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Give a snapshot of the whole base, whose statements share one deadline."""
        with reporting_errors(), self._current().engine.connect() as connection:
            set_deadline(connection, self._deadline)
            yield Snapshot(connection, current_release(connection))

    def renew(self, snapshot: Snapshot) -> None:
        """Give the statements on `snapshot` a new deadline, as for a further part of an export."""
        set_deadline(snapshot.connection, self._deadline)

    def close(self) -> None:
        """Close all connections that are not in use."""
        with self._lock:
            self._forget()

    def _current(self) -> _Opened:
        with self._lock:
            identity = file_identity(self._url)
            opened = self._opened
            if opened is None or not opened.is_of(identity):
                self._forget()
                opened = _open(self._url, identity)
            elif opened.is_outdated():
                opened = _look(identity, opened.engine, opened.watch)
            self._opened = opened
            return opened

    def _forget(self) -> None:
        if self._opened is not None:
            self._opened.watch.close()
            self._opened.engine.dispose()
            self._opened = None


def _open(url: str, identity: tuple[int, int]) -> _Opened:
    with ExitStack() as undo:
        engine = open_database(url, read_only=True)
        undo.callback(engine.dispose)
        watch = engine.raw_connection()
        undo.callback(watch.close)
        watch.detach()
        opened = _look(identity, engine, watch)
        undo.pop_all()
        return opened


def _look(identity: tuple[int, int], engine: Engine, watch: PoolProxiedConnection) -> _Opened:
    # The counter first: what is committed after it shows at the next look.
    version = data_version(watch)
    check_schema(engine)
    with engine.connect() as connection:
        return _Opened(identity, engine, watch, version, current_release(connection))
