"""Who or what a name may mean: candidates, each with the reason and how well the name fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from app.names import slugify
from app.records import COLLECTIONS, EntityType, Form
from app.storage.countries import country_facts
from app.storage.full_text import ranked
from app.storage.queries.collection import Item
from app.storage.queries.country_codes import find_code
from app.storage.queries.ids import MAX_CODE
from app.storage.tables import country, entity, entity_alias, exercise, organization, person

SCORES = {
    "id": 1.0,
    "name": 1.0,
    "code": 0.95,
    "acronym": 0.9,
    "abbreviation": 0.9,
    "alias": 0.9,
    "former": 0.8,
    "demonym": 0.8,
    "surname": 0.7,
    "series": 0.7,
    "spelling": 0.6,
}
"""How well a name fits for each reason; a misspelt one fits less with every letter."""

THE = "the "
COUNTRIES = COLLECTIONS[EntityType.COUNTRY]
_TOLD_FORMS = {Form.ACRONYM, Form.ABBREVIATION, Form.DEMONYM, Form.FORMER, Form.SURNAME}
_NEAR = 50  # names looked at for one that is misspelt
_SHORTEST = 4  # letters; shorter names are all alike
_LONG = 8  # letters from which two of them may be wrong


@dataclass(frozen=True)
class _Hit:
    """An entity that a name may mean, and why."""

    id: str
    reason: str
    matched: str
    score: float


def resolve_name(connection: Connection, name: str, types: Sequence[str], limit: int) -> list[Item]:
    """Return up to `limit` entities of `types` that `name` may mean, those it fits best first.

    Misspelt names are looked for only where nothing bears the name as it is.
    """
    bare = name.strip()[len(THE) :] if name.strip().lower().startswith(THE) else name
    hits = (
        [*_named(connection, name), *_countries(name)]
        or [*_named(connection, bare), *_countries(bare)]
        or [*_misspelt(connection, bare)]
    )
    best: dict[str, _Hit] = {}
    for hit in hits:
        if hit.id not in best or hit.score > best[hit.id].score:
            best[hit.id] = hit
    rows = {row.id: row for row in connection.execute(_ENTITIES, {"ids": sorted(best)})}
    items = [_item(hit, rows.get(hit.id)) for hit in best.values()]
    chosen = [item for item in items if item["type"] in types]
    return sorted(chosen, key=lambda one: (-one["score"], -one["mention_count"], one["id"]))[:limit]


_ENTITIES = select(entity).where(entity.c.id.in_(bindparam("ids", expanding=True)))


def _item(hit: _Hit, row: Row[Any] | None) -> Item:
    """Return a candidate; a country that no article mentions has no row."""
    facts = country_facts(hit.id.rpartition("/")[2])
    return {
        "id": hit.id,
        "type": row.type if row else str(EntityType.COUNTRY),
        "name": row.name if row else facts and facts.name,
        "score": round(hit.score, 3),
        "reason": hit.reason,
        "matched": hit.matched,
        "mention_count": row.mention_count if row else 0,
    }


def _named(connection: Connection, name: str) -> Iterator[_Hit]:
    """Yield what has this id, or bears this name in some form."""
    slug = slugify(name)
    acronym = name.replace(".", "").upper()
    values = {"id": name.lower(), "key": slug, "acronym": acronym}
    for row in connection.execute(select(entity.c.id, entity.c.name).where(_ID), values):
        yield _Hit(row.id, "id", row.id, SCORES["id"])
    for row in connection.execute(_ALIASES, values) if slug else ():
        reason = _reason(row, slug)
        yield _Hit(row.id, reason, row.matched, SCORES[reason])
    for row in connection.execute(_SURNAMES, values) if slug else ():
        yield _Hit(row.id, "surname", row.name, SCORES["surname"])
    for row in connection.execute(_ACRONYMS, values):
        yield _Hit(row.id, "acronym", row.acronym, SCORES["acronym"])
    for row in connection.execute(_EDITIONS, values) if slug else ():
        yield _Hit(row.id, "series", row.series, SCORES["series"])


_ID = entity.c.id == bindparam("id")
_ALIASES = (
    select(entity.c.id, entity.c.name, entity_alias.c.name.label("matched"), entity_alias.c.form)
    .add_columns(person.c.surname_key, country.c.former)
    .join_from(entity_alias, entity, entity.c.id == entity_alias.c.entity_id)
    .outerjoin(person, person.c.id == entity.c.id)
    .outerjoin(country, country.c.id == entity.c.id)
    .where(entity_alias.c.key == bindparam("key"))
)
_SURNAMES = (
    select(entity.c.id, entity.c.name)
    .join(person, person.c.id == entity.c.id)
    .where(person.c.surname_key == bindparam("key"))
)
_ACRONYMS = select(organization.c.id, organization.c.acronym).where(
    organization.c.acronym == bindparam("acronym")
)
_EDITIONS = select(exercise.c.id, exercise.c.series).where(
    exercise.c.series_key == bindparam("key")
)


def _reason(row: Any, slug: str) -> str:
    if slugify(row.name) == slug:
        return "name"
    if row.surname_key == slug:
        return "surname"
    return row.form if row.form in _TOLD_FORMS else "alias"


def _countries(name: str) -> Iterator[_Hit]:
    """Yield the country of which `name` is a code or a name, also if no article mentions it."""
    collection, _, text = name.strip().rpartition("/")
    code = find_code(text) if collection.lower() in ("", COUNTRIES) else None
    facts = country_facts(code) if code else None
    if facts is None:
        return
    is_code = len(text) <= MAX_CODE and text.lower() != facts.name.lower()
    reason = "id" if collection else "code" if is_code else "name"
    yield _Hit(f"{COUNTRIES}/{code}", reason, text, SCORES[reason])


def _misspelt(connection: Connection, name: str) -> Iterator[_Hit]:
    """Yield what has a name that is a letter or two from `name`."""
    slug = slugify(name)
    if len(slug) < _SHORTEST:
        return
    most = 2 if len(slug) >= _LONG else 1
    trigrams = dict.fromkeys(slug[i : i + 3] for i in range(len(slug) - 2))
    words = " OR ".join(f'"{one}"' for one in trigrams)
    for row in connection.execute(_near(), {"words": words, "most": _NEAR}):
        # Of people, the surname alone may be meant.
        ways = {row.key, row.key.rpartition("-")[2]}
        distance = min(edit_distance(slug, way) for way in ways)
        if distance <= most:
            score = SCORES["spelling"] * (1 - distance / len(slug))
            yield _Hit(row.entity_id, "spelling", row.name, score)


@lru_cache
def _near() -> Select[Any]:
    found = ranked("name_trigrams")
    return (
        select(entity_alias.c.entity_id, entity_alias.c.name, entity_alias.c.key)
        .join(found, found.c.number == entity_alias.c.number)
        .order_by(found.c.score, found.c.number)
        .limit(bindparam("most"))
    )


def edit_distance(one: str, other: str) -> int:
    """Return how many letters must be changed, put in, left out or swapped with their neighbour.

    >>> [edit_distance("orma", other) for other in ("orma", "omra", "norm", "orlando")]
    [0, 1, 2, 4]
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]
