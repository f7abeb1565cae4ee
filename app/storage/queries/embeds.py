"""What a user may have put into items: those of other collections that belong to them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from app.storage.queries.articles import ARTICLES
from app.storage.queries.claims import CLAIMS
from app.storage.queries.collection import Collection, Embed, Item, Rows
from app.storage.queries.countries import COUNTRIES
from app.storage.queries.exercises import EXERCISES
from app.storage.queries.facts import stands_in
from app.storage.queries.mentions import MENTIONS
from app.storage.queries.organizations import ORGANIZATIONS
from app.storage.queries.pages import get_items
from app.storage.queries.people import PEOPLE
from app.storage.queries.quotes import QUOTES
from app.storage.tables import article_entity, claim, mention, quote, quote_speaker

_ENTITIES = {one.name: one for one in (COUNTRIES, PEOPLE, ORGANIZATIONS, EXERCISES)}
_OWNERS: BindParameter[Any] = bindparam("owners", expanding=True)


def _article(connection: Connection, rows: Rows) -> list[Item]:
    found = get_items(connection, ARTICLES, sorted({row.article_id for row in rows}))
    return [found[row.article_id] for row in rows]


def _entities(connection: Connection, ids_of: Mapping[Any, Sequence[str]]) -> dict[Any, list[Item]]:
    """Return the entities with the ids that each owner has."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for ids in ids_of.values():
        for one in ids:
            wanted[one.partition("/")[0]].add(one)
    found: dict[str, Item] = {}
    for name, some in wanted.items():
        found |= get_items(connection, _ENTITIES[name], sorted(some))
    return {owner: [found[one] for one in ids] for owner, ids in ids_of.items()}


def _entity(column: str) -> Callable[[Connection, Rows], list[Item | None]]:
    """Return what reads the entity whose id is in `column` of each row; None where none is."""

    def read(connection: Connection, rows: Rows) -> list[Item | None]:
        ids = {one for row in rows if (one := getattr(row, column))}
        found = _entities(connection, {one: [one] for one in ids})
        return [found[one][0] if (one := getattr(row, column)) else None for row in rows]

    return read


def _speakers(connection: Connection, rows: Rows) -> list[list[Item]]:
    ids: dict[int, list[str]] = defaultdict(list)
    for number, one in _pairs(connection, _SPEAKERS, [row.number for row in rows]):
        ids[number].append(one)
    found = _entities(connection, ids)
    return [found.get(row.number, []) for row in rows]


_SPEAKERS = (
    select(quote_speaker.c.quote_number, article_entity.c.entity_id)
    .join(article_entity, article_entity.c.id == quote_speaker.c.article_entity_id)
    .where(quote_speaker.c.quote_number.in_(_OWNERS), article_entity.c.entity_id.is_not(None))
    .order_by(quote_speaker.c.quote_number, quote_speaker.c.position)
)


def _facts(
    target: Collection, pairs: Select[Any, Any], owner: Callable[[Row[Any]], Any]
) -> Callable[[Connection, Rows], list[list[Item]]]:
    """Return what reads the facts whose keys `pairs` has beside those of the rows' owners."""

    def read(connection: Connection, rows: Rows) -> list[list[Item]]:
        owners: dict[str, list[Any]] = defaultdict(list)
        for one, key in _pairs(connection, pairs, [owner(row) for row in rows]):
            owners[key].append(one)
        found: dict[Any, list[Item]] = defaultdict(list)
        for key, item in get_items(connection, target, sorted(owners)).items():
            for one in owners[key]:
                found[one].append(item)
        return [found[owner(row)] for row in rows]

    return read


def _pairs(
    connection: Connection, pairs: Select[Any, Any], owners: Sequence[Any]
) -> Sequence[Row[Any, Any]]:
    return connection.execute(pairs, {"owners": owners}).all()


def _in_quote(table: Any) -> Select[Any, Any]:
    """Return the facts whose words are among those of each quote."""
    found = select(quote.c.number, table.c.id).join(table, stands_in(table, quote))
    return found.where(quote.c.number.in_(_OWNERS))


def _in_article(table: Any) -> Select[Any, Any]:
    return select(table.c.article_id, table.c.id).where(table.c.article_id.in_(_OWNERS))


def _about_entity(column: Any) -> Select[Any, Any]:
    return (
        select(article_entity.c.entity_id, claim.c.id)
        .join(claim, column == article_entity.c.id)
        .where(article_entity.c.entity_id.in_(_OWNERS))
    )


def _number(row: Row[Any]) -> Any:
    return row.number


def _id(row: Row[Any]) -> Any:
    return row.id


_ARTICLE = Embed("the article whole", _article)
_ABOUT_IT = Embed("all claims about it", _facts(CLAIMS, _about_entity(claim.c.subject_id), _id))

EMBEDS: Mapping[str, Mapping[str, Embed]] = {
    ARTICLES.name: {
        "quotes": Embed("its quotes", _facts(QUOTES, _in_article(quote), _id)),
        "claims": Embed("its claims", _facts(CLAIMS, _in_article(claim), _id)),
        "mentions": Embed("its mentions", _facts(MENTIONS, _in_article(mention), _id)),
    },
    COUNTRIES.name: {
        "claims": Embed(
            "all claims that it is the object of",
            _facts(CLAIMS, _about_entity(claim.c.object_id), _id),
        )
    },
    PEOPLE.name: {"claims": _ABOUT_IT},
    ORGANIZATIONS.name: {"claims": _ABOUT_IT},
    EXERCISES.name: {"claims": _ABOUT_IT},
    QUOTES.name: {
        "speaker": Embed("the speakers that are known, whole", _speakers),
        "article": _ARTICLE,
        "claims": Embed("the claims in its words", _facts(CLAIMS, _in_quote(claim), _number)),
        "mentions": Embed(
            "the mentions in its words", _facts(MENTIONS, _in_quote(mention), _number)
        ),
    },
    MENTIONS.name: {
        "article": _ARTICLE,
        "entity": Embed("the entity whole, null if not known", _entity("entity_id")),
    },
    CLAIMS.name: {
        "article": _ARTICLE,
        "speaker": Embed("who asserts it, whole; null: the article", _entity("asserter")),
    },
}
"""What items of each collection may have put into them, by the names that users write."""
