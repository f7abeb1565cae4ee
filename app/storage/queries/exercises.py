"""Exercises, one an edition, with all that articles say of each, side by side."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from app.records import EntityType, Predicate
from app.storage.queries import claims, entities
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.ids import PLACE, entity_id
from app.storage.queries.values import CUT_DATE, NUMBER, TEXT
from app.storage.tables import claim, entity, exercise

FIELDS = {
    "hosts": Predicate.HOST,
    "organizers": Predicate.ORGANIZER,
    "participants": Predicate.PARTICIPANT,
    "observers": Predicate.OBSERVER,
    "places": Predicate.PLACE,
    "personnel": Predicate.PERSONNEL,
    "aircraft": Predicate.AIRCRAFT,
    "ships": Predicate.SHIPS,
    "vehicles": Predicate.VEHICLES,
    "participant_count": Predicate.PARTICIPANT_COUNT,
    "start": Predicate.START,
    "end": Predicate.END,
    "duration": Predicate.DURATION,
    "planned_since": Predicate.PLANNED_SINCE,
}
"""What JSON calls the claims of each predicate."""

PARTS = (
    Predicate.HOST,
    Predicate.ORGANIZER,
    Predicate.PARTICIPANT,
    Predicate.OBSERVER,
    Predicate.PLACE,
)


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    ids = [row.id for row in rows]
    aliases = entities.aliases_of(connection, ids)
    said = claims.claims_of(connection, ids, list(FIELDS.values()))
    return [
        {
            "id": row.id,
            "name": row.name,
            "aliases": aliases.get(row.id, []),
            "series": row.series,
            "edition": row.edition,
            **{field: said[row.id][predicate] for field, predicate in FIELDS.items()},
            **entities.summary(row),
        }
        for row in rows
    ]


def _with(predicate: Predicate, who: str, example: str) -> Filter:
    types = (EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.PERSON)
    return Filter(
        entity_id(*types),
        lambda ids: entity.c.id.in_(claims.subjects_about([predicate], ids)),
        f"with this {who}",
        example,
    )


def _range(name: str, predicate: Predicate, build: Callable[..., Filter]) -> dict[str, Filter]:
    """Return filters for both bounds, which one and the same claim must meet."""

    def within(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return entity.c.id.in_(claims.subjects([predicate], condition))

    return {
        f"{name}__{bound}": build(name, is_lower=bound == "gte", within=within)
        for bound in ("gte", "lte")
    }


def _number(name: str, *, is_lower: bool, within: Any) -> Filter:
    # A range ("5,000 to 7,000") has no number of its own: what may be true counts.
    edge = claim.c.high if is_lower else claim.c.low
    known = func.coalesce(claim.c.number, edge, claim.c.low, claim.c.high)
    return Filter(
        NUMBER,
        lambda number: known >= number if is_lower else known <= number,
        f"with {'at least' if is_lower else 'at most'} so many {name}, as one claim has it",
        "5000" if is_lower else "20000",
        within,
    )


def _date(name: str, *, is_lower: bool, within: Any) -> Filter:
    # A date cut to its month may be any of its days: "~" sorts after every digit and hyphen.
    def where(date: ColumnElement[str]) -> ColumnElement[bool]:
        if is_lower:
            return claim.c.words.concat("~") >= date
        return claim.c.words <= date.concat("~")

    when = "or after" if is_lower else "or before"
    return Filter(CUT_DATE, where, f"whose {name} is on {when} this date", "2023-06", within)


def _told(column: ColumnElement[Any], about: str, example: str) -> Filter:
    def where(words: ColumnElement[str]) -> ColumnElement[bool]:
        found = select(exercise.c.id).where(func.lower(column) == func.lower(words))
        return entity.c.id.in_(found)

    return Filter(TEXT, where, about, example)


EXERCISES = Collection(
    name="exercises",
    table=entity,
    rows=select(entity, exercise.c.series, exercise.c.edition)
    .join(exercise, exercise.c.id == entity.c.id)
    .where(entities.of_type(EntityType.EXERCISE)),
    scope=entities.of_type(EntityType.EXERCISE),
    key=entity.c.id,
    place=(entity.c.id,),
    orders=entities.ORDERS,
    order="name",
    shape=_shape,
    filters={
        **entities.FILTERS,
        "series": _told(exercise.c.series, "of this series, in any case", "Air Defender"),
        "edition": _told(exercise.c.edition, "of this edition", "2023"),
        "country": Filter(
            entity_id(EntityType.COUNTRY),
            lambda ids: entity.c.id.in_(claims.subjects_about(PARTS, ids)),
            "that this country has any part in",
            "DE",
        ),
        "host": _with(Predicate.HOST, "host", "DE"),
        "organizer": _with(Predicate.ORGANIZER, "organizer", "nato"),
        "participant": _with(Predicate.PARTICIPANT, "participant", "SE"),
        "observer": _with(Predicate.OBSERVER, "observer", "JP"),
        "place": Filter(
            PLACE,
            lambda place: entity.c.id.in_(claims.subjects_at(place)),
            "in this country, or where the place's name has these words",
            "DE",
        ),
        **_range("personnel", Predicate.PERSONNEL, _number),
        **_range("aircraft", Predicate.AIRCRAFT, _number),
        **_range("ships", Predicate.SHIPS, _number),
        **_range("vehicles", Predicate.VEHICLES, _number),
        **_range("start", Predicate.START, _date),
        **_range("end", Predicate.END, _date),
    },
)
