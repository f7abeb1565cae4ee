"""Cursors: where a page begins, bound to the list that it was given for."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

import orjson

from app.api.problem_types import INVALID_CURSOR
from app.api.problems import Problem
from app.storage.queries.collection import Selection
from app.storage.queries.pages import Position, read_position

DIGEST_BYTES = 12


@dataclass(frozen=True)
class Cursor:
    """A position in a list, and on which side of it the page lies."""

    position: Position
    is_backward: bool
    release: str | None
    """Id of the release that the position was seen in."""


def encode_cursor(selection: Selection, cursor: Cursor) -> str:
    """Return `cursor` as text that only the same selection takes back."""
    content = orjson.dumps([cursor.position, cursor.is_backward, cursor.release])
    return base64.urlsafe_b64encode(_digest(selection, content) + content).decode().rstrip("=")


def decode_cursor(selection: Selection, text: str) -> Cursor:
    """Return the cursor that `encode_cursor` made of it; raise a Problem if it made none."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        digest, content = raw[:DIGEST_BYTES], raw[DIGEST_BYTES:]
        if digest != _digest(selection, content):
            raise ValueError("of another list")
        position, is_backward, release = orjson.loads(content)
        return Cursor(read_position(selection, position), is_backward is True, release)
    except (ValueError, TypeError, binascii.Error):
        raise Problem(INVALID_CURSOR, parameter="cursor") from None


def _digest(selection: Selection, content: bytes) -> bytes:
    """Return what tells a cursor that was cut, changed or given for another list.

    It is no signature: a forged one reads a list from a place of the forger's choice, no more.
    """
    parameters = orjson.dumps(selection.parameters, option=orjson.OPT_SORT_KEYS)
    parts = [selection.collection.name.encode(), selection.order.encode(), parameters, content]
    return hashlib.blake2b(b"\n".join(parts), digest_size=DIGEST_BYTES).digest()
