"""Mentions: where articles name an entity, and which one it is taken for."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, select

from app.records import EntityType, Form
from app.storage.queries.collection import Collection, Facet, Filter, Item, Load, Rows
from app.storage.queries.evidence import evidence_of
from app.storage.queries.facts import fact_facets, fact_filters
from app.storage.queries.ids import entity_id
from app.storage.queries.values import FLAG, choice
from app.storage.tables import article_entity, entity, link_candidate, mention


def _shape(row: Row[Any]) -> Item:
    return {
        "id": f"mentions/{row.id}",
        "entity": row.entity_id,
        "name": row.name,
        "type": row.type,
        "form": row.form,
        "reason": row.reason,
        "evidence": evidence_of(row),
        "rule": row.rule,
        "confidence": row.confidence,
    }


_CANDIDATES = (
    select(article_entity.c.id, link_candidate.c.entity_id)
    .join(
        link_candidate,
        (link_candidate.c.reason == article_entity.c.reason)
        & (link_candidate.c.key == article_entity.c.key),
    )
    .where(article_entity.c.id.in_(bindparam("numbers", expanding=True)))
    .order_by(article_entity.c.id, link_candidate.c.entity_id)
)


def _load_candidates(connection: Connection, rows: Rows) -> list[Item]:
    numbers = sorted({row.article_entity_id for row in rows})
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(_CANDIDATES, {"numbers": numbers}):
        found[row.id].append(row.entity_id)
    return [{"candidates": found.get(row.article_entity_id, [])} for row in rows]


def _of_entity(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return mention.c.article_entity_id.in_(select(article_entity.c.id).where(condition))


_named = article_entity.alias("named")
_NAMED = mention.join(_named, _named.c.id == mention.c.article_entity_id)

MENTIONS = Collection(
    name="mentions",
    table=mention,
    rows=select(
        mention,
        article_entity.c.entity_id,
        article_entity.c.type,
        article_entity.c.reason,
        func.coalesce(entity.c.name, article_entity.c.name).label("name"),
    )
    .join_from(mention, article_entity, article_entity.c.id == mention.c.article_entity_id)
    .outerjoin(entity, entity.c.id == article_entity.c.entity_id),
    key=mention.c.id,
    place=(mention.c.article_id, mention.c.start, mention.c.end),
    orders={"position": None},
    order="position",
    shape=_shape,
    loads=[Load(("candidates",), _load_candidates)],
    narrowed_by={
        "entity": Filter(
            entity_id(*EntityType),
            lambda ids: _of_entity(article_entity.c.entity_id.in_(ids)),
            "of this entity",
            "countries/JP",
        ),
        "type": Filter(
            choice(*EntityType),
            lambda types: _of_entity(article_entity.c.type.in_(types)),
            "of entities of this type",
            "person",
        ),
        "form": Filter(choice(*Form), mention.c.form.in_, "in this form", "demonym"),
        "linked": Filter(
            FLAG,
            lambda flag: _of_entity(article_entity.c.entity_id.is_not(None) == flag),
            "whose entity is known, or is not",
            "false",
        ),
        **fact_filters(mention),
    },
    facets={
        "entity": Facet(_named.c.entity_id, _NAMED),
        "type": Facet(_named.c.type, _NAMED),
        "form": Facet(mention.c.form),
        **fact_facets(mention),
    },
)
