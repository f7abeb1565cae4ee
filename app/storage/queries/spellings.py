"""Other ways to write an id: another case, a code, an alias, a surname."""

from collections.abc import Collection as Some
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, select, union

from app.names import slugify
from app.storage.countries import country_facts
from app.storage.queries.collection import Collection, Selection
from app.storage.queries.countries import COUNTRIES
from app.storage.queries.country_codes import find_code
from app.storage.queries.exercises import EXERCISES
from app.storage.queries.organizations import ORGANIZATIONS
from app.storage.queries.pages import has_item
from app.storage.queries.people import PEOPLE
from app.storage.tables import entity, entity_alias, exercise, known_name, person

MAX_FOUND = 25


class Spelt(NamedTuple):
    """An item that an id which is none may mean."""

    id: str
    name: str
    series: str | None = None
    """Of an exercise, which others may be of too."""


class AmbiguousId(Exception):
    """A filter has an id that is none, and several may be meant."""

    def __init__(self, parameter: str, candidates: Sequence[Spelt]) -> None:
        """Name the filter and what may be meant."""
        super().__init__(parameter)
        self.parameter = parameter
        self.candidates = candidates


def find_spelt(connection: Connection, collection: Collection, text: str) -> list[Spelt]:
    """Return what `text` may mean in `collection`, if it is no id itself.

    One way to read it after the other: the first that finds anything counts.
    """
    for name in _other_ids(collection, text):
        if name != text and has_item(connection, collection, name):
            return [Spelt(f"{collection.name}/{name}", name)]
    if collection.table is not entity:
        return []
    slug = slugify(text)
    names = union(
        select(entity_alias.c.entity_id).where(entity_alias.c.key == slug),
        # All editions, whichever of them articles call by the series' name alone.
        select(exercise.c.id).where(exercise.c.series_key == slug),
    )
    known = select(known_name.c.entity_id).where(known_name.c.key == slug)
    surnames = select(person.c.id).where(person.c.surname_key == slug)
    readings = (
        _entities(connection, collection, entity.c.id.in_(ids)) for ids in (names, known, surnames)
    )
    return next(filter(None, readings), [])


def _other_ids(collection: Collection, text: str) -> Iterator[str]:
    if collection.name == "countries":
        yield find_code(text) or find_code(text.replace("-", " ")) or text.upper()
    elif collection.table is entity:
        yield slugify(text)
    else:
        yield text.lower()


def _entities(
    connection: Connection, collection: Collection, condition: ColumnElement[bool]
) -> list[Spelt]:
    found = (
        select(entity.c.id, entity.c.name, exercise.c.series)
        .outerjoin(exercise, exercise.c.id == entity.c.id)
        .where(condition)
        .order_by(entity.c.id)
    )
    if collection.scope is not None:
        found = found.where(collection.scope)
    return [Spelt(*row) for row in connection.execute(found.limit(MAX_FOUND))]


_ENTITIES = {one.name: one for one in (COUNTRIES, PEOPLE, ORGANIZATIONS, EXERCISES)}
_STORED = select(entity.c.id).where(entity.c.id.in_(bindparam("ids", expanding=True)))


def respell(connection: Connection, selection: Selection) -> Selection:
    """Return `selection` with the ids that its filters mean beside those that are none.

    An id that means nothing stays, and finds nothing. Raises `AmbiguousId`.
    """
    filters = selection.collection.filters
    given = {name: ids for name, ids in selection.values.items() if filters[name].takes.is_entity}
    if not given:
        return selection
    every = {one for ids in given.values() for one in ids}
    known = {*connection.scalars(_STORED, {"ids": sorted(every)}), *filter(_is_country, every)}
    right = {name: _meant(connection, name, ids, known) for name, ids in given.items()}
    return replace(selection, values={**selection.values, **right})


def _meant(
    connection: Connection, parameter: str, ids: Sequence[str], known: Some[str]
) -> list[str]:
    """Return `ids` and those that the others than `known` mean.

    A word without a collection gave an id in each: it has a meaning if one of them is known.
    """
    clear = {_word(one) for one in ids if one in known}
    meant = set(ids)
    for word in sorted({_word(one) for one in ids} - clear):
        if f"countries/{find_code(word)}" in ids:
            continue
        owners = [one.partition("/")[0] for one in ids if _word(one) == word]
        found = [one for owner in owners for one in find_spelt(connection, _ENTITIES[owner], word)]
        if len(found) > 1:
            raise AmbiguousId(parameter, found)
        meant.update(one.id for one in found)
    return sorted(meant)


def _word(entity_id: str) -> str:
    return entity_id.partition("/")[2].lower()


def _is_country(entity_id: str) -> bool:
    collection, _, code = entity_id.partition("/")
    return collection == COUNTRIES.name and country_facts(code) is not None
