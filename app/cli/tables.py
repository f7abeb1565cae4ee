"""Write items to a file, some at a time: in the formats that the API has, and in Parquet."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, BinaryIO, Protocol

from app.api.columns import Column
from app.api.formats import FORMATS, Format
from app.cli.errors import USAGE, CommandError
from app.storage.queries.collection import Item

PARQUET = "parquet"


class Writer(Protocol):
    """Writes a table to a file that it was begun with."""

    def write(self, items: Sequence[Item]) -> None:
        """Write some more items."""

    def close(self) -> None:
        """End what was begun."""


Begin = Callable[[BinaryIO, Sequence[Column]], Writer]
"""Begins a table in a file."""


def load_writer(suffix: str) -> Begin:
    """Return what begins a table in a format; raise CommandError if that is not installed."""
    if suffix != PARQUET:
        (form,) = (one for one in FORMATS if one.suffix == suffix)
        return partial(ByteWriter, form=form)
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        message = "Parquet needs pyarrow; install it with: pip install pyarrow"
        raise CommandError(message, USAGE) from error
    return ParquetWriter


class ByteWriter:
    """Writes what the API sends."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column], form: Format) -> None:
        """Begin the file."""
        self._file, self._columns, self._form = file, columns, form
        self._has_items = False
        file.write(form.opening(columns))

    def write(self, items: Sequence[Item]) -> None:
        """Write some more items."""
        if self._has_items:
            self._file.write(self._form.between)
        self._file.write(self._form.encode(items, self._columns))
        self._has_items = True

    def close(self) -> None:
        """End what was begun."""
        self._file.write(self._form.closing)


class ParquetWriter:
    """Writes the columns of a table with their types, and lists as lists."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        """Begin the file."""
        import pyarrow
        from pyarrow import parquet

        kinds = {
            str: pyarrow.string(),
            int: pyarrow.int64(),
            float: pyarrow.float64(),
            bool: pyarrow.bool_(),
            dt.date: pyarrow.date32(),
        }
        self._columns, self._from = columns, pyarrow.Table.from_pydict
        self._schema = pyarrow.schema(
            [
                (one.name, pyarrow.list_(kinds[one.kind]) if one.is_many else kinds[one.kind])
                for one in columns
            ]
        )
        self._file = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, items: Sequence[Item]) -> None:
        """Write some more items, as a row group."""
        cells = {one.name: [_typed(one, one.read(item)) for item in items] for one in self._columns}
        self._file.write_table(self._from(cells, self._schema))

    def close(self) -> None:
        """Write what ends the file."""
        self._file.close()


def _typed(column: Column, value: Any) -> Any:
    """Return a cell's value, as words where the column holds several kinds of values."""
    if column.kind is not str or value is None:
        return value
    if isinstance(value, list):
        return [one if one is None else str(one) for one in value]
    return str(value)
