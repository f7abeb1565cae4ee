"""Exercises, one an edition, with all that articles say of each, side by side."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from app.records import EntityType, Modality, Predicate
from app.storage.queries import claims, entities
from app.storage.queries.collection import Collection, Facet, Filter, Item, Load, Rows
from app.storage.queries.conflicts import find_conflicts
from app.storage.queries.filters import same_text, text_facet
from app.storage.queries.ids import PLACE, entity_id
from app.storage.queries.values import CUT_DATE, CUT_DATES, NAME, NUMBER, NUMBERS, choice
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


def _shape(row: Row[Any]) -> Item:
    return {
        "id": row.id,
        "name": row.name,
        "series": row.series,
        "edition": row.edition,
        **entities.summary(row),
    }


def _with(predicate: Predicate, who: str, example: str) -> Filter:
    types = (EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.PERSON)
    return Filter(
        entity_id(*types),
        lambda ids: entity.c.id.in_(claims.subjects_about([predicate], ids)),
        f"with this {who}",
        example,
    )


def _range(name: str, predicate: Predicate, build: Callable[..., Filter]) -> dict[str, Filter]:
    """Return filters for a value and its bounds, which one and the same claim must meet."""

    def within(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return entity.c.id.in_(claims.subjects([predicate], condition))

    return {
        f"{name}{suffix}": replace(build(name, suffix), within=within)
        for suffix in ("", "__gte", "__lte")
    }


def _number(things: str, suffix: str) -> Filter:
    condition = {"": claims.amounts_to, "__gte": claims.at_least, "__lte": claims.at_most}[suffix]
    bound = {"": "so many", "__gte": "at least so many", "__lte": "at most so many"}[suffix]
    return Filter(
        NUMBER if suffix else NUMBERS,
        condition,
        f"with {bound} {things}, as one claim has it",
        "20000" if suffix == "__lte" else "5000",
    )


def _date(name: str, suffix: str) -> Filter:
    # A date cut to its month may be any of its days: "~" sorts after every digit and hyphen.
    def since(date: ColumnElement[str]) -> ColumnElement[bool]:
        return claim.c.words.concat("~") >= date

    def until(date: ColumnElement[str]) -> ColumnElement[bool]:
        return claim.c.words <= date.concat("~")

    def during(date: ColumnElement[str]) -> ColumnElement[bool]:
        return since(date) & until(date)

    where, when = {
        "": (during, "in this year, month or day"),
        "__gte": (since, "on or after this date"),
        "__lte": (until, "on or before this date"),
    }[suffix]
    return Filter(CUT_DATE if suffix else CUT_DATES, where, f"whose {name} is {when}", "2023-06")


def _known(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return entity.c.id.in_(select(exercise.c.id).where(condition))


_CLAIMS = claims.load_claims(FIELDS)


def _load_claims(connection: Connection, rows: Rows) -> list[Item]:
    said = _CLAIMS.read(connection, rows)
    return [{**one, "conflicts": find_conflicts(one, FIELDS)} for one in said]


_own = exercise.alias("own")
_OWN = entity.join(_own, _own.c.id == entity.c.id)

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
    loads=[entities.ALIASES, Load((*_CLAIMS.fields, "conflicts"), _load_claims)],
    narrowed_by={
        **entities.FILTERS,
        "series": Filter(
            NAME,
            lambda key: exercise.c.series_key == key,
            "of this series, however spelt",
            "Air Defender",
            _known,
        ),
        "edition": same_text(exercise.c.edition, "of this edition", "2023", _known),
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
            lambda country, words: entity.c.id.in_(claims.subjects_at(country, words)),
            "in this country, or where the place's name has these words",
            "DE",
        ),
        **_range("personnel", Predicate.PERSONNEL, _number),
        **_range("aircraft", Predicate.AIRCRAFT, _number),
        **_range("ships", Predicate.SHIPS, _number),
        **_range("vehicles", Predicate.VEHICLES, _number),
        **_range(
            "participant_count",
            Predicate.PARTICIPANT_COUNT,
            lambda _, suffix: _number("participating countries", suffix),
        ),
        **_range("start", Predicate.START, _date),
        **_range("end", Predicate.END, _date),
        "modality": Filter(
            choice(*Modality),
            lambda words: entity.c.id.in_(
                claims.subjects(list(FIELDS.values()), claim.c.modality.in_(words))
            ),
            "of which something holds in this way",
            "cancelled",
        ),
    },
    facets={
        "series": Facet(_own.c.series, _OWN, group=_own.c.series_key),
        "edition": text_facet(_own.c.edition, source=_OWN),
        "country": claims.objects_facet(PARTS, EntityType.COUNTRY),
        "host": claims.objects_facet([Predicate.HOST]),
        "organizer": claims.objects_facet([Predicate.ORGANIZER]),
        "participant": claims.objects_facet([Predicate.PARTICIPANT]),
        "observer": claims.objects_facet([Predicate.OBSERVER]),
    },
)
