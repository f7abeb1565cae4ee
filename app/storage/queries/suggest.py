"""Type-ahead: the names that somebody may be about to write, the most used first."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from app.names import slugify
from app.storage.full_text import MAX_TERMS, Term, Words, match_expression, matches
from app.storage.queries.collection import Item
from app.storage.queries.search import NAMES
from app.storage.tables import entity, entity_alias

_CHUNK = 50  # names read at a time; an entity may have several that match


def suggest(connection: Connection, text: str, types: Sequence[str], limit: int) -> list[Item]:
    """Return up to `limit` entities of `types`, the most mentioned first.

    Each word of `text` begins a word of one of their names, however either is spelt.
    """
    words = slugify(text).split("-")[:MAX_TERMS]
    expression = match_expression(
        Words(tuple((Term(word, is_prefix=True),) for word in words if word))
    )
    rows = connection.execute(
        _names(), {"words": expression, "types": types}, execution_options={"yield_per": _CHUNK}
    )
    found: dict[str, Item] = {}
    for row in rows:
        item = {
            "id": row.id,
            "type": row.type,
            "name": row.name,
            "matched": row.matched,
            "mention_count": row.mention_count,
        }
        found.setdefault(row.id, item)
        if len(found) == limit:
            rows.close()
            break
    return list(found.values())


@lru_cache
def _names() -> Select[Any]:
    """Return the names that match: the index numbers those of what is mentioned most first."""
    numbers = matches(NAMES, bindparam("words")).subquery()
    return (
        select(entity.c.id, entity.c.type, entity.c.name, entity.c.mention_count)
        .add_columns(entity_alias.c.name.label("matched"))
        .join_from(numbers, entity_alias, entity_alias.c.number == numbers.c.rowid)
        .join(entity, entity.c.id == entity_alias.c.entity_id)
        .where(entity.c.type.in_(bindparam("types", expanding=True)))
        .order_by(numbers.c.rowid)
    )
