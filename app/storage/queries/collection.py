"""What a collection declares: the columns, filters, facets and orders that its lists are made from.

A filter is one entry of `narrowed_by`, and has its opposite, `…__not`, for nothing; a facet is one
of `facets`, an embedded item one of `embeds`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Table,
    bindparam,
    or_,
    true,
)

from app.storage.queries.text_policy import TextPolicy
from app.storage.queries.values import Repeat, Value

Item = dict[str, Any]
Rows = Sequence[Row[Any]]


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list."""

    takes: Value
    where: Callable[..., ColumnElement[bool]]
    """The condition on the collection's table, of a bound value: its parts, or a list of values."""
    about: str
    """What a user reads of it."""
    example: str
    within: Callable[[ColumnElement[bool]], ColumnElement[bool]] | None = None
    """Wraps the conditions of all filters that share it, so that one row must meet them all."""
    is_opposite: bool = False
    """Whether it leaves out what meets the condition."""

    @property
    def opposite(self) -> "Filter":
        """The filter that leaves out what this one finds."""

        def where(*value: Any) -> ColumnElement[bool]:
            found = self.where(*value)
            return self.within(found) if self.within else found

        about = f"not {self.about}"
        return replace(self, where=where, about=about, within=None, is_opposite=True)

    def condition(self, name: str, count: int) -> ColumnElement[bool]:
        """Return the condition for `count` values, bound by names that begin with `name`."""
        if self.takes.repeat is Repeat.LIST:
            found = self.where(bindparam(name, expanding=True))
        else:
            found = or_(
                *(
                    self.where(*(bindparam(one) for one in self._names(name, i)))
                    for i in range(count)
                )
            )
        # Where the condition is unknown, as of a missing publisher, it is not met.
        return found.is_not(true()) if self.is_opposite else found

    def bind(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        """Return `values` under the names that `condition` gave them."""
        if self.takes.repeat is Repeat.LIST:
            return {name: list(values)}
        return {
            one: part
            for i, value in enumerate(values)
            for one, part in zip(
                self._names(name, i), value if self.takes.parts > 1 else [value], strict=True
            )
        }

    def _names(self, name: str, i: int) -> list[str]:
        return [f"{name}_{i}_{part}" for part in range(self.takes.parts)]


@dataclass(frozen=True)
class Facet:
    """One way to count a list, by values that the filter of the same name takes."""

    value: ColumnElement[Any]
    source: FromClause | None = None
    """The collection's table joined with others, if the value is in those."""
    is_many: bool = False
    """Whether an item may have several values, and so several rows of the source."""
    where: ColumnElement[bool] = field(default_factory=true)
    group: ColumnElement[Any] | None = None
    """What tells values apart, if they are not told apart as they are."""


@dataclass(frozen=True)
class Load:
    """Fields whose making costs a query, so that it is made only where one is asked for."""

    fields: tuple[str, ...]
    read: Callable[[Connection, Rows], Sequence[Item]]
    """Return these fields of each row."""


@dataclass(frozen=True)
class Embed:
    """What a user may have put into each item: items of other collections."""

    about: str
    read: Callable[[Connection, Rows], Sequence[Any]]
    """Return what goes into the item of each row."""


@dataclass(frozen=True, eq=False)
class Collection:
    """Items of one kind: how they are read, narrowed, put in order and shown."""

    name: str
    table: Table
    rows: Select[Any]
    """The columns that `shape` and `loads` read, from `table` and others joined to it."""
    key: ColumnElement[str]
    """What tells its rows apart in the database, made by `key_of`."""
    place: tuple[ColumnElement[Any], ...]
    """The collection's own order; no two rows share a place."""
    orders: Mapping[str, ColumnElement[Any] | None]
    """What rows may be sorted by: a leading column, or None for their places alone."""
    order: str
    """The order of a list that asks for none; `-` before the name means descending."""
    shape: Callable[[Row[Any]], Item]
    """Return the fields that a row tells by itself."""
    loads: Sequence[Load] = ()
    narrowed_by: Mapping[str, Filter] = field(default_factory=dict)
    facets: Mapping[str, Facet] = field(default_factory=dict)
    scope: ColumnElement[bool] | None = None
    """What makes a row of `table` one of this collection, if not all are."""
    unstored: Callable[[str], Item | None] | None = None
    """Return an item that exists though no row says so, by its key."""

    @cached_property
    def filters(self) -> dict[str, Filter]:
        """All filters by name: those declared, and the opposite of each that may be repeated."""
        found: dict[str, Filter] = {}
        for name, one in self.narrowed_by.items():
            found[name] = one
            if one.takes.repeat is not Repeat.NEVER:
                found[f"{name}__not"] = one.opposite
        return found

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
class Shown:
    """How much of each item a user wants, and is to see."""

    fields: tuple[str, ...] | None = None
    """Their names, in order; None for all."""
    embeds: Mapping[str, Embed] = field(default_factory=dict)
    policy: TextPolicy = TextPolicy.FULL


EVERYTHING = Shown()


@dataclass(frozen=True)
class Selection:
    """What a user wants of a collection: the values of filters, an order, and how much of each."""

    collection: Collection
    values: Mapping[str, Sequence[Any]]
    order: str
    shown: Shown = EVERYTHING

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
