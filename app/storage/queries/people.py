"""People, with the roles and affiliations that articles give them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from app.records import EntityType, Predicate
from app.storage.queries import claims, entities
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.ids import entity_id
from app.storage.queries.values import FRAGMENT
from app.storage.tables import claim, entity


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    ids = [row.id for row in rows]
    aliases = entities.aliases_of(connection, ids)
    said = claims.claims_of(connection, ids, (Predicate.ROLE, Predicate.AFFILIATION))
    return [
        {
            "id": row.id,
            "name": row.name,
            "aliases": aliases.get(row.id, []),
            "roles": said[row.id][Predicate.ROLE],
            "affiliations": said[row.id][Predicate.AFFILIATION],
            **entities.summary(row),
        }
        for row in rows
    ]


def _in_role(words: Any) -> Any:
    condition = claim.c.words.icontains(words, escape="\\")
    return entity.c.id.in_(claims.subjects([Predicate.ROLE], condition))


PEOPLE = Collection(
    name="people",
    table=entity,
    rows=select(entity).where(entities.of_type(EntityType.PERSON)),
    scope=entities.of_type(EntityType.PERSON),
    key=entity.c.id,
    place=(entity.c.id,),
    orders=entities.ORDERS,
    order="name",
    shape=_shape,
    filters={
        **entities.FILTERS,
        "organization": Filter(
            entity_id(EntityType.ORGANIZATION),
            lambda ids: entity.c.id.in_(claims.tied_to_organization(ids)),
            "who have a role in this organization or belong to it",
            "nato",
        ),
        "country": Filter(
            entity_id(EntityType.COUNTRY),
            lambda ids: entity.c.id.in_(claims.tied_to_country(ids)),
            "who have a role in this country or in an organization of it",
            "DE",
        ),
        "role": Filter(FRAGMENT, _in_role, "with these words in a role", "spokesperson"),
    },
)
