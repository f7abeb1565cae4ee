"""The SQL of lists, built once for each shape of a request (which filters, how many values).

A request then only brings the values. Orders are read by keyset: a statement starts at a position,
so that the last page costs what the first does.
"""

from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, tuple_

from app.storage.queries.collection import Collection, Facet, Selection

Part = Literal["all", "filled", "empty"]
"""An order by a column that may be empty has two parts, each read by a statement of its own that an
index serves: the rows with a value, and those without, which count as smallest."""

# Shapes that users can make are many; those they do make are few.
_keep = lru_cache(maxsize=1024)


def page_statement(
    selection: Selection, part: Part, *, backward: bool, starts: bool
) -> Select[Any]:
    """Return the rows of one part of an order, after the parameters `position_0`, … if it `starts`.

    A row's last columns are its position. The parameter `limit` bounds them; `backward` reads in
    the opposite order.
    """
    return _page(selection.collection, selection.counts, selection.order, (part, backward, starts))


def count_statement(selection: Selection) -> Select[int]:
    """Return how many rows `selection` has."""
    return _count(selection.collection, selection.counts)


def facet_statement(selection: Selection, name: str) -> Select[Any]:
    """Return the values of one facet with how many items have each, the most frequent first.

    Items without a value are left out. The parameter `limit` bounds the values.
    """
    return _facet(selection.collection, selection.counts, name)


def filled_statement(selection: Selection, name: str) -> Select[int]:
    """Return how many items have any value of one facet."""
    return _filled(selection.collection, selection.counts, name)


@_keep
def items_statement(collection: Collection) -> Select[Any]:
    """Return the rows whose keys are among the parameter `keys`, in the collection's own order.

    A row's last column is its key.
    """
    chosen = collection.key.in_(bindparam("keys", expanding=True))
    return collection.rows.add_columns(collection.key).where(chosen).order_by(*collection.place)


@_keep
def item_statement(collection: Collection) -> Select[Any]:
    """Return the row whose key is the parameter `key`."""
    return collection.rows.where(collection.key == bindparam("key"))


@_keep
def key_statement(collection: Collection) -> Select[Any]:
    """Return the key alone of the row whose key is the parameter `key`."""
    scope = [] if collection.scope is None else [collection.scope]
    return select(collection.key).where(collection.key == bindparam("key"), *scope)


Counts = tuple[tuple[str, int], ...]


@_keep
def _count(collection: Collection, counts: Counts) -> Select[int]:
    return (
        select(func.count()).select_from(collection.table).where(*_conditions(collection, counts))
    )


@_keep
def _facet(collection: Collection, counts: Counts, name: str) -> Select[Any]:
    facet = collection.facets[name]
    # Of spellings that count as one, one stands for all.
    value = facet.value if facet.group is None else func.min(facet.value)
    count = _times(collection, facet)
    found = select(value.label("value"), count.label("count"))
    return (
        _with_value(found, collection, counts, facet)
        .group_by(facet.value if facet.group is None else facet.group)
        .order_by(count.desc(), value)
        .limit(bindparam("limit"))
    )


@_keep
def _filled(collection: Collection, counts: Counts, name: str) -> Select[int]:
    facet = collection.facets[name]
    return _with_value(select(_times(collection, facet)), collection, counts, facet)


def _times(collection: Collection, facet: Facet) -> ColumnElement[int]:
    """Return how many items the rows are of."""
    (number,) = collection.table.primary_key
    return func.count(number.distinct()) if facet.is_many else func.count()


def _with_value(
    found: Select[Any], collection: Collection, counts: Counts, facet: Facet
) -> Select[Any]:
    source = collection.table if facet.source is None else facet.source
    conditions = _conditions(collection, counts)
    return found.select_from(source).where(facet.value.is_not(None), facet.where, *conditions)


@_keep
def _page(
    collection: Collection, counts: Counts, order: str, reading: tuple[Part, bool, bool]
) -> Select[Any]:
    part, backward, starts = reading
    selection = Selection(collection, {}, order)
    lead, columns = selection.lead, selection.position_columns
    descending = selection.descending != backward
    ordering = [column.desc() if backward else column.asc() for column in collection.place]
    if lead is not None and part != "empty":
        ordering.insert(0, lead.desc() if descending else lead.asc())
    conditions = _conditions(collection, counts)
    if starts:
        conditions += _start(collection, lead, part, backward=backward, descending=descending)
    elif lead is not None and part != "all":
        conditions.append(lead.is_(None) if part == "empty" else lead.is_not(None))
    # The rows are chosen first, by what indexes hold, and only then read whole.
    (number,) = collection.table.primary_key
    chosen = select(number).where(*conditions).order_by(*ordering).limit(bindparam("limit"))
    whole = collection.rows.add_columns(*columns).where(number.in_(chosen))
    return whole.order_by(*ordering)


def _start(
    collection: Collection,
    lead: ColumnElement[Any] | None,
    part: Part,
    *,
    backward: bool,
    descending: bool,
) -> list[ColumnElement[bool]]:
    """Return what rows meet that come after the parameters `position_0`, …, in the order read."""
    first = 0 if lead is None else 1
    start = [
        bindparam(f"position_{i}", type_=column.type)
        for i, column in enumerate(collection.place, first)
    ]
    places = tuple_(*collection.place)
    beyond = places < tuple_(*start) if backward else places > tuple_(*start)
    if lead is None:
        return [beyond]
    if part == "empty":
        return [lead.is_(None), beyond]
    value = bindparam("position_0", type_=lead.type)
    # The first condition bounds the walk over an index, the second cuts within equal values.
    if descending:
        return [lead <= value, or_(lead < value, beyond)]
    return [lead >= value, or_(lead > value, beyond)]


def _conditions(collection: Collection, counts: Counts) -> list[ColumnElement[bool]]:
    """Return what a row must meet: any value of each filter."""
    scope = [] if collection.scope is None else [collection.scope]
    groups: dict[Any, list[ColumnElement[bool]]] = {}
    for name, count in counts:
        found = collection.filters[name]
        groups.setdefault(found.within, []).append(found.condition(name, count))
    alone = groups.pop(None, [])
    return [*scope, *alone, *(within(and_(*conditions)) for within, conditions in groups.items())]
