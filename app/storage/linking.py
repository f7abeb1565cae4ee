"""Keep the links from articles' entities to entities of the base as resolution says."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from app.records import Appearance, EntityType, Link, Predicate, Tie
from app.storage.tables import article_entity, claim, entity, link_candidate

Resolve = Callable[[Iterable[Appearance]], Iterable[Link]]

# SQLite takes some 32,000 parameters in one statement; more than some hundred gain nothing.
CHUNK = 500
_PEOPLE = article_entity.c.type == str(EntityType.PERSON)


@dataclass
class Touched:
    """What a batch has changed, and so what resolution must look at again."""

    first_new: int | None = None
    """The lowest number of the articles' entities that came; no earlier one is as high."""
    local_ids: set[str] = field(default_factory=set)
    """People that came or went, by their id within the article."""
    surname_keys: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    """Ids of entities that lost or won an appearance."""


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
    rows = _load_new_things(connection, touched) | _load_people(connection, touched)
    appearances = _appearances(connection, rows)
    current = _current_candidates(connection, rows)
    changed = [
        link
        for link in resolve(appearances)
        if (link.entity, link.reason, link.candidates)
        != (rows[link.number]["entity_id"], rows[link.number]["reason"], current[link.number])
    ]
    _save_links(connection, changed, {link.number: rows[link.number]["type"] for link in changed})
    before = {rows[link.number]["entity_id"] for link in changed}
    after = {link.entity for link in changed}
    return touched.entities | {one for one in before | after if one is not None}


def _load_new_things(connection: Connection, touched: Touched) -> dict[int, RowMapping]:
    """Return the rows not yet looked at, people aside."""
    if touched.first_new is None:
        return {}
    new = (article_entity.c.id >= touched.first_new) & ~_PEOPLE
    found = connection.execute(select(article_entity).where(new)).mappings()
    return {row["id"]: row for row in found}


def _load_people(connection: Connection, touched: Touched) -> dict[int, RowMapping]:
    """Return the rows of all who share a name or a surname with the touched, by way of others too.

    By way of others: one name may be written with two surnames, "Ana Paz-Ruiz" and "Ana Paz Ruiz".
    """
    rows: dict[int, RowMapping] = {}
    seen = Touched()
    names, surnames = touched.local_ids, touched.surname_keys
    while names or surnames:
        seen.local_ids |= names
        seen.surname_keys |= surnames
        people = select(article_entity).where(_PEOPLE)
        keys = {one.partition("/")[2] for one in names}
        found = [
            *select_among(connection, people, article_entity.c.key, keys),
            *select_among(connection, people, article_entity.c.surname_key, surnames),
        ]
        rows |= {row["id"]: row for row in found}
        names = {row["local_id"] for row in found} - seen.local_ids
        surnames = {row["surname_key"] for row in found} - seen.surname_keys
    return rows


def _appearances(connection: Connection, rows: dict[int, RowMapping]) -> list[Appearance]:
    ties = _load_ties(connection, rows)
    return [
        Appearance(
            number=number,
            local_id=row["local_id"],
            type=EntityType(row["type"]),
            name=row["name"],
            surname_key=row["surname_key"],
            ties=tuple(ties[number]),
        )
        for number, row in rows.items()
    ]


def _load_ties(connection: Connection, numbers: Collection[int]) -> dict[int, list[Tie]]:
    """Return what roles and affiliations tie people to, by the number of the appearance."""
    statement = (
        select(
            claim.c.subject_id,
            claim.c.words,
            article_entity.c.local_id,
            article_entity.c.type,
            article_entity.c.key,
            article_entity.c.country,
        )
        .join(article_entity, article_entity.c.id == claim.c.object_id)
        .where(claim.c.predicate.in_([str(Predicate.ROLE), str(Predicate.AFFILIATION)]))
    )
    ties: dict[int, list[Tie]] = defaultdict(list)
    for row in select_among(connection, statement, claim.c.subject_id, numbers):
        is_country = row["type"] == str(EntityType.COUNTRY)
        country = row["key"] if is_country else row["country"]
        ties[row["subject_id"]].append(Tie(row["local_id"], country, row["words"]))
    return ties


def _current_candidates(
    connection: Connection, rows: dict[int, RowMapping]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    column = link_candidate.c.article_entity_id
    for row in select_among(
        connection,
        select(link_candidate),
        column,
        [number for number, row in rows.items() if row["entity_id"] is None],
    ):
        found[row["article_entity_id"]].append(row["entity_id"])
    return {number: tuple(sorted(found[number])) for number in rows}


def _save_links(connection: Connection, links: Sequence[Link], types: dict[int, str]) -> None:
    _add_entities(connection, links, types)
    numbers = [{"number": link.number} for link in links]
    if not numbers:
        return
    connection.execute(
        delete(link_candidate).where(link_candidate.c.article_entity_id == bindparam("number")),
        numbers,
    )
    connection.execute(
        update(article_entity)
        .where(article_entity.c.id == bindparam("number"))
        .values(entity_id=bindparam("entity"), reason=bindparam("why")),
        [{"number": one.number, "entity": one.entity, "why": str(one.reason)} for one in links],
    )
    candidates = [
        {"article_entity_id": link.number, "entity_id": one}
        for link in links
        for one in link.candidates
    ]
    if candidates:
        connection.execute(insert(link_candidate), candidates)


def _add_entities(connection: Connection, links: Sequence[Link], types: dict[int, str]) -> None:
    """Insert the entities that `links` need and that are not there yet, their contents to come."""
    needed = {one: types[link.number] for link in links for one in (link.entity, *link.candidates)}
    wanted = {one: kind for one, kind in needed.items() if one is not None}
    known = {
        row["id"] for row in select_among(connection, select(entity.c.id), entity.c.id, wanted)
    }
    rows = [
        {
            "id": one,
            "type": kind,
            "name": "",
            "article_count": 0,
            "mention_count": 0,
            "quote_count": 0,
        }
        for one, kind in wanted.items()
        if one not in known
    ]
    if rows:
        connection.execute(insert(entity), rows)
