"""Query strings, strictly: what is unknown, doubled or malformed is refused, never passed over."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.api.cursors import Cursor, decode_cursor
from app.api.problem_types import DUPLICATE_PARAMETER, INVALID_PARAMETER, UNKNOWN_PARAMETER
from app.api.problems import Problem
from app.storage.queries.collection import Collection, Filter, Selection
from app.storage.queries.values import BadValue, Repeat, closest

DEFAULT_LIMIT = 25
MAX_LIMIT = 200
# Each may become a term of one condition, and SQLite takes no deeper ones than 1,000.
MAX_VALUES = 50
MAX_NAME = 100  # of a wrong name, this much is repeated in the answer

Fixed = Mapping[str, Sequence[str]]
"""Filters that the address itself sets, with their values."""


@dataclass(frozen=True)
class PageRequest:
    """A page of a list as a user asked for it."""

    selection: Selection
    limit: int
    cursor: Cursor | None


def read_page_request(
    request: Request, collection: Collection, fixed: Fixed, order: str | None = None
) -> PageRequest:
    """Return what the query string asks for, in `order` if it names none; raise Problems."""
    texts = _read_texts(request, collection, fixed, ("sort", "limit", "cursor"))
    selection = _read_selection(collection, texts, fixed, order)
    cursor = _read_once(texts, "cursor")
    return PageRequest(
        selection,
        _read_limit(_read_once(texts, "limit")),
        None if cursor is None else decode_cursor(selection, cursor),
    )


def read_selection(request: Request, collection: Collection) -> Selection:
    """Return the whole of a list as the query string asks for it; raise Problems."""
    return _read_selection(collection, _read_texts(request, collection, {}, ("sort",)), {}, None)


def refuse_parameters(request: Request) -> None:
    """Raise a Problem if there is any parameter: the address takes none."""
    for name in request.query_params:
        raise _unknown(name, [])


def _read_texts(
    request: Request, collection: Collection, fixed: Fixed, further: Sequence[str]
) -> dict[str, list[str]]:
    allowed = [*(name for name in collection.filters if name not in fixed), *further]
    texts: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        if name not in allowed:
            raise _unknown(name, allowed)
        if any(c == "\ufffd" or unicodedata.category(c) == "Cc" for c in text):
            raise _invalid(name, "has a control character, or is not UTF-8")
        texts.setdefault(name, []).append(text)
        if len(texts[name]) > MAX_VALUES:
            raise _invalid(name, f"has more than {MAX_VALUES} values")
    return texts


def _read_selection(
    collection: Collection, texts: Mapping[str, Sequence[str]], fixed: Fixed, order: str | None
) -> Selection:
    values: dict[str, Sequence[Any]] = dict(fixed)
    for name, found in texts.items():
        if name in collection.filters:
            values[name] = _read_values(name, collection.filters[name], found)
    asked = _read_once(texts, "sort")
    order = (order or collection.order) if asked is None else asked
    if order not in collection.sorts:
        raise _invalid(
            "sort",
            "is no order of this list",
            allowed=collection.sorts,
            did_you_mean=closest(order, collection.sorts),
        )
    return Selection(collection, values, order)


def _read_values(name: str, found: Filter, texts: Sequence[str]) -> list[Any]:
    if found.takes.repeat is Repeat.NEVER:
        _refuse_twice(name, texts)
    try:
        parsed = [found.takes.parse(text) for text in texts]
    except BadValue as error:
        raise _invalid(
            name, str(error), allowed=error.allowed, did_you_mean=error.did_you_mean
        ) from None
    if found.takes.repeat is Repeat.LIST:
        return sorted({one for values in parsed for one in values})
    return sorted(set(parsed))


def _read_once(texts: Mapping[str, Sequence[str]], name: str) -> str | None:
    found = texts.get(name, ())
    _refuse_twice(name, found)
    return found[0] if found else None


def _refuse_twice(name: str, texts: Sequence[str]) -> None:
    if len(texts) > 1:
        raise Problem(DUPLICATE_PARAMETER, parameter=name)


def _read_limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not re.fullmatch("[1-9][0-9]{0,2}", text) or int(text) > MAX_LIMIT:
        raise _invalid("limit", f"is a whole number from 1 to {MAX_LIMIT}, in digits alone")
    return int(text)


def _unknown(name: str, allowed: Sequence[str]) -> Problem:
    name = name[:MAX_NAME]
    meant = closest(name, allowed)
    return Problem(UNKNOWN_PARAMETER, parameter=name, did_you_mean=meant, allowed=allowed)


def _invalid(name: str, detail: str, **members: Any) -> Problem:
    return Problem(INVALID_PARAMETER, f"{name} {detail}", parameter=name, **members)
