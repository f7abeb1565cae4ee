"""Read lists: one item, a page of a selection, or all of it chunk by chunk."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from app.storage.queries.collection import (
    EVERYTHING,
    Collection,
    Item,
    Rows,
    Selection,
    Shown,
)
from app.storage.queries.statements import (
    Part,
    count_statement,
    facet_statement,
    filled_statement,
    item_statement,
    items_statement,
    key_statement,
    page_statement,
)
from app.storage.queries.text_policy import conceal
from app.storage.tables import entity

Position = tuple[Any, ...]
"""Where a row stands in an order: the values of its position columns."""


MAX_KEYS = 10_000  # of one statement; SQLite takes 32,766 parameters
MAX_FACET_VALUES = 20


@dataclass(frozen=True)
class Page:
    """Some items of a selection, with where to go on in both directions, None at an end."""

    items: list[Item]
    before: Position | None
    after: Position | None


def make_items(
    connection: Connection, collection: Collection, rows: Rows, shown: Shown = EVERYTHING
) -> list[Item]:
    """Return the items that `rows` of `collection` stand for, with what is to be shown of them."""
    items = [collection.shape(row) for row in rows]
    for load in collection.loads:
        if shown.fields is None or not set(load.fields).isdisjoint(shown.fields):
            for item, more in zip(items, load.read(connection, rows), strict=True):
                item |= more
    items = [_cut(item, shown) for item in items]
    if shown.embeds:
        embedded = {name: one.read(connection, rows) for name, one in shown.embeds.items()}
        for i, item in enumerate(items):
            included = {name: values[i] for name, values in embedded.items()}
            item["included"] = conceal(included, shown.policy)
    return items


def _cut(item: Item, shown: Shown) -> Item:
    item = conceal(item, shown.policy)
    if shown.fields is None:
        return item
    return {name: item[name] for name in shown.fields}


def get_item(
    connection: Connection, collection: Collection, name: str, shown: Shown = EVERYTHING
) -> Item | None:
    """Return the item whose id is the collection's name and `name`; None if there is none."""
    key = collection.key_of(name)
    rows = connection.execute(item_statement(collection), {"key": key}).all()
    if rows:
        return make_items(connection, collection, rows, shown)[0]
    unstored = collection.unstored(key) if collection.unstored else None
    if unstored is None:
        return None
    nothing: Item = {"included": {name: [] for name in shown.embeds}} if shown.embeds else {}
    return _cut(unstored, shown) | nothing


def get_items(
    connection: Connection, collection: Collection, keys: Sequence[str]
) -> dict[str, Item]:
    """Return the items with these keys by key, in the collection's own order."""
    statement = items_statement(collection)
    found: dict[str, Item] = {}
    for first in range(0, len(keys), MAX_KEYS):
        rows = connection.execute(statement, {"keys": keys[first : first + MAX_KEYS]}).all()
        items = make_items(connection, collection, rows)
        found |= {row[-1]: item for row, item in zip(rows, items, strict=True)}
    return found


def has_item(connection: Connection, collection: Collection, name: str) -> bool:
    """Tell whether there is an item with this id."""
    key = collection.key_of(name)
    if connection.execute(key_statement(collection), {"key": key}).first():
        return True
    return collection.unstored is not None and collection.unstored(key) is not None


def read_page(
    connection: Connection,
    selection: Selection,
    limit: int,
    position: Position | None = None,
    *,
    backward: bool = False,
) -> Page:
    """Return up to `limit` items after `position` (before it, if `backward`), in order."""
    rows = _fetch(connection, selection, limit + 1, position, backward=backward)
    has_more = len(rows) > limit
    rows = rows[:limit]
    if backward:
        rows.reverse()
    # The row that a position was taken from lies on the other side.
    has_before, has_after = (has_more, True) if backward else (position is not None, has_more)
    return Page(
        items=make_items(connection, selection.collection, rows, selection.shown),
        before=_position(selection, rows[0]) if rows and has_before else None,
        after=_position(selection, rows[-1]) if rows and has_after else None,
    )


def read_chunk(
    connection: Connection, selection: Selection, size: int, position: Position | None
) -> tuple[list[Item], Position | None]:
    """Return the next `size` items and where to go on, None when these are the last."""
    rows = _fetch(connection, selection, size, position)
    after = _position(selection, rows[-1]) if len(rows) == size else None
    return make_items(connection, selection.collection, rows, selection.shown), after


def count_rows(connection: Connection, selection: Selection) -> int:
    """Return how many rows `selection` has."""
    found = connection.execute(count_statement(selection), selection.parameters)
    return int(found.scalar_one())


def read_facet(connection: Connection, selection: Selection, name: str, total: int) -> Item:
    """Return the most frequent values of a facet of `selection`, with how many items have each.

    `total` is how many items there are.
    """
    parameters = selection.parameters | {"limit": MAX_FACET_VALUES + 1}
    rows = connection.execute(facet_statement(selection, name), parameters).all()
    has_more = len(rows) > MAX_FACET_VALUES
    values: list[Item] = [
        {"value": str(row.value), "count": row.count} for row in rows[:MAX_FACET_VALUES]
    ]
    if selection.collection.filters[name].takes.is_entity:
        ids = [one["value"] for one in values]
        names = {row.id: row.name for row in connection.execute(_NAMES, {"ids": ids})}
        values = [{**one, "name": names.get(one["value"])} for one in values]
    filled = connection.execute(filled_statement(selection, name), selection.parameters)
    return {"values": values, "more": has_more, "without": total - filled.scalar_one()}


_NAMES = select(entity.c.id, entity.c.name).where(entity.c.id.in_(bindparam("ids", expanding=True)))


def read_position(selection: Selection, values: Sequence[Any]) -> Position:
    """Return the position with these values, as JSON has them; raise ValueError if it is none."""
    columns = selection.position_columns
    if len(values) != len(columns):
        raise ValueError("a position of another order")
    return tuple(_read_value(c, v) for c, v in zip(columns, values, strict=True))


def _read_value(column: ColumnElement[Any], value: Any) -> Any:
    if value is None and getattr(column, "nullable", False):
        return None
    kind = column.type.python_type
    if kind is dt.date and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if type(value) is not kind or (kind is int and abs(value) >= 2**63):
        raise ValueError("a value of another type")
    return value


def _position(selection: Selection, row: Row[Any]) -> Position:
    return tuple(row[-len(selection.position_columns) :])


def _fetch(
    connection: Connection,
    selection: Selection,
    limit: int,
    position: Position | None,
    *,
    backward: bool = False,
) -> list[Row[Any]]:
    """Return up to `limit` rows, the nearest to `position` first."""
    rows: list[Row[Any]] = []
    for part, start in _parts(selection, position, backward=backward):
        statement = page_statement(selection, part, backward=backward, starts=start is not None)
        values = {f"position_{i}": value for i, value in enumerate(start or ())}
        # An empty part is told by its statement alone.
        parameters = selection.parameters | values | {"limit": limit - len(rows)}
        rows += connection.execute(statement, parameters).all()
        if len(rows) == limit:
            break
    return rows


def _parts(
    selection: Selection, position: Position | None, *, backward: bool
) -> Iterator[tuple[Part, Position | None]]:
    """Yield the parts of the order that remain from `position` on, with where each starts."""
    if not getattr(selection.lead, "nullable", False):
        yield "all", position
        return
    parts: list[Part] = ["empty", "filled"]
    if selection.descending != backward:
        parts.reverse()
    if position is not None:
        first: Part = "empty" if position[0] is None else "filled"
        yield first, position
        parts = parts[parts.index(first) + 1 :]
    for part in parts:
        yield part, None
