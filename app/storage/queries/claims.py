"""Claims: what articles say of people, organizations and exercises."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Row,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    union,
)

from app.records import EntityType, Modality, Predicate
from app.storage.queries.collection import Collection, Facet, Filter, Item, Load, Rows
from app.storage.queries.evidence import evidence, evidence_of, reference
from app.storage.queries.facts import fact_facets, fact_filters, stands_in
from app.storage.queries.ids import entity_id
from app.storage.queries.pages import make_items
from app.storage.queries.values import NUMBER, NUMBERS, choice
from app.storage.tables import (
    article,
    article_entity,
    claim,
    claim_evidence,
    entity,
    mention,
    organization,
)

_subject = article_entity.alias("subject")
_object = article_entity.alias("object")
_asserter = article_entity.alias("asserter")
_subject_entity = entity.alias("subject_entity")
_object_entity = entity.alias("object_entity")
_asserter_entity = entity.alias("asserter_entity")
# For facets, whose conditions have those above.
_about = article_entity.alias("about")
_stated = claim.alias("stated")
_told = article_entity.alias("told")
_telling = article_entity.alias("telling")

TIES = (Predicate.ROLE, Predicate.AFFILIATION)
"""What ties people to organizations and countries."""

_ROWS = (
    select(
        claim,
        article.c.published,
        _subject.c.entity_id.label("subject"),
        func.coalesce(_subject_entity.c.name, _subject.c.name).label("subject_name"),
        _object.c.entity_id.label("object"),
        func.coalesce(_object_entity.c.name, _object.c.name).label("object_name"),
        _asserter.c.entity_id.label("asserter"),
        func.coalesce(_asserter_entity.c.name, _asserter.c.name).label("asserter_name"),
    )
    .join_from(claim, article, article.c.id == claim.c.article_id)
    .join(_subject, _subject.c.id == claim.c.subject_id)
    .outerjoin(_subject_entity, _subject_entity.c.id == _subject.c.entity_id)
    .outerjoin(_object, _object.c.id == claim.c.object_id)
    .outerjoin(_object_entity, _object_entity.c.id == _object.c.entity_id)
    .outerjoin(_asserter, _asserter.c.id == claim.c.asserted_by_id)
    .outerjoin(_asserter_entity, _asserter_entity.c.id == _asserter.c.entity_id)
)


def subjects(predicates: Sequence[Predicate], condition: ColumnElement[bool]) -> Select[str | None]:
    """Return the entities of which a claim says one of `predicates` and meets `condition`."""
    return (
        select(_subject.c.entity_id)
        .join(claim, claim.c.subject_id == _subject.c.id)
        .outerjoin(_object, _object.c.id == claim.c.object_id)
        .where(claim.c.predicate.in_(predicates), condition)
    )


def subjects_about(predicates: Sequence[Predicate], objects: Any) -> Select[str | None]:
    """Return the entities of which a claim says one of `predicates` about one of `objects`."""
    return subjects(predicates, _object.c.entity_id.in_(objects))


def subjects_at(country: ColumnElement[str], words: ColumnElement[str]) -> Select[str | None]:
    """Return the exercises that take place in the country, or where the name has the words.

    In the country is also what a claim says with the country's name: "in northern Germany".
    """
    inside = (
        select(mention.c.id)
        .join(article_entity, article_entity.c.id == mention.c.article_entity_id)
        .where(stands_in(mention, claim), article_entity.c.entity_id == country)
        .correlate(claim)
    )
    named = or_(
        _object.c.entity_id == country,
        inside.exists(),
        _object.c.name.icontains(words, escape="\\"),
        claim.c.words.icontains(words, escape="\\"),
    )
    return subjects([Predicate.PLACE], named)


def tied_to_country(countries: Any) -> CompoundSelect[Any]:
    """Return the countries, their organizations, and who has a role in, or belongs to, either."""
    own = (
        select(organization.c.id).where(
            literal("countries/").concat(organization.c.country_code).in_(countries)
        ),
        subjects_about([Predicate.COUNTRY], countries),
    )
    return union(
        select(entity.c.id).where(entity.c.id.in_(countries)),
        *own,
        _members(countries),
        _members(union(*own)),
    )


def tied_to_organization(organizations: Any) -> CompoundSelect[Any]:
    """Return the organizations, and who has a role in them or belongs to them."""
    return union(
        select(entity.c.id).where(entity.c.id.in_(organizations)),
        _members(organizations),
    )


def _members(objects: Any) -> Select[str | None]:
    """Return who belongs to one of `objects`; its ambassador "to" a country does not."""
    return subjects(TIES, _object.c.entity_id.in_(objects) & _belongs(claim))


def _belongs(said: FromClause) -> ColumnElement[bool]:
    return func.coalesce(said.c.words, "").not_like("% to %")


# A range ("5,000 to 7,000") has no number of its own: what may be true counts.
_least = func.coalesce(claim.c.number, claim.c.low, claim.c.high)
_most = func.coalesce(claim.c.number, claim.c.high, claim.c.low)


def at_least(number: ColumnElement[float]) -> ColumnElement[bool]:
    """Return the condition that what a claim says may be `number` or more."""
    return _most >= number


def at_most(number: ColumnElement[float]) -> ColumnElement[bool]:
    """Return the condition that what a claim says may be `number` or less."""
    return _least <= number


def amounts_to(number: ColumnElement[float]) -> ColumnElement[bool]:
    """Return the condition that what a claim says may be `number`."""
    return at_least(number) & at_most(number)


_ABOUT = _ROWS.where(
    _subject.c.entity_id.in_(bindparam("ids", expanding=True)),
    claim.c.predicate.in_(bindparam("predicates", expanding=True)),
).order_by(article.c.published.desc().nulls_last(), claim.c.article_id, claim.c.ordinal)


def load_claims(fields: Mapping[str, Predicate]) -> Load:
    """Return what loads the claims about entities, the newest first, those of a predicate each."""

    def load(connection: Connection, rows: Rows) -> list[Item]:
        ids = [row.id for row in rows]
        parameters = {"ids": ids, "predicates": list(fields.values())}
        about = connection.execute(_ABOUT, parameters).all()
        found: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for row, item in zip(about, make_items(connection, CLAIMS, about), strict=True):
            found[row.subject, row.predicate].append(item)
        return [{name: found[id_, one] for name, one in fields.items()} for id_ in ids]

    return Load(tuple(fields), load)


def objects_facet(predicates: Sequence[Predicate], *types: EntityType) -> Facet:
    """Return the facet of whom claims of `predicates` about an entity are about, too."""
    source = (
        entity.join(_about, _about.c.entity_id == entity.c.id)
        .join(_stated, _stated.c.subject_id == _about.c.id)
        .join(_told, _told.c.id == _stated.c.object_id)
    )
    where: ColumnElement[bool] = _stated.c.predicate.in_(predicates)
    if types:
        where &= _told.c.type.in_(types)
    return Facet(_told.c.entity_id, source, is_many=True, where=where)


def ties_facet(type_: EntityType) -> Facet:
    """Return the facet of what people have a role in or belong to, of this type."""
    facet = objects_facet(TIES, type_)
    return replace(facet, where=facet.where & _belongs(_stated))


def _shape(row: Row[Any]) -> Item:
    return {
        "id": f"claims/{row.id}",
        "subject": reference(row.subject, row.subject_name),
        "predicate": row.predicate,
        "object": reference(row.object, row.object_name),
        "value": row.words if row.number is None else _plain(row.number),
        "unit": row.unit,
        "qualifier": row.qualifier,
        "low": _plain(row.low),
        "high": _plain(row.high),
        "grain": row.grain,
        "modality": row.modality,
        "asserted_by": reference(row.asserter, row.asserter_name),
        "published": row.published,
        "evidence": evidence_of(row),
        "derived": row.derived,
        "rule": row.rule,
        "confidence": row.confidence,
    }


def _plain(number: float | None) -> float | int | None:
    """Return whole numbers without the decimal point."""
    return int(number) if number is not None and number.is_integer() else number


_MORE_EVIDENCE = (
    select(claim_evidence, claim.c.article_id)
    .join(claim, claim.c.id == claim_evidence.c.claim_id)
    .where(claim_evidence.c.claim_id.in_(bindparam("ids", expanding=True)))
    .order_by(claim_evidence.c.claim_id, claim_evidence.c.position)
)


def _load_more_evidence(connection: Connection, rows: Rows) -> list[Item]:
    found: dict[str, list[Item]] = defaultdict(list)
    for row in connection.execute(_MORE_EVIDENCE, {"ids": [row.id for row in rows]}):
        found[row.claim_id].append(evidence(row.article_id, row.start, row.end, row.text))
    return [{"more_evidence": found.get(row.id, [])} for row in rows]


def _linked_to(ids: Any) -> Select[int]:
    return select(article_entity.c.id).where(article_entity.c.entity_id.in_(ids))


_SUBJECTS = (EntityType.EXERCISE, EntityType.ORGANIZATION, EntityType.PERSON)

CLAIMS = Collection(
    name="claims",
    table=claim,
    rows=_ROWS,
    key=claim.c.id,
    place=(claim.c.article_id, claim.c.ordinal),
    orders={"position": None, "value": claim.c.number},
    order="position",
    shape=_shape,
    loads=[Load(("more_evidence",), _load_more_evidence)],
    narrowed_by={
        "subject": Filter(
            entity_id(*_SUBJECTS),
            lambda ids: claim.c.subject_id.in_(_linked_to(ids)),
            "about this entity",
            "exercises/air-defender-2023",
        ),
        "predicate": Filter(
            choice(*Predicate), claim.c.predicate.in_, "that say this", "participant"
        ),
        "object": Filter(
            entity_id(*EntityType),
            lambda ids: claim.c.object_id.in_(_linked_to(ids)),
            "whose object is this entity",
            "countries/JP",
        ),
        "asserted_by": Filter(
            entity_id(*EntityType),
            lambda ids: claim.c.asserted_by_id.in_(_linked_to(ids)),
            "that this entity makes, as the article has it",
            "people/ingo-gerhartz",
        ),
        "modality": Filter(
            choice(*Modality), claim.c.modality.in_, "that hold in this way", "planned"
        ),
        "value": Filter(NUMBERS, amounts_to, "that say this number, or a range with it", "6000"),
        "value__gte": Filter(NUMBER, at_least, "that say this number or more", "5000"),
        "value__lte": Filter(NUMBER, at_most, "that say this number or less", "20000"),
        **fact_filters(claim),
    },
    facets={
        "subject": Facet(_about.c.entity_id, claim.join(_about, _about.c.id == claim.c.subject_id)),
        "predicate": Facet(claim.c.predicate),
        "object": Facet(_told.c.entity_id, claim.join(_told, _told.c.id == claim.c.object_id)),
        "asserted_by": Facet(
            _telling.c.entity_id, claim.join(_telling, _telling.c.id == claim.c.asserted_by_id)
        ),
        "modality": Facet(claim.c.modality),
        **fact_facets(claim),
    },
)
