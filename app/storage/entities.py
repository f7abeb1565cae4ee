"""Keep each entity's row equal to what the articles linked to it amount to."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import (
    Connection,
    RowMapping,
    Table,
    bindparam,
    delete,
    distinct,
    func,
    insert,
    select,
    update,
)

from app.names import slugify
from app.records import EntityType, Form
from app.storage import tables
from app.storage.countries import country_facts
from app.storage.linking import NOTHING_COUNTED, select_among
from app.storage.rows import Row
from app.storage.tables import article, article_entity, article_entity_alias, entity, entity_alias

TABLES = {
    EntityType.COUNTRY: tables.country,
    EntityType.PERSON: tables.person,
    EntityType.ORGANIZATION: tables.organization,
    EntityType.EXERCISE: tables.exercise,
}
# More mentions than these count as these; with the digest the number keeps to 63 bits.
MOST_MENTIONS = 2**20 - 1
DIGEST_BITS = 43
_LINK = article_entity.c.entity_id


def refresh_entities(connection: Connection, ids: Collection[str]) -> None:
    """Recount and rename the entities with these `ids`; those without an article are deleted."""
    tallies = _count(connection, ids)
    _delete(connection, entity, "id", set(ids) - tallies.keys())
    variants = _load_variants(connection, tallies)
    names = {one: _canonical_name(one, variants[one]) for one in tallies}
    if tallies:
        connection.execute(
            update(entity)
            .where(entity.c.id == bindparam("key"))
            .values(name=bindparam("canonical"), **{c: bindparam(c) for c in NOTHING_COUNTED}),
            [{"key": one, "canonical": names[one], **tally} for one, tally in tallies.items()],
        )
    _delete(connection, entity_alias, "entity_id", tallies)
    aliases = _number_aliases(connection, _alias_rows(connection, variants), tallies)
    _insert(connection, entity_alias, aliases)
    for kind, table in TABLES.items():
        some = {one: found for one, found in variants.items() if found[0]["type"] == str(kind)}
        _delete(connection, table, "id", some)
        rows = [_describe(kind, one, names[one], found) for one, found in some.items()]
        _insert(connection, table, rows)


def _count(connection: Connection, ids: Collection[str]) -> dict[str, Row]:
    """Return what is counted of each entity that is linked to an article."""
    in_articles = (
        select(
            _LINK,
            func.count(distinct(article_entity.c.article_id)).label("article_count"),
            func.min(article.c.published).label("first_published"),
            func.max(article.c.published).label("last_published"),
        )
        .join(article, article.c.id == article_entity.c.article_id)
        .group_by(_LINK)
    )
    mentions = (
        select(_LINK, func.count().label("mention_count"))
        .join(tables.mention, tables.mention.c.article_entity_id == article_entity.c.id)
        .group_by(_LINK)
    )
    spoken = tables.quote_speaker.c
    quotes = (
        select(_LINK, func.count(distinct(spoken.quote_number)).label("quote_count"))
        .join(tables.quote_speaker, spoken.article_entity_id == article_entity.c.id)
        .group_by(_LINK)
    )
    tallies: dict[str, Row] = {}
    for statement in (in_articles, mentions, quotes):
        for row in select_among(connection, statement, _LINK, ids):
            counts = {name: value for name, value in row.items() if name != _LINK.name}
            tallies.setdefault(row["entity_id"], dict(NOTHING_COUNTED)).update(counts)
    return tallies


def _load_variants(connection: Connection, ids: Collection[str]) -> dict[str, list[RowMapping]]:
    """Return how articles present each entity, every way with the number of its articles."""
    columns = [
        article_entity.c[name]
        for name in (
            "entity_id", "type", "key", "surname_key", "name",
            "acronym", "kind", "country", "series", "edition",
        )
    ]  # fmt: skip
    statement = select(*columns, func.count().label("count")).group_by(*columns)
    variants: dict[str, list[RowMapping]] = defaultdict(list)
    for row in select_among(connection, statement, _LINK, ids):
        variants[row["entity_id"]].append(row)
    return variants


def _canonical_name(entity_id: str, variants: Sequence[RowMapping]) -> str:
    """Return the name that the id is made from, as most articles write it."""
    own = [one for one in variants if one["key"] == entity_id.partition("/")[2]]
    # A bare surname may be what most articles write; it is not the name for that.
    full = [one for one in variants if one["key"] != one["surname_key"]]
    return _commonest(own or full or variants, "name") or ""


def _commonest(variants: Iterable[RowMapping], column: str) -> str | None:
    """Return the most frequent value; of equals the longest, then the first by alphabet."""
    counts: Counter[str] = Counter()
    for one in variants:
        if one[column]:
            counts[one[column]] += one["count"]
    if not counts:
        return None
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def _alias_rows(connection: Connection, variants: Mapping[str, Sequence[RowMapping]]) -> list[Row]:
    statement = (
        select(
            _LINK, article_entity_alias.c.name, func.min(article_entity_alias.c.form).label("form")
        )
        .join(article_entity, article_entity.c.id == article_entity_alias.c.article_entity_id)
        .group_by(_LINK, article_entity_alias.c.name)
    )
    forms: dict[tuple[str, str], str | None] = {
        (row["entity_id"], row["name"]): row["form"]
        for row in select_among(connection, statement, _LINK, variants)
    }
    for one, rows in variants.items():
        forms |= {(one, row["name"]): str(Form.NAME) for row in rows}
    return [
        {"entity_id": one, "name": name, "key": slugify(name), "form": form}
        for (one, name), form in sorted(forms.items())
    ]


def _number_aliases(
    connection: Connection, rows: list[Row], tallies: Mapping[str, Row]
) -> list[Row]:
    """Return `rows` with numbers that rise as their entities' mentions become fewer.

    What the indexes of names find comes in this order at no cost. Among equals a digest decides,
    so that the order of ingest does not.
    """
    column = entity_alias.c.number
    numbered: dict[int, Row] = {}
    left = [{**row, "number": _number(row, tallies[row["entity_id"]])} for row in rows]
    # Digests that clash are rare, but among a million names there are some.
    while left:
        wanted = [row["number"] for row in left]
        stored = {row["number"] for row in select_among(connection, select(column), column, wanted)}
        clashing = []
        for row in left:
            if row["number"] in stored or row["number"] in numbered:
                clashing.append({**row, "number": row["number"] + 1})
            else:
                numbered[row["number"]] = row
        left = clashing
    return list(numbered.values())


def _number(row: Row, tally: Row) -> int:
    """Return the number that an alias is to have, were it not for others with the same."""
    digest = hashlib.blake2b(f"{row['entity_id']}\n{row['name']}".encode(), digest_size=8)
    low = int.from_bytes(digest.digest()) >> (64 - DIGEST_BITS)
    mentions: int = min(tally["mention_count"], MOST_MENTIONS)
    return ((MOST_MENTIONS - mentions) << DIGEST_BITS) + low


def _describe(kind: EntityType, entity_id: str, name: str, variants: Sequence[RowMapping]) -> Row:
    """Return the entity's row in the table of its type."""
    match kind:
        case EntityType.COUNTRY:
            return {"id": entity_id} | _country_columns(entity_id.partition("/")[2])
        case EntityType.PERSON:
            return {"id": entity_id, "surname_key": _commonest(variants, "surname_key")}
        case EntityType.ORGANIZATION:
            return {
                "id": entity_id,
                "acronym": _commonest(variants, "acronym"),
                "kind": _commonest(variants, "kind"),
                "country_code": _commonest(variants, "country"),
            }
        case EntityType.EXERCISE:
            series = _commonest(variants, "series") or name
            return {
                "id": entity_id,
                "series": series,
                "series_key": slugify(series),
                "edition": _commonest(variants, "edition"),
            }


def _country_columns(code: str) -> Row:
    facts = country_facts(code)
    return {
        "alpha_2": facts.alpha_2 if facts else None,
        "alpha_3": facts.alpha_3 if facts else None,
        "numeric": facts.numeric if facts else None,
        "official_name": facts.official_name if facts else None,
        "region": facts.region if facts else None,
        "former": bool(facts and facts.former),
    }


def _delete(connection: Connection, table: Table, key: str, ids: Collection[str]) -> None:
    if ids:
        statement = delete(table).where(table.c[key] == bindparam("gone"))
        connection.execute(statement, [{"gone": one} for one in ids])


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)
