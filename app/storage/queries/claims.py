"""Claims: what articles say of people, organizations and exercises."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
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
from app.storage.queries.collection import Collection, Filter, Item
from app.storage.queries.evidence import evidence, evidence_of, reference
from app.storage.queries.ids import ARTICLE_ID, entity_id
from app.storage.queries.values import choice
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


def subjects_at(place: ColumnElement[str]) -> Select[str | None]:
    """Return the exercises that take place in the country, or where the name has the words.

    In the country is also what a claim says with the country's name: "in northern Germany".
    """
    inside = (
        select(mention.c.id)
        .join(article_entity, article_entity.c.id == mention.c.article_entity_id)
        .where(
            mention.c.article_id == claim.c.article_id,
            mention.c.start >= claim.c.start,
            mention.c.end <= claim.c.end,
            article_entity.c.entity_id == place,
        )
        .correlate(claim)
    )
    named = or_(
        _object.c.entity_id == place,
        inside.exists(),
        _object.c.name.icontains(place, escape="\\"),
        claim.c.words.icontains(place, escape="\\"),
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
    belongs = func.coalesce(claim.c.words, "").not_like("% to %")
    ties = (Predicate.ROLE, Predicate.AFFILIATION)
    return subjects(ties, _object.c.entity_id.in_(objects) & belongs)


_ABOUT = _ROWS.where(
    _subject.c.entity_id.in_(bindparam("ids", expanding=True)),
    claim.c.predicate.in_(bindparam("predicates", expanding=True)),
).order_by(article.c.published.desc().nulls_last(), claim.c.article_id, claim.c.ordinal)


def claims_of(
    connection: Connection, entity_ids: Sequence[str], predicates: Sequence[Predicate]
) -> dict[str, dict[str, list[Item]]]:
    """Return the claims about entities, by entity and predicate, the newest first."""
    rows = connection.execute(_ABOUT, {"ids": entity_ids, "predicates": predicates}).all()
    found: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for row, item in zip(rows, _shape(connection, rows), strict=True):
        found[row.subject][row.predicate].append(item)
    return found


def _shape(connection: Connection, rows: Sequence[Row[Any]]) -> list[Item]:
    more = _more_evidence(connection, [row.id for row in rows])
    return [
        {
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
            "more_evidence": more.get(row.id, []),
            "derived": row.derived,
            "rule": row.rule,
            "confidence": row.confidence,
        }
        for row in rows
    ]


def _plain(number: float | None) -> float | int | None:
    """Return whole numbers without the decimal point."""
    return int(number) if number is not None and number.is_integer() else number


_MORE_EVIDENCE = (
    select(claim_evidence, claim.c.article_id)
    .join(claim, claim.c.id == claim_evidence.c.claim_id)
    .where(claim_evidence.c.claim_id.in_(bindparam("ids", expanding=True)))
    .order_by(claim_evidence.c.claim_id, claim_evidence.c.position)
)


def _more_evidence(connection: Connection, claim_ids: Sequence[str]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for row in connection.execute(_MORE_EVIDENCE, {"ids": claim_ids}):
        found[row.claim_id].append(evidence(row.article_id, row.start, row.end, row.text))
    return found


def _linked_to(ids: Any) -> Select[int]:
    return select(article_entity.c.id).where(article_entity.c.entity_id.in_(ids))


_SUBJECTS = (EntityType.EXERCISE, EntityType.ORGANIZATION, EntityType.PERSON)

CLAIMS = Collection(
    name="claims",
    table=claim,
    rows=_ROWS,
    key=claim.c.id,
    place=(claim.c.article_id, claim.c.ordinal),
    orders={"position": None},
    order="position",
    shape=_shape,
    filters={
        "article": Filter(
            ARTICLE_ID, claim.c.article_id.in_, "in this article", "articles/0f3a5b7c9d1e2f34"
        ),
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
    },
)
