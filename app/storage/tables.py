"""The tables. Facts point at an article's own entity, which resolution links to the world's.

No foreign id in here depends on the order of ingest except the integer surrogate keys, and those
never leave the database. `text` columns of facts repeat the article's characters so that reading a
fact does not mean reading its article.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from app.records import EntityType, Form, Modality, Predicate, QuoteKind

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, values: type[EntityType | Form | Modality | Predicate | QuoteKind]) -> str:
    return f"{column} IN ({', '.join(repr(str(v)) for v in values)})"


def _article_key(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "article_id",
        String(16),
        ForeignKey("article.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def _span() -> tuple[Column[int], Column[int], CheckConstraint]:
    return (
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        CheckConstraint('0 <= start AND start < "end"', name="span"),
    )


def _provenance() -> tuple[Column[str], Column[float], CheckConstraint]:
    # Null: too few of the rule's records were judged to tell how often it is right.
    return (
        Column("rule", String, nullable=False),
        Column("confidence", Float),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    )


def _form() -> tuple[Column[str], CheckConstraint]:
    """Build the column for the form in which a name is used; null where no mention has it."""
    return Column("form", String), CheckConstraint(_one_of("form", Form), name="form")


article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True),  # what the full-text index calls it
    Column("id", String(16), nullable=False, unique=True),
    Column("text_digest", String(64), nullable=False, index=True),
    Column("title", Text),
    Column("byline", Text),
    Column("publisher", Text),
    Column("url", Text, unique=True),
    Column("published", Date),
    Column("language", String),
    Column("fictional", Boolean(name="fictional"), nullable=False),
    Column("length", Integer, nullable=False),  # code points
    # Last, so that a list of articles need not read it.
    Column("text", Text, nullable=False),
    Index("ix_article_published_id", "published", "id"),
)

entity = Table(
    "entity",
    metadata,
    Column("id", String, primary_key=True),  # "people/jens-stoltenberg"
    Column("type", String, nullable=False),
    Column("name", Text, nullable=False),
    # What the linked articles amount to; kept by resolution so that lists can sort by it.
    Column("article_count", Integer, nullable=False),
    Column("mention_count", Integer, nullable=False),
    Column("quote_count", Integer, nullable=False),
    Column("first_published", Date),
    Column("last_published", Date),
    CheckConstraint(_one_of("type", EntityType), name="type"),
    Index("ix_entity_type_name", "type", "name", "id"),
    Index("ix_entity_type_mention_count", "type", "mention_count", "id"),
    Index("ix_entity_type_last_published", "type", "last_published", "id"),
)


def _entity_id() -> Column[str]:
    return Column("id", String, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True)


country = Table(
    "country",
    metadata,
    _entity_id(),
    Column("alpha_2", String(2), index=True),  # none for former states
    Column("alpha_3", String(3), index=True),
    Column("numeric", String(3)),
    Column("official_name", Text),
    Column("region", String),
    Column("former", Boolean(name="former"), nullable=False),
)

person = Table(
    "person",
    metadata,
    _entity_id(),
    Column("surname_key", String, nullable=False, index=True),
)

organization = Table(
    "organization",
    metadata,
    _entity_id(),
    Column("acronym", String, index=True),
    Column("kind", String, index=True),
    Column("country_code", String, index=True),  # alpha-2
)

exercise = Table(
    "exercise",
    metadata,
    _entity_id(),
    Column("series", Text, nullable=False),
    Column("series_key", String, nullable=False, index=True),  # names.slugify(series)
    Column("edition", String),
)

entity_alias = Table(
    "entity_alias",
    metadata,
    # What the indexes of names call it: the less, the more its entity is mentioned.
    Column("number", Integer, primary_key=True),
    Column("entity_id", String, ForeignKey("entity.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", String, nullable=False, index=True),  # names.slugify(name)
    *_form(),
    UniqueConstraint("entity_id", "name"),
)

article_entity = Table(
    "article_entity",
    metadata,
    Column("id", Integer, primary_key=True),
    _article_key(),
    # The id within its article, as `newskb extract` prints it.
    Column("local_id", String, nullable=False),
    Column("type", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("acronym", String),
    Column("kind", String),
    Column("country", String),
    Column("series", Text),
    Column("edition", String),
    # What resolution looks articles' entities up by: the name's slug, and a person's surname.
    Column("key", String, nullable=False),
    Column("surname_key", String),
    # Ids of the countries and organizations that roles and affiliations tie a person to, sorted,
    # with blanks between: it is by them that bearers of one name are told apart.
    Column("ties", Text, nullable=False),
    # The link, remade whenever evidence about its key changes.
    Column("entity_id", String, ForeignKey("entity.id"), index=True),
    Column("reason", String, nullable=False),  # why it is linked, or why it is not
    CheckConstraint(_one_of("type", EntityType), name="type"),
    UniqueConstraint("article_id", "local_id"),
    Index("ix_article_entity_type_key", "type", "key"),
    Index("ix_article_entity_type_surname_key", "type", "surname_key"),
)

article_entity_alias = Table(
    "article_entity_alias",
    metadata,
    Column(
        "article_entity_id",
        Integer,
        ForeignKey("article_entity.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("name", Text, primary_key=True),
    *_form(),
)

# What entities are called by those who know them, whether articles name them so or not, as slugs;
# of all that the pipeline's lexicons know, in the base or not.
known_name = Table(
    "known_name",
    metadata,
    Column("key", String, primary_key=True),
    Column("entity_id", String, primary_key=True),
)

# Whom articles' entities with this `reason` and `key` might be, where they are not linked.
link_candidate = Table(
    "link_candidate",
    metadata,
    Column("reason", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column(
        "entity_id",
        String,
        ForeignKey("entity.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)


def _article_entity(name: str, *, nullable: bool = False) -> Column[int]:
    """Build a column that points at an article's entity, indexed for the way back."""
    return Column(
        name,
        Integer,
        ForeignKey("article_entity.id", ondelete="CASCADE"),
        nullable=nullable,
        index=True,
    )


