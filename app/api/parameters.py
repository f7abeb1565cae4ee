"""Query strings, strictly: what is unknown, doubled or malformed is refused, never passed over."""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.api.caching import text_policy
from app.api.cursors import Cursor, decode_cursor
from app.api.problem_types import DUPLICATE_PARAMETER, INVALID_PARAMETER, UNKNOWN_PARAMETER
from app.api.problems import Problem
from app.api.resources import Resource
from app.storage.queries.collection import Selection, Shown
from app.storage.queries.text_policy import TextPolicy
from app.storage.queries.values import BadValue, Repeat, Value, choice, closest, some_of

DEFAULT_LIMIT = 25
MAX_LIMIT = 200
# Each may become a term of one condition, and SQLite takes no deeper ones than 1,000.
MAX_VALUES = 50
MAX_NAME = 100  # of a wrong name, this much is repeated in the answer

COUNT = choice("exact", "none")


def limit_to(most: int) -> Value:
    """Return a value that is a number of items, `most` at most."""

    def parse(text: str) -> int:
        if not re.fullmatch("[1-9][0-9]{0,2}", text) or int(text) > most:
            raise BadValue(f"is a whole number from 1 to {most}, in digits alone")
        return int(text)

    return Value(parse, {"type": "integer", "minimum": 1, "maximum": most})


LIMIT = limit_to(MAX_LIMIT)
_LINES = str.maketrans("\t\n\r", "   ")

Given = Sequence[tuple[str, str]]
"""Parameters and their values, one after the other as they are written."""
Fixed = Mapping[str, Sequence[str]]
"""Filters that the address itself sets, with their values."""
Texts = Mapping[str, Sequence[str]]
"""What is given for each parameter, as it is written."""


@dataclass(frozen=True)
class PageRequest:
    """A page of a list as a user asked for it."""

    selection: Selection
    limit: int
    cursor: Cursor | None
    facets: Sequence[str]
    is_counted: bool


def read_page_request(
    request: Request, resource: Resource, fixed: Fixed, order: str | None = None
) -> PageRequest:
    """Return what the query string asks for, in `order` if it names none; raise Problems."""
    collection = resource.collection
    own = ("sort", "limit", "cursor", *_offered(resource), "count")
    texts = _read_texts(_given(request), [*_filters(resource, fixed), *own])
    shown = _read_shown(resource, texts, text_policy(request))
    selection = _read_selection(resource, texts, fixed, order, shown)
    cursor = _read_once(texts, "cursor")
    return PageRequest(
        selection,
        _read_limit(_read_once(texts, "limit")),
        None if cursor is None else decode_cursor(selection, cursor),
        _read_names("facet", texts, collection.facets),
        _read_count(_read_once(texts, "count")),
    )


def read_selection(given: Given, resource: Resource, policy: TextPolicy) -> Selection:
    """Return the whole of a list as the parameters `given` ask for it; raise Problems."""
    texts = _read_texts(given, [*_filters(resource, {}), "sort", "fields"])
    return _read_selection(resource, texts, {}, None, _read_shown(resource, texts, policy))


def read_shown(request: Request, resource: Resource) -> Shown:
    """Return how much of an item the query string asks for; raise Problems."""
    allowed = [one for one in _offered(resource) if one != "facet"]
    return _read_shown(resource, _read_texts(_given(request), allowed), text_policy(request))


@dataclass(frozen=True)
class Parameter:
    """What an address takes that is no list of a collection."""

    takes: Value
    about: str
    """What a user reads of it."""
    example: str | None = None
    is_required: bool = False
    default: Any = None
    """What stands for it where it is not given."""
    has_lines: bool = False
    """Whether there may be line breaks and tabs in it, as in what is pasted."""


def read_parameters(request: Request, taken: Mapping[str, Parameter]) -> dict[str, Any]:
    """Return the values of all parameters that the address takes; raise Problems.

    Those that may be repeated have lists of values.
    """
    lines = {name for name, one in taken.items() if one.has_lines}
    texts = _read_texts(_given(request), list(taken), lines)
    values: dict[str, Any] = {}
    for name, one in taken.items():
        if one.is_required and name not in texts:
            raise _invalid(name, "is missing")
        found = _read_values(name, one.takes, texts.get(name, ()))
        if one.takes.repeat is Repeat.NEVER and found:
            (values[name],) = found
        else:
            values[name] = found or one.default
    return values


