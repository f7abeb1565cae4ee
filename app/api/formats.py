"""How whole collections are written: as JSON, as lines of JSON, as a table."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.api.columns import Column
from app.storage.queries.collection import Item

Columns = Sequence[Column]


@dataclass(frozen=True)
class Format:
    """A way to write items one after the other, some at a time."""

    suffix: str
    """What follows the collection's name and a dot, in addresses and file names."""
    media_type: str
    about: str
    opening: Callable[[Columns], bytes]
    encode: Callable[[Sequence[Item], Columns], bytes]
    between: bytes = b""
    """What stands between two lots of items."""
    closing: bytes = b""


def _encode_json(items: Sequence[Item], _columns: Columns) -> bytes:
    return b",\n".join(map(orjson.dumps, items))


def _encode_json_lines(items: Sequence[Item], _columns: Columns) -> bytes:
    return b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in items)


def _csv_header(columns: Columns) -> bytes:
    return _write_csv([[one.name for one in columns]])


def _encode_csv(items: Sequence[Item], columns: Columns) -> bytes:
    return _write_csv([[_cell(one.read(item)) for one in columns] for item in items])


def _write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)  # by default as RFC 4180 has it
    return text.getvalue().encode()


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def _cell(value: Any) -> str:
    """Return `value` as a cell that no spreadsheet takes for a formula.

    >>> _cell("=1+1"), _cell(-4), _cell(["a", None]), _cell(None), _cell(True)
    ("'=1+1", '-4', 'a; ', '', 'true')
    """
    text = _plain(value)
    is_words = isinstance(value, str | list)
    return f"'{text}" if is_words and text.startswith(_FORMULA) else text


def _plain(value: Any) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(map(_plain, value))
        case _:
            return str(value)


JSON = Format(
    "json",
    "application/json",
    "as one JSON array",
    lambda _: b"[",
    _encode_json,
    b",\n",
    b"]\n",
)
JSON_LINES = Format(
    "jsonl", "application/jsonl", "a line of JSON each", lambda _: b"", _encode_json_lines
)
CSV = Format(
    "csv",
    "text/csv; charset=utf-8; header=present",
    "as a table of comma-separated values",
    _csv_header,
    _encode_csv,
)
FORMATS = (JSON, JSON_LINES, CSV)
