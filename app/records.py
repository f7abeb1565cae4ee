"""What an article says, as plain records: the vocabulary that every other module shares.

Offsets (`start`, `end`) are code points in the article's `text`, half-open: `text[start:end]` is
the words meant. Identifiers of entities are their paths under `/v1/`, such as `countries/JP`.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class EntityType(StrEnum):
    """The four kinds of things that newskb knows; the value is what JSON shows."""

    COUNTRY = "country"
    PERSON = "person"
    ORGANIZATION = "organization"
    EXERCISE = "exercise"


COLLECTIONS = {
    EntityType.COUNTRY: "countries",
    EntityType.PERSON: "people",
    EntityType.ORGANIZATION: "organizations",
    EntityType.EXERCISE: "exercises",
}
"""The first part of an entity's id, by its type."""


class Form(StrEnum):
    """How a mention refers to its entity."""

    NAME = "name"
    SURNAME = "surname"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    ALIAS = "alias"
    DEMONYM = "demonym"
    FORMER = "former"
    METONYM = "metonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class QuoteKind(StrEnum):
    """How words are quoted; `scare` marks a name or label and has no speaker."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    SCARE = "scare"


class Predicate(StrEnum):
    """What a claim says of its subject."""

    ROLE = "role"
    AFFILIATION = "affiliation"
    COUNTRY = "country"
    HOST = "host"
    ORGANIZER = "organizer"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    PLACE = "place"
    PERSONNEL = "personnel"
    AIRCRAFT = "aircraft"
    SHIPS = "ships"
    VEHICLES = "vehicles"
    PARTICIPANT_COUNT = "participant_count"
    START = "start"
    END = "end"
    DURATION = "duration"
    PLANNED_SINCE = "planned_since"


class Modality(StrEnum):
    """Whether the claim holds, is to come, was called off or is over."""

    STATED = "stated"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    PAST = "past"


Span = tuple[int, int]


@dataclass(frozen=True)
class Article:
    """One article as it was read, with what is known of its publication."""

    text: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str | None = None
    fictional: bool = False

    @cached_property
    def id(self) -> str:
        """The first 16 hex digits of SHA-256 over text and publication data."""
        published = self.published.isoformat() if self.published else None
        parts = [
            self.text, self.title, self.byline, self.publisher, self.url, published, self.language,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    @cached_property
    def text_digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hex: equal for syndicated copies."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """A country, person, organization or exercise as one article knows it."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    surname: str | None = None
    """People: what they are called without their given names, particles included."""
    gender: str | None = None
    """People: `m` or `f` where a title, a name or a role tells; never shown."""
    acronym: str | None = None
    """Organizations: the short form that the article or the lexicon gives."""
    kind: str | None = None
    """Organizations: alliance, ministry, armed force, news agency, … as the lexicon has it."""
    country: str | None = None
    """Organizations: alpha-2 code of the country that it belongs to."""
    series: str | None = None
    """Exercises: the name without its edition."""
    edition: str | None = None
    """Exercises: what tells this edition from others, in general a year."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of an entity in the text."""

    start: int
    end: int
    entity: str
    form: Form
    rule: str
    confidence: float | None
    """How often the rule is right; None where too few of its records were judged to tell."""


@dataclass(frozen=True, slots=True)
class CoSpeaker:
    """A further speaker of the same words."""

    entity: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: the phrase in the sentence, and the entity that it stands for if known."""

    entity: str | None
    name: str
    """The entity's canonical name, or the phrase as written."""
    start: int
    end: int
    also: tuple[CoSpeaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words ascribed to a speaker; the span leaves the quotation marks out."""

    start: int
    end: int
    kind: QuoteKind
    group: int
    """Pieces of one utterance share this number within an article."""
    speaker: Speaker | None
    """Who is quoted, if the article says so by a rule that is right more often than not."""
    cue: Span | None
    addressee: str | None
    rule: str
    confidence: float | None
    candidate: Speaker | None = None
    """Who may be quoted where `speaker` is None: what a rule says that is too often wrong."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about a person, organization or exercise, with where the article says it."""

    subject: str
    predicate: Predicate
    start: int
    end: int
    rule: str
    confidence: float | None
    object: str | None = None
    """Id of the entity that the claim is about, if it is one."""
    value: str | int | float | None = None
    """The words, number, ISO 8601 date (cut to its grain) or duration."""
    unit: str | None = None
    qualifier: str | None = None
    """Words such as "around" or "more than" that go with a number."""
    low: float | None = None
    high: float | None = None
    grain: str | None = None
    """Dates: day, month or year."""
    modality: Modality = Modality.STATED
    asserted_by: str | None = None
    """Id of the entity that says so; None where the article itself does."""
    more_evidence: tuple[Span, ...] = ()
    derived: bool = False
    """Whether the value was computed from several pieces of evidence."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article; every id used is among `entities`."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Appearance:
    """All that tells who an article's entity is; articles that say the same have it in common."""

    local_id: str
    type: EntityType
    name: str
    surname_key: str | None = None
    ties: frozenset[str] = frozenset()
    """Ids of the countries and organizations that roles and affiliations tie a person to, and keys
    of the posts and the gender; the article that describes an exercise without a name."""


@dataclass(frozen=True, slots=True)
class Link:
    """Which entity of the knowledge base an appearance is, or might be."""

    entity: str | None
    reason: str
    """Why it is linked, or why it is not."""
    candidates: tuple[str, ...] = ()
    """Ids of the entities that it might be; where it is linked, of those that it might be too."""
