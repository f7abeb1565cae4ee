"""Articles: what is known of their publication, and their text."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, extract, func, select

from app.records import EntityType
from app.storage.full_text import matching
from app.storage.queries.collection import Collection, Facet, Filter, Item, Load, Rows
from app.storage.queries.filters import Within, days, same_text, text_facet
from app.storage.queries.ids import entity_id
from app.storage.queries.values import DIGEST, FLAG, SEARCH, URL
from app.storage.tables import article, article_entity, mention, quote, quote_speaker


def _shape(row: Row[Any]) -> Item:
    return {
        "id": f"articles/{row.id}",
        "title": row.title,
        "byline": row.byline,
        "publisher": row.publisher,
        "url": row.url,
        "published": row.published,
        "language": row.language,
        "fictional": row.fictional,
        "length": row.length,
        "text_digest": row.text_digest,
    }


def _load_counts(connection: Connection, rows: Rows) -> list[Item]:
    ids = [row.id for row in rows]
    quotes = _counts(connection, _QUOTES, ids)
    mentions = _counts(connection, _MENTIONS, ids)
    return [
        {"quote_count": quotes.get(one, 0), "mention_count": mentions.get(one, 0)} for one in ids
    ]


def _counting(column: ColumnElement[str]) -> Select[str, int]:
    some = column.in_(bindparam("ids", expanding=True))
    return select(column, func.count()).where(some).group_by(column)


_QUOTES = _counting(quote.c.article_id)
_MENTIONS = _counting(mention.c.article_id)


def _counts(
    connection: Connection, statement: Select[str, int], ids: Sequence[str]
) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(statement, {"ids": ids})}


def get_text(connection: Connection, article_id: str) -> Item | None:
    """Return an article's text, which the offsets of its facts point into."""
    row = connection.execute(
        select(article.c.id, article.c.text, article.c.length, article.c.text_digest).where(
            article.c.id == article_id
        )
    ).first()
    if row is None:
        return None
    return {
        "id": f"articles/{row.id}",
        "text": row.text,
        "length": row.length,
        "text_digest": row.text_digest,
    }


def publication_filters(within: Within | None = None) -> dict[str, Filter]:
    """Return the filters on an article's publication, for what is `within` articles or for them."""
    return {
        "publisher": same_text(
            article.c.publisher, "of this publisher", "The Harbour Gazette", within
        ),
        **days("published", article.c.published, "published", within),
        "language": same_text(article.c.language, "in this language", "en", within),
        "fictional": Filter(
            FLAG, lambda flag: article.c.fictional == flag, "invented, or not", "false", within
        ),
    }


def _mentions(ids: Any) -> ColumnElement[bool]:
    found = select(article_entity.c.article_id).where(article_entity.c.entity_id.in_(ids))
    return article.c.id.in_(found)


def _quoting(ids: Any) -> ColumnElement[bool]:
    found = (
        select(article_entity.c.article_id)
        .join(quote_speaker, quote_speaker.c.article_entity_id == article_entity.c.id)
        .where(article_entity.c.entity_id.in_(ids))
    )
    return article.c.id.in_(found)


_mentioned = article_entity.alias("mentioned")
_speaking = article_entity.alias("speaking")

ARTICLES = Collection(
    name="articles",
    table=article,
    rows=select(*(column for column in article.c if column.name != "text")),
    key=article.c.id,
    place=(article.c.id,),
    orders={"published": article.c.published, "title": article.c.title},
    order="-published",
    shape=_shape,
    loads=[Load(("quote_count", "mention_count"), _load_counts)],
    narrowed_by={
        **publication_filters(),
        "byline": same_text(article.c.byline, "by this author", "Ada Reed"),
        "url": Filter(
            URL, lambda url: article.c.url == url, "with this address", "https://a.example/1"
        ),
        "text_digest": Filter(
            DIGEST,
            lambda one: article.c.text_digest == one,
            "with this text, as copies have",
            "ab" * 32,
        ),
        "mentions": Filter(
            entity_id(*EntityType), _mentions, "that mention this entity", "countries/UA"
        ),
        "speaker": Filter(
            entity_id(EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY),
            _quoting,
            "that quote this speaker",
            "people/jens-stoltenberg",
        ),
        "q": Filter(
            SEARCH,
            lambda q: article.c.number.in_(matching("article_text", q)),
            "whose title and text have these words",
            'drills "air force" -navy',
        ),
    },
    facets={
        "publisher": text_facet(article.c.publisher),
        "published": Facet(extract("year", article.c.published)),
        "language": text_facet(article.c.language),
        "byline": text_facet(article.c.byline),
        "speaker": Facet(
            _speaking.c.entity_id,
            article.join(_speaking, _speaking.c.article_id == article.c.id).join(
                quote_speaker, quote_speaker.c.article_entity_id == _speaking.c.id
            ),
            is_many=True,
        ),
        "mentions": Facet(
            _mentioned.c.entity_id,
            article.join(_mentioned, _mentioned.c.article_id == article.c.id),
            is_many=True,
        ),
    },
)
