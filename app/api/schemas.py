"""The JSON that the API answers with, for its documentation; answers are made without them."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from app.records import EntityType, Form, Modality, Predicate, QuoteKind

Confidence = Annotated[
    Annotated[float, Field(ge=0, le=1)] | None,
    Field(
        description="how often the rule was right on articles annotated by hand; null: fewer than "
        "30 of this rule's records were judged; see /v1/quality"
    ),
]
Count = Annotated[int, Field(ge=0)]
Offset = Annotated[int, Field(ge=0, description="in code points of the article's text")]

EntityId = Annotated[
    str, Field(pattern="^(countries|people|organizations|exercises)/[A-Za-z0-9-]+$")
]
Words = Annotated[
    str | None,
    Field(description="cut after 200 characters, or null, where NEWSKB_TEXT_POLICY says so"),
]
ArticleId = Annotated[str, Field(pattern="^articles/[0-9a-f]{16}$")]


class Phrase(BaseModel):
    """Words of an article and where they stand."""

    text: Words
    start: Offset
    end: Offset


class Evidence(Phrase):
    """The words of an article that say so: `text` is what stands from `start` to `end`."""

    article: ArticleId
    sha256: Annotated[
        str | None, Field(description="of the words in UTF-8; where they may not be shown whole")
    ] = None


class Reference(BaseModel):
    """Who or what is meant; `entity` is null where that is not known."""

    entity: EntityId | None
    name: str


def _require_id_alone(schema: dict[str, Any]) -> None:
    # With `fields`, an item has no others than those asked for.
    schema["required"] = ["id"]


class Linked(BaseModel):
    """Anything that has an address of its own."""

    model_config = ConfigDict(json_schema_extra=_require_id_alone)

    links: Annotated[
        dict[str, str] | None,
        Field(description="relative addresses, given where the item is asked for by itself"),
    ] = None


class Fact(Linked):
    """What every fact has: the evidence, the rule that found it and how sure that is."""

    evidence: Evidence
    rule: str
    confidence: Confidence


class Speaker(Reference):
    """Who says the words; `phrase` is how the sentence has it."""

    phrase: Phrase | None


class ArticleReference(BaseModel):
    """The article that a fact comes from."""

    id: ArticleId
    title: str | None
    publisher: str | None
    published: dt.date | None
    url: str | None


class QuoteIncluded(BaseModel):
    """What `include` puts into a quote."""

    speaker: Annotated[
        list["Person | Organization | Country"] | None, Field(description="those that are known")
    ] = None
    article: "Article | None" = None
    claims: Annotated[list["Claim"] | None, Field(description="in its words")] = None
    mentions: Annotated[list["Mention"] | None, Field(description="in its words")] = None


class Quote(Fact):
    """Words that an article ascribes to somebody, without their quotation marks."""

    id: str
    text: Words
    kind: QuoteKind
    group: Annotated[int, Field(description="equal for the pieces of one utterance in an article")]
    speakers: Annotated[list[Speaker], Field(description="the first is the one in the sentence")]
    cue: Phrase | None
    addressee: str | None
    published: dt.date | None
    article: ArticleReference
    citation: Annotated[str, Field(description="ready to be put under the words")]
    citation_url: Annotated[
        str | None,
        Field(description="the article's, with a fragment that leads browsers to the very words"),
    ]
    candidates: Annotated[list[Speaker], Field(description="who it may be, where none is known")]
    included: QuoteIncluded | None = None


class MentionIncluded(BaseModel):
    """What `include` puts into a mention."""

    article: "Article | None" = None
    entity: "Person | Organization | Country | Exercise | None" = None


class Mention(Fact):
    """A place where an article names somebody or something."""

    id: str
    entity: EntityId | None
    name: str
    type: EntityType
    form: Form
    reason: Annotated[str, Field(description="why the entity is known, or is not")]
    candidates: Annotated[list[EntityId], Field(description="who it may be, or may be as well")]
    included: MentionIncluded | None = None


class ClaimIncluded(BaseModel):
    """What `include` puts into a claim."""

    article: "Article | None" = None
    speaker: Annotated[
        "Person | Organization | Country | Exercise | None", Field(description="who asserts it")
    ] = None


class Claim(Fact):
    """What an article says of somebody or something; others may say otherwise."""

    id: str
    subject: Reference
    predicate: Predicate
    object: Reference | None
    value: str | int | float | None
    unit: str | None
    qualifier: Annotated[str | None, Field(description='words such as "around"')]
    low: float | None
    high: float | None
    grain: Annotated[str | None, Field(description="of dates: day, month or year")]
    modality: Modality
    asserted_by: Annotated[Reference | None, Field(description="null: the article itself")]
    published: dt.date | None
    more_evidence: list[Evidence]
    derived: Annotated[bool, Field(description="computed from all the evidence together")]
    included: ClaimIncluded | None = None


class ArticleIncluded(BaseModel):
    """What `include` puts into an article."""

    quotes: list[Quote] | None = None
    claims: list[Claim] | None = None
    mentions: list[Mention] | None = None


class Article(Linked):
    """What is known of an article."""

    id: ArticleId
    title: str | None
    byline: str | None
    publisher: str | None
    url: str | None
    published: dt.date | None
    language: str | None
    fictional: Annotated[bool, Field(description="invented, as samples are")]
    length: Annotated[Count, Field(description="of the text, in code points")]
    text_digest: Annotated[str, Field(description="SHA-256 of the text, equal for copies")]
    quote_count: Count
    mention_count: Count
    included: ArticleIncluded | None = None


class ArticleText(BaseModel):
    """The text that the offsets of all facts point into."""

    id: ArticleId
    text: str
    length: Count
    text_digest: str


class EntityIncluded(BaseModel):
    """What `include` puts into an entity."""

    claims: Annotated[
        list[Claim] | None,
        Field(description="all about it; of a country, those that it is the object of"),
    ] = None


class Entity(Linked):
    """What countries, people, organizations and exercises have in common."""

    id: EntityId
    name: str
    aliases: Annotated[list[str], Field(description="other names that articles use")]
    article_count: Count
    mention_count: Count
    quote_count: Annotated[Count, Field(description="of quotes that it is a speaker of")]
    first_published: dt.date | None
    last_published: dt.date | None
    included: EntityIncluded | None = None


class Country(Entity):
    """A country, of today or former."""

    alpha_2: str | None
    alpha_3: str | None
    numeric: str | None
    official_name: str | None
    region: str | None
    former: bool


class Person(Entity):
    """Somebody, with all that articles say they do, the newest first."""

    roles: list[Claim]
    affiliations: list[Claim]


class Organization(Entity):
    """An alliance, ministry, armed force, agency, company."""

    acronym: str | None
    kind: str | None
    country: EntityId | None
    countries: Annotated[list[Claim], Field(description="what articles say of its country")]


class Exercise(Entity):
    """One edition of a military exercise, with all that articles say of it, side by side."""

    series: str
    edition: str | None
    hosts: list[Claim]
    organizers: list[Claim]
    participants: list[Claim]
    observers: list[Claim]
    places: list[Claim]
    personnel: list[Claim]
    aircraft: list[Claim]
    ships: list[Claim]
    vehicles: list[Claim]
    participant_count: list[Claim]
    start: list[Claim]
    end: list[Claim]
    duration: list[Claim]
    planned_since: list[Claim]
    conflicts: Annotated[
        list[str],
        Field(description="fields whose claims, by different sources, cannot all be true"),
    ]


class Release(Linked):
    """The knowledge base after a batch; equal articles and pipeline make an equal id."""

    id: str
    pipeline: Annotated[str, Field(description="fingerprint of what found the facts")]
    article_count: Count
    quote_count: Count
