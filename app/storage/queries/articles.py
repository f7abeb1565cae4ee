"""Articles: what is known of their publication, and their text."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from app.records import EntityType
from app.storage.full_text import matching
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.ids import entity_id
from app.storage.queries.values import DAY, FIRST_DAY, FLAG, LAST_DAY, SEARCH, TEXT
from app.storage.tables import article, article_entity, mention, quote


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    ids = [row.id for row in rows]
    quotes = _counts(connection, _QUOTES, ids)
    mentions = _counts(connection, _MENTIONS, ids)
    return [
        {
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
            "quote_count": quotes.get(row.id, 0),
            "mention_count": mentions.get(row.id, 0),
        }
        for row in rows
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


def same_text(column: ColumnElement[Any], about: str, example: str) -> Filter:
    """Return a filter on a text column, capital letters aside."""
    # Lowered on both sides by the database, whose rules for capitals are not Python's.
    return Filter(TEXT, lambda words: func.lower(column) == func.lower(words), about, example)


def published(column: ColumnElement[Any]) -> dict[str, Filter]:
    """Return the filters on a day of publication."""
    return {
        "published": Filter(DAY, column.in_, "published on this day", "2023-06-13"),
        "published__gte": Filter(
            FIRST_DAY, lambda day: column >= day, "published on this day or after", "2023-06"
        ),
        "published__lte": Filter(
            LAST_DAY, lambda day: column <= day, "published on this day or before", "2023"
        ),
    }


def _mentions(ids: Any) -> ColumnElement[bool]:
    found = select(article_entity.c.article_id).where(article_entity.c.entity_id.in_(ids))
    return article.c.id.in_(found)


ARTICLES = Collection(
    name="articles",
    table=article,
    rows=select(*(column for column in article.c if column.name != "text")),
    key=article.c.id,
    place=(article.c.id,),
    orders={"published": article.c.published, "title": article.c.title},
    order="-published",
    shape=_shape,
    filters={
        "publisher": same_text(article.c.publisher, "of this publisher", "The Harbour Gazette"),
        "url": Filter(
            TEXT, lambda url: article.c.url == url, "with this address", "https://a.example/1"
        ),
        **published(article.c.published),
        "language": same_text(article.c.language, "in this language", "en"),
        "fictional": Filter(
            FLAG, lambda flag: article.c.fictional == flag, "invented, or not", "false"
        ),
        "mentions": Filter(
            entity_id(*EntityType), _mentions, "that mention this entity", "countries/UA"
        ),
        "q": Filter(
            SEARCH,
            lambda q: article.c.number.in_(matching("article_text", q)),
            "whose title and text have these words",
            'drills "air force" -navy',
        ),
    },
)
