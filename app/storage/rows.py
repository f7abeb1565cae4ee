"""What was found in an article, laid out as rows of the tables."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from app.names import edition_reference, surname_key
from app.names.people import GENDERS
from app.names.posts import POSTS, post_of
from app.records import (
    COLLECTIONS,
    Article,
    Claim,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Predicate,
    Quote,
    Speaker,
)
from app.storage import tables

Row = dict[str, Any]

_TYING = {Predicate.ROLE, Predicate.AFFILIATION}


def build_rows(
    article: Article, extraction: Extraction, *, first_entity: int, first_quote: int
) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of each table, tables that others point at first.

    The article's entities are numbered from `first_entity`, its quotes from `first_quote`.
    """
    numbers = {one.id: first_entity + n for n, one in enumerate(extraction.entities)}
    ties = _find_ties(extraction)
    forms = _find_forms(article, extraction)
    quotes = list(enumerate(extraction.quotes, first_quote))
    claims = list(enumerate(sorted(extraction.claims, key=_place)))
    yield tables.article, [_article_row(article)]
    yield (
        tables.article_entity,
        [_entity_row(article, one, numbers[one.id], ties[one.id]) for one in extraction.entities],
    )
    yield (
        tables.article_entity_alias,
        [
            {
                "article_entity_id": numbers[one.id],
                "name": name,
                "form": forms.get((one.id, name)),
            }
            for one in extraction.entities
            for name in sorted({*one.aliases} - {one.name})
        ],
    )
    yield tables.mention, [_mention_row(article, one, numbers) for one in extraction.mentions]
    yield tables.quote, [_quote_row(article, one, number) for number, one in quotes]
    stated = ((number, one.speaker) for number, one in quotes)
    supposed = ((number, one.candidate) for number, one in quotes)
    for table, speakers in ((tables.quote_speaker, stated), (tables.quote_candidate, supposed)):
        yield (
            table,
            [
                row
                for number, one in speakers
                if one
                for row in _speaker_rows(article, one, number, numbers)
            ],
        )
    yield tables.claim, [_claim_row(article, one, ordinal, numbers) for ordinal, one in claims]
    yield (
        tables.claim_evidence,
        [
            {
                "claim_id": f"{article.id}-{ordinal}",
                "position": position,
                **_span_of(article, *span),
            }
            for ordinal, one in claims
            for position, span in enumerate(one.more_evidence)
        ],
    )


def _place(claim: Claim) -> tuple[object, ...]:
    """Order claims by place, then by what they say, so that their numbers are always the same."""
    value = "" if claim.value is None else str(claim.value)
    return claim.start, claim.end, claim.predicate, claim.object or "", value, repr(claim)


def _span_of(article: Article, start: int, end: int) -> Row:
    return {"start": start, "end": end, "text": article.text[start:end]}


def _article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "text_digest": article.text_digest,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "fictional": article.fictional,
        "length": len(article.text),
        "text": article.text,
    }


def _entity_row(article: Article, one: Entity, number: int, ties: set[str]) -> Row:
    return {
        "id": number,
        "article_id": article.id,
        "local_id": one.id,
        "type": str(one.type),
        "name": _name(one),
        "acronym": one.acronym,
        "kind": one.kind,
        "country": one.country,
        "series": one.series,
        "edition": one.edition,
        "key": one.id.partition("/")[2],
        "surname_key": _surname_key(one),
        "ties": " ".join(sorted(_ties_of(article, one, ties))),
        "entity_id": None,
        "reason": "",
    }


def _name(one: Entity) -> str:
    """Return the name of an entity; an edition that is not named goes by that of its series."""
    if one.edition and one.name == edition_reference(one.edition):
        return " ".join(filter(None, [one.series, one.edition]))
    return one.name


def _ties_of(article: Article, one: Entity, found: set[str]) -> set[str]:
    """Return what ties an entity; one that is only described is tied to the article that does."""
    described = one.type is EntityType.EXERCISE and one.series is None
    gender = {f"{GENDERS}{one.gender}"} if one.gender else set()
    return {article.id} if described else found | gender


