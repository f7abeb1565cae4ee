"""People, with the roles and affiliations that articles give them."""

from typing import Any

from sqlalchemy import Row, select

from app.records import EntityType, Predicate
from app.storage.queries import claims, entities
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.ids import entity_id
from app.storage.queries.values import FRAGMENT
from app.storage.tables import claim, entity


def _shape(row: Row[Any]) -> Item:
    return {"id": row.id, "name": row.name, **entities.summary(row)}


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
    loads=[
        entities.ALIASES,
        claims.load_claims(
            {"roles": Predicate.ROLE, "affiliations": Predicate.AFFILIATION},
        ),
    ],
    narrowed_by={
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
    facets={"organization": claims.ties_facet(EntityType.ORGANIZATION)},
)
