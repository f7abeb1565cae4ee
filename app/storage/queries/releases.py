"""Releases: each published batch, and what the knowledge base was after it."""

from typing import Any

from sqlalchemy import Connection, Row, select

from app.storage.queries.collection import Collection, Item
from app.storage.tables import release


def _shape(row: Row[Any]) -> Item:
    return {
        "id": f"releases/{row.id}",
        "pipeline": row.pipeline,
        "article_count": row.article_count,
        "quote_count": row.quote_count,
    }


def current_release(connection: Connection) -> str | None:
    """Return the id of the release that a connection's snapshot holds; None before the first."""
    return connection.execute(_CURRENT).scalar()


_CURRENT = select(release.c.id).order_by(release.c.number.desc()).limit(1)

RELEASES = Collection(
    name="releases",
    table=release,
    rows=select(release),
    key=release.c.id,
    place=(release.c.number,),
    orders={"batch": release.c.number},
    order="-batch",
    shape=_shape,
)
