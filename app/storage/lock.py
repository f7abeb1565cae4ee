"""One writer at a time: a lock file beside the database, which the system frees when we die."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.storage.database import (
    DatabaseMissing,
    DatabaseUnusable,
    StorageError,
    checkpoint,
    open_database,
    optimize,
    sqlite_path,
    upgrade,
)


class Locked(StorageError):
    """Another process is writing to the database."""

    def __init__(self, holder: str) -> None:
        """Name the process by its id."""
        self.holder = holder
        super().__init__(f"another newskb is writing to the database, process {holder}")


@contextmanager
def hold_lock(url: str) -> Iterator[None]:
    """Hold the lock of the database at `url`; raises `Locked` at once if another process does."""
    # Resolved, so that another name for the same file is no way around the lock.
    path = Path(os.path.realpath(sqlite_path(url)))
    try:
        number = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise DatabaseUnusable(f"cannot write beside {path}: {error.strerror}") from error
    with os.fdopen(number, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(file.read().strip() or "unknown") from error
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        # The file stays: deleting it could take away the lock of one who has just opened it.
        yield


@contextmanager
def open_for_writing(url: str, *, create: bool = True) -> Iterator[Engine]:
    """Open the database at `url`, migrated if need be; optimized, its log emptied, at the end.

    A missing one is made, or if `create` is false raises `DatabaseMissing`.
    """
    if not create and not sqlite_path(url).exists():
        raise DatabaseMissing(f"there is no database at {sqlite_path(url)}")
    engine = open_database(url, read_only=False)
    try:
        upgrade(engine)
        yield engine
        optimize(engine)
        checkpoint(engine)
    finally:
        engine.dispose()
