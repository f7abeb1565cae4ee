"""Ids as values of filters: with their collection or without, in any case."""

import re
from collections.abc import Sequence

from app.records import COLLECTIONS, EntityType
from app.storage.queries.country_codes import find_code, nearest_code
from app.storage.queries.values import WORDS, BadValue, Repeat, Value, closest, parse_fragment

MAX_CODE = 4  # a country's longest code; longer words are names
_COLLECTION_OF = {str(one): name for one, name in COLLECTIONS.items()}


def entity_id(*types: EntityType) -> Value:
    """Return a value that is an id of one of these types.

    Without its collection it may be an id of each of them.
    """
    known = [COLLECTIONS[one] for one in types]

    def parse(text: str) -> list[str]:
        collection, slash, name = text.rpartition("/")
        if slash and collection.lower() not in known:
            meant = _COLLECTION_OF.get(collection.lower()) or closest(collection, known)
            raise BadValue(
                f"takes ids of {' or '.join(known)}",
                allowed=[f"{one}/…" for one in known],
                did_you_mean=meant and f"{meant}/{name}",
            )
        if not re.fullmatch(r"[A-Za-z0-9-]{1,120}", name):
            raise BadValue("is not an id: those have letters, digits and hyphens alone")
        ids = _ids([collection.lower()] if slash else known, name)
        if not ids:
            code = nearest_code(name.replace("-", " "))
            meant = f"countries/{code}" if code else None
            raise BadValue("is no country's code or name", did_you_mean=meant)
        return ids

    pattern = "^([A-Za-z]+/)?[A-Za-z0-9-]{1,120}$"
    return Value(parse, {"type": "string", "pattern": pattern}, Repeat.LIST, is_entity=True)


def _ids(collections: Sequence[str], name: str) -> list[str]:
    ids = [f"{one}/{name.lower()}" for one in collections if one != "countries"]
    if "countries" not in collections:
        return ids
    if not ids:
        code = find_code(name) or find_code(name.replace("-", " "))
        return [f"countries/{code}"] if code else []
    # A longer word may be a name of any of them, which only the base can tell.
    code = find_code(name) if len(name) <= MAX_CODE else None
    return [f"countries/{code or name.lower()}", *ids]


def _parse_article_id(text: str) -> list[str]:
    found = re.fullmatch("(?:(?i:articles)/)?([0-9a-fA-F]{16})", text)
    if not found:
        raise BadValue("is not an article's id: those have 16 hexadecimal digits")
    return [found[1].lower()]


def _parse_place(text: str) -> tuple[str | None, str | None]:
    """Return the country that is meant, if one is, and the words, unless they are its code."""
    name = re.sub("^(?i:countries)/", "", text)
    code = find_code(name.replace("-", " "))
    if code is None and name != text:
        raise BadValue("is no country's code")
    is_code = name != text or len(name) <= MAX_CODE
    words = None if code and is_code else parse_fragment(text)
    return code and f"countries/{code}", words


ARTICLE_ID = Value(
    _parse_article_id,
    {"type": "string", "pattern": "^(articles/)?[0-9a-fA-F]{16}$"},
    Repeat.LIST,
)
PLACE = Value(_parse_place, WORDS, Repeat.EACH, parts=2)
"""A country in any spelling, or words within a place's name."""
