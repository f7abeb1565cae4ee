"""Cursors: where a page begins, bound to the list that it was given for."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import Request

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
    return seal([cursor.position, cursor.is_backward, cursor.release], _marks_of(selection))


def decode_cursor(selection: Selection, text: str) -> Cursor:
    """Return the cursor that `encode_cursor` made of it; raise a Problem if it made none."""
    try:
        position, is_backward, release = unseal(text, _marks_of(selection))
        return Cursor(read_position(selection, position), is_backward is True, release)
    except (ValueError, TypeError):
        raise Problem(INVALID_CURSOR, parameter="cursor") from None


def _marks_of(selection: Selection) -> list[Any]:
    return [selection.collection.name, selection.order, selection.parameters]


def link_from(request: Request, cursor: str) -> str:
    """Return the relative address of what `request` asks for, from `cursor` on."""
    own = [(name, text) for name, text in request.query_params.multi_items() if name != "cursor"]
    # Always in one order, so that equal lists have equal links.
    return f"{request.scope['path']}?{urlencode([*sorted(own), ('cursor', cursor)])}"


def seal(content: Any, marks: Sequence[Any]) -> str:
    """Return `content` as text that is only taken back with the same `marks`.

    It is not secret, nor signed: a forged one reads a list from a place of the forger's choice, no
    more.
    """
    written = orjson.dumps(content)
    return base64.urlsafe_b64encode(_digest(marks, written) + written).decode().rstrip("=")


def unseal(text: str, marks: Sequence[Any]) -> Any:
    """Return what was sealed with `marks`; raise ValueError if it is no such."""
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    digest, written = raw[:DIGEST_BYTES], raw[DIGEST_BYTES:]
    if digest != _digest(marks, written):
        raise ValueError("of another list")
    return orjson.loads(written)


def _digest(marks: Sequence[Any], written: bytes) -> bytes:
    parts = [orjson.dumps(one, option=orjson.OPT_SORT_KEYS) for one in marks]
    return hashlib.blake2b(b"\n".join([*parts, written]), digest_size=DIGEST_BYTES).digest()
