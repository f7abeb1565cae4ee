"""Quotes: who said what, where."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, extract, func, select

from app.records import EntityType, QuoteKind
from app.storage.full_text import matching
from app.storage.queries import claims
from app.storage.queries.citations import cite, link_to_words
from app.storage.queries.collection import Collection, Facet, Filter, Item, Load, Rows
from app.storage.queries.evidence import evidence_of
from app.storage.queries.facts import fact_facets, fact_filters
from app.storage.queries.filters import days
from app.storage.queries.ids import entity_id
from app.storage.queries.values import SEARCH, choice
from app.storage.tables import article, article_entity, entity, mention, quote, quote_speaker


def _shape(row: Row[Any]) -> Item:
    return {
        "id": f"quotes/{row.id}",
        "text": row.text,
        "kind": row.kind,
        "group": row.group_number,
        "cue": _phrase(row.cue_text, row.cue_start, row.cue_end),
        "addressee": row.addressee,
        "published": row.published,
        "article": _article(row),
        "evidence": evidence_of(row),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def _article(row: Row[Any]) -> Item:
    return {
        "id": f"articles/{row.article_id}",
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
        "url": row.url,
    }


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


def _load_speakers(connection: Connection, rows: Rows) -> list[Item]:
    found: dict[int, list[Item]] = defaultdict(list)
    for row in connection.execute(_SPEAKERS, {"numbers": [row.number for row in rows]}):
        found[row.quote_number].append(
            {
                "entity": row.entity_id,
                "name": row.canonical_name,
                "phrase": _phrase(row.text, row.start, row.end),
            }
        )
    return [_with_citation(row, found.get(row.number, [])) for row in rows]


def _with_citation(row: Row[Any], speakers: list[Item]) -> Item:
    known = {"text": row.text, "kind": row.kind, "article": _article(row), "speakers": speakers}
    return {"speakers": speakers, "citation": cite(known)}


_TEXTS = select(article.c.id, article.c.text).where(
    article.c.id.in_(bindparam("ids", expanding=True))
)


def _load_citation_urls(connection: Connection, rows: Rows) -> list[Item]:
    ids = {row.article_id for row in rows if row.url}
    texts = {row.id: row.text for row in connection.execute(_TEXTS, {"ids": sorted(ids)})}
    return [
        {
            "citation_url": link_to_words(
                row.url, row.title, texts[row.article_id], (row.start, row.end)
            )
            if row.url
            else None
        }
        for row in rows
    ]


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


_saying = quote_speaker.alias("saying")
_said_by = article_entity.alias("said_by")
_naming = mention.alias("naming")
_named = article_entity.alias("named")

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
    loads=[
        Load(("speakers", "citation"), _load_speakers),
        Load(("citation_url",), _load_citation_urls),
    ],
    narrowed_by={
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
        "kind": Filter(choice(*QuoteKind), quote.c.kind.in_, "of this kind", "direct"),
        "mentions": Filter(
            entity_id(*EntityType),
            _mentions,
            "whose words mention this entity",
            "countries/UA",
        ),
        **fact_filters(quote),
        **days("published", quote.c.published, "published"),
        "q": Filter(
            SEARCH,
            lambda q: quote.c.number.in_(matching("quote_text", q)),
            "that have these words",
            '"defend every inch"',
        ),
    },
    facets={
        "speaker": Facet(
            _said_by.c.entity_id,
            quote.join(_saying, _saying.c.quote_number == quote.c.number).join(
                _said_by, _said_by.c.id == _saying.c.article_entity_id
            ),
        ),
        "kind": Facet(quote.c.kind),
        "mentions": Facet(
            _named.c.entity_id,
            quote.join(
                _naming,
                and_(
                    _naming.c.article_id == quote.c.article_id,
                    _naming.c.start >= quote.c.start,
                    _naming.c.end <= quote.c.end,
                ),
            ).join(_named, _named.c.id == _naming.c.article_entity_id),
        ),
        **fact_facets(quote),
        "published": Facet(extract("year", quote.c.published)),
    },
)
