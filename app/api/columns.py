"""Items as rows of a table: which columns they have, and what stands in each."""

import datetime as dt
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from app.api.resources import Resource
from app.api.schemas import Claim

Path = tuple[str, ...]

_KINDS = (bool, int, float, dt.date)
"""What a column may hold besides words."""


@dataclass(frozen=True)
class Column:
    """A column of a table, made from one field of an item."""

    path: Path
    kind: type
    """One of `bool`, `int`, `float`, `date`, else `str`."""
    is_many: bool = False
    """Whether a cell has a list of such values."""

    @property
    def name(self) -> str:
        """The keys that lead to the value, joined: `article_title` is the `title` in `article`."""
        return "_".join(self.path)

    def read(self, item: Mapping[str, Any]) -> Any:
        """Return the cell of `item`: one value or None, or a list of those."""
        return _read(item, self.path)


def _read(value: Any, path: Path) -> Any:
    for depth, key in enumerate(path):
        if isinstance(value, list):
            return [_read(one, path[depth:]) for one in value]
        if value is None:
            return None
        value = value.get(key)  # not every item has what only some may
    if isinstance(value, list):
        return [_read(one, ()) for one in value]
    return summary(value) if isinstance(value, dict) else value


def value_of(claim: Mapping[str, Any]) -> str | None:
    """Return the value of a claim, or its range: `5000–7000`; None if it has neither."""
    if claim["value"] is not None:
        return str(claim["value"])
    if claim["low"] is None and claim["high"] is None:
        return None
    return "–".join("" if one is None else str(one) for one in (claim["low"], claim["high"]))


def summary(claim: Mapping[str, Any]) -> str:
    """Return what a claim says in a cell: its value, or else the id of its object."""
    value, found = value_of(claim), claim["object"]
    if value is None and found:
        return str(found["entity"] or found["name"])
    return value or ""


@lru_cache
def columns_of(resource: Resource, fields: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a collection's `fields`, in their order."""
    schema = resource.schema.model_fields
    return tuple(column for name in fields for column in _columns((name,), schema[name].annotation))


def _columns(path: Path, annotation: Any, *, is_many: bool = False) -> Iterator[Column]:
    """Yield the columns for what `annotation` describes and `path` leads to."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _columns(path, inner[0], is_many=is_many)
    elif origin in (Union, types.UnionType):
        kinds = [one for one in inner if one is not type(None)]
        # Of several kinds, all can be written as words.
        yield from _columns(path, kinds[0] if len(kinds) == 1 else str, is_many=is_many)
    elif origin is list:
        yield from _columns(path, inner[0], is_many=True)
    elif annotation is Claim:
        yield Column(path, str, is_many)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, one in annotation.model_fields.items():
            yield from _columns((*path, name), one.annotation, is_many=is_many)
    else:
        yield Column(path, annotation if annotation in _KINDS else str, is_many)
