"""What lists of countries, people, organizations and exercises have in common."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from app.records import EntityType
from app.storage.full_text import matches
from app.storage.queries.collection import Filter, Item, Load, Rows
from app.storage.queries.filters import amounts, days
from app.storage.queries.ids import ARTICLE_ID
from app.storage.queries.values import NAME, SEARCH
from app.storage.tables import article_entity, entity, entity_alias

ORDERS = {
    "name": entity.c.name,
    "article_count": entity.c.article_count,
    "mention_count": entity.c.mention_count,
    "quote_count": entity.c.quote_count,
    "first_published": entity.c.first_published,
    "last_published": entity.c.last_published,
}


def of_type(type_: EntityType) -> ColumnElement[bool]:
    """Return the condition that an entity is of this type."""
    return entity.c.type == str(type_)


def in_article(articles: Any) -> ColumnElement[bool]:
    """Return the condition that an entity is mentioned in one of these articles."""
    found = select(article_entity.c.entity_id).where(article_entity.c.article_id.in_(articles))
    return entity.c.id.in_(found)


def named(slug: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that one of an entity's names has `slug` in its key."""
    found = select(entity_alias.c.entity_id).where(entity_alias.c.key.contains(slug))
    return entity.c.id.in_(found)


def called(words: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that one of an entity's names matches a search for `words`."""
    numbers = matches("name_words", words)
    found = select(entity_alias.c.entity_id).where(entity_alias.c.number.in_(numbers))
    return entity.c.id.in_(found)


FILTERS = {
    "article": Filter(
        ARTICLE_ID, in_article, "mentioned in this article", "articles/0f3a5b7c9d1e2f34"
    ),
    "name": Filter(NAME, named, "with this in a name, however spelt", "air"),
    "q": Filter(SEARCH, called, "with these words in one of their names", "air defen* -force"),
    **amounts("article_count", entity.c.article_count, "number of articles", "2"),
    **amounts("mention_count", entity.c.mention_count, "number of mentions", "10"),
    **amounts("quote_count", entity.c.quote_count, "number of quotes", "1"),
    **days("first_published", entity.c.first_published, "first mentioned"),
    **days("last_published", entity.c.last_published, "last mentioned"),
}


_ALIASES = (
    select(entity_alias.c.entity_id, entity_alias.c.name)
    .join(entity, entity.c.id == entity_alias.c.entity_id)
    .where(
        entity_alias.c.entity_id.in_(bindparam("ids", expanding=True)),
        entity_alias.c.name != entity.c.name,
    )
    .order_by(entity_alias.c.entity_id, entity_alias.c.name)
)


def _load_aliases(connection: Connection, rows: Rows) -> list[Item]:
    """Return the names that articles use for each entity besides its own, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(_ALIASES, {"ids": [row.id for row in rows]}):
        found[row.entity_id].append(row.name)
    return [{"aliases": found.get(row.id, [])} for row in rows]


ALIASES = Load(("aliases",), _load_aliases)


def summary(row: Row[Any]) -> Item:
    """Return what JSON shows of every entity after its own fields."""
    return {
        "article_count": row.article_count,
        "mention_count": row.mention_count,
        "quote_count": row.quote_count,
        "first_published": row.first_published,
        "last_published": row.last_published,
    }
