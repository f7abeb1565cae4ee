"""The parts of JSON that every fact has: who or what it is about, and the words that say so."""

from typing import Any

from sqlalchemy import Row

from app.storage.queries.collection import Item


def evidence(article_id: str, start: int, end: int, text: str) -> Item:
    """Return where an article says something; offsets are code points in its text."""
    return {"article": f"articles/{article_id}", "start": start, "end": end, "text": text}


def evidence_of(row: Row[Any]) -> Item:
    """Return the evidence of a fact whose row has the span that states it."""
    return evidence(row.article_id, row.start, row.end, row.text)


def reference(entity: str | None, name: str | None) -> Item | None:
    """Return an entity by id and name; the id is null where it is not known who is meant."""
    return None if name is None else {"entity": entity, "name": name}
