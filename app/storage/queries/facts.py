"""Filters and facets on what every fact has: its article, its span, its rule and confidence."""

from sqlalchemy import ColumnElement, FromClause, Table, and_, extract, select

from app.storage.queries.articles import publication_filters
from app.storage.queries.collection import Facet, Filter
from app.storage.queries.filters import text_facet
from app.storage.queries.ids import ARTICLE_ID
from app.storage.queries.values import NUMBER, TEXT
from app.storage.tables import article


def stands_in(inner: FromClause, outer: FromClause) -> ColumnElement[bool]:
    """Return the condition that the words of one fact are among those of another."""
    return and_(
        inner.c.article_id == outer.c.article_id,
        inner.c.start >= outer.c.start,
        inner.c.end <= outer.c.end,
        # Follows from the others, and bounds the walk over an index.
        inner.c.start < outer.c.end,
    )


def fact_filters(table: Table) -> dict[str, Filter]:
    """Return the filters that any `table` of facts has."""

    def in_article(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return table.c.article_id.in_(select(article.c.id).where(condition))

    return {
        "article": Filter(
            ARTICLE_ID, table.c.article_id.in_, "in this article", "articles/0f3a5b7c9d1e2f34"
        ),
        **publication_filters(in_article),
        "rule": Filter(TEXT, lambda rule: table.c.rule == rule, "that this rule found", "spread"),
        "confidence__gte": Filter(
            NUMBER,
            lambda confidence: table.c.confidence >= confidence,
            "whose rule is right at least this often",
            "0.9",
        ),
        "confidence__lte": Filter(
            NUMBER,
            lambda confidence: table.c.confidence <= confidence,
            "whose rule is right at most this often",
            "0.9",
        ),
    }


def fact_facets(table: Table) -> dict[str, Facet]:
    """Return the facets that any `table` of facts has."""
    origin = article.alias("origin")
    source = table.join(origin, origin.c.id == table.c.article_id)
    return {
        "publisher": text_facet(origin.c.publisher, source=source),
        "published": Facet(extract("year", origin.c.published), source),
        "language": text_facet(origin.c.language, source=source),
        "rule": Facet(table.c.rule),
    }
