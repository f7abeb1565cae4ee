"""Search across articles, quotes and entities: what matches a user's words, the best first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Subquery, bindparam, distinct, func, select

from app.records import EntityType
from app.storage.full_text import index_for, marked, ranked, read_marks
from app.storage.queries.collection import Item
from app.storage.queries.snippets import make_snippet
from app.storage.tables import article, article_entity, entity, entity_alias, quote, quote_speaker

QUOTE, ARTICLE = "quote", "article"
KINDS = (*map(str, EntityType), QUOTE, ARTICLE)
"""What can be found, in the order in which kinds take turns."""

NAMES = "name_words"
_FIELDS = {ARTICLE: ("title", "text"), QUOTE: ("text",)}


@dataclass(frozen=True)
class Found:
    """Some results, and where the next ones are."""

    items: list[Item]
    totals: Mapping[str, int]
    """How many results of each kind there are."""
    seen: Mapping[str, int]
    """How many of each kind there were up to here."""


def search(connection: Connection, words: str, seen: Mapping[str, int], limit: int) -> Found:
    """Return up to `limit` results of the kinds in `seen`, after as many as were seen of each.

    `words` is an expression of `full_text`. Scores of one kind say nothing of another, so kinds
    take turns: the best of each, then the second best.
    """
    totals = {kind: _count(connection, kind, words) for kind in seen}
    turns = _take_turns(seen, totals, limit)
    results = {
        kind: iter(_read(connection, kind, words, offset=seen[kind], limit=turns.count(kind)))
        for kind in set(turns)
    }
    items = [next(results[kind]) for kind in turns]
    return Found(items, totals, {kind: seen[kind] + turns.count(kind) for kind in seen})


def _take_turns(seen: Mapping[str, int], totals: Mapping[str, int], limit: int) -> list[str]:
    counts = dict(seen)
    turns: list[str] = []
    while len(turns) < limit:
        left = [kind for kind in counts if counts[kind] < totals[kind]]
        if not left:
            break
        kind = min(left, key=lambda one: (counts[one], KINDS.index(one)))
        counts[kind] += 1
        turns.append(kind)
    return turns


def _count(connection: Connection, kind: str, words: str) -> int:
    statement = _count_statement(kind, _index(kind, words))
    return int(connection.execute(statement, {"words": words, "type": kind}).scalar_one())


def _read(connection: Connection, kind: str, words: str, *, offset: int, limit: int) -> list[Item]:
    index = _index(kind, words)
    window = {"words": words, "type": kind, "offset": offset, "limit": limit}
    rows = connection.execute(_page_statement(kind, index), window).all()
    snippets = _snippets(connection, kind, index, words, [row.number for row in rows])
    speakers = _speakers(connection, [row.number for row in rows]) if kind == QUOTE else {}
    return [
        {
            "id": row.id if "/" in row.id else f"{kind}s/{row.id}",
            "type": kind,
            "title": row.title,
            "published": row.published,
            "score": round(-row.score, 3),
            "snippet": snippets[row.number],
            "speakers": speakers.get(row.number, []),
        }
        for row in rows
    ]


def _index(kind: str, words: str) -> str:
    return index_for(f"{kind}_text", words) if kind in _FIELDS else NAMES


@lru_cache
def _count_statement(kind: str, index: str) -> Select[int]:
    if kind in _FIELDS:
        return select(func.count()).select_from(ranked(index))
    names = ranked(index)
    return (
        select(func.count(distinct(entity_alias.c.entity_id)))
        .join(names, names.c.number == entity_alias.c.number)
        .join(entity, entity.c.id == entity_alias.c.entity_id)
        .where(entity.c.type == bindparam("type"))
    )


@lru_cache
def _page_statement(kind: str, index: str) -> Select[Any]:
    """Return the results of a kind, the best first; of equally good ones always the same first."""
    found = ranked(index)
    match kind:
        case "quote":
            statement = (
                select(
                    quote.c.id, quote.c.number, found.c.score, quote.c.published, article.c.title
                )
                .join(found, found.c.number == quote.c.number)
                .join(article, article.c.id == quote.c.article_id)
                .order_by(found.c.score, quote.c.id)
            )
        case "article":
            statement = (
                select(article.c.id, article.c.number, found.c.score)
                .add_columns(article.c.published, article.c.title)
                .join(found, found.c.number == article.c.number)
                .order_by(found.c.score, article.c.id)
            )
        case _:
            best = _best_names(found)
            statement = (
                select(entity.c.id, best.c.number, best.c.score)
                .add_columns(entity.c.last_published.label("published"))
                .add_columns(entity.c.name.label("title"))
                .join(best, best.c.entity_id == entity.c.id)
                .where(best.c.place == 1, entity.c.type == bindparam("type"))
                # Equally good names stand in the order of how often they are used.
                .order_by(best.c.score, best.c.number)
            )
    return statement.limit(bindparam("limit")).offset(bindparam("offset"))


def _best_names(found: Subquery) -> Subquery:
    """Return the names found, with the `place` of each among those of its entity."""
    order = (found.c.score, found.c.number)
    place = func.row_number().over(partition_by=entity_alias.c.entity_id, order_by=order)
    return (
        select(entity_alias.c.entity_id, *found.c, place.label("place"))
        .join(found, found.c.number == entity_alias.c.number)
        .subquery()
    )


def _snippets(
    connection: Connection, kind: str, index: str, words: str, numbers: Sequence[int]
) -> dict[int, Item]:
    fields = _FIELDS.get(kind, ("name",))
    rows = connection.execute(
        marked(index, len(fields)), {"words": words, "numbers": numbers}
    ).all()
    return {row.number: _snippet(fields, row) for row in rows}


def _snippet(fields: Sequence[str], row: Row[Any]) -> Item:
    """Return the snippet of the last field with marks, which for articles is the text."""
    texts: Sequence[str | None] = row[1:]
    shown = {field: read_marks(text or "") for field, text in zip(fields, texts, strict=True)}
    field = [one for one, (_, marks) in shown.items() if marks][-1:] or fields[-1:]
    return make_snippet(field[0], *shown[field[0]])


_SPEAKERS = (
    select(
        quote_speaker.c.quote_number,
        article_entity.c.entity_id,
        func.coalesce(entity.c.name, quote_speaker.c.name).label("name"),
    )
    .outerjoin(article_entity, article_entity.c.id == quote_speaker.c.article_entity_id)
    .outerjoin(entity, entity.c.id == article_entity.c.entity_id)
    .where(quote_speaker.c.quote_number.in_(bindparam("numbers", expanding=True)))
    .order_by(quote_speaker.c.quote_number, quote_speaker.c.position)
)


def _speakers(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    for row in connection.execute(_SPEAKERS, {"numbers": numbers}):
        found.setdefault(row.quote_number, []).append({"entity": row.entity_id, "name": row.name})
    return found
