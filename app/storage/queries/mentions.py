"""Mentions: where articles name an entity, and which one it is taken for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, select

from app.records import EntityType, Form
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.evidence import evidence_of
from app.storage.queries.ids import ARTICLE_ID, entity_id
from app.storage.queries.values import FLAG, choice
from app.storage.tables import article_entity, entity, link_candidate, mention


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    unlinked = [row.article_entity_id for row in rows if row.entity_id is None]
    candidates = _candidates_of(connection, unlinked)
    return [
        {
            "id": f"mentions/{row.id}",
            "entity": row.entity_id,
            "name": row.name,
            "type": row.type,
            "form": row.form,
            "reason": row.reason,
            "candidates": candidates.get(row.article_entity_id, []),
            "evidence": evidence_of(row),
            "rule": row.rule,
            "confidence": row.confidence,
        }
        for row in rows
    ]


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


def _candidates_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    if not numbers:
        return {}
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(_CANDIDATES, {"numbers": numbers}):
        found[row.id].append(row.entity_id)
    return found


def _of_entity(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return mention.c.article_entity_id.in_(select(article_entity.c.id).where(condition))


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
    filters={
        "article": Filter(
            ARTICLE_ID, mention.c.article_id.in_, "in this article", "articles/0f3a5b7c9d1e2f34"
        ),
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
    },
)
