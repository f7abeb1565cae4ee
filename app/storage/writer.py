"""Write articles and what they say: whole batches, each one transaction of the caller's."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select

from app.records import Article, EntityType, Extraction
from app.storage.entities import refresh_entities
from app.storage.linking import Resolve, Touched, relink, select_among
from app.storage.rows import Row, build_rows
from app.storage.tables import article, article_entity, quote, release

Batch = Sequence[tuple[Article, Extraction]]


class Release(NamedTuple):
    """The latest state published: what it holds and which pipeline made it."""

    id: str
    pipeline: str


def save_batch(
    connection: Connection,
    batch: Batch,
    resolve: Resolve,
    *,
    pipeline: str,
    removed: Collection[str] = (),
) -> str:
    """Write `batch`, take the articles `removed` out, and return the id of the release.

    Articles of the batch must not be stored yet; stored ones with the url of one are replaced. The
    release is new only if the articles or the `pipeline`, a fingerprint in 64 hex digits, changed.
    """
    urls = {one.url for one, _ in batch if one.url}
    replaced = select_among(connection, select(article.c.id), article.c.url, urls)
    touched = _delete_articles(connection, {*removed, *(row["id"] for row in replaced)})
    _insert_articles(connection, batch, touched)
    refresh_entities(connection, relink(connection, touched, resolve))
    return publish_release(connection, pipeline)


def latest_release(connection: Connection) -> Release | None:
    """Return the release that readers see, None before the first."""
    row = connection.execute(
        select(release.c.id, release.c.pipeline).order_by(release.c.number.desc()).limit(1)
    ).first()
    return Release(*row) if row else None


def publish_release(connection: Connection, pipeline: str) -> str:
    """Add the release that the stored articles make, unless it is the latest; return its id.

    The id is SHA-256 over the pipeline's fingerprint and the sorted article ids, a line each.
    """
    digest = hashlib.sha256(pipeline.encode())
    for (one,) in connection.execute(select(article.c.id).order_by(article.c.id)):
        digest.update(b"\n" + one.encode())
    found = Release(digest.hexdigest(), pipeline)
    if found != latest_release(connection):
        counts = {
            "article_count": connection.scalar(select(func.count()).select_from(article)),
            "quote_count": connection.scalar(select(func.count()).select_from(quote)),
        }
        connection.execute(insert(release).values(**found._asdict(), **counts))
    return found.id


def _delete_articles(connection: Connection, ids: Collection[str]) -> Touched:
    touched = Touched()
    columns = select(
        article_entity.c.type,
        article_entity.c.local_id,
        article_entity.c.surname_key,
        article_entity.c.entity_id,
    )
    for row in select_among(connection, columns, article_entity.c.article_id, ids):
        _touch_person(touched, row["type"], row["local_id"], row["surname_key"])
        if row["entity_id"]:
            touched.entities.add(row["entity_id"])
    for one in ids:
        connection.execute(delete(article).where(article.c.id == one))  # and, by cascade, its facts
    return touched


def _insert_articles(connection: Connection, batch: Batch, touched: Touched) -> None:
    next_entity = touched.first_new = _next_number(connection, article_entity, "id")
    next_quote = _next_number(connection, quote, "number")
    rows: dict[Table, list[Row]] = defaultdict(list)
    for one, extraction in batch:
        for table, found in build_rows(
            one, extraction, first_entity=next_entity, first_quote=next_quote
        ):
            rows[table] += found
        next_entity += len(extraction.entities)
        next_quote += len(extraction.quotes)
    _insert(connection, rows.items())
    for row in rows[article_entity]:
        _touch_person(touched, row["type"], row["local_id"], row["surname_key"])


def _insert(connection: Connection, rows: Iterable[tuple[Table, list[Row]]]) -> None:
    for table, found in rows:
        if found:
            connection.execute(insert(table), found)


def _next_number(connection: Connection, table: Table, column: str) -> int:
    return (connection.scalar(select(func.max(table.c[column]))) or 0) + 1


def _touch_person(touched: Touched, kind: str, local_id: str, surname_key: str) -> None:
    if kind == str(EntityType.PERSON):
        touched.local_ids.add(local_id)
        touched.surname_keys.add(surname_key)
