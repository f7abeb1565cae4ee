"""Write articles and what they say: whole batches, each one transaction of the caller's."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select

from app.names import slugify
from app.records import Article, EntityType, Extraction
from app.storage.entities import refresh_entities
from app.storage.linking import Resolve, Touched, relink, select_among
from app.storage.rows import Row, build_rows
from app.storage.tables import (
    article,
    article_entity,
    entity,
    known_name,
    quality,
    quote,
    release,
)

Batch = Sequence[tuple[Article, Extraction]]


class Version(NamedTuple):
    """Which of the contents that one address may have had is meant."""

    id: str
    published: dt.date | None


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
    replace_articles(connection, batch, resolve, removed=removed)
    return publish_release(connection, pipeline)


def replace_articles(
    connection: Connection, batch: Batch, resolve: Resolve, *, removed: Collection[str] = ()
) -> None:
    """Do as `save_batch` does, but leave it to the caller to publish the release."""
    urls = {one.url for one, _ in batch if one.url}
    replaced = select_among(connection, select(article.c.id), article.c.url, urls)
    touched = _delete_articles(connection, {*removed, *(row["id"] for row in replaced)})
    _insert_articles(connection, batch, touched)
    refresh_entities(connection, relink(connection, touched, resolve))


def delete_everything(connection: Connection) -> None:
    """Delete all articles and entities; the releases stay."""
    connection.execute(delete(article))
    connection.execute(delete(entity))


def find_version(connection: Connection, one: Article) -> Version | None:
    """Return the stored version of `one`: that with the same url, or else with the same id."""
    same = article.c.url == one.url if one.url else article.c.id == one.id
    row = connection.execute(select(article.c.id, article.c.published).where(same)).first()
    return Version(*row) if row else None


def known_articles(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return those of `ids` that are stored articles'."""
    return {row["id"] for row in select_among(connection, select(article.c.id), article.c.id, ids)}


def count_syndicated(connection: Connection, ids: Collection[str]) -> int:
    """Return how many of the articles with these `ids` came after another with the same text."""
    columns = select(article.c.id, article.c.text_digest)
    digests = {row["text_digest"] for row in select_among(connection, columns, article.c.id, ids)}
    copies: dict[str, set[str]] = defaultdict(set)
    for row in select_among(connection, columns, article.c.text_digest, digests):
        copies[row["text_digest"]].add(row["id"])
    # The first of all to come is nobody's copy; it is among `ids` if all are.
    return sum(len(one & set(ids)) - (one <= set(ids)) for one in copies.values())


def load_articles(connection: Connection) -> Iterator[Article]:
    """Yield all stored articles in the order of their ids, a few at a time in memory."""
    columns = [article.c[field.name] for field in fields(Article)]
    statement = select(*columns).order_by(article.c.id).execution_options(yield_per=100)
    for row in connection.execute(statement).mappings():
        yield Article(**row)


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


def keep_quality(connection: Connection, pipeline: str, measured: Mapping[str, Any]) -> None:
    """Keep what was measured of `pipeline`, unless it is kept already or there is nothing."""
    known = connection.scalar(select(quality.c.pipeline).where(quality.c.pipeline == pipeline))
    if measured and not known:
        body = json.dumps(measured, ensure_ascii=False)
        connection.execute(insert(quality).values(pipeline=pipeline, body=body))


def replace_known_names(connection: Connection, names: Mapping[str, Collection[str]]) -> None:
    """Keep what entities are called besides what articles call them, by their ids."""
    connection.execute(delete(known_name))
    rows = {(slugify(name), one) for one, known in names.items() for name in known}
    values = [{"key": key, "entity_id": one} for key, one in sorted(rows) if key]
    if values:
        connection.execute(insert(known_name), values)


def _delete_articles(connection: Connection, ids: Collection[str]) -> Touched:
    touched = Touched()
    columns = select(
        article_entity.c.type,
        article_entity.c.key,
        article_entity.c.surname_key,
        article_entity.c.entity_id,
    )
    for row in select_among(connection, columns, article_entity.c.article_id, ids):
        _touch_person(touched, row["type"], row["key"], row["surname_key"])
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
        _touch_person(touched, row["type"], row["key"], row["surname_key"])


def _insert(connection: Connection, rows: Iterable[tuple[Table, list[Row]]]) -> None:
    for table, found in rows:
        if found:
            connection.execute(insert(table), found)


def _next_number(connection: Connection, table: Table, column: str) -> int:
    return (connection.scalar(select(func.max(table.c[column]))) or 0) + 1


def _touch_person(touched: Touched, kind: str, key: str, surname_key: str) -> None:
    if kind == str(EntityType.PERSON):
        touched.keys.add(key)
        touched.surname_keys.add(surname_key)