mention = Table(
    "mention",
    metadata,
    Column("id", String, primary_key=True),  # "{article}-{start}-{end}"
    _article_key(),
    *_span(),
    Column("text", Text, nullable=False),
    _article_entity("article_entity_id"),
    Column("form", String, nullable=False),
    *_provenance(),
    CheckConstraint(_one_of("form", Form), name="form"),
    Index("ix_mention_article_id_start", "article_id", "start"),
)

quote = Table(
    "quote",
    metadata,
    Column("number", Integer, primary_key=True),  # what the full-text index calls it
    Column("id", String, nullable=False, unique=True),  # "{article}-{start}-{end}"
    _article_key(),
    *_span(),
    Column("text", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("group_number", Integer, nullable=False),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("cue_text", Text),
    Column("addressee", Text),
    Column("published", Date),  # the article's, for sorting
    *_provenance(),
    CheckConstraint(_one_of("kind", QuoteKind), name="kind"),
    # The order of lists: by date, then as the articles have them.
    Index("ix_quote_published_place", "published", "article_id", "start", "end"),
    Index("ix_quote_kind_published_place", "kind", "published", "article_id", "start", "end"),
    Index("ix_quote_article_id_start", "article_id", "start"),
)


def _speakers(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column(
            "quote_number",
            Integer,
            ForeignKey("quote.number", ondelete="CASCADE"),
            primary_key=True,
        ),
        Column("position", Integer, primary_key=True),  # 0 is the speaker, more are those beside
        _article_entity("article_entity_id", nullable=True),
        Column("name", Text, nullable=False),
        # Where the phrase stands; given for position 0 alone.
        Column("start", Integer),
        Column("end", Integer),
        Column("text", Text),
    )


quote_speaker = _speakers("quote_speaker")
quote_candidate = _speakers("quote_candidate")  # who may speak; no quote has both

claim = Table(
    "claim",
    metadata,
    Column("id", String, primary_key=True),  # "{article}-{ordinal}", by place in the text
    _article_key(),
    Column("ordinal", Integer, nullable=False),
    _article_entity("subject_id"),
    Column("predicate", String, nullable=False),
    _article_entity("object_id", nullable=True),
    # A value is words (roles, places, ISO 8601 dates and durations) or a number, never both.
    Column("words", Text),
    Column("number", Float),
    Column("unit", String),
    Column("qualifier", String),
    Column("low", Float),
    Column("high", Float),
    Column("grain", String),
    Column("modality", String, nullable=False),
    _article_entity("asserted_by_id", nullable=True),
    *_span(),
    Column("text", Text, nullable=False),
    Column("derived", Boolean(name="derived"), nullable=False),
    *_provenance(),
    CheckConstraint(_one_of("predicate", Predicate), name="predicate"),
    CheckConstraint(_one_of("modality", Modality), name="modality"),
    CheckConstraint("words IS NULL OR number IS NULL", name="one_value"),
    UniqueConstraint("article_id", "ordinal"),
    Index("ix_claim_predicate_number", "predicate", "number"),
    Index("ix_claim_predicate_words", "predicate", "words"),
)

claim_evidence = Table(
    "claim_evidence",
    metadata,
    Column("claim_id", String, ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_span(),
    Column("text", Text, nullable=False),
)

release = Table(
    "release",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False),  # equal for equal articles and pipeline
    Column("pipeline", String(64), nullable=False),
    Column("article_count", Integer, nullable=False),
    Column("quote_count", Integer, nullable=False),
)

quality = Table(
    "quality",
    metadata,
    Column("pipeline", String(64), primary_key=True),
    Column("body", Text, nullable=False),  # JSON, as the API shows it
)