def refuse_parameters(request: Request) -> None:
    """Raise a Problem if there is any parameter: the address takes none."""
    _read_texts(_given(request), [])


def _filters(resource: Resource, fixed: Fixed) -> list[str]:
    return [name for name in resource.collection.filters if name not in fixed]


def _offered(resource: Resource) -> list[str]:
    offers = {"fields": True, "include": resource.embeds, "facet": resource.collection.facets}
    return [name for name, is_offered in offers.items() if is_offered]


def _given(request: Request) -> Given:
    return request.query_params.multi_items()


def _read_texts(given: Given, allowed: Sequence[str], lines: Container[str] = ()) -> Texts:
    texts: dict[str, list[str]] = {}
    for name, text in given:
        if name not in allowed:
            raise _unknown(name, allowed)
        plain = text.translate(_LINES) if name in lines else text
        if any(c == "\ufffd" or unicodedata.category(c) == "Cc" for c in plain):
            raise _invalid(name, "has a control character, or is not UTF-8")
        texts.setdefault(name, []).append(text)
        if len(texts[name]) > MAX_VALUES:
            raise _invalid(name, f"has more than {MAX_VALUES} values")
    return texts


def _read_selection(
    resource: Resource, texts: Texts, fixed: Fixed, order: str | None, shown: Shown
) -> Selection:
    collection = resource.collection
    values: dict[str, Sequence[Any]] = dict(fixed)
    for name, found in texts.items():
        if name in collection.filters:
            values[name] = _read_values(name, collection.filters[name].takes, found)
    asked = _read_once(texts, "sort")
    order = (order or collection.order) if asked is None else asked
    if order not in collection.sorts:
        raise _invalid(
            "sort",
            "is no order of this list",
            allowed=collection.sorts,
            did_you_mean=closest(order, collection.sorts),
        )
    return Selection(collection, values, order, shown)


def _read_shown(resource: Resource, texts: Texts, policy: TextPolicy) -> Shown:
    fields = {"id", *_read_names("fields", texts, resource.fields)} if "fields" in texts else None
    return Shown(
        tuple(one for one in resource.fields if fields is None or one in fields),
        {one: resource.embeds[one] for one in _read_names("include", texts, resource.embeds)},
        policy,
    )


def _read_names(parameter: str, texts: Texts, allowed: Iterable[str]) -> Sequence[str]:
    """Return which of `allowed` a parameter lists, in their own order."""
    allowed = list(allowed)
    found = _read_values(parameter, some_of(*allowed), texts.get(parameter, ()))
    return [name for name in allowed if name in found]


def _read_values(name: str, takes: Value, texts: Sequence[str]) -> list[Any]:
    if takes.repeat is Repeat.NEVER:
        _refuse_twice(name, texts)
    try:
        parsed = [takes.parse(text) for text in texts]
    except BadValue as error:
        raise _invalid(
            name, str(error), allowed=error.allowed, did_you_mean=error.did_you_mean
        ) from None
    values = {one for some in parsed for one in some} if takes.repeat is Repeat.LIST else {*parsed}
    # In an order that is always the same, so that equal lists have equal cursors.
    return sorted(values, key=repr)


def _read_once(texts: Texts, name: str) -> str | None:
    found = texts.get(name, ())
    _refuse_twice(name, found)
    return found[0] if found else None


def _refuse_twice(name: str, texts: Sequence[str]) -> None:
    if len(texts) > 1:
        raise Problem(DUPLICATE_PARAMETER, parameter=name)


def _read_limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    (limit,) = _read_values("limit", LIMIT, [text])
    return int(limit)


def _read_count(text: str | None) -> bool:
    return text is None or _read_values("count", COUNT, [text]) == ["exact"]


def _unknown(name: str, allowed: Sequence[str]) -> Problem:
    name = name[:MAX_NAME]
    meant = closest(name, allowed)
    return Problem(UNKNOWN_PARAMETER, parameter=name, did_you_mean=meant, allowed=allowed)


def _invalid(name: str, detail: str, **members: Any) -> Problem:
    return Problem(INVALID_PARAMETER, f"{name} {detail}", parameter=name, **members)
