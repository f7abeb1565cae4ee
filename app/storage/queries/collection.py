"""What a collection declares: the columns, filters and orders that its lists are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam, or_

from app.storage.queries.values import Repeat, Value

Item = dict[str, Any]


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list."""

    takes: Value
    where: Callable[[Any], ColumnElement[bool]]
    """The condition on the collection's table, of a bound value (or list of values)."""
    about: str
    """What a user reads of it."""
    example: str
    within: Callable[[ColumnElement[bool]], ColumnElement[bool]] | None = None
    """Wraps the conditions of all filters that share it, so that one row must meet them all."""

    def condition(self, name: str, count: int) -> ColumnElement[bool]:
        """Return the condition for `count` values, bound by names that begin with `name`."""
        if self.takes.repeat is Repeat.LIST:
            return self.where(bindparam(name, expanding=True))
        return or_(*(self.where(bindparam(f"{name}_{i}")) for i in range(count)))

    def bind(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        """Return `values` under the names that `condition` gave them."""
        if self.takes.repeat is Repeat.LIST:
            return {name: list(values)}
        return {f"{name}_{i}": value for i, value in enumerate(values)}


@dataclass(frozen=True, eq=False)
class Collection:
    """Items of one kind: how they are read, narrowed, put in order and shown."""

    name: str
    table: Table
    rows: Select[Any]
    """The columns that `shape` reads, from `table` and others joined to it."""
    key: ColumnElement[str]
    """What tells its rows apart in the database, made by `key_of`."""
    place: tuple[ColumnElement[Any], ...]
    """The collection's own order; no two rows share a place."""
    orders: Mapping[str, ColumnElement[Any] | None]
    """What rows may be sorted by: a leading column, or None for their places alone."""
    order: str
    """The order of a list that asks for none; `-` before the name means descending."""
    shape: Callable[[Connection, Sequence[Row[Any]]], list[Item]]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    scope: ColumnElement[bool] | None = None
    """What makes a row of `table` one of this collection, if not all are."""
    unstored: Callable[[str], Item | None] | None = None
    """Return an item that exists though no row says so, by its key."""

    def key_of(self, name: str) -> str:
        """Return the key of the item with this last part of an id."""
        return name if self.scope is None else f"{self.name}/{name}"

    @property
    def sorts(self) -> list[str]:
        """The orders that a user may ask for, both ways where a column leads."""
        return [sign + name for name, lead in self.orders.items() for sign in _signs(lead)]


def _signs(lead: ColumnElement[Any] | None) -> tuple[str, ...]:
    return ("",) if lead is None else ("", "-")


@dataclass(frozen=True)
class Selection:
    """What a user wants of a collection: the values of filters, and an order."""

    collection: Collection
    values: Mapping[str, Sequence[Any]]
    order: str

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many values each filter has; with the order, all that a statement depends on."""
        filters = self.collection.filters
        return tuple(
            (name, 1 if filters[name].takes.repeat is Repeat.LIST else len(values))
            for name, values in sorted(self.values.items())
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """The values as the statement's parameters."""
        found: dict[str, Any] = {}
        for name, values in self.values.items():
            found |= self.collection.filters[name].bind(name, values)
        return found

    @property
    def lead(self) -> ColumnElement[Any] | None:
        """The column that leads the order, if one does."""
        return self.collection.orders[self.order.removeprefix("-")]

    @property
    def descending(self) -> bool:
        """Whether the leading column's greatest values come first; places always ascend."""
        return self.order.startswith("-")

    @property
    def position_columns(self) -> tuple[ColumnElement[Any], ...]:
        """What tells where a row stands: the leading column if there is one, then its place."""
        place = self.collection.place
        return place if self.lead is None else (self.lead, *place)
