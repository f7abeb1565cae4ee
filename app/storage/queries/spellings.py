"""Other ways to write an id: another case, a code, an alias, a surname."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from app.names import slugify
from app.storage.queries.collection import Collection
from app.storage.queries.country_codes import find_code
from app.storage.queries.pages import has_item
from app.storage.tables import entity, entity_alias, person

MAX_FOUND = 25


class Spelt(NamedTuple):
    """An item that an id which is none may mean."""

    id: str
    name: str


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
    aliases = select(entity_alias.c.entity_id).where(entity_alias.c.key == slug)
    surnames = select(person.c.id).where(person.c.surname_key == slug)
    return _entities(connection, collection, entity.c.id.in_(aliases)) or _entities(
        connection, collection, entity.c.id.in_(surnames)
    )


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
    found = select(entity.c.id, entity.c.name).where(condition).order_by(entity.c.id)
    if collection.scope is not None:
        found = found.where(collection.scope)
    return [Spelt(row.id, row.name) for row in connection.execute(found.limit(MAX_FOUND))]
