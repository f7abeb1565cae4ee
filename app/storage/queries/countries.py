"""Countries: those that articles mention, and any other of ISO 3166 by its id."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from app.records import EntityType
from app.storage.countries import REGION_OF, country_facts
from app.storage.queries import entities
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.values import choice
from app.storage.tables import country, entity


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    aliases = entities.aliases_of(connection, [row.id for row in rows])
    return [
        {
            "id": row.id,
            "name": row.name,
            "aliases": aliases.get(row.id, []),
            "alpha_2": row.alpha_2,
            "alpha_3": row.alpha_3,
            "numeric": row.numeric,
            "official_name": row.official_name,
            "region": row.region,
            "former": row.former,
            **entities.summary(row),
        }
        for row in rows
    ]


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
    unstored=_unmentioned,
    filters={
        **entities.FILTERS,
        "region": Filter(
            choice(*sorted(set(REGION_OF.values()))),
            lambda names: entity.c.id.in_(select(country.c.id).where(country.c.region.in_(names))),
            "in this region of the world",
            "Europe",
        ),
    },
)