def _surname_key(one: Entity) -> str | None:
    return surname_key(one.name, one.surname) if one.type is EntityType.PERSON else None


def _find_ties(extraction: Extraction) -> dict[str, set[str]]:
    """Return each person's posts, and the countries and organizations that claims tie it to."""
    entities = {one.id: one for one in extraction.entities}
    ties: dict[str, set[str]] = defaultdict(set)
    for claim in extraction.claims:
        if claim.predicate is Predicate.ROLE and (post := post_of(str(claim.value))):
            ties[claim.subject].add(f"{POSTS}{post}")
        if claim.predicate not in _TYING or claim.object is None:
            continue
        tied = entities[claim.object]
        is_country = tied.type is EntityType.COUNTRY
        country = tied.id.partition("/")[2] if is_country else tied.country
        if not is_country:
            ties[claim.subject].add(tied.id)
        # A post "to" a country says nothing of whose it is: "ambassador to Japan".
        if country and " to " not in f" {claim.value} ":
            ties[claim.subject].add(f"{COLLECTIONS[EntityType.COUNTRY]}/{country}")
    return ties


def _find_forms(article: Article, extraction: Extraction) -> dict[tuple[str, str], str]:
    """Return the form in which each entity is first called by each of its names."""
    forms: dict[tuple[str, str], str] = {}
    for one in extraction.mentions:
        forms.setdefault((one.entity, article.text[one.start : one.end]), str(one.form))
    return forms


def _mention_row(article: Article, one: Mention, numbers: dict[str, int]) -> Row:
    return {
        "id": f"{article.id}-{one.start}-{one.end}",
        "article_id": article.id,
        **_span_of(article, one.start, one.end),
        "article_entity_id": numbers[one.entity],
        "form": str(one.form),
        "rule": one.rule,
        "confidence": one.confidence,
    }


def _quote_row(article: Article, one: Quote, number: int) -> Row:
    cue_start, cue_end = one.cue or (None, None)
    return {
        "number": number,
        "id": f"{article.id}-{one.start}-{one.end}",
        "article_id": article.id,
        **_span_of(article, one.start, one.end),
        "kind": str(one.kind),
        "group_number": one.group,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "cue_text": article.text[cue_start:cue_end] if one.cue else None,
        "addressee": one.addressee,
        "published": article.published,
        "rule": one.rule,
        "confidence": one.confidence,
    }


def _speaker_rows(
    article: Article, one: Speaker, quote_number: int, numbers: dict[str, int]
) -> Iterator[Row]:
    yield {
        "quote_number": quote_number,
        "position": 0,
        "article_entity_id": numbers[one.entity] if one.entity else None,
        "name": one.name,
        **_span_of(article, one.start, one.end),
    }
    for position, other in enumerate(one.also, 1):
        yield {
            "quote_number": quote_number,
            "position": position,
            "article_entity_id": numbers[other.entity] if other.entity else None,
            "name": other.name,
            "start": None,
            "end": None,
            "text": None,
        }


def _claim_row(article: Article, one: Claim, ordinal: int, numbers: dict[str, int]) -> Row:
    return {
        "id": f"{article.id}-{ordinal}",
        "article_id": article.id,
        "ordinal": ordinal,
        "subject_id": numbers[one.subject],
        "predicate": str(one.predicate),
        "object_id": numbers[one.object] if one.object else None,
        "words": one.value if isinstance(one.value, str) else None,
        "number": float(one.value) if isinstance(one.value, int | float) else None,
        "unit": one.unit,
        "qualifier": one.qualifier,
        "low": one.low,
        "high": one.high,
        "grain": one.grain,
        "modality": str(one.modality),
        "asserted_by_id": numbers[one.asserted_by] if one.asserted_by else None,
        **_span_of(article, one.start, one.end),
        "derived": one.derived,
        "rule": one.rule,
        "confidence": one.confidence,
    }
