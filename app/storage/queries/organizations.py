"""Organizations: alliances, ministries, armed forces, agencies, companies."""

from typing import Any

from sqlalchemy import ColumnElement, Row, literal, or_, select

from app.records import EntityType, Predicate
from app.storage.queries import claims, entities
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.filters import same_text, text_facet
from app.storage.queries.ids import entity_id
from app.storage.tables import entity, organization


def _shape(row: Row[Any]) -> Item:
    return {
        "id": row.id,
        "name": row.name,
        "acronym": row.acronym,
        "kind": row.kind,
        "country": f"countries/{row.country_code}" if row.country_code else None,
        **entities.summary(row),
    }


def _known(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return entity.c.id.in_(select(organization.c.id).where(condition))


def _of_country(countries: Any) -> Any:
    code = literal("countries/").concat(organization.c.country_code)
    return or_(
        _known(code.in_(countries)),
        entity.c.id.in_(claims.subjects_about([Predicate.COUNTRY], countries)),
    )


_own = organization.alias("own")

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
    loads=[entities.ALIASES, claims.load_claims({"countries": Predicate.COUNTRY})],
    narrowed_by={
        **entities.FILTERS,
        "kind": same_text(organization.c.kind, "of this kind, in any case", "alliance", _known),
        "acronym": same_text(organization.c.acronym, "with this acronym", "ECG", _known),
        "country": Filter(
            entity_id(EntityType.COUNTRY), _of_country, "that belong to this country", "DE"
        ),
    },
    facets={"kind": text_facet(_own.c.kind, source=entity.join(_own, _own.c.id == entity.c.id))},
)
