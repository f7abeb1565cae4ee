"""Countries: those that articles mention, and any other of ISO 3166 by its id."""

from typing import Any

from sqlalchemy import ColumnElement, Row, select

from app.records import EntityType
from app.storage.countries import REGION_OF, country_facts
from app.storage.queries import entities
from app.storage.queries.collection import Collection, Facet, Filter, Item
from app.storage.queries.values import FLAG, choice
from app.storage.tables import country, entity


def _shape(row: Row[Any]) -> Item:
    return {
        "id": row.id,
        "name": row.name,
        "alpha_2": row.alpha_2,
        "alpha_3": row.alpha_3,
        "numeric": row.numeric,
        "official_name": row.official_name,
        "region": row.region,
        "former": row.former,
        **entities.summary(row),
    }


def _unmentioned(key: str) -> Item | None:
    """Return a country of ISO 3166 as one that no article mentions."""
    facts = country_facts(key.removeprefix("countries/"))
    if facts is None:
        return None
    return {
        "id": key,
        "name": facts.name,
        "aliases": [],
        "alpha_2": facts.alpha_2,
        "alpha_3": facts.alpha_3,
        "numeric": facts.numeric,
        "official_name": facts.official_name,
        "region": facts.region,
        "former": facts.former,
        "article_count": 0,
        "mention_count": 0,
        "quote_count": 0,
        "first_published": None,
        "last_published": None,
    }


def _known(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return entity.c.id.in_(select(country.c.id).where(condition))


_own = country.alias("own")

COUNTRIES = Collection(
    name="countries",
    table=entity,
    rows=select(entity, *(c for c in country.c if c.name != "id"))
    .join(country, country.c.id == entity.c.id)
    .where(entities.of_type(EntityType.COUNTRY)),
    scope=entities.of_type(EntityType.COUNTRY),
    key=entity.c.id,
    place=(entity.c.id,),
    orders=entities.ORDERS,
    order="name",
    shape=_shape,
    loads=[entities.ALIASES],
    unstored=_unmentioned,
    narrowed_by={
        **entities.FILTERS,
        "region": Filter(
            choice(*sorted(set(REGION_OF.values()))),
            country.c.region.in_,
            "in this region of the world",
            "Europe",
            _known,
        ),
        "former": Filter(
            FLAG, lambda flag: country.c.former == flag, "that are no more, or are", "false", _known
        ),
    },
    facets={"region": Facet(_own.c.region, entity.join(_own, _own.c.id == entity.c.id))},
)
