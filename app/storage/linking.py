"""Keep the links from articles' entities to entities of the base as resolution says.

Articles' entities of which the same is said are linked alike, so that only how they differ is read
and decided on, however many articles there are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    RowMapping,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from app.records import Appearance, EntityType, Link
from app.storage.rows import Row
from app.storage.tables import article_entity, entity, link_candidate

Resolve = Callable[[Iterable[Appearance]], Mapping[Appearance, Link]]

# SQLite takes some 32,000 parameters in one statement; more than some hundred gain nothing.
CHUNK = 500

NOTHING_COUNTED: Row = {
    "article_count": 0,
    "mention_count": 0,
    "quote_count": 0,
    "first_published": None,
    "last_published": None,
}
_PEOPLE = article_entity.c.type == str(EntityType.PERSON)
_ALIKE = ("local_id", "key", "type", "name", "surname_key", "ties", "entity_id", "reason")
_KINDS = select(*(article_entity.c[name] for name in _ALIKE)).distinct()


@dataclass
class Touched:
    """What a batch has changed, and so what resolution must look at again."""

    first_new: int | None = None
    """The lowest number of the articles' entities that came; no earlier one is as high."""
    keys: set[str] = field(default_factory=set)
    """Of people that came or went: their keys."""
    surname_keys: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    """Ids of entities that lost an appearance."""


@dataclass(frozen=True)
class _Kind:
    """Articles' entities that are alike, and how they are linked so far."""

    appearance: Appearance
    key: str
    entity: str | None
    reason: str
    """Empty where they are new."""


def select_among(
    connection: Connection,
    statement: Select[Any],
    column: ColumnElement[Any],
    values: Collection[object],
) -> Iterator[RowMapping]:
    """Yield the rows of `statement` with `column` among `values`, however many values there are."""
    ordered = sorted(values, key=str)
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        yield from connection.execute(statement.where(column.in_(some))).mappings()


def relink(connection: Connection, touched: Touched, resolve: Resolve) -> set[str]:
    """Link new appearances, and anew those of people whom `touched` names.

    Returns the ids of the entities that won or lost an appearance, those in `touched` included.
    """
    kinds = _load_new_things(connection, touched) | _load_people(connection, touched)
    links = resolve({kind.appearance for kind in kinds})
    changed = [
        (kind, link)
        for kind in kinds
        for link in [links[kind.appearance]]
        if (kind.entity, kind.reason) != (link.entity, link.reason)
    ]
    _add_entities(connection, links)
    _save_links(connection, changed, touched.first_new or 0)
    _save_candidates(connection, touched.keys, kinds, links)
    moved = {one for kind, link in changed for one in (kind.entity, link.entity)}
    return touched.entities | {one for one in moved if one is not None}


def _load_new_things(connection: Connection, touched: Touched) -> set[_Kind]:
    """Return the kinds of those not yet looked at, people aside."""
    if touched.first_new is None:
        return set()
    new = (article_entity.c.id >= touched.first_new) & ~_PEOPLE
    return {_kind(row) for row in connection.execute(_KINDS.where(new)).mappings()}


def _load_people(connection: Connection, touched: Touched) -> set[_Kind]:
    """Return the kinds of all who share a name or a surname with the touched, by way of others too.

    By way of others: one name may be written with two surnames, "Ana Paz-Ruiz" and "Ana Paz Ruiz".
    """
    kinds: set[_Kind] = set()
    seen_keys: set[str] = set()
    seen_surnames: set[str] = set()
    keys, surnames = touched.keys, touched.surname_keys
    people = _KINDS.where(_PEOPLE)
    while keys or surnames:
        seen_keys |= keys
        seen_surnames |= surnames
        found = [
            *select_among(connection, people, article_entity.c.key, keys),
            *select_among(connection, people, article_entity.c.surname_key, surnames),
        ]
        kinds.update(map(_kind, found))
        keys = {row["key"] for row in found} - seen_keys
        surnames = {row["surname_key"] for row in found} - seen_surnames
    return kinds


def _kind(row: RowMapping) -> _Kind:
    appearance = Appearance(
        local_id=row["local_id"],
        type=EntityType(row["type"]),
        name=row["name"],
        surname_key=row["surname_key"],
        ties=frozenset(row["ties"].split()),
    )
    return _Kind(appearance, row["key"], row["entity_id"], row["reason"])


def _save_links(
    connection: Connection, changed: Collection[tuple[_Kind, Link]], first_new: int
) -> None:
    column = article_entity.c
    statement = (
        update(article_entity)
        .where(
            column.type == bindparam("its_type"),
            column.key == bindparam("its_key"),
            column.id >= bindparam("first"),
            column.name == bindparam("its_name"),
            column.ties == bindparam("its_ties"),
            column.reason == bindparam("reason_before"),
            column.entity_id.is_not_distinct_from(bindparam("entity_before")),
        )
        .values(entity_id=bindparam("entity_after"), reason=bindparam("reason_after"))
    )
    rows = [
        {
            "its_type": str(kind.appearance.type),
            "its_key": kind.key,
            # New ones are the last; a country's earlier ones may be a million.
            "first": 0 if kind.reason else first_new,
            "its_name": kind.appearance.name,
            "its_ties": " ".join(sorted(kind.appearance.ties)),
            "reason_before": kind.reason,
            "entity_before": kind.entity,
            "reason_after": str(link.reason),
            "entity_after": link.entity,
        }
        for kind, link in changed
    ]
    _execute(connection, statement, rows)


def _save_candidates(
    connection: Connection,
    left: Collection[str],
    kinds: Collection[_Kind],
    links: Mapping[Appearance, Link],
) -> None:
    """Keep, for every name among `kinds` that is not linked, whom it might mean.

    `left` are keys that there may be none of any more.
    """
    column = link_candidate.c
    keys = {kind.key for kind in kinds if kind.appearance.type is EntityType.PERSON} | {*left}
    before = {
        tuple(row.values())
        for row in select_among(connection, select(link_candidate), column.key, keys)
    }
    after = {
        (str(link.reason), kind.key, one)
        for kind in kinds
        for link in [links[kind.appearance]]
        for one in link.candidates
    }
    gone = delete(link_candidate).where(
        column.reason == bindparam("its_reason"),
        column.key == bindparam("its_key"),
        column.entity_id == bindparam("its_entity"),
    )
    names = ("its_reason", "its_key", "its_entity")
    _execute(connection, gone, [dict(zip(names, row, strict=True)) for row in before - after])
    names = ("reason", "key", "entity_id")
    new = [dict(zip(names, row, strict=True)) for row in after - before]
    _execute(connection, insert(link_candidate), new)


def _add_entities(connection: Connection, links: Mapping[Appearance, Link]) -> None:
    """Insert the entities that `links` need and that are not there yet, their contents to come."""
    needed = {
        one: appearance.type
        for appearance, link in links.items()
        for one in (link.entity, *link.candidates)
        if one is not None
    }
    ids = select(entity.c.id)
    known = {row["id"] for row in select_among(connection, ids, entity.c.id, needed)}
    rows = [
        {"id": one, "type": str(kind), "name": "", **NOTHING_COUNTED}
        for one, kind in needed.items()
        if one not in known
    ]
    _execute(connection, insert(entity), rows)


def _execute(connection: Connection, statement: Executable, rows: list[Row]) -> None:
    if rows:
        connection.execute(statement, rows)
