"""Quotes: who said what, where."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, select

from app.records import EntityType, QuoteKind
from app.storage.full_text import matching
from app.storage.queries import articles, claims
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.evidence import evidence_of
from app.storage.queries.ids import ARTICLE_ID, entity_id
from app.storage.queries.values import SEARCH, TEXT, choice
from app.storage.tables import article, article_entity, entity, mention, quote, quote_speaker


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    speakers = _speakers_of(connection, [row.number for row in rows])
    return [
        {
            "id": f"quotes/{row.id}",
            "text": row.text,
            "kind": row.kind,
            "group": row.group_number,
            "speakers": speakers.get(row.number, []),
            "cue": _phrase(row.cue_text, row.cue_start, row.cue_end),
            "addressee": row.addressee,
            "published": row.published,
            "article": {
                "id": f"articles/{row.article_id}",
                "title": row.title,
                "publisher": row.publisher,
                "published": row.published,
                "url": row.url,
            },
            "evidence": evidence_of(row),
            "rule": row.rule,
            "confidence": row.confidence,
        }
        for row in rows
    ]


def _phrase(text: str | None, start: int | None, end: int | None) -> Item | None:
    return None if text is None else {"text": text, "start": start, "end": end}


_SPEAKERS = (
    select(
        quote_speaker,
        article_entity.c.entity_id,
        func.coalesce(entity.c.name, quote_speaker.c.name).label("canonical_name"),
    )
    .outerjoin(article_entity, article_entity.c.id == quote_speaker.c.article_entity_id)
    .outerjoin(entity, entity.c.id == article_entity.c.entity_id)
    .where(quote_speaker.c.quote_number.in_(bindparam("numbers", expanding=True)))
    .order_by(quote_speaker.c.quote_number, quote_speaker.c.position)
)


def _speakers_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for row in connection.execute(_SPEAKERS, {"numbers": numbers}):
        found[row.quote_number].append(
            {
                "entity": row.entity_id,
                "name": row.canonical_name,
                "phrase": _phrase(row.text, row.start, row.end),
            }
        )
    return found


def _spoken_by(ids: Any) -> ColumnElement[bool]:
    """Return the condition that one of these entities speaks."""
    found = (
        select(quote_speaker.c.quote_number)
        .join(article_entity, article_entity.c.id == quote_speaker.c.article_entity_id)
        .where(article_entity.c.entity_id.in_(ids))
    )
    return quote.c.number.in_(found)


def _mentions(ids: Any) -> ColumnElement[bool]:
    """Return the condition that a quote's span has a mention of one of these entities."""
    inside = quote.alias("inside")
    found = (
        select(inside.c.number)
        .join(
            mention,
            and_(
                mention.c.article_id == inside.c.article_id,
                mention.c.start >= inside.c.start,
                mention.c.end <= inside.c.end,
            ),
        )
        .join(article_entity, article_entity.c.id == mention.c.article_entity_id)
        .where(article_entity.c.entity_id.in_(ids))
    )
    return quote.c.number.in_(found)


def _in_article_by(publisher: ColumnElement[str]) -> ColumnElement[bool]:
    found = select(article.c.id).where(func.lower(article.c.publisher) == func.lower(publisher))
    return quote.c.article_id.in_(found)


QUOTES = Collection(
    name="quotes",
    table=quote,
    rows=select(quote, article.c.title, article.c.publisher, article.c.url).join(
        article, article.c.id == quote.c.article_id
    ),
    key=quote.c.id,
    place=(quote.c.article_id, quote.c.start, quote.c.end),
    orders={"published": quote.c.published, "position": None},
    order="-published",
    shape=_shape,
    filters={
        "speaker": Filter(
            entity_id(EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY),
            _spoken_by,
            "of this speaker",
            "people/jens-stoltenberg",
        ),
        "speaker_country": Filter(
            entity_id(EntityType.COUNTRY),
            lambda ids: _spoken_by(claims.tied_to_country(ids)),
            "of this country, its organizations, and people with a role in either",
            "DE",
        ),
        "speaker_organization": Filter(
            entity_id(EntityType.ORGANIZATION),
            lambda ids: _spoken_by(claims.tied_to_organization(ids)),
            "of this organization, and people with a role in it",
            "nato",
        ),
        "article": Filter(
            ARTICLE_ID, quote.c.article_id.in_, "in this article", "articles/0f3a5b7c9d1e2f34"
        ),
        "publisher": Filter(
            TEXT, _in_article_by, "in articles of this publisher", "The Harbour Gazette"
        ),
        "kind": Filter(choice(*QuoteKind), quote.c.kind.in_, "of this kind", "direct"),
        "mentions": Filter(
            entity_id(*EntityType),
            _mentions,
            "whose words mention this entity",
            "countries/UA",
        ),
        **articles.published(quote.c.published),
        "q": Filter(
            SEARCH,
            lambda q: quote.c.number.in_(matching("quote_text", q)),
            "that have these words",
            '"defend every inch"',
        ),
    },
)
