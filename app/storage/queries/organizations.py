"""Organizations: alliances, ministries, armed forces, agencies, companies."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, literal, or_, select

from app.records import EntityType, Predicate
from app.storage.queries import claims, entities
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.ids import entity_id
from app.storage.queries.values import TEXT
from app.storage.tables import entity, organization


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    ids = [row.id for row in rows]
    aliases = entities.aliases_of(connection, ids)
    said = claims.claims_of(connection, ids, (Predicate.COUNTRY,))
    return [
        {
            "id": row.id,
            "name": row.name,
            "aliases": aliases.get(row.id, []),
            "acronym": row.acronym,
            "kind": row.kind,
            "country": f"countries/{row.country_code}" if row.country_code else None,
            "countries": said[row.id][Predicate.COUNTRY],
            **entities.summary(row),
        }
        for row in rows
    ]


def _of_kind(kind: Any) -> Any:
    # Lowered on both sides by the database, whose rules for capitals are not Python's.
    found = select(organization.c.id).where(func.lower(organization.c.kind) == func.lower(kind))
    return entity.c.id.in_(found)


def _of_country(countries: Any) -> Any:
    code = literal("countries/").concat(organization.c.country_code)
    return or_(
        entity.c.id.in_(select(organization.c.id).where(code.in_(countries))),
        entity.c.id.in_(claims.subjects_about([Predicate.COUNTRY], countries)),
    )


ORGANIZATIONS = Collection(
    name="organizations",
    table=entity,
    rows=select(entity, organization.c.acronym, organization.c.kind, organization.c.country_code)
    .join(organization, organization.c.id == entity.c.id)
    .where(entities.of_type(EntityType.ORGANIZATION)),
    scope=entities.of_type(EntityType.ORGANIZATION),
    key=entity.c.id,
    place=(entity.c.id,),
    orders=entities.ORDERS,
    order="name",
    shape=_shape,
    filters={
        **entities.FILTERS,
        "kind": Filter(TEXT, _of_kind, "of this kind, in any case", "alliance"),
        "country": Filter(
            entity_id(EntityType.COUNTRY), _of_country, "that belong to this country", "DE"
        ),
    },
)
