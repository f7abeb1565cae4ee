"""How a command ends when it cannot do what was asked: one line and an exit code."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.settings import Settings

USAGE, REJECTED, STORAGE_FAILURE, LOCKED, MISMATCH = 2, 3, 4, 5, 6


class CommandError(Exception):
    """A command cannot go on; the message is for the user."""

    def __init__(self, message: str, exit_code: int) -> None:
        """Keep the message and the code to end with."""
        self.exit_code = exit_code
        super().__init__(message)


class Terminated(KeyboardInterrupt):
    """The process was asked to end by SIGTERM."""


@contextmanager
def plain_errors(stopped: str = "stopped") -> Iterator[None]:
    """End the program with one line on standard error for every error that a user can meet.

    The line is `stopped` after an interruption.
    """
    try:
        yield
    except KeyboardInterrupt as stop:
        number = signal.SIGTERM if isinstance(stop, Terminated) else signal.SIGINT
        _fail(stopped, 128 + number)
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        # The database's own words, without the statement and its parameters.
        _fail(str(getattr(error, "orig", error)), code)


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """Take SIGTERM as an interruption, so that what is under way is undone in order."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def read_settings() -> "Settings":
    """Return the settings; a variable that is wrong is the user's error."""
    from pydantic import ValidationError

    from app.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        name = "NEWSKB_" + "_".join(map(str, error.errors()[0]["loc"])).upper()
        raise CommandError(f"{name}: {error.errors()[0]['msg']}", USAGE) from error


def printable(text: str) -> str:
    r"""Return `text` on one line, with nothing in it that a terminal would obey.

    >>> printable("a\x1b[2J\n")
    'a\\x1b[2J\\n'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _exit_code(error: Exception) -> int | None:
    from sqlalchemy.exc import DBAPIError

    from app.ingest import PipelineMismatch, RebuildFailed
    from app.sources.overrides import TooManyArticles
    from app.storage.database import SchemaMismatch, StorageError, UnknownAddress
    from app.storage.lock import Locked

    codes: dict[type[Exception], int] = {
        TooManyArticles: USAGE,
        UnknownAddress: USAGE,
        RebuildFailed: REJECTED,
        PipelineMismatch: MISMATCH,
        SchemaMismatch: MISMATCH,
        Locked: LOCKED,
        StorageError: STORAGE_FAILURE,
        DBAPIError: STORAGE_FAILURE,
    }
    if isinstance(error, CommandError):
        return error.exit_code
    return next((code for kind, code in codes.items() if isinstance(error, kind)), None)


def _fail(message: str, code: int) -> None:
    typer.echo(f"newskb: {printable(message)}", err=True)
    raise typer.Exit(code)
