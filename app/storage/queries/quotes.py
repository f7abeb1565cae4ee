"""Quotes: who said what, where."""

from collections import defaultdict
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    case,
    extract,
    func,
    select,
)

from app.records import EntityType, QuoteKind
from app.storage.full_text import matching
from app.storage.queries import claims
from app.storage.queries.citations import cite, link_to_words
from app.storage.queries.collection import Collection, Facet, Filter, Item, Load, Rows
from app.storage.queries.evidence import evidence_of
from app.storage.queries.facts import fact_facets, fact_filters, stands_in
from app.storage.queries.filters import days
from app.storage.queries.ids import entity_id
from app.storage.queries.values import SEARCH, choice
from app.storage.tables import (
    article,
    article_entity,
    entity,
    mention,
    quote,
    quote_candidate,
    quote_speaker,
)


def _shape(row: Row[Any]) -> Item:
    return {
        "id": f"quotes/{row.id}",
        "text": row.text,
        "kind": row.kind,
        "group": row.group_number,
        "cue": _cue(row),
        "addressee": row.addressee,
        "published": row.published,
        "article": _article(row),
        "evidence": evidence_of(row),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def _cue(row: Row[Any]) -> Item | None:
    return _phrase(row.cue_text, row.cue_start, row.cue_end)


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


def _people_in(table: Table) -> Select[Any]:
    """Return who the speakers in `table` are, of the quotes whose numbers are `numbers`."""
    return (
        select(
            table,
            article_entity.c.entity_id,
            func.coalesce(entity.c.name, table.c.name).label("canonical_name"),
        )
        .outerjoin(article_entity, article_entity.c.id == table.c.article_entity_id)
        .outerjoin(entity, entity.c.id == article_entity.c.entity_id)
        .where(table.c.quote_number.in_(bindparam("numbers", expanding=True)))
        .order_by(table.c.quote_number, table.c.position)
    )


_SPEAKERS, _CANDIDATES = _people_in(quote_speaker), _people_in(quote_candidate)


def _read_people(connection: Connection, rows: Rows, people: Select[Any]) -> list[list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for row in connection.execute(people, {"numbers": [row.number for row in rows]}).all():
        found[row.quote_number].append(
            {
                "entity": row.entity_id,
                "name": row.canonical_name,
                "phrase": _phrase(row.text, row.start, row.end),
            }
        )
    return [found.get(row.number, []) for row in rows]


def _load_speakers(connection: Connection, rows: Rows) -> list[Item]:
    speakers = _read_people(connection, rows, _SPEAKERS)
    return [_with_citation(row, own) for row, own in zip(rows, speakers, strict=True)]


def _load_candidates(connection: Connection, rows: Rows) -> list[Item]:
    return [{"candidates": own} for own in _read_people(connection, rows, _CANDIDATES)]


def _with_citation(row: Row[Any], speakers: list[Item]) -> Item:
    known = {"text": row.text, "kind": row.kind, "cue": _cue(row), "article": _article(row)}
    return {"speakers": speakers, "citation": cite(known | {"speakers": speakers})}


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


def _spoken_by(ids: Any, table: Table = quote_speaker) -> ColumnElement[bool]:
    """Return the condition that one of these entities is in a `table` of speakers."""
    found = (
        select(table.c.quote_number)
        .join(article_entity, article_entity.c.id == table.c.article_entity_id)
        .where(article_entity.c.entity_id.in_(ids))
    )
    return quote.c.number.in_(found)


class Attribution(StrEnum):
    """How much is known of who said what is quoted."""

    STATED = "stated"
    CANDIDATE = "candidate"
    NONE = "none"


_ATTRIBUTION = case(
    (quote.c.number.in_(select(quote_speaker.c.quote_number)), Attribution.STATED),
    (quote.c.number.in_(select(quote_candidate.c.quote_number)), Attribution.CANDIDATE),
    else_=Attribution.NONE,
)


def _mentions(ids: Any) -> ColumnElement[bool]:
    """Return the condition that a quote's span has a mention of one of these entities."""
    inside = quote.alias("inside")
    found = (
        select(inside.c.number)
        .join(mention, stands_in(mention, inside))
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
        Load(("candidates",), _load_candidates),
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
        "attribution": Filter(
            choice(*Attribution),
            _ATTRIBUTION.in_,
            "whose speaker the article states, whose speaker can be supposed, or neither",
            "candidate",
        ),
        "candidate": Filter(
            entity_id(EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY),
            lambda ids: _spoken_by(ids, quote_candidate),
            "that may be this speaker's, though no rule says so that is right often enough",
            "people/jens-stoltenberg",
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
            is_many=True,
        ),
        "attribution": Facet(_ATTRIBUTION),
        "kind": Facet(quote.c.kind),
        "mentions": Facet(
            _named.c.entity_id,
            quote.join(_naming, stands_in(_naming, quote)).join(
                _named, _named.c.id == _naming.c.article_entity_id
            ),
            is_many=True,
        ),
        **fact_facets(quote),
        "published": Facet(extract("year", quote.c.published)),
    },
)
